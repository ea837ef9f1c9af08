"""One event of the seeds -> what the whole suite needs, from nothing and when little changed."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from crossframe.bench.benchmark import Ask
from crossframe.bench.rounds import ratio
from crossframe.bench.rows import Bar, Row, row_of
from crossframe.bench.texts import seed_articles
from crossframe.errors import BenchError

_N_ARTICLES, _N_QUICK = 40, 6
_FIRST, _COLD, _WARM, _UNCHANGED, _NEW = "first", "cold", "warm", "unchanged", "new"
_COMMAND = "from crossframe.cli import main; main()"
_CORE, _MB = "core s", 1e6


class _Spent(NamedTuple):
    """What one command took, the kernels that it started included, and the `run.json` it left."""

    seconds: float
    processor_seconds: float
    told: Mapping[str, Any]


def bench_suite(ask: Ask) -> Sequence[Row]:
    """Runs `crossframe run` on one event, in processes of their own, from nothing to unchanged.

    Cold is a run with an empty cache: no vector, parse, pair or claim map is there. Code that numba
    compiled of UMAP and its kin is: it is no part of the cache, but kept once for all events, with
    these libraries. The very first run of a round has none of that either, as on the day of
    installation; what it compiled, the others find. Shares are of the cold one. Warm is every
    notebook again, on a claim map that is there; new is the same event with one article more, after
    warm. What each notebook took in the warm run, and peaks of memory, are those that `run.json`
    tells.

    Args:
        ask: How to measure; a minute or two a round.

    Returns:
        Seconds of each, and shares of the cold time; peaks of memory; what each notebook took.

    Raises:
        BenchError: If there are no seeds here, or a run fails.
    """
    n = _N_QUICK if ask.quick else _N_ARTICLES
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in seed_articles(n + 1)]
    spent: dict[str, list[_Spent]] = {name: [] for name in (_FIRST, _COLD, _UNCHANGED, _WARM, _NEW)}
    for number in range(ask.rounds):
        for name, measured in spent.items():
            ask.tell(f"round {number + 1} of {ask.rounds}: {name}")
            folder = ask.work / str(number) / ("a" if name == _FIRST else "b")
            folder.mkdir(parents=True, exist_ok=True)
            there = lines if name == _NEW else lines[:-1]
            (folder / "event.jsonl").write_text("".join(there), encoding="utf-8")
            measured.append(_run(folder, name))
    return [*_whole_runs(spent, n), *_notebooks(spent[_WARM])]


def _whole_runs(spent: Mapping[str, Sequence[_Spent]], n: int) -> Iterator[Row]:
    seconds = {name: [one.seconds for one in measured] for name, measured in spent.items()}
    named = {
        _FIRST: "the very first run: nothing compiled either",
        _COLD: f"cold: {n} articles, empty cache",
        _WARM: "warm: every notebook again",
        _UNCHANGED: "unchanged",
        _NEW: "one new article",
    }
    bars = {_UNCHANGED: Bar("at most", 0.02), _NEW: Bar("at most", 0.25)}
    yield row_of(f"suite, {named[_COLD]}", seconds[_COLD], "s")
    for name in (_WARM, _UNCHANGED, _NEW, _FIRST):
        share = ratio(seconds[name], seconds[_COLD])
        peer = "share of the cold time"
        yield row_of(f"suite, {named[name]}", seconds[name], "s", peer, share, bars.get(name))
    for name in named:
        worked = [one.processor_seconds for one in spent[name]]
        yield row_of(f"{name}, all processes", worked, _CORE)
    for name in (_COLD, _WARM, _NEW):
        for key, whose in (("own", "the run itself"), ("kernel", "largest kernel")):
            peaks = [one.told["memory"][key] for one in spent[name]]
            if None not in peaks:
                yield row_of(f"{name}, {whose}", [peak / _MB for peak in peaks], "MB")


def _notebooks(spent: Sequence[_Spent]) -> Iterator[Row]:
    """What each notebook took; nothing where the system does not tell."""
    for key, unit, by in (
        ("seconds", "s", 1.0),
        ("cpu_seconds", _CORE, 1.0),
        ("peak_bytes", "MB", _MB),
    ):
        for name in spent[0].told["notebooks"]:
            values = [one.told["notebooks"][name][key] for one in spent]
            if None not in values:
                yield row_of(f"warm, {name}", [value / by for value in values], unit)


def _run(folder: Path, kind: str) -> _Spent:
    options = ["--force"] if kind == _WARM else []
    kept = {"CROSSFRAME_CACHE": folder / "cache", "NUMBA_CACHE_DIR": folder.parent / "compiled"}
    began, worked = perf_counter(), _worked()
    done = subprocess.run(  # noqa: S603 - crossframe itself
        [sys.executable, "-c", _COMMAND, "run", "event.jsonl", *options],
        cwd=folder,
        env={**os.environ, **{name: str(place) for name, place in kept.items()}},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["nothing was said"]
        raise BenchError(f"crossframe run ended with {done.returncode}: {said[-1]}")
    seconds, worked = perf_counter() - began, _worked() - worked
    told = json.loads((folder / "reports/event/latest/run.json").read_text(encoding="utf-8"))
    return _Spent(seconds, worked, told)


def _worked() -> float:
    """Seconds of a core that all processes used which this one started, when they have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
