"""Jobs -> runs: claim maps of all events in one process, then the notebooks on finished maps."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from crossframe.claim_build import Watch
from crossframe.claim_map import as_compared, claim_map_digest, ensure_claim_map
from crossframe.claim_provenance import code_digest
from crossframe.claim_store import write_claim_map
from crossframe.comparison import overview
from crossframe.config import Parameters, home
from crossframe.corpus import open_outlets, require_complete
from crossframe.embedding import Encoder, load_encoder
from crossframe.errors import CrossframeError
from crossframe.evaluation import find_labels
from crossframe.presentation import RunNote, write_report
from crossframe.records import ClaimMap
from crossframe.suite.jobs import Job, require_jobs
from crossframe.suite.lineage import RunName, follow, latest_lineage, write_lineage
from crossframe.suite.notebooks import SUITE, NotebookRun, notebooks_folder, run_notebook
from crossframe.suite.store import (
    Run,
    latest_run,
    list_in_index,
    only_run,
    publish,
    write_run,
)
from crossframe.suite.tables import run_tables, write_tables

Tell = Callable[[str], None]


class RunResult(NamedTuple):
    """How an event fared: its run, None if there is none, whether it was reused, what failed."""

    event_id: str
    run: Run | None = None
    reused: bool = False
    errors: tuple[str, ...] = ()


def run_suite(
    jobs: Sequence[Job],
    settings: dict[str, object],
    *,
    tell: Tell,
    watch: Watch,
    force: bool = False,
) -> tuple[list[RunResult], Path]:
    """Runs every notebook on every event.

    An event that did not change since its latest complete run is not run again. A failing event or
    notebook does not stop the others.

    Args:
        jobs: The events.
        settings: Parameters other than event, source and out, unchecked.
        tell: Told in words what goes on.
        watch: Told of the progress within a stage.
        force: Runs unchanged events, too.

    Returns:
        A result for each job, and the address of the index of all runs.

    Raises:
        ParameterError: If a setting is unknown, of the wrong type or out of range.
        CorpusError: If there is no job.
    """
    require_jobs(jobs)
    plans = [
        (
            job,
            Parameters.from_values(
                {**settings, "event": job.corpus.event_id, "source": job.source}
            ),
        )
        for job in jobs
    ]
    reports = home() / plans[0][1].reports
    reports.mkdir(parents=True, exist_ok=True)  # if it cannot be, say so before any work
    encoders = _Encoders(tell)
    results: list[RunResult] = []
    for number, (job, parameters) in enumerate(plans, 1):
        title = f"[{number}/{len(plans)}] {parameters.event}"
        try:
            results.append(_run_event(job, parameters, title, encoders, tell, watch, force=force))
        except CrossframeError as error:
            tell(f"{title}: failed: {error}")
            results.append(RunResult(parameters.event, errors=(str(error),)))
    return results, list_in_index(reports)


class _Encoders:
    """Loads each encoder once, and only when the first claim map needs it."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._loaded: dict[str, Encoder] = {}

    def __call__(self, parameters: Parameters) -> Encoder:
        name = parameters.encoder
        if name not in self._loaded:
            self._tell(f"loading the encoder {name}")
            self._loaded[name] = load_encoder(name, parameters.threads)
        return self._loaded[name]


