"""`crossframe cluster`: a kind of cluster -> what starts a scheduler and workers there."""

from __future__ import annotations

import click


@click.command()
@click.option("--ssh", "kind", flag_value="ssh", help="Commands, over SSH or by hand with TLS.")
@click.option("--slurm", "kind", flag_value="slurm", help="A Python script for dask-jobqueue.")
@click.option("--kubernetes", "kind", flag_value="kubernetes", help="YAML for the Dask operator.")
def cluster(kind: str | None) -> None:
    """Print what starts a Dask cluster for --scheduler, to be adapted.

    `crossframe run` and `crossframe claims` hand events to the workers of the scheduler that
    --scheduler names: a worker process does one at a time, with as many threads as Dask gave it.
    Best are as many workers of one thread as there are processors, with 2 to 4 GB of memory each.
    Large events are embedded in shards, each by another worker. Notebooks run where crossframe was
    called, and what was found there lands in its cache.

    A worker is given work only if it would compute the same bytes: the same crossframe, models and
    libraries; whoever differs is named with the difference. Workers may come and go. What one that
    dies had in work is done by another. An event of which more workers died than the scheduler's
    setting distributed.scheduler.allowed-failures says (3) is tried again alone, when the others on
    their way have ended; if as many die of it again, it fails by name, and the others go on.

    Dask's protocol carries pickles: who controls the scheduler, a worker or the wire between them
    can run code here and there. Name a cluster of your own; where the network is not, use TLS, by
    --scheduler-tls-ca, -cert and -key, or by Dask's configuration.

    \b
    crossframe cluster --slurm > slurm.py
    crossframe run articles.jsonl --scheduler tcp://10.0.0.5:8786
    crossframe claims s3://bucket/articles.jsonl --out s3://bucket/claims.jsonl --scheduler ...
    """  # noqa: D301
    from crossframe.cluster.recipes import RECIPES

    if kind is None:
        raise click.UsageError("name one: --ssh, --slurm or --kubernetes")
    click.echo(RECIPES[kind], nl=False)
