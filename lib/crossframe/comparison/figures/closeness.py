"""Two quantities -> whether they are equal, roundings of one figure, or let each other stand."""

from __future__ import annotations

from typing import Literal

from crossframe.text.quantities import Quantity

# How far "about" reaches from its figure. By judgement, on invented sentences and on twelve ECB+
# events.
_ABOUT = 0.1
# Twice as many are more likely others than the same, told by somebody else. By judgement.
_FAR = 2.0

Closeness = Literal["rounding", "compatible", "unclear"]


def is_equal(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities have one value, in whatever units."""
    return _close(a.base_low, b.base_low) and _close(a.base_high, b.base_high)


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1.0)


def _bounds(quantity: Quantity) -> tuple[float, float]:
    """From where to where the text leaves room."""
    low, high, infinite = quantity.base_low, quantity.base_high, float("inf")
    margin = _ABOUT * max(abs(low), abs(high))
    return {
        "exact": (low, high),
        "about": (low - margin * (quantity.leans < 1), high + margin * (quantity.leans > -1)),
        "at_least": (low, infinite),
        "over": (low, infinite),
        "at_most": (-infinite, high),
        "under": (-infinite, high),
    }[quantity.hedge]


def is_comparable(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are near enough to be two accounts of one thing."""
    low, high = sorted((abs(a.base_high), abs(b.base_high)))
    return high <= _FAR * low


def closeness(a: Quantity, b: Quantity) -> tuple[Closeness, str] | None:
    """Says how figures that are not equal may stand side by side.

    Args:
        a: A quantity.
        b: Another one, in a like unit.

    Returns:
        "rounding" for rounded forms of one figure, "compatible" where a hedge or a range leaves
        room for both, "unclear" where "about" would have to be meant widely for that, and why in
        words; None where nothing explains the difference.
    """
    hedges = {a.hedge, b.hedge}
    first, second = _bounds(a), _bounds(b)
    overlap = max(first[0], second[0]) <= min(first[1], second[1])
    approximate = "about" in hedges and hedges <= {"about", "exact"}
    sided = bool(hedges - {"about", "exact"}) and not (len(hedges) == 1 and a.unit != b.unit)
    if a.low == a.high and b.low == b.high and not (sided and overlap):
        for rough, fine in ((a, b), (b, a)):
            if _rounds_to(rough, fine) and (overlap or not approximate):
                return ("rounding", "one is the other, rounded")
            if overlap and approximate and rough.hedge == "about" and _is_about(rough, fine):
                return ("rounding", "the figures are near each other, and one says 'about'")
        if overlap and approximate:
            return ("unclear", "'about' may be meant widely enough for both")
    if not overlap:
        return None
    hedge = next((q.hedge for q in (a, b) if q.hedge != "exact"), "a range").replace("_", " ")
    return ("compatible", f"'{hedge}' leaves room for both")


def _rounds_to(rough: Quantity, fine: Quantity) -> bool:
    """Whether one value, rounded to the figures that the rough one has, gives the rough one.

    A half is as near to either side, and may be rounded to both. What was told in another unit was
    converted, and rounded then: 30 miles are 48 km.
    """
    value, target = _in_unit(rough, fine), rough.low
    whole = target == int(target)
    near = whole and abs(value - target) <= 0.5 and abs(target) >= 3
    if whole and fine.low != int(fine.low):
        return near
    if near and rough.unit != fine.unit:
        return True
    size = 10.0 ** _zeros(target)
    return size >= 100 and abs(value - target) <= size / 2 and abs(value - target) <= 0.05 * target


def _is_about(rough: Quantity, fine: Quantity) -> bool:
    """Whether a value comes to the rough one if it is rounded as roughly as that is told."""
    value, target = _in_unit(rough, fine), rough.low
    whole = target == int(target)
    size = 10.0 ** _zeros(target) if whole else 10.0 ** -len(f"{target:g}".partition(".")[2])
    if whole and target % 5 == 0:
        size = max(size, 5.0)
    return abs(value - target) <= (size if rough.leans else size / 2)


def _in_unit(rough: Quantity, fine: Quantity) -> float:
    """The value of one quantity in the unit of another."""
    return fine.base_low / (rough.base_low / rough.low if rough.low else 1.0)


def _zeros(value: float) -> int:
    """Number of noughts at the end of a whole number; 0 for any other."""
    if value != int(value) or not value:
        return 0
    text = str(int(abs(value)))
    return len(text) - len(text.rstrip("0"))


def is_near_by_hand(a: Quantity, b: Quantity) -> bool:
    """Whether a figure with a nought at its end is within a rounding of the other."""
    for rough, fine in ((a, b), (b, a)):
        size = 10.0 ** _zeros(rough.low)
        if (
            size >= 10
            and rough.low > 10
            and rough.unit == fine.unit
            and (fine.low - rough.low) * rough.leans >= 0
            and abs(rough.low - fine.low) <= min(size / 2, _ABOUT * rough.low)
        ):
            return True
    return False


def leaves_room(a: Quantity, b: Quantity) -> bool:
    """Whether of like things a hedge or a range may hold both figures, so far as they are near.

    That a sum or a length is "over" another tells little: so are many.
    """
    held = a.kind == "count" or "about" in {a.hedge, b.hedge} or a.low < a.high or b.low < b.high
    return held and bool(a.unit) and a.unit == b.unit and is_comparable(a, b)


def hedge_in_words(quantity: Quantity) -> str:
    """How a figure is told: "it flatly", or its hedge."""
    return "it flatly" if quantity.hedge == "exact" else f"'{quantity.hedge.replace('_', ' ')}'"
