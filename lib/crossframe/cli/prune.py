"""`crossframe prune`: old runs -> gone, by an explicit rule."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from crossframe.cli.shared import reports_option


@click.command()
@click.argument("event", default="")
@reports_option
@click.option("--keep-last", type=int, metavar="N", help="Keep the N newest complete runs.")
@click.option("--keep-days", type=int, metavar="D", help="Keep every run of the last D days.")
@click.option("--keep-monthly", is_flag=True, help="Keep the newest complete run of each month.")
@click.option("--dry-run", is_flag=True, help="Say what would go, and remove nothing.")
def prune(
    event: str,
    reports: Path,
    keep_last: int | None,
    keep_days: int | None,
    *,
    keep_monthly: bool,
    dry_run: bool,
) -> None:
    """Remove old runs that no rule keeps; look first with --dry-run.

    Without EVENT, runs of every event. The latest complete run of an event is never removed, nor
    is anything that no run wrote: articles, labels and corrections are out of its reach. Claims
    keep their ids and the dates of their birth, for each run knows all those before it.

    \b
    crossframe prune --keep-last 30 --keep-monthly --dry-run
    crossframe prune flood --keep-days 90
    """  # noqa: D301
    from crossframe.suite.catalogue import list_in_index
    from crossframe.suite.pruning import Rule, plan_pruning, remove_runs

    rule = Rule(keep_last, keep_days, keep_monthly)
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
