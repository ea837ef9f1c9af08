"""`crossframe claims`: articles -> the claims of every sentence, as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossframe.cli.pace import shown_events
from crossframe.cli.scheduling import scheduler_of, scheduler_options
from crossframe.cli.shared import INTERRUPTED, params_option, set_option, settings_of
from crossframe.config import Parameters
from crossframe.errors import place

if TYPE_CHECKING:
    from crossframe.cluster import SchedulerAddress
    from crossframe.corpus import SpooledCorpora
    from crossframe.embedding import Encoder
    from crossframe.evaluation import Prediction
    from crossframe.evaluation.resuming import Unfinished
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

    One event is in memory at a time, however large FILE is. An event that fails is named, the
    others are written, and the exit status is 1. Killed or stopped, the same command goes on where
    it was: events that are finished are known by the digest of their articles, of the parameters,
    the models and the code. With --scheduler events are worked out on a Dask cluster: `crossframe
    cluster --help` says how.

    Both FILEs may be addresses on any file system that fsspec knows, as s3://bucket/articles.jsonl.
    What is finished of one is kept in the cache until it is uploaded.
    """
    from crossframe.corpus import left_unread, spool_anywhere
    from crossframe.evaluation.resuming import forget, unfinished
    from crossframe.places import shown_address
    from crossframe.remote import written

    scheduler = scheduler_of(options)
    parameters = Parameters.from_values({"event": "any", **settings_of(params, assignments)})
    kept = [name for name in events.split(",") if name]
    failed: list[str] = []
    with written(out) as path:
        shown = shown_address(out)
        with spool_anywhere(file, kept) as corpora, unfinished(path, parameters, shown) as there:
            if unread := left_unread(Path(file)):
                click.echo(unread, err=True)
            for left in corpora.exclusions:
                click.echo(f"excluded: {place(left.path, left.line)}: {left.reason}", err=True)
            try:
                _find(corpora, there, parameters, scheduler, failed)
            except KeyboardInterrupt:
                click.echo("crossframe: stopped; the same command goes on from here", err=True)
                sys.exit(INTERRUPTED)
            n_sentences = there.publish(corpora, path)
    if not failed:
        forget(path)  # not before it is uploaded, if it is
    click.echo(f"{n_sentences} sentences: {shown}", err=True)
    if failed:
        click.echo(f"crossframe: failed: {', '.join(failed)}", err=True)
        sys.exit(1)


def _find(
    corpora: SpooledCorpora,
    there: Unfinished,
    parameters: Parameters,
    scheduler: SchedulerAddress | None,
    failed: list[str],
) -> None:
    """Finds the claims of the events of which they are not there yet."""
    left = there.left(corpora)
    if len(left) < len(corpora):
        n_done = len(corpora) - len(left)
        click.echo(f"{n_done:,} of {len(corpora):,} events are finished already", err=True)
    if not left:
        return

    def fail(event_id: str, error: Exception) -> None:
        failed.append(event_id)
        click.echo(f"failed: {event_id}: {type(error).__name__}: {error}", err=True)

    with shown_events(len(left)) as done, _predicted(left, parameters, scheduler, fail) as found:
        for event_id, own in groupby(found, key=attrgetter("event_id")):
            done(event_id, there.keep(event_id, own))


@contextmanager
def _predicted(
    corpora: Mapping[str, Corpus],
    parameters: Parameters,
    scheduler: SchedulerAddress | None,
    fail: Callable[[str, Exception], None],
) -> Iterator[Iterator[Prediction]]:
    """Predictions made here, or on a cluster."""
    from crossframe.embedding import load_encoder

    def load() -> Encoder:
        return load_encoder(parameters.encoder, parameters.threads)

    if scheduler is None:
        from crossframe.evaluation import predict_claims

        yield predict_claims(corpora, parameters, load(), lambda *_: None, fail)
        return
    from crossframe.cluster import connected, predict_on_cluster

    with connected(scheduler, parameters, load, lambda text: click.echo(text, err=True)) as cluster:
        yield predict_on_cluster(corpora, parameters, cluster, lambda *_: None, fail)


def tell_event(event_id: str, number: int, total: int) -> None:
    """Says which event is being worked on."""
    click.echo(f"[{number}/{total}] {event_id}", err=True)
