"""Keys -> bytes from disk, of which the longest unused give way to new ones."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from crossframe.cache import Cache

_USES = (
    "CREATE TABLE IF NOT EXISTS uses "
    "(key BLOB PRIMARY KEY, bytes INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID"
)
# When a value was used is noted to the hour, so that reading hardly ever has to write.
_HOUR = 3600
# What is left when the longest unused are thrown out, so that it need not happen at every write.
_KEPT = 0.9


class BoundedCache(Cache):
    """A cache whose values take at most `limit` bytes; what does not fit at all is not kept.

    Its values are large and cheap to compute again, so that writing does not wait for the disk: a
    machine that loses its power may lose them all, and says so.
    """

    _synchronous = "OFF"

    def __init__(self, folder: Path, maker: str, limit: int) -> None:
        super().__init__(folder, maker)
        self._limit = limit

    def read_parts(self, texts: Sequence[str]) -> Iterator[dict[int, bytes]]:
        """Finds what is there and sound, some hundred values at a time, and notes that it was used.

        Args:
            texts: Texts, in any order, no two of them equal.

        Yields:
            Values by the places of their texts, in an order of the cache's own.
        """
        used: list[int] = []
        for some in super().read_parts(texts):
            used.extend(some)
            yield some
        if used:
            self._use(self._keys(texts[place] for place in used))

    def write(self, values: Mapping[str, bytes]) -> None:
        """Keeps values by text: all of them or none; the longest unused values give way."""
        if sum(map(len, values.values())) <= self._limit:
            super().write(values)

    def _use(self, keys: list[bytes]) -> None:
        now = int(time.time()) // _HOUR
        query = "UPDATE uses SET used = ? WHERE key = ? AND used < ?"
        with (
            suppress(sqlite3.Error),
            self._opened("rw") as store,
        ):  # then they are thrown out sooner
            (stale,) = store.execute("SELECT min(used) < ? FROM uses", (now,)).fetchone()
            if stale:
                store.execute("BEGIN IMMEDIATE")
                store.executemany(query, ((now, key, now) for key in keys))
                store.execute("COMMIT")

    def _written(self, store: sqlite3.Connection, sizes: Mapping[bytes, int]) -> None:
        """Notes the sizes of new values and throws out what there is no room for any more."""
        store.execute(_USES)
        now = int(time.time()) // _HOUR
        rows = ((key, size, now) for key, size in sizes.items())
        store.executemany("INSERT OR REPLACE INTO uses VALUES (?, ?, ?)", rows)
        (total,) = store.execute("SELECT sum(bytes) FROM uses").fetchone()
        if total <= self._limit:
            return
        oldest = store.execute("SELECT key, bytes FROM uses ORDER BY used, key").fetchall()
        gone = []
        for key, size in oldest:
            if total <= _KEPT * self._limit:
                break
            if key not in sizes:
                gone.append((key,))
                total -= size
        for table in ("entries", "uses"):
            store.executemany(f"DELETE FROM {table} WHERE key = ?", gone)  # noqa: S608 - two names
