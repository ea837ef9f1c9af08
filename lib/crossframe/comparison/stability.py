"""Claim map -> how far its claims hold when something is changed a little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.claims import claims_table
from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame
from crossframe.records import ClaimMap


def stability_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the claims, the most fragile first.

    A claim survives a perturbed run if a claim of that run shares at least three quarters of their
    texts (Jaccard index, over the texts still there). The runs leave one article out at a time (at
    most 20, evenly spread), or move the probabilities that grouping asks for a little up or down.

    Args:
        claim_map: The event.

    Returns:
        One row a claim: `claim_id`; `label`; `claim` (its medoid, verbatim); `stability` (share of
        the runs in which it survived, 0..1; NA where no run could tell, as for a claim of two
        articles when either is left out and neither threshold was moved past it); `is_fragile`
        (below .75); `cohesion` (0..1); `n_outlets`, `n_articles`.

    Source:
        After Hennig, "Cluster-wise assessment of cluster stability", 2007.
    """
    columns = ["claim_id", "label", "claim", "stability", "is_fragile", "cohesion", "n_outlets"]
    claims = claims_table(claim_map)[[*columns, "n_articles"]]
    return claims.sort_values("stability", kind="stable", ignore_index=True)


def perturbations_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the perturbed runs.

    Args:
        claim_map: The event.

    Returns:
        One row a run: `change` (what was changed); `n_claims` (claims that it could tell of);
        `mean_jaccard` (mean over them of the best Jaccard index with a claim of that run, 0..1, NA
        without any).
    """
    columns = {"change": TEXT, "n_claims": COUNT, "mean_jaccard": RATIO}
    rows = ((run.change, run.n_claims, run.mean_jaccard) for run in claim_map.perturbations)
    return frame(rows, columns)


class StabilitySummary(NamedTuple):
    """How stable the claims of an event are.

    `mean_stability` is over the claims that a run could tell of; `left_out_jaccard` is the mean
    over the runs with one article left out of how much of the claims they kept. Both in 0..1, None
    where nothing could be told.
    """

    n_claims: int
    n_fragile: int
    mean_stability: float | None
    left_out_jaccard: float | None


def stability_summary(claim_map: ClaimMap) -> StabilitySummary:
    """Sums up the stability of an event's claims."""
    told = [claim.stability for claim in claim_map.claims if claim.stability is not None]
    left_out = [
        run.mean_jaccard
        for run in claim_map.perturbations
        if run.change.startswith("without") and run.mean_jaccard is not None
    ]
    return StabilitySummary(
        n_claims=len(claim_map.claims),
        n_fragile=sum(claim.is_fragile for claim in claim_map.claims),
        mean_stability=_mean(told),
        left_out_jaccard=_mean(left_out),
    )


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 3) if values else None
