"""Texts -> groups of copies and light edits, so that the same words are always in one claim."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher

import numpy as np

from crossframe.claims.vocabulary import tfidf_rows
from crossframe.records import Labels

# Below this cosine of TF-IDF two texts share too few words to be light edits of each other.
_CANDIDATE_COSINE = 0.6

# A word that turns a sentence round, or counts, is never a light edit.
_DECISIVE = frozenset(
    """
    no not never none nobody nothing neither nor without cannot denied denies deny refused refuses
    rejected rejects false untrue unlikely failed fails
    no ni nunca nadie sin niega niegan negó negaron
    не нет ни без никогда
    zero one two three four five six seven eight nine ten eleven twelve dozen dozens twenty thirty
    forty fifty hundred hundreds thousand thousands million millions billion billions half third
    quarter first second all some most few many
    """.split()  # noqa: SIM905
)


def normalised(text: str) -> str:
    """The words of a text, without case, typography and punctuation.

    >>> normalised("“It’s   4.5 p.m.,” HE said.")
    "it's 4.5 p.m he said"
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(re.findall(r"\w+(?:[.,'-]\w+)*", plain))


def collapse_texts(
    texts: Sequence[str], near: float, apart: Collection[tuple[str, str]] = ()
) -> Labels:
    """Finds texts that are the same but for case, typography or a light edit.

    Two texts are light edits of each other if at least `near` of their words stand in the same
    order in both, and no number, negation or counting word is among the rest. The relation is
    closed: a copy of a copy is in the group.

    Args:
        texts: n texts.
        near: Share of words, 0.5..1; 1 for copies alone.
        apart: Pairs of texts that people said are no copies of each other, as `normalised`.

    Returns:
        Int64 (n,): the position of each text's representative, the first of its group.

    >>> collapse_texts(["Four died.", "Five died.", "FOUR DIED"], near=0.9).tolist()
    [0, 1, 0]
    """
    parents = np.arange(len(texts), dtype=np.int64)
    first: dict[str, int] = {}
    plain = [normalised(text) for text in texts]
    for index, words in enumerate(plain):
        parents[index] = first.setdefault(words, index)
    if near < 1:
        foes = _foes(apart, first)
        for a, b in _light_edits(plain, sorted(first.values()), near):
            _join(parents, a, b, foes)
    return np.array([_root(parents, index) for index in range(len(texts))], dtype=np.int64)


def different_texts(
    texts: Sequence[str], near: float, apart: Collection[tuple[str, str]] = ()
) -> tuple[list[str], Labels]:
    """Brings texts into an order that does not depend on theirs, copies as one.

    Args:
        texts: s texts, any of them several times.
        near: As for `collapse_texts`.
        apart: As for `collapse_texts`.

    Returns:
        The n different texts, sorted, and int64 (s,): the number of each given text's.

    >>> texts, number = different_texts(["It sank.", "Four died.", "it sank"], near=0.9)
    >>> texts, number.tolist()
    (['Four died.', 'It sank.'], [1, 0, 1])
    """
    unique = sorted(set(texts))
    roots, number_of_unique = np.unique(collapse_texts(unique, near, apart), return_inverse=True)
    number = dict(zip(unique, number_of_unique.tolist(), strict=True))
    row = np.array([number[text] for text in texts], dtype=np.int64)
    return [unique[root] for root in roots], row


def _light_edits(plain: Sequence[str], kept: Sequence[int], near: float) -> list[tuple[int, int]]:
    words = [plain[index].split() for index in kept]
    return [
        (kept[a], kept[b])
        for a, b in _candidates([plain[index] for index in kept])
        if _is_light_edit(words[a], words[b], near)
    ]


def _candidates(texts: Sequence[str]) -> list[tuple[int, int]]:
    rows = tfidf_rows(texts)
    found: list[tuple[int, int]] = []
    for begin in range(0, rows.shape[0], 1024):
        block = (rows[begin : begin + 1024] @ rows.T).tocoo()
        close = block.data >= _CANDIDATE_COSINE
        pairs = zip(block.row[close] + begin, block.col[close], strict=True)
        found += [(int(a), int(b)) for a, b in pairs if a < b]
    return sorted(found)


def _is_light_edit(a: Sequence[str], b: Sequence[str], near: float) -> bool:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.quick_ratio() < near or matcher.ratio() < near:
        return False
    changed = [
        word
        for tag, a1, a2, b1, b2 in matcher.get_opcodes()
        if tag != "equal"
        for word in [*a[a1:a2], *b[b1:b2]]
    ]
    return not any(_is_decisive(word) for word in changed)


def _is_decisive(word: str) -> bool:
    return word in _DECISIVE or word.endswith("n't") or any(c.isdigit() for c in word)


def _root(parents: Labels, index: int) -> int:
    while parents[index] != index:
        index = int(parents[index])
    return index


def _foes(apart: Collection[tuple[str, str]], first: Mapping[str, int]) -> dict[int, set[int]]:
    """For each text that may not be joined with some, the first positions of those."""
    foes: dict[int, set[int]] = defaultdict(set)
    for a, b in apart:
        if a in first and b in first:
            foes[first[a]].add(first[b])
            foes[first[b]].add(first[a])
    return foes


def _join(parents: Labels, a: int, b: int, foes: dict[int, set[int]]) -> None:
    """Joins the groups of two texts, unless two of their members must be apart."""
    low, high = sorted((_root(parents, a), _root(parents, b)))
    if low == high or any(_root(parents, foe) == high for foe in foes.get(low, ())):
        return
    parents[high] = low
    if high in foes:
        foes.setdefault(low, set()).update(foes[high])
