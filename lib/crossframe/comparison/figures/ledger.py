"""Claim map -> for each claim its figures, matched with each other, and what each counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from crossframe.comparison.figures.closeness import is_comparable
from crossframe.comparison.figures.reading import Figure, read_figures
from crossframe.comparison.figures.relations import Known, Related, like, relate, thing
from crossframe.comparison.figures.sameness import Synonyms, sameness
from crossframe.comparison.once import once
from crossframe.comparison.presence.times import is_earlier
from crossframe.records import Claim, ClaimMap

_RIVALS = "a sentence gives several such figures, and they cannot be told apart"
_ALL_DIFFER = "all figures of the two sentences differ, so they may speak of different things"

# Up to here the same number stands with different verbs too often to tell that they say the same.
_FEW = 4
# Parts of a dollar, by which no other currency is named.
_SMALL = frozenset({"cent", "penny"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of a claim, one's article the earlier, and how they relate."""

    one: Figure
    other: Figure
    related: Related
    counts_the_same: bool

    @property
    def key(self) -> tuple[tuple[str, int], tuple[str, int]]:
        """What tells it from every other pair of the event, in whichever claim it stands."""
        return (min(self.one.key, self.other.key), max(self.one.key, self.other.key))

    def doubted(self, why: str) -> Pair:
        """The same pair; what was called a conflict or an update is unclear."""
        if self.related.relation not in {"conflict", "update"}:
            return self
        return replace(self, related=Related("unclear", why))


@dataclass(frozen=True, slots=True)
class Ledger:
    """The figures of one claim, their pairs, and the slot of each: what it counts in the claim.

    Where claims overlap, a pair of figures stands in the first claim that holds both; slots are
    made of all pairs of a claim.
    """

    claim: Claim
    figures: tuple[Figure, ...]
    pairs: tuple[Pair, ...]
    slots: Mapping[tuple[str, int], int]

    def slot_of(self, pair: Pair) -> int | None:
        """What both figures of a pair count; None where nothing shows that it is the same."""
        return self.slots[pair.one.key] if pair.counts_the_same else None

    def members(self, slot: int) -> list[Figure]:
        """The figures of a slot, by time and place."""
        return [figure for figure in self.figures if self.slots[figure.key] == slot]

    def by_slot(self) -> Iterator[tuple[int, list[Figure]]]:
        """The slots in order, with their figures."""
        for slot in sorted(set(self.slots.values())):
            yield slot, self.members(slot)


@once
def read_ledgers(claim_map: ClaimMap) -> list[Ledger]:
    """Reads the figures of every claim and compares them.

    Args:
        claim_map: The event.

    Returns:
        One ledger a claim, in the order of the claims.
    """
    figures = read_figures(claim_map)
    known = _known(claim_map, figures)
    told: set[tuple[tuple[str, int], tuple[str, int]]] = set()
    ledgers = []
    for claim in claim_map.claims:
        ledger = _ledger(claim, [figures[s] for s in claim.sentence_ids if s in figures], known)
        fresh = tuple(pair for pair in ledger.pairs if pair.key not in told)
        told |= {pair.key for pair in fresh}
        ledgers.append(replace(ledger, pairs=fresh))
    return ledgers


def _ledger(claim: Claim, sentences: Sequence[Sequence[Figure]], known: Known) -> Ledger:
    ordered = sorted(sentences, key=lambda own: (own[0].article.order, own[0].start))
    pairs = [
        pair
        for one, other in combinations(ordered, 2)
        if one[0].article.article_id != other[0].article.article_id
        for pair in _matched(one, other, known)
        if pair.one.article.outlet != pair.other.article.outlet
        or pair.related.relation not in {"agree", "different_quantity"}
    ]
    figures = tuple(figure for own in ordered for figure in own)
    return Ledger(claim, figures, tuple(pairs), _slots(figures, pairs))


def _matched(one: Sequence[Figure], other: Sequence[Figure], known: Known) -> list[Pair]:
    """Pairs the figures of two sentences, each at most once, the surest first."""
    candidates = sorted(_candidates(one, other, known), key=_order)
    pairs: list[Pair] = []
    taken: set[tuple[str, int]] = set()
    for _, differs, level, _, _, pair in candidates:
        if {pair.one.key, pair.other.key} & taken:
            continue
        rivals = [
            rival
            for *_, rank, _, _, rival in candidates
            if rank == level
            and not {rival.one.key, rival.other.key} & taken
            and (rival.one is pair.one) != (rival.other is pair.other)
        ]
        taken |= {pair.one.key, pair.other.key}
        pairs.append(pair.doubted(_RIVALS) if differs and rivals else pair)
    clashing = [pair for pair in pairs if pair.related.relation == "conflict"]
    if len(clashing) > 1 and not any(pair.related.relation == "agree" for pair in pairs):
        return [pair.doubted(_ALL_DIFFER) for pair in pairs]
    return pairs


