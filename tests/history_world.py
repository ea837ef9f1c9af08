"""Runs without kernels: a claim map, and all that a run keeps beside the notebooks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crossframe.claim_build import build_claim_map
from crossframe.claim_map import as_compared
from crossframe.claim_store import write_claim_map
from crossframe.comparison import overview
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.corrections import open_corrections
from crossframe.embedding import Encoder
from crossframe.presentation import RunNote, write_csv_tables, write_report
from crossframe.suite.history import keep_corrections, seal, tell_changes
from crossframe.suite.lineage import write_lineage
from crossframe.suite.making import settle_claim_map
from crossframe.suite.store import Run, publish, write_run
from crossframe.suite.tables import run_tables, write_tables
from crossframe.suite.telling import Happening, Teller
from small_world import FakeEncoder

Rows = Sequence[Mapping[str, object]]


def make_run(
    project: Path,
    rows: Rows,
    day: int,
    encoder: Encoder | None = None,
    status: str = "complete",
    **settings: object,
) -> Path:
    """Publishes a run of `day` in `project/reports`; the event is that of the first row."""
    source = project / "articles.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    event = str(rows[0]["event_id"])
    values: dict[str, Any] = {"event": event, "source": source.name, **settings}
    parameters = Parameters.from_values(values)
    corpus = read_corpora(source)[event]
    corrections = open_corrections(parameters)
    claim_map = build_claim_map(
        corpus, parameters, encoder or FakeEncoder(), corrections=corrections
    )
    reports = project / "reports"
    counts = overview(claim_map)._asdict()
    run = Run(
        event_id=event,
        run_id=f"202401{day:02}T060000Z-0000{day:04}",
        created_at=f"2024-01-{day:02}T06:00:00+00:00",
        status=status,
        digest=f"{day:064}",
        counts={name: n for name, n in counts.items() if isinstance(n, int)},
        notebooks={"report": {"error": None if status == "complete" else "report, cell 3: no"}},
        provenance=claim_map.provenance,
        parameters=asdict(parameters),
    )
    aside = reports / event / f".{run.run_id}.partial"
    said: list[Happening] = []
    teller = Teller(said.append, event, event)
    named, lineage = settle_claim_map(claim_map, run, aside, teller)
    assert teller.warnings == []
    write_claim_map(named, aside / "claim_map")
    write_lineage(lineage, aside)
    keep_corrections(parameters, aside)
    write_tables(run_tables(as_compared(named, parameters), lineage), aside)
    write_run(run, aside)
    write_csv_tables(as_compared(named, parameters), aside / "tables")
    note = RunNote(run.run_id, run.created_at)
    write_report(as_compared(named, parameters), aside / "report.html", note)
    tell_changes(run, aside, named, lineage)
    seal(aside)
    return publish(aside, run, reports)
