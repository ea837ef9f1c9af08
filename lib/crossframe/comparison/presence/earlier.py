"""Claim map -> sentences of claims that tell an earlier state of what their claims tell.

"Four are dead and twelve missing" and "nine died and two are missing" are told of one event and may
stand in one claim. Whoever told the one on the first day did not tell the other first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from crossframe.comparison.figures.ledger import read_ledgers
from crossframe.comparison.figures.pair import Pair
from crossframe.comparison.once import once
from crossframe.records import ClaimMap

_ALIKE = frozenset({"agree", "rounding", "compatible"})
# One figure may be told beside the matter, or be corrected; with two the state is another.
_KINDS = 2


@once
def earlier_states(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """Finds sentences whose figures the one that stands for their claim brings up to date.

    Args:
        claim_map: The event.

    Returns:
        By claim the ids of those of which it does so with two figures at least, and no figure of
        both is alike.
    """
    pairs: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for ledger in read_ledgers(claim_map):
        for pair in ledger.pairs:
            pairs[pair.one.sentence_id, pair.other.sentence_id].append(pair)
    return {
        claim.claim_id: {
            s
            for s in claim.sentence_ids
            if _is_brought_up_to_date(pairs.get((s, claim.medoid_id), ()))
        }
        for claim in claim_map.claims
    }


def _is_brought_up_to_date(pairs: Sequence[Pair]) -> bool:
    """Whether the later of two sentences does so; the earlier stands first in each pair."""
    relations = [pair.related.relation for pair in pairs]
    return relations.count("update") >= _KINDS and not _ALIKE.intersection(relations)
