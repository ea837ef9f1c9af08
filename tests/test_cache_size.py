"""Millions of entries by several writers at once: all are there, and memory does not grow."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

# Writes entries number[from..to) in blocks, reads some of them back, and prints its peak memory.
WORKER = """
import json, sys
from pathlib import Path
from crossframe.cache import Cache

BLOCK = 25_000
folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
cache = Cache(folder, "ab" * 32)
value = bytes(96)
for at in range(first, last, BLOCK):
    block = range(at, min(at + BLOCK, last))
    cache.write({f"sentence {n}": value + str(n).encode() for n in block})
chosen = range(first, last, max(1, (last - first) // 20_000))
found = cache.read(f"sentence {n}" for n in chosen)
wrong = sum(found.get(f"sentence {n}") != value + str(n).encode() for n in chosen)
# Of this program alone: getrusage would count what started it, too.
status = Path("/proc/self/status").read_text().splitlines()
peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(json.dumps({"wrong": wrong, "asked": len(chosen), "peak": peak, "troubles": cache.troubles}))
"""
_PEAK_KB = 250_000


def fill(folder: Path, n: int, writers: int) -> None:
    bounds = [n * number // writers for number in range(writers + 1)]
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(folder), str(first), str(last)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for first, last in pairwise(bounds)
    ]
    for worker in workers:
        told, _ = worker.communicate()
        found = json.loads(told)
        assert found["asked"] > 0
        assert found["troubles"] == []  # as of a lock that was not had in time
        assert found["wrong"] == 0
        assert found["peak"] < _PEAK_KB


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that does not outlive the test: three gigabytes."""
    yield tmp_path / "cache"
    shutil.rmtree(tmp_path / "cache")


def test_a_hundred_thousand_entries_of_two_writers(folder: Path) -> None:
    fill(folder, 100_000, writers=2)


@pytest.mark.soak
def test_ten_million_entries_of_three_writers(folder: Path) -> None:
    fill(folder, 10_000_000, writers=3)
