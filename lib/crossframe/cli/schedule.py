"""`crossframe schedule`: what to run, and when -> a recipe for a scheduler."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from crossframe.cli.run import run
from crossframe.cli.shared import FILE
from crossframe.errors import ScheduleError
from crossframe.places import is_address

# Variables that decide where a run finds and keeps things.
_CARRIED = ("CROSSFRAME_CACHE",)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="RUN_ARGUMENTS...")
@click.option("--cron", "scheduler", flag_value="cron", help="Lines for crontab -e.")
@click.option("--systemd", "scheduler", flag_value="systemd", help="A service and its timer.")
@click.option("--github-actions", "scheduler", flag_value="github-actions", help="A workflow.")
@click.option("--airflow", "scheduler", flag_value="airflow", help="A DAG.")
@click.option("--at", default="06:00", show_default=True, metavar="HH:MM", help="Time of day.")
@click.option("--days", default="daily", show_default=True, help="As mon-fri, or mon,thu.")
@click.option("--zone", default="", metavar="ZONE", help="As Europe/Berlin [the scheduler's own].")
@click.option("--folder", type=FILE, default=Path(), help="Where the run starts [here].")
@click.option("--log", type=FILE, help="File for what the run says [the scheduler's own place].")
@click.option("--name", default="", help="Of the job [made of what is run].")
@click.option("--install", default="", help="GitHub: installs crossframe [make setup].")
@click.option("--into", type=FILE, help="Write the files into this folder.")
def schedule(
    arguments: tuple[str, ...], scheduler: str | None, folder: Path, into: Path | None, **given: Any
) -> None:
    """Print a recipe that runs crossframe by the clock.

    RUN_ARGUMENTS are those of `crossframe run`, and are checked as it checks them; names in them
    are relative to the folder.

    \b
    crossframe schedule --cron --at 06:30 --log run.log articles.jsonl --wait 600
    crossframe schedule --systemd --days mon-fri --zone Europe/Berlin --all --into units
    crossframe schedule --systemd --watch inbox
    """  # noqa: D301
    from crossframe.suite.schedules import RECIPES, Schedule, read_days, read_time

    if scheduler is None:
        raise click.UsageError("name one: --cron, --systemd, --github-actions or --airflow")
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - a link stays the name it has
    names = _checked(arguments, folder)
    hour, minute = read_time(given["at"])
    recipe = RECIPES[scheduler](
        Schedule(
            name=_job_name(given["name"] or "-".join(Path(one).stem for one in names) or "all"),
            folder=folder,
            command=_program(),
            arguments=("run", *arguments),
            hour=hour,
            minute=minute,
            days=read_days(given["days"]),
            zone=given["zone"],
            log=folder / given["log"] if given["log"] else None,
            environment={key: os.environ[key] for key in _CARRIED if os.environ.get(key)},
            setup=given["install"],
        )
    )
    for file in recipe:
        if into:
            into.mkdir(parents=True, exist_ok=True)
            (into / file.name).write_text(file.text, encoding="utf-8")
            click.echo(f"{into / file.name}: {file.use}")
        else:
            click.echo(
                f"# --- {file.name}\n{file.text}" if len(recipe) > 1 else file.text, nl=False
            )


def _checked(arguments: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """Has `crossframe run` read its arguments; returns the names in them."""
    if not folder.is_dir():
        raise ScheduleError(f"--folder {str(folder)!r} is no folder")
    with run.make_context("run", list(arguments)) as context:
        names: tuple[str, ...] = context.params["names"]
        watched = context.params.get("watch")
        if not names and not context.params["everything"] and not watched:
            raise click.UsageError("say what to run: events, files, or --all")
    for one in (*names, *([str(watched)] if watched else [])):
        if is_address(one):
            continue
        if not (folder / one).exists() and not (folder / f"seeds/events/{one}.jsonl").exists():
            raise ScheduleError(f"{one!r} is neither a file in {folder} nor an event of its seeds/")
    return (*names, *([str(watched)] if watched else []))


def _job_name(text: str) -> str:
    """A name that every scheduler takes.

    >>> _job_name("Flood (May 2024)")
    'crossframe-Flood-May-2024'
    """
    plain = re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")[:60].strip("-")
    return f"crossframe-{plain or 'run'}"


def _program() -> tuple[str, ...]:
    """The crossframe that was called, by its full path: a scheduler knows no PATH of ours."""
    beside = Path(sys.executable).with_name("crossframe")
    found = str(beside) if beside.is_file() else shutil.which("crossframe")
    if found is None:
        raise ScheduleError("the command crossframe is not installed; pip install crossframe")
    return (found,)