def _run_event(
    job: Job,
    parameters: Parameters,
    title: str,
    encoders: _Encoders,
    tell: Tell,
    watch: Watch,
    *,
    force: bool,
) -> RunResult:
    if parameters.strict:
        require_complete(job.corpus)
    reports = home() / parameters.reports
    digest = _run_digest(job, parameters)
    with only_run(reports, parameters.event):
        latest = latest_run(reports, parameters.event)
        if latest and latest.digest == digest and not force:
            tell(f"{title}: unchanged since run {latest.run_id}, reused")
            return RunResult(parameters.event, latest, reused=True)
        begun = time.monotonic()
        n_articles, n_excluded = len(job.corpus.articles), len(job.corpus.exclusions)
        tell(f"{title}: articles: {n_articles}, excluded: {n_excluded}")
        claim_map, cached = ensure_claim_map(
            job.corpus, parameters, lambda: encoders(parameters), watch
        )
        state = "unchanged, taken from the cache" if cached else "built"
        tell(f"{title}: claim map {state}; claims: {len(claim_map.claims)}")
        run = _new_run(claim_map, digest)
        aside = reports / run.event_id / f".{run.run_id}.partial"
        before = latest_lineage(reports / run.event_id / latest.run_id if latest else None)
        claim_map, lineage = follow(claim_map, before, RunName(run.run_id, run.created_at))
        write_claim_map(claim_map, aside / "claim_map")
        write_lineage(lineage, aside)
        write_tables(run_tables(as_compared(claim_map, parameters), lineage, parameters.nli), aside)
        write_run(run, aside)  # the report notebook reads its run's name and time there
        states = _run_notebooks(parameters, aside, title, tell)
        seconds = time.monotonic() - begun
        return _publish(run, states, claim_map, parameters, aside, seconds)


def _new_run(claim_map: ClaimMap, digest: str) -> Run:
    now = datetime.now(UTC)
    counts = overview(claim_map)._asdict()
    return Run(
        event_id=claim_map.event_id,
        run_id=f"{now:%Y%m%dT%H%M%SZ}-{digest[:8]}",
        created_at=now.isoformat(timespec="seconds"),
        status="running",
        digest=digest,
        counts={name: count for name, count in counts.items() if isinstance(count, int)},
        notebooks={},
        provenance=claim_map.provenance,
        is_demonstration=claim_map.is_demonstration,
    )


def _run_notebooks(
    parameters: Parameters, aside: Path, title: str, tell: Tell
) -> list[NotebookRun]:
    # What is injected is published: no absolute path of this machine.
    places = {"out": aside, "reports": home() / parameters.reports}
    inside = parameters.model_copy(
        update={name: os.path.relpath(path, home()) for name, path in places.items()}
    )
    states: list[NotebookRun] = []
    for number, name in enumerate(SUITE, 1):
        tell(f"{title}: notebook {name} ({number} of {len(SUITE)})")
        state = run_notebook(name, inside, aside / "notebooks")
        if state.error:
            tell(f"{title}: {state.error}")
        states.append(state)
    return states


def _publish(
    run: Run,
    states: Sequence[NotebookRun],
    claim_map: ClaimMap,
    parameters: Parameters,
    aside: Path,
    seconds: float,
) -> RunResult:
    errors = tuple(state.error for state in states if state.error)
    if not (aside / "report.html").exists():  # its notebook failed: people still get the report
        compared = as_compared(claim_map, parameters)
        write_report(compared, aside / "report.html", RunNote(run.run_id, run.created_at))
    finished = replace(
        run,
        status="failed" if errors else "complete",
        notebooks={
            s.name: {"seconds": s.seconds, "results": s.results, "error": s.error} for s in states
        },
        seconds=round(seconds, 2),
    )
    write_run(finished, aside)
    publish(aside, finished, home() / parameters.reports)
    return RunResult(run.event_id, finished, errors=errors)


def _run_digest(job: Job, parameters: Parameters) -> str:
    """SHA-256 of all that decides a run: its claim map, what people said, code and notebooks."""
    told = (parameters.nli, parameters.group, sorted(open_outlets(parameters).items()))
    digest = sha256((claim_map_digest(job.corpus, parameters) + code_digest()).encode())
    digest.update(repr(told).encode())
    labels = find_labels(parameters.labels, parameters.event)
    files = sorted(labels.rglob("*")) if labels and labels.is_dir() else [labels]
    for file in files:
        digest.update(file.read_bytes() if file and file.is_file() else b"")
    for name in SUITE:
        digest.update((notebooks_folder() / f"{name}.ipynb").read_bytes())
    return digest.hexdigest()
