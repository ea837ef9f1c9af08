"""Runs of all events -> the page that leads to their reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from crossframe.presentation.page import render_page, write_page
from crossframe.presentation.phrasing import Moment, event_title, listed, moment
from crossframe.presentation.untrusted import anchor, page_link
from crossframe.records import instant


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One run of one event.

    `created_at` is ISO 8601. `report` and the addresses in `pages` (title, address) are relative to
    the index; None or left out where there is no such page. `failed` names the notebooks that did
    not succeed.
    """

    event_id: str
    run_id: str
    created_at: str
    status: Literal["complete", "failed"]
    n_articles: int
    n_outlets: int
    n_claims: int
    report: str | None = None
    is_demonstration: bool = False
    failed: tuple[str, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RunView:
    """A row of the index."""

    entry: IndexEntry
    when: Moment | None
    report: str | None
    pages: tuple[tuple[str, str], ...]
    failed: str


@dataclass(frozen=True, slots=True)
class EventView:
    """An event and its runs, the newest first."""

    anchor: str
    title: str
    event_id: str
    is_demonstration: bool
    runs: tuple[RunView, ...]


def render_index(entries: Sequence[IndexEntry]) -> str:
    """Renders the index of all runs: events by name, each with its newest run first.

    Args:
        entries: Runs in any order; none is fine, and the page then says how to make one.

    Returns:
        One HTML document that asks for nothing else.
    """
    ordered = sorted(entries, key=lambda entry: (entry.event_id, -_seconds(entry), entry.run_id))
    events = [
        EventView(
            anchor=anchor("e", event_id),
            title=event_title(event_id),
            event_id=event_id,
            is_demonstration=runs[0].entry.is_demonstration,
            runs=runs,
        )
        for event_id, group in groupby(ordered, key=lambda entry: entry.event_id)
        if (runs := tuple(map(_run, group)))
    ]
    return render_page("index.html.j2", {"events": events, "n_runs": len(entries)}, script=False)


def write_index(entries: Sequence[IndexEntry], path: Path) -> Path:
    """Writes the index to a file.

    Args:
        entries: Runs in any order.
        path: The file; its folders are made.

    Returns:
        The path.
    """
    return write_page(render_index(entries), path)


def _run(entry: IndexEntry) -> RunView:
    pages = ((title, page_link(href)) for title, href in entry.pages)
    return RunView(
        entry=entry,
        when=moment(entry.created_at),
        report=page_link(entry.report),
        pages=tuple((title, href) for title, href in pages if href),
        failed=listed(entry.failed),
    )


def _seconds(entry: IndexEntry) -> float:
    try:
        return instant(entry.created_at).timestamp()
    except ValueError:
        return float("-inf")
