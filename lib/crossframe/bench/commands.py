"""A command of crossframe, run as a user runs it -> what it and all below it needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from crossframe.bench import between
from crossframe.bench.watched import COMMAND
from crossframe.errors import BenchError


class Needed(NamedTuple):
    """What a command needed, its start included.

    `processor_seconds` are of all its processes; `peak_mb` is the most memory that any one of them
    had at once, as the kernel counted it.
    """

    seconds: float
    processor_seconds: float
    peak_mb: float


def run_command(folder: Path, *arguments: str) -> Needed:
    """Runs a command with a cache of its own, empty at first, and as many threads as it takes.

    Args:
        folder: Where it works; the cache lies there.
        *arguments: What follows `crossframe`.

    Returns:
        What it needed.

    Raises:
        BenchError: If it fails.
    """
    command = [sys.executable, "-c", COMMAND, *arguments]
    done = subprocess.run(  # noqa: S603 - crossframe itself
        # -P: the folder of the script has modules by names that others have too.
        [sys.executable, "-P", between.__file__, *command],
        cwd=folder,
        env={**os.environ, "CROSSFRAME_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchError(f"crossframe {arguments[0]} failed: {done.stderr.strip()[-800:]}")
    return Needed(**json.loads(done.stdout))
