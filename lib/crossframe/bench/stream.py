"""100,000 articles on invented days -> what ingest, events and claims need for them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np

from crossframe.bench.benchmark import Ask
from crossframe.bench.commands import Needed, run_command
from crossframe.bench.export import write_export
from crossframe.bench.resampling import Library
from crossframe.bench.rows import Bar, Row, row_of
from crossframe.errors import BenchError
from crossframe.evaluation.grouping_score import b_cubed

# Articles in all, and of a day.
_N, _A_DAY = 100_000, 250
_N_QUICK, _A_DAY_QUICK = 60, 15
# Of the claims: so many that a job that finds them every week finds no fewer.
_LAST_DAYS = 7
_MB_IN_GB = 1024
# The bar that `scale` has.
_PEAK = Bar("at most", 3.0)


class _Event(NamedTuple):
    """A row of `events.csv`; `last` is its last day."""

    event_id: str
    state: str
    last: str
    article_ids: tuple[str, ...]


class _Streamed(NamedTuple):
    """One stream: what each command needed, and what came of it."""

    needed: Mapping[str, Needed]
    told: Sequence[int]
    n_ingested: int
    events: Sequence[_Event]
    n_late: int
    f1: float
    sentences: Sequence[bool]


def bench_stream(ask: Ask) -> Sequence[Row]:
    """Takes a stream of articles through `crossframe ingest`, `events` and `claims`.

    The articles are those of a labelled folder, else of `seeds/`, retold; each retelling is another
    event, with one to all of the articles of its story. They come as one export of Event Registry,
    without a word of which belong together. Their days are invented, so that stories of a labelled
    folder that look alike, which are retold in the same words, are seldom told at the same time.
    Claims are those of the events that had news in the last week, as a weekly job finds them;
    `claims` reads the whole stream for them. What claims of a million sentences need, `scale`
    measures.

    All is measured once, every command in a process of its own, with an empty cache.

    Args:
        ask: How to measure.

    Returns:
        Of each command the time, the work of all its processes and the peak of memory of the
        largest; what was found beside what was told.

    Raises:
        BenchError: If there is no text to retell, or a command fails.
    """
    library = Library.of_gold(ask.gold) if ask.gold else Library.of_seeds()
    n, a_day = (_N_QUICK, _A_DAY_QUICK) if ask.quick else (_N, _A_DAY)
    n_days = n // a_day
    found = _stream(library, n, n_days, ask)
    return list(_rows(f"{n:,} articles, {n_days:,} invented days", found))


def _stream(library: Library, n: int, n_days: int, ask: Ask) -> _Streamed:
    ask.tell(f"retelling {n:,} articles, on {n_days:,} invented days")
    folder = ask.work
    told = write_export(library, n, n_days, folder / "export.jsonl")
    needed: dict[str, Needed] = {}

    def run(name: str, *arguments: str) -> None:
        needed[name] = one = run_command(folder, name, *arguments)
        worked = f"{one.seconds:,.0f} s, {one.processor_seconds:,.0f} s of a core"
        ask.tell(f"{name}: {worked}, {one.peak_mb:,.0f} MB")

    run("ingest", "export.jsonl", "--out", "articles.jsonl")
    run("events", "articles.jsonl", "--out", "news")
    event_of = _told_by_id(folder / "articles.jsonl", told)
    events = _read_events(folder / "news/events.csv")
    late = _late(events)
    run("claims", "news/events", "--events", ",".join(late), "--out", "claims.jsonl")
    return _Streamed(
        needed,
        told,
        len(event_of),
        events,
        len(late),
        _agreement(events, event_of),
        _carried(folder / "claims.jsonl"),
    )


def _told_by_id(articles: Path, told: Sequence[int]) -> dict[str, int]:
    """The event that each article tells, by the id that `ingest` gave it."""
    with articles.open(encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return {row["article_id"]: told[int(row["provenance"]["uri"])] for row in rows}


def _read_events(listing: Path) -> list[_Event]:
    """The events that go on: of one that was merged, the articles are those of the other."""
    with listing.open(encoding="utf-8", newline="") as file:
        return [
            _Event(row["event"], row["state"], row["last"], tuple(row["article_ids"].split()))
            for row in csv.DictReader(file)
            if row["state"] != "merged"
        ]


def _late(events: Sequence[_Event]) -> list[str]:
    """The events with articles of the last days, of those that can be compared."""
    newest = max(date.fromisoformat(one.last) for one in events)
    since = (newest - timedelta(days=_LAST_DAYS - 1)).isoformat()
    found = [one.event_id for one in events if one.state == "compared" and one.last >= since]
    if not found:
        raise BenchError(f"no event of the last {_LAST_DAYS} days can be compared; give more text")
    return found


def _agreement(events: Sequence[_Event], told: Mapping[str, int]) -> float:
    """B-cubed F1 of the events beside those that were told."""
    pairs = [(at, told[name]) for at, one in enumerate(events) for name in one.article_ids]
    ours, theirs = np.array(pairs, dtype=np.int64).T
    return b_cubed(ours, theirs).f1


def _carried(claims: Path) -> list[bool]:
    """Of each sentence whether it shares a claim with another article."""
    with claims.open(encoding="utf-8") as lines:
        return [bool(json.loads(line)["claims"]) for line in lines]


def _rows(head: str, one: _Streamed) -> Iterator[Row]:
    for name, needed in one.needed.items():
        of = f"{head}: {name}"
        if name == "claims":
            of += f" of the events of the last {_LAST_DAYS} days"
        yield row_of(of, [needed.seconds], "s")
        yield row_of(f"{of}, all processes", [needed.processor_seconds], "core s")
        peak = needed.peak_mb / _MB_IN_GB
        yield row_of(f"{of}, peak of memory of its largest process", [peak], "GB", bar=_PEAK)
    n_told, n_found = len(set(one.told)), len(one.events)
    n_placed = sum(len(event.article_ids) for event in one.events)
    n_thick = sum(event.state == "compared" for event in one.events)
    share, n_articles = "share of the articles exported", len(one.told)
    for words, value, unit, peer, ratio in (
        ("ingest wrote", one.n_ingested, "articles", share, one.n_ingested / n_articles),
        ("events placed", n_placed, "articles", share, n_placed / n_articles),
        ("events found", n_found, "events", "times the events told", n_found / n_told),
        ("B-cubed of the events found, beside those told", one.f1, "F1", "", None),
        ("events with enough articles to compare", n_thick, "events", "", None),
        ("claims were looked for in", one.n_late, "events", "", None),
        ("claims were looked for in", len(one.sentences), "sentences", "", None),
        ("of these carry a claim", sum(one.sentences), "sentences", "", None),
    ):
        yield row_of(f"{head}: {words}", [value], unit, peer, ratio)
