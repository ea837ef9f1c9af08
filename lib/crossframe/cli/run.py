"""`crossframe run`: events -> reports."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from crossframe.cli.shared import params_option, set_option, settings_of
from crossframe.config import Parameters


@click.command()
@click.argument("names", nargs=-1, metavar="EVENT_OR_FILE...")
@click.option("--all", "everything", is_flag=True, help="Every event in seeds/events.")
@click.option("--events", default="", metavar="A,B", help="Events to keep of the files.")
@params_option
@set_option
@click.option("--out", "reports", default="", metavar="DIR", help="Folder of runs [reports].")
@click.option("--strict", is_flag=True, help="Fail if any article has to be excluded.")
@click.option("--force", is_flag=True, help="Run again what did not change.")
def run(
    names: tuple[str, ...],
    params: Path | None,
    assignments: tuple[str, ...],
    events: str,
    reports: str,
    **flags: bool,
) -> None:
    """Run the whole suite of notebooks through papermill and write reports.

    Exit status 0 only if every notebook of every event succeeded; 1 if one failed; 2 if the input
    or a parameter cannot be used. An event that did not change is not run again.

    \b
    crossframe run --all
    crossframe run articles.jsonl --events flood,strike
    crossframe run flood --set verification=strict --set seed=7
    """  # noqa: D301
    from crossframe.presentation import watch_progress
    from crossframe.suite import find_jobs, run_suite, seed_events

    if bool(names) == flags["everything"]:
        raise click.UsageError("name events or files, or give --all for every event in seeds/")
    settings = settings_of(params, assignments, reports=reports, strict=flags["strict"])
    Parameters.from_values({"event": "any", **settings})
    jobs = find_jobs(names or seed_events(), [name for name in events.split(",") if name])
    with watch_progress() as watch:
        results, index = run_suite(
            jobs, settings, tell=click.echo, watch=watch, force=flags["force"]
        )
    for result in results:
        if result.run:
            report = index.parent / result.event_id / result.run.run_id / "report.html"
            click.echo(f"{result.event_id}: {report}")
    click.echo(f"index of all runs: {index}")
    failed = [result.event_id for result in results if result.errors]
    if failed:
        click.echo(f"crossframe: failed: {', '.join(failed)}", err=True)
        sys.exit(1)
