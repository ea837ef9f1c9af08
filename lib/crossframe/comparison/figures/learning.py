"""Figures of an event -> what they tell of each other, whichever claims they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from crossframe.comparison.figures.around import surroundings
from crossframe.comparison.figures.closeness import is_comparable
from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.known import Known, Values, in_order, like, thing
from crossframe.comparison.figures.likenesses import Synonyms
from crossframe.comparison.figures.sameness import sameness
from crossframe.comparison.groups import publisher
from crossframe.comparison.presence.times import is_earlier
from crossframe.records import ClaimMap

# Up to here the same number stands with different verbs too often to tell that they say the same.
_FEW = 4
# Below it the same number stands with different things too often to tell that they are the same.
_MANY = 10
# Parts of a dollar, by which no other currency is named.
_SMALL = frozenset({"cent", "penny"})


def known_of(claim_map: ClaimMap, figures: Mapping[str, Sequence[Figure]]) -> Known:
    """Gathers what the event as a whole tells: synonyms, known updates, contested figures.

    Args:
        claim_map: The event.
        figures: Its figures, by the id of their sentence.

    Returns:
        All that helps to compare two figures of one claim.
    """
    units: set[frozenset[str]] = set()
    deeds: set[frozenset[str]] = set()
    updates: set[Values] = set()
    for claim in claim_map.claims:
        own = [f for s in claim.sentence_ids for f in figures.get(s, ())]
        for one, other in combinations(own, 2):
            if one.article.article_id == other.article.article_id:
                continue
            units |= _synonyms(one, other)
            deeds |= _like_deeds(one, other)
            updates |= _replaced(one, other)
    every = [figure.quantity for own in figures.values() for figure in own]
    return Known(
        Synonyms(units, deeds),
        updates,
        _contested(figures),
        _apart(figures),
        {one.unit for one in every if one.kind == "money" and one.unit not in {"USD", *_SMALL}},
        {(one.unit, one.low) for one in every if one.low % 1 == 0.5},
        surroundings(claim_map, figures),
    )


def _like_deeds(one: Figure, other: Figure) -> set[frozenset[str]]:
    """Verbs that stand with the same figure of the same unit in two sentences."""
    a, b = one.quantity, other.quantity
    same = (a.base_unit, a.base_low, a.base_high) == (b.base_unit, b.base_low, b.base_high)
    if same and a.base_unit and a.base_low > _FEW and a.deed and b.deed and a.deed != b.deed:
        return {frozenset({a.deed, b.deed})}
    return set()


def _apart(
    figures: Mapping[str, Sequence[Figure]],
) -> dict[Values, tuple[tuple[Figure, Figure], ...]]:
    """Pairs of values that an article gives for what may be one thing: it takes them for two."""
    by_unit: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for own in figures.values():
        for figure in own:
            by_unit[figure.article.article_id, like(figure)].append(figure)
    found: dict[Values, tuple[tuple[Figure, Figure], ...]] = {}
    for (_, unit), told in by_unit.items():
        for pair in combinations(sorted(told, key=lambda one: one.quantity.base_low), 2):
            low, high = in_order(*pair)
            if low != high and sameness(*pair)[0] in {"same", "perhaps"}:
                found[unit, low, high] = (*found.get((unit, low, high), ()), pair)
    return found


def _synonyms(one: Figure, other: Figure) -> set[frozenset[str]]:
    """Units that stand with the same figure and the same verb or state in two sentences."""
    a, b = one.quantity, other.quantity
    if a.kind != "count" or b.kind != "count" or not a.unit or not b.unit or a.unit == b.unit:
        return set()
    alike = (one.state and one.state == other.state) or (a.deed and a.deed == b.deed)
    if alike and a.low == b.low >= _MANY and a.high == b.high:
        return {frozenset({a.unit, b.unit})}
    return set()


def _replaced(one: Figure, other: Figure) -> set[Values]:
    """The two values, if one outlet's later article gives another figure for the same thing."""
    if publisher(one.article) != publisher(other.article) or sameness(one, other)[0] != "same":
        return set()
    early, late = (one, other) if is_earlier(one.span, other.span) else (other, one)
    if not is_earlier(early.span, late.span) or not (one.state or one.quantity.kind == "count"):
        return set()
    before, after = early.quantity.base_low, late.quantity.base_low
    return {(thing(one), before, after)} if before != after else set()


def _contested(figures: Mapping[str, Sequence[Figure]]) -> set[Values]:
    """Pairs of values for one thing that an article gives side by side, from two speakers."""
    by_article: dict[str, list[Figure]] = defaultdict(list)
    for own in figures.values():
        for figure in own:
            if figure.said_by and not figure.as_of and figure.quantity.kind != "age":
                by_article[figure.article.article_id].append(figure)
    return {
        (thing(one), *in_order(one, other))
        for own in by_article.values()
        for one, other in combinations(own, 2)
        if _is_contested(one, other)
    }


def _is_contested(one: Figure, other: Figure) -> bool:
    a, b = one.quantity, other.quantity
    low, high = sorted((a.base_low, b.base_low))
    return (
        one.state == other.state
        and one.said_by != other.said_by
        and a.is_exact
        and b.is_exact
        and low < high
        and is_comparable(a, b)
        and sameness(one, other)[0] == "same"
    )
