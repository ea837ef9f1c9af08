"""Quotation beside another of the same utterance -> what it carries, leaves out and alters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Relation = Literal["whole", "trimmed", "altered"]
Place = Literal["beginning", "middle", "end"]

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+")
_BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
# A stretch of equal words by which two quotations are of one utterance, whatever else they hold.
_LONG_STRETCH = 8
# Share of the shorter quotation's words that must be found, in order, in the longer. Two thirds
# leave room for a changed clause; at a half, different sentences of a speech begin to match.
_CARRIED = 0.67
# A shorter quotation must be carried word for word, to be no turn of phrase that all use.
_FEW_WORDS = 5
# Fewer different words of weight are a turn of phrase.
_FEWEST_WEIGHTY = 2
_SMALL = frozenset(
    """
    a an and are as at be but by for from had has have he her his i in is it its my not of on or our
    s she so t that the their them there they this to us was we were will with you your
    """.split()  # noqa: SIM905
)


_CONTRACTED = {"m": "am", "re": "are", "ve": "have", "ll": "will"}


class QuotedWord(NamedTuple):
    """A word of a quotation at its place; `bracketed` if the outlet marks it as its own."""

    start: int
    end: int
    key: str
    bracketed: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Words of the reference that are not carried: `reference[start:end] == text`, and where."""

    start: int
    end: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a quotation makes of the reference.

    `relation` is "whole" (every word, in order), "trimmed" (some are missing, none is changed) or
    "altered" (others stand among them). Words in brackets, and words before or behind what it
    shares with the reference, alter nothing. `carried` is the share of the reference's words,
    0..1; `added` the words that alter it, verbatim.
    """

    relation: Relation
    carried: float
    missing: tuple[Missing, ...]
    added: tuple[str, ...]


def quoted_words(text: str) -> tuple[QuotedWord, ...]:
    """Cuts a quotation into words; case, punctuation and hyphens do not count.

    >>> [word.key for word in quoted_words("We're [all] well-aware")]
    ['we', 'are', 'all', 'well', 'aware']
    """
    brackets = [found.span() for found in _BRACKETED.finditer(text)]
    return tuple(
        QuotedWord(
            *found.span(),
            _key(found[0].lower()),
            any(start <= found.start() < end for start, end in brackets),
        )
        for found in _WORD.finditer(text)
    )


def _key(word: str) -> str:
    """One key for 6 and 6:00, 1,000 and 1000, neighbour and neighbor."""
    if word[0].isdigit():
        return word.removesuffix(":00").removesuffix(".00").replace(",", "")
    return _CONTRACTED.get(word, word.replace("our", "or"))


def is_same_utterance(one: str, other: str) -> bool:
    """Whether two quotations are of one utterance, trimmed or slightly altered as they may be.

    Args:
        one: A quotation.
        other: Another.

    Returns:
        True if the shorter is found, in order, in the longer, or both share a long stretch.

    >>> is_same_utterance("It is over, and we are glad of it", "we are very glad of it")
    True
    >>> is_same_utterance("We are very glad", "We are very tired")
    False
    """
    keys = [
        [word.key for word in quoted_words(text) if not word.bracketed] for text in (one, other)
    ]
    short, long = sorted(keys, key=len)
    runs = _runs(short, long)
    weighty = {index for index, key in enumerate(short) if key not in _SMALL}
    if len({short[index] for index in weighty}) < _FEWEST_WEIGHTY or not runs:
        return False
    longest = max(run.length for run in runs)
    if len(short) < _FEW_WORDS:
        return longest == len(short)
    found = {run.own + step for run in runs if run.length > 1 for step in range(run.length)}
    enough = len(found) >= _CARRIED * len(short) and 2 * len(found & weighty) >= len(weighty)
    return enough or longest >= _LONG_STRETCH


class _Run(NamedTuple):
    """Equal words in a row: from `own` in one list, from `there` in the other."""

    own: int
    there: int
    length: int


def _runs(one: Sequence[str], two: Sequence[str]) -> list[_Run]:
    """The runs of equal words that two lists share in order, the longest looked for first."""
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return [_Run(*block) for block in matcher.get_matching_blocks() if block.size]


def compare_rendering(reference: str, pieces: Sequence[str]) -> Rendering:
    """Says what an article carries of an utterance.

    Args:
        reference: The longest quotation of the utterance.
        pieces: What the article quotes of it, in the order of the article.

    Returns:
        Its relation to the reference, the words it leaves out and those it changes.

    >>> found = compare_rendering("It is over, and we are glad.", ["It is over"])
    >>> found.relation, [(gap.text, gap.place) for gap in found.missing]
    ('trimmed', [('and we are glad', 'end')])
    """
    words = quoted_words(reference)
    carried: set[int] = set()
    added: list[str] = []
    for piece in pieces:
        own = quoted_words(piece)
        runs = _without_strays(
            _runs([word.key for word in own], [word.key for word in words]), len(own)
        )
        carried |= {run.there + step for run in runs for step in range(run.length)}
        added += _added(piece, own, {run.own + step for run in runs for step in range(run.length)})
    missing = _missing(reference, words, carried)
    relation: Relation = "altered" if added else ("trimmed" if missing else "whole")
    share = round(len(carried) / len(words), 3) if words else 1.0
    return Rendering(relation, share, missing, tuple(added))


def _without_strays(runs: Sequence[_Run], n_words: int) -> list[_Run]:
    """Leaves out single words far from all longer runs: a "the" that both have carries nothing."""
    longer = [run for run in runs if run.length > 1]
    short = not longer and n_words < _FEW_WORDS
    return [run for run in runs if run.length > 1 or short or _is_near(run, longer)]


def _is_near(word: _Run, runs: Sequence[_Run]) -> bool:
    """Whether a run stands within three words of a single word, in both lists."""
    return any(
        (0 < run.own - word.own <= 3 and 0 < run.there - word.there <= 3)
        or (
            0 < word.own - (run.own + run.length - 1) <= 3
            and 0 < word.there - (run.there + run.length - 1) <= 3
        )
        for run in runs
    )


def _added(piece: str, own: Sequence[QuotedWord], carried: set[int]) -> list[str]:
    """Runs of own words between the first and the last that are carried, brackets left out."""
    found: list[str] = []
    if not carried:
        return found
    run: list[int] = []
    for index in range(min(carried), max(carried) + 1):
        if index in carried or own[index].bracketed:
            run = []
        elif run:
            run.append(index)
            found[-1] = piece[own[run[0]].start : own[index].end]
        else:
            run = [index]
            found.append(piece[own[index].start : own[index].end])
    return found


def _missing(reference: str, words: Sequence[QuotedWord], carried: set[int]) -> tuple[Missing, ...]:
    found: list[Missing] = []
    index = 0
    while index < len(words):
        if index in carried:
            index += 1
            continue
        last = index
        while last + 1 < len(words) and last + 1 not in carried:
            last += 1
        place: Place = (
            "beginning" if index == 0 else ("end" if last + 1 == len(words) else "middle")
        )
        start, end = words[index].start, words[last].end
        found.append(Missing(start, end, reference[start:end], place))
        index = last + 1
    return tuple(found)
