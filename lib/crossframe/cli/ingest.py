"""`crossframe ingest`: articles as they come -> JSON Lines in the input contract."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossframe.cli.shared import FILE, INTERRUPTED
from crossframe.errors import ExclusionError, ParameterError
from crossframe.stopping import stopped_by_signals

if TYPE_CHECKING:
    from crossframe.collection import Collected


@click.command()
@click.argument("sources", nargs=-1, required=True, type=FILE, metavar="SOURCE...")
@click.option("--out", required=True, type=FILE, help="JSON Lines to write, an article a line.")
@click.option("--event", default="", metavar="NAME", help="Event that all articles belong to.")
@click.option("--fetch", is_flag=True, help="Fetch pages of addresses that lie nowhere beside.")
@click.option("--warc", type=FILE, help="Keep what is fetched here [OUT with .warc.gz].")
@click.option("--contact", default="", metavar="ADDRESS", help="Whom a site may write to about it.")
@click.option("--allow-private", is_flag=True, help="Fetch from private networks too (intranet).")
@click.option("--verbose", is_flag=True, help="List everything left out and every sign found.")
@click.option("--strict", is_flag=True, help="Fail if anything had to be left out.")
def ingest(
    sources: tuple[Path, ...], out: Path, event: str, warc: Path | None, contact: str, **flags: bool
) -> None:
    """Read articles in whatever form they come, and write them as JSON Lines.

    \b
    SOURCE is a file or a folder of files:
      pages      .html .htm .xhtml .mhtml .html.gz, saved from a browser
      feeds      .rss .atom .xml with full text
      archives   .warc .warc.gz .wacz
      exports    .json .csv of Media Cloud, Event Registry (NewsAPI.ai), NewsAPI
      lists      .txt of addresses, one a line; .csv with a column url;
                 .rdf .csv .ris .json (CSL) of Zotero; saved pages lie beside the list
      articles   .jsonl .csv .parquet .txt .md in crossframe's own form

    \b
    crossframe ingest pages/ --out flood.jsonl --event flood
    crossframe ingest zotero/ harbour.wacz --out harbour.jsonl
    crossframe ingest urls.txt --fetch --contact you@institute.example --out span.jsonl
    crossframe ingest span.warc.gz --out span.jsonl       the same again, without the network
    crossframe run flood.jsonl

    Nothing is fetched without --fetch. With it: robots.txt is obeyed, a host is asked once a second
    at most, no private network is entered, and everything fetched is kept in a web archive from
    which the study can be repeated; what that holds is not fetched again.

    Each article gets a field "health": signs that its text was cut or is not the article, and what
    its page showed. OUT appears when all of it is there; where no article can be used, it is not
    written, and the exit status is 2.
    """  # noqa: D301
    from rich.console import Console

    from crossframe.collection import Asked, Manners, collect, fetcher
    from crossframe.presentation import watch_progress

    if out.is_dir():
        raise ParameterError(f"--out is {str(out)!r}, a folder; name a file in it")
    archive = _archive(warc or out.with_suffix(".warc.gz"))
    manners = Manners(contact=contact, allow_private=flags["allow_private"])
    fetch = fetcher(archive, manners) if flags["fetch"] else None
    asked = Asked(sources, event or None, fetch, (archive,) if fetch else ())
    stops = _stops_told(out, archive if fetch else None)
    with stops, watch_progress(Console(stderr=True)) as watch:
        found = collect(asked, out, watch)
    for line in found.lines(everything=flags["verbose"]):
        click.echo(line, err=True)
    if fetch and archive.exists():
        click.echo(f"what was fetched is kept in {archive}", err=True)
    _end(found, out, strict=flags["strict"])


@contextmanager
def _stops_told(out: Path, archive: Path | None) -> Iterator[None]:
    """Lets Ctrl-C and SIGTERM end it tidily, and says what is there then."""
    try:
        with stopped_by_signals():
            yield
    except (KeyboardInterrupt, SystemExit) as stop:
        click.echo(f"crossframe: stopped; {out} was not written", err=True)
        if archive and archive.exists():
            click.echo(f"what was fetched is kept in {archive}: give the same to go on", err=True)
        sys.exit(INTERRUPTED if isinstance(stop, KeyboardInterrupt) else stop.code)


def _archive(path: Path) -> Path:
    if not path.name.endswith(".warc.gz"):
        raise ParameterError(f"--warc is {str(path)!r}; name a file that ends with .warc.gz")
    return path


def _end(found: Collected, out: Path, *, strict: bool) -> None:
    """Names the file that was written; raises if there is none, or if nothing may be left out."""
    if not found.n_articles:
        raise ExclusionError(f"no article could be used; {out} was not written")
    click.echo(str(out))
    if strict and (n := len(found.exclusions)):
        raise ExclusionError(f"{n:,} left out; mend them, or run without --strict")
