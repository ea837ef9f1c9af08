"""Two figures of one claim -> whether they count the same thing, and how they relate, with why.

Every rule says in words why it holds. What no rule settles is `unclear`: a conflict is stated only
where the same thing is counted and neither time, rounding nor a hedge explains the difference, and
that two things are counted only where words say so.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from crossframe.comparison.figures.agents import agents_apart
from crossframe.comparison.figures.apart import how_long_or_when, may_be_one_span
from crossframe.comparison.figures.bounds import doubts_of_equal
from crossframe.comparison.figures.closeness import (
    closeness,
    hedge_in_words,
    is_comparable,
    is_equal,
    leaves_room,
)
from crossframe.comparison.figures.doubts import GIVES_TOO, doubts
from crossframe.comparison.figures.figure import TELLING, Figure
from crossframe.comparison.figures.known import Known
from crossframe.comparison.figures.likenesses import likenesses
from crossframe.comparison.figures.misread import lost_fraction
from crossframe.comparison.figures.sameness import UNSHOWN, UNTOLD, Sameness, sameness
from crossframe.comparison.figures.shared import shared_words
from crossframe.comparison.figures.updates import (
    TIME_BETWEEN,
    is_of_another_day,
    may_have_had_birthday,
    updates,
)
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

# From so many on a reader may wonder, though nothing else shows it. By judgement, on ECB+ events.
_ALIKE_MAYBE = 0.3
# So many years apart one person's age is told by articles of other years, or wrongly.
_BIRTHDAYS = 2
# What is counted so is what was done: "married three times".
_TIMES = "time"
# Units of the time that a contract or a sentence runs for.
_TERMS = frozenset({"month", "hour"})
_GIVES_BOTH = "an article gives the other's figure beside its own, so it takes them for two"


class Related(NamedTuple):
    """How two figures relate, and why in words."""

    relation: Relation
    why: str


def relate(one: Figure, other: Figure, known: Known = Known()) -> Related | None:  # noqa: B008
    """Says how two figures of a claim relate.

    Args:
        one: A figure.
        other: A figure of another article.
        known: What the whole event tells.

    Returns:
        The relation and its reason; None where the figures are no pair: they are not even in like
        units, or have nothing else in common and nothing that tells them apart.
    """
    same, reason = sameness(one, other, known.synonyms)
    if same == "unrelated":
        return None
    if same == "different":
        return Related("different_quantity", reason)
    if is_equal(one.quantity, other.quantity):
        return _of_equal(one, other, same)
    close = closeness(one.quantity, other.quantity)
    near = Related(*close) if close else None
    if near and _is_shown(one, other, near, same, reason):
        return near
    if same == "perhaps":
        return _of_unshown(one, other, near, known, reason)
    told = _explained(one, other, near, known)
    return told and _reasoned(told, reason)


def _reasoned(told: Related, reason: str) -> Related:
    """The relation with what makes the figures one thing, unless it says that they are two."""
    if told.relation == "different_quantity":
        return told
    return Related(told.relation, f"{reason}; {told.why}")


def _of_equal(one: Figure, other: Figure, same: Sameness) -> Related:
    if (same == "perhaps" or (one.owner and other.owner)) and (others := agents_apart(one, other)):
        return Related("unclear", others)
    if deeds := _of_other_deeds(one, other):
        return Related("unclear", deeds)
    if doubt := next(doubts_of_equal(one, other), ""):
        return Related("unclear", doubt)
    sided = {"over", "under"} & {one.quantity.hedge, other.quantity.hedge}
    if same == "perhaps" and sided and one.offset != other.offset:
        return Related("different_quantity", how_long_or_when(one, other))
    return _agreement(one.quantity, other.quantity)


def _of_other_deeds(one: Figure, other: Figure) -> str:
    """Says that times are of two deeds, of which neither sentence has the other's."""
    a, b = one.quantity, other.quantity
    apart = a.deed not in other.words and b.deed not in one.words and a.deed and b.deed
    if not apart or not a.unit == b.unit == _TIMES:
        return ""
    return f"times of two deeds: '{a.deed}', '{b.deed}'"


def _is_shown(one: Figure, other: Figure, near: Related, same: Sameness, reason: str) -> bool:
    """Whether it is enough that two figures are near each other to take them for one."""
    hedged = "about" in {one.quantity.hedge, other.quantity.hedge}
    room = reason.startswith(UNSHOWN) and leaves_room(one.quantity, other.quantity)
    room = room and not _are_of_other_terms(one, other)
    shares = one.quantity.kind == "percent"
    return room or (near.relation == "rounding" and (same == "same" or hedged or shares))


