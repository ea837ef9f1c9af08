"""The cache -> the same without what processes left in it that were killed while they wrote."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

from crossframe.config import cache_folder

# Entries are built aside, under a name that ends with the number of the process.
_ASIDE = re.compile(r"\..+\.(\d+)")
# Another machine may write into a shared cache; an entry is written in seconds.
_STALE_SECONDS = 600


def tidy_cache() -> None:
    """Clears half-built entries whose process is no more; what is in use is left alone."""
    for path in cache_folder().glob("*/.*"):
        found = _ASIDE.fullmatch(path.name)
        if found and not _is_alive(int(found[1])) and _age(path) > _STALE_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    if os.name == "nt":  # there, asking would end it
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # of another user
        return True
    return True


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0
