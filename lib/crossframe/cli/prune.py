"""`crossframe prune`: old runs, and old work in the cache -> gone, by an explicit rule."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossframe.cli.shared import reports_option

if TYPE_CHECKING:
    from crossframe.suite.pruning import Rule


@click.command()
@click.argument("event", default="")
@reports_option
@click.option("--keep-last", type=int, metavar="N", help="Keep the N newest complete runs.")
@click.option("--keep-days", type=int, metavar="D", help="Keep every run of the last D days.")
@click.option("--keep-monthly", is_flag=True, help="Keep the newest complete run of each month.")
@click.option(
    "--cache-days",
    type=float,
    metavar="D",
    help="Remove claim maps and workings from the cache that are older than D days.",
)
@click.option("--dry-run", is_flag=True, help="Say what would go, and remove nothing.")
def prune(
    event: str,
    reports: Path,
    keep_last: int | None,
    keep_days: int | None,
    cache_days: float | None,
    *,
    keep_monthly: bool,
    dry_run: bool,
) -> None:
    """Remove old runs that no rule keeps; look first with --dry-run.

    Without EVENT, runs of every event. The latest complete run of an event is never removed, nor
    is anything that no run wrote: articles, labels and corrections are out of its reach. Claims
    keep their ids and the dates of their birth, for each run knows all those before it. What is in
    the cache can be worked out again; the cache is that of this user, for all events.

    \b
    crossframe prune --keep-last 30 --keep-monthly --dry-run
    crossframe prune flood --keep-days 90
    crossframe prune --cache-days 30
    """  # noqa: D301
    from crossframe.suite.pruning import Rule

    rule = Rule(keep_last, keep_days, keep_monthly)
    if cache_days is None or rule != Rule():
        _prune_runs(event, reports, rule, dry_run=dry_run)
    if cache_days is not None:
        _prune_cache(cache_days, dry_run=dry_run)


def _prune_runs(event: str, reports: Path, rule: Rule, *, dry_run: bool) -> None:
    from crossframe.suite.catalogue import list_in_index
    from crossframe.suite.pruning import plan_pruning, remove_runs

    verdicts = plan_pruning(reports, rule, datetime.now(UTC), event)
    for one in verdicts:
        size = f"{one.n_bytes / 1e6:6.1f} MB"
        click.echo(f"{size}  {one.run.event_id}/{one.run.run_id}  {one.why}")
    going = [one for one in verdicts if one.goes]
    total = (
        f"{len(going)} of {len(verdicts)} runs, {sum(one.n_bytes for one in going) / 1e6:.1f} MB"
    )
    if dry_run:
        click.echo(f"would remove {total}; nothing was removed")
        return
    removed = remove_runs(verdicts, reports)
    if removed:
        list_in_index(reports)
    click.echo(
        f"removed {len(removed)} of {total}" if len(removed) < len(going) else f"removed {total}"
    )


def _prune_cache(days: float, *, dry_run: bool) -> None:
    from crossframe.suite.tidying import old_entries, remove_entries

    entries = old_entries(days, time.time())
    size = f"{sum(entry.n_bytes for entry in entries) / 1e6:.1f} MB"
    total = f"{len(entries)} claim maps and workings of the cache, {size}"
    if dry_run:
        click.echo(f"would remove {total}; nothing was removed")
        return
    remove_entries(entries)
    click.echo(f"removed {total}")
