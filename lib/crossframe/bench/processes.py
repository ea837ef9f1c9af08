"""A measurement in a process of its own: its seconds by stage, and the peak of its memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

from crossframe.errors import BenchError

_KB_IN_MB = 1024


class Measured(NamedTuple):
    """What one process needed.

    `seconds` without imports and loading; `stages` are parts of them, `processor_seconds` what its
    cores worked in them, which a busy machine hardly changes. `peak_mb` is the most memory that it
    had at once, as the kernel counted it, `base_mb` the same before any work. `result` is what it
    found, in plain values.
    """

    seconds: float
    processor_seconds: float
    stages: Mapping[str, float]
    base_mb: float
    peak_mb: float
    result: Any


class Stages:
    """Adds up what stages take: the time since the last word of any stage is of the one named."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.began = self._last = perf_counter()

    def ended(self, stage: str, *_: int) -> None:
        """Says what was done up to now; takes the progress of a claim map as it is told."""
        now = perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now


def measure_apart(task: str, *given: object) -> Measured:
    """Runs a task of `crossframe.bench.tasks` in a process of its own, with one thread a product.

    Args:
        task: Its name there.
        *given: Its arguments, as text.

    Returns:
        What it needed and found.

    Raises:
        BenchError: If it fails.
    """
    code = "import sys; from crossframe.bench.tasks import main; main(*sys.argv[1:])"
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    found = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-c", code, task, *map(str, given)],
        env=os.environ | one_thread,
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        raise BenchError(f"{task} failed: {found.stderr.strip()[-800:]}")
    return Measured(**json.loads(found.stdout.splitlines()[-1]))


@contextmanager
def environment_kept() -> Iterator[None]:
    """Undoes afterwards what is done to the environment, which processes started later inherit.

    distributed sets `MALLOC_TRIM_THRESHOLD_` before it starts workers, and leaves it so. A process
    with it gives back each array that it no longer needs and asks for the next anew: grouping
    20,000 sentences with vectors took 48 s of a core and nine million page faults, and not 28 s.
    """
    before = dict(os.environ)
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


def report(base_mb: float, stages: Stages, work: Callable[[], Any]) -> str:
    """Does the work of a task and says in JSON what it needed; the other side of `measure_apart`.

    Args:
        base_mb: Memory before it.
        stages: Told of its stages.
        work: The work.

    Returns:
        One line.
    """
    began, worked = perf_counter(), process_time()
    result = work()
    spent = perf_counter() - began, process_time() - worked
    return json.dumps(Measured(*spent, stages.seconds, base_mb, peak_mb(), result)._asdict())


def peak_mb() -> float:
    """The most memory that this process has had, in MB, by the kernel's own count."""
    try:
        # Of this program alone: `ru_maxrss` begins with what the one had that started it.
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        line = next(one for one in status.splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / _KB_IN_MB
    except (OSError, StopIteration):  # not Linux
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / _KB_IN_MB / (_KB_IN_MB if sys.platform == "darwin" else 1)
