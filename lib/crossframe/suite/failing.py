"""An event that cannot be compared -> a failed run all the same, which says why."""

from __future__ import annotations

import logging
from pathlib import Path

from crossframe.config import shown_path
from crossframe.errors import CrossframeError, place
from crossframe.presentation import FailedRun, write_failed_report
from crossframe.suite.history import seal
from crossframe.suite.plan import Inputs
from crossframe.suite.record import Site, run_without_claims
from crossframe.suite.store import LATEST, Run, publish, write_run

_log = logging.getLogger(__name__)


def reason_of(error: Exception, event: str) -> str:
    """Says why an event failed; what is no error of ours or of the disk is logged whole.

    Args:
        error: What was raised.
        event: The event.

    Returns:
        The reason, in words.
    """
    if isinstance(error, CrossframeError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'cannot write'}: {error.strerror}"
    _log.error("%s: an error of crossframe itself, please report it", event, exc_info=error)
    return f"{type(error).__name__}: {error}"


def publish_failed(site: Site, inputs: Inputs | None, why: str) -> tuple[Run, Path]:
    """Publishes a run that ended before it had claims: its record, and a page with the reason.

    Args:
        site: Where it is made.
        inputs: Digests of what it is made of; None where these cannot be told.
        why: What it failed of.

    Returns:
        The run and its folder.

    Raises:
        OSError: If it cannot be written.
    """
    site.tell("failed", f"failed: {why}", error=why)
    run = run_without_claims(site, inputs, why)
    aside = site.aside(run)
    aside.mkdir(parents=True)
    write_run(run, aside)
    write_failed_report(_shown(run, site), aside / "report.html")
    seal(aside)
    return run, publish(aside, run, site.reports)


def _shown(run: Run, site: Site) -> FailedRun:
    corpus = site.plan.job.corpus
    has_latest = (site.reports / run.event_id / LATEST / "report.html").is_file()
    return FailedRun(
        event_id=run.event_id,
        run_id=run.run_id,
        created_at=run.created_at,
        is_demonstration=run.is_demonstration,
        why=run.errors,
        outlets={
            outlet: sum(article.outlet == outlet for article in corpus.articles)
            for outlet in corpus.outlets
        },
        excluded=tuple(
            (place(shown_path(one.path), one.line), site.privacy.clean(one.reason))
            for one in corpus.exclusions
        ),
        last_report=f"../{LATEST}/report.html" if has_latest else None,
    )
