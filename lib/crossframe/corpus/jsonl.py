"""A JSONL file -> raw records, one a line; a bad line is an exclusion of its own."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from crossframe.corpus.raw import (
    MAX_RECORD_BYTES,
    Found,
    Raw,
    RecordError,
    check_size,
    decode,
    object_from,
    parse_json,
)
from crossframe.records import Exclusion

_SKIP_BYTES = 1 << 20


def read_jsonl(path: Path) -> Iterator[Found]:
    """Reads one JSON object a line; blank lines are passed over.

    Args:
        path: The file, in UTF-8 (a byte order mark is allowed).

    Yields:
        A record or an exclusion for each line that is not blank, in the order of the file.
    """
    with path.open("rb") as stream:
        for number, (line, size) in enumerate(_lines(stream), start=1):
            # Without its end: the last line may have none, and must read the same.
            data = line.rstrip()
            if number == 1:
                data = data.removeprefix(codecs.BOM_UTF8)
            if not data:
                continue
            try:
                check_size(size, "the line")
                value = parse_json(decode(data, "the line"), "the line")
                yield Raw(str(path), number, object_from(value, "the line"))
            except RecordError as error:
                yield Exclusion(str(path), number, str(error))


def _lines(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yields each line and its size; of a giant line only the beginning is held in memory."""
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        size, tail = len(line), line
        if size > MAX_RECORD_BYTES:
            while tail and not tail.endswith(b"\n"):
                tail = stream.readline(_SKIP_BYTES)
                size += len(tail)
        yield line, size
