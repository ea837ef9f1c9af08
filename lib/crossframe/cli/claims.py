"""`crossframe claims`: articles -> the claims of every sentence, as JSON lines."""

from __future__ import annotations

from pathlib import Path

import click

from crossframe.cli.shared import FILE, params_option, set_option, settings_of
from crossframe.config import Parameters


@click.command()
@click.argument("file", type=FILE)
@click.option("--out", required=True, type=FILE, help="Where to write, a line a sentence.")
@click.option("--events", default="", metavar="A,B", help="Events to keep.")
@params_option
@set_option
def claims(
    file: Path, out: Path, events: str, params: Path | None, assignments: tuple[str, ...]
) -> None:
    """Find the claims alone: one JSON line a sentence.

    Each line has event_id, article_id, sentence_index (from 0) and claims, a list that is empty
    for a sentence that shares its claim with no other article.
    """
    from crossframe.corpus import read_corpora
    from crossframe.embedding import load_encoder
    from crossframe.evaluation import predict_claims, write_predictions

    parameters = Parameters.from_values({"event": "any", **settings_of(params, assignments)})
    corpora = read_corpora(file, [name for name in events.split(",") if name])
    for corpus in corpora.values():
        for left in corpus.exclusions:
            click.echo(f"excluded: {left.path}:{left.line}: {left.reason}", err=True)
    encoder = load_encoder(parameters.encoder, parameters.threads)
    found = predict_claims(corpora, parameters, encoder, tell_event)
    click.echo(f"{write_predictions(found, out)} sentences: {out}", err=True)


def tell_event(event_id: str, number: int, total: int) -> None:
    """Says which event is being worked on."""
    click.echo(f"[{number}/{total}] {event_id}", err=True)
