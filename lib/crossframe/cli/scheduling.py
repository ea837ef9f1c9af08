"""What commands take that can hand work to a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from crossframe.cli.shared import FILE

if TYPE_CHECKING:
    from crossframe.cluster import SchedulerAddress

_OPTIONS = (
    click.option(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="Dask scheduler, as tcp://HOST:8786, whose workers find the claims.",
    ),
    click.option(
        "--scheduler-wait",
        type=click.FloatRange(0),
        default=60,
        metavar="SECONDS",
        help="How long there may be no worker [60].",
    ),
    click.option("--scheduler-tls-ca", type=FILE, help="PEM file of who signed the certificates."),
    click.option("--scheduler-tls-cert", type=FILE, help="PEM file of our certificate."),
    click.option("--scheduler-tls-key", type=FILE, help="PEM file of its key."),
)


def scheduler_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--scheduler` and what belongs to it; the command gets them among its options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def scheduler_of(options: dict[str, Any]) -> SchedulerAddress | None:
    """What was said of a cluster; None if there is none.

    Args:
        options: Of the command, those of `scheduler_options` among them.

    Returns:
        The scheduler and how to reach it.

    Raises:
        UsageError: If TLS is asked for without a scheduler.
        MissingExtraError: If the package distributed is not installed.
    """
    files = [options[f"scheduler_tls_{part}"] for part in ("ca", "cert", "key")]
    if not options["scheduler"]:
        if any(files):
            raise click.UsageError("--scheduler-tls-... is about a --scheduler; name it")
        return None
    from crossframe.cluster import SchedulerAddress, require_distributed

    require_distributed()
    return SchedulerAddress(options["scheduler"], options["scheduler_wait"], *files)
