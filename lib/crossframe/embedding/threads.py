"""Batches -> done, by as many threads as this machine was found to be fastest with.

The first batches of the first large piece of work are the measurement, so that it costs nothing.
What was found is remembered in the cache, by processor and model. It changes no vector: each batch
is computed by one thread, whatever their number.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from crossframe.config import cache_folder
from crossframe.embedding.contract import Batch, Progress
from crossframe.machine import n_processors, processor

FILE = "threads.json"
# Batches that each thread computes while a number of threads is timed.
_TIMED = 4
# Fewer threads must be so much faster to be preferred: a busy moment of the machine is no reason.
_CLEARLY = 1.1

Run = Callable[[Batch], None]
Found = TypeVar("Found")


def run_batches(
    run: Run, batches: Sequence[Batch], threads: int, model: str, progress: Progress
) -> None:
    """Computes batches side by side.

    Args:
        run: Computes one batch.
        batches: The batches.
        threads: How many threads; 0 for the number that was measured, or is measured now if there
            are batches enough, and else for one a processor.
        model: Fingerprint of what is computed, under which the measurement is remembered.
        progress: Called with the number of texts of each batch that is done.
    """
    with _one_thread_a_product():
        rest = list(batches)
        if not threads:
            threads = _remembered(model)
        if not threads:
            threads, rest = _measured(run, rest, model, progress)
        _run(run, rest, threads, progress)


def in_one_thread(find: Callable[[], Found]) -> Found:
    """Finds something as a batch is computed: by one thread."""
    with _one_thread_a_product(), ThreadPoolExecutor(1, initializer=_one_thread) as pool:
        return pool.submit(find).result()


def fastest_threads(model: str) -> int:
    """How many threads compute a model's batches: as many as were measured, or one a processor.

    Args:
        model: Its fingerprint.

    Returns:
        At least 1.
    """
    return _remembered(model) or n_processors()


def thread_candidates(n: int) -> list[int]:
    """Numbers of threads worth trying on n processors.

    >>> thread_candidates(8), thread_candidates(2), thread_candidates(1)
    ([8, 4, 2], [2, 1], [1])
    """
    return sorted({n, max(1, n // 2), max(1, n // 4)}, reverse=True)


def _measured(
    run: Run, batches: list[Batch], model: str, progress: Progress
) -> tuple[int, list[Batch]]:
    """Times numbers of threads on the work itself; returns the best and the work that is left."""
    tried = thread_candidates(n_processors())
    # The first pass is no measurement: whatever is loaded or laid out at the first call.
    needed = tried[0] + _TIMED * sum(tried)
    if len(tried) < 2 or len(batches) < needed:
        return tried[0], batches
    _run(run, batches[: tried[0]], tried[0], progress)
    at, rates = tried[0], {}
    for threads in tried:
        share = batches[at : at + _TIMED * threads]
        began = perf_counter()
        _run(run, share, threads, progress)
        rates[threads] = len(share) / (perf_counter() - began)
        at += len(share)
    best = max(tried, key=lambda threads: rates[threads] * (_CLEARLY if threads == tried[0] else 1))
    _remember(model, best)
    return best, batches[at:]


def _run(run: Run, batches: Sequence[Batch], threads: int, progress: Progress) -> None:
    with ThreadPoolExecutor(threads, initializer=_one_thread) as pool:
        for batch, _ in zip(batches, pool.map(run, batches), strict=True):
            progress(len(batch.indices))


@contextmanager
def _one_thread_a_product() -> Iterator[None]:
    import torch

    before = torch.get_num_threads()
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)


def _key(model: str) -> str:
    known = (processor(), n_processors(), version("torch"), model)
    return hashlib.sha256(repr(known).encode()).hexdigest()[:32]


def _remembered(model: str) -> int:
    """The number that was measured before; 0 if none was, or it cannot be read."""
    found = _noted().get(_key(model), 0)
    return found if isinstance(found, int) and 0 < found <= n_processors() else 0


def _noted() -> dict[str, object]:
    try:
        noted = json.loads((cache_folder() / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _remember(model: str, threads: int) -> None:
    path = cache_folder() / FILE
    aside = Path(f"{path}.{os.getpid()}")
    with suppress(OSError):  # then it is measured again
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(_noted() | {_key(model): threads}), encoding="utf-8")
        aside.replace(path)
