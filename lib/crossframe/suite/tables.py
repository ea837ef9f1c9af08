"""Claim map -> `tables/*.parquet` of a run; and the runs of a folder, open to SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from crossframe.comparison import TABLES, all_tables
from crossframe.comparison.frames import COUNT, TEXT, frame
from crossframe.errors import StoreError
from crossframe.records import ClaimMap
from crossframe.suite.lineage import Lineage
from crossframe.suite.store import Run, list_runs

if TYPE_CHECKING:
    import duckdb

TABLES_FOLDER = "tables"
_LINEAGE = "lineage"
TABLE_NAMES = (*TABLES, _LINEAGE)


def run_tables(
    claim_map: ClaimMap, lineage: Lineage, nli: str = "", names: Collection[str] = TABLE_NAMES
) -> dict[str, pd.DataFrame]:
    """Makes every table of a run, its event and its id in the first two columns of each.

    Args:
        claim_map: The event as it is compared.
        lineage: The lineage of its claims; it names the run.
        nli: A model that looks for contradictions beside the rules; "" for none.
        names: Those to make, where not all are wanted.

    Returns:
        The tables of `comparison`, and `lineage`, by name.
    """
    tables = all_tables(claim_map, nli, [name for name in names if name != _LINEAGE])
    if _LINEAGE in names:
        tables[_LINEAGE] = lineage_table(lineage)
    longest = max(map(len, tables.values()), default=0)
    columns = dict.fromkeys(("event_id", "run_id"), TEXT)
    first = frame([(lineage.event_id, lineage.run.run_id)] * longest, columns)
    return {
        name: pd.concat([first[: len(table)], table], axis="columns")
        for name, table in tables.items()
    }


def lineage_table(lineage: Lineage) -> pd.DataFrame:
    """Lists the claims that an event ever had.

    Args:
        lineage: As of one run.

    Returns:
        One row a claim, those of the run first: `claim_id`; `is_there`; `born_run`, `born_at` (the
        run that first had it, ISO 8601); `died_run`, `died_at` (the first that had it no longer,
        NA while it is there); `n_periods` (1 unless it was lost and found again); `split_from`,
        `merged_into` (ids of claims, or NA).
    """
    columns = {
        "claim_id": TEXT,
        "is_there": "boolean",
        "born_run": TEXT,
        "born_at": TEXT,
        "died_run": TEXT,
        "died_at": TEXT,
        "n_periods": COUNT,
        "split_from": TEXT,
        "merged_into": TEXT,
    }
    rows = (
        (
            life.claim_id,
            life.is_alive,
            *life.born,
            *(life.periods[-1].died or (None, None)),
            len(life.periods),
            life.split_from,
            life.merged_into,
        )
        for life in lineage.lives
    )
    return frame(rows, columns)


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Writes tables as Parquet.

    Args:
        tables: Tables by name.
        folder: The run's folder; they go into its `tables`.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    there = folder / TABLES_FOLDER
    there.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        columns = {str(column): pa.array(values.array) for column, values in table.items()}
        pq.write_table(pa.table(columns), there / f"{name}.parquet")


def read_table(folder: Path, name: str) -> pd.DataFrame | None:
    """Reads a table of a run; None where it is not there.

    Args:
        folder: The run's folder.
        name: The table.

    Returns:
        The table.

    Raises:
        StoreError: If it cannot be read.
    """
    path = folder / TABLES_FOLDER / f"{name}.parquet"
    try:
        return pd.read_parquet(path) if path.is_file() else None
    except (OSError, ValueError) as error:
        raise StoreError(str(error)) from error


def open_runs(reports: Path) -> duckdb.DuckDBPyConnection:
    """Opens the tables of all complete runs to SQL.

    Args:
        reports: Folder of the runs.

    Returns:
        A DuckDB connection in memory. Each table of the runs is a view of the same name over all
        complete runs, with `event_id`, `run_id` and `is_latest` (true in the newest complete run of
        its event). `runs` lists the runs, those that failed too: `event_id`, `run_id`,
        `created_at`, `status`, `is_latest`, `n_articles`, `n_outlets`, `n_claims`.

    Raises:
        StoreError: If there is no run.
    """
    import duckdb

    runs = list_runs(reports)
    if not runs:
        raise StoreError(f"{reports}: no run there; make one: crossframe run EVENT_OR_FILE")
    complete = [run for run in runs if run.is_complete]
    latest: dict[str, str] = {}
    for run in complete:
        latest.setdefault(run.event_id, run.run_id)
    store = duckdb.connect()
    store.from_arrow(_arrow(_listed(runs, latest))).create("runs")
    files: dict[str, list[str]] = {}
    for run in complete:
        for path in sorted((reports / run.event_id / run.run_id / TABLES_FOLDER).glob("*.parquet")):
            files.setdefault(path.stem, []).append(str(path))
    for name, paths in sorted(files.items()):
        rows = store.read_parquet(paths, union_by_name=True)  # tables gain columns over the years
        rows.create_view(f"_{name}")
        store.execute(
            f'CREATE VIEW "{name}" AS SELECT t.*, r.is_latest FROM "_{name}" t '  # noqa: S608
            "JOIN runs r USING (event_id, run_id)"
        )
    return store


def _listed(runs: Sequence[Run], latest: Mapping[str, str]) -> pd.DataFrame:
    """The table of runs; `latest` gives the newest complete one of each event."""
    counted = ("n_articles", "n_outlets", "n_claims")
    return frame(
        (
            (
                run.event_id,
                run.run_id,
                run.created_at,
                run.status,
                latest.get(run.event_id) == run.run_id,
                *(run.counts.get(name) for name in counted),
            )
            for run in runs
        ),
        dict.fromkeys(("event_id", "run_id", "created_at", "status"), TEXT)
        | {"is_latest": "boolean"}
        | dict.fromkeys(counted, COUNT),
    )


def _arrow(table: pd.DataFrame) -> object:
    import pyarrow as pa

    return pa.Table.from_pandas(table, preserve_index=False)