def _are_of_other_terms(one: Figure, other: Figure) -> bool:
    """Whether two sums stand each with one length of time, and these differ: two offers."""
    if one.quantity.kind != "money":
        return False
    terms = [
        {value for (unit, value), _ in figure.listed if unit in _TERMS} for figure in (one, other)
    ]
    return all(terms) and not terms[0] & terms[1]


def _of_unshown(
    one: Figure, other: Figure, near: Related | None, known: Known, reason: str
) -> Related | None:
    """How figures relate of which nothing, or no more than a unit, shows what both count."""
    if one.quantity.kind == "age" and may_have_had_birthday(one, other, surely=True):
        return Related("update", TIME_BETWEEN)
    if is_of_another_day(one, other):
        return Related("update", TIME_BETWEEN)
    if _may_be_one(one, other, near, known):
        return Related("unclear", reason)
    return None if reason.startswith(UNTOLD) else Related("different_quantity", reason)


def _may_be_one(one: Figure, other: Figure, near: Related | None, known: Known) -> bool:
    """Whether a reader might take figures for one thing that surely share no more than a unit."""
    if one.quantity.kind == "age" and not (one.owner and other.owner):
        return abs(one.quantity.low - other.quantity.low) <= _BIRTHDAYS
    if may_be_one_span(one, other):
        return True
    if one.offset and one.offset == other.offset:
        return is_comparable(one.quantity, other.quantity)
    told_alike = bool(one.quantity.deed) and one.quantity.deed == other.quantity.deed
    parted = one.is_part != other.is_part and not (one.state or told_alike)
    elsewhere = one.quantity.kind == "percent" and not one.places & other.places
    if parted or (elsewhere and one.places and other.places) or one.state != other.state:
        return False
    if not _is_comparable(one, other):
        return False
    alike = shared_words(one, other) >= _ALIKE_MAYBE or _undergo_one(one, other)
    return bool(near or alike or likenesses(one, other, known.synonyms))


def _undergo_one(one: Figure, other: Figure) -> bool:
    """Whether one thing is told to be done to both, of which one is called a part of more.

    "They hold some twelve boats" and "17 of the boats taken are still held" may both be all that
    are held.
    """
    a, b = one.quantity, other.quantity
    parted = one.is_part != other.is_part and bool(a.unit) and a.unit == b.unit
    return parted and bool(a.deed) and a.deed == b.deed and a.undergoes and b.undergoes


def _is_comparable(one: Figure, other: Figure) -> bool:
    """Whether two figures may be accounts of one thing: near enough, or tolls of a few."""
    few = bool(one.state) and max(one.quantity.low, other.quantity.low) < TELLING
    return few or is_comparable(one.quantity, other.quantity)


def _explained(one: Figure, other: Figure, near: Related | None, known: Known) -> Related | None:
    """How figures relate that count the same thing and differ by more than a rounding."""
    if misread := lost_fraction(one, other, known.halves):
        return Related("unclear", misread)
    if replaced := next(updates(one, other, known), ""):
        return Related("update", replaced)
    if near:
        return near
    if doubt := next(doubts(one, other, known), ""):
        far = not one.state and not is_comparable(one.quantity, other.quantity)
        if far:
            return None
        two = doubt == GIVES_TOO and not one.state
        return Related("different_quantity", _GIVES_BOTH) if two else Related("unclear", doubt)
    return Related("conflict", _why_conflict(one, other, known))


def _agreement(a: Quantity, b: Quantity) -> Related:
    if {_side(a), _side(b)} == {-1, 1}:
        return Related("unclear", "one tells of more than the figure, the other of less")
    if a.hedge == b.hedge:
        return Related("agree", "the same figure")
    return Related(
        "agree", f"the same figure; one says {hedge_in_words(a)}, the other {hedge_in_words(b)}"
    )


def _side(quantity: Quantity) -> int:
    """On which side of its figure a quantity surely lies: 1 above it, -1 below, 0 for unknown."""
    return {"over": 1, "under": -1}.get(quantity.hedge, quantity.leans)


def _why_conflict(one: Figure, other: Figure, known: Known) -> str:
    if known.is_contested(one, other):
        return "one article gives both, each from a speaker of its own"
    if one.said_by and other.said_by and one.said_by != other.said_by:
        return f"different speakers: {one.said_by}, {other.said_by}"
    if one.as_of and one.as_of == other.as_of:
        return f"both as of the same time ({one.as_of})"
    return "neither time, a hedge nor rounding explains the difference"
