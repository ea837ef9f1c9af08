"""Claim map -> what the reader knows of it: each table once, when it is first needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from crossframe.comparison import claim_labels, claims_table, coverage_table
from crossframe.presentation.reader.context import Paragraphs, paragraphs_of
from crossframe.presentation.reader.ledgers import Ledgers
from crossframe.presentation.rows import Row, rows_of
from crossframe.records import ClaimMap


class Shelf:
    """What is known of an event, read when it is first asked for and kept."""

    def __init__(self, claim_map: ClaimMap, nli: str = "") -> None:
        self.claim_map = claim_map
        self.ledgers = Ledgers(claim_map, nli)

    @cached_property
    def paragraphs(self) -> Paragraphs:
        """The paragraphs of all articles."""
        return paragraphs_of(self.claim_map)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Labels by claim."""
        return claim_labels(self.claim_map)

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Rows of `claims_table` by claim."""
        return {row["claim_id"]: row for row in rows_of(claims_table(self.claim_map))}

    @cached_property
    def cells(self) -> Mapping[str, list[Row]]:
        """Rows of `coverage_table` by claim."""
        found: dict[str, list[Row]] = {}
        for row in rows_of(coverage_table(self.claim_map)):
            found.setdefault(row["claim_id"], []).append(row)
        return found
