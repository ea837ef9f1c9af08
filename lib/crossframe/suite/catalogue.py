"""The runs that are there -> `index.html` and `feed.xml`, which can always be made again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from crossframe.errors import CrossframeError
from crossframe.suite.store import CHANGES_FILE, Run, list_runs

if TYPE_CHECKING:
    from crossframe.presentation import IndexEntry

INDEX, FEED = "index.html", "feed.xml"
_CHANGES_PAGE = "changes.html"


def list_in_index(reports: Path, base: str | None = None) -> Path:
    """Writes `index.html` and `feed.xml` anew from the runs that are there.

    Args:
        reports: Folder of all runs.
        base: Address that the folder has on the web, for the feed; "" for none, None for the one
            that the feed has now.

    Returns:
        The path of the index.
    """
    from crossframe.presentation import write_index
    from crossframe.presentation.feed import base_of, write_feed

    with FileLock(reports / ".index.lock"):  # or an older list could replace a newer one
        entries = list_entries(reports)
        known = base_of(reports / FEED) if base is None else base
        write_feed(entries, reports / FEED, known)
        return write_index(entries, reports / INDEX)


def list_entries(reports: Path) -> list[IndexEntry]:
    """Lists the runs as index and feed show them.

    Args:
        reports: Folder of all runs.

    Returns:
        By event, the newest run first.
    """
    runs = list_runs(reports)
    return [
        _entry(run, _complete_before(run, runs[at + 1 :]), reports / run.event_id / run.run_id)
        for at, run in enumerate(runs)
    ]


def _complete_before(run: Run, earlier: Sequence[Run]) -> Run | None:
    """The complete run that a run followed; `earlier` are those that come after it in the list."""
    return next((one for one in earlier if one.event_id == run.event_id and one.is_complete), None)


def _entry(run: Run, before: Run | None, folder: Path) -> IndexEntry:
    from crossframe.presentation import IndexEntry

    place = f"{run.event_id}/{run.run_id}"
    there = {name: (folder / name).is_file() for name in ("report.html", _CHANGES_PAGE)}
    return IndexEntry(
        event_id=run.event_id,
        run_id=run.run_id,
        created_at=run.created_at,
        status="complete" if run.is_complete else "failed",
        n_articles=run.counts.get("n_articles", 0),
        n_outlets=run.counts.get("n_outlets", 0),
        n_claims=run.counts.get("n_claims", 0),
        report=f"{place}/report.html" if there["report.html"] else None,
        is_demonstration=run.is_demonstration,
        failed=tuple(run.failures),
        why=tuple(run.errors) or tuple(run.failures.values()),
        changes=_changes(folder, before),
        changes_page=f"{place}/{_CHANGES_PAGE}" if there[_CHANGES_PAGE] else None,
    )


def _changes(folder: Path, before: Run | None) -> str:
    """What changed since the run before, as it was told then; "" where that is not known."""
    with suppress(OSError, ValueError, TypeError):
        told = json.loads((folder / CHANGES_FILE).read_text(encoding="utf-8"))
        if isinstance(told, Mapping):
            return str(told.get("summary", ""))
    return _compared(folder, folder.parent / before.run_id) if before else ""


def _compared(folder: Path, before: Path) -> str:
    """Compares a run that was made before changes were told; "" where it cannot be read."""
    from crossframe.presentation.difference_words import changes_in_words
    from crossframe.suite.difference import compare_runs
    from crossframe.suite.opened import open_run

    with suppress(CrossframeError):
        found = compare_runs(open_run(before), open_run(folder), measured=False)
        return changes_in_words(found.changes)
    return ""
