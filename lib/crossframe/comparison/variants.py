"""Claim map -> which claims tell again, with another detail, what a wider claim tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from crossframe.comparison.once import once
from crossframe.records import ClaimMap

# A claim most of whose sentences a wider one holds too is not a second matter. By judgement.
_SHARED = 0.5


@once
def variants(claim_map: ClaimMap) -> Mapping[str, str]:
    """Finds claims that are variants of a wider one: at least half of their sentences are its.

    A sentence that says several things stands in several claims, so that one matter can be told by
    some of them: "a climber died on Friday", "a climber of 36 died on Friday". Who counts claims,
    or reads through them, wants to know.

    Args:
        claim_map: The event, its claims from the most to the least widely carried.

    Returns:
        The id of the wider claim, by the id of its variant. The wider one is no variant itself; of
        several it is the one that shares most sentences, and of these the first.
    """
    found: dict[str, str] = {}
    holding: dict[str, list[str]] = defaultdict(list)
    for claim in claim_map.claims:
        shared = Counter(wider for s in claim.sentence_ids for wider in holding[s])
        wider, n = next(iter(shared.most_common(1)), ("", 0))
        if n and n >= _SHARED * len(claim.sentence_ids):
            found[claim.claim_id] = wider
        else:
            for sentence_id in claim.sentence_ids:
                holding[sentence_id].append(claim.claim_id)
    return found
