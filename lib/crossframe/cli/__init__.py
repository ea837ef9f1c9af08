"""The `crossframe` command: one module a verb, each thin."""

from __future__ import annotations

import click

from crossframe import __version__
from crossframe.cli.bench import bench
from crossframe.cli.claims import claims
from crossframe.cli.cluster import cluster
from crossframe.cli.code import code
from crossframe.cli.diff import diff
from crossframe.cli.evaluate import evaluate
from crossframe.cli.events import events
from crossframe.cli.index import index
from crossframe.cli.ingest import ingest
from crossframe.cli.lab import lab
from crossframe.cli.prune import prune
from crossframe.cli.query import query
from crossframe.cli.run import run
from crossframe.cli.schedule import schedule
from crossframe.cli.shared import Commands
from crossframe.cli.verify import verify

__all__ = ["main"]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="crossframe")
def main() -> None:
    """Compare how outlets tell the same event.

    \b
    crossframe run frontline-drones        an event of seeds/
    crossframe run articles.jsonl          your own articles (also .csv, .parquet, .txt, folders)
    crossframe ingest pages/ --out e.jsonl articles as they come: pages, feeds, archives, exports
    crossframe events e.jsonl --out news   group a stream into events, day by day
    crossframe lab                         read and re-run in JupyterLab
    crossframe code frontline-drones       sheets for people who judge the same pairs, blind
    crossframe verify frontline-drones     derive everything again and name what differs
    crossframe diff frontline-drones       what changed since the run before, and why
    """  # noqa: D301


for command in (
    run,
    claims,
    code,
    evaluate,
    ingest,
    events,
    lab,
    schedule,
    cluster,
    diff,
    verify,
    index,
    prune,
    query,
    bench,
):
    main.add_command(command)
