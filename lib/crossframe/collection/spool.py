"""Records -> a file aside, from which they are read back in any order: memory stays small."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from crossframe.corpus import Raw


class Spool:
    """A file of raw records; what is held in memory is where each begins.

    It has no name, so that a process that is killed leaves nothing behind. `folder` is where its
    bytes lie, None for where temporary files do.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed in __exit__
        self._starts: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, raw: Raw) -> int:
        """Keeps a record.

        Args:
            raw: The record; JSON can write its fields.

        Returns:
            Its number, from 0.
        """
        self._file.seek(0, 2)
        self._starts.append(self._file.tell())
        row = [raw.path, raw.line, raw.fields]
        self._file.write(json.dumps(row, ensure_ascii=True, default=str).encode() + b"\n")
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> Raw:
        self._file.seek(self._starts[number])
        path, line, fields = json.loads(self._file.readline())
        return Raw(path, line, fields)

    def __iter__(self) -> Iterator[Raw]:
        return (self[number] for number in range(len(self._starts)))


def plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with a value, for a line of JSON that says no more than is known.

    >>> plain({"url": None, "authors": (), "title": ""})
    {'title': ''}
    """
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in fields.items()
        if value not in (None, (), {})
    }
