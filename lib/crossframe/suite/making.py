"""A plan -> a finished run: claim map, notebooks as a graph, report, one rename."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from crossframe.claim_build import Watch
from crossframe.claim_map import as_compared, ensure_claim_map
from crossframe.claim_store import write_claim_map
from crossframe.claims import Kept
from crossframe.config import Parameters
from crossframe.embedding import Encoder, load_encoder
from crossframe.errors import CrossframeError, StoreError
from crossframe.evaluation import keep_quality, measure_event
from crossframe.presentation import write_report
from crossframe.records import ClaimMap
from crossframe.suite.failing import publish_failed, reason_of
from crossframe.suite.graph import run_tasks
from crossframe.suite.history import keep_corrections, seal, tell_changes
from crossframe.suite.kernels import Kernels, kernels_for
from crossframe.suite.limits import Limits
from crossframe.suite.lineage import Lineage, RunName, follow, latest_lineage, write_lineage
from crossframe.suite.notebooks import SUITE, inside, require_parameters, run_notebook
from crossframe.suite.plan import Inputs, Plan
from crossframe.suite.record import Site, ended, new_run, note_of
from crossframe.suite.resident import Resident
from crossframe.suite.store import Run, latest_run, publish, write_run
from crossframe.suite.tables import run_tables, write_tables
from crossframe.suite.telling import Teller, tell_corpus
from crossframe.suite.tidying import tidy_cache
from crossframe.suite.work import PORTIONS, Beside, Work


class Encoders:
    """Loads each encoder once, and only when the first claim map needs it.

    `compared` remembers what was found of texts with them.
    """

    def __init__(self) -> None:
        self.compared = Kept()
        self._loaded: dict[str, Encoder] = {}

    def get(self, parameters: Parameters, tell: Teller) -> Encoder:
        """The encoder that the parameters name."""
        name = parameters.encoder
        if name not in self._loaded:
            tell("model", f"loading the encoder {name}")
            self._loaded[name] = load_encoder(name, parameters.threads)
        return self._loaded[name]


def make_run(
    plan: Plan,
    inputs: Inputs,
    resident: Resident,
    tell: Teller,
    watch: Watch,
    limits: Limits,
) -> tuple[Run, Path]:
    """Makes a run of one event, which the caller holds, and publishes it.

    Args:
        plan: What to run.
        inputs: Its digests.
        resident: What forks its kernels, and where an encoder comes from, if one is needed.
        tell: Told what goes on.
        watch: Told of the progress within a stage.
        limits: How much the run may take.

    Returns:
        The run and its folder. Where there can be no claim map, it is a failed run that says why.

    Raises:
        ParameterError: If a notebook does not declare the parameters there are.
        OSError: If the run cannot be written.
    """
    site = Site.of(plan, tell)
    for name in SUITE:
        require_parameters(name)
    tidy_cache()
    threads = limits.threads(plan.parameters.threads)
    # What forks kernels imports, and what makes the tables reads, while the claims are found.
    with kernels_for(threads, resident.forker, tell.warn) as kernels:
        try:
            claim_map = _find_claims(site, resident.encoders, watch, kernels)
        except Exception as error:  # noqa: BLE001  # whatever it is, the run says it
            return publish_failed(site, inputs, reason_of(error, tell.event))
        run = new_run(site, inputs, claim_map)
        begun = _begin(site, run, claim_map, watch)
        work = begun.run_notebooks(limits, kernels)
    run = begun.report(work)
    if not run.is_complete:
        begun.tell_changes(run.status)
    run = ended(run, site, work.states, kernels.tables.peak_bytes)
    write_run(run, begun.aside)
    seal(begun.aside)
    return run, publish(begun.aside, run, site.reports)


def _find_claims(site: Site, encoders: Encoders, watch: Watch, kernels: Kernels) -> ClaimMap:
    """Builds the claim map or takes it from the cache, and tells of it."""
    parameters, corpus, tell = site.plan.parameters, site.plan.job.corpus, site.tell
    tell_corpus(tell, corpus)

    def read_ahead(draft: ClaimMap) -> None:
        if not parameters.nli:  # else the tables are made here
            kernels.read_ahead(as_compared(draft, parameters))

    with site.clock.stage("claim map"):
        claim_map, cached = ensure_claim_map(
            corpus,
            parameters,
            lambda: encoders.get(parameters, tell),
            watch,
            tell.warn,
            read_ahead,
            encoders.compared,
        )
        as_compared(claim_map, parameters)  # groups that nobody has labelled are found out here
    state = "unchanged, taken from the cache" if cached else "built"
    tell(
        "claim_map",
        f"claim map {state}; claims: {len(claim_map.claims)}",
        cached=cached,
        n_claims=len(claim_map.claims),
        seconds=site.clock.stages["claim map"],
    )
    return claim_map


def _begin(site: Site, run: Run, claim_map: ClaimMap, watch: Watch) -> _Begun:
    """Writes what every notebook of a run reads."""
    aside = site.aside(run)
    claim_map, lineage = settle_claim_map(claim_map, run, aside, site.tell)
    write_claim_map(claim_map, aside / "claim_map")
    write_lineage(lineage, aside)
    keep_corrections(site.plan.parameters, aside)
    write_run(run, aside)  # the report notebook reads there what its page says of the run
    return _Begun(site, run, aside, claim_map, lineage, watch)


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


@dataclass(frozen=True)
class _Begun:
    """A run whose claims are settled, and what is still to be made of them."""

    site: Site
    run: Run
    aside: Path
    claim_map: ClaimMap
    lineage: Lineage
    watch: Watch

    @property
    def parameters(self) -> Parameters:
        return self.site.plan.parameters

    @property
    def compared(self) -> ClaimMap:
        return as_compared(self.claim_map, self.parameters)

    def run_notebooks(self, limits: Limits, kernels: Kernels) -> Work:
        """Runs the notebooks as a graph, and makes the tables."""
        with self.site.clock.stage("notebooks"):
            one = partial(
                run_notebook,
                parameters=inside(self.parameters, self.aside, kernels.threads),
                folder=self.aside / "notebooks",
                kernels=kernels,
                limit=limits.seconds,
                privacy=self.site.privacy,
            )
            work = Work(SUITE, self.run, self.aside, one, self.site.tell, self.watch)
            # A model that looks for contradictions is to have all processors, and no kernel's.
            shared = kernels.are_forked and not self.parameters.nli
            tables = partial(self.write_tables, kernels if shared else None)
            beside = Beside(tables, self.measure_quality, self.tell_changes, shared)
            run_tasks(work.tasks(beside), limits.n_workers, stop=kernels.end)
        return work

    def write_tables(self, kernels: Kernels | None, made: Callable[[str], None]) -> str | None:
        """Has the tables made where kernels find what was found out, or makes them here."""

        def make() -> str | None:
            if kernels:
                told = inside(self.parameters, self.aside, kernels.threads)
                with suppress(OSError):
                    return kernels.make_findings(told, PORTIONS, made)
            tables = run_tables(self.compared, self.lineage, self.parameters.nli)
            write_tables(tables, self.aside)
            return None

        return self._one_part("tables", make)

    def measure_quality(self) -> str | None:
        """Measures the claims here, where the models may be loaded already."""

        def measure() -> str | None:
            labels, warn = self.parameters.labels, self.site.tell.warn
            found = measure_event(self.compared, self.parameters, labels, self.watch, warn)
            keep_quality(found, self.aside)
            return None

        return self._one_part("quality", measure)

    def _one_part(self, name: str, make: Callable[[], str | None]) -> str | None:
        """Makes one part beside the notebooks; None, or what it failed of: the others go on."""
        with self.site.clock.stage(name):
            try:
                failure = make()
            except Exception as error:  # noqa: BLE001  # whatever it is, it is told
                failure = f"{type(error).__name__}: {error}"
        return self.site.privacy.clean(failure) if failure else None

    def tell_changes(self, status: str = "complete") -> None:
        """Tells what changed since the run before; `status` is what becomes of this one."""
        with self.site.clock.stage("changes"):
            try:
                run = replace(self.run, status=status)
                tell_changes(run, self.aside, self.claim_map, self.lineage)
            except CrossframeError as error:
                told = "what changed cannot be told: a run cannot be read, or not compared"
                self.site.tell.warn(f"{told}: {error}")

    def report(self, work: Work) -> Run:
        """Sees to it that there is a report, whatever became of its notebook."""
        with self.site.clock.stage("report"):
            run = work.concluded()
            if not (self.aside / "report.html").exists():
                write_report(self.compared, self.aside / "report.html", note_of(run))
        return run
