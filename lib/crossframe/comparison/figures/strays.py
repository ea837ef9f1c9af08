"""Claim map -> of each claim the sentences, and figures, that are told of something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from crossframe.comparison.figures.apart import are_of_other_matters
from crossframe.comparison.figures.closeness import is_equal
from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.reading import read_figures
from crossframe.comparison.figures.sameness import are_in_like_units
from crossframe.records import Claim, ClaimMap


def strays_of(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """Finds sentences that tell of others than the sentence that stands for their claim.

    A sentence strays where a figure of it is in a like unit as one there, of another value and told
    of others that are named, of other places, or of another time, and no figure of it is the same.

    Args:
        claim_map: The event.

    Returns:
        The ids of such sentences by claim; claims without any are left out.
    """
    figures = read_figures(claim_map)
    found = {claim.claim_id: _strays(claim, figures) for claim in claim_map.claims}
    return {claim_id: own for claim_id, own in found.items() if own}


def lone_figures(claim_map: ClaimMap) -> Mapping[str, AbstractSet[tuple[str, str]]]:
    """Finds the figures of claims that one article alone gives, in whatever value.

    Args:
        claim_map: The event.

    Returns:
        By claim the id of the sentence and the words of the figure, where no other article of the
        claim has a figure in a like unit, of like people, of that value, or, of money, in any
        currency.
    """
    figures = read_figures(claim_map)
    return {
        claim.claim_id: _lone([one for s in claim.sentence_ids for one in figures.get(s, ())])
        for claim in claim_map.claims
    }


def _lone(told: Sequence[Figure]) -> set[tuple[str, str]]:
    articles: dict[object, set[str]] = defaultdict(set)
    for figure in told:
        for sign in _signs(figure):
            articles[sign].add(figure.article.article_id)
    return {
        (figure.sentence_id, figure.as_written)
        for figure in told
        if all(len(articles[sign]) == 1 for sign in _signs(figure))
    }


def _signs(figure: Figure) -> Iterator[tuple[str, object]]:
    """What a figure must have in common with another for that to be of the same, perhaps."""
    quantity = figure.quantity
    yield ("value", (quantity.base_low, quantity.base_high))
    if quantity.base_unit or quantity.kind != "count":
        money = quantity.kind == "money"
        yield ("unit", "money" if money else (quantity.kind, quantity.base_unit))
    if figure.state:
        yield ("state", figure.state)


def _strays(claim: Claim, figures: Mapping[str, Sequence[Figure]]) -> set[str]:
    own = figures.get(claim.medoid_id, ())
    return {s for s in claim.sentence_ids if s != claim.medoid_id and _strays_from(own, figures, s)}


def _strays_from(
    own: Sequence[Figure], figures: Mapping[str, Sequence[Figure]], sentence_id: str
) -> bool:
    its = figures.get(sentence_id, ())
    if any(is_equal(one.quantity, other.quantity) for one in own for other in its):
        return False
    pairs = ((one, other) for one in own for other in its if are_in_like_units(one, other))
    return any(are_of_other_matters(one, other) for one, other in pairs)
