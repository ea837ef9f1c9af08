"""`crossframe bench`: speed and memory beside peers -> a table, or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from crossframe.cli.shared import FILE

ROUNDS, ROUNDS_QUICK = 5, 1


@click.command()
@click.argument("names", nargs=-1, metavar="[WHAT]...")
@click.option("--rounds", type=click.IntRange(1), metavar="N", help="Rounds of each [5].")
@click.option("--quick", is_flag=True, help="Show in a minute that all works; figures mean little.")
@click.option("--gold", type=FILE, metavar="DIR", help="Labelled folder, for F1 and for its text.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option("--check", is_flag=True, help="Exit with 1 if a bar is not reached.")
def bench(
    names: tuple[str, ...],
    rounds: int | None,
    gold: Path | None,
    *,
    quick: bool,
    as_json: bool,
    check: bool,
) -> None:
    """Measure speed and memory beside what one would otherwise run, in turns, on this machine.

    WHAT is one or more of embed, suite, claims, scale, stream, events and dask; without any, all
    but scale and stream, which take hours and measure everything once. What is not installed is
    left out with a word. A quiet machine measures best: each other figure is the median of several
    rounds, shown with its span. events times nothing: it needs --gold, and tells how well articles
    are grouped into events, all at once and in parts, in several orders.

    stream retells the articles of seeds/, or of --gold, until there are 100,000, invents their
    days, and takes them through crossframe ingest, events and claims as a user does.

    \b
    crossframe bench embed
    crossframe bench stream --gold DIR
    crossframe bench --json --check > bench.json
    """  # noqa: D301
    from rich.console import Console

    from crossframe.bench import BENCHMARKS, Ask, draw_rows, run_benchmark, told_values

    for name in names:
        if name not in BENCHMARKS:
            known = ", ".join(BENCHMARKS)
            raise click.UsageError(f"no benchmark is called {name!r}; there are: {known}")
    told = []
    with TemporaryDirectory(prefix="crossframe-bench-") as work:
        for name in names or [one.name for one in BENCHMARKS.values() if not one.takes_hours]:
            place = Path(work) / name
            place.mkdir()
            n_rounds = rounds or (ROUNDS_QUICK if quick else ROUNDS)
            ask = Ask(n_rounds, quick, gold, place, _telling(name))
            told.append(run_benchmark(name, ask))
            if not as_json:
                one = told[-1]
                title = f"{name}: {one.benchmark.about} ({one.seconds:.0f} s)"
                Console().print(draw_rows(title, one.rows))
    values = told_values(told, ask)
    if as_json:
        click.echo(json.dumps(values, indent=2))
    if check and not values["reached"]:
        sys.exit(1)


def _telling(name: str) -> Callable[[str], None]:
    return lambda text: click.echo(f"{name}: {text}", err=True)
