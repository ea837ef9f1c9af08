"""Claim map -> claims told on several days, day by day: how firmly, which figures, by whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from crossframe.comparison.presence.days import claim_days_table
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import moment
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.units import is_grouped
from crossframe.records import ClaimMap


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of a claim: who told it, how firmly, with which figures and by whose account."""

    day: str
    outlets: str
    firmness: str
    figures: str
    speakers: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """A claim told on several days."""

    claim: ClaimRef
    days: tuple[DayView, ...]


def story_views(
    claim_map: ClaimMap, limit: int | None = None, *, linked: bool = False
) -> list[StoryView]:
    """Lays out the days of each claim that was told on more than one of them."""
    refs = claim_refs(claim_map, linked=linked)
    days: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(claim_days_table(claim_map)):
        days[row["claim_id"]].append(row)
    told = [
        claim
        for claim in claim_map.claims
        if sum(row["day"] is not None for row in days[claim.claim_id]) > 1
    ]
    return [
        StoryView(
            claim=refs[claim.claim_id],
            days=tuple(map(_day, days[claim.claim_id])),
        )
        for claim in told[:limit]
    ]


def _day(row: Row) -> DayView:
    when = moment(row["day"])
    kinds = {"n_flat": "flat", "n_hedged": "hedged", "n_attributed": "attributed"}
    kinds |= {"n_denied": "denied", "n_unparsed": "not analysed", "n_loose": "held loosely"}
    return DayView(
        day=when.day if when else "no date",
        outlets=(row["outlets"] or "none for sure").replace("; ", ", "),
        firmness=", ".join(f"{row[name]} {word}" for name, word in kinds.items() if row[name]),
        figures=row["figures"] or "–",
        speakers=row["speakers"] or "–",
    )


def draw_days(claim_map: ClaimMap, limit: int | None = 8) -> Shown:
    """Shows how claims told on several days changed: how firmly, with which figures, by whom.

    Args:
        claim_map: The event.
        limit: Most claims to show, from the most widely carried on; None for all.

    Returns:
        A table a claim, or a sentence where no claim was told on two days.
    """
    return render_part(
        "days", story_views(claim_map, limit), library="timeline", grouped=is_grouped(claim_map)
    )
