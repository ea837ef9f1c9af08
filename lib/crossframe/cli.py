"""The `crossframe` command."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossframe import __version__
from crossframe.config import Parameters, home, load_parameters, parse_assignments
from crossframe.errors import CrossframeError

if TYPE_CHECKING:
    from crossframe.claim_build import Caches
    from crossframe.embedding import Encoder

_FILE = click.Path(path_type=Path)


class _Command(click.Group):
    """Prints crossframe's own errors, and those of the disk, bare; exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CrossframeError as error:
            click.echo(f"crossframe: {error}", err=True)
            ctx.exit(2)
        except OSError as error:
            if error.strerror is None:  # not of the system: a fault of ours
                raise
            where = "cannot write" if error.filename is None else error.filename
            click.echo(f"crossframe: {where}: {error.strerror}", err=True)
            ctx.exit(2)


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="crossframe")
def main() -> None:
    """Compare how outlets tell the same event.

    \b
    crossframe run frontline-drones        an event of seeds/
    crossframe run articles.jsonl          your own articles (also .csv, .parquet, .txt, folders)
    crossframe lab                         read and re-run in JupyterLab
    """  # noqa: D301


def _settings(
    params: Path | None, assignments: tuple[str, ...], **given: object
) -> dict[str, object]:
    """Joins a parameter file, `--set` and options; the later one wins."""
    values = load_parameters(params) if params else {}
    values |= parse_assignments(assignments)
    return values | {name: value for name, value in given.items() if value}


_params = click.option("--params", type=_FILE, help="TOML or JSON file of parameters.")
_set = click.option(
    "--set", "assignments", multiple=True, metavar="NAME=VALUE", help="One parameter; repeatable."
)


@main.command()
@click.argument("names", nargs=-1, metavar="EVENT_OR_FILE...")
@click.option("--all", "everything", is_flag=True, help="Every event in seeds/events.")
@click.option("--events", default="", metavar="A,B", help="Events to keep of the files.")
@_params
@_set
@click.option("--out", "reports", default="", metavar="DIR", help="Folder of runs [reports].")
@click.option("--strict", is_flag=True, help="Fail if any article has to be excluded.")
@click.option("--force", is_flag=True, help="Run again what did not change.")
def run(
    names: tuple[str, ...],
    params: Path | None,
    assignments: tuple[str, ...],
    events: str,
    reports: str,
    **flags: bool,
) -> None:
    """Run the whole suite of notebooks through papermill and write reports.

    Exit status 0 only if every notebook of every event succeeded; 1 if one failed; 2 if the input
    or a parameter cannot be used. An event that did not change is not run again.

    \b
    crossframe run --all
    crossframe run articles.jsonl --events flood,strike
    crossframe run flood --set verification=strict --set seed=7
    """  # noqa: D301
    from crossframe.presentation import watch_progress
    from crossframe.suite import find_jobs, run_suite, seed_events

    if bool(names) == flags["everything"]:
        raise click.UsageError("name events or files, or give --all for every event in seeds/")
    settings = _settings(params, assignments, reports=reports, strict=flags["strict"])
    Parameters.from_values({"event": "any", **settings})
    jobs = find_jobs(names or seed_events(), [name for name in events.split(",") if name])
    with watch_progress() as watch:
        results, index = run_suite(
            jobs, settings, tell=click.echo, watch=watch, force=flags["force"]
        )
    for result in results:
        if result.run:
            report = index.parent / result.event_id / result.run.run_id / "report.html"
            click.echo(f"{result.event_id}: {report}")
    click.echo(f"index of all runs: {index}")
    failed = [result.event_id for result in results if result.errors]
    if failed:
        click.echo(f"crossframe: failed: {', '.join(failed)}", err=True)
        sys.exit(1)


@main.command()
@click.argument("file", type=_FILE)
@click.option("--out", required=True, type=_FILE, help="Where to write, a line a sentence.")
@click.option("--events", default="", metavar="A,B", help="Events to keep.")
@_params
@_set
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

    parameters = Parameters.from_values({"event": "any", **_settings(params, assignments)})
    corpora = read_corpora(file, [name for name in events.split(",") if name])
    for corpus in corpora.values():
        for left in corpus.exclusions:
            click.echo(f"excluded: {left.path}:{left.line}: {left.reason}", err=True)
    encoder = load_encoder(parameters.encoder, parameters.threads)
    found = predict_claims(corpora, parameters, encoder, _tell_event)
    click.echo(f"{write_predictions(found, out)} sentences: {out}", err=True)


def _tell_event(event_id: str, number: int, total: int) -> None:
    click.echo(f"[{number}/{total}] {event_id}", err=True)


@main.command()
@click.argument("labels", type=click.Path(exists=True, path_type=Path))
@click.option("--articles", type=_FILE, help="What the labels are about [beside the labels].")
@click.option("--predictions", type=_FILE, help="Score these instead of finding claims now.")
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
@click.option("--record", is_flag=True, help="Keep the figures for the quality notebook.")
@_params
@_set
def evaluate(
    labels: Path,
    params: Path | None,
    assignments: tuple[str, ...],
    predictions: Path | None,
    **options: Any,
) -> None:
    """Score claims against what people judged, beside other methods, as JSON.

    LABELS is a folder with articles.jsonl and gold_pairs.jsonl, a table of sentence pairs (.csv,
    .tsv) or JSON lines of sentences with the claims that they make.

    \b
    crossframe evaluate gold/ecbplus --set verification=strict
    crossframe evaluate my-labels.csv --articles articles.jsonl
    """  # noqa: D301
    from crossframe.claim_build import open_caches
    from crossframe.config import cache_folder
    from crossframe.embedding import load_encoder
    from crossframe.evaluation import (
        Asked,
        evaluate,
        evaluate_predictions,
        fit_and_test,
        record_measures,
    )

    parameters = Parameters.from_values({"event": "any", **_settings(params, assignments)})
    asked = Asked(
        labels, options["articles"], options["tiers"], options["split"], not options["no_peers"]
    )

    def load() -> Encoder:
        return load_encoder(parameters.encoder, parameters.threads)

    def caches(encoder: Encoder) -> Caches:
        return open_caches(cache_folder(), encoder)

    if predictions:
        found = evaluate_predictions(predictions, asked)
    elif options["fit"]:
        found = fit_and_test(labels, load(), _tell_event)
    else:
        measured = record_measures if options["record"] else evaluate
        found = measured(asked, parameters, load, _tell_event, caches)
    click.echo(json.dumps(found, indent=2))


@main.command()
@click.argument("event", required=False)
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
@click.option("--port", default=8888, show_default=True, help="The next free one is taken.")
def lab(event: str | None, port: int, *, no_browser: bool) -> None:
    """Open JupyterLab on the notebooks.

    With EVENT, a copy of the notebooks set to that event is opened in reports/<event>/lab.
    """
    from crossframe.suite.lab import lab_folder

    root, start = lab_folder(event)
    command = [
        *(sys.executable, "-m", "jupyter", "lab", f"--port={port}"),
        *(f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{start}"),
        # It asks nothing of anyone's server: no news, no look for updates.
        *("--LabApp.news_url=None",),
        *("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",),
    ]
    if no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    os.chdir(home())
    os.execv(sys.executable, command)  # noqa: S606 - takes this process's place: signals reach it
