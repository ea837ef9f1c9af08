"""One large event -> how fast, in how much memory and how well it is grouped, beside its peers."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from statistics import median

from crossframe.bench.benchmark import Ask
from crossframe.bench.given import Given, pair_f1, write_given
from crossframe.bench.processes import Measured, measure_apart
from crossframe.bench.resampling import Library, row_of_article
from crossframe.bench.rounds import ratio
from crossframe.bench.rows import Bar, Row, row_of
from crossframe.embedding import load_encoder
from crossframe.errors import MissingExtraError

_N, _N_QUICK = 20_000, 600
_N_EVENT, _N_EVENT_QUICK = 5_000, 300
_MB_IN_GB = 1024
_OURS, _PEER, _PLAIN = "crossframe", "BERTopic", "UMAP + HDBSCAN"


def bench_claims(ask: Ask) -> Sequence[Row]:
    """Groups the sentences of one event, of which all vectors are given, each in its own process.

    Args:
        ask: How to measure.

    Returns:
        Seconds, memory and F1 of crossframe and its peers, and what the vectors took; and the
        memory of `crossframe claims` on an event of 5,000 sentences, from text.

    Raises:
        MissingExtraError: If BERTopic is not installed.
    """
    if not importlib.util.find_spec("bertopic"):
        raise MissingExtraError("BERTopic is not installed: pip install crossframe[bench]")
    library, n = Library.of_seeds(), _N_QUICK if ask.quick else _N
    ask.tell(f"making {n:,} sentences of seeds/, retold, and their vectors")
    given = write_given(n, library, load_encoder(threads=1), ask.work)
    found: dict[str, list[Measured]] = {name: [] for name in (_OURS, _PEER, _PLAIN)}
    for number in range(ask.rounds):
        order = list(found) if number % 2 == 0 else list(found)[::-1]
        for name in order:
            ask.tell(f"round {number + 1} of {ask.rounds}: {name}")
            found[name].append(measure_apart(name, ask.work))
    return [
        *_time_rows(found, f"{n:,} sentences of one event, vectors given"),
        *_memory_rows(found),
        *_f1_rows(found, given),
        *(row_of(f"to be added from text: {kind}", [s], "s") for kind, s in given.seconds.items()),
        _event_row(_N_EVENT_QUICK if ask.quick else _N_EVENT, library, ask),
    ]


def _time_rows(found: dict[str, list[Measured]], what: str) -> list[Row]:
    seconds = {name: [one.seconds for one in rounds] for name, rounds in found.items()}
    bars = {_PEER: Bar("at least", 1.0), _PLAIN: None}
    rows = [row_of(f"{name}: {what}", seconds[name], "s") for name in bars]
    for name, bar in bars.items():
        speed = ratio(seconds[name], seconds[_OURS])
        words = f"times as fast as {name}"
        rows.append(row_of(f"{_OURS}: {what}", seconds[_OURS], "s", words, speed, bar))
    for stage in found[_OURS][0].stages:
        parts = [one.stages[stage] for one in found[_OURS]]
        rows.append(row_of(f"of these: {stage}", parts, "s"))
    return rows


def _memory_rows(found: dict[str, list[Measured]]) -> list[Row]:
    peaks = {name: [one.peak_mb for one in rounds] for name, rounds in found.items()}
    share = ratio(peaks[_OURS], peaks[_PEER])
    rows = []
    for name, rounds in found.items():
        compared = ("of the memory of BERTopic", share, Bar("at most", 1.0))
        more = compared if name == _OURS else ()
        rows.append(row_of(f"{name}: peak of memory", peaks[name], "MB", *more))
        rows.append(row_of(f"{name}: after imports", [one.base_mb for one in rounds], "MB"))
    return rows


def _f1_rows(found: dict[str, list[Measured]], given: Given) -> list[Row]:
    f1 = {name: [pair_f1(one.result, given) for one in rounds] for name, rounds in found.items()}
    peer = max(median(f1[_PEER]), 1e-9)
    against = ("times the F1 of BERTopic", median(f1[_OURS]) / peer)
    return [
        row_of(f"{name}: F1 of pairs, by the known claims", f1[name], "", *more)
        for name, more in ((_OURS, against), (_PEER, ()), (_PLAIN, ()))
    ]


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
