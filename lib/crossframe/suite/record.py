"""A plan, and what becomes of it -> the `Run` that is written as `run.json`."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from crossframe.comparison import overview
from crossframe.config import home
from crossframe.presentation import RunNote
from crossframe.records import ClaimMap
from crossframe.suite.about import models_of, peak_of_this_process, versions_of
from crossframe.suite.notebooks import NotebookRun
from crossframe.suite.plan import Inputs, Plan
from crossframe.suite.privacy import Privacy
from crossframe.suite.store import Run
from crossframe.suite.telling import Teller


@dataclass
class Clock:
    """Seconds by stage, as the stages end."""

    begun: float = field(default_factory=time.monotonic)
    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measures a stage; one that fails is not noted."""
        begun = time.monotonic()
        yield
        self.stages[name] = round(time.monotonic() - begun, 2)

    @property
    def seconds(self) -> float:
        """Seconds since the clock was made."""
        return round(time.monotonic() - self.begun, 2)


@dataclass(frozen=True)
class Site:
    """Where a run is made, what it must not tell, and whom it tells what goes on."""

    plan: Plan
    reports: Path
    privacy: Privacy
    tell: Teller
    clock: Clock

    @classmethod
    def of(cls, plan: Plan, tell: Teller) -> Site:
        """Prepares to make a run; its time begins."""
        reports = home() / plan.parameters.reports
        told = {*asdict(plan.parameters).values(), os.path.relpath(reports, home())}
        return cls(plan, reports, Privacy.of_this_process(told), tell, Clock())

    def aside(self, run: Run) -> Path:
        """The folder in which a run is built."""
        return self.reports / run.event_id / f".{run.run_id}.partial"


def new_run(site: Site, inputs: Inputs, claim_map: ClaimMap) -> Run:
    """What is known of a run once its claims are there.

    Args:
        site: Where it is made.
        inputs: Digests of what it is made of.
        claim_map: Its claims.

    Returns:
        A run that is "running".
    """
    digest = inputs.digest(site.plan.parameters)
    counts = overview(claim_map)._asdict()
    return replace(
        _run_of_now(site, digest[:8]),
        digest=digest,
        counts={name: count for name, count in counts.items() if isinstance(count, int)},
        provenance=claim_map.provenance,
        is_demonstration=claim_map.is_demonstration,
        inputs=inputs._asdict(),
        models=models_of(claim_map.provenance),
        versions=versions_of(claim_map.provenance),
    )


def run_without_claims(site: Site, inputs: Inputs | None, why: str) -> Run:
    """What is known of a run that ended before it had claims.

    Args:
        site: Where it is made.
        inputs: Digests of what it is made of; None where these cannot be told.
        why: What it failed of.

    Returns:
        A run that is "failed".
    """
    corpus = site.plan.job.corpus
    digest = inputs.digest(site.plan.parameters) if inputs else ""
    run = replace(
        _run_of_now(site, digest[:8] or "failed"),
        status="failed",
        errors=(site.privacy.clean(why),),
        digest=digest,
        counts={
            "n_articles": len(corpus.articles),
            "n_outlets": len(corpus.outlets),
            "n_exclusions": len(corpus.exclusions),
        },
        is_demonstration=any(article.is_demonstration for article in corpus.articles),
        inputs=inputs._asdict() if inputs else {},
        versions=versions_of({}),
    )
    return ended(run, site, {})


def _run_of_now(site: Site, end: str) -> Run:
    now, event = datetime.now(UTC), site.plan.parameters.event
    return Run(
        event_id=event,
        run_id=_free_name(site.reports / event, f"{now:%Y%m%dT%H%M%SZ}-{end}"),
        created_at=now.isoformat(timespec="milliseconds"),
        status="running",
        digest="",
        counts={},
        notebooks={},
        provenance={},
        parameters=site.privacy.clean_values(asdict(site.plan.parameters)),
        places=dict(site.plan.places),
    )


def _free_name(folder: Path, name: str) -> str:
    """The name, with a number if a run of this very second has it already."""
    names = [name, *(f"{name}-{number}" for number in range(2, 100))]
    return next(found for found in names if not (folder / found).exists())


def concluded(run: Run, states: Mapping[str, NotebookRun], parts: Mapping[str, str]) -> Run:
    """The run with what became of its notebooks, and what failed beside them, by part."""
    notebooks = {
        name: {key: value for key, value in state._asdict().items() if key != "name"}
        for name, state in states.items()
    }
    told = replace(run, notebooks=notebooks, failed_parts=dict(parts))
    errors = tuple(told.failures.values())
    return replace(told, status="failed" if errors else "complete", errors=errors)


def ended(
    run: Run, site: Site, states: Mapping[str, NotebookRun], tables: int | None = None
) -> Run:
    """The run with what it took, and the troubles that it got over.

    Args:
        run: The run as it came out.
        site: Where it was made.
        states: What became of its notebooks.
        tables: Most bytes of the process that made its tables; None if this one did.

    Returns:
        The run as it is written.
    """
    kernels = (state.peak_bytes for state in states.values())
    largest = max(filter(None, kernels), default=None)
    return replace(
        run,
        stages=site.clock.stages,
        seconds=site.clock.seconds,
        memory={"own": peak_of_this_process(), "kernel": largest, "tables": tables},
        warnings=tuple(site.privacy.clean(text) for text in site.tell.warnings),
    )


def note_of(run: Run) -> RunNote:
    """What a report says of its run."""
    return RunNote(run.run_id, run.created_at, tuple(run.failures.items()))
