"""Quotation beside another of the same utterance -> what it carries, leaves out and alters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

from crossframe.text.speech.quotation_words import QuotedWord, quoted_words

Relation = Literal["whole", "trimmed", "altered"]
Place = Literal["beginning", "middle", "end"]

# A stretch of equal words by which two quotations are of one utterance, whatever else they hold.
_LONG_STRETCH = 8
# ... and such a part of the shorter: the name of a law is no utterance.
_PART = 3
# Share of the shorter quotation's words that must be found, in order, in the longer. Two thirds
# leave room for a changed clause; at a half, different sentences of a speech begin to match.
_CARRIED = 0.67
# A shorter quotation must be carried word for word, to be no turn of phrase that all use.
_FEW_WORDS = 5
# Fewer different words of weight are a turn of phrase.
_FEWEST_WEIGHTY = 2
# So long a stretch of one speaker, with so many words of weight, is of one utterance.
_PHRASE, _PHRASE_WEIGHTY = 5, 3
# ... and none of these, by which many sentences begin: "I just wanted to say that I".
_OPENING = frozenset(
    "feel get going just know like really say think tell very want wanted".split()  # noqa: SIM905
)
_SMALL = frozenset(
    """
    a an and are as at be but by for from had has have he her his i in is it its my not of on or our
    s she so t that the their them there they this to us was we were will with you your
    """.split()  # noqa: SIM905
)
# When it was, an outlet tells by its own day.
_DAYS = frozenset(
    """
    friday monday saturday sunday thursday today tomorrow tonight tuesday wednesday yesterday
    """.split()  # noqa: SIM905
)
_OF_DAYS = frozenset("afternoon evening last morning night on this".split())  # noqa: SIM905
# Of so many of its words a report that is no paraphrase holds the quotation's own.
_VERBATIM = 0.8
_LEFT_OUT = re.compile(r"…|\.\s?\.\s?\.")
# So many words in a row stand elsewhere by no accident.
_ELSEWHERE = 3


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
    shares with the reference, alter nothing; nor is the day missed ("yesterday"). `carried` is the
    share of the reference's words, 0..1; `added` the words that alter it, verbatim.
    """

    relation: Relation
    carried: float
    missing: tuple[Missing, ...]
    added: tuple[str, ...]


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
    if not _may_be_same(short, set(long)):
        return False
    runs = _runs(short, long)
    weighty = {index for index, key in enumerate(short) if key not in _SMALL}
    if len({short[index] for index in weighty}) < _FEWEST_WEIGHTY or not runs:
        return False
    longest = max(run.length for run in runs)
    if len(short) < _FEW_WORDS:
        return longest == len(short)
    found = {run.own + step for run in runs if run.length > 1 for step in range(run.length)}
    enough = len(found) >= _CARRIED * len(short) and 2 * len(found & weighty) >= len(weighty)
    return enough or longest >= max(_LONG_STRETCH, len(short) / _PART)


def share_phrase(one: str, other: str) -> bool:
    """Whether two quotations have a phrase in common that nobody says twice in the same words.

    Args:
        one: A quotation.
        other: Another, by the same speaker.

    Returns:
        True if so many words stand in both in a row, enough of them of weight.

    >>> share_phrase("It was over. We had mended some nets but lost", "We had mended some nets")
    True
    >>> share_phrase("We are very glad of it all", "They are very glad of it")
    False
    """
    keys = [
        [word.key for word in quoted_words(text) if not word.bracketed] for text in (one, other)
    ]
    short, long = sorted(keys, key=len)
    return any(
        run.length >= _PHRASE
        and len(set(short[run.own : run.own + run.length]) - _SMALL - _OPENING) >= _PHRASE_WEIGHTY
        for run in _runs(short, long)
    )


def _may_be_same(short: Sequence[str], long: AbstractSet[str]) -> bool:
    """Whether so many words of the shorter stand in the longer that it may be found in order."""
    n_shared = sum(key in long for key in short)
    if len(short) < _FEW_WORDS:
        return n_shared == len(short)
    return n_shared >= min(_CARRIED * len(short), max(_LONG_STRETCH, len(short) / _PART))


def is_verbatim(words: str, reference: str) -> bool:
    """Tells whether nearly all words stand in the reference in a row.

    >>> is_verbatim("that it is over, and we are glad", "It is over, and we are glad of it.")
    True
    >>> is_verbatim("that all is over and they are glad of it", "It is over, and we are glad.")
    False
    """
    own = _keys(quoted_words(words))
    longest = max((r.length for r in _runs(own, _keys(quoted_words(reference)))), default=0)
    return longest >= max(_ELSEWHERE, _VERBATIM * len(own))


