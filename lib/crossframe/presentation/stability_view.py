"""Claim map -> how many of its claims are how stable."""

from __future__ import annotations

from dataclasses import dataclass

from crossframe.comparison import stability_table
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import counted
from crossframe.presentation.rows import rows_of
from crossframe.records import SURE_STABILITY, ClaimMap

# From which share of the perturbed runs on, and what a reader is told of claims that reach it.
_BANDS = (
    (1.0, "in every run"),
    (0.9, "in at least 90 %"),
    (SURE_STABILITY, "in at least 75 %"),
    (0.5, "in at least 50 %"),
    (0.0, "in fewer than 50 %"),
)
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class BandView:
    """Claims of about the same stability; `share` in per cent of the fullest band."""

    says: str
    n_claims: int
    share: float
    is_fragile: bool


@dataclass(frozen=True, slots=True)
class WeakView:
    """A claim that was found least often; `stability` in per cent."""

    claim: ClaimRef
    stability: int


@dataclass(frozen=True, slots=True)
class StabilityView:
    """Bands from the most stable on, and the claims that were found least often."""

    bands: tuple[BandView, ...]
    weakest: tuple[WeakView, ...]
    n_untold: int
    caption: str


def stability_view(claim_map: ClaimMap, *, linked: bool = False) -> StabilityView | None:
    """Counts the claims by stability; None where no run could tell of any."""
    refs = claim_refs(claim_map, linked=linked)
    rows = rows_of(stability_table(claim_map))
    told = [row for row in rows if row["stability"] is not None]
    if not told:
        return None
    band_of = [next(b for b, (low, _) in enumerate(_BANDS) if r["stability"] >= low) for r in told]
    counts = [band_of.count(band) for band in range(len(_BANDS))]
    fullest = max(counts)
    n_fragile = sum(bool(row["is_fragile"]) for row in told)
    return StabilityView(
        bands=tuple(
            BandView(says, n, round(100 * n / fullest, 1), low < SURE_STABILITY)
            for (low, says), n in zip(_BANDS, counts, strict=True)
        ),
        weakest=tuple(
            WeakView(refs[row["claim_id"]], round(100 * row["stability"]))
            for row in told[:_MOST_NAMED]
            if row["stability"] < 1
        ),
        n_untold=len(rows) - len(told),
        caption=f"{counted(len(told), 'claim')}, of which {n_fragile} fragile, by how often each "
        "was found again when something was changed a little",
    )


def draw_stability(claim_map: ClaimMap) -> Shown:
    """Draws how often the claims were found again when something was changed a little."""
    return render_part("bands", stability_view(claim_map), "stability")
