"""Two figures of one claim -> whether they count the same thing, and what shows it.

Every rule says in words why it holds; of several that hold, the first in this file decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Literal

from crossframe.comparison.figures.reading import ANYONE, Figure

Sameness = Literal["same", "perhaps", "different", "unrelated"]

ADDING = frozenset({"another", "further", "additional", "more", "other", "extra"})
_KINDS_OF_PEOPLE = frozenset({"man", "woman", "child", "boy", "girl", "baby", "teenager"})
_SAYING = frozenset({"say", "tell", "report", "accord", "announce", "add", "confirm", "official"})
# Shares of the content words that two sentences must have in common: alone, and beside the same
# verb. By judgement, on invented sentences and on twelve ECB+ events.
_ALIKE = 0.5
_ALIKE_DEED = 0.25


def sameness(
    one: Figure, other: Figure, synonyms: AbstractSet[frozenset[str]] = frozenset()
) -> tuple[Sameness, str]:
    """Says whether two figures of a claim count the same thing.

    Args:
        one: A figure.
        other: A figure of another article.
        synonyms: Pairs of units that count the same in this event.

    Returns:
        "same" where something beside the unit shows it; "perhaps" where only the unit agrees;
        "different" where something tells them apart; "unrelated" where not even the unit agrees.
        And the reason, in words.
    """
    unlike = "nothing beside the unit shows that the same is counted"
    rules: tuple[tuple[Sameness, Iterator[str]], ...] = (
        ("unrelated", _unlike(one, other, synonyms)),
        ("different", _apart(one, other)),
        ("perhaps", _doubtful(one, other)),
        ("same", _alike(one, other)),
    )
    return next(
        ((name, reason) for name, reasons in rules for reason in reasons), ("perhaps", unlike)
    )


def _unlike(one: Figure, other: Figure, synonyms: AbstractSet[frozenset[str]]) -> Iterator[str]:
    a, b = one.quantity, other.quantity
    if a.kind != b.kind or (a.kind != "count" and a.base_unit != b.base_unit):
        yield "different kinds of quantity"
    elif a.kind == "count" and not _unit_alike(one, other, synonyms):
        yield f"'{a.unit}' and '{b.unit}' are counted"


def _alike(one: Figure, other: Figure) -> Iterator[str]:
    a, b = one.quantity, other.quantity
    shared = shared_words(one, other)
    if one.state and one.state == other.state:
        yield f"both count {_unit_name(one, other)} {one.state}"
    if a.deed and a.deed == b.deed and shared >= _ALIKE_DEED:
        yield f"both stand with '{a.deed}'"
    if a.whole and a.whole == b.whole and a.kind == "percent":
        yield f"both are shares of '{a.whole}'"
    if shared >= _ALIKE:
        yield "both sentences say it in much the same words"


def _unit_alike(one: Figure, other: Figure, synonyms: AbstractSet[frozenset[str]]) -> bool:
    a, b = one.quantity.unit, other.quantity.unit
    if (a == b and a) or frozenset({a, b}) in synonyms:
        return True
    if not one.state or one.state != other.state:
        return False
    general = a in ANYONE or b in ANYONE
    return general or names_state(one) or names_state(other)


def names_state(figure: Figure) -> bool:
    """Whether the unit is itself a word for the state: "deaths", "injured", "bodies"."""
    return figure.quantity.unit in {
        "dead", "death", "fatality", "body", "corpse", "injured", "injury", "wounded", "missing",
        "survivor", "casualty", "killed", "arrest", "evacuee", "hurt",
    }  # fmt: skip


def _unit_name(one: Figure, other: Figure) -> str:
    units = [f.quantity.unit for f in (one, other) if not names_state(f) and f.quantity.unit]
    return units[0] if units else "those"


def _apart(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons why two figures in like units do not count the same."""
    a, b = one.quantity, other.quantity
    if one.state and other.state and one.state != other.state:
        yield f"one counts those {one.state}, the other those {other.state}"
    adding = [set(q.qualities) & ADDING for q in (a, b)]
    if bool(adding[0]) != bool(adding[1]):
        yield f"one counts further ones ('{min(adding[0] or adding[1])}'), the other does not"
    if a.kind == "count" and (a.unit in _KINDS_OF_PEOPLE) != (b.unit in _KINDS_OF_PEOPLE):
        yield f"one counts '{a.unit or 'all'}', the other '{b.unit or 'all'}'"
    if a.rate and b.rate and a.rate != b.rate:
        yield f"one is per {a.rate}, the other per {b.rate}"
    if a.whole and b.whole and a.whole != b.whole and a.kind == "percent":
        yield f"shares of different things: '{a.whole}', '{b.whole}'"
    # Equal figures are the same one, though only one sentence adds of which part it is told.
    if bool(one.limit) != bool(other.limit) and a.base_low != b.base_low:
        yield f"only one is limited: '{one.limit or other.limit}'"
    if one.state:
        return
    if a.actor[:1].isupper() and b.actor[:1].isupper() and a.actor != b.actor:
        yield f"of different ones: {a.actor}, {b.actor}"


def _doubtful(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons why two figures in like units may count different things."""
    a, b = one.quantity, other.quantity
    if bool(one.state) != bool(other.state):
        yield f"only one says that those counted are {one.state or other.state}"
    if one.limit and other.limit and one.limit != other.limit:
        yield f"other parts are told of: '{one.limit}', '{other.limit}'"
    if one.is_part != other.is_part:
        yield "one counts a part of those, the other does not"
    if not one.state and one.periods and other.periods and not one.periods & other.periods:
        yield f"other times are named: {min(one.periods)}, {min(other.periods)}"
    if one.places and other.places and not one.places & other.places:
        yield f"other places are named: {min(one.places)}, {min(other.places)}"
    long = [{p for p in f.periods if not p.endswith("day")} for f in (one, other)]
    if long[0] != long[1] and (one.state or (long[0] and long[1])):
        yield f"only one names {min(long[0] ^ long[1])}"
    named = any(actor[:1].isupper() for actor in (a.actor, b.actor))
    if not one.state and named and a.actor.lower() != b.actor.lower():
        yield f"one is of '{a.actor or b.actor}', and the other may not be"


def shared_words(one: Figure, other: Figure) -> float:
    """Share of the content words that both sentences have, beside unit, verb and saying."""
    beside = _SAYING | {q for f in (one, other) for q in (f.quantity.unit, f.quantity.deed)}
    both = (one.words | other.words) - beside
    return len(one.words & other.words - beside) / len(both) if both else 0.0
