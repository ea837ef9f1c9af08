"""Two figures of one thing that differ -> why that cannot be called a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from crossframe.comparison.figures.agents import are_of_one
from crossframe.comparison.figures.around import UNDATED
from crossframe.comparison.figures.closeness import is_comparable, is_near_by_hand
from crossframe.comparison.figures.figure import ADDING, TELLING, Figure
from crossframe.comparison.figures.known import Known
from crossframe.comparison.figures.likenesses import likenesses
from crossframe.comparison.figures.limits import bound_of
from crossframe.comparison.figures.misread import doubts_of_money, is_of_the_close
from crossframe.comparison.figures.owners import is_one_person
from crossframe.comparison.figures.shared import shared_words
from crossframe.comparison.figures.states import LIVING
from crossframe.comparison.figures.tallies import doubt_of_tally
from crossframe.comparison.figures.updates import may_have_had_birthday
from crossframe.comparison.presence.times import is_earlier

# What is measured once; the others may have changed between two articles.
_LASTING = frozenset({"length", "area", "volume", "mass", "age", "speed", "magnitude"})
# What grows with the time that it is counted over.
_SPANNING = frozenset({"count", "duration"})
# The share of content words in common. By judgement, on invented sentences and 12 ECB+ events.
_ALIKE_CONFLICT = 0.4
# Beside any likeness a smaller share is enough.
_ALIKE_REASONED = 0.25
# Figures that are far apart are of one thing only where the sentences are nearly the same.
_ALIKE_FAR = 0.5
# Where each sentence gives one such figure only, and so much else is the same, "speed boats" are
# those that the other calls boats.
_ALIKE_SOLE = 0.35
# Two articles this close in time report the same state of things.
_SAME_TIME = timedelta(hours=24)
# Times that an article need not name, since it is of them.
_CURRENT = frozenset({"this year", "this season", "this month", "this week"})
GIVES_TOO = "an article gives the other's figure too"


def doubts(one: Figure, other: Figure, known: Known) -> Iterator[str]:
    """Finds reasons why a difference cannot be called a conflict.

    Args:
        one: A figure.
        other: A figure of another article, for the same thing and of another value.
        known: What the whole event tells.

    Yields:
        Reasons in words.
    """
    if known.is_told_in_both(one, other):
        yield GIVES_TOO
    if known.is_contested(one, other):
        return
    if known.are_two(one, other):
        yield "an article gives both figures, so they may be of two things"
    counts = one.quantity.kind == "count"
    tied = any(_is_strong(why) for why in likenesses(one, other, known.synonyms))
    both = ((one, other), (other, one))
    if counts and any(_gives_too(own, its, tied=tied) for own, its in both):
        yield "one sentence has both numbers"
    if tally := doubt_of_tally(one, other):
        yield tally
    yield from doubts_of_money(one, other, known.moneys)
    yield from _doubts_of_wording(one, other)
    yield from _doubts_of_span(one, other)
    if (half := known.half_between(one, other)) is not None:
        yield f"both may be {half:g}, which the event also gives, rounded"
    if one.state and one.state != LIVING:
        yield from _doubts_of_state(one, other)
        return
    reasons = likenesses(one, other, known.synonyms)
    if not _is_sure(one, other, reasons):
        yield "the sentences have little else in common"
    far = not is_comparable(one.quantity, other.quantity)
    if far and shared_words(one, other) < _ALIKE_FAR and not _are_tied(one, other, reasons):
        yield "the figures are far apart"
    yield from _doubts_of_time(one, other, known, reasons)


def _gives_too(one: Figure, other: Figure, *, tied: bool) -> bool:
    """Whether a sentence has another's value too, and not for those in another state.

    Nor for things of another name, if the two are tied by what else both sentences count: elsewhere
    a thing may have two names.
    """
    told = [(unit, state) for low, unit, state in one.counts if low == other.quantity.low]
    if other.quantity.low not in one.said:
        return False
    return not told or any(_may_be(one, unit if tied else "", state) for unit, state in told)


def _may_be(figure: Figure, unit: str, state: str) -> bool:
    """Whether what has a unit and a state may be what a figure counts."""
    if figure.state or state:
        return not (figure.state and state) or figure.state == state
    return not unit or unit == figure.quantity.unit


def _is_sure(one: Figure, other: Figure, reasons: Sequence[str]) -> bool:
    """Whether enough speaks for one thing to call a difference a conflict."""
    if _are_tied(one, other, reasons) or _is_one_deed(one, other):
        return True
    return shared_words(one, other) >= (_ALIKE_REASONED if reasons else _ALIKE_CONFLICT)


def _are_tied(one: Figure, other: Figure, reasons: Sequence[str]) -> bool:
    """Whether one owner, or figures beside the two, tie them to one thing whatever their size."""
    return is_one_person(one.owner, other.owner) or any(_is_strong(why) for why in reasons)


def _is_one_deed(one: Figure, other: Figure) -> bool:
    """Whether both figures are told of what one, by name or pronoun, did by one verb."""
    deed = one.quantity.deed
    return bool(deed) and deed == other.quantity.deed and are_of_one(one, other)


def _is_strong(why: str) -> bool:
    return any(word in why for word in (" also give ", " also list ", " how long "))


def _doubts_of_wording(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons in the words beside two figures why they may count different things."""
    a, b = one.quantity, other.quantity
    if a.kind == "age":
        return
    if extra := _said_of_one_only(one, other):
        yield f"only one says '{extra}'"
    if bool(a.rate) != bool(b.rate):
        yield f"only one says per {a.rate or b.rate}"
    if times := _times(one) ^ _times(other):
        yield f"only one names the time: {min(times)}"
    if one.as_of and other.as_of and one.as_of != other.as_of:
        yield f"as of different times: {one.as_of}, {other.as_of}"
    if is_of_the_close(one) != is_of_the_close(other):
        yield "one tells how the day closed, the other of a move that may be of another hour"
    if is_near_by_hand(a, b):
        yield "one may be the other, rounded"


