"""`crossframe run`: events -> reports."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from crossframe.cli.scheduling import scheduler_of, scheduler_options
from crossframe.cli.shared import (
    FILE,
    INTERRUPTED,
    number_option,
    params_option,
    set_option,
    settings_of,
)
from crossframe.config import Parameters, home
from crossframe.log_lines import log_lines

if TYPE_CHECKING:
    from crossframe.suite import Happening, Tell
    from crossframe.suite.runs import Watch


@click.command()
@click.argument("names", nargs=-1, metavar="EVENT_OR_FILE...")
@click.option("--all", "everything", is_flag=True, help="Every event in seeds/events.")
@click.option("--events", default="", metavar="A,B", help="Events to keep of the files.")
@params_option
@set_option
@click.option("--out", "reports", default="", metavar="DIR", help="Folder of runs [reports].")
@click.option("--strict", is_flag=True, help="Fail if any article has to be excluded.")
@click.option("--force", is_flag=True, help="Run again what did not change.")
@number_option(
    "--workers", click.IntRange(1), "N", "Notebooks side by side [processors and one, at most 4]."
)
@number_option(
    "--timeout",
    click.FloatRange(0, min_open=True),
    "SECONDS",
    "What one notebook may take.",
    600,
)
@number_option(
    "--wait", click.FloatRange(0), "SECONDS", "Wait for another process that runs the event.", 0
)
@click.option("--watch", type=FILE, metavar="DIR", help="Run events as their articles come in.")
@number_option(
    "--interval", click.FloatRange(0.1), "SECONDS", "Between two looks at the watched folder.", 30
)
@click.option(
    "--notify",
    default="",
    metavar="COMMAND",
    help="Command to call when an event fails; no shell, JSON on its standard input.",
)
@click.option("--webhook", default="", metavar="URL", help="Address on this machine told the same.")
@click.option("--webhook-anywhere", is_flag=True, help="Allow an address that is not.")
@number_option(
    "--notify-change",
    click.FloatRange(0, 1),
    "SHARE",
    "Call as well when such a share of the claims changed: came, went, or has another cell.",
)
@scheduler_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")
def run(
    names: tuple[str, ...],
    params: Path | None,
    assignments: tuple[str, ...],
    events: str,
    reports: str,
    **options: Any,
) -> None:
    """Run the whole suite of notebooks through papermill and write reports.

    Exit status 0 only if every notebook of every event succeeded; 1 if one failed; 2 if the input
    or a parameter cannot be used; 130 after Ctrl-C, 143 after SIGTERM. An event that did not change
    is not run again.

    Files and folders, those of --out too, may be addresses on any file system that fsspec knows.
    With --scheduler claims are found on a Dask cluster: `crossframe cluster --help` says how.

    \b
    crossframe run --all
    crossframe run articles.jsonl --events flood,strike
    crossframe run flood --set verification=strict --set seed=7
    crossframe run s3://bucket/articles.parquet --out s3://bucket/reports
    crossframe run --watch inbox --notify "python tell.py" --notify-change 0.2
    """  # noqa: D301
    from crossframe.machine import collect_rarely
    from crossframe.stopping import stopped_by_signals

    collect_rarely()
    watched: Path | None = options["watch"]
    _require_one(bool(names), options["everything"], watched is not None)
    settings = settings_of(params, assignments, reports=reports, strict=options["strict"])
    checked = Parameters.from_values({"event": "any", **settings})
    keep = [name for name in events.split(",") if name]
    asked = _asked(options)
    shown = _shown(as_json=options["as_json"])
    with stopped_by_signals(), shown as (tell, watch), _stops_told():
        asked |= {"tell": tell, "watch": watch}
        if watched is None:
            failed = _run_once(names, keep, settings, asked)
        else:
            _run_until_updated(watched, keep, settings, asked, checked.reports, options["interval"])
    if watched is not None:
        _begin_anew()
    if failed:
        click.echo(f"crossframe: failed: {', '.join(failed)}", err=True)
        sys.exit(1)


def _require_one(*asked: bool) -> None:
    """Refuses to run what is named in more than one way, or in none."""
    if asked.count(True) != 1:
        raise click.UsageError(
            "name events or files, or give --all for every event in seeds/, or --watch a folder"
        )


@contextmanager
def _stops_told() -> Iterator[None]:
    """Tells what ended a run from outside, and that nothing half was published."""
    try:
        yield
    except KeyboardInterrupt:
        _say_stopped("Ctrl-C")
        sys.exit(INTERRUPTED)
    except SystemExit as stop:
        if isinstance(stop.code, int) and stop.code > 128:
            _say_stopped(signal.Signals(stop.code - 128).name)
        raise


def _say_stopped(by: str) -> None:
    click.echo(f"crossframe: stopped by {by}; nothing half was published", err=True)


def _asked(options: dict[str, Any]) -> dict[str, Any]:
    """What `run_suite` is asked for, whatever is run."""
    from crossframe.suite.limits import Limits

    limits = options["workers"], options["timeout"], options["wait"]
    asked = {"force": options["force"], "limits": Limits(*limits, scheduler_of(options))}
    told = options["notify"], options["webhook"], options["notify_change"]
    if told != ("", "", None):
        from crossframe.suite.notices import Notices

        asked["notify"] = Notices.from_values(*told, anywhere=options["webhook_anywhere"])
    return asked


def _run_once(
    names: tuple[str, ...], keep: list[str], settings: dict[str, object], asked: dict[str, Any]
) -> list[str]:
    """Runs what was named; returns the events that failed."""
    from crossframe.corpus import left_unread
    from crossframe.suite import Happening, find_jobs, run_suite, seed_events

    jobs = find_jobs(names or seed_events(), keep)
    for unread in filter(None, map(left_unread, map(Path, names))):
        asked["tell"](Happening("warning", unread))
    results, _ = run_suite(jobs, settings, **asked)
    return [result.event_id for result in results if result.errors]


def _run_until_updated(
    folder: Path,
    keep: list[str],
    settings: dict[str, object],
    asked: dict[str, Any],
    reports: str,
    interval: float,
) -> None:
    """Runs what changes in a folder; what is loaded for one run is there for the next."""
    from crossframe.stopping import pause
    from crossframe.suite import Happening, run_suite
    from crossframe.suite.freshness import CodeChangedError, CodeWatch
    from crossframe.suite.resident import residing
    from crossframe.suite.watching import FolderWatch, require_apart, watch_folder

    require_apart(folder, home() / reports)
    with suppress(CodeChangedError), residing() as resident:
        watch_folder(
            FolderWatch(folder, asked["tell"], frozenset(keep)),
            lambda jobs: run_suite(jobs, settings, **asked, resident=resident)[0],
            interval,
            pause,
            is_current=CodeWatch().is_current,
        )
    asked["tell"](
        Happening("warning", "crossframe or a library changed on disk: the watch begins anew")
    )


def _begin_anew() -> NoReturn:
    """Puts a process that runs the code which is on disk now in the place of this one."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - this very command


@contextmanager
def _shown(*, as_json: bool) -> Iterator[tuple[Tell, Watch]]:
    """How a run is shown: bars on a terminal, lines in a log, JSON for machines."""
    if as_json:
        yield _tell_json, _progress_json
    elif not sys.stdout.isatty():
        yield _tell_people, log_lines(click.echo)
    else:
        from crossframe.presentation import watch_progress

        with watch_progress() as watch:
            yield _tell_people, watch


def _tell_people(happening: Happening) -> None:
    click.echo(happening.text)
    if "report" in happening.details:
        click.echo(f"{happening.event}: {happening.details['report']}")


def _tell_json(happening: Happening) -> None:
    head = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "kind": happening.kind,
        "event": happening.event,
        "text": happening.text,
    }
    click.echo(json.dumps({**head, **happening.details}, ensure_ascii=False))


def _progress_json(stage: str, done: int, total: int) -> None:
    """Tells of stages that are done; how far one is changes too often to be kept."""
    from crossframe.suite import Happening

    if done >= total > 0:
        text = f"{stage}: {done:,} of {total:,}"
        _tell_json(Happening("progress", text, details={"stage": stage, "total": total}))
