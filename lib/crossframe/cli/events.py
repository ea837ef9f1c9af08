"""`crossframe events`: a stream of articles -> events, a file for each that can be compared."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossframe.cli.shared import (
    FILE,
    INTERRUPTED,
    number_option,
    params_option,
    set_option,
    settings_of,
)
from crossframe.config import Parameters, cache_folder

if TYPE_CHECKING:
    from crossframe.events import Asked, Grouped
    from crossframe.events.intake import Tell


@click.command()
@click.argument("sources", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--out", required=True, type=FILE, metavar="DIR", help="Folder of the stream.")
@number_option(
    "--window",
    click.IntRange(0, 3650),
    "DAYS",
    "Days without news after which an event takes in no more.",
    14,
)
@number_option(
    "--least-articles",
    click.IntRange(1),
    "N",
    "Articles that an event must have to be compared.",
    3,
)
@number_option(
    "--least-outlets", click.IntRange(1), "N", "Outlets that an event must have to be compared.", 2
)
@click.option("--regroup", is_flag=True, help="Pass over the event_id that articles come with.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as one JSON object.")
@params_option
@set_option
def events(
    sources: tuple[Path, ...],
    out: Path,
    params: Path | None,
    assignments: tuple[str, ...],
    **options: Any,
) -> None:
    """Group a stream of articles into events by content and time.

    FILE is what `crossframe run` reads: .jsonl, .csv, .parquet, texts, or a folder of them; use
    `crossframe ingest` for anything else.

    \b
    crossframe ingest feeds/ --out monday.jsonl
    crossframe events monday.jsonl --out news        begins a stream
    crossframe events tuesday.jsonl --out news       joins Monday's events, renames none
    crossframe run news/events                       every event that can be compared
    crossframe run --watch news/events               the same, whenever one grows

    \b
    In DIR:
      events/ID.jsonl  an event to compare: its articles with event_id set
      events.csv       all events; those too thin to compare with the reason
      changes.jsonl    which events were merged and which articles moved, over what
      articles.jsonl   every article, with the event that it was placed in first
      state.jsonl      what the stream knows; the next call goes on from it

    An article that comes with an event_id goes there, and an event that people named is merged with
    no other named one. To correct a placed article, give it again with another event_id.

    What was placed is not placed again, so a call that was stopped is simply repeated. Articles are
    worked through day by day: one file or one a day make no difference.
    """  # noqa: D301
    from crossframe.corpus import left_unread

    parameters = Parameters.from_values({"event": "any", **settings_of(params, assignments)})
    asked = _asked(sources, out, options)
    try:
        with _shown(quiet=options["as_json"]) as tell:
            found, troubles = _grouped(asked, parameters, tell)
    except KeyboardInterrupt:
        click.echo("crossframe: stopped; give the same again to go on", err=True)
        sys.exit(INTERRUPTED)
    for told in (*troubles, *filter(None, map(left_unread, sources))):
        click.echo(told, err=True)
    _say(found, out, **options)


def _asked(sources: tuple[Path, ...], out: Path, options: Mapping[str, Any]) -> Asked:
    from crossframe.events import Asked, Least, Rule

    return Asked(
        sources,
        out,
        Rule(window=options["window"]),
        Least(options["least_articles"], options["least_outlets"]),
        regroup=options["regroup"],
        is_trial=options["dry_run"],
    )


def _grouped(asked: Asked, parameters: Parameters, tell: Tell) -> tuple[Grouped, Sequence[str]]:
    """Groups the stream; gives what came of it, and what the cache could not give."""
    from crossframe.cache import Cache
    from crossframe.embedding import load_encoder, maker_of
    from crossframe.events import group_stream

    encoder = load_encoder(parameters.encoder, parameters.threads)
    cache = Cache(cache_folder() / "vectors", maker_of(encoder, "sentences"))
    return group_stream(asked, encoder, cache, tell), cache.troubles


def _say(found: Grouped, out: Path, **options: Any) -> None:
    if options["as_json"]:
        click.echo(json.dumps({**found.values(), "out": str(out)}, ensure_ascii=False, indent=2))
        return
    for line in found.lines():
        click.echo(line, err=True)
    click.echo("nothing was written" if options["dry_run"] else str(out / "events"))


@contextmanager
def _shown(*, quiet: bool) -> Iterator[Tell]:
    """Bars on a terminal, lines in a log, nothing beside JSON."""
    if quiet:
        yield lambda *_: None
        return
    from rich.console import Console

    from crossframe.presentation import watch_progress

    with watch_progress(Console(stderr=True)) as watch:
        yield watch
