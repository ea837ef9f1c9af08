"""Corpora of 1,000 to 1,000,000 sentences -> how time and memory of their claims grow."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from crossframe.bench.benchmark import Ask
from crossframe.bench.growth import exponent
from crossframe.bench.processes import Measured, measure_apart
from crossframe.bench.resampling import Library
from crossframe.bench.rows import Bar, Row, row_of

_SIZES, _SIZES_QUICK = (1_000, 10_000, 100_000, 1_000_000), (200, 600)
# Below it what is loaded once weighs more than the work.
_LEAST_FITTED = 10_000
_MB_IN_GB = 1024
_STAGES = {
    "encoding": ("embedding", "reading ahead", "reading words"),
    "grammar": ("parsing",),
    "judging and grouping": ("comparing", "judging and grouping"),
    "reading and writing": ("reading articles", "writing", "loading"),
}


def bench_scale(ask: Ask) -> Sequence[Row]:
    """Finds the claims of corpora of many events of about 50 sentences, each in its own process.

    Every size is measured once, the largest for hours. Growth is told by what cores worked, since
    no machine is quiet for so long. No vector comes from a cache.

    Args:
        ask: How to measure.

    Returns:
        Seconds by stage and peak of memory at each size, and the exponents with which they grow.
    """
    library, found = Library.of_seeds(), {}
    for n in _SIZES_QUICK if ask.quick else _SIZES:
        source = ask.work / f"{n}.jsonl"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in library.rows(n))
        ask.tell(f"{n:,} sentences of seeds/, retold")
        found[n] = measure_apart("claims", source, ask.work / f"{n}.out.jsonl")
        ask.tell(f"{n:,} sentences: {found[n].seconds:,.0f} s, {found[n].peak_mb:,.0f} MB")
        source.unlink()
    return [*(row for n, one in found.items() for row in _rows(n, one)), *_growth(found)]


def _rows(n: int, one: Measured) -> list[Row]:
    head = f"{n:,} sentences in {one.result['events']:,} events"
    parts = {
        name: sum(one.stages.get(stage, 0.0) for stage in stages)
        for name, stages in _STAGES.items()
    }
    peak = one.peak_mb / _MB_IN_GB
    return [
        row_of(f"{head}: all", [one.seconds], "s"),
        row_of(f"{head}: all, of a core", [one.processor_seconds], "s"),
        *(row_of(f"{head}: {name}", [seconds], "s") for name, seconds in parts.items()),
        row_of(f"{head}: peak of memory", [peak], "GB", bar=Bar("at most", 3.0)),
    ]


def _growth(found: Mapping[int, Measured]) -> list[Row]:
    sizes = [n for n in found if n >= _LEAST_FITTED] if max(found) > _LEAST_FITTED else list(found)
    span = f"{sizes[0]:,} to {sizes[-1]:,} sentences"
    time = exponent(sizes, [found[n].processor_seconds for n in sizes])
    memory = exponent(sizes, [found[n].peak_mb for n in sizes])
    return [
        row_of(f"exponent of processor time, {span}", [time], "", bar=Bar("at most", 1.15)),
        row_of(f"exponent of memory, {span}", [memory], ""),
    ]
