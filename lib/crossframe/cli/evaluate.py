"""`crossframe evaluate`: what people judged -> precision, recall and their like, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossframe.cli.claims import tell_event
from crossframe.cli.shared import FILE, params_option, set_option, settings_of
from crossframe.config import Parameters

if TYPE_CHECKING:
    from crossframe.claim_build import Caches
    from crossframe.embedding import Encoder
    from crossframe.evaluation import Asked


@click.command()
@click.argument("labels", type=click.Path(exists=True, path_type=Path))
@click.option("--articles", type=FILE, help="What the labels are about [beside the labels].")
@click.option("--predictions", type=FILE, help="Score these instead of finding claims now.")
@click.option(
    "--tiers",
    type=click.Choice(["strict", "all"]),
    default="strict",
    show_default=True,
    help="Which labelled pairs count, where the gold has tiers.",
)
@click.option("--split", default="", metavar="NAME", help="Articles of this split alone.")
@click.option("--no-peers", is_flag=True, help="Leave out the other methods.")
@click.option("--fit", is_flag=True, help="Fit the judge again on the split train, and print it.")
@click.option("--events", is_flag=True, help="Measure how articles are grouped into events.")
@click.option("--record", is_flag=True, help="Keep the figures for the quality notebook.")
@params_option
@set_option
def evaluate(
    labels: Path,
    params: Path | None,
    assignments: tuple[str, ...],
    predictions: Path | None,
    **options: Any,
) -> None:
    """Score claims against what people judged, beside other methods, as JSON.

    LABELS is a folder with articles.jsonl and gold_pairs.jsonl or clusters.jsonl, a folder of
    sheets that `crossframe code` wrote and people filled in, a table of sentence pairs (.csv, .tsv)
    or JSON lines of sentences with the claims that they make.

    \b
    crossframe evaluate gold/ecbplus --set verification=strict
    crossframe evaluate my-labels.csv --articles articles.jsonl
    crossframe evaluate gold/ecbplus --events       B-cubed of crossframe events, beside TF-IDF
    """  # noqa: D301
    from crossframe.evaluation import Asked

    parameters = Parameters.from_values({"event": "any", **settings_of(params, assignments)})
    asked = Asked(
        labels, options["articles"], options["tiers"], options["split"], not options["no_peers"]
    )
    found = _measured(asked, parameters, predictions, options)
    click.echo(json.dumps(found, indent=2))


def _measured(
    asked: Asked, parameters: Parameters, predictions: Path | None, options: Mapping[str, Any]
) -> dict[str, Any]:
    from crossframe.claim_build import open_caches
    from crossframe.config import cache_folder
    from crossframe.embedding import load_encoder
    from crossframe.evaluation import (
        evaluate,
        evaluate_predictions,
        fit_and_test,
        fit_vectors_and_test,
        is_clustered,
        record_measures,
    )

    def load() -> Encoder:
        return load_encoder(parameters.encoder, parameters.threads)

    def caches(encoder: Encoder) -> Caches:
        return open_caches(cache_folder(), encoder)

    if predictions:
        return evaluate_predictions(predictions, asked)
    if options["events"]:
        from crossframe.evaluation.event_grouping import measure_grouping

        encoder = load()
        return measure_grouping(asked.labels, encoder, caches(encoder).vectors, tell_event)
    if options["fit"]:
        encoder = load()
        by_vectors = is_clustered(asked.labels) or not encoder.reads_words
        fit = fit_vectors_and_test if by_vectors else fit_and_test
        return fit(asked.labels, encoder, tell_event)
    measured = record_measures if options["record"] else evaluate
    return measured(asked, parameters, load, tell_event, caches)
