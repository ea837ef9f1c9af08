"""`crossframe index`: the runs that are there -> index and feed, made anew."""

from __future__ import annotations

from pathlib import Path

import click

from crossframe.cli.shared import reports_option
from crossframe.errors import StoreError


@click.command()
@reports_option
@click.option(
    "--base-url", metavar="ADDRESS", help="Where the folder is on the web, for the feed's links."
)
def index(reports: Path, base_url: str | None) -> None:
    """Make index.html and feed.xml anew from the runs that are there.

    Every run does so at its end; this is for when runs were moved, copied or deleted by hand.
    """
    from crossframe.presentation.feed import check_base
    from crossframe.suite.catalogue import list_in_index

    base = None if base_url is None else check_base(base_url)
    if not reports.is_dir():
        raise StoreError(f"{reports}: is no folder; name the folder of runs with --out")
    click.echo(str(list_in_index(reports, base)))
