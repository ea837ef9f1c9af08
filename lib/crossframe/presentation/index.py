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

# Runs of an event that stand open; the others are one click away.
N_OPEN = 5


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One run of one event.

    `created_at` is ISO 8601. `report` and the addresses in `pages` (title, address) are relative to
    the index; None or left out where there is no such page. `failed` names the notebooks that did
    not succeed, `why` says in words what failed. `changes` says in words what changed since the
    complete run before, "" for the first; `changes_page` is the address of its page.
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
    why: tuple[str, ...] = ()
    changes: str = ""
    changes_page: str | None = None


@dataclass(frozen=True, slots=True)
class RunView:
    """A row of the index."""

    entry: IndexEntry
    when: Moment | None
    report: str | None
    pages: tuple[tuple[str, str], ...]
    failed: str
    changes: str
    changes_page: str | None


@dataclass(frozen=True, slots=True)
class EventView:
    """An event and its runs, the newest first: `runs` stand open, `older` are folded away."""

    anchor: str
    title: str
    event_id: str
    is_demonstration: bool
    newest: RunView
    n_runs: int
    runs: tuple[RunView, ...]
    older: tuple[RunView, ...]


def render_index(entries: Sequence[IndexEntry]) -> str:
    """Renders the index of all runs: the event with the newest run first, so each one's runs.

    Args:
        entries: Runs in any order; none is fine, and the page then says how to make one.

    Returns:
        One HTML document that asks for nothing else.
    """
    ordered = sorted(entries, key=lambda entry: (entry.event_id, -seconds_of(entry), entry.run_id))
    events = [
        _event(event_id, tuple(map(_run, group)))
        for event_id, group in groupby(ordered, key=lambda entry: entry.event_id)
    ]
    events.sort(key=lambda event: -seconds_of(event.newest.entry))
    failing = [event for event in events if event.newest.entry.status == "failed"]
    values = {"events": events, "n_runs": len(entries), "failing": failing}
    return render_page("index.html.j2", values, script=False, sheet="index")


def write_index(entries: Sequence[IndexEntry], path: Path) -> Path:
    """Writes the index to a file.

    Args:
        entries: Runs in any order.
        path: The file; its folders are made.

    Returns:
        The path.
    """
    return write_page(render_index(entries), path)


def _event(event_id: str, runs: tuple[RunView, ...]) -> EventView:
    return EventView(
        anchor=anchor("e", event_id),
        title=event_title(event_id),
        event_id=event_id,
        is_demonstration=runs[0].entry.is_demonstration,
        newest=runs[0],
        n_runs=len(runs),
        runs=runs[:N_OPEN],
        older=runs[N_OPEN:],
    )


def _run(entry: IndexEntry) -> RunView:
    pages = ((title, page_link(href)) for title, href in entry.pages)
    changes = entry.changes or ("the first run" if entry.status == "complete" else "")
    return RunView(
        entry=entry,
        when=moment(entry.created_at),
        report=page_link(entry.report),
        pages=tuple((title, href) for title, href in pages if href),
        failed=listed(entry.failed),
        changes=changes[:1].upper() + changes[1:],
        changes_page=page_link(entry.changes_page),
    )


def seconds_of(entry: IndexEntry) -> float:
    """When a run was made, to order by; runs without a readable time come last."""
    try:
        return instant(entry.created_at).timestamp()
    except ValueError:
        return float("-inf")
