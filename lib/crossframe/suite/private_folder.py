"""A run -> a folder for its processes that nobody else reads, cleared even if the run is killed."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX, _UNREADY = "crossframe-run-", "crossframe-new-"
_LOCK = "lock"
# A folder is made and locked in no time: one of this age was left by a process that was killed.
_STALE_SECONDS = 3600


@contextmanager
def private_folder() -> Iterator[Path]:
    """Makes a temporary folder, and clears those that runs left which were killed.

    Nobody holds the lock in their folders.

    Yields:
        The folder; it is deleted afterwards.
    """
    _sweep()
    unready = Path(tempfile.mkdtemp(prefix=_UNREADY))
    lock = FileLock(unready / _LOCK)
    lock.acquire()
    # Locked before it has the name that others look for.
    folder = unready.rename(unready.with_name(unready.name.replace(_UNREADY, _PREFIX, 1)))
    try:
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Clears the folders of runs that were killed."""
    place = Path(tempfile.gettempdir())
    mine = [path for path in place.glob("crossframe-*") if _is_mine(path)]
    for folder in mine:
        if folder.name.startswith(_UNREADY) and time.time() - _age_of(folder) > _STALE_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
        if not folder.name.startswith(_PREFIX):
            continue
        lock = FileLock(folder / _LOCK)
        with suppress(Timeout, OSError):
            lock.acquire(timeout=0)
            lock.release()
            shutil.rmtree(folder, ignore_errors=True)


def _is_mine(folder: Path) -> bool:
    """True for a real folder of this user: a temporary folder is shared with strangers."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


def _age_of(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return time.time()
