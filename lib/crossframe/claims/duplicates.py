"""Texts -> groups of copies and light edits, so that the same words are always in one claim."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from crossframe.claims.vocabulary import pair_products, tfidf_rows
from crossframe.records import Labels
from crossframe.text import normalised

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Below this cosine of TF-IDF two texts share too few words to be light edits of each other.
_CANDIDATE_COSINE = 0.6
# From such a share of equal words the rarest words of a text find its light edits soonest: on
# 16,500 sentences of ECB+ in two fifths of the time at .9, and in five times the time at .6.
_SHARPLY = 0.8
_PRODUCTS_AT_A_TIME = 4_000_000

_Pair = tuple[int, int]

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


def _light_edits(plain: Sequence[str], kept: Sequence[int], near: float) -> list[_Pair]:
    texts = [plain[index] for index in kept]
    words = [text.split() for text in texts]
    return [
        (kept[a], kept[b])
        for a, b in _alike(texts, words, near)
        if _is_light_edit(words[a], words[b], near)
    ]


def rare_word_pairs(words: Sequence[Sequence[str]], near: float) -> list[_Pair]:
    """Finds the pairs of texts that can have so many words in common, without trying all pairs.

    If `near` of the words of two texts are common to both, so is one of the rarest of each: of a
    text of n words one of the n - `near` n / (2 - `near`) + 1 rarest.

    Args:
        words: The words of each text.
        near: Share of words, above 0 and at most 1.

    Returns:
        Pairs, the lower number first, sorted; among them all that have `near` of their words, on
        average over both, in common.

    Source:
        Chaudhuri, Ganti & Kaushik, "A primitive operator for similarity joins", ICDE 2006.

    >>> rare_word_pairs([["it", "fell"], ["it", "sank"], ["it", "fell", "down"]], 0.8)
    [(0, 2)]
    """
    numbered = [_numbered(text) for text in words]
    texts_with = Counter(word for text in numbered for word in text)
    found: set[_Pair] = set()
    seen: dict[tuple[str, int], list[int]] = defaultdict(list)
    for text, own in enumerate(numbered):
        common = math.ceil(near * len(own) / (2 - near) - 1e-9)
        rarest = sorted(own, key=lambda word: (texts_with[word], word))[: len(own) - common + 1]
        for word in rarest if own else ():
            found.update((other, text) for other in seen[word])
            seen[word].append(text)
    return sorted(found)


def _numbered(words: Sequence[str]) -> list[tuple[str, int]]:
    """Each word with how often it stood before, so that no two are equal."""
    before: Counter[str] = Counter()
    found: list[tuple[str, int]] = []
    for word in words:
        found.append((word, before[word]))
        before[word] += 1
    return found


def _alike(texts: Sequence[str], words: Sequence[Sequence[str]], near: float) -> list[_Pair]:
    """Pairs whose TF-IDF vectors are so near that they may be light edits of each other."""
    rows = tfidf_rows(texts)
    if near < _SHARPLY:
        return _alike_of_all(rows)
    pairs = rare_word_pairs(words, near)
    if not pairs:
        return []
    first, second = np.array(pairs, dtype=np.int64).T
    alike = pair_products(rows, first, second) >= _CANDIDATE_COSINE
    return [pair for pair, is_near in zip(pairs, alike.tolist(), strict=True) if is_near]


def _alike_of_all(rows: csr_matrix) -> list[_Pair]:
    found: list[_Pair] = []
    step = max(1, _PRODUCTS_AT_A_TIME // max(1, rows.shape[0]))
    for begin in range(0, rows.shape[0], step):
        block = (rows[begin : begin + step] @ rows.T).tocoo()
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
