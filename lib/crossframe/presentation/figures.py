"""Claim map -> fragments for notebooks, made of the same pieces as the report."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup, escape

from crossframe.presentation.claim_view import ClaimView, claim_views, claims_caption
from crossframe.presentation.map_view import map_view
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.provenance_view import RunNote
from crossframe.presentation.report import render_report
from crossframe.presentation.summary_view import headline, summary_view
from crossframe.presentation.units import is_grouped
from crossframe.records import ClaimMap


class _SideBySide(NamedTuple):
    claims: list[ClaimView]
    caption: str
    limits: tuple[str, ...]


class _Frame(NamedTuple):
    title: str
    page: Markup


def show_overview(claim_map: ClaimMap) -> Shown:
    """Shows the event in one paragraph, what limits it, and whether it is demonstration text."""
    return render_part("summary", summary_view(claim_map, linked=False))


def draw_side_by_side(claim_map: ClaimMap, limit: int = 12) -> Shown:
    """Lays the sentences of the most widely carried claims beside each other.

    Args:
        claim_map: The event.
        limit: Most claims to show.

    Returns:
        The claims, or a sentence that says why there is none.
    """
    claims = claim_views(claim_map, linked=False, limit=limit)
    caption = claims_caption(len(claims), len(claim_map.claims))
    limits = summary_view(claim_map, linked=False).limits
    return render_part(
        "side_by_side",
        _SideBySide(claims, caption, limits),
        "claims",
        grouped=is_grouped(claim_map),
    )


def draw_map(claim_map: ClaimMap) -> Shown:
    """Draws the map of the sentences; no claim rests on it."""
    return render_part("map", map_view(claim_map, linked=False), "map")


def show_report(claim_map: ClaimMap, note: RunNote | None = None) -> Shown:
    """Shows the whole report in a frame in which no script runs."""
    # Escaped here: a page is longer than any text that a page would show.
    page = escape(render_report(claim_map, note, framed=True))
    title = " ".join(headline(claim_map))
    return render_part("frame", _Frame(f"Report: {title}", page))
