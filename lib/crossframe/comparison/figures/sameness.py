"""Two figures of one claim -> whether they count the same thing, and what shows it.

Every rule says in words why it holds; of several that hold, the first decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Literal

from crossframe.comparison.figures.agents import are_of_one
from crossframe.comparison.figures.apart import differences, doubts_of_sameness
from crossframe.comparison.figures.closeness import is_equal
from crossframe.comparison.figures.figure import PRONOUNS, TELLING, Figure
from crossframe.comparison.figures.likenesses import HAVING, Synonyms, likenesses, surely_alike
from crossframe.comparison.figures.shared import also_said
from crossframe.comparison.figures.states import ANYONE, names_state
from crossframe.text.quantities import Quantity

Sameness = Literal["same", "perhaps", "different", "unrelated"]

# Figures from so many on that hardly differ are not so by chance.
_MANY = 100
_HARDLY = 0.01
UNSHOWN = "nothing beside the unit shows that the same is counted"
# So begin reasons that tell nothing of what the other figure counts.
UNTOLD = (UNSHOWN, "only one is said of ")


def sameness(
    one: Figure,
    other: Figure,
    synonyms: Synonyms = Synonyms(),  # noqa: B008
) -> tuple[Sameness, str]:
    """Says whether two figures of a claim count the same thing.

    Args:
        one: A figure.
        other: A figure of another article.
        synonyms: What counts the same in this event.

    Returns:
        "same" where something beside the unit shows it; "perhaps" where only the unit agrees;
        "different" where something tells them apart; "unrelated" where not even the unit agrees.
        And the reason, in words.
    """
    rules: tuple[tuple[Sameness, Iterator[str]], ...] = (
        ("unrelated", _unlike(one, other, synonyms.units)),
        ("different", differences(one, other)),
        ("same", surely_alike(one, other)),
        ("perhaps", doubts_of_sameness(one, other)),
        ("same", iter(likenesses(one, other, synonyms))),
    )
    return next(
        ((name, reason) for name, reasons in rules for reason in reasons),
        ("perhaps", UNSHOWN + also_said(one, other)),
    )


def are_in_like_units(one: Figure, other: Figure) -> bool:
    """Whether two figures might be compared at all."""
    return next(_unlike(one, other, frozenset()), None) is None


def _unlike(one: Figure, other: Figure, synonyms: AbstractSet[frozenset[str]]) -> Iterator[str]:
    a, b = one.quantity, other.quantity
    if a.kind != b.kind or (a.kind != "count" and a.base_unit != b.base_unit):
        yield "different kinds of quantity"
    elif a.kind == "count" and not _unit_alike(one, other, synonyms):
        yield f"'{a.unit}' and '{b.unit}' are counted"


def _unit_alike(one: Figure, other: Figure, synonyms: AbstractSet[frozenset[str]]) -> bool:
    a, b = one.quantity.unit, other.quantity.unit
    if (a == b and a) or frozenset({a, b}) in synonyms or _is_bare_form(one, other):
        return True
    if not one.state or one.state != other.state:
        return False
    return a in ANYONE or b in ANYONE or names_state(a) or names_state(b)


def _is_bare_form(one: Figure, other: Figure) -> bool:
    """Whether a figure without what it counts is, or nearly is, another that is told alike."""
    a, b = one.quantity, other.quantity
    if (a.unit and b.unit) or min(a.low, b.low) < TELLING:
        return False
    whole = min(a.low, b.low) >= _MANY and abs(a.low - b.low) <= _HARDLY * max(a.low, b.low)
    deeds = {a.deed, b.deed}
    has = deeds <= HAVING and (are_of_one(one, other) or _is_one_actor(a, b))
    alike = has or (len(deeds) == 1 and "" not in deeds)
    return alike and (is_equal(a, b) or (whole and a.is_exact and b.is_exact))


def _is_one_actor(a: Quantity, b: Quantity) -> bool:
    """Whether both are told of one by the same word, though grammar may not know it for a name."""
    actor = a.actor.lower()
    return actor == b.actor.lower() and actor not in {"", *PRONOUNS}
