"""Jobs -> runs: what did not change is left as it is, the rest is made, event by event."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crossframe.config import home
from crossframe.corpus import require_article, require_complete
from crossframe.errors import CrossframeError
from crossframe.places import is_address
from crossframe.suite.catalogue import list_in_index
from crossframe.suite.jobs import Job, require_jobs
from crossframe.suite.limits import Limits
from crossframe.suite.locking import only_run
from crossframe.suite.plan import Inputs, Plan, digest_inputs, plan_runs
from crossframe.suite.resident import Resident, residing
from crossframe.suite.store import Run, latest_run, name_latest
from crossframe.suite.telling import Happening, Tell, Teller

if TYPE_CHECKING:
    from crossframe.suite.remote_reports import RemoteReports

DEFAULT = Limits()
Watch = Callable[[str, int, int], None]


class RunResult(NamedTuple):
    """How an event fared: its run, None if there is none, whether it was reused, what failed."""

    event_id: str
    run: Run | None = None
    reused: bool = False
    errors: tuple[str, ...] = ()


# Given the result, the folder of all runs, and whom to tell.
Notify = Callable[[RunResult, Path, Teller], None]

# Has what was worked out elsewhere brought here; returns where, by stage.
Fetch = Callable[[Plan, Teller], Mapping[str, Mapping[str, object]]]


def run_suite(  # noqa: PLR0913 - all but two by name, and none has to be given
    jobs: Sequence[Job],
    settings: dict[str, object],
    *,
    tell: Tell,
    watch: Watch = lambda *_: None,
    force: bool = False,
    limits: Limits = DEFAULT,
    notify: Notify = lambda *_: None,
    resident: Resident | None = None,
) -> tuple[list[RunResult], str]:
    """Runs every notebook on every event.

    An event that did not change since its latest complete run is not run again, and costs reading
    its files. A failing event or notebook does not stop the others.

    Args:
        jobs: The events.
        settings: Parameters other than event, source and out, unchecked.
        tell: Told what goes on.
        watch: Told of the progress within a stage.
        force: Runs unchanged events, too.
        limits: How much a run may take, how long it may wait for another, and who helps.
        notify: Called with what became of each event, as soon as it is known; must not fail.
        resident: What was loaded for calls before and is left for the next; None loads what is
            needed, and ends it.

    Returns:
        A result for each job, and the address of the index of all runs.

    Raises:
        ParameterError: If a setting is unknown, of the wrong type or out of range.
        CorpusError: If there is no job.
        ClusterError: If the scheduler cannot be reached, or has no worker to be used.
        RemoteError: If runs are kept elsewhere, and index or feed cannot be written there.
    """
    require_jobs(jobs)
    elsewhere = _elsewhere(settings)
    if elsewhere:
        settings = {**settings, "reports": str(elsewhere.mirror)}
    plans = plan_runs(jobs, settings)
    reports = home() / plans[0].parameters.reports
    reports.mkdir(parents=True, exist_ok=True)  # if it cannot be, say so before any work
    with nullcontext(resident) if resident else residing(stays=False) as held:
        suite = _Suite(reports, watch, limits, held, force=force, elsewhere=elsewhere)
        with suite.with_help(plans, tell) as helped:
            results = list(helped.run_events(plans, tell, notify))
    shown = _index(results, reports, elsewhere)
    tell(_ended(results, shown))
    return results, shown


def _index(results: Sequence[RunResult], reports: Path, elsewhere: RemoteReports | None) -> str:
    """The address of the index of all runs, made anew if any was made."""
    index = reports / "index.html"
    if not index.exists() or any(not result.reused for result in results):
        list_in_index(reports)
        if elsewhere:
            elsewhere.upload_index()
    return elsewhere.index if elsewhere else str(index)


def _ended(results: Sequence[RunResult], index: str) -> Happening:
    failed = [result.event_id for result in results if result.errors]
    status = "failed" if failed else "complete"
    told = {"status": status, "failed": failed, "index": index}
    return Happening("ended", f"index of all runs: {index}", details=told)


def _elsewhere(settings: Mapping[str, object]) -> RemoteReports | None:
    """The folder of runs, if it is on another file system."""
    address = str(settings.get("reports", ""))
    if not is_address(address):
        return None
    from crossframe.suite.remote_reports import RemoteReports

    return RemoteReports.at(address)


def _failed(error: Exception, tell: Teller) -> RunResult:
    """Says why an event has no run: another process holds it, or nothing can be written."""
    from crossframe.suite.failing import reason_of

    why = reason_of(error, tell.event)
    tell("failed", f"failed: {why}", error=why)
    return RunResult(tell.event, errors=(why,))


@dataclass(frozen=True)
class _Suite:
    """What the runs of one call share."""

    reports: Path
    watch: Watch
    limits: Limits
    resident: Resident
    force: bool
    fetch: Fetch = lambda *_: {}
    elsewhere: RemoteReports | None = None

    @contextmanager
    def with_help(self, plans: Sequence[Plan], tell: Tell) -> Iterator[_Suite]:
        """This suite, with a cluster at work on the events ahead where there is one to be used."""
        scheduler = self.limits.scheduler
        changed = [plan for plan in plans if scheduler and self._has_changed(plan)]
        if scheduler is None or not changed:
            yield self
            return
        from crossframe.suite.elsewhere import worked_out_ahead

        teller = Teller(tell, "", "cluster")
        load = partial(self.resident.encoders.get, changed[0].parameters, teller)
        with worked_out_ahead(scheduler, changed, load, teller, self.watch) as fetch:
            yield replace(self, fetch=fetch)

    def run_events(self, plans: Sequence[Plan], tell: Tell, notify: Notify) -> Iterator[RunResult]:
        """Runs events, one after the other."""
        for number, plan in enumerate(plans, 1):
            event = plan.parameters.event
            teller = Teller(tell, event, f"[{number}/{len(plans)}] {event}")
            try:
                if self.elsewhere:
                    self.elsewhere.bring_latest(event)
                result = self.run_event(plan, teller)
                if self.elsewhere and result.run:
                    where = self.elsewhere.upload(result.run)
                    teller("uploaded", f"run {result.run.run_id} is in {where}", address=where)
            except Exception as error:  # noqa: BLE001  # one event never stops the others
                result = _failed(error, teller)
            notify(result, self.reports, teller)
            yield result

    def _has_changed(self, plan: Plan) -> bool:
        """Whether an event will be run; one whose labels or corrections cannot be used will not."""
        try:
            latest = latest_run(self.reports, plan.parameters.event)
            digest = digest_inputs(plan).digest(plan.parameters)
        except CrossframeError:
            return False
        return self.force or latest is None or latest.digest != digest

    def run_event(self, plan: Plan, tell: Teller) -> RunResult:
        """Runs one event, unless it did not change."""
        event = plan.parameters.event

        def waiting(text: str) -> None:
            tell("waiting", text, seconds=self.limits.wait)

        with only_run(self.reports, event, wait=self.limits.wait, waiting=waiting):
            try:
                return self._run_held(plan, tell)
            finally:  # a full disk, Ctrl-C, an error: nothing half is left
                for path in (self.reports / event).glob(".*.partial"):
                    shutil.rmtree(path, ignore_errors=True)

    def _run_held(self, plan: Plan, tell: Teller) -> RunResult:
        parameters = plan.parameters
        latest = latest_run(self.reports, parameters.event)
        if latest:  # a run that was killed may have been published and not yet named
            name_latest(self.reports / parameters.event, latest.run_id)
        try:
            if parameters.strict:
                require_complete(plan.job.corpus)
            require_article(plan.job.corpus)
            inputs = digest_inputs(plan)
        except CrossframeError as error:
            return self._fail(plan, error, tell)
        if latest and latest.digest == inputs.digest(parameters) and not self.force:
            folder = self.reports / parameters.event / latest.run_id
            tell(
                "unchanged",
                f"unchanged since run {latest.run_id}, reused",
                **_places(latest, folder),
            )
            return RunResult(parameters.event, latest, reused=True)
        return self._make(plan, inputs, tell)

    def _fail(self, plan: Plan, error: CrossframeError, tell: Teller) -> RunResult:
        """Notes that what was given cannot be run."""
        from crossframe.suite.failing import publish_failed
        from crossframe.suite.record import Site

        return _published(*publish_failed(Site.of(plan, tell), None, str(error)), tell)

    def _make(self, plan: Plan, inputs: Inputs, tell: Teller) -> RunResult:
        self.resident.forker.begin()  # it imports what notebooks need while this process imports
        from crossframe.suite.making import make_run

        try:
            plan = plan._replace(places=self.fetch(plan, tell))
        except CrossframeError as error:
            return self._fail(plan, error, tell)
        made = make_run(plan, inputs, self.resident, tell, self.watch, self.limits)
        return _published(*made, tell)


def _published(run: Run, folder: Path, tell: Teller) -> RunResult:
    tell(
        "published",
        f"run {run.run_id} {run.status} after {run.seconds:.1f} s",
        status=run.status,
        **_places(run, folder),
    )
    return RunResult(run.event_id, run, errors=run.errors)


def _places(run: Run, folder: Path) -> dict[str, object]:
    return {
        "run_id": run.run_id,
        "folder": str(folder),
        "report": str(folder / "report.html"),
    }
