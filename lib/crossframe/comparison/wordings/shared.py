"""Claim map -> the sentences of claims that several outlets carry."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from crossframe.comparison.once import once
from crossframe.records import ClaimMap


@once
def in_shared_claims(claim_map: ClaimMap) -> AbstractSet[str]:
    """The ids of all sentences of claims that two outlets or more carry."""
    return {
        sentence_id
        for claim in claim_map.claims
        if len({claim_map.article_of(s).outlet for s in claim.sentence_ids}) > 1
        for sentence_id in claim.sentence_ids
    }
