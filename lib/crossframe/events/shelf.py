"""Placed articles <-> the folder of a stream: what was placed, and a file an event for `run`."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from crossframe.errors import StoreError
from crossframe.events.ledger import Event, written_whole

ARTICLES, CHANGES, EVENTS, LISTING = "articles.jsonl", "changes.jsonl", "events", "events.csv"
_LOCK = ".lock"
_COLUMNS = (
    "event",
    "state",
    "reason",
    "articles",
    "outlets",
    "first",
    "last",
    "headline",
    "words",
    "outlet_names",
    "article_ids",
)
# A spreadsheet takes a cell that begins so for a formula, and runs it.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")


class Least(NamedTuple):
    """What an event needs to be compared."""

    articles: int = 3
    outlets: int = 2

    def lack(self, event: Event) -> str:
        """Says why an event is too thin to compare; "" if it is not.

        >>> Least().lack(Event("e", "", (), ()))
        'no articles'
        """
        n, outlets = len(event.articles), len(event.outlets)
        if n >= self.articles and outlets >= self.outlets:
            return ""
        reasons = [
            _count(n, "article") if n < self.articles else "",
            _count(outlets, "outlet") if n and outlets < self.outlets else "",
        ]
        return ", ".join(filter(None, reasons))


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Holds the folder of a stream for one process.

    Args:
        folder: The folder; it is made.

    Yields:
        Nothing.

    Raises:
        StoreError: If another process groups articles into it now.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError(
            f"{folder}: another process groups articles into it now; wait for it, or name another "
            "--out"
        ) from None
    try:
        for left in folder.glob(".*.partial"):  # of a process that was killed while it wrote
            left.unlink(missing_ok=True)
        yield
    finally:
        lock.release()


def append_lines(path: Path, size: int, lines: Iterable[Mapping[str, Any]]) -> list[int]:
    """Adds lines of JSON to a file, after the bytes that count.

    What lies beyond them was written by a process that was stopped before it could say so, and is
    cut off.

    Args:
        path: The file.
        size: How many bytes count.
        lines: What to add.

    Returns:
        Where each line begins, and where the last one ends.

    Raises:
        StoreError: If the file is shorter than it must be.
    """
    with path.open("ab") as file:
        if file.tell() < size:
            raise StoreError(
                f"{path}: has {file.tell():,} bytes and must have {size:,}; take it from a backup, "
                "or group anew into another --out"
            )
        file.truncate(size)
        file.seek(size)
        places = [size]
        for line in lines:
            places.append(places[-1] + file.write(_line(line)))
        file.flush()
        os.fsync(file.fileno())
    return places


def read_articles(folder: Path, places: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Reads articles of `articles.jsonl` by where their lines begin.

    Args:
        folder: The folder of the stream.
        places: Bytes.

    Yields:
        The article at each.

    Raises:
        StoreError: If there is none.
    """
    path = folder / ARTICLES
    with path.open("rb") as file:
        for place in places:
            file.seek(place)
            try:
                yield dict(json.loads(file.readline()))
            except ValueError:
                raise StoreError(
                    f"{path}: no article begins at byte {place:,}; take it from a backup, or group "
                    "anew into another --out"
                ) from None


def publish_event(folder: Path, event: Event, least: Least) -> None:
    """Writes the file of an event that can be compared, and deletes that of one that cannot."""
    path = folder / EVENTS / f"{event.event_id}.jsonl"
    if event.merged_into or least.lack(event):
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(exist_ok=True)
    with written_whole(path, durably=False) as file:
        for article in read_articles(folder, sorted(one.at for one in event.articles)):
            line = article | {"event_id": event.event_id}
            file.write(_line(line).decode())


def write_listing(folder: Path, events: Iterable[Event], least: Least) -> None:
    """Writes `events.csv`: the events to compare first, each by day, the others with the reason."""
    rows = [_row(event, least) for event in events]
    rows.sort(key=lambda row: (_ORDER[row[1]], row[5], row[0]))
    with written_whole(folder / LISTING) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows([_inert(cell) for cell in row] for row in rows)


_ORDER = {"compared": 0, "thin": 1, "merged": 2}


def _row(event: Event, least: Least) -> list[str]:
    reason = f"into {event.merged_into}" if event.merged_into else least.lack(event)
    state = "merged" if event.merged_into else "thin" if reason else "compared"
    return [
        event.event_id,
        state,
        reason,
        str(len(event.articles)),
        str(len(event.outlets)),
        event.first or "",
        event.last or "",
        event.headline,
        " ".join(event.terms),
        "; ".join(event.outlets),
        " ".join(one.article_id for one in event.articles),
    ]


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_ACTIVE) else cell


def _count(n: int, what: str) -> str:
    words = {0: "no", 1: "one", 2: "two"}.get(n, f"{n:,}")
    return f"{words} {what}" if n == 1 else f"{words} {what}s"


def _line(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"
