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

from crossframe.bench.benchmark import Ask
from crossframe.bench.rounds import ratio
from crossframe.bench.rows import Bar, Row, row_of
from crossframe.bench.texts import seed_articles
from crossframe.bench.watched import COMMAND, LOOK_SECONDS, Spent, watching
from crossframe.errors import BenchError

_N_ARTICLES, _N_QUICK = 40, 6
_FIRST, _COLD, _WARM, _UNCHANGED, _NEW = "first", "cold", "warm", "unchanged", "new"
_WATCHED_COLD, _WATCHED_NEW = "watched cold", "watched new"
_CORE, _MB = "core s", 1e6
_HOLDERS = {"own": "the run itself", "tables": "what made its tables", "kernel": "largest kernel"}


def bench_suite(ask: Ask) -> Sequence[Row]:
    """Runs `crossframe run` on one event, in processes of their own, from nothing to unchanged.

    Cold is a run with an empty cache: no vector, parse, pair or claim map is there. Code that numba
    compiled of UMAP and its kin is: it is no part of the cache, but kept once for all events, with
    these libraries. The very first run of a round has none of that either, as on the day of
    installation; what it compiled, the others find. Shares are of the cold one. Warm is every
    notebook again, on a claim map that is there; new is the same event with one article more, after
    warm.

    Watched is the same in one process that stays, `crossframe run --watch`: the articles come into
    its folder, and after their run one more does. It is measured from the file's arrival to the
    list of all runs, the looks at the folder included, of which it takes two: they are a tenth of a
    second apart here, and half a minute unless one asks for less.

    What each notebook took in the warm run, and peaks of memory, are those that `run.json` tells.

    Args:
        ask: How to measure; two minutes a round.

    Returns:
        Seconds of each, and shares of the cold time; peaks of memory; what each notebook took.

    Raises:
        BenchError: If there are no seeds here, or a run fails.
    """
    n = _N_QUICK if ask.quick else _N_ARTICLES
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in seed_articles(n + 1)]
    spent: dict[str, list[Spent]] = {name: [] for name in (_FIRST, _COLD, _UNCHANGED, _WARM, _NEW)}
    watched: dict[str, list[Spent]] = {_WATCHED_COLD: [], _WATCHED_NEW: []}
    for number in range(ask.rounds):
        for name, measured in spent.items():
            ask.tell(f"round {number + 1} of {ask.rounds}: {name}")
            folder = ask.work / str(number) / ("a" if name == _FIRST else "b")
            folder.mkdir(parents=True, exist_ok=True)
            there = lines if name == _NEW else lines[:-1]
            (folder / "event.jsonl").write_text("".join(there), encoding="utf-8")
            measured.append(_run(folder, name))
        ask.tell(f"round {number + 1} of {ask.rounds}: watched")
        for name, one in _watch(ask.work / str(number) / "c", lines):
            watched[name].append(one)
    return [*_whole_runs(spent, watched, n), *_notebooks(spent[_WARM])]


def _watch(folder: Path, lines: Sequence[str]) -> Iterator[tuple[str, Spent]]:
    """What two runs take in a process that stays: all articles but one, and with that one."""
    with watching(folder, _environment(folder)) as watched:
        yield _WATCHED_COLD, watched.bring("".join(lines[:-1]))
        yield _WATCHED_NEW, watched.bring("".join(lines))


def _whole_runs(
    apart: Mapping[str, Sequence[Spent]], watched: Mapping[str, Sequence[Spent]], n: int
) -> Iterator[Row]:
    spent = {**apart, **watched}
    seconds = {name: [one.seconds for one in measured] for name, measured in spent.items()}
    looks = f"looked for every {LOOK_SECONDS:g} s"
    named = {
        _FIRST: "the very first run: nothing compiled either",
        _COLD: f"cold: {n} articles, empty cache",
        _WARM: "warm: every notebook again",
        _UNCHANGED: "unchanged",
        _NEW: "one new article, in a new process",
        _WATCHED_COLD: f"watched, {looks}: {n} articles, empty cache",
        _WATCHED_NEW: f"watched, {looks}: one new article",
    }
    bars = {_UNCHANGED: Bar("at most", 0.02), _WATCHED_NEW: Bar("at most", 0.25)}
    yield row_of(f"suite, {named[_COLD]}", seconds[_COLD], "s")
    for name in (_WARM, _UNCHANGED, _NEW, _WATCHED_NEW, _WATCHED_COLD, _FIRST):
        share = ratio(seconds[name], seconds[_COLD])
        peer = "share of the cold time"
        yield row_of(f"suite, {named[name]}", seconds[name], "s", peer, share, bars.get(name))
    for name in named:
        worked = [one.processor_seconds for one in spent[name]]
        if known := [one for one in worked if one is not None]:
            yield row_of(f"{name}, all processes", known, _CORE)
    for name in (_COLD, _WARM, _NEW, _WATCHED_NEW):
        for key, whose in _HOLDERS.items():
            peaks = [one.told["memory"][key] for one in spent[name]]
            if None not in peaks:
                yield row_of(f"{name}, {whose}", [peak / _MB for peak in peaks], "MB")


def _notebooks(spent: Sequence[Spent]) -> Iterator[Row]:
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


def _run(folder: Path, kind: str) -> Spent:
    options = ["--force"] if kind == _WARM else []
    began, worked = perf_counter(), _worked()
    done = subprocess.run(  # noqa: S603 - crossframe itself
        [sys.executable, "-c", COMMAND, "run", "event.jsonl", *options],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["nothing was said"]
        raise BenchError(f"crossframe run ended with {done.returncode}: {said[-1]}")
    seconds, worked = perf_counter() - began, _worked() - worked
    told = json.loads((folder / "reports/event/latest/run.json").read_text(encoding="utf-8"))
    return Spent(seconds, worked, told)


def _environment(folder: Path) -> dict[str, str]:
    """What has a run in a folder find a cache of its own, and compiled code that runs beside it."""
    kept = {"CROSSFRAME_CACHE": folder / "cache", "NUMBA_CACHE_DIR": folder.parent / "compiled"}
    return {**os.environ, **{name: str(place) for name, place in kept.items()}}


def _worked() -> float:
    """Seconds of a core that all processes used which this one started, when they have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
