"""Keys -> bytes from disk, or nothing; crash-safe, for many processes at once.

SQLite holds one row a key: a CRC-32 of key and value, then the value. A row that fails its checksum
is as good as absent. A cache that cannot be read or written never stops a run: it says why in
`troubles`, and what it would have held is computed. Nothing is mapped into memory: a damaged or
truncated file is an error that can be caught, and no end of the process.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from struct import pack
from typing import Any

from crossframe.cache_mending import ROWS, last_row, rows_of_damaged

FILE = "cache.sqlite"
_CHECKSUM_BYTES = 4
# Another process writes all that it computed at once, which takes a second or two.
_WAIT_SECONDS = 60
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# Two vectors of the usual kind do not fit into the half of SQLite's usual page, but into this.
_PAGE_BYTES = 8192
# New memory takes longer to come by than a value to read: that of so few serves the next ones.
_KEYS_AT_A_TIME = 250
# Rows that are read as they lie, for each that is wanted; one that is looked for by its key takes
# the time of two.
_ROWS_A_KEY = 1.5
# SQLite's own memory of pages, in KB. Keys are read in order, and hardly a page is asked for twice.
_READING, _WRITING = 2000, 32_000
_TABLE = "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, entry BLOB NOT NULL)"


class Cache:
    """Values by text, in `folder`; `maker` is the digest of what makes a value of a text."""

    _synchronous = "FULL"

    def __init__(self, folder: Path, maker: str) -> None:
        self.troubles: list[str] = []
        self._damaged = False
        self._folder = folder
        self._maker = bytes.fromhex(maker)

    def read(self, texts: Iterable[str]) -> dict[str, bytes]:
        """Finds what is there and sound.

        Args:
            texts: Texts, in any order.

        Returns:
            The value of each text that was found.
        """
        texts = list(texts)
        found: dict[int, bytes] = {}
        for some in self.read_parts(texts):
            found.update(some)
        return {texts[place]: found[place] for place in sorted(found)}

    def read_parts(self, texts: Sequence[str]) -> Iterator[dict[int, bytes]]:
        """Finds what is there and sound, some hundred values at a time.

        Args:
            texts: Texts, in any order, no two of them equal.

        Yields:
            Values by the places of their texts, in an order of the cache's own.
        """
        n_there = n_sound = 0
        place_of = dict(zip(self._keys(texts), range(len(texts)), strict=True))
        for entries in self._entries(place_of):
            sound = _sound(entries)
            n_there += len(entries)
            n_sound += len(sound)
            yield {place_of[key]: value for key, value in sound.items()}
        if n_sound < n_there:
            n_unsound = f"{n_there - n_sound:,} of {n_there:,} entries"
            self._note(f"{n_unsound} failed their checksum and are computed anew")

    def unsound(self, texts: Iterable[str]) -> list[str]:
        """Finds the texts whose entry is there and fails its checksum, in the order given."""
        text_of = {self._key(text): text for text in texts}
        broken = {
            key for entries in self._entries(text_of) for key in entries.keys() - _sound(entries)
        }
        return [text for key, text in text_of.items() if key in broken]

    def _entries(self, keys: Collection[bytes]) -> Iterator[dict[bytes, object]]:
        """The entry of each key that has one, sound or not, some at a time.

        Those not met among rows that are read as they lie are looked for by their keys, which lie
        beside each other in the index where they are sorted.
        """
        if not (self._folder / FILE).exists():
            return
        lost: list[sqlite3.Error] = []
        seen: set[bytes] = set()
        try:
            with self._opened("rw") as store:
                for met in _as_they_lie(store, keys):
                    seen.update(met)
                    yield met
                left = sorted([key for key in keys if key not in seen] if seen else keys)
                for at in range(0, len(left), _KEYS_AT_A_TIME):
                    some, before = left[at : at + _KEYS_AT_A_TIME], len(lost)
                    yield _readable(store, some, lost)
                    if len(lost) - before == len(some):  # nothing can be read: the rest neither
                        break
        except sqlite3.Error as error:
            lost.append(error)
        if lost:
            self._damaged = _is_damage(lost[-1])
            self._note(f"not read in full, what is missing is computed anew: {lost[-1]}")

    def write(self, values: Mapping[str, bytes]) -> None:
        """Keeps values by text: all of them, or none.

        A damaged file gives way to a new one, with what of the old one can be read and is sound.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._damaged:
                self._begin_anew()
            try:
                self._put(values)
            except sqlite3.Error as error:
                if not _is_damage(error):
                    raise
                self._note(f"damaged, begun anew: {error}")
                self._begin_anew()
                self._put(values)
        except (sqlite3.Error, OSError) as error:
            self._note(f"not written: {error}")

    def _begin_anew(self) -> None:
        """Another process may do the same at once, and take our new file for the damaged one."""
        damaged = self._folder / f"{FILE}.damaged"
        with suppress(FileNotFoundError):
            (self._folder / FILE).replace(damaged)
        (self._folder / f"{FILE}-journal").unlink(missing_ok=True)
        self._damaged = False
        n_kept = 0
        try:
            for rows in rows_of_damaged(damaged):
                values = ((key, _value(key, entry)) for key, entry in rows)
                sizes = {key: len(value) for key, value in values if value is not None}
                if sizes:
                    self._put_rows((row for row in rows if row[0] in sizes), sizes)
                n_kept += len(sizes)
        finally:
            damaged.unlink(missing_ok=True)
        if n_kept:
            self._note(f"{n_kept:,} entries of the damaged file are kept")

    def _put(self, values: Mapping[str, bytes]) -> None:
        text_of = {self._key(text): text for text in values}
        rows = ((key, self._pack(text_of[key], values[text_of[key]])) for key in sorted(text_of))
        self._put_rows(rows, {key: len(values[text]) for key, text in text_of.items()})

    def _put_rows(self, rows: Iterable[tuple[bytes, bytes]], sizes: Mapping[bytes, int]) -> None:
        with self._opened("rwc", _WRITING) as store:
            store.execute(f"PRAGMA page_size = {_PAGE_BYTES}")  # of a new file; others keep theirs
            store.execute(_TABLE)
            store.execute("BEGIN IMMEDIATE")
            store.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", rows)
            self._written(store, sizes)
            store.execute("COMMIT")

    @contextmanager
    def _opened(self, mode: str, memory: int = _READING) -> Iterator[sqlite3.Connection]:
        address = f"{(self._folder / FILE).resolve().as_uri()}?mode={mode}"
        try:
            with closing(
                sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
            ) as store:
                store.execute(f"PRAGMA cache_size = -{memory}")
                store.execute("PRAGMA trusted_schema = OFF")
                store.execute(f"PRAGMA synchronous = {self._synchronous}")
                yield store
        except UnicodeDecodeError as error:  # what SQLite says of the damage quotes damaged bytes
            found = sqlite3.DatabaseError("malformed database schema")
            found.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise found from error

    def _written(self, store: sqlite3.Connection, sizes: Mapping[bytes, int]) -> None:
        """Called with the sizes of new values, by key, before they are kept for good."""

    def _note(self, trouble: str) -> None:
        self.troubles.append(f"cache {self._folder.name}: {trouble}")

    def _keys(self, texts: Iterable[str]) -> list[bytes]:
        sha256, maker = hashlib.sha256, self._maker
        return [sha256(maker + text.encode()).digest() for text in texts]

    def _key(self, text: str) -> bytes:
        return self._keys([text])[0]

    def _pack(self, text: str, value: bytes) -> bytes:
        return _checksum(self._key(text), value).to_bytes(_CHECKSUM_BYTES, "little") + value


