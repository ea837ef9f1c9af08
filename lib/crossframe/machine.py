"""This machine -> what its results and its speed depend on."""

from __future__ import annotations

import os
import platform
import re
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
