"""Claim map -> tables in long format with declared columns, each cell open to its sentences."""

from crossframe.comparison.claims import (
    claims_table,
    map_table,
    side_by_side_table,
    unmatched_table,
)
from crossframe.comparison.corpus import (
    Overview,
    articles_table,
    exclusions_table,
    non_claims_table,
    outlets_table,
    overview,
)
from crossframe.comparison.coverage import compared_outlets, coverage_table, outlet_states
from crossframe.comparison.frames import Share, share_of

__all__ = [
    "Overview",
    "Share",
    "articles_table",
    "claims_table",
    "compared_outlets",
    "coverage_table",
    "exclusions_table",
    "map_table",
    "non_claims_table",
    "outlet_states",
    "outlets_table",
    "overview",
    "share_of",
    "side_by_side_table",
    "unmatched_table",
]
