"""The damaged file of a cache -> the rows that its sound pages hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

_ROWS_AT_A_TIME = 256
_ROWS_A_BLOCK = 25_000
# A spoilt page of rows costs some twenty questions in vain, a spoilt page that leads to thousands
# of rows some ten thousand; of a file where more are in vain nothing further is hoped for.
_MOST_IN_VAIN = 100_000
# No row is smaller: so many bytes bound the number of the last one where it cannot be asked for.
_LEAST_BYTES = 36
ROWS = "SELECT key, entry FROM entries WHERE rowid BETWEEN ? AND ?"
_ONE_ROW = "SELECT key, entry FROM entries WHERE rowid = ?"  # without a look at the next one

Row = tuple[bytes, bytes]


def rows_of_damaged(path: Path) -> Iterator[list[Row]]:
    """Reads what can still be read.

    Args:
        path: A file that no process writes any more.

    Yields:
        Keys and entries as they are found, sound or not, in blocks that fit into memory; none of a
        file that is missing or no cache at all.
    """
    if not path.exists():
        return
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"  # whatever a journal beside it says
    with closing(sqlite3.connect(address, uri=True)) as store:
        if not _is_cache(store):
            return
        block: list[Row] = []
        for rows in _readable_rows(store, path.stat().st_size):
            block.extend((key, entry) for key, entry in rows if _is_row(key, entry))
            if len(block) >= _ROWS_A_BLOCK:
                yield block
                block = []
        if block:
            yield block


def _readable_rows(store: sqlite3.Connection, n_bytes: int) -> Iterator[list[Row]]:
    last = last_row(store) or n_bytes // _LEAST_BYTES
    in_vain = 0
    for begin in range(1, last + 1, _ROWS_AT_A_TIME):
        spans = [(begin, min(begin + _ROWS_AT_A_TIME - 1, last))]
        while spans:
            first, end = spans.pop()
            try:
                span = (ROWS, (first, end)) if first < end else (_ONE_ROW, (first,))
                yield store.execute(*span).fetchall()
            except (sqlite3.Error, UnicodeDecodeError):  # the latter quotes damaged bytes
                in_vain += 1
                if in_vain > _MOST_IN_VAIN:
                    return
                if first < end:
                    middle = (first + end) // 2
                    spans += [(middle + 1, end), (first, middle)]


def _is_cache(store: sqlite3.Connection) -> bool:
    """Whether the page can be read that says where the rows are."""
    try:
        store.execute(f"EXPLAIN {_ONE_ROW}", (0,)).fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return True


def last_row(store: sqlite3.Connection) -> int:
    """The number of the last row; 0 if that cannot be read."""
    try:
        (last,) = store.execute("SELECT max(rowid) FROM entries").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return 0
    return last if isinstance(last, int) else 0


def _is_row(key: object, entry: object) -> bool:
    return isinstance(key, bytes) and isinstance(entry, bytes)
