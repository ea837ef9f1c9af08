"""A plan -> a finished run: claim map, notebooks as a graph, report, one rename."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock

from crossframe.claim_build import Watch
from crossframe.claim_map import as_compared, ensure_claim_map
from crossframe.claim_store import write_claim_map
from crossframe.comparison import overview
from crossframe.config import Parameters, home
from crossframe.embedding import Encoder, load_encoder
from crossframe.errors import StoreError
from crossframe.evaluation import keep_quality, measure_event
from crossframe.presentation import RunNote, write_report
from crossframe.records import ClaimMap
from crossframe.suite.about import models_of, peak_of_this_process, versions_of
from crossframe.suite.graph import Task, run_tasks
from crossframe.suite.history import keep_corrections, seal, tell_changes
from crossframe.suite.kernels import kernels_for
from crossframe.suite.limits import Limits
from crossframe.suite.lineage import Lineage, RunName, follow, latest_lineage, write_lineage
from crossframe.suite.notebooks import SUITE, NotebookRun, inside, require_parameters, run_notebook
from crossframe.suite.plan import Inputs, Plan
from crossframe.suite.privacy import Privacy
from crossframe.suite.store import Run, latest_run, publish, write_run
from crossframe.suite.tables import run_tables, write_tables
from crossframe.suite.telling import Teller
from crossframe.suite.tidying import tidy_cache

QUALITY, REPORT = "91_quality", SUITE[-1]


class Encoders:
    """Loads each encoder once, and only when the first claim map needs it."""

    def __init__(self) -> None:
        self._loaded: dict[str, Encoder] = {}

    def get(self, parameters: Parameters, tell: Teller) -> Encoder:
        """The encoder that the parameters name."""
        name = parameters.encoder
        if name not in self._loaded:
            tell("model", f"loading the encoder {name}")
            self._loaded[name] = load_encoder(name, parameters.threads)
        return self._loaded[name]


@dataclass
class _Clock:
    """Seconds by stage, as the stages end."""

    begun: float = field(default_factory=time.monotonic)
    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.stages[name] = round(time.monotonic() - begun, 2)

    @property
    def seconds(self) -> float:
        return round(time.monotonic() - self.begun, 2)


def make_run(
    plan: Plan,
    inputs: Inputs,
    encoders: Encoders,
    tell: Teller,
    watch: Watch,
    limits: Limits,
) -> tuple[Run, Path]:
    """Makes a run of one event, which the caller holds, and publishes it.

    Args:
        plan: What to run.
        inputs: Its digests.
        encoders: Where an encoder comes from, if one is needed.
        tell: Told what goes on.
        watch: Told of the progress within a stage.
        limits: How much the run may take.

    Returns:
        The run and its folder.

    Raises:
        CrossframeError: If there can be no claim map.
        OSError: If the run cannot be written.
    """
    parameters, corpus, clock = plan.parameters, plan.job.corpus, _Clock()
    reports = home() / parameters.reports
    told = {*parameters.model_dump().values(), os.path.relpath(reports, home())}
    privacy = Privacy.of_this_process(told)
    for name in SUITE:
        require_parameters(name)
    n_articles, n_excluded = len(corpus.articles), len(corpus.exclusions)
    tell(
        "articles",
        f"articles: {n_articles}, excluded: {n_excluded}",
        n_articles=n_articles,
        n_excluded=n_excluded,
    )
    tidy_cache()
    with clock.stage("claim map"):
        claim_map, cached = ensure_claim_map(
            corpus, parameters, lambda: encoders.get(parameters, tell), watch, tell.warn
        )
    state = "unchanged, taken from the cache" if cached else "built"
    tell(
        "claim_map",
        f"claim map {state}; claims: {len(claim_map.claims)}",
        cached=cached,
        n_claims=len(claim_map.claims),
        seconds=clock.stages["claim map"],
    )
    run = _new_run(plan, inputs, claim_map, reports, privacy)
    aside = reports / run.event_id / f".{run.run_id}.partial"
    claim_map, lineage = settle_claim_map(claim_map, run, aside, tell)
    write_claim_map(claim_map, aside / "claim_map")
    write_lineage(lineage, aside)
    keep_corrections(parameters, aside)
    write_run(run, aside)  # the report notebook reads there what its page says of the run
    with clock.stage("notebooks"), kernels_for(limits.threads(parameters.threads)) as kernels:
        one = partial(
            run_notebook,
            parameters=inside(parameters, aside, kernels.threads),
            folder=aside / "notebooks",
            kernels=kernels,
            limit=limits.seconds,
            privacy=privacy,
        )
        work = _Work(run, aside, one, tell, watch)
        tables = partial(_write_tables, claim_map, lineage, parameters, aside, clock)
        quality = partial(_measure_quality, claim_map, parameters, aside, clock, tell, watch)
        run_tasks(work.tasks(tables, quality), limits.n_workers, stop=kernels.end)
        states = work.in_order()
    with clock.stage("report"):
        run = _concluded(run, states)
        if not (aside / "report.html").exists():  # its notebook failed: people still get the report
            write_report(as_compared(claim_map, parameters), aside / "report.html", _note(run))
    with clock.stage("changes"):
        try:
            tell_changes(run, aside)
        except StoreError as error:
            tell.warn(f"what changed cannot be told: the run before cannot be read: {error}")
    run = replace(
        run,
        stages=clock.stages,
        seconds=clock.seconds,
        memory={
            "own": peak_of_this_process(),
            "kernel": max((s.peak_bytes for s in states.values() if s.peak_bytes), default=None),
        },
        warnings=tuple(privacy.clean(text) for text in tell.warnings),
    )
    write_run(run, aside)
    seal(aside)
    return run, publish(aside, run, reports)


def settle_claim_map(
    claim_map: ClaimMap, run: Run, aside: Path, tell: Teller
) -> tuple[ClaimMap, Lineage]:
    """Gives claims that were there in the run before the ids that they had.

    Args:
        claim_map: As it was built or found in the cache.
        run: The run that is being made.
        aside: Its folder.
        tell: Told of troubles.

    Returns:
        The claim map that the run publishes and its notebooks read, and the lineage of its claims.
    """
    before = latest_run(aside.parents[1], run.event_id)
    try:
        known = latest_lineage(aside.parent / before.run_id if before else None)
    except StoreError as error:  # of another version, or damaged: no reason to stop for ever
        tell.warn(f"claims begin anew, with new ids: the run before cannot be read: {error}")
        known = None
    return follow(claim_map, known, RunName(run.run_id, run.created_at))


def _write_tables(
    claim_map: ClaimMap, lineage: Lineage, parameters: Parameters, aside: Path, clock: _Clock
) -> None:
    with clock.stage("tables"):
        compared = as_compared(claim_map, parameters)
        write_tables(run_tables(compared, lineage, parameters.nli), aside)


def _measure_quality(
    claim_map: ClaimMap,
    parameters: Parameters,
    aside: Path,
    clock: _Clock,
    tell: Teller,
    watch: Watch,
) -> str | None:
    """Measures the claims here, where the models may be loaded already; None, or what failed."""
    with clock.stage("quality"):
        try:
            compared = as_compared(claim_map, parameters)
            found = measure_event(compared, parameters, parameters.labels, watch, tell.warn)
            keep_quality(found, aside)
        except Exception as error:  # noqa: BLE001  # whatever befalls one part, the others go on
            return f"{type(error).__name__}: {error}"
    return None


def _new_run(
    plan: Plan, inputs: Inputs, claim_map: ClaimMap, reports: Path, privacy: Privacy
) -> Run:
    now = datetime.now(UTC)
    digest = inputs.digest(plan.parameters)
    counts = overview(claim_map)._asdict()
    return Run(
        event_id=claim_map.event_id,
        run_id=_free_name(reports / claim_map.event_id, f"{now:%Y%m%dT%H%M%SZ}-{digest[:8]}"),
        created_at=now.isoformat(timespec="milliseconds"),
        status="running",
        digest=digest,
        counts={name: count for name, count in counts.items() if isinstance(count, int)},
        notebooks={},
        provenance=claim_map.provenance,
        is_demonstration=claim_map.is_demonstration,
        parameters=privacy.clean_values(plan.parameters.model_dump()),
        inputs=inputs._asdict(),
        models=models_of(claim_map.provenance),
        versions=versions_of(claim_map.provenance),
    )


def _free_name(folder: Path, name: str) -> str:
    """The name, with a number if a run of this very second has it already."""
    names = [name, *(f"{name}-{number}" for number in range(2, 100))]
    return next(found for found in names if not (folder / found).exists())


def _note(run: Run) -> RunNote:
    return RunNote(run.run_id, run.created_at, tuple(run.failures.items()))


def _concluded(run: Run, states: Mapping[str, NotebookRun]) -> Run:
    """What became of the notebooks, as the run tells it."""
    errors = tuple(state.error for state in states.values() if state.error)
    return replace(
        run,
        status="failed" if errors else "complete",
        errors=errors,
        notebooks={
            name: {key: value for key, value in state._asdict().items() if key != "name"}
            for name, state in states.items()
        },
    )


@dataclass(frozen=True)
class _Work:
    """The notebooks of one run, and what has become of them so far."""

    run: Run
    aside: Path
    one: Callable[[str], NotebookRun]
    tell: Teller
    watch: Watch
    states: dict[str, NotebookRun] = field(default_factory=dict)
    turn: Lock = field(default_factory=Lock)

    def tasks(
        self, tables: Callable[[], None], quality: Callable[[], str | None]
    ) -> Mapping[str, Task[None]]:
        """All notebooks side by side, beside what is done here; and the report after the others."""
        unmeasured: list[str] = []

        def measure() -> None:
            failure = quality()
            unmeasured.extend([failure] if failure else [])

        def run_quality() -> None:
            self.note(_skipped(QUALITY, unmeasured[0]) if unmeasured else self.one(QUALITY))

        def run_report() -> None:
            told = replace(_concluded(self.run, self.in_order()), status=self.run.status)
            write_run(told, self.aside)  # the report says what the others died of
            self.note(self.one(REPORT))

        others = [name for name in SUITE if name not in {QUALITY, REPORT}]
        return {
            "quality": Task(measure, here=True),
            "tables": Task(tables, here=True),
            **{name: Task(partial(self.run_one, name)) for name in others},
            QUALITY: Task(run_quality, after=("quality",)),
            REPORT: Task(run_report, after=SUITE[:-1]),
        }

    def run_one(self, name: str) -> None:
        """Runs a notebook and takes note of it."""
        self.note(self.one(name))

    def note(self, state: NotebookRun) -> None:
        """Takes note of a notebook that ended, and tells of it at once."""
        with self.turn:
            self.states[state.name] = state
            self.watch("notebooks", len(self.states), len(SUITE))
        words = f"{state.state} after {state.seconds:.1f} s"
        self.tell(
            "notebook",
            f"notebook {state.name} {words}" + (f": {state.error}" if state.error else ""),
            notebook=state.name,
            state=state.state,
            seconds=state.seconds,
            error=state.error,
        )

    def in_order(self) -> dict[str, NotebookRun]:
        """What became of the notebooks so far, in reading order."""
        return {name: self.states[name] for name in SUITE if name in self.states}


def _skipped(name: str, why: str) -> NotebookRun:
    error = f"{name}: not run, its figures could not be measured: {why}"
    return NotebookRun(name, "skipped", 0.0, {}, error)
