"""Ledgers of an event -> the facts of which its figures conflict, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crossframe.comparison.figures.closeness import closeness, is_equal
from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.ledger import Ledger
from crossframe.comparison.figures.owners import is_one_person
from crossframe.comparison.figures.pair import Pair
from crossframe.comparison.figures.relations import relate
from crossframe.comparison.figures.sameness import sameness


@dataclass(frozen=True, slots=True)
class Fact:
    """What some figures tell differently: the claims it stands in, all its figures, and who clash.

    A fact may stand in several claims, and in each of them in a slot of its own. Figures of which
    it is unclear whether they conflict are left out.
    """

    claim_ids: tuple[str, ...]
    figures: tuple[Figure, ...]
    pairs: tuple[Pair, ...]

    def values(self) -> list[list[Figure]]:
        """The figures of the values that clash, the earliest first; roundings are one value."""
        clashing = {figure.key for pair in self.pairs for figure in (pair.one, pair.other)}
        groups: list[list[Figure]] = []
        # Those that clash first, so that no half-way value takes both sides in.
        for figure in sorted(self.figures, key=lambda one: one.key not in clashing):
            home = next((own for own in groups if _is_like(own[0], figure)), None)
            if home is None:
                groups.append([figure])
            else:
                home.append(figure)
        placed = {figure.key: place for place, figure in enumerate(self.figures)}
        values = [
            sorted(own, key=lambda one: placed[one.key])
            for own in groups
            if any(figure.key in clashing for figure in own)
        ]
        return sorted(values, key=lambda own: placed[own[0].key])

    def joined(self, other: Fact) -> Fact:
        """Both as one fact."""
        figures = {figure.key: figure for figure in (*self.figures, *other.figures)}
        return Fact(
            tuple(dict.fromkeys((*self.claim_ids, *other.claim_ids))),
            tuple(sorted(figures.values(), key=lambda one: (one.article.order, one.start))),
            (*self.pairs, *other.pairs),
        )


def facts_in_conflict(ledgers: Sequence[Ledger]) -> list[Fact]:
    """Gathers the conflicts of an event by the fact that they are about.

    Args:
        ledgers: Those of all claims, in order.

    Returns:
        Facts in the order of the claims that tell them first.
    """
    found: list[Fact] = []
    doubted = _doubted(ledgers)
    for ledger in ledgers:
        for slot, figures in ledger.by_slot():
            pairs = tuple(
                pair
                for pair in ledger.pairs
                if pair.related.relation == "conflict" and ledger.slot_of(pair) == slot
            )
            if pairs:
                own = tuple(figure for figure in figures if figure.key not in doubted)
                fact = Fact((ledger.claim.claim_id,), own, pairs)
                found = _added(found, fact)
    return found


def _doubted(ledgers: Sequence[Ledger]) -> set[tuple[str, int]]:
    """The figures of which it is unclear whether they conflict with one that surely does."""
    pairs = [pair for ledger in ledgers for pair in ledger.pairs]
    clashing = {key for p in pairs if p.related.relation == "conflict" for key in p.key}
    unclear = [pair.key for pair in pairs if pair.related.relation == "unclear"]
    return {key for own in unclear if clashing & {*own} for key in own} - clashing


def _added(facts: Sequence[Fact], new: Fact) -> list[Fact]:
    """The facts with one more, which joins all that are the same as it."""
    same = [fact for fact in facts if _is_one_fact(fact, new)]
    if not same:
        return [*facts, new]
    whole = same[0]
    for fact in (*same[1:], new):
        whole = whole.joined(fact)
    rest = [fact for fact in facts if fact not in same[1:]]
    return [whole if fact is same[0] else fact for fact in rest]


def _is_one_fact(fact: Fact, other: Fact) -> bool:
    clashing = [[f for pair in one.pairs for f in (pair.one, pair.other)] for one in (fact, other)]
    return any(
        a.key == b.key or (_is_one_value(a, b) and _counts_the_same(a, b))
        for a in clashing[0]
        for b in clashing[1]
    )


def _counts_the_same(one: Figure, other: Figure) -> bool:
    """Whether two figures with one value may be taken for the same fact, told in two claims."""
    if one.owner or other.owner:
        return is_one_person(one.owner, other.owner)
    return one.state == other.state and sameness(one, other)[0] in {"same", "perhaps"}


def _is_like(one: Figure, other: Figure) -> bool:
    """Whether the figures of one fact have one value, or that value rounded."""
    a, b = one.quantity, other.quantity
    close = closeness(a, b)
    return is_equal(a, b) or (close is not None and close[0] == "rounding")


def _is_one_value(one: Figure, other: Figure) -> bool:
    if one.quantity.kind != other.quantity.kind or not _is_like(one, other):
        return False  # soon told: they can neither agree nor be roundings
    related = relate(one, other)
    return related is not None and related.relation in {"agree", "rounding"}
