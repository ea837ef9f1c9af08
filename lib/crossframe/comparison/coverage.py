"""Claim map -> which outlet carries which claim, and why a cell is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from crossframe.comparison.frames import COUNT, TEXT, frame
from crossframe.records import Article, Claim, ClaimMap

ClaimKind = Literal["shared", "minority", "exclusive"]
CellState = Literal["carried", "silent", "not_compared", "excluded"]


def claim_kind(n_carriers: int, n_outlets: int) -> ClaimKind:
    """Names a claim by how many of the compared outlets carry it.

    >>> claim_kind(1, 2), claim_kind(2, 4), claim_kind(2, 5)
    ('exclusive', 'shared', 'minority')
    """
    if n_carriers == 1:
        return "exclusive"
    return "shared" if 2 * n_carriers >= n_outlets else "minority"


def compared_outlets(claim_map: ClaimMap) -> tuple[str, ...]:
    """Outlets of which at least one sentence was compared, by name."""
    return tuple(
        sorted(
            {
                claim_map.article_by_id[sentence.article_id].outlet
                for sentence, placement in zip(
                    claim_map.sentences, claim_map.placements, strict=True
                )
                if placement.status in {"claim", "unmatched"}
            }
        )
    )


def coverage_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says for each claim and outlet whether the outlet carries the claim.

    A silence says that none of the outlet's articles that were compared carries the claim. It does
    not say why, and it does not allow yet for how much or when the outlet published.

    Args:
        claim_map: The event.

    Returns:
        One row a claim and outlet, claims as in `claims_table`, outlets by name: `claim_id`;
        `outlet`; `state` ("carried"; "silent": compared, and no article carries it;
        "not_compared": all its articles are in a language that the encoder was not made for, or
        hold no statement; "excluded": all its articles were excluded); `n_articles`,
        `n_sentences` that carry it; `first_published` (ISO 8601 as given, NA if none);
        `first_sentence_id` or NA.
    """
    columns = {
        "claim_id": TEXT,
        "outlet": TEXT,
        "state": TEXT,
        "n_articles": COUNT,
        "n_sentences": COUNT,
        "first_published": TEXT,
        "first_sentence_id": TEXT,
    }
    outlets = outlet_states(claim_map)
    rows = (
        (claim.claim_id, outlet, *_cell(claim_map, claim, outlet, state))
        for claim in claim_map.claims
        for outlet, state in outlets.items()
    )
    return frame(rows, columns)


def outlet_states(claim_map: ClaimMap) -> dict[str, CellState]:
    """What an empty cell of each outlet means, outlets by name, those left out included."""
    compared = set(compared_outlets(claim_map))
    present = set(claim_map.outlets)
    left_out = {left.outlet for left in claim_map.exclusions if left.outlet}
    return {
        outlet: "silent"
        if outlet in compared
        else ("not_compared" if outlet in present else "excluded")
        for outlet in sorted(present | left_out)
    }


def _cell(
    claim_map: ClaimMap, claim: Claim, outlet: str, empty: CellState
) -> tuple[CellState, int, int, str | None, str | None]:
    own = [s for s in claim.sentence_ids if claim_map.article_of(s).outlet == outlet]
    if not own:
        return empty, 0, 0, None, None
    articles = _articles(claim_map, own)
    return "carried", len(articles), len(own), articles[0].published_at, own[0]


def _articles(claim_map: ClaimMap, sentence_ids: Sequence[str]) -> list[Article]:
    found = {s: claim_map.article_of(s) for s in sentence_ids}
    return sorted({a.article_id: a for a in found.values()}.values(), key=lambda a: a.order)