def _doubts_of_span(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons why two figures may be of longer and shorter times."""
    if one.quantity.kind == "duration":
        if one.describes != other.describes:
            yield "one measures what the next word names, the other does not"
        if (one.runs_on or other.runs_on) and not _same_day(one, other):
            yield "it went on, and may have grown from one article to the other"
    elif bool(one.since) != bool(other.since):
        yield f"only one counts since {one.since or other.since}"
    if one.quantity.kind in _SPANNING and not one.state and not one.offset:
        first, second = (bound_of(f.article.text, f.end) for f in (one, other))
        if first != second:
            told = ", ".join(repr(bound) for bound in (first, second) if bound)
            yield f"they may be of longer and shorter times: {told}"


def _said_of_one_only(one: Figure, other: Figure) -> str:
    """A word that describes those of one figure alone, and may make them others; "" for none.

    It makes none where the sentences give no other such figure, nor where a list that both give has
    both so described otherwise: "three other automatic rifles" and "two other rifles".
    """
    mine, its = set(one.quantity.qualities), set(other.quantity.qualities)
    listed = (
        bool(mine & its)
        and (mine <= its or its <= mine)
        and bool(dict(one.listed).keys() & dict(other.listed).keys())
    )
    if listed or (_are_sole(one, other) and not _may_be_part(one, other)):
        return ""
    return min((mine ^ its) - ADDING - (one.times & other.times), default="")


def _are_sole(one: Figure, other: Figure) -> bool:
    """Whether sentences that are much alike give no other such figure, and these are near."""
    sole = one.is_sole and other.is_sole and is_comparable(one.quantity, other.quantity)
    return sole and shared_words(one, other) >= _ALIKE_SOLE


def _may_be_part(one: Figure, other: Figure) -> bool:
    """Whether the fewer are of a kind, the more of any: "two speed boats", "three boats"."""
    few, many = sorted((one, other), key=lambda figure: figure.quantity.base_low)
    return set(few.quantity.qualities) > set(many.quantity.qualities)


def _times(figure: Figure) -> frozenset[str]:
    return figure.times - _CURRENT


def _doubts_of_state(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons why two tolls may be those of different hours."""
    if one.as_of and one.as_of == other.as_of:
        return
    if not one.span or not other.span:
        yield f"{UNDATED} whether one replaced the other"
    elif is_earlier(one.span, other.span) or is_earlier(other.span, one.span):
        yield "such counts change, and the articles are of different times"
    else:
        yield "such counts change, and neither article is known to be the later"


def _doubts_of_time(
    one: Figure, other: Figure, known: Known, reasons: Sequence[str]
) -> Iterator[str]:
    """Reasons why the days of two articles may explain that their figures differ."""
    quantity = one.quantity
    if one.offset and not _same_day(one, other) and not _outlasts(one, other):
        yield f"both count back or on from the day of the article ('{one.offset}')"
    if quantity.kind == "age" and may_have_had_birthday(one, other):
        yield "a birthday may lie between the articles"
    tied = any(_is_strong(why) for why in reasons)
    beside = tied or _are_sole(one, other)
    few = quantity.kind == "count" and max(quantity.low, other.quantity.low) < TELLING
    if few and not beside and not (one.span and other.span):
        yield f"{UNDATED} whether both speak of the same day"
    lasts = quantity.kind in _LASTING or one.offset
    if not (lasts or tied) and (why := known.of_two(one, other)):
        yield why
    if not lasts and _gap(one, other) > _SAME_TIME:
        yield "more than a day lies between the articles, and the figure may have changed"


def _outlasts(one: Figure, other: Figure) -> bool:
    """Whether two lengths of time, counted back, differ by more than the days between articles.

    Half of a unit more is rounding: "two weeks" is up to two and a half.
    """
    if one.span is None or other.span is None:
        return False
    a, b = one.quantity, other.quantity
    hours = {"hour": 1.0, "month": 730.5}.get(a.base_unit, 0.0)
    unit = max(q.base_low / q.low for q in (a, b) if q.low) if a.low or b.low else 0.0
    days = abs(one.span.start - other.span.start) + timedelta(days=1)
    return abs(a.base_low - b.base_low) * hours > days / timedelta(hours=1) + unit * hours / 2


def _gap(one: Figure, other: Figure) -> timedelta:
    """The time that surely lies between two articles."""
    if one.span is None or other.span is None:
        return timedelta()
    return max(one.span.start - other.span.end, other.span.start - one.span.end, timedelta())


def _same_day(one: Figure, other: Figure) -> bool:
    return bool(one.span and other.span) and one.span == other.span
