"""Claim map -> of each claim the sentences whose figures are told of something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from crossframe.comparison.figures.apart import are_of_other_matters
from crossframe.comparison.figures.closeness import is_equal
from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.reading import read_figures
from crossframe.comparison.figures.sameness import are_in_like_units
from crossframe.records import Claim, ClaimMap
from crossframe.text.meaning.amounts import PEOPLE
from crossframe.text.quantities import Quantity

# How long and how old is told otherwise at other times, of one thing too.
_TIMES = frozenset({"age", "duration"})
# So many measures of one thing are hardly all taken otherwise: of six such sentences of ECB+ five
# tell of another thing, and one of the same in other numbers.
_MEASURES = 2


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


def _strays(claim: Claim, figures: Mapping[str, Sequence[Figure]]) -> set[str]:
    own = figures.get(claim.medoid_id, ())
    return {s for s in claim.sentence_ids if s != claim.medoid_id and _strays_from(own, figures, s)}


def _strays_from(
    own: Sequence[Figure], figures: Mapping[str, Sequence[Figure]], sentence_id: str
) -> bool:
    its = figures.get(sentence_id, ())
    if any(is_equal(one.quantity, other.quantity) for one in own for other in its):
        return False
    pairs = [(one, other) for one in own for other in its if are_in_like_units(one, other)]
    measures = {_measure(one.quantity) for one, _ in pairs} - {""}
    return len(measures) >= _MEASURES or any(are_of_other_matters(*pair) for pair in pairs)


def _measure(quantity: Quantity) -> str:
    """What a figure measures or counts; nothing where that is a time, or not said."""
    if quantity.kind in _TIMES:
        return ""
    if quantity.kind != "count":
        return quantity.kind
    return "people" if quantity.unit in PEOPLE else quantity.unit
