"""Keys -> bytes from disk, or nothing; crash-safe, for many processes at once.

LMDB holds one entry a key: a CRC-32 of the value, then the value. An entry that fails its checksum
is as good as absent. A cache that cannot be opened or written never stops a run: it says why in
`trouble`, and what it would have held is computed.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from errno import ENOSPC
from pathlib import Path
from shutil import disk_usage

# Address space that is reserved, not disk that is used: 10 million vectors take about 20 GiB.
_MAP_SIZE = 1 << 36
_CHECKSUM_BYTES = 4
# LMDB works on mapped files, and touching a mapped page for which the disk has no room ends the
# process: so there must be room for its lock file and tree before it is opened at all.
_ROOM = 1 << 20


class Cache:
    """Values by text, in `folder`; `maker` is the digest of what makes a value of a text."""

    def __init__(self, folder: Path, maker: str) -> None:
        self.trouble: str | None = None
        self._folder = folder
        self._maker = bytes.fromhex(maker)

    def read(self, texts: Iterable[str]) -> dict[str, bytes]:
        """Finds what is there and sound.

        Args:
            texts: Texts, in any order.

        Returns:
            The value of each text that was found.
        """
        import lmdb

        if not (self._folder / "data.mdb").exists():
            return {}
        try:
            self._require_room(0)
            with (
                lmdb.open(str(self._folder), map_size=_MAP_SIZE, readonly=True) as store,
                store.begin() as transaction,
            ):
                entries = {text: transaction.get(self._key(text)) for text in texts}
        except (lmdb.Error, OSError) as error:
            self.trouble = f"{self._folder.name} cache not read: {error}"
            return {}
        values = {text: _unpack(entry) for text, entry in entries.items() if entry is not None}
        return {text: value for text, value in values.items() if value is not None}

    def write(self, values: Mapping[str, bytes]) -> None:
        """Keeps values by text: all of them, or none."""
        import lmdb

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._require_room(sum(map(len, values.values())))
            with (
                lmdb.open(str(self._folder), map_size=_MAP_SIZE) as store,
                store.begin(write=True) as transaction,
            ):
                for text in sorted(values):
                    transaction.put(self._key(text), _pack(values[text]))
        except (lmdb.Error, OSError) as error:
            self.trouble = f"{self._folder.name} cache not written: {error}"

    def _require_room(self, payload: int) -> None:
        """Raises OSError unless the disk has room for so many bytes, three times over."""
        needed, free = _ROOM + 3 * payload, disk_usage(self._folder).free
        if free < needed:
            raise OSError(ENOSPC, f"{free:,} bytes free, {needed:,} needed")

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._maker + text.encode()).digest()


def _pack(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(_CHECKSUM_BYTES, "little") + value


def _unpack(entry: bytes) -> bytes | None:
    checksum, value = entry[:_CHECKSUM_BYTES], entry[_CHECKSUM_BYTES:]
    sound = zlib.crc32(value).to_bytes(_CHECKSUM_BYTES, "little") == checksum
    return value if sound else None
