"""A process -> the time and memory that it used so far."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class Usage(NamedTuple):
    """What a process used; None where the system does not tell."""

    cpu_seconds: float | None = None
    peak_bytes: int | None = None


def usage_of(pid: int) -> Usage:
    """Reads what a process has used so far, from /proc; nothing is known on other systems."""
    folder = Path(f"/proc/{pid}")
    try:
        fields = (folder / "stat").read_text(encoding="ascii").rpartition(")")[2].split()
        status = (folder / "status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return Usage()
    ticks = int(fields[11]) + int(fields[12])
    peak = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return Usage(round(ticks / os.sysconf("SC_CLK_TCK"), 2), int(peak[0]) * 1024 if peak else None)


def resident_bytes(pid: int) -> int | None:
    """Memory that a process holds now, what it shares included; None where nobody tells."""
    try:
        told = Path(f"/proc/{pid}/statm").read_text(encoding="ascii")
    except OSError:
        return None
    return int(told.split()[1]) * os.sysconf("SC_PAGE_SIZE")


def begin_peak() -> None:
    """Has the peak that `usage_of` tells of this process be that from now on, where Linux can."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
