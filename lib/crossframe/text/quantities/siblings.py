"""Two quantities that follow each other in a sentence -> what one of them takes from the other."""

from __future__ import annotations

import re
from dataclasses import replace

from crossframe.text.quantities.quantity import Quantity

# Between two that share a unit, and two ages.
_TO = frozenset({" to ", ", or "})
_AND = frozenset({" and ", ", ", ", and "})
# The strongest quakes.
_MOST = 10
# One word with a capital, and no plural.
_PEOPLE = re.compile(r"[A-Z][a-z]+[^\W\ds]")
_OF_PEOPLE = re.compile(r"\s[A-Z][a-z]+\s[a-z]+$")
# Of what is so measured a part is so too: "352 of 507 yards".
_MEASURED = frozenset({"area", "length", "mass", "volume"})


def led_on(text: str, last: Quantity, following: Quantity) -> Quantity:
    """Reads on from a quantity to the next one, which may tell what it counts.

    Args:
        text: The sentence.
        last: A quantity.
        following: The next one.

    Returns:
        The first with kind and unit of the next: "61" in "61 and 48 years old", "12" in "12 Somali
        and 11 Yemeni men", "28" in "28 of 68 punches"; itself where they do not belong together.
    """
    if following.kind == "age" and _is_listed(text, last, following):
        last = replace(last, kind="age")
    if _shares_noun(text, last, following):
        last = replace(last, unit=following.unit, base_unit=following.base_unit)
    return _of_those(last, following) if _is_of_those(text, last, following) else last


def carried_on(text: str, last: Quantity, following: Quantity) -> Quantity:
    """Reads a bare number with the quantity before it, whose unit it may share.

    Args:
        text: The sentence.
        last: A quantity.
        following: The next one.

    Returns:
        The next one with the unit of the first: "12 million" in "from 18 million dorins to 12
        million", "16" in "two sons, aged 6 and 16"; itself where they do not belong together.
    """
    if following.unit:
        return following
    gap = text[last.end : following.start]
    joined = gap in _TO or (last.kind == "age" and gap in _AND)
    if not joined and not _is_magnitude_too(last, following):
        return following
    return replace(
        following, unit=last.unit, base_unit=last.base_unit, kind=last.kind, rate=last.rate
    )


def _is_magnitude_too(last: Quantity, bare: Quantity) -> bool:
    """Whether a decimal is a second magnitude: "a magnitude of 5.9, but others say it was 6.1"."""
    decimal = bare.low % 1 != 0 and bare.high <= _MOST
    return last.kind == "magnitude" and bare.kind == "count" and decimal


def _is_of_those(text: str, last: Quantity, whole: Quantity) -> bool:
    """Whether a bare number tells some of another: of "28 of 68 punches" both are punches."""
    bare = last.kind == "count" and not last.unit and last.high <= whole.high
    measured = whole.kind in _MEASURED and last.low == last.high
    told = bare and (whole.kind == "count" or measured)
    return told and text[last.end : whole.start] in {" of ", " out of ", " of the ", " of its "}


def _of_those(some: Quantity, whole: Quantity) -> Quantity:
    factor = whole.base_high / whole.high if whole.high else 1.0
    return replace(
        some,
        unit=whole.unit,
        kind=whole.kind,
        base_unit=whole.base_unit,
        base_low=some.low * factor,
        base_high=some.high * factor,
    )


def _shares_noun(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether a people's name counts with the next noun: "12 Somali and 11 Yemeni men"."""
    if not last.kind == quantity.kind == "count" or not quantity.unit:
        return False
    name = text[last.start : last.end].rsplit(maxsplit=1)[-1]
    listed = text[last.end : quantity.start] in {" and ", ", "}
    people = _PEOPLE.fullmatch(name) is not None and last.unit == name.lower()
    return listed and people and _OF_PEOPLE.search(text[quantity.start : quantity.end]) is not None


def _is_listed(text: str, last: Quantity, age: Quantity) -> bool:
    """Whether the years before an age are one too: "61 and 48 years old"."""
    return last.unit == age.unit and text[last.end : age.start] in _AND
