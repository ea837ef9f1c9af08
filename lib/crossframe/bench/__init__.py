"""crossframe and its peers, side by side on this machine -> medians, ratios and bars.

A benchmark is a function of an `Ask` that returns rows. Its heavy imports stay inside it, and what
is compared is timed in turns, by `time_in_turns`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, NamedTuple

from crossframe.bench.benchmark import Ask, Benchmark
from crossframe.bench.claims import bench_claims
from crossframe.bench.dask import bench_dask
from crossframe.bench.embedding import bench_embed
from crossframe.bench.grouping import bench_events
from crossframe.bench.machine import machine_facts
from crossframe.bench.processes import environment_kept
from crossframe.bench.rows import Bar, Row, missing_row, row_of
from crossframe.bench.scale import bench_scale
from crossframe.bench.showing import draw_rows
from crossframe.bench.stream import bench_stream
from crossframe.bench.suite import bench_suite
from crossframe.errors import MissingExtraError

__all__ = [
    "BENCHMARKS",
    "Ask",
    "Bar",
    "Benchmark",
    "Row",
    "Told",
    "draw_rows",
    "machine_facts",
    "row_of",
    "run_benchmark",
    "told_values",
]

BENCHMARKS = {
    one.name: one
    for one in (
        Benchmark("embed", "sentences into vectors", bench_embed),
        Benchmark("suite", "the whole suite, from nothing and when little changed", bench_suite),
        Benchmark("claims", "sentences of one event into groups", bench_claims),
        Benchmark("scale", "1,000 to 1,000,000 sentences", bench_scale, takes_hours=True),
        Benchmark("stream", "100,000 articles, from an export", bench_stream, takes_hours=True),
        Benchmark("events", "articles of a labelled folder into events", bench_events),
        Benchmark("dask", "events on a cluster: two workers beside one", bench_dask),
    )
}


class Told(NamedTuple):
    """What a benchmark found, and how long it took."""

    benchmark: Benchmark
    seconds: float
    rows: tuple[Row, ...]


def run_benchmark(name: str, ask: Ask) -> Told:
    """Runs one benchmark.

    Args:
        name: One of `BENCHMARKS`.
        ask: How to measure.

    Returns:
        Its rows; of one that needs what is not installed, a row that says so.
    """
    began = perf_counter()
    try:
        with environment_kept():
            rows = tuple(BENCHMARKS[name].run(ask))
    except MissingExtraError as error:
        rows = (missing_row(name, str(error)),)
    return Told(BENCHMARKS[name], perf_counter() - began, rows)


def told_values(told: Sequence[Told], ask: Ask) -> dict[str, Any]:
    """Says in plain values, for JSON, what was measured, on what, and whether it suffices.

    Args:
        told: What the benchmarks found.
        ask: How they were asked.

    Returns:
        Machine, way of asking and rows by benchmark; `reached` is true if every bar is.
    """
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine_facts(),
        "rounds": ask.rounds,
        "quick": ask.quick,
        "reached": all(row.reached is not False for one in told for row in one.rows),
        "benchmarks": {
            one.benchmark.name: {
                "about": one.benchmark.about,
                "seconds": round(one.seconds, 1),
                "rows": [row.values() for row in one.rows],
            }
            for one in told
        },
    }
