"""`crossframe claims`: articles -> the claims of every sentence, as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossframe.cli.scheduling import scheduler_of, scheduler_options
from crossframe.cli.shared import params_option, set_option, settings_of
from crossframe.config import Parameters

if TYPE_CHECKING:
    from crossframe.cluster import SchedulerAddress
    from crossframe.embedding import Encoder
    from crossframe.errors import ClusterError
    from crossframe.evaluation import Prediction
    from crossframe.records import Corpus


@click.command()
@click.argument("file")
@click.option("--out", required=True, metavar="FILE", help="Where to write, a line a sentence.")
@click.option("--events", default="", metavar="A,B", help="Events to keep.")
@params_option
@set_option
@scheduler_options
def claims(
    file: str,
    out: str,
    events: str,
    params: Path | None,
    assignments: tuple[str, ...],
    **options: Any,
) -> None:
    """Find the claims alone: one JSON line a sentence.

    Each line has event_id, article_id, sentence_index (from 0) and claims, a list that is empty
    for a sentence that shares its claim with no other article.

    With --scheduler events are worked out on a Dask cluster: `crossframe cluster --help` says how.
    One that fails there is named, the others are written, and the exit status is 1.

    Both FILEs may be addresses on any file system that fsspec knows, as s3://bucket/articles.jsonl.
    """
    from crossframe.corpus import read_anywhere
    from crossframe.evaluation import write_predictions
    from crossframe.places import shown_address
    from crossframe.remote import written

    scheduler = scheduler_of(options)
    parameters = Parameters.from_values({"event": "any", **settings_of(params, assignments)})
    corpora = read_anywhere(file, [name for name in events.split(",") if name], any_name=True)
    for corpus in corpora.values():
        for left in corpus.exclusions:
            click.echo(f"excluded: {left.path}:{left.line}: {left.reason}", err=True)
    failed: list[str] = []
    with written(out) as path, _predicted(corpora, parameters, scheduler, failed) as found:
        n_sentences = write_predictions(found, path)
    click.echo(f"{n_sentences} sentences: {shown_address(out)}", err=True)
    if failed:
        click.echo(f"crossframe: failed: {', '.join(failed)}", err=True)
        sys.exit(1)


@contextmanager
def _predicted(
    corpora: Mapping[str, Corpus],
    parameters: Parameters,
    scheduler: SchedulerAddress | None,
    failed: list[str],
) -> Iterator[Iterator[Prediction]]:
    """Predictions made here, or on a cluster; there, names events that failed."""
    from crossframe.embedding import load_encoder

    def load() -> Encoder:
        return load_encoder(parameters.encoder, parameters.threads)

    if scheduler is None:
        from crossframe.evaluation import predict_claims

        yield predict_claims(corpora, parameters, load(), tell_event)
        return
    from crossframe.cluster import connected, predict_on_cluster

    def fail(event_id: str, error: ClusterError) -> None:
        failed.append(event_id)
        click.echo(f"failed: {error}", err=True)

    with connected(scheduler, parameters, load, lambda text: click.echo(text, err=True)) as cluster:
        yield predict_on_cluster(corpora, parameters, cluster, tell_event, fail)


def tell_event(event_id: str, number: int, total: int) -> None:
    """Says which event is being worked on."""
    click.echo(f"[{number}/{total}] {event_id}", err=True)
