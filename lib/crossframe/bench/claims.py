"""One large event -> how fast and in how much memory it is grouped, beside its peers."""

from __future__ import annotations

import importlib.util
import json
import math
from collections.abc import Sequence
from statistics import median

from crossframe.bench.benchmark import Ask
from crossframe.bench.given import write_given, write_part
from crossframe.bench.growth import exponent
from crossframe.bench.labelled import peers_f1
from crossframe.bench.processes import Measured, measure_apart
from crossframe.bench.resampling import Library, row_of_article
from crossframe.bench.rounds import ratio
from crossframe.bench.rows import Bar, Row, missing_row, row_of
from crossframe.embedding import load_encoder

_N, _N_QUICK = 20_000, 600
_N_EVENT, _N_EVENT_QUICK = 5_000, 300
# Of the event of n sentences the parts whose growth is measured: a sixteenth to the whole.
_PARTS = (16, 8, 4, 2, 1)
_MB_IN_GB = 1024
_OURS, _PEER, _PLAIN = "crossframe", "BERTopic", "UMAP + HDBSCAN"
_NOT_INSTALLED = "not installed: pip install crossframe[bench]"


def bench_claims(ask: Ask) -> Sequence[Row]:
    """Groups the sentences of one event, of which all vectors are given, each in its own process.

    Args:
        ask: How to measure.

    Returns:
        Seconds and memory of crossframe and its peers, and what the vectors took; how the work
        grows with the event; the memory of `crossframe claims` on an event of 5,000 sentences, from
        text; and, of a labelled folder, F1.
    """
    library, n = Library.of_seeds(), _N_QUICK if ask.quick else _N
    ask.tell(f"making {n:,} sentences of seeds/, retold, and their vectors")
    seconds = write_given(n, library, load_encoder(threads=1), ask.work)
    found = _measured(ask)
    return [
        *_time_rows(found, f"{n:,} sentences of one event, vectors given"),
        *_memory_rows(found),
        *(row_of(f"to be added from text: {kind}", [s], "s") for kind, s in seconds.items()),
        *_growth_rows([n // part for part in _PARTS], ask),
        _event_row(_N_EVENT_QUICK if ask.quick else _N_EVENT, library, ask),
        *peers_f1(ask),
    ]


def _measured(ask: Ask) -> dict[str, list[Measured]]:
    """Every method that is there, in turns."""
    names = (_OURS, _PEER, _PLAIN)
    there = [one for one in names if one != _PEER or importlib.util.find_spec("bertopic")]
    found: dict[str, list[Measured]] = {name: [] for name in there}
    for number in range(ask.rounds):
        for name in there if number % 2 == 0 else there[::-1]:
            ask.tell(f"round {number + 1} of {ask.rounds}: {name}")
            found[name].append(measure_apart(name, ask.work))
    return found


def _time_rows(found: dict[str, list[Measured]], what: str) -> list[Row]:
    seconds = {name: [one.seconds for one in rounds] for name, rounds in found.items()}
    bars = {_PEER: Bar("at least", 1.0), _PLAIN: None}
    rows = []
    for name, bar in bars.items():
        if name not in found:
            rows.append(missing_row(f"{name}: {what}", _NOT_INSTALLED))
            continue
        speed, words = ratio(seconds[name], seconds[_OURS]), f"times as fast as {name}"
        rows.append(row_of(f"{name}: {what}", seconds[name], "s"))
        rows.append(row_of(f"{_OURS}: {what}", seconds[_OURS], "s", words, speed, bar))
    for stage in found[_OURS][0].stages:
        parts = [one.stages[stage] for one in found[_OURS]]
        rows.append(row_of(f"of these: {stage}", parts, "s"))
    return rows


def _memory_rows(found: dict[str, list[Measured]]) -> list[Row]:
    peaks = {name: [one.peak_mb for one in rounds] for name, rounds in found.items()}
    rows = []
    for name, rounds in found.items():
        row = row_of(f"{name}: peak of memory", peaks[name], "MB")
        if name == _OURS and _PEER in peaks:
            share, bar = ratio(peaks[_OURS], peaks[_PEER]), Bar("at most", 1.0)
            row = row_of(row.name, peaks[_OURS], "MB", "of the memory of BERTopic", share, bar)
        rows += [row, row_of(f"{name}: after imports", [one.base_mb for one in rounds], "MB")]
    return rows


def _growth_rows(sizes: Sequence[int], ask: Ask) -> list[Row]:
    """What cores work on ever larger parts of the event, and the exponent with which that grows.

    Every other round begins with the largest.
    """
    worked: dict[int, list[float]] = {n: [] for n in sizes}
    for n in sizes:
        write_part(ask.work, n, ask.work / f"part-{n}")
    for number in range(ask.rounds):
        for n in sizes if number % 2 == 0 else sizes[::-1]:
            ask.tell(f"round {number + 1} of {ask.rounds}: the first {n:,} sentences")
            measured = measure_apart(_OURS, ask.work / f"part-{n}")
            worked[n].append(measured.processor_seconds)
    rows = [
        row_of(f"{_OURS}: the first {n:,} sentences", seconds, "s of a core")
        for n, seconds in worked.items()
    ]
    span = f"{sizes[0]:,} to {sizes[-1]:,} sentences of one event"
    limit = exponent(sizes, [n * math.log(n) for n in sizes])
    bar = None if ask.quick else Bar("at most", round(limit, 2))
    words = f"exponent of processor time, {span}; {limit:.3f} is that of n log n"
    grown = exponent(sizes, [median(worked[n]) for n in sizes])
    return [*rows, row_of(words, [grown], "", bar=bar)]


def _event_row(n: int, library: Library, ask: Ask) -> Row:
    """The memory of `crossframe claims` on one event, from text."""
    source, left = ask.work / "event.jsonl", n
    ask.tell(f"one event of {n:,} sentences, from text")
    with source.open("w", encoding="utf-8") as file:
        number = 0
        while left > 0:
            for article in library.retold(number):
                part = article._replace(sentences=article.sentences[:left])
                left -= len(part.sentences)
                if part.sentences:
                    file.write(json.dumps(row_of_article(part, "event")) + "\n")
            number += 1
    measured = measure_apart("claims", source, ask.work / "event.out.jsonl")
    peak = [measured.peak_mb / _MB_IN_GB]
    return row_of(
        f"crossframe claims, one event of {n:,} sentences, from text: peak of memory",
        peak,
        "GB",
        bar=Bar("at most", 2.0),
    )
