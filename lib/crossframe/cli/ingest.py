"""`crossframe ingest`: articles as they come -> JSON Lines in the input contract."""

from __future__ import annotations

from pathlib import Path

import click

from crossframe.cli.shared import FILE


@click.command()
@click.argument("sources", nargs=-1, required=True, type=FILE, metavar="SOURCE...")
@click.option("--out", required=True, type=FILE, help="JSON Lines to write, an article a line.")
@click.option("--event", default="", metavar="NAME", help="Event that all articles belong to.")
@click.option("--verbose", is_flag=True, help="List everything left out and every sign found.")
@click.option("--strict", is_flag=True, help="Fail if anything had to be left out.")
def ingest(sources: tuple[Path, ...], out: Path, event: str, **flags: bool) -> None:
    """Read articles in whatever form they come, and write them as JSON Lines.

    \b
    SOURCE is a file or a folder of files:
      pages      .html .htm .xhtml .mhtml .html.gz, saved from a browser
      feeds      .rss .atom .xml with full text
      archives   .warc .warc.gz .wacz
      exports    .json .csv of Media Cloud, Event Registry (NewsAPI.ai), NewsAPI
      lists      .txt of addresses, one a line; .csv with a column url;
                 .csv .ris .json (CSL) of Zotero; saved pages lie beside the list
      articles   .jsonl .csv .parquet .txt .md in crossframe's own form

    \b
    crossframe ingest pages/ --out flood.jsonl --event flood
    crossframe ingest zotero/ harbour.wacz --out harbour.jsonl
    crossframe run flood.jsonl

    Each article gets a field "health": signs that its text was cut or is not the article, and what
    its page showed. Nothing is written until all of it is.
    """  # noqa: D301
    from rich.console import Console

    from crossframe.collection import Asked, collect
    from crossframe.errors import ExclusionError
    from crossframe.presentation import watch_progress

    with watch_progress(Console(stderr=True)) as watch:
        found = collect(Asked(sources, event or None), out, watch)
    for line in found.lines(everything=flags["verbose"]):
        click.echo(line, err=True)
    click.echo(str(out))
    if flags["strict"] and found.exclusions:
        n = len(found.exclusions)
        raise ExclusionError(f"{n:,} left out; mend them, or run without --strict")
