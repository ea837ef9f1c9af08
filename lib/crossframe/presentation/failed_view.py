"""A run that ended before it had claims -> the page that stands where its report would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crossframe.presentation.page import render_page, write_page
from crossframe.presentation.phrasing import event_title, moment
from crossframe.presentation.untrusted import page_link


@dataclass(frozen=True, slots=True)
class FailedRun:
    """What is known of such a run.

    `why` says in words what it failed of. `outlets` gives the number of articles that were read of
    each outlet, `excluded` the place of each that was left out, and the reason. `last_report` is
    the address of the newest complete report, relative to the page; None if there is none.
    """

    event_id: str
    run_id: str
    created_at: str
    is_demonstration: bool
    why: tuple[str, ...]
    outlets: Mapping[str, int]
    excluded: tuple[tuple[str, str], ...] = ()
    last_report: str | None = None


def render_failed_report(run: FailedRun) -> str:
    """Renders the page of a run without claims.

    Args:
        run: What is known of it.

    Returns:
        One HTML document that asks for nothing else.
    """
    values = {
        "run": run,
        "title": event_title(run.event_id),
        "when": moment(run.created_at),
        "n_articles": sum(run.outlets.values()),
        "last_report": page_link(run.last_report),
    }
    return render_page("failed.html.j2", values, script=False, sheet="failed")


def write_failed_report(run: FailedRun, path: Path) -> Path:
    """Writes the page of a run without claims to a file.

    Args:
        run: What is known of it.
        path: The file; its folders are made.

    Returns:
        The path.
    """
    return write_page(render_failed_report(run), path)
