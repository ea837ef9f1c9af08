"""Quotation beside another of the same utterance -> what it carries, leaves out and alters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from crossframe.text.speech.quotation_words import QuotedWord, quoted_words
from crossframe.text.speech.word_runs import ELSEWHERE, FEW_WORDS, SMALL, Run, keys_of, runs_of

Relation = Literal["whole", "trimmed", "altered"]
Place = Literal["beginning", "middle", "end"]

# When it was, an outlet tells by its own day.
_DAYS = frozenset(
    """
    friday monday saturday sunday thursday today tomorrow tonight tuesday wednesday yesterday
    """.split()  # noqa: SIM905
)
_OF_DAYS = frozenset("afternoon evening last morning night on this".split())  # noqa: SIM905
_LEFT_OUT = re.compile(r"…|\.\s?\.\s?\.")


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


def has_gaps(text: str) -> bool:
    """Tells whether a quotation marks that it leaves words out.

    >>> has_gaps("It is over... we are glad"), has_gaps("It is over.")
    (True, False)
    """
    return _LEFT_OUT.search(text.rstrip(" .…")) is not None


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
    runs = _without_strays(runs_of(keys_of(own), keys_of(words)), keys_of(own), len(words))
    found = {run.own + step: run.there + step for run in runs for step in range(run.length)}
    left = [index for index in range(len(own)) if index not in found]
    absent = [index for index in range(len(words)) if index not in set(found.values())]
    for run in runs_of(keys_of([own[i] for i in left]), keys_of([words[i] for i in absent])):
        mine = [left[run.own + step] for step in range(run.length)]
        there = [absent[run.there + step] for step in range(run.length)]
        in_a_row = mine[-1] - mine[0] == there[-1] - there[0] == run.length - 1
        if run.length >= ELSEWHERE and in_a_row:
            found |= dict(zip(mine, there, strict=True))
    by_chance = 2 * len(found) <= len(own) and all(run.length <= ELSEWHERE for run in runs)
    return {} if by_chance else found


def _without_strays(runs: Sequence[Run], own: Sequence[str], n_there: int) -> list[Run]:
    """Leaves out single words far from all longer runs: a "the" that both have carries nothing.

    A word with which both end stays.
    """
    longer = [run for run in runs if run.length > 1]
    short = not longer and len(own) < FEW_WORDS
    last = (len(own) - 1, n_there - 1)
    return [
        run
        for run in runs
        if run.length > 1
        or short
        or _is_near(run, longer)
        or (longer and run[:2] == last and own[-1] not in SMALL)
    ]


def _is_near(word: Run, runs: Sequence[Run]) -> bool:
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