def _as_they_lie(
    store: sqlite3.Connection, wanted: Collection[bytes]
) -> Iterator[dict[bytes, object]]:
    """Wanted entries by key, from the first row on, until too many rows are not wanted.

    What damage keeps from us here is left to be looked for.
    """
    last, n_rows, n_met = last_row(store), 0, 0
    if last > _ROWS_A_KEY * len(wanted):
        return
    with suppress(sqlite3.Error, UnicodeDecodeError):  # the latter quotes damaged bytes
        for at in range(1, last + 1, _KEYS_AT_A_TIME):
            rows = store.execute(ROWS, (at, at + _KEYS_AT_A_TIME - 1)).fetchall()
            met = {key: entry for key, entry in rows if key in wanted}
            yield met
            n_rows, n_met = n_rows + len(rows), n_met + len(met)
            if n_rows > _ROWS_A_KEY * n_met:
                return


def _readable(
    store: sqlite3.Connection, keys: Sequence[bytes], lost: list[sqlite3.Error]
) -> dict[bytes, object]:
    """Entries by key; `lost` gains an error for each key that a damaged page keeps from us."""
    query = f"SELECT key, entry FROM entries WHERE key IN ({','.join('?' * len(keys))})"  # noqa: S608 - "?"
    try:
        return dict(store.execute(query, keys))
    except sqlite3.Error as error:
        if not _is_damage(error):
            raise
        if len(keys) == 1:
            lost.append(error)
            return {}
    half = len(keys) // 2
    return _readable(store, keys[:half], lost) | _readable(store, keys[half:], lost)


def _checksum(key: bytes, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(key))


def _sound(entries: Mapping[bytes, Any]) -> dict[bytes, bytes]:
    """The value of each entry whose checksum is that of its key and it, by the key.

    All checksums are compared at once, which takes half the time; hardly ever does one fail.
    """
    with suppress(TypeError):  # of an entry that is no bytes
        noted = b"".join([entry[:_CHECKSUM_BYTES] for entry in entries.values()])
        values = [entry[_CHECKSUM_BYTES:] for entry in entries.values()]
        sums = map(zlib.crc32, values, map(zlib.crc32, entries))
        if pack(f"<{len(values)}I", *sums) == noted:
            return dict(zip(entries, values, strict=True))
    found = {key: _value(key, entry) for key, entry in entries.items()}
    return {key: value for key, value in found.items() if value is not None}


def _value(key: bytes, entry: object) -> bytes | None:
    """The value in an entry; None if the checksum is not that of its key and it."""
    if not isinstance(entry, bytes):
        return None
    value = entry[_CHECKSUM_BYTES:]
    noted = int.from_bytes(entry[:_CHECKSUM_BYTES], "little")
    return value if _checksum(key, value) == noted else None


def _is_damage(error: sqlite3.Error) -> bool:
    """True if the file is at fault, not the disk or another process; codes are of SQLite 3."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