def has_gaps(text: str) -> bool:
    """Tells whether a quotation marks that it leaves words out.

    >>> has_gaps("It is over... we are glad"), has_gaps("It is over.")
    (True, False)
    """
    return _LEFT_OUT.search(text.rstrip(" .…")) is not None


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
    gaps = _gaps(reference, words)
    carried: set[int] = {index for index, word in enumerate(words) if word.bracketed}
    n_own = len(words) - len(carried)
    added: list[str] = []
    for piece in pieces:
        own = quoted_words(piece)
        places = _places_in(own, words)
        carried |= set(places.values())
        added += _added(piece, own, places, gaps)
    missing = _missing(reference, words, carried)
    relation: Relation = "altered" if added else ("trimmed" if missing else "whole")
    n_carried = sum(not words[index].bracketed for index in carried)
    return Rendering(relation, round(n_carried / n_own, 3) if n_own else 1.0, missing, tuple(added))


def _keys(words: Iterable[QuotedWord]) -> list[str]:
    return [word.key for word in words]


def _gaps(reference: str, words: Sequence[QuotedWord]) -> set[int]:
    """After which words the reference leaves something out itself: "…"."""
    return {
        index
        for index, (one, after) in enumerate(pairwise(words))
        if _LEFT_OUT.search(reference[one.end : after.start])
    }


def _places_in(own: Sequence[QuotedWord], words: Sequence[QuotedWord]) -> dict[int, int]:
    """Where each carried word of a piece stands in the reference: in order, then out of order.

    Nowhere, if few words in a row are all that both have, and not half of the piece: "the high
    street" stands in two sentences of one statement.
    """
    runs = _without_strays(_runs(_keys(own), _keys(words)), _keys(own), len(words))
    found = {run.own + step: run.there + step for run in runs for step in range(run.length)}
    left = [index for index in range(len(own)) if index not in found]
    absent = [index for index in range(len(words)) if index not in set(found.values())]
    for run in _runs(_keys([own[i] for i in left]), _keys([words[i] for i in absent])):
        mine = [left[run.own + step] for step in range(run.length)]
        there = [absent[run.there + step] for step in range(run.length)]
        in_a_row = mine[-1] - mine[0] == there[-1] - there[0] == run.length - 1
        if run.length >= _ELSEWHERE and in_a_row:
            found |= dict(zip(mine, there, strict=True))
    by_chance = 2 * len(found) <= len(own) and all(run.length <= _ELSEWHERE for run in runs)
    return {} if by_chance else found


def _without_strays(runs: Sequence[_Run], own: Sequence[str], n_there: int) -> list[_Run]:
    """Leaves out single words far from all longer runs: a "the" that both have carries nothing.

    A word with which both end stays.
    """
    longer = [run for run in runs if run.length > 1]
    short = not longer and len(own) < _FEW_WORDS
    last = (len(own) - 1, n_there - 1)
    return [
        run
        for run in runs
        if run.length > 1
        or short
        or _is_near(run, longer)
        or (longer and run[:2] == last and own[-1] not in _SMALL)
    ]


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


def _added(
    piece: str, own: Sequence[QuotedWord], places: Mapping[int, int], gaps: set[int]
) -> list[str]:
    """Runs of own words between two that are carried, but where the reference has "…" for them."""
    found: list[str] = []
    for before, after in pairwise(sorted(places)):
        between = [index for index in range(before + 1, after) if not own[index].bracketed]
        left_out = places[before] in gaps and places[after] == places[before] + 1
        if between and not left_out:
            found.append(piece[own[between[0]].start : own[between[-1]].end])
    return found


def _is_day(keys: Sequence[str]) -> bool:
    """Whether words only tell the day, as "yesterday" or "this morning" does."""
    return set(keys) <= _DAYS | _OF_DAYS and (bool(set(keys) & _DAYS) or len(keys) > 1)


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
        day = _is_day([word.key for word in words[index : last + 1]])
        start, end = words[index].start, words[last].end
        if words[index].key == "not" and reference[start].lower() == "t":
            start -= 2  # the "n't" of "isn't"
        elif start > 1 and reference[start - 1] in "'’" and reference[start - 2].isalpha():
            start -= 1  # the "'s" of "it's"
        if not day:
            found.append(Missing(start, end, reference[start:end], place))
        index = last + 1
    return tuple(found)
