"""A name of a run -> the run with all that it holds, ready to be compared or checked."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from crossframe.claim_map import as_compared
from crossframe.claim_store import read_claim_map
from crossframe.comparison.changes.facts import LEDGERS
from crossframe.config import PARAMETERS, Parameters
from crossframe.errors import CrossframeError, StoreError
from crossframe.records import ClaimMap
from crossframe.suite.lineage import Lineage, read_lineage
from crossframe.suite.store import LATEST, RUN_FILE, Run, list_runs, read_run
from crossframe.suite.tables import read_table

# The corrections that a run was made with, in its folder: what it can be derived from again.
CORRECTIONS_FILE = "corrections.jsonl"
# The tables by which two runs are compared; reading all of them would take six times as long.
COMPARED = ("coverage", *LEDGERS)


@dataclass(frozen=True)
class OpenRun:
    """A run and what its folder holds; `tables` are those that runs are compared by, as stored."""

    folder: Path
    run: Run
    claim_map: ClaimMap
    lineage: Lineage | None
    tables: Mapping[str, pd.DataFrame]

    @property
    def parameters(self) -> Parameters:
        """The parameters it was made with, as far as they decide a result."""
        return stored_parameters(self.run)

    @property
    def compared(self) -> ClaimMap:
        """The claim map with groups of outlets in the place of outlets, where it was so made."""
        with suppress(CrossframeError):  # the labels of the outlets are gone, or others
            return as_compared(self.claim_map, self.parameters)
        return self.claim_map


def stored_parameters(run: Run) -> Parameters:
    """The parameters of a run; those that were not recorded stand at their defaults."""
    known: dict[str, Any] = {
        name: value
        for name, value in {**run.parameters, **run.provenance.get("parameters", {})}.items()
        if name in PARAMETERS
    }
    return Parameters.from_values({**known, "event": run.event_id, "out": ""})


def run_with_claims(folder: Path) -> Run:
    """Reads the record of a run, and refuses one that ended before it had claims.

    Args:
        folder: Its folder.

    Returns:
        The run.

    Raises:
        StoreError: If there is no run in the folder, or one without claims.
    """
    run = read_run(folder)
    if run is None:
        raise StoreError(f"{folder / RUN_FILE}: there is no run that can be read")
    if run.errors and not (folder / "claim_map").is_dir():
        raise StoreError(f"{folder}: the run failed before it had claims: {run.errors[0]}")
    return run


def open_run(folder: Path) -> OpenRun:
    """Reads a run.

    Args:
        folder: Its folder.

    Returns:
        The run.

    Raises:
        StoreError: If there is no run in the folder, or one that cannot be read.
    """
    run = run_with_claims(folder)
    return OpenRun(
        folder,
        run,
        read_claim_map(folder / "claim_map"),
        read_lineage(folder),
        compared_tables(folder),
    )


def compared_tables(folder: Path) -> Mapping[str, pd.DataFrame]:
    """Reads the tables by which a run is compared, as far as they are there.

    Args:
        folder: The run's folder.

    Returns:
        The tables by name.

    Raises:
        StoreError: If one cannot be read.
    """
    return {name: table for name in COMPARED if (table := read_table(folder, name)) is not None}


def find_run(name: str, reports: Path) -> Path:
    """Finds the folder of one run.

    Args:
        name: A run's folder, EVENT/RUN, or EVENT for its latest complete run. The beginning of a
            run's id will do where it names one run alone.
        reports: Folder of all runs.

    Returns:
        The folder.

    Raises:
        StoreError: If no run, or more than one, has that name.
    """
    folder = Path(name)
    if (folder / RUN_FILE).is_file():
        return folder.resolve()
    event, _, run_id = name.rstrip("/").removeprefix(f"{reports}/").partition("/")
    runs = [run for run in list_runs(reports) if run.event_id == event]
    if not runs:
        raise StoreError(f"{name!r} is no run; {_there(reports)}")
    if run_id in {"", LATEST}:
        complete = [run for run in runs if run.is_complete]
        if not complete:
            raise StoreError(f"{event!r} has no complete run; name one: {_names(runs)}")
        return reports / event / complete[0].run_id
    found = [run for run in runs if run.run_id.startswith(run_id)]
    exact = [run for run in found if run.run_id == run_id] or found
    if len(exact) != 1:
        raise StoreError(f"{name!r} names {len(exact)} runs of {event!r}; there are {_names(runs)}")
    return reports / event / exact[0].run_id


def find_pair(names: tuple[str, ...], reports: Path) -> tuple[Path, Path]:
    """Finds two runs to compare, the earlier first where only an event is named.

    Args:
        names: Two runs, as for `find_run`, or one event for its last two complete runs; or one run,
            to be compared with the complete run before it.
        reports: Folder of all runs.

    Returns:
        Two folders.

    Raises:
        StoreError: If there are no two runs of that name.
    """
    if len(names) == 2:
        pair = find_run(names[0], reports), find_run(names[1], reports)
        events = [run.event_id for run in map(read_run, pair) if run]
        if len(set(events)) > 1:
            raise StoreError(
                f"{names[0]!r} and {names[1]!r} are runs of {' and '.join(map(repr, events))}; "
                "name two runs of one event"
            )
        return pair
    last = find_run(names[0], reports)
    found = read_run(last)
    event = found.event_id if found else ""
    runs = [run for run in list_runs(last.parent.parent) if run.event_id == event]
    here = next(at for at, run in enumerate(runs) if run.run_id == last.name)
    earlier = [run for run in runs[here + 1 :] if run.is_complete]
    if not earlier:
        raise StoreError(
            f"{names[0]!r}: there is no complete run of {event!r} before {last.name}; "
            "two are needed to compare"
        )
    return last.parent / earlier[0].run_id, last


def _there(reports: Path) -> str:
    events = sorted({run.event_id for run in list_runs(reports)})
    if not events:
        return f"{reports} holds no run; make one: crossframe run EVENT_OR_FILE"
    return f"name a run's folder, EVENT or EVENT/RUN; events in {reports}: {', '.join(events)}"


def _names(runs: list[Run]) -> str:
    shown = ", ".join(run.run_id for run in runs[:6])
    return f"{shown} and {len(runs) - 6} more" if len(runs) > 6 else shown
