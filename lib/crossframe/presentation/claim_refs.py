"""Claim map -> how every part of a page names a claim: number, place, what to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crossframe.presentation.untrusted import anchor, foreign_language
from crossframe.records import Claim, ClaimMap

# What people do to a claim that leaves its sentences as they are.
_REMARKS = frozenset(["note", "check", "rename"])


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim as other parts of a page point to it.

    `number` counts from 1 in the order of the claim map: it names the claim on this page alone.
    `flags` are what a reader should know wherever the claim is named: "fragile", "corrected" or
    "checked" by people.
    """

    claim_id: str
    number: int
    anchor: str
    text: str
    lang: str | None
    flags: tuple[str, ...]


def claim_refs(claim_map: ClaimMap, *, linked: bool) -> Mapping[str, ClaimRef]:
    """Names all claims.

    Args:
        claim_map: The event.
        linked: Whether the page holds the claims; without, anchors are "".

    Returns:
        A name by claim id.
    """
    actions = {line.correction_id: line.action for line in claim_map.corrections}
    return {
        claim.claim_id: ClaimRef(
            claim_id=claim.claim_id,
            number=number,
            anchor=anchor("c", claim.claim_id) if linked else "",
            text=claim_map.sentence_by_id[claim.medoid_id].text,
            lang=foreign_language(claim_map.article_of(claim.medoid_id).language),
            flags=_flags(claim, actions),
        )
        for number, claim in enumerate(claim_map.claims, 1)
    }


def _flags(claim: Claim, actions: Mapping[str, str]) -> tuple[str, ...]:
    corrected = any(actions.get(one) not in _REMARKS for one in claim.correction_ids)
    told = {
        "fragile": claim.is_fragile,
        "corrected": corrected,
        "checked": bool(claim.checked_by),
    }
    return tuple(flag for flag, holds in told.items() if holds)
