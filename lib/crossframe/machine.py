"""This machine -> what its results and its speed depend on."""

from __future__ import annotations

import atexit
import gc
import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def processor() -> str:
    """The model of the processor: another one may compute other last digits."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:  # not Linux
        return platform.processor() or platform.machine()
    names = re.findall(r"^model name\s*: (.+)$", told, flags=re.MULTILINE)
    return f"{platform.machine()} {names[0] if names else ''}".strip()


def n_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def collect_rarely() -> None:
    """Has Python look through its objects for dead ones rarely, and not once more at its end.

    What imports make stays. Looking through it while they go on took a fifth of the time that a run
    needs for them, and one look at its end, with a model's libraries there, over a second.
    """
    gc.set_threshold(50_000, 20, 20)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


@contextmanager
def without_modules(*names: str) -> Iterator[None]:
    """Has what is imported within go without modules, as where they are not installed.

    Args:
        *names: Those that libraries would import, and can do without; one that is there stays.
    """
    unwanted = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(unwanted))  # type: ignore[arg-type]  # None: not installed
    try:
        yield
    finally:
        for name in unwanted:
            del sys.modules[name]
