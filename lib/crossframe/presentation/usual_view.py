"""Claim map -> each outlet's claims beside what is usual for an outlet of its length and timing."""

from __future__ import annotations

from dataclasses import dataclass

from crossframe.comparison.presence.silence import silence_table
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.units import in_units, is_grouped
from crossframe.records import ClaimMap


@dataclass(frozen=True, slots=True)
class UsualView:
    """An outlet's claims beside the range that is usual for its length and timing, in 0..100."""

    outlet: str
    n_statements: int
    n_carried: int
    n_claims: int
    in_words: str
    says: str
    at: float
    expected: float | None
    low: float | None
    high: float | None


def usual_views(claim_map: ClaimMap) -> list[UsualView]:
    """Lays each outlet's claims beside what outlets of its length and timing carry."""
    rows = rows_of(silence_table(claim_map))
    return [_usual({**row, "in_words": in_units(claim_map, row["in_words"])}) for row in rows]


def _usual(row: Row) -> UsualView:
    most = max(row["n_claims"], 1)
    ends = [row[name] for name in ("expected", "low", "high")]
    says = "" if row["refusal"] else f"{ends[0]:.1f} ({ends[1]:.0f} to {ends[2]:.0f})"
    shares = [None if end is None else round(100 * min(end / most, 1), 1) for end in ends]
    return UsualView(
        outlet=row["outlet"],
        n_statements=row["n_statements"],
        n_carried=row["n_carried"],
        n_claims=row["n_claims"],
        in_words=row["in_words"],
        says=says,
        at=round(100 * row["n_carried"] / most, 1),
        expected=shares[0],
        low=shares[1],
        high=shares[2],
    )


def draw_expected(claim_map: ClaimMap) -> Shown:
    """Draws how many claims each outlet carries, beside what its length and timing allow."""
    return render_part(
        "usual", usual_views(claim_map), library="coverage", grouped=is_grouped(claim_map)
    )
