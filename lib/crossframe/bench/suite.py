"""One event of the seeds -> what the whole suite needs, from nothing and when little changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from crossframe.bench.benchmark import Ask
from crossframe.bench.rounds import ratio
from crossframe.bench.rows import Bar, Row, row_of
from crossframe.bench.texts import seed_articles
from crossframe.errors import BenchError

_N_ARTICLES, _N_QUICK = 40, 6
_COLD, _WARM, _UNCHANGED, _NEW = "cold", "warm", "unchanged", "new"
_COMMAND = "from crossframe.cli import main; main()"


def bench_suite(ask: Ask) -> Sequence[Row]:
    """Runs `crossframe run` on one event, in processes of their own: cold, warm, unchanged, new.

    Each round begins with an empty cache. Warm is every notebook again, on a claim map that is
    there; new is the same event with one article more.

    Args:
        ask: How to measure; a minute or two a round.

    Returns:
        Seconds of each, and shares of the cold time.

    Raises:
        BenchError: If there are no seeds here, or a run fails.
    """
    n = _N_QUICK if ask.quick else _N_ARTICLES
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in seed_articles(n + 1)]
    seconds: dict[str, list[float]] = {name: [] for name in (_COLD, _UNCHANGED, _WARM, _NEW)}
    for number in range(ask.rounds):
        folder = ask.work / str(number)
        folder.mkdir()
        for name, measured in seconds.items():
            ask.tell(f"round {number + 1} of {ask.rounds}: {name}")
            there = lines if name == _NEW else lines[:-1]
            (folder / "event.jsonl").write_text("".join(there), encoding="utf-8")
            measured.append(_run(folder, *(["--force"] if name == _WARM else [])))
    cold = seconds[_COLD]

    def share(name: str) -> tuple[Sequence[float], str, str, float]:
        return seconds[name], "s", "share of the cold time", ratio(seconds[name], cold)

    return [
        row_of(f"suite, cold: {n} articles, empty cache", cold, "s"),
        row_of("suite, warm: every notebook again", *share(_WARM)),
        row_of("suite, unchanged", *share(_UNCHANGED), Bar("at most", 0.02)),
        row_of("suite, one new article", *share(_NEW), Bar("at most", 0.25)),
    ]


def _run(folder: Path, *options: str) -> float:
    began = perf_counter()
    done = subprocess.run(  # noqa: S603 - crossframe itself
        [sys.executable, "-c", _COMMAND, "run", "event.jsonl", *options],
        cwd=folder,
        env={**os.environ, "CROSSFRAME_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["nothing was said"]
        raise BenchError(f"crossframe run ended with {done.returncode}: {said[-1]}")
    return perf_counter() - began
