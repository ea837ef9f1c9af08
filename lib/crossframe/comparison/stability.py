"""Claim map -> how far its claims hold when something is changed a little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.claims import claims_table
from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame
from crossframe.comparison.once import once
from crossframe.records import ClaimMap

# How a run is called in which an event that is too large to compare at once was cut otherwise.
CUT = "map seed"
_BY_ORDER = "by construction none depends on it: texts are compared in alphabetical order"
_BY_SEED = "by construction none depends on it: all texts are compared, and a seed draws the map"


@once
def stability_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the claims, the most fragile first.

    A claim survives a perturbed run if a claim of that run shares at least three quarters of their
    texts (Jaccard index, over the texts still there). The runs leave one article out at a time (at
    most 20, evenly spread), or move the probabilities that grouping asks for a little up or down.

    Args:
        claim_map: The event.

    Returns:
        One row a claim: `claim_id`; `label`; `claim` (its medoid, verbatim); `stability` (share of
        the runs in which it survived, 0..1; NA where no run could tell); `without_article` (of the
        runs with one article left out alone: NA for a claim of two articles), `other_threshold` (of
        those with the threshold moved) and `other_cut` (of those in which an event too large to
        compare at once was cut by another seed; NA where the event was not cut); `is_fragile`
        (stability below .75); `cohesion` (0..1); `n_outlets`, `n_articles`.

    Source:
        After Hennig, "Cluster-wise assessment of cluster stability", 2007.
    """
    columns = ["claim_id", "label", "claim", "stability", "is_fragile", "cohesion", "n_outlets"]
    claims = claims_table(claim_map)[[*columns, "n_articles"]]
    for place, name in enumerate(("without_article", "other_threshold", "other_cut"), 4):
        shares = [getattr(claim, name) for claim in claim_map.claims]
        claims.insert(place, name, pd.Series(shares, dtype=RATIO))
    return claims.sort_values("stability", kind="stable", ignore_index=True)


@once
def perturbations_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the perturbed runs, and the changes that cannot change a claim.

    Args:
        claim_map: The event.

    Returns:
        One row a change: `change`; `n_claims` (claims that it could tell of); `mean_jaccard` (mean
        over them of the best Jaccard index with a claim of that run, 0..1, NA without any); `told`
        ("found again", or, of changes that need no run, why no claim can depend on them).
    """
    columns = {"change": TEXT, "n_claims": COUNT, "mean_jaccard": RATIO, "told": TEXT}
    rows: list[tuple[object, ...]] = [
        (run.change, run.n_claims, run.mean_jaccard, "found again")
        for run in claim_map.perturbations
    ]
    rows += [("articles in another order", None, None, _BY_ORDER)] if claim_map.claims else []
    if claim_map.claims and not any(run.change.startswith(CUT) for run in claim_map.perturbations):
        rows.append(("another seed", None, None, _BY_SEED))
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
