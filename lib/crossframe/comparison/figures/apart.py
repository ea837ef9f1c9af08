"""Two figures in like units -> what in their words tells them apart, surely or perhaps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossframe.comparison.figures.agents import (
    ages,
    are_of_others,
    are_others_ages,
    doer_of,
    is_pronoun_of_another,
    only_agent,
)
from crossframe.comparison.figures.bounds import measured_from_others
from crossframe.comparison.figures.closeness import closeness
from crossframe.comparison.figures.dated import is_long_before
from crossframe.comparison.figures.figure import ADDING, Figure
from crossframe.comparison.figures.offers import offered_by_others
from crossframe.comparison.figures.owners import is_alias

# How far before a figure the words for what it was may stand.
_NEAR = 80
_PAST_MARK = re.compile(
    r"\b(?:br[eo]\w*|beat\w*|bettered|eclips\w+|pass\w*|surpass\w*|topp\w+|shatter\w*|overt[ao]\w+)\s"
    r"[^.;:]*\b(?:record|mark|total|best)s?\sof\s$",
    re.IGNORECASE,
)
# Whoever is paid by the season is paid by the year.
_YEARLY = frozenset({"season", "year"})
# Lengths of time that differ by no more than this may be one, whichever of them says when.
_HARDLY = 1.25
_KINDS_OF_PEOPLE = frozenset({"man", "woman", "child", "boy", "girl", "baby", "teenager"})


def differences(one: Figure, other: Figure) -> Iterator[str]:
    """Finds reasons why two figures in like units do not count the same.

    Equal figures are the same one, though only one sentence says whom or what part it counts.

    Args:
        one: A figure.
        other: A figure of another article.

    Yields:
        Reasons in words: each names what stands in the sentences.
    """
    a, b = one.quantity, other.quantity
    yield from _of_others(one, other)
    for told in (offered_by_others(one, other), measured_from_others(one, other)):
        if told:
            yield told
    if a.rate and b.rate and a.rate != b.rate and {a.rate, b.rate} != _YEARLY:
        yield f"one is per {a.rate}, the other per {b.rate}"
    if a.whole and b.whole and a.whole != b.whole and a.kind == "percent":
        yield f"shares of different things: '{a.whole}', '{b.whole}'"
    (in_one, place), (in_other, beside) = one.within, other.within
    if place and place == beside and in_one != in_other:
        yield f"in other numbers of places: {in_one:g} and {in_other:g} '{place}'"
    if _differ(one, other):
        yield from _in_what_is_counted(one, other)
        yield from _in_who_or_when(one, other)


def _differ(one: Figure, other: Figure) -> bool:
    """Whether the values are not even roundings of one."""
    close = closeness(one.quantity, other.quantity)
    same = one.quantity.base_low == other.quantity.base_low
    return not same and (close is None or close[0] != "rounding")


def _in_what_is_counted(one: Figure, other: Figure) -> Iterator[str]:
    a, b = one.quantity, other.quantity
    if one.offset != other.offset and not may_be_one_span(one, other):
        yield how_long_or_when(one, other)
    listed = one.is_listed and other.is_listed
    if one.is_further != other.is_further and not (listed or _is_told_alike(one, other)):
        adding = min(ADDING & {*a.qualities, *b.qualities})
        yield f"one counts further ones ('{adding}'), the other does not"
    if a.kind == "count" and (a.unit in _KINDS_OF_PEOPLE) != (b.unit in _KINDS_OF_PEOPLE):
        first, second = (a, b) if a.unit else (b, a)
        whom = f"counts '{second.unit}'" if second.unit else "does not say whom"
        yield f"one counts '{first.unit}', the other {whom}"
    if one.out_of and other.out_of and one.out_of != other.out_of:
        yield f"they are some of other numbers: {one.out_of:g}, {other.out_of:g}"
    if (one.out_of and other.has_part) or (other.out_of and one.has_part):
        yield "one is some of a number, the other such a number"
    if is_of_past_mark(one) != is_of_past_mark(other):
        yield "one is the mark that was passed, the other is not"
    if bool(one.limit) != bool(other.limit) and not (one.describes or other.describes):
        yield f"only one is limited: '{one.limit or other.limit}'"


def is_of_past_mark(figure: Figure) -> bool:
    """Whether a figure is a record that somebody beat: "broke Kos's record of 20 goals"."""
    text = figure.article.text
    return _PAST_MARK.search(text, max(0, figure.start - _NEAR), figure.start) is not None


def how_long_or_when(one: Figure, other: Figure) -> str:
    """Says of two lengths of time that one of them is a point in time."""
    return f"one says how long, the other when ('{one.offset or other.offset}')"


def may_be_one_span(one: Figure, other: Figure) -> bool:
    """Whether one says how long and one how long ago, and both are nearly as long."""
    lows = sorted(figure.quantity.base_low for figure in (one, other))
    exact = one.quantity.is_exact and other.quantity.is_exact
    return one.offset != other.offset and exact and 0 < lows[1] <= _HARDLY * lows[0]


def _in_who_or_when(one: Figure, other: Figure) -> Iterator[str]:
    both = ((one, other), (other, one))
    for figure, beside in both:
        if old := is_long_before(figure, beside):
            yield f"one tells of {old}, long before its article, the other names no such time"
    if one.state:
        return
    if one.quantity.kind == "count" and one.is_sum != other.is_sum:
        yield "one counts all so far, the other does not"
    if are_of_others(one, other):
        yield f"of different ones: {doer_of(one)}, {doer_of(other)}"
    for figure, beside in both:
        actor = figure.quantity.actor
        if actor[:1].isupper() and is_pronoun_of_another(beside, actor):
            yield f"only one is said of '{actor}'"


def _of_others(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons why those of whom two figures are told are others."""
    if one.state and other.state and one.state != other.state:
        yield f"one counts those {one.state}, the other those {other.state}"
    differ = one.quantity.base_low != other.quantity.base_low
    aftershocks = {"aftershock" in figure.words for figure in (one, other)}
    if differ and one.quantity.kind == "magnitude" and len(aftershocks) > 1:
        yield "only one speaks of an aftershock"
    if differ and are_others_ages(one, other):
        yield ages(one, other)


