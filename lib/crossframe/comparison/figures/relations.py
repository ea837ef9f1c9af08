"""Two figures of one claim -> whether they count the same thing, and how they relate, with why.

Every rule says in words why it holds. What no rule settles is `unclear`: a conflict is stated only
where the same thing is counted and neither time, rounding nor a hedge explains the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import Literal, NamedTuple

from crossframe.comparison.figures.closeness import (
    closeness,
    hedge_in_words,
    is_comparable,
    is_equal,
    is_near_by_hand,
    leaves_room,
)
from crossframe.comparison.figures.misread import (
    doubts_of_money,
    is_of_the_close,
    lost_fraction,
)
from crossframe.comparison.figures.owners import is_one_person
from crossframe.comparison.figures.reading import TELLING, Figure
from crossframe.comparison.figures.sameness import (
    ADDING,
    UNSHOWN,
    Synonyms,
    agents_apart,
    likenesses,
    sameness,
)
from crossframe.comparison.figures.shared import shared_words
from crossframe.comparison.figures.states import LIVING
from crossframe.comparison.presence.times import is_earlier
from crossframe.text.quantities import Quantity

Relation = Literal[
    "agree",
    "rounding",
    "compatible",
    "update",
    "conflict",
    "unclear",
    "different_quantity",
]
# From what a reader should see first to what can wait.
RELATIONS: tuple[Relation, ...] = (
    "conflict",
    "update",
    "unclear",
    "rounding",
    "compatible",
    "agree",
    "different_quantity",
)

_GROWING = frozenset({"killed", "injured", "rescued", "arrested", "displaced", "casualties"})
# What is measured once; the others may have changed between two articles.
_LASTING = frozenset({"length", "area", "volume", "mass", "age", "speed", "magnitude"})
# The share of content words in common. By judgement, on invented sentences and 12 ECB+ events.
_ALIKE_CONFLICT = 0.4
# With so many likenesses a smaller share is enough.
_REASONS, _ALIKE_REASONED = 1, 0.25
# From so many on a reader may wonder, though nothing else shows it. By judgement, on ECB+ events.
_ALIKE_MAYBE = 0.3
# So many years apart one person's age is told by articles of other years, or wrongly.
_BIRTHDAYS = 2
# Two articles this close in time report the same state of things.
_SAME_TIME = timedelta(hours=24)


class Related(NamedTuple):
    """How two figures relate, and why in words."""

    relation: Relation
    why: str


class Known(NamedTuple):
    """What the whole event tells about its figures.

    `synonyms` are units and verbs that were seen to count the same; `updates` pairs of values of
    which one outlet replaced the first by the second; `contested` pairs of values that one article
    gives side by side, each from a speaker of its own; `apart` pairs of values that one article
    gives for like things. `moneys` are the currencies that the event names beside dollars; `halves`
    the figures with a half: unit and value.
    """

    synonyms: Synonyms = Synonyms()
    updates: AbstractSet[tuple[str, float, float]] = frozenset()
    contested: AbstractSet[tuple[str, float, float]] = frozenset()
    apart: AbstractSet[tuple[str, float, float]] = frozenset()
    moneys: AbstractSet[str] = frozenset()
    halves: AbstractSet[tuple[str, float]] = frozenset()


def relate(one: Figure, other: Figure, known: Known = Known()) -> Related:  # noqa: B008
    """Says how two figures of a claim relate.

    Args:
        one: A figure.
        other: A figure of another article.
        known: What the whole event tells.

    Returns:
        The relation and its reason. Figures that are not even of one kind are "different_quantity".
    """
    same, reason = sameness(one, other, known.synonyms)
    if same in {"different", "unrelated"}:
        return Related("different_quantity", reason)
    if is_equal(one.quantity, other.quantity):
        if (same == "perhaps" or (one.owner and other.owner)) and (
            others := agents_apart(one, other)
        ):
            return Related("unclear", others)
        return _agreement(one.quantity, other.quantity)
    close = closeness(one.quantity, other.quantity)
    near = Related(*close) if close else None
    hedged = "about" in {one.quantity.hedge, other.quantity.hedge}
    room = reason.startswith(UNSHOWN) and leaves_room(one.quantity, other.quantity)
    if near and (room or (near.relation == "rounding" and (same == "same" or hedged))):
        return near
    if same == "perhaps":
        maybe = _may_be_one(one, other, near, known)
        return Related("unclear" if maybe else "different_quantity", reason)
    told = _explained(one, other, near, known)
    return Related(told.relation, f"{reason}; {told.why}")


def _may_be_one(one: Figure, other: Figure, near: Related | None, known: Known) -> bool:
    """Whether a reader might take figures for one thing that surely share no more than a unit."""
    if one.quantity.kind == "age" and not (one.owner and other.owner):
        return abs(one.quantity.low - other.quantity.low) <= _BIRTHDAYS
    if one.offset and one.offset == other.offset:
        return is_comparable(one.quantity, other.quantity)
    parted = one.is_part != other.is_part and not one.state
    elsewhere = one.quantity.kind == "percent" and not one.places & other.places
    if parted or (elsewhere and one.places and other.places) or one.state != other.state:
        return False
    if not is_comparable(one.quantity, other.quantity):
        return False
    alike = shared_words(one, other) >= _ALIKE_MAYBE
    return bool(near or alike or likenesses(one, other, known.synonyms))


def _explained(one: Figure, other: Figure, near: Related | None, known: Known) -> Related:
    """How figures relate that count the same thing and differ by more than a rounding."""
    if misread := lost_fraction(one, other, known.halves):
        return Related("unclear", misread)
    if replaced := next(_updates(one, other, known), ""):
        return Related("update", replaced)
    if near:
        return near
    if doubt := next(_doubts(one, other, known), ""):
        far = not one.state and not is_comparable(one.quantity, other.quantity)
        return Related("different_quantity" if far else "unclear", doubt)
    return Related("conflict", _why_conflict(one, other, known))


def _agreement(a: Quantity, b: Quantity) -> Related:
    if a.hedge == b.hedge:
        return Related("agree", "the same figure")
    return Related(
        "agree", f"the same figure; one says {hedge_in_words(a)}, the other {hedge_in_words(b)}"
    )


def _updates(one: Figure, other: Figure, known: Known) -> Iterator[str]:
    """Reasons why the later of two figures replaces the earlier."""
    early, late = (one, other) if is_earlier(one.span, other.span) else (other, one)
    if not is_earlier(early.span, late.span) or _contested(one, other, known):
        return
    if _is_elsewhere(early, late) or _is_elsewhere(late, early):
        return
    before, after = early.quantity.base_low, late.quantity.base_low
    if (thing(one), before, after) in known.updates:
        yield "an outlet itself replaced the one by the other"
    if early.article.outlet == late.article.outlet:
        yield "the same outlet, in a later article"
    if one.state in _GROWING and after > before:
        yield "later article, higher count"
    if one.state == "missing" and after < before:
        yield "later article, fewer still missing"


def _is_elsewhere(one: Figure, other: Figure) -> bool:
    """Whether a sentence names places, none of which the whole other article knows."""
    text = other.article.text.casefold()
    return bool(one.places) and not any(place.casefold() in text for place in one.places)


def thing(figure: Figure) -> str:
    """What a figure counts, in a word, for telling whether values belong together."""
    return figure.state or figure.quantity.base_unit or figure.quantity.deed


def like(figure: Figure) -> str:
    """What a figure has in common with all that it may be taken for: its unit."""
    return figure.quantity.base_unit or figure.state


def _contested(one: Figure, other: Figure, known: Known) -> bool:
    low, high = sorted((one.quantity.base_low, other.quantity.base_low))
    return (thing(one), low, high) in known.contested


def _doubts(one: Figure, other: Figure, known: Known) -> Iterator[str]:
    """Reasons why a difference cannot be called a conflict."""
    if _contested(one, other, known):
        return
    low, high = sorted((one.quantity.base_low, other.quantity.base_low))
    if any((unit, low, high) in known.apart for unit in (like(one), like(other))):
        yield "an article gives both figures, so they may be of two things"
    counts = one.quantity.kind == "count"
    if counts and (_gives_too(one, other) or _gives_too(other, one)):
        yield "one sentence has both figures"
    yield from doubts_of_money(one, other, known.moneys)
    yield from _doubts_of_wording(one, other)
    if one.state and one.state != LIVING:
        yield from _doubts_of_time(one, other)
        return
    if not _is_sure(one, other, known):
        yield "the sentences have little else in common"
    beside = any(" also give " in why for why in likenesses(one, other, known.synonyms))
    few = counts and max(one.quantity.low, other.quantity.low) < TELLING
    if few and not beside and not (one.span and other.span):
        yield "no date tells whether both speak of the same day"
    if one.quantity.kind not in _LASTING and one.span and other.span:
        gap = max(one.span.start - other.span.end, other.span.start - one.span.end)
        if gap > _SAME_TIME:
            yield "more than a day lies between the articles, and the figure may have changed"


def _gives_too(one: Figure, other: Figure) -> bool:
    """Whether a sentence has another's value too, and not for what is in another state."""
    elsewhere = {low for low, state in one.counts if state and one.state and state != one.state}
    return other.quantity.low in one.said - elsewhere


