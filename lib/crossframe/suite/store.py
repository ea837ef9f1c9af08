"""Runs on disk: built aside, published by one rename, listed from what is there."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from crossframe.errors import StoreError
from crossframe.presentation import IndexEntry, write_index

RUN_FILE = "run.json"
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of a run; stored as `run.json` in its folder.

    `digest` stands for all that decides the run's results. `notebooks` gives for each notebook its
    seconds, the results it recorded and its error (None if it ran).
    """

    event_id: str
    run_id: str
    created_at: str
    status: str
    digest: str
    counts: Mapping[str, int]
    notebooks: Mapping[str, Mapping[str, Any]]
    provenance: Mapping[str, Any]
    is_demonstration: bool = False
    seconds: float = 0.0
    warnings: tuple[str, ...] = field(default=())

    @property
    def is_complete(self) -> bool:
        """True if every notebook ran."""
        return self.status == "complete"


def write_run(run: Run, folder: Path) -> None:
    """Writes `run.json`."""
    text = json.dumps(asdict(run), indent=2, sort_keys=True, ensure_ascii=False)
    (folder / RUN_FILE).write_text(text + "\n", encoding="utf-8")


def publish(aside: Path, run: Run, reports: Path) -> Path:
    """Moves a finished run into place and, if it is complete, names it the latest.

    Args:
        aside: Folder in which it was built, on the file system of `reports`.
        run: The run; its `run.json` is in the folder.
        reports: Folder of all runs.

    Returns:
        The run's folder.
    """
    folder = reports / run.event_id / run.run_id
    aside.replace(folder)
    if run.is_complete:
        link = folder.with_name(f".{LATEST}.{os.getpid()}")
        link.unlink(missing_ok=True)
        link.symlink_to(run.run_id)
        link.replace(folder.with_name(LATEST))
    return folder


def list_runs(reports: Path) -> list[Run]:
    """Reads the runs that are there, by event, the newest of each first.

    A folder whose `run.json` cannot be read is no run.
    """
    found: list[Run] = []
    for path in reports.glob(f"*/*/{RUN_FILE}"):
        if path.parent.is_symlink() or path.parent.name.startswith("."):
            continue
        try:
            found.append(Run(**json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError, TypeError):
            continue
    newest_first = sorted(found, key=lambda run: run.created_at, reverse=True)
    return sorted(newest_first, key=lambda run: run.event_id)


def latest_run(reports: Path, event_id: str) -> Run | None:
    """The newest complete run of an event, if there is one."""
    runs = (run for run in list_runs(reports) if run.event_id == event_id and run.is_complete)
    return next(runs, None)


def list_in_index(reports: Path) -> Path:
    """Writes `index.html` anew from the runs that are there; returns its path."""
    entries = [
        IndexEntry(
            event_id=run.event_id,
            run_id=run.run_id,
            created_at=run.created_at,
            status="complete" if run.is_complete else "failed",
            n_articles=run.counts.get("n_articles", 0),
            n_outlets=run.counts.get("n_outlets", 0),
            n_claims=run.counts.get("n_claims", 0),
            report=f"{run.event_id}/{run.run_id}/report.html",
            is_demonstration=run.is_demonstration,
            failed=tuple(name for name, state in run.notebooks.items() if state["error"]),
        )
        for run in list_runs(reports)
    ]
    return write_index(entries, reports / "index.html")


@contextmanager
def only_run(reports: Path, event_id: str) -> Iterator[None]:
    """Holds an event for one run, and clears what a run left behind when it was stopped.

    Args:
        reports: Folder of all runs.
        event_id: The event.

    Yields:
        Nothing; the event is free again at the end, however this process ends.

    Raises:
        StoreError: If another process runs the event now.
    """
    folder = reports / event_id
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError(
            f"{folder}: another process runs this event now; wait for it, or name another --out"
        ) from None
    try:
        for path in folder.glob(".*.partial"):
            shutil.rmtree(path, ignore_errors=True)
        yield
    finally:
        lock.release()
