"""Claim map -> for each claim its figures, matched with each other, and what each counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations

from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.homes import ALIKE, Told, told_once
from crossframe.comparison.figures.known import Known
from crossframe.comparison.figures.learning import known_of
from crossframe.comparison.figures.likenesses import likenesses
from crossframe.comparison.figures.pair import Pair
from crossframe.comparison.figures.reading import read_figures
from crossframe.comparison.figures.relations import Related, relate
from crossframe.comparison.figures.sameness import UNSHOWN, sameness
from crossframe.comparison.once import once
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.presence.rivals import Named, named_in
from crossframe.records import Claim, ClaimMap

_RIVALS = "a sentence gives several such figures, and they cannot be told apart"
# So begins the doubt of a pair that two other sentences raise.
_ELSEWHERE = "as in another pair for the same, "
_OTHER_NAMES = "the sentences are told of different names, and "
_VALUE_ALONE, _VALUE_NEAR = "the value alone is the same", "the values alone are near each other"
# From so many on a figure that is not round is hardly told of two.
_TELLING = 100
_ALL_DIFFER = "all figures of the two sentences differ, so they may speak of different things"
_MORE_ALIKE = "only the value is the same, and another sum of the sentence is told more alike"
_BESIDE_OTHERS = "another figure of the two sentences differs, and "


_Candidate = tuple[bool, bool, int, int, int, Pair]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The figures of one claim, their pairs, and the slot of each: what it counts in the claim.

    Where claims overlap, a pair of figures stands in the first claim that holds both, one that
    holds neither loosely before others; slots are made of all pairs of a claim.
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
    known, named = known_of(claim_map, figures), named_in(claim_map)
    firm = firm_sentences(claim_map)
    ledgers = []
    for claim in claim_map.claims:
        own = [figures[s] for s in claim.sentence_ids if s in figures]
        ledgers.append(_ledger(claim, own, known, named, firm[claim.claim_id]))
    told = told_once([Told(one.pairs, one.figures, firm[one.claim.claim_id]) for one in ledgers])
    return [replace(one, pairs=pairs) for one, pairs in zip(ledgers, told, strict=True)]


def _ledger(
    claim: Claim,
    sentences: Sequence[Sequence[Figure]],
    known: Known,
    named: Mapping[str, Named],
    firm: AbstractSet[str],
) -> Ledger:
    ordered = sorted(sentences, key=lambda own: (own[0].article.order, own[0].start))
    pairs = [
        _of_others(pair, named).if_held(firm)
        for one, other in combinations(ordered, 2)
        if one[0].article.article_id != other[0].article.article_id
        for pair in _matched(one, other, known)
        if pair.one.article.outlet != pair.other.article.outlet
        or pair.related.relation not in {"agree", "different_quantity"}
    ]
    figures = tuple(figure for own in ordered for figure in own)
    slots = _slots(figures, pairs)
    told = _of_one_mind(_dated(pairs, slots), slots)
    return Ledger(claim, figures, _as_shown(told, slots), slots)


def _of_others(pair: Pair, named: Mapping[str, Named]) -> Pair:
    """The pair; figures that agree are unclear where their sentences are told of different names.

    Each of two players has scored 20 points: that is no fact on which two outlets agree.
    """
    if pair.related.relation not in ALIKE or _is_tied(pair):
        return pair
    one, other = (named.get(figure.sentence_id) for figure in (pair.one, pair.other))
    if one is None or other is None or not (one.is_rival_of(other) or other.is_rival_of(one)):
        return pair
    alone = _VALUE_ALONE if pair.related.relation == "agree" else _VALUE_NEAR
    return replace(pair, related=Related("unclear", _OTHER_NAMES + alone), counts_the_same=False)


def _is_tied(pair: Pair) -> bool:
    """Whether more than a value ties two figures, whoever else their sentences are told of.

    Three figures that are not round are hardly alike by chance; another such figure beside both, or
    a name that is told to do the same in both, makes them one.
    """
    a, b = pair.one.quantity, pair.other.quantity
    if a.is_exact and b.is_exact and a.low == b.low >= _TELLING and a.low % 10:
        return True
    if any(why.startswith("both sentences also ") for why in likenesses(pair.one, pair.other)):
        return True
    both = ((pair.one, pair.other), (pair.other, pair.one))
    named = any(f.agent and f.agent.lower() in beside.words for f, beside in both)
    return named and bool(a.deed) and a.deed == b.deed


def _dated(pairs: Sequence[Pair], slots: Mapping[tuple[str, int], int]) -> tuple[Pair, ...]:
    """The pairs, none a conflict where another of its slot is doubted for want of a date."""
    why: dict[int, str] = {}
    for pair in pairs:
        if pair.counts_the_same and (doubt := pair.undated()):
            why.setdefault(slots[pair.one.key], _ELSEWHERE + doubt)
    return tuple(
        pair.doubted(why[slots[pair.one.key]])
        if pair.related.relation == "conflict" and slots[pair.one.key] in why
        else pair
        for pair in pairs
    )


def _of_one_mind(pairs: Sequence[Pair], slots: Mapping[tuple[str, int], int]) -> tuple[Pair, ...]:
    """The pairs, none a conflict where another of its slot and of its values is unclear."""
    why: dict[tuple[int, frozenset[float]], str] = {}
    for pair in pairs:
        if pair.counts_the_same and pair.related.relation == "unclear":
            why.setdefault((slots[pair.one.key], pair.values), _ELSEWHERE + pair.related.why)
    return tuple(
        pair.doubted(why[at])
        if pair.related.relation == "conflict" and (at := (slots[pair.one.key], pair.values)) in why
        else pair
        for pair in pairs
    )


def _as_shown(pairs: Sequence[Pair], slots: Mapping[tuple[str, int], int]) -> tuple[Pair, ...]:
    """The pairs; one of a slot is a conflict where another pair of it shows that of its values.

    Whoever agrees with one side of a conflict differs from the other.
    """
    why: dict[tuple[int, frozenset[float]], str] = {}
    for pair in pairs:
        if pair.related.relation == "conflict":
            why.setdefault((slots[pair.one.key], pair.values), _ELSEWHERE + pair.related.why)
    return tuple(
        replace(pair, related=Related("conflict", why[at]), counts_the_same=True)
        if pair.related.why.startswith(UNSHOWN)
        and slots[pair.one.key] == slots[pair.other.key]
        and (at := (slots[pair.one.key], pair.values)) in why
        else pair
        for pair in pairs
    )


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
    pairs = _of_one_happening([_yielding(pair, candidates) for pair in pairs])
    clashing = [pair for pair in pairs if pair.related.relation == "conflict"]
    if len(clashing) > 1 and not any(pair.related.relation == "agree" for pair in pairs):
        return [pair.doubted(_ALL_DIFFER) for pair in pairs]
    return pairs


def _yielding(pair: Pair, candidates: Sequence[_Candidate]) -> Pair:
    """The pair; unclear where only a sum is the same, and more speaks for another sum beside it."""
    money = pair.one.quantity.kind == "money"
    if not money or pair.related.relation != "agree" or _is_surely_one(pair):
        return pair
    beside = (one for *_, one in candidates if (one.one is pair.one) != (one.other is pair.other))
    if not any(_is_surely_one(one) for one in beside):
        return pair
    return replace(pair, related=Related("unclear", _MORE_ALIKE), counts_the_same=False)


def _is_surely_one(pair: Pair) -> bool:
    """Whether the words show it, and not that the event uses two verbs of one figure: of this."""
    return sameness(pair.one, pair.other)[0] == "same"


def _of_one_happening(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs; what agrees is unclear beside figures of what may be another happening.

    A player who scored as much in two games did so in two.
    """
    why = next((doubt for pair in pairs if (doubt := pair.undated()) and "others" in doubt), "")
    if not why:
        return list(pairs)
    unclear = Related("unclear", _BESIDE_OTHERS + why)
    return [
        replace(pair, related=unclear, counts_the_same=False)
        if pair.related.relation in ALIKE and pair.one.quantity.kind == "count"
        else pair
        for pair in pairs
    ]


_LEVELS = ("same", "perhaps", "different")


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
            if related := relate(a, b, known):
                same, _ = sameness(a, b, known.synonyms)
                apart = related.relation == "different_quantity"
                level = 2 if apart and same == "same" else _LEVELS.index(same)
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