def are_of_other_matters(one: Figure, other: Figure) -> bool:
    """Whether figures of other values are told of others, elsewhere, or of another time.

    Args:
        one: A figure.
        other: A figure of another sentence.

    Returns:
        True where names, places or a month in both sentences' words show it.
    """
    if not _differ(one, other) or one.owner or other.owner:
        return False
    then = is_long_before(one, other) or is_long_before(other, one)
    return are_of_others(one, other) or bool(then) or _are_elsewhere(one, other)


def doubts_of_sameness(one: Figure, other: Figure) -> Iterator[str]:
    """Finds reasons why two figures in like units may count different things.

    Args:
        one: A figure.
        other: A figure of another article.

    Yields:
        Reasons in words.
    """
    if may_be_one_span(one, other):
        yield how_long_or_when(one, other)
    if bool(one.state) != bool(other.state):
        yield f"only one says that those counted are {one.state or other.state}"
    if one.limit and other.limit and one.limit != other.limit:
        yield f"other parts are told of: '{one.limit}', '{other.limit}'"
    if (one.is_part or one.out_of > 0) != (other.is_part or other.out_of > 0):
        yield "one counts a part of those, the other does not"
    ages = one.quantity.kind == "age"
    timeless = ages or one.state
    if not timeless and one.periods and other.periods and not _share_a_time(one, other):
        yield f"other times are named: {min(one.periods)}, {min(other.periods)}"
    if _are_elsewhere(one, other) and not (_knows_any(other, one) or _knows_any(one, other)):
        yield f"other places are named: {min(one.places)}, {min(other.places)}"
    long = [{p for p in f.periods if not p.endswith("day")} for f in (one, other)]
    refined = long[0] and long[1] and (long[0] <= long[1] or long[1] <= long[0])
    refined = refined or _is_this_year(one, other)
    if long[0] != long[1] and not (refined or ages) and (one.state or (long[0] and long[1])):
        yield f"only one names {min(long[0] ^ long[1])}"
    if not one.state and (name := only_agent(one, other)):
        yield f"only one is said of '{name}'"


def _share_a_time(one: Figure, other: Figure) -> bool:
    """Whether both name one time: by the same words, or one of them as "this year"."""
    return bool(one.periods & other.periods) or _is_this_year(one, other)


def _is_this_year(one: Figure, other: Figure) -> bool:
    """Whether one names the year in which the other, which says "this year", may be written."""
    return any(
        "this year" in now.periods and any(_may_be_of(year, now) for year in then.periods)
        for now, then in ((one, other), (other, one))
    )


def _may_be_of(year: str, figure: Figure) -> bool:
    """Whether a figure's article may be of a year; it may be, where it has no date."""
    return year.isdigit() and (figure.span is None or figure.span.end.year == int(year))


def _is_told_alike(one: Figure, other: Figure) -> bool:
    """Whether "another" may add to what stands before, and not to what the other counts."""
    deed = one.quantity.deed
    same = bool(deed) and deed == other.quantity.deed and not one.state
    return same or _share_a_place(one, other)


def _share_a_place(one: Figure, other: Figure) -> bool:
    """Whether both sentences name a place, in whatever spelling."""
    return any(is_alias(place, beside) for place in one.places for beside in other.places)


def _are_elsewhere(one: Figure, other: Figure) -> bool:
    """Whether the sentences name places, those of the one unknown to the other's whole article."""
    if not one.places or not other.places or _share_a_place(one, other):
        return False
    return not (_knows_any(other, one) and _knows_any(one, other))


def _knows_any(figure: Figure, beside: Figure) -> bool:
    """Whether the article of a figure names a place of another's sentence."""
    text = figure.article.text.casefold()
    return any(place.casefold() in text for place in beside.places)
