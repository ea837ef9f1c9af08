"""Runs on disk: built aside, published by one rename, listed from what is there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from crossframe.suite.locking import only_run

__all__ = [
    "CHANGES_FILE",
    "LATEST",
    "RUN_FILE",
    "Run",
    "latest_run",
    "list_runs",
    "name_latest",
    "only_run",
    "publish",
    "read_run",
    "runs_of",
    "write_run",
]

RUN_FILE = "run.json"
# What changed since the run before, in the folder of a run that followed one.
CHANGES_FILE = "changes.json"
# A run has more than a hundred files, and a disk takes many at once in hardly longer than one.
_SYNCED_AT_A_TIME = 8
LATEST = "latest"
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Run:
    """The truth about a run; stored as `run.json` in its folder.

    Fields that a later version of crossframe adds are passed over when it is read, and those that
    an earlier one did not know are as they stand here.

    `status` is "running" while it is built aside, then "complete" or "failed"; `errors` says what
    failed. `digest` stands for all that decides the run's results, `inputs` says of what: digests
    of articles, outlets, labels, corrections, code and notebooks (SHA-256, "" where there is none).
    `parameters` are all of them, without secrets and paths of the machine. `models` gives name,
    fingerprint and licence of the encoder, the judge and the parser; `versions` those of libraries,
    by name. `stages` are seconds by stage, `seconds` those of the whole; `memory` the most bytes
    that this process ("own"), the largest kernel ("kernel") and the process that made the tables
    ("tables") held at a time, None where the system does not tell, or there was none. `notebooks`
    gives for each its `state` (succeeded, failed, timed out, skipped), `seconds`, `cpu_seconds`,
    `peak_bytes`, the `results` it recorded and its `error` (None if it ran). `failed_parts` says
    what failed of that which is made beside the notebooks, by
    part. `warnings` are troubles that the run got over. `places` says by stage what was not done by
    this process: for "claim map" that it was done on a cluster, by which of its workers (a number),
    on what kind of machine, in how many seconds, and how many shards were embedded apart.
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
    warnings: tuple[str, ...] = ()
    format: int = FORMAT
    errors: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    models: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, float] = field(default_factory=dict)
    memory: Mapping[str, int | None] = field(default_factory=dict)
    failed_parts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """True if every notebook ran, and all that is made beside them."""
        return self.status == "complete"

    @property
    def failures(self) -> Mapping[str, str]:
        """What each notebook, or part beside them, that did not succeed failed of, by name."""
        states = self.notebooks.items()
        failed = {name: state["error"] for name, state in states if state["error"]}
        return {**failed, **self.failed_parts}

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Run:
        """Makes a run of what was stored, by this version or another."""
        known = {one.name for one in fields(cls)}
        kept = {name: value for name, value in values.items() if name in known}
        listed = {name: tuple(kept.get(name, ())) for name in ("warnings", "errors")}
        return cls(**{"format": 1, **kept, **listed})


def write_run(run: Run, folder: Path) -> None:
    """Writes `run.json` at once."""
    text = json.dumps(asdict(run), indent=2, sort_keys=True, ensure_ascii=False)
    aside = folder / f".{RUN_FILE}.part"
    aside.write_text(text + "\n", encoding="utf-8")
    aside.replace(folder / RUN_FILE)


def read_run(folder: Path) -> Run | None:
    """Reads the run in a folder; None where there is none that can be read."""
    try:
        return Run.from_values(json.loads((folder / RUN_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def publish(aside: Path, run: Run, reports: Path) -> Path:
    """Moves a finished run into place and, if it is complete, names it the latest.

    Everything in it is on the disk before its name is: after a power cut a run is whole or absent.

    Args:
        aside: Folder in which it was built, on the file system of `reports`.
        run: The run; its `run.json` is in the folder.
        reports: Folder of all runs.

    Returns:
        The run's folder.
    """
    folder = reports / run.event_id / run.run_id
    with ThreadPoolExecutor(_SYNCED_AT_A_TIME) as pool:
        list(pool.map(_sync, (*aside.rglob("*"), aside)))
    aside.replace(folder)
    _sync(folder.parent)
    if run.is_complete:
        name_latest(folder.parent, run.run_id)
    return folder


def name_latest(folder: Path, run_id: str) -> None:
    """Names a run of an event the latest, unless it is so named."""
    latest = folder / LATEST
    if latest.is_symlink() and str(latest.readlink()) == run_id:
        return
    link = folder / f".{LATEST}.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(run_id)
    link.replace(latest)
    _sync(folder)


def _sync(path: Path) -> None:
    """Has the system put a file, or the names in a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def list_runs(reports: Path) -> list[Run]:
    """Reads the runs that are there, by event, the newest of each first.

    A folder whose `run.json` cannot be read, or says that it is another folder's, is no run: what
    it says is where runs are named, pruned and linked, and anybody may have written it.
    """
    folders = (path for path in reports.glob("*") if path.is_dir())
    found = [run for folder in folders for run in _runs_in(folder)]
    newest_first = sorted(found, key=lambda run: (run.created_at, run.run_id), reverse=True)
    return sorted(newest_first, key=lambda run: run.event_id)


def runs_of(reports: Path, event_id: str) -> list[Run]:
    """Reads the runs of one event, the newest first."""
    return sorted(
        _runs_in(reports / event_id), key=lambda run: (run.created_at, run.run_id), reverse=True
    )


def _runs_in(folder: Path) -> Iterator[Run]:
    for path in folder.glob(f"*/{RUN_FILE}"):
        if not path.parent.is_symlink() and not path.parent.name.startswith("."):
            run = read_run(path.parent)
            if run and (run.event_id, run.run_id) == (folder.name, path.parent.name):
                yield run


def latest_run(reports: Path, event_id: str) -> Run | None:
    """The newest complete run of an event, if there is one."""
    return next((run for run in runs_of(reports, event_id) if run.is_complete), None)
