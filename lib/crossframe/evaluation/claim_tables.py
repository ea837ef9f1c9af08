"""What coders said of whole claims -> a table, in long format."""

from __future__ import annotations

import pandas as pd

from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame
from crossframe.evaluation.event_quality import EventQuality


def judged_claims_table(event: EventQuality) -> pd.DataFrame:
    """Lists what each coder said of whole claims, and what all coders agree on.

    Args:
        event: The measured event.

    Returns:
        One row a coder, "all who agree" last: `coder`; `n_claims` that they judged and that still
        stand; of these `whole` (one statement), `partly` (a sentence of it is another) and `apart`;
        `precision`, the share of whole ones, 0..1, and its 95 % interval `low`, `high`; `n_gone`
        that they judged and that no longer stand. Empty where no claim was judged.
    """
    counts = ("n_claims", "whole", "partly", "apart")
    columns = {
        "coder": TEXT,
        **dict.fromkeys(counts, COUNT),
        **dict.fromkeys(("precision", "low", "high"), RATIO),
        "n_gone": COUNT,
    }
    rows = (
        (
            score.coder,
            *(getattr(score, name) for name in counts),
            score.precision,
            *(score.interval or (None, None)),
            score.n_gone,
        )
        for score in (event.claims.scores if event.claims else ())
    )
    return frame(rows, columns)
