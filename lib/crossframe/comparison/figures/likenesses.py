"""Two figures in like units -> what shows that they count the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.comparison.figures.agents import are_of_one, owned
from crossframe.comparison.figures.closeness import is_comparable
from crossframe.comparison.figures.figure import ADDING, Figure
from crossframe.comparison.figures.owners import is_one_person
from crossframe.comparison.figures.shared import FEW, shared_words, words_in_common
from crossframe.comparison.figures.states import LIVING, names_state
from crossframe.text.quantities import Quantity

# What is given to something that the sentence names: "a three-year term", "a $5 million offer".
_OF_WHOLES = frozenset(
    {"money", "duration", "length", "area", "volume", "mass", "speed", "magnitude", "percent"}
)
# Shares of the content words that two sentences must have in common: alone, and beside the same
# verb. By judgement, on invented sentences and on twelve ECB+ events.
_ALIKE = 0.5
_ALIKE_DEED = 0.25
_ALIKE_MAGNITUDE = 0.2
# Verbs, and none, by which somebody has what is counted.
HAVING = frozenset(
    {
        "",
        "have",
        "get",
        "add",
        "post",
        "record",
        "finish",
        "collect",
        "tally",
        "score",
        "contribute",
    }
)
# Verbs of one deed. General vocabulary.
_ALIKE_VERBS = (
    frozenset({"marry", "wed"}),
    frozenset({"jail", "imprison"}),
    frozenset({"buy", "purchase"}),
    frozenset({"seize", "confiscate"}),
)
# A sentence that gives two lengths or shares may speak of anything; two counts of one thing hardly.
_TOLD_ONCE = frozenset({"count", "duration"})
# So many figures beside the two make a list that both sentences give.
_LISTED = 2


class Synonyms(NamedTuple):
    """Pairs of units, and of verbs, that stand with the same figure for the same in an event."""

    units: AbstractSet[frozenset[str]] = frozenset()
    deeds: AbstractSet[frozenset[str]] = frozenset()


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
    found = [*surely_alike(one, other), *_plainly(one, other)]
    shared = shared_words(one, other)
    if shared >= _ALIKE_DEED:
        found += _in_like_words(one, other, synonyms)
    if shared >= _ALIKE:
        found.append("both sentences say it in much the same words")
    return found


def surely_alike(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons that outweigh other names and places in the two sentences."""
    a, b = one.quantity, other.quantity
    if is_one_person(one.owner, other.owner):
        yield f"both give the {owned(one)} of {max(one.owner, other.owner, key=len).title()}"
    if one.is_part != other.is_part or one.limit != other.limit or one.state:
        return
    if not a.deed or a.deed != b.deed:
        return
    if fixed := _fixed(one, other):
        yield f"both stand with '{a.deed}', and both sentences also give {fixed}"


def _plainly(one: Figure, other: Figure) -> Iterator[str]:
    """Reasons that need few other words in common."""
    a, b = one.quantity, other.quantity
    if one.state and one.state == other.state and one.state != LIVING:
        yield f"both count {_unit_name(one, other)} {one.state}"
    if are_of_one(one, other):
        name = max(one.agent, other.agent, key=len)
        if a.deed and a.deed == b.deed:
            yield f"both stand with '{name}' and '{a.deed}'"
        elif a.kind == "count" and _is_one_unit(a, b) and {a.deed, b.deed} <= HAVING:
            yield f"both tell what '{name}' has"
    if a.deed and a.deed == b.deed and a.unit == b.unit and len(words_in_common(one, other)) > FEW:
        yield f"both stand with '{a.deed}'"
    if a.kind == "count" and shared_words(one, other) and (fixed := _fixed(one, other)):
        yield f"both sentences also give {fixed}"
    if a.kind == b.kind == "magnitude" and shared_words(one, other) >= _ALIKE_MAGNITUDE:
        yield "both sentences speak of one magnitude"
    if len(listed := _listed(one, other)) >= _LISTED:
        yield f"both sentences also list {listed[0]} and {listed[1]}"
    if one.offset and one.offset == other.offset and _is_one_deed(one, other):
        yield f"both say how long '{one.offset}' it was that somebody did '{a.deed}'"


def _is_one_unit(a: Quantity, b: Quantity) -> bool:
    return a.unit == b.unit or "" in {a.unit, b.unit}


def _is_one_deed(one: Figure, other: Figure) -> bool:
    deeds = {one.quantity.deed, other.quantity.deed}
    sole = one.is_sole and other.is_sole
    return sole and "" not in deeds and any(deeds <= alike for alike in _ALIKE_VERBS)


def _in_like_words(one: Figure, other: Figure, synonyms: Synonyms) -> Iterator[str]:
    """Reasons that count where the sentences have other words in common too."""
    a, b = one.quantity, other.quantity
    if a.deed and a.deed == b.deed:
        yield f"both stand with '{a.deed}'"
    if a.deed and frozenset({a.deed, b.deed}) in synonyms.deeds:
        yield f"'{a.deed}' and '{b.deed}' stand with the same figures in this event"
    described = set(a.qualities) & set(b.qualities) - ADDING
    if described and a.unit == b.unit:
        yield f"both count '{min(described)} {a.unit}'"
    if a.whole and a.whole == b.whole and a.kind in _OF_WHOLES:
        yield f"both are {'shares' if a.kind == 'percent' else 'measures'} of '{a.whole}'"
    if fixed := _fixed(one, other):
        yield f"both sentences also give {fixed}"
    if _are_sole(one, other) and len(words_in_common(one, other)) > FEW:
        yield _sole(one if one.quantity.unit else other)


def _are_sole(one: Figure, other: Figure) -> bool:
    a, b = one.quantity, other.quantity
    alike = a.kind in _TOLD_ONCE and is_comparable(a, b)
    return (alike or a.kind == "money") and one.is_sole and other.is_sole


def _sole(figure: Figure) -> str:
    if figure.quantity.kind == "money":
        return "it is the only sum of money in either sentence"
    unit = figure.quantity.unit if figure.quantity.kind == "count" else figure.quantity.kind
    return f"it is the only figure of its kind in either sentence ('{unit}')"


def _fixed(one: Figure, other: Figure) -> str:
    """A telling figure that both sentences give beside the two, as one of them writes it."""
    mine, its = dict(one.beside), dict(other.beside)
    return min((mine[key] for key in mine.keys() & its.keys() - _own(one, other)), default="")


def _listed(one: Figure, other: Figure) -> list[str]:
    """The figures that both sentences give beside the two, as one of them writes them."""
    mine, its = dict(one.listed), dict(other.listed)
    return sorted(mine[key] for key in mine.keys() & its.keys() - _own(one, other))


def _own(one: Figure, other: Figure) -> set[tuple[str, float]]:
    return {(f.quantity.base_unit, f.quantity.base_low) for f in (one, other)}


def _unit_name(one: Figure, other: Figure) -> str:
    units = [
        f.quantity.unit
        for f in (one, other)
        if not names_state(f.quantity.unit) and f.quantity.unit
    ]
    return units[0] if units else "those"
