"""The cache -> the same without what is half written, or no longer wanted."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from crossframe.config import cache_folder
from crossframe.errors import ParameterError

# Entries are built aside, under a name that ends with the number of the process.
_ASIDE = re.compile(r"\..+\.(\d+)")
# Another machine may write into a shared cache; an entry is written in seconds.
_STALE_SECONDS = 600
_DAY = 24 * 60 * 60


def tidy_cache() -> None:
    """Clears half-built entries whose process is no more; what is in use is left alone."""
    for path in cache_folder().glob("*/.*"):
        found = _ASIDE.fullmatch(path.name)
        if found and not _is_alive(int(found[1])) and _age(path) > _STALE_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


class CacheEntry(NamedTuple):
    """A claim map, or the workings of one, in the cache; `n_bytes` is what its files take."""

    folder: Path
    n_bytes: int


def old_entries(days: float, now: float) -> list[CacheEntry]:
    """Lists what was worked out longer ago than so many days; all of it can be worked out again.

    Every change of the articles of an event leaves one claim map and its workings behind. Vectors
    and parses are not among them: these stand for single sentences, and new articles need them.

    Args:
        days: From 0.
        now: Seconds since the epoch.

    Returns:
        The entries, the oldest first.

    Raises:
        ParameterError: If `days` is negative.
    """
    if days < 0:
        raise ParameterError(f"--cache-days is {days:g}; allowed: a number from 0")
    made = {
        path: path.stat().st_mtime
        for kind in ("claim_maps", "workings")
        for path in (cache_folder() / kind).glob("[!.]*")
    }
    return [
        CacheEntry(path, sum(one.stat().st_size for one in path.rglob("*") if one.is_file()))
        for path in sorted(made, key=lambda path: made[path])
        if now - made[path] > days * _DAY
    ]


def remove_entries(entries: Iterable[CacheEntry]) -> None:
    """Removes entries of the cache, each at once: a reader sees it whole or not at all."""
    for entry in entries:
        aside = entry.folder.with_name(f".{entry.folder.name}.{os.getpid()}")
        with suppress(FileNotFoundError):
            entry.folder.rename(aside)
            shutil.rmtree(aside)


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
