"""An event -> held by one run at a time, and whoever comes second knows by whom."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from crossframe.errors import StoreError

_LOCK = ".lock"
_HOLDER = ".holder.json"


class HeldError(StoreError):
    """Another process runs the event."""


@contextmanager
def only_run(
    reports: Path,
    event_id: str,
    *,
    wait: float = 0.0,
    waiting: Callable[[str], None] = lambda _: None,
) -> Iterator[None]:
    """Holds an event for one run, and clears what a run left behind when it was stopped.

    The lock is the operating system's: it is free again at the end, however this process ends.

    Args:
        reports: Folder of all runs.
        event_id: The event.
        wait: Seconds to wait for another process that runs the event now.
        waiting: Told who holds the event, before waiting.

    Yields:
        Nothing.

    Raises:
        HeldError: If another process runs the event still; says which, where and since when.
    """
    folder = reports / event_id
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        _wait(lock, folder, wait, waiting)
    try:
        for pattern in (".*.partial", ".latest.*", f"{_HOLDER}.*"):
            for path in folder.glob(pattern):
                _remove(path)
        _sign(folder / _HOLDER)
        yield
    finally:
        (folder / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _wait(lock: FileLock, folder: Path, wait: float, waiting: Callable[[str], None]) -> None:
    if wait > 0:
        waiting(f"{_holder(folder)} runs this event now; waiting up to {wait:g} s")
    try:
        lock.acquire(timeout=wait, poll_interval=0.2)
    except Timeout:
        waited = f" (waited {wait:g} s)" if wait > 0 else ""
        raise HeldError(
            f"{folder}: {_holder(folder)} runs this event now{waited}; wait for it with "
            "--wait SECONDS, or name another --out"
        ) from None


def _sign(path: Path) -> None:
    """Says who holds the lock; a name beside the lock, for whoever locks a file empties it."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": now}
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.write_text(json.dumps(holder) + "\n", encoding="utf-8")
    aside.replace(path)


def _holder(folder: Path) -> str:
    try:
        holder = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']} (since {holder['since']})"
    except (OSError, ValueError, KeyError, TypeError):  # it has only just begun
        return "another process"


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path, ignore_errors=True)