_Candidate = tuple[bool, bool, int, int, int, Pair]


def _order(item: _Candidate) -> tuple[bool, bool, int, bool, int, int]:
    """The likest first; of figures that are as like, equal ones before those that are only near."""
    apart, differs, level, start, beside, pair = item
    return (apart, differs, level, pair.related.relation != "agree", start, beside)


def _candidates(
    one: Sequence[Figure], other: Sequence[Figure], known: Known
) -> Iterator[_Candidate]:
    """All pairs in like units, with what orders them: the likest first."""
    for a in one:
        for b in other:
            same, _ = sameness(a, b, known.synonyms)
            if same != "unrelated":
                related = relate(a, b, known)
                level = ("same", "perhaps", "different").index(same)
                differs = related.relation not in {"agree", "rounding", "compatible"}
                pair = Pair(a, b, related, counts_the_same=level == 0 or not differs)
                yield (level == 2, differs, level, a.start, b.start, pair)


def _slots(figures: Sequence[Figure], pairs: Iterable[Pair]) -> dict[tuple[str, int], int]:
    """Numbers what is counted: figures are of one slot if pairs that count the same lead to it."""
    above = {figure.key: figure.key for figure in figures}

    def top(key: tuple[str, int]) -> tuple[str, int]:
        while above[key] != key:
            key = above[key]
        return key

    order = {figure.key: number for number, figure in enumerate(figures)}
    for pair in pairs:
        if pair.counts_the_same:
            first, second = sorted((top(pair.one.key), top(pair.other.key)), key=order.__getitem__)
            above[second] = first
    numbers: dict[tuple[str, int], int] = {}
    return {figure.key: numbers.setdefault(top(figure.key), len(numbers)) for figure in figures}


def _known(claim_map: ClaimMap, figures: Mapping[str, Sequence[Figure]]) -> Known:
    """Gathers what the event as a whole tells: synonyms, known updates, contested figures."""
    units: set[frozenset[str]] = set()
    deeds: set[frozenset[str]] = set()
    updates: set[tuple[str, float, float]] = set()
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
    )


def _like_deeds(one: Figure, other: Figure) -> set[frozenset[str]]:
    """Verbs that stand with the same figure of the same unit in two sentences."""
    a, b = one.quantity, other.quantity
    same = (a.base_unit, a.base_low, a.base_high) == (b.base_unit, b.base_low, b.base_high)
    if same and a.base_unit and a.base_low > _FEW and a.deed and b.deed and a.deed != b.deed:
        return {frozenset({a.deed, b.deed})}
    return set()


def _apart(figures: Mapping[str, Sequence[Figure]]) -> set[tuple[str, float, float]]:
    """Pairs of values that an article gives for what may be one thing: it takes them for two."""
    by_unit: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for own in figures.values():
        for figure in own:
            by_unit[figure.article.article_id, like(figure)].append(figure)
    return {
        (unit, *_ordered(one, other))
        for (_, unit), told in by_unit.items()
        for one, other in combinations(told, 2)
        if one.quantity.base_low != other.quantity.base_low
        and sameness(one, other)[0] in {"same", "perhaps"}
    }


def _ordered(one: Figure, other: Figure) -> tuple[float, float]:
    values = one.quantity.base_low, other.quantity.base_low
    return (min(values), max(values))


def _synonyms(one: Figure, other: Figure) -> set[frozenset[str]]:
    """Units that stand with the same figure and the same verb or state in two sentences."""
    a, b = one.quantity, other.quantity
    if a.kind != "count" or b.kind != "count" or not a.unit or not b.unit or a.unit == b.unit:
        return set()
    alike = (one.state and one.state == other.state) or (a.deed and a.deed == b.deed)
    # Below ten the same number stands with different things too often to tell anything.
    if alike and a.low == b.low >= 10 and a.high == b.high:
        return {frozenset({a.unit, b.unit})}
    return set()


def _replaced(one: Figure, other: Figure) -> set[tuple[str, float, float]]:
    """The two values, if one outlet's later article gives another figure for the same thing."""
    if one.article.outlet != other.article.outlet or sameness(one, other)[0] != "same":
        return set()
    early, late = (one, other) if is_earlier(one.span, other.span) else (other, one)
    if not is_earlier(early.span, late.span) or not (one.state or one.quantity.kind == "count"):
        return set()
    before, after = early.quantity.base_low, late.quantity.base_low
    return {(thing(one), before, after)} if before != after else set()


def _contested(figures: Mapping[str, Sequence[Figure]]) -> set[tuple[str, float, float]]:
    """Pairs of values for one thing that an article gives side by side, from two speakers."""
    by_article: dict[str, list[Figure]] = defaultdict(list)
    for own in figures.values():
        for figure in own:
            if figure.said_by and not figure.as_of and figure.quantity.kind != "age":
                by_article[figure.article.article_id].append(figure)
    return {
        (thing(one), *_ordered(one, other))
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
