"""A process -> the time and memory that it used so far."""

from __future__ import annotations

import os
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
