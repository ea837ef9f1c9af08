"""Claim map -> claims of which outlets are not equally sure, and the sentence that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from crossframe.comparison.speech.certainty import certainty_table
from crossframe.comparison.speech.certainty_findings import certainty_findings_table
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.phrasing import counted, shortened
from crossframe.presentation.places import place_of
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.untrusted import foreign_language
from crossframe.records import ClaimMap

# Longer evidence is a quotation; its beginning tells which.
_EVIDENCE = 60
_STATES = {
    "flat": "flat",
    "attributed": "attributed",
    "hedged": "hedged",
    "denied": "denied",
    "both": "flat here and not there",
    "unclear": "perhaps of another part",
    "loose": "held loosely",
}


@dataclass(frozen=True, slots=True)
class SureView:
    """An outlet on a claim: what shows how sure it is, and where its surest sentence stands."""

    outlet: str
    evidence: str
    lang: str | None
    anchor: str


@dataclass(frozen=True, slots=True)
class UnequalView:
    """A claim, and its outlets by how sure they are of it, the surest first."""

    claim: ClaimRef
    finding: str
    states: tuple[tuple[str, tuple[SureView, ...]], ...]


@dataclass(frozen=True, slots=True)
class CertaintyView:
    """Claims of which outlets are not equally sure, and how many are left out here."""

    claims: tuple[UnequalView, ...]
    left: str


def certainty_view(claim_map: ClaimMap, limit: int | None = None) -> CertaintyView:
    """Lays out how surely outlets tell the claims on which they differ.

    Args:
        claim_map: The event.
        limit: Most claims; None for all.

    Returns:
        Claims in the order of the claim map, outlets by name; made for a page that holds them.
    """
    rows = rows_of(certainty_findings_table(claim_map))
    refs = claim_refs(claim_map, linked=True)
    assessed = {
        (row["claim_id"], row["sentence_id"]): row for row in rows_of(certainty_table(claim_map))
    }
    views = []
    for row in rows[:limit]:
        surest = {
            claim_map.article_of(one).outlet: _sure(claim_map, assessed[row["claim_id"], one])
            for one in row["sentence_ids"].split()
        }
        states = tuple(
            (word, tuple(_of(surest, outlet) for outlet in row[state].split("; ")))
            for state, word in _STATES.items()
            if row[state]
        )
        views.append(UnequalView(refs[row["claim_id"]], row["finding"], states))
    left = len(rows) - len(views)
    return CertaintyView(tuple(views), counted(left, "more claim") if left else "")


def _of(surest: dict[str, SureView], outlet: str) -> SureView:
    return surest.get(outlet) or SureView(outlet, "", None, "")


def _sure(claim_map: ClaimMap, row: Row) -> SureView:
    return SureView(
        outlet=row["outlet"],
        evidence=shortened(row["evidence"], _EVIDENCE) if row["evidence"] else "",
        lang=foreign_language(claim_map.article_of(row["sentence_id"]).language),
        anchor=place_of(claim_map, row["sentence_id"], row["claim_id"]),
    )
