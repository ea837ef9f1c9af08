"""Two figures of one claim -> whether they count the same thing, and what shows it.

Every rule says in words why it holds; of several that hold, the first in this file decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from crossframe.comparison.figures.owners import is_alias, is_like_name, is_one_person
from crossframe.comparison.figures.reading import TELLING, Figure
from crossframe.comparison.figures.shared import (
    FEW,
    also_said,
    refers_to,
    shared_words,
    words_in_common,
)
from crossframe.comparison.figures.states import ANYONE, LIVING

Sameness = Literal["same", "perhaps", "different", "unrelated"]

ADDING = frozenset({"another", "further", "additional", "more", "other", "extra"})
_KINDS_OF_PEOPLE = frozenset({"man", "woman", "child", "boy", "girl", "baby", "teenager"})
# What is given to something that the sentence names: "a three-year term", "a $5 million offer".
_OF_WHOLES = frozenset(
    {"money", "duration", "length", "area", "volume", "mass", "speed", "magnitude", "percent"}
)
# Shares of the content words that two sentences must have in common: alone, and beside the same
# verb. By judgement, on invented sentences and on twelve ECB+ events.
_ALIKE = 0.5
_ALIKE_DEED = 0.25
_ALIKE_MAGNITUDE = 0.2


UNSHOWN = "nothing beside the unit shows that the same is counted"


class Synonyms(NamedTuple):
    """Pairs of units, and of verbs, that stand with the same figure for the same in an event."""

    units: AbstractSet[frozenset[str]] = frozenset()
    deeds: AbstractSet[frozenset[str]] = frozenset()


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
        ("different", _apart(one, other)),
        ("same", _surely(one, other)),
        ("perhaps", _doubtful(one, other)),
        ("same", iter(likenesses(one, other, synonyms))),
    )
    return next(
        ((name, reason) for name, reasons in rules for reason in reasons),
        ("perhaps", UNSHOWN + also_said(one, other)),
    )


def _unlike(one: Figure, other: Figure, synonyms: AbstractSet[frozenset[str]]) -> Iterator[str]:
    a, b = one.quantity, other.quantity
    if a.kind != b.kind or (a.kind != "count" and a.base_unit != b.base_unit):
        yield "different kinds of quantity"
    elif a.kind == "count" and not _unit_alike(one, other, synonyms):
        yield f"'{a.unit}' and '{b.unit}' are counted"


def _surely(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons that outweigh other names and places in the two sentences."""
    a, b = one.quantity, other.quantity
    if is_one_person(one.owner, other.owner):
        yield f"both give the {_owned(one)} of {max(one.owner, other.owner, key=len).title()}"
    if one.is_part != other.is_part or one.limit != other.limit or one.state:
        return
    if not a.deed or a.deed != b.deed:
        return
    if fixed := _fixed(one, other):
        yield f"both stand with '{a.deed}', and both sentences also give {fixed}"


def likenesses(
    one: Figure,
    other: Figure,
    synonyms: Synonyms = Synonyms(),  # noqa: B008
) -> list[str]:
    """Lists what shows, beside the unit, that two figures count the same.

    Args:
        one: A figure.
        other: A figure of another article, in a like unit.
        synonyms: What counts the same in this event.

    Returns:
        The reasons in words, the weightiest first; none where nothing shows it.
    """
    found = [*_surely(one, other), *_plainly(one, other)]
    shared = shared_words(one, other)
    if shared >= _ALIKE_DEED:
        found += _in_like_words(one, other, synonyms)
    if shared >= _ALIKE:
        found.append("both sentences say it in much the same words")
    return found


