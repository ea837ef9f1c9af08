"""Claim map -> what people corrected, each line with the claims in which it is in force."""

from __future__ import annotations

from dataclasses import dataclass

from crossframe.comparison import corrections_note, corrections_table
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.phrasing import Moment, moment
from crossframe.presentation.rows import rows_of
from crossframe.records import ClaimMap


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A line of the file of corrections: who did what, to which claims, and what became of it."""

    when: Moment | None
    by: str
    action: str
    about: str
    state: str
    reason: str
    claims: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """All lines, and a sentence that counts them; `n_touched` claims have one in force."""

    note: str
    n_touched: int
    rows: tuple[CorrectionView, ...]


def corrections_view(claim_map: ClaimMap) -> CorrectionsView:
    """Lays out what people corrected."""
    refs = claim_refs(claim_map, linked=True)
    rows = tuple(
        CorrectionView(
            when=moment(row["at"]),
            by=row["by"] or "",
            action=row["action"] or "unreadable line",
            about=" ".join(filter(None, [row["about"], row["text"] and f"“{row['text']}”"])),
            state=row["state"].replace("_", " "),
            reason=row["reason"] or "",
            claims=tuple(refs[one] for one in (row["claim_ids"] or "").split() if one in refs),
        )
        for row in rows_of(corrections_table(claim_map))
    )
    n_touched = sum(claim.is_touched for claim in claim_map.claims)
    return CorrectionsView(corrections_note(claim_map), n_touched, rows)
