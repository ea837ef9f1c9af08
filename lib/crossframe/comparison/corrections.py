"""Claim map -> what people corrected in it, and what became of each correction."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import TEXT, frame
from crossframe.comparison.once import once
from crossframe.records import AppliedCorrection, ClaimMap

# Sentences whose beginnings stand for all that a correction is about.
_SHOWN = 3


@once
def corrections_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists every line of the file of corrections, and what became of it.

    Args:
        claim_map: The event.

    Returns:
        One row a correction, by time: `at` (ISO 8601, UTC); `by`; `action` ("merge", "split",
        "move", "reject", "rename", "note", "check", "undo" or "redo"); `state` ("applied";
        "partly", in force as far as the reason says; "superseded", a later one says otherwise;
        "not_applicable", its sentences are gone; "undone"; "unreadable"); `reason` in words, NA
        where it is wholly in force; `about` (how its sentences begin, at most three, or the
        correction that is undone or redone); `text` (the name or note); `claim_ids` (in which it is
        in force, parted by blanks, NA for none); `correction_id`. An unreadable line has neither
        time nor action.
    """
    columns = dict.fromkeys(
        ("at", "by", "action", "state", "reason", "about", "text", "claim_ids", "correction_id"),
        TEXT,
    )
    return frame((_row(line) for line in claim_map.corrections), columns)


def _row(line: AppliedCorrection) -> tuple[str | None, ...]:
    more = len(line.excerpts) - _SHOWN
    about = " · ".join(line.excerpts[:_SHOWN]) + (f" · and {more} more" if more > 0 else "")
    return (
        line.at or None,
        line.by or None,
        line.action or None,
        line.state,
        line.reason or None,
        about or line.target or None,
        line.text or None,
        " ".join(line.claim_ids) or None,
        line.correction_id,
    )


class CorrectionsSummary(NamedTuple):
    """What people did to the claims of an event.

    `n_touched` claims have a correction in force, `n_checked` were marked as checked, `n_rejected`
    are gone because people said that they are none. `n_lines` are
    all lines of the file, `n_lost` those that no longer apply or cannot be read.
    """

    n_claims: int
    n_touched: int
    n_checked: int
    n_rejected: int
    n_people: int
    n_lines: int
    n_lost: int


def corrections_summary(claim_map: ClaimMap) -> CorrectionsSummary:
    """Counts what people did to the claims of an event.

    Args:
        claim_map: The event.

    Returns:
        The counts; undos and redos are lines like others.
    """
    lines = claim_map.corrections
    states = Counter(line.state for line in lines)
    return CorrectionsSummary(
        n_claims=len(claim_map.claims),
        n_touched=sum(claim.is_touched for claim in claim_map.claims),
        n_checked=sum(bool(claim.checked_by) for claim in claim_map.claims),
        n_rejected=sum(
            line.action == "reject" and line.state in {"applied", "partly"} for line in lines
        ),
        n_people=len({line.by for line in lines if line.by}),
        n_lines=len(lines),
        n_lost=states["not_applicable"] + states["unreadable"],
    )


def corrections_note(claim_map: ClaimMap) -> str:
    """Says in a sentence or two what people corrected.

    Args:
        claim_map: The event.

    Returns:
        The sentences, for a caption or a page.
    """
    found = corrections_summary(claim_map)
    if not found.n_lines:
        return "Nobody corrected the claims."
    people = "1 person" if found.n_people == 1 else f"{found.n_people} people"
    told = f"{found.n_touched} of {found.n_claims} claims were touched by {people}"
    checked = f", {found.n_checked} marked as checked" if found.n_checked else ""
    rejected = f", {found.n_rejected} more rejected" if found.n_rejected else ""
    lost = (
        f" Corrections that no longer apply: {found.n_lost}; each is listed with the reason."
        if found.n_lost
        else ""
    )
    return f"{told}{checked}{rejected}.{lost}"
