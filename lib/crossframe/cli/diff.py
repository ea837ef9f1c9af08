"""`crossframe diff`: two runs -> what changed between them, and why."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from crossframe.cli.shared import FILE, reports_option


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="RUN [RUN]")
@reports_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option("--html", type=FILE, help="Write a page to this file, too.")
@click.option("--quick", is_flag=True, help="Derive nothing to tell several causes apart.")
def diff(
    names: tuple[str, ...], reports: Path, html: Path | None, *, as_json: bool, quick: bool
) -> None:
    """Say what changed between two runs of an event, and why.

    A RUN is its folder, EVENT/RUN (the beginning of the run's id will do) or EVENT for its latest
    complete run. With one RUN alone, it is compared with the complete run before it.

    Where more than one of articles, parameters, corrections and model or code differ, runs between
    the two are derived to tell which change is owed to which.

    \b
    crossframe diff flood
    crossframe diff flood/20260301 flood --html changes.html
    """  # noqa: D301
    from rich.console import Console

    from crossframe.presentation import watch_progress
    from crossframe.presentation.difference_view import write_difference
    from crossframe.presentation.difference_words import changes_in_words, difference_lines
    from crossframe.suite.difference import compare_runs
    from crossframe.suite.opened import find_pair, open_run

    if len(names) > 2:
        raise click.UsageError(f"name one run or two, not {len(names)}")
    folders = find_pair(names, reports)
    with watch_progress(Console(stderr=True)) as watch:
        found = compare_runs(*map(open_run, folders), measured=not quick, watch=watch)
    if html:
        links = [os.path.relpath(folder / "report.html", html.parent) for folder in folders]
        write_difference(found, html, (links[0], links[1]))
        click.echo(f"page: {html}", err=True)
    if as_json:
        told = {"summary": changes_in_words(found.changes), **asdict(found)}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(difference_lines(found)))