def _plainly(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons that need few other words in common."""
    a, b = one.quantity, other.quantity
    if one.state and one.state == other.state and one.state != LIVING:
        yield f"both count {_unit_name(one, other)} {one.state}"
    if a.deed and a.deed == b.deed and a.actor[:1].isupper() and a.actor == b.actor:
        yield f"both stand with '{a.actor}' and '{a.deed}'"
    if a.kind == b.kind == "magnitude" and shared_words(one, other) >= _ALIKE_MAGNITUDE:
        yield "both sentences speak of one magnitude"


def _in_like_words(one: Figure, other: Figure, synonyms: Synonyms) -> Iterator[str]:
    """Reasons that count where the sentences have other words in common too."""
    a, b = one.quantity, other.quantity
    if a.deed and a.deed == b.deed:
        yield f"both stand with '{a.deed}'"
    elif a.deed and frozenset({a.deed, b.deed}) in synonyms.deeds:
        yield f"'{a.deed}' and '{b.deed}' stand with the same figures in this event"
    described = set(a.qualities) & set(b.qualities) - ADDING
    if described and a.unit == b.unit:
        yield f"both count '{min(described)} {a.unit}'"
    if a.whole and a.whole == b.whole and a.kind in _OF_WHOLES:
        yield f"both are {'shares' if a.kind == 'percent' else 'measures'} of '{a.whole}'"
    if fixed := _fixed(one, other):
        yield f"both sentences also give {fixed}"
    if (
        a.kind == "money"
        and one.is_sole
        and other.is_sole
        and len(words_in_common(one, other)) > FEW
    ):
        yield "it is the only sum of money in either sentence"


def _fixed(one: Figure, other: Figure) -> str:
    """A telling figure that both sentences give beside the two, as one of them writes it."""
    mine, its = dict(one.beside), dict(other.beside)
    own = {(f.quantity.base_unit, f.quantity.base_low) for f in (one, other)}
    return min((mine[key] for key in mine.keys() & its.keys() - own), default="")


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
    # Equal figures are the same one, though only one sentence says whom or what part it counts.
    differ = a.base_low != b.base_low
    yield from _of_others(one, other)
    if differ and one.offset != other.offset:
        yield f"one says how long, the other when ('{one.offset or other.offset}')"
    adding = [set(q.qualities) & ADDING for q in (a, b)]
    if differ and bool(adding[0]) != bool(adding[1]):
        yield f"one counts further ones ('{min(adding[0] or adding[1])}'), the other does not"
    if (
        differ
        and a.kind == "count"
        and (a.unit in _KINDS_OF_PEOPLE) != (b.unit in _KINDS_OF_PEOPLE)
    ):
        kinds = [f"'{q.unit}'" if q.unit else "does not say whom" for q in (a, b)]
        yield f"one counts {kinds[0]}, the other {kinds[1]}"
    if a.rate and b.rate and a.rate != b.rate:
        yield f"one is per {a.rate}, the other per {b.rate}"
    if a.whole and b.whole and a.whole != b.whole and a.kind == "percent":
        yield f"shares of different things: '{a.whole}', '{b.whole}'"
    if differ and bool(one.limit) != bool(other.limit):
        yield f"only one is limited: '{one.limit or other.limit}'"
    if one.state:
        return
    if differ and a.kind == "count" and one.is_sum != other.is_sum:
        yield "one counts all so far, the other does not"
    if differ and _have_other_agents(one, other):
        yield f"of different ones: {a.actor}, {b.actor}"


def _have_other_agents(one: Figure, other: Figure) -> bool:
    a, b = one.quantity.actor, other.quantity.actor
    return a[:1].isupper() and b[:1].isupper() and not is_alias(a, b)


def agents_apart(one: Figure, other: Figure) -> str:
    """Says why equal figures may be of two things: other agents are named with them.

    Two names may be one person's, or those of a judge and of a convict, so this tells nothing
    surely; a telling figure is hardly equal by chance.

    Args:
        one: A figure.
        other: An equal figure of another article.

    Returns:
        The reason in words; "" where there is none.
    """
    a, b = one.quantity, other.quantity
    if _are_others_ages(one, other):
        return "" if is_like_name(one.owner, other.owner) else _ages(one, other)
    if (
        one.state
        or a.kind == "count"
        or a.base_low >= TELLING
        or not _have_other_agents(one, other)
    ):
        return ""
    return f"the same figure, but of '{a.actor}' and of '{b.actor}'"


def _of_others(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons why those of whom two figures are told are others."""
    if one.state and other.state and one.state != other.state:
        yield f"one counts those {one.state}, the other those {other.state}"
    if (
        one.quantity.kind == "magnitude"
        and len({"aftershock" in f.words for f in (one, other)}) > 1
    ):
        yield "only one speaks of an aftershock"
    if one.quantity.base_low != other.quantity.base_low and _are_others_ages(one, other):
        yield _ages(one, other)


def _are_others_ages(one: Figure, other: Figure) -> bool:
    return bool(one.owner and other.owner) and not is_one_person(one.owner, other.owner)


def _ages(one: Figure, other: Figure) -> str:
    return f"{_owned(one, 's')} of {one.owner.title()} and of {other.owner.title()}"


def _owned(figure: Figure, plural: str = "") -> str:
    return f"age{plural}" if figure.quantity.kind == "age" else "inhabitants"


def _doubtful(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons why two figures in like units may count different things."""
    if bool(one.state) != bool(other.state):
        yield f"only one says that those counted are {one.state or other.state}"
    if one.limit and other.limit and one.limit != other.limit:
        yield f"other parts are told of: '{one.limit}', '{other.limit}'"
    if one.is_part != other.is_part:
        yield "one counts a part of those, the other does not"
    if not one.state and one.periods and other.periods and not one.periods & other.periods:
        yield f"other times are named: {min(one.periods)}, {min(other.periods)}"
    spelt = any(is_alias(place, beside) for place in one.places for beside in other.places)
    if one.places and other.places and not spelt:
        yield f"other places are named: {min(one.places)}, {min(other.places)}"
    long = [{p for p in f.periods if not p.endswith("day")} for f in (one, other)]
    refined = long[0] and long[1] and (long[0] <= long[1] or long[1] <= long[0])
    if long[0] != long[1] and not refined and (one.state or (long[0] and long[1])):
        yield f"only one names {min(long[0] ^ long[1])}"
    for figure, beside in ((one, other), (other, one)):
        actor = figure.quantity.actor
        if one.state or not actor[:1].isupper() or actor.lower() in beside.words:
            continue
        if actor.lower() != beside.quantity.actor.lower() and not refers_to(beside, actor):
            yield f"only one is said of '{actor}'"
