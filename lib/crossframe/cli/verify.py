"""`crossframe verify`: a run -> whether everything in it follows from its articles."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from crossframe.cli.shared import reports_option


@click.command()
@click.argument("name", metavar="RUN")
@reports_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option("--no-input", is_flag=True, help="Do not compare with the file of articles.")
@click.option("--no-notebooks", is_flag=True, help="Do not run the notebooks again.")
def verify(name: str, reports: Path, **flags: bool) -> None:
    """Derive a run again from its articles and name the first thing that does not follow.

    RUN is its folder, EVENT/RUN or EVENT for its latest complete run. Articles are compared with
    their SHA-256 and with the file they came from; sentences are cut, vectors computed, claims
    found, tables and report made, and notebooks run again, and each is compared with what is
    stored. On another machine, or with other versions of libraries, claims may differ in their last
    digits: there it is said how far they agree.

    Exit status 0 if everything follows; 1 if something does not; 2 if there is no such run.
    """
    from rich.console import Console

    from crossframe.presentation import watch_progress
    from crossframe.suite.opened import find_run
    from crossframe.suite.verdict import verification_lines
    from crossframe.suite.verification import verify_run

    with watch_progress(Console(stderr=True)) as watch:
        found = verify_run(
            find_run(name, reports),
            watch=watch,
            with_input=not flags["no_input"],
            with_notebooks=not flags["no_notebooks"],
        )
    if flags["as_json"]:
        told = {"is_sound": found.is_sound, **asdict(found)}
        told["first"] = found.first._asdict() if found.first else None
        told["agreements"] = [one._asdict() for one in found.agreements]
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(verification_lines(found)))
    sys.exit(0 if found.is_sound else 1)
