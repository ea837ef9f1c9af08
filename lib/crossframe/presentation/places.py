"""Sentence -> where on the page of a report it stands."""

from __future__ import annotations

from crossframe.presentation.untrusted import anchor
from crossframe.records import ClaimMap


def place_of(claim_map: ClaimMap, sentence_id: str, claim_id: str | None = None) -> str:
    """The anchor of a sentence: in a claim, or at home in the surest of its claims.

    Args:
        claim_map: The event.
        sentence_id: The sentence.
        claim_id: The claim in which it is looked for; None for its home.

    Returns:
        The anchor; "" for what makes no statement, which no part of a page holds.
    """
    placement = claim_map.placement_by_id[sentence_id]
    if placement.status == "non_claim":
        return ""
    if claim_id is None or placement.claim_ids[0] == claim_id:
        return anchor("s", sentence_id)
    return anchor("s", f"{claim_id} {sentence_id}")
