"""Pairs of figures of every claim -> each pair in one claim, the one that holds it most firmly."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from crossframe.comparison.figures.closeness import is_equal
from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.pair import Pair

# Relations of figures that let each other stand.
ALIKE = frozenset({"agree", "rounding", "compatible"})


class Told(NamedTuple):
    """The pairs and figures of a claim, and the ids of the sentences that it holds firmly."""

    pairs: Sequence[Pair]
    figures: Sequence[Figure]
    firm: AbstractSet[str]


def told_once(claims: Sequence[Told]) -> list[tuple[Pair, ...]]:
    """Keeps each pair in one claim alone: in the first that holds most of it firmly.

    What a claim holds loosely on both sides may be of somebody else.

    Args:
        claims: What each claim has, in their order.

    Returns:
        The pairs of each claim. Of two that it holds loosely nothing is said to count the same
        where they agree on another figure than all that it holds firmly.
    """
    homes: dict[object, tuple[int, int]] = {}
    for number, claim in enumerate(claims):
        for pair in claim.pairs:
            here = (_n_loose(pair, claim), number)
            homes[pair.key] = min(homes.get(pair.key, here), here)
    return [
        tuple(
            replace(pair, counts_the_same=False) if _is_told_otherwise(pair, claim) else pair
            for pair in claim.pairs
            if homes[pair.key][1] == number
        )
        for number, claim in enumerate(claims)
    ]


def _n_loose(pair: Pair, claim: Told) -> int:
    """How many of a pair's two sentences a claim holds loosely."""
    return sum(figure.sentence_id not in claim.firm for figure in (pair.one, pair.other))


def _is_told_otherwise(pair: Pair, claim: Told) -> bool:
    """Whether those who surely tell a claim all give another figure than two who may not."""
    if pair.related.relation not in ALIKE or _n_loose(pair, claim) < len(pair.key):
        return False
    mine = pair.one.quantity
    told = [
        figure.quantity
        for figure in claim.figures
        if figure.sentence_id in claim.firm
        and (figure.quantity.kind, figure.quantity.base_unit) == (mine.kind, mine.base_unit)
        and figure.state == pair.one.state
    ]
    return bool(told) and not any(is_equal(mine, quantity) for quantity in told)
