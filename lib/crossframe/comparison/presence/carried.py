"""Claim map -> when each outlet first carried each claim, readable without any other table."""

from __future__ import annotations

import pandas as pd

from crossframe.comparison.frames import COUNT, DAY, RATIO, TEXT, frame
from crossframe.comparison.labels import claim_labels
from crossframe.comparison.once import once
from crossframe.comparison.presence.days import days_of
from crossframe.comparison.presence.timeline import lags_table
from crossframe.records import ClaimMap

_COLUMNS = {
    "claim_id": TEXT,
    "label": TEXT,
    "claim": TEXT,
    "outlet": TEXT,
    "day": DAY,
    "published_at": TEXT,
    "is_first": TEXT,
    "lag": TEXT,
    "hours_low": RATIO,
    "hours_high": RATIO,
    "article_id": TEXT,
    "title": TEXT,
    "url": TEXT,
    "sentence_id": TEXT,
    "start": COUNT,
    "end": COUNT,
    "sentence": TEXT,
}


@once
def carried_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists who carried which claim, when first, and whether before all others.

    Args:
        claim_map: The event.

    Returns:
        One row a claim and outlet that carries it, as in `lags_table`: `claim_id`; `label` and
        `claim` as in `claims_table`; `outlet`; `day` of its first dated article with the claim (a
        date, in UTC, NA if none is dated); `published_at` (ISO 8601 as given); `is_first` ("yes",
        "perhaps", "no", "unknown"), `lag`, `hours_low`, `hours_high` as in `lags_table`;
        `article_id`, `title`, `url`; `sentence_id`, `start`, `end`, `sentence`, verbatim.
    """
    labels = claim_labels(claim_map)
    days = days_of(claim_map)
    rows = []
    for lag in lags_table(claim_map).itertuples():
        claim = claim_map.claim_by_id[str(lag.claim_id)]
        sentence = claim_map.sentence_by_id[str(lag.sentence_id)]
        article = claim_map.article_by_id[sentence.article_id]
        rows.append(
            (
                claim.claim_id,
                labels[claim.claim_id],
                claim_map.sentence_by_id[claim.medoid_id].text,
                lag.outlet,
                days[article.article_id],
                article.published_at,
                lag.is_first,
                lag.lag,
                lag.hours_low,
                lag.hours_high,
                article.article_id,
                article.title,
                article.url,
                sentence.sentence_id,
                sentence.start,
                sentence.end,
                sentence.text,
            )
        )
    return frame(rows, _COLUMNS)
