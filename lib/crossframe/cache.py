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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

FILE = "cache.sqlite"
_CHECKSUM_BYTES = 4
# Another process writes all that it computed at once, which takes a second or two.
_WAIT_SECONDS = 60
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_TABLE = "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, entry BLOB NOT NULL)"


class Cache:
    """Values by text, in `folder`; `maker` is the digest of what makes a value of a text."""

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
        entries = self._entries(texts)
        values = {text: self._unpack(text, entry) for text, entry in entries.items()}
        sound = {text: value for text, value in values.items() if value is not None}
        if len(sound) < len(values):
            n_unsound = f"{len(values) - len(sound):,} of {len(values):,} entries"
            self._note(f"{n_unsound} failed their checksum and are computed anew")
        return sound

    def unsound(self, texts: Iterable[str]) -> list[str]:
        """Finds the texts whose entry is there and fails its checksum, in the order given."""
        entries = self._entries(texts)
        return [text for text, entry in entries.items() if self._unpack(text, entry) is None]

    def _entries(self, texts: Iterable[str]) -> dict[str, bytes]:
        """What is there for each text, sound or not."""
        if not (self._folder / FILE).exists():
            return {}
        try:
            with self._opened("rw") as store:
                found = {text: self._entry(store, text) for text in texts}
        except sqlite3.Error as error:
            self._damaged = _is_damage(error)
            self._note(f"not read, what it held is computed anew: {error}")
            return {}
        return {text: entry for text, entry in found.items() if entry is not None}

    def write(self, values: Mapping[str, bytes]) -> None:
        """Keeps values by text: all of them, or none. A damaged file gives way to a new one."""
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
        for name in (FILE, f"{FILE}-journal"):
            (self._folder / name).unlink(missing_ok=True)
        self._damaged = False

    def _put(self, values: Mapping[str, bytes]) -> None:
        rows = ((self._key(text), self._pack(text, values[text])) for text in sorted(values))
        with self._opened("rwc") as store:
            store.execute(_TABLE)
            store.execute("BEGIN IMMEDIATE")
            store.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", rows)
            store.execute("COMMIT")

    @contextmanager
    def _opened(self, mode: str) -> Iterator[sqlite3.Connection]:
        address = f"{(self._folder / FILE).resolve().as_uri()}?mode={mode}"
        with closing(
            sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
        ) as store:
            store.execute("PRAGMA trusted_schema = OFF")
            store.execute("PRAGMA synchronous = FULL")
            yield store

    def _entry(self, store: sqlite3.Connection, text: str) -> bytes | None:
        query = "SELECT entry FROM entries WHERE key = ?"
        row = store.execute(query, (self._key(text),)).fetchone()
        return bytes(row[0]) if row and isinstance(row[0], bytes) else None

    def _note(self, trouble: str) -> None:
        self.troubles.append(f"cache {self._folder.name}: {trouble}")

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._maker + text.encode()).digest()

    def _pack(self, text: str, value: bytes) -> bytes:
        return self._checksum(text, value) + value

    def _unpack(self, text: str, entry: bytes) -> bytes | None:
        checksum, value = entry[:_CHECKSUM_BYTES], entry[_CHECKSUM_BYTES:]
        return value if self._checksum(text, value) == checksum else None

    def _checksum(self, text: str, value: bytes) -> bytes:
        return zlib.crc32(self._key(text) + value).to_bytes(_CHECKSUM_BYTES, "little")


def _is_damage(error: sqlite3.Error) -> bool:
    """True if the file is at fault, not the disk or another process; codes are of SQLite 3."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
