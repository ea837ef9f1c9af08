"""A command, run from a process that holds nothing itself -> what it and all below it needed.

Run as a script, without the rest of crossframe: what the kernel tells of the memory of a process
begins with what the one had that started it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from time import perf_counter

_KB_IN_MB = 1024


def main(command: Sequence[str]) -> None:
    """Runs a command; writes what it needed as JSON, and ends as it ended."""
    began = perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - as told
    seconds, used = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    needed = {
        "seconds": seconds,
        "processor_seconds": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / _KB_IN_MB / (_KB_IN_MB if sys.platform == "darwin" else 1),
    }
    sys.stdout.write(json.dumps(needed))
    sys.exit(done.returncode)


if __name__ == "__main__":
    main(sys.argv[1:])
