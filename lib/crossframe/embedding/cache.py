"""Texts -> their vectors from disk, or not; crash-safe, for many processes at once.

LMDB holds one entry a text and model: a CRC-32 of the vector, then the vector. An entry that fails
its checksum is as good as absent. A cache that cannot be opened or written never stops a run: it
says why in `trouble`, and vectors are computed.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from errno import ENOSPC
from pathlib import Path
from shutil import disk_usage

import numpy as np

from crossframe.records import Vectors

# Address space that is reserved, not disk that is used: 10 million vectors take about 20 GiB.
_MAP_SIZE = 1 << 36
_CHECKSUM_BYTES = 4
# LMDB works on mapped files, and touching a mapped page for which the disk has no room ends the
# process: so there must be room for its lock file and tree before it is opened at all.
_ROOM = 1 << 20


class VectorCache:
    """Vectors of one model by text, in `folder`."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.trouble: str | None = None
        self._folder = folder
        self._model = bytes.fromhex(fingerprint)

    def read(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Finds what is there and sound.

        Args:
            texts: Texts, in any order.

        Returns:
            For each text that was found, its vector (d,) float32.
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
            self.trouble = f"vector cache not read: {error}"
            return {}
        vectors = {text: _unpack(entry) for text, entry in entries.items() if entry is not None}
        return {text: vector for text, vector in vectors.items() if vector is not None}

    def write(self, vectors: Mapping[str, Vectors]) -> None:
        """Keeps vectors (d,) float32 by text: all of them, or none."""
        import lmdb

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._require_room(sum(vector.nbytes for vector in vectors.values()))
            with (
                lmdb.open(str(self._folder), map_size=_MAP_SIZE) as store,
                store.begin(write=True) as transaction,
            ):
                for text in sorted(vectors):
                    transaction.put(self._key(text), _pack(vectors[text]))
        except (lmdb.Error, OSError) as error:
            self.trouble = f"vector cache not written: {error}"

    def _require_room(self, payload: int) -> None:
        """Raises OSError unless the disk has room for so many bytes, three times over."""
        needed, free = _ROOM + 3 * payload, disk_usage(self._folder).free
        if free < needed:
            raise OSError(ENOSPC, f"{free:,} bytes free, {needed:,} needed")

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._model + text.encode()).digest()


def _pack(vector: Vectors) -> bytes:
    body = np.ascontiguousarray(vector, dtype="<f4").tobytes()
    return zlib.crc32(body).to_bytes(_CHECKSUM_BYTES, "little") + body


def _unpack(entry: bytes) -> Vectors | None:
    checksum, body = entry[:_CHECKSUM_BYTES], entry[_CHECKSUM_BYTES:]
    if zlib.crc32(body).to_bytes(_CHECKSUM_BYTES, "little") != checksum:
        return None
    return np.frombuffer(body, dtype="<f4")
