"""A CSV file -> raw records, one a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from crossframe.corpus.columns import checked_columns, distinct_columns
from crossframe.corpus.raw import MAX_RECORD_BYTES, Found, Raw, RecordError, decode_cells, not_utf8
from crossframe.corpus.wording import quote
from crossframe.errors import CorpusError
from crossframe.records import Exclusion

# A byte that is not UTF-8, as the error handler "surrogateescape" leaves it in the text.
_UNDECODED = re.compile("[\udc80-\udcff]")


def read_csv(path: Path) -> Iterator[Found]:
    """Reads a table with a header; an empty cell is an absent value.

    Args:
        path: The file: commas, double quotes, UTF-8 (a byte order mark is allowed).

    Yields:
        A record or an exclusion for each row that is not blank, under the line where it starts.

    Raises:
        CorpusError: If the header cannot be read, a required column is missing or one stands
            twice.
    """
    for found in _csv_records(path, checked_columns):
        try:
            if isinstance(found, Raw):
                yield Raw(found.path, found.line, decode_cells(found.fields))
            else:
                yield found
        except RecordError as error:
            yield Exclusion(found.path, found.line, str(error))


def read_rows(path: Path) -> Iterator[Found]:
    """Reads a table of any columns, as `read_csv` does, and leaves its cells as they are.

    Args:
        path: The file.

    Yields:
        Cells by column (None where empty), or an exclusion, for each row that is not blank.

    Raises:
        CorpusError: If the header cannot be read or a column stands twice.
    """
    yield from _csv_records(path, distinct_columns)


def read_columns(path: Path) -> tuple[str, ...]:
    """The columns of a table with a header; none of an empty file.

    Args:
        path: The file.

    Returns:
        Their names, without white space around them.

    Raises:
        CorpusError: If the header cannot be read.
    """
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        for line, row in _csv_rows(stream):
            if isinstance(row, str):
                raise CorpusError(path, line, row)
            return tuple(name.strip() for name in row)
    return ()


def _csv_records(path: Path, check: Callable[[Path, list[str]], list[str]]) -> Iterator[Found]:
    columns: list[str] | None = None
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        for line, row in _csv_rows(stream):
            if columns is not None:
                yield _csv_record(path, line, columns, row)
            elif isinstance(row, str):
                raise CorpusError(path, line, row)
            else:
                columns = check(path, [name.strip() for name in row])


def _csv_rows(stream: TextIO) -> Iterator[tuple[int, list[str] | str]]:
    """Yields the line where each row starts, and its cells or why they cannot be told apart."""
    # The limit belongs to the whole process: it is raised, never lowered for somebody else.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_RECORD_BYTES))
    # Strict: a stray quote must not swallow the rows that follow, nor alter a text.
    reader = csv.reader(stream, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"the row is not CSV: {error}; quote its cells and double quotes in them"
        else:
            if any(map(str.strip, cells)):
                yield line, cells


def _csv_record(path: Path, line: int, columns: Sequence[str], row: list[str] | str) -> Found:
    try:
        return Raw(str(path), line, _csv_cells(columns, row))
    except RecordError as error:
        return Exclusion(str(path), line, str(error))


def _csv_cells(columns: Sequence[str], row: list[str] | str) -> dict[str, str | None]:
    if isinstance(row, str):
        raise RecordError(row)
    if len(row) != len(columns):
        raise RecordError(
            f"the row has {len(row)} cells, the header {len(columns)}; quote cells that have commas"
        )
    for column, cell in zip(columns, row, strict=True):
        if undecoded := _UNDECODED.search(cell):
            before = cell[: undecoded.start()].encode("utf-8")
            raise not_utf8(len(before), ord(undecoded[0]) - 0xDC00, quote(column))
    return {column: cell or None for column, cell in zip(columns, row, strict=True)}
