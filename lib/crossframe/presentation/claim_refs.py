"""Claim map -> how every part of a page names a claim: number, place, what to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crossframe.comparison import variants
from crossframe.comparison.once import once
from crossframe.presentation.phrasing import shortened
from crossframe.presentation.untrusted import anchor, foreign_language
from crossframe.records import Claim, ClaimMap

# What people do to a claim that leaves its sentences as they are.
_REMARKS = frozenset(["note", "check", "rename"])
# Of a sentence that tells claims of one heading apart, what stands beside the heading.
_APART_BY = 64


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim as other parts of a page point to it.

    `number` counts from 1 in the order of the claim map: it names the claim on this page alone.
    A sentence that says several things can head several claims: `apart` is then the beginning of
    another sentence, which stands in this one and in none so headed before; else "". `flags` are
    what a reader should know wherever the claim is named: "fragile", "corrected" or "checked" by
    people. `variant_of` is the number of a wider claim that holds half of its sentences or more, 0
    for none, and `wider_anchor` where that one stands.
    """

    claim_id: str
    number: int
    anchor: str
    text: str
    lang: str | None
    apart: str
    apart_lang: str | None
    flags: tuple[str, ...]
    variant_of: int
    wider_anchor: str


@once
def claim_refs(claim_map: ClaimMap, *, linked: bool) -> Mapping[str, ClaimRef]:
    """Names all claims.

    Args:
        claim_map: The event.
        linked: Whether the page holds the claims; without, anchors are "".

    Returns:
        A name by claim id.
    """
    actions = {line.correction_id: line.action for line in claim_map.corrections}
    apart = _apart(claim_map)
    numbers = {claim.claim_id: number for number, claim in enumerate(claim_map.claims, 1)}
    wider = variants(claim_map)

    def place(claim_id: str) -> str:
        return anchor("c", claim_id) if linked and claim_id else ""

    def lang(sentence_id: str) -> str | None:
        return foreign_language(claim_map.article_of(sentence_id).language)

    def text(sentence_id: str) -> str:
        return claim_map.sentence_by_id[sentence_id].text

    return {
        claim.claim_id: ClaimRef(
            claim_id=claim.claim_id,
            number=number,
            anchor=place(claim.claim_id),
            text=text(claim.medoid_id),
            lang=lang(claim.medoid_id),
            apart=shortened(text(other), _APART_BY) if other else "",
            apart_lang=lang(other) if other else None,
            flags=_flags(claim, actions),
            variant_of=numbers.get(wider.get(claim.claim_id, ""), 0),
            wider_anchor=place(wider.get(claim.claim_id, "")),
        )
        for number, (claim, other) in enumerate(zip(claim_map.claims, apart, strict=True), 1)
    }


def _apart(claim_map: ClaimMap) -> list[str]:
    """Of each claim the surest sentence that none of its heading holds before it, or ""."""
    headed: dict[str, set[str]] = {}
    found = []
    for claim in claim_map.claims:
        texts = {s: claim_map.sentence_by_id[s].text for s in claim.sentence_ids}
        heading = texts[claim.medoid_id]
        known = headed.get(heading)
        own = [] if known is None else [s for s in texts if texts[s] not in known]
        found.append(max(own, key=claim.probability_of, default=""))
        headed.setdefault(heading, set()).update(texts.values())
    return found


def _flags(claim: Claim, actions: Mapping[str, str]) -> tuple[str, ...]:
    corrected = any(actions.get(one) not in _REMARKS for one in claim.correction_ids)
    told = {
        "fragile": claim.is_fragile,
        "corrected": corrected,
        "checked": bool(claim.checked_by),
    }
    return tuple(flag for flag, holds in told.items() if holds)
