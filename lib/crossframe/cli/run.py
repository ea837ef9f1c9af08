"""`crossframe run`: events -> reports."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossframe.cli.shared import params_option, set_option, settings_of
from crossframe.config import Parameters

if TYPE_CHECKING:
    from crossframe.suite import Happening, Tell
    from crossframe.suite.runs import Watch

INTERRUPTED = 130  # 128 and SIGINT, as shells have it


@click.command()
@click.argument("names", nargs=-1, metavar="EVENT_OR_FILE...")
@click.option("--all", "everything", is_flag=True, help="Every event in seeds/events.")
@click.option("--events", default="", metavar="A,B", help="Events to keep of the files.")
@params_option
@set_option
@click.option("--out", "reports", default="", metavar="DIR", help="Folder of runs [reports].")
@click.option("--strict", is_flag=True, help="Fail if any article has to be excluded.")
@click.option("--force", is_flag=True, help="Run again what did not change.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="Notebooks side by side [one a processor, at most 4].",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=600,
    metavar="SECONDS",
    help="What one notebook may take [600].",
)
@click.option(
    "--wait",
    type=click.FloatRange(0),
    default=0,
    metavar="SECONDS",
    help="Wait for another process that runs the event [0].",
)
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

    \b
    crossframe run --all
    crossframe run articles.jsonl --events flood,strike
    crossframe run flood --set verification=strict --set seed=7
    """  # noqa: D301
    from crossframe.suite import find_jobs, run_suite, seed_events
    from crossframe.suite.limits import Limits
    from crossframe.suite.stopping import stopped_by_signals

    if bool(names) == options["everything"]:
        raise click.UsageError("name events or files, or give --all for every event in seeds/")
    settings = settings_of(params, assignments, reports=reports, strict=options["strict"])
    Parameters.from_values({"event": "any", **settings})
    limits = Limits(options["workers"], options["timeout"], options["wait"])
    jobs = find_jobs(names or seed_events(), [name for name in events.split(",") if name])
    with stopped_by_signals(), _shown(as_json=options["as_json"]) as (tell, watch):
        try:
            results, _ = run_suite(
                jobs,
                settings,
                tell=tell,
                watch=watch,
                force=options["force"],
                limits=limits,
            )
        except KeyboardInterrupt:
            click.echo("crossframe: stopped; nothing half was published", err=True)
            sys.exit(INTERRUPTED)
    failed = [result.event_id for result in results if result.errors]
    if failed:
        click.echo(f"crossframe: failed: {', '.join(failed)}", err=True)
        sys.exit(1)


@contextmanager
def _shown(*, as_json: bool) -> Iterator[tuple[Tell, Watch]]:
    """How a run is shown: bars on a terminal, lines in a log, JSON for machines."""
    if as_json:
        yield _tell_json, _ignore
    elif not sys.stdout.isatty():
        yield _tell_people, _in_log
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


def _in_log(stage: str, done: int, total: int) -> None:
    if done >= total > 0:
        click.echo(f"{stage}: {done:,} of {total:,}")


def _ignore(*_: object) -> None:
    """JSON tells what ended; how far a stage is changes too often to be kept."""