def _is_sure(one: Figure, other: Figure, known: Known) -> bool:
    """Whether enough speaks for one thing to call a difference a conflict."""
    reasons = likenesses(one, other, known.synonyms)
    if is_one_person(one.owner, other.owner) or any(" also give " in why for why in reasons):
        return True
    shared = shared_words(one, other)
    return shared >= (_ALIKE_CONFLICT if len(reasons) < _REASONS else _ALIKE_REASONED)


def _doubts_of_wording(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons in the words beside two figures why they may count different things."""
    a, b = one.quantity, other.quantity
    if a.kind == "age":
        return
    if extra := (set(a.qualities) ^ set(b.qualities)) - ADDING:
        yield f"only one says '{min(extra)}'"
    if a.rate != b.rate:
        yield f"only one says per {a.rate or b.rate}"
    if one.times != other.times:
        yield f"only one names the time: {min(one.times ^ other.times)}"
    if one.as_of and other.as_of and one.as_of != other.as_of:
        yield f"as of different times: {one.as_of}, {other.as_of}"
    if is_of_the_close(one) != is_of_the_close(other):
        yield "one tells how the day closed, the other of a move that may be of another hour"
    if one.offset and not _same_day(one, other):
        yield f"both count back or on from the day of the article ('{one.offset}')"
    if (one.runs_on or other.runs_on) and not _same_day(one, other):
        yield "it went on, and may have grown from one article to the other"
    if is_near_by_hand(a, b):
        yield "one may be the other, rounded"


def _doubts_of_time(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons why two tolls may be those of different hours."""
    if one.as_of and one.as_of == other.as_of:
        return
    if not one.span or not other.span:
        yield "no date tells whether one replaced the other"
    elif is_earlier(one.span, other.span) or is_earlier(other.span, one.span):
        yield "such counts change, and the articles are of different times"
    else:
        yield "such counts change, and neither article is known to be the later"


def _same_day(one: Figure, other: Figure) -> bool:
    return bool(one.span and other.span) and one.span == other.span


def _why_conflict(one: Figure, other: Figure, known: Known) -> str:
    if _contested(one, other, known):
        return "one article gives both, each from a speaker of its own"
    if one.said_by and other.said_by and one.said_by != other.said_by:
        return f"different speakers: {one.said_by}, {other.said_by}"
    if one.as_of and one.as_of == other.as_of:
        return f"both as of the same time ({one.as_of})"
    return "neither time, a hedge nor rounding explains the difference"
