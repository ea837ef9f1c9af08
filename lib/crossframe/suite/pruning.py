"""Runs and an explicit rule -> which runs go, and nothing else with them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from crossframe.errors import ParameterError
from crossframe.records import instant
from crossframe.suite.history import MANIFEST_FILE, read_manifest
from crossframe.suite.locking import only_run
from crossframe.suite.store import Run, list_runs, runs_of


@dataclass(frozen=True, slots=True)
class Rule:
    """What to keep of each event; None or False asks for nothing.

    `last` keeps so many of its newest complete runs, `days` every run that is no older, `monthly`
    the newest complete run of each calendar month (UTC). A run is kept if any of them keeps it.
    """

    last: int | None = None
    days: int | None = None
    monthly: bool = False

    def require(self) -> None:
        """Refuses a rule that says nothing, which would remove all but the latest.

        Raises:
            ParameterError: If nothing is asked for, or a number is negative.
        """
        if self.last is None and self.days is None and not self.monthly:
            raise ParameterError(
                "prune needs a rule: --keep-last N, --keep-days D or --keep-monthly"
            )
        for name, value in (("--keep-last", self.last), ("--keep-days", self.days)):
            if value is not None and value < 0:
                raise ParameterError(f"{name} is {value}; allowed: a whole number from 0")


class Verdict(NamedTuple):
    """What becomes of a run, and why; `n_bytes` is what its files take."""

    run: Run
    folder: Path
    goes: bool
    why: str
    n_bytes: int


def plan_pruning(reports: Path, rule: Rule, now: datetime, event: str = "") -> list[Verdict]:
    """Says what a rule would keep and remove.

    The latest complete run of an event stays whatever the rule, and so does the newest, were it a
    failed one, and a run whose folder holds anything that the run itself did not write. What is no
    run is not looked at.

    Args:
        reports: Folder of all runs.
        rule: What to keep.
        now: The moment from which days are counted.
        event: One event alone; "" for all.

    Returns:
        A verdict for each run, by event, the newest first.

    Raises:
        ParameterError: If the rule asks for nothing.
    """
    rule.require()
    runs = [run for run in list_runs(reports) if event in {"", run.event_id}]
    found: list[Verdict] = []
    for run in runs:
        folder = reports / run.event_id / run.run_id
        same = [one for one in runs if one.event_id == run.event_id]
        reason = _kept_by(run, same, rule, now)
        strange = _strange(folder) if reason is None else None
        why = reason or (f"kept: {strange}" if strange else "goes: no rule keeps it")
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        found.append(Verdict(run, folder, why.startswith("goes"), why, size))
    return found


def _kept_by(run: Run, runs: Sequence[Run], rule: Rule, now: datetime) -> str | None:
    """Why a run stays, None if nothing asks for it; `runs` are those of its event, newest first."""
    complete = [one for one in runs if one.is_complete]
    place = complete.index(run) if run in complete else None
    if place == 0:
        return "kept: the latest complete run"
    if run == runs[0]:
        return "kept: the newest run"
    if rule.last is not None and place is not None and place < rule.last:
        return f"kept: one of the last {rule.last}"
    if rule.days is not None and now - _made(run, now) <= timedelta(days=rule.days):
        return f"kept: no older than {rule.days} days"
    if rule.monthly and place is not None:
        month = _made(run, now).strftime("%Y-%m")
        first = next(one for one in complete if _made(one, now).strftime("%Y-%m") == month)
        if first == run:
            return f"kept: the newest of {month}"
    return None


def _made(run: Run, now: datetime) -> datetime:
    """When a run was made; a run that does not tell counts as made now, and stays."""
    try:
        return instant(run.created_at)
    except ValueError:
        return now


# What a run writes, for runs that were made before there was a manifest.
_KNOWN = {
    *("run.json", "report.html", "lineage.json", "corrections.jsonl", "changes.json"),
    *("changes.html", "claim_map", "notebooks", "tables", "quality", MANIFEST_FILE),
}


def _strange(folder: Path) -> str:
    """What a run's folder holds that the run did not write, in words; "" for nothing."""
    if folder.is_symlink():
        return "its folder is a link"
    manifest = read_manifest(folder)
    if manifest is None:
        more = sorted(path.name for path in folder.iterdir() if path.name not in _KNOWN)
    else:
        more = sorted(
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if not path.is_dir()
            and path.name != MANIFEST_FILE
            and path.relative_to(folder).as_posix() not in manifest
        )
    return f"holds {', '.join(more[:3])}, which no run wrote" if more else ""


def remove_runs(verdicts: Sequence[Verdict], reports: Path) -> list[Verdict]:
    """Removes the runs that go, each at once: a reader sees it whole or not at all.

    Args:
        verdicts: As `plan_pruning` gave them.
        reports: Folder of all runs.

    Returns:
        What was removed. A run that has become the latest since, or is gone, is left alone.

    Raises:
        StoreError: If another process runs the event now.
    """
    removed: list[Verdict] = []
    for event in dict.fromkeys(one.run.event_id for one in verdicts if one.goes):
        with only_run(reports, event):
            latest = next((run for run in runs_of(reports, event) if run.is_complete), None)
            for one in verdicts:
                if not one.goes or one.run.event_id != event or one.run == latest:
                    continue
                aside = one.folder.with_name(f".{one.folder.name}.pruned.partial")
                with suppress(FileNotFoundError):
                    one.folder.rename(aside)
                    shutil.rmtree(aside)
                    removed.append(one)
    return removed
