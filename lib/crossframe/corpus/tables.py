"""A CSV or Parquet file -> raw records, one a row."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, TextIO

from crossframe.corpus.raw import MAX_RECORD_BYTES, Found, Raw, RecordError, decode_cells, not_utf8
from crossframe.corpus.wording import quote
from crossframe.errors import CorpusError
from crossframe.records import Exclusion

# A byte that is not UTF-8, as the error handler "surrogateescape" leaves it in the text.
_UNDECODED = re.compile("[\udc80-\udcff]")
# Few, because a row may be a megabyte.
_ROWS_AT_ONCE = 64
# A file of articles packs ten times at most; columns of labels pack better.
_UNPACKED_BYTES = 256_000_000
_MOST_GROWTH = 200
# The longest text as JSON, all of it escaped.
_MOST_CELL_BYTES = 12_000_000


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
    for found in _csv_records(path, _checked_columns):
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
    yield from _csv_records(path, _distinct_columns)


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


def read_parquet(path: Path) -> Iterator[Found]:
    """Reads a table of typed columns; times become ISO 8601 text, NaN an absent value.

    Args:
        path: The file.

    Yields:
        A record or an exclusion for each row, under its number from 1.

    Raises:
        CorpusError: If the file is not Parquet or is damaged, or its columns will not do.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        # As dictionaries: a text that a million rows share stays one text.
        with pq.ParquetFile(path, read_dictionary=_text_columns(path)) as file:
            columns = _checked_columns(path, file.schema_arrow.names)
            for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
                arrays = [_in_microseconds(array) for array in batch.columns]
                sizes = [_sizes(array) for array in arrays]
                for row in range(batch.num_rows):
                    number += 1
                    cells = [(a[row], s[row]) for a, s in zip(arrays, sizes, strict=True)]
                    yield _parquet_row(path, number, columns, cells)
    except (pa.ArrowException, OSError) as error:
        reason = f"is not a Parquet file, or is damaged ({quote(str(error))}); write it again"
        raise CorpusError(path, None, reason) from None


def _distinct_columns(path: Path, columns: list[str]) -> list[str]:
    for column in columns:
        if columns.count(column) > 1:
            found = ", ".join(quote(column) for column in columns)
            raise CorpusError(path, None, f"column {quote(column)} stands twice; found: {found}")
    return columns


def _checked_columns(path: Path, columns: list[str]) -> list[str]:
    _distinct_columns(path, columns)
    found = ", ".join(quote(column) for column in columns)
    for column in ("outlet", "title"):
        if column not in columns:
            raise CorpusError(path, None, f"column {column!r} is missing; found: {found}")
    if not {"text", "sentences"} & set(columns):
        raise CorpusError(path, None, f"column 'text' (or 'sentences') is missing; found: {found}")
    return columns


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


def _parquet_row(
    path: Path, number: int, columns: Sequence[str], cells: Sequence[tuple[Any, int]]
) -> Found:
    """Reads a row whose cells come with the bytes that they hold."""
    try:
        pairs = zip(columns, cells, strict=True)
        values = {column: _parquet_cell(column, *cell) for column, cell in pairs}
        return Raw(str(path), number, decode_cells(values))
    except RecordError as error:
        return Exclusion(str(path), number, str(error))


def _text_columns(path: Path) -> list[str]:
    """The columns of text, by their path within the file; refuses a file that grows beyond reason.

    Args:
        path: The file.

    Returns:
        Paths, those within lists too.

    Raises:
        CorpusError: If the file holds far more than its size lets expect.
    """
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        head, schema = file.metadata, file.schema
        parts = [head.row_group(number) for number in range(head.num_row_groups)]
        unpacked = sum(part.total_byte_size for part in parts)
        texts = [schema.column(number) for number in range(len(schema.names))]
    size = path.stat().st_size
    if unpacked > max(_UNPACKED_BYTES, _MOST_GROWTH * size):
        raise CorpusError(
            path,
            None,
            f"unpacks from {size:,} bytes to {unpacked:,}, which no articles do; write it again",
        )
    return [column.path for column in texts if column.physical_type == "BYTE_ARRAY"]


def _sizes(array: Any) -> list[int]:
    """Bytes of the texts in each cell, without taking any of them out of the table."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = array.type
    if pa.types.is_dictionary(kind):
        if not _is_text(kind.value_type):
            return [0] * len(array)
        lengths = pc.take(pc.binary_length(array.dictionary), array.indices)
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        until = [0, *accumulate(_sizes(array.values))]
        return [until[end] - until[start] for start, end in pairwise(array.offsets.to_pylist())]
    elif _is_text(kind):
        lengths = pc.binary_length(array)
    else:
        return [0] * len(array)
    sizes: list[int] = pc.fill_null(lengths, 0).to_pylist()
    return sizes


def _is_text(kind: Any) -> bool:
    import pyarrow as pa

    return any(
        is_one(kind)
        for is_one in (
            pa.types.is_string,
            pa.types.is_large_string,
            pa.types.is_binary,
            pa.types.is_large_binary,
        )
    )


def _parquet_cell(column: str, scalar: Any, size: int) -> Any:
    if size > _MOST_CELL_BYTES:
        raise RecordError(
            f"{quote(column)} has {size:,} bytes; at most {_MOST_CELL_BYTES:,} are read; "
            "cut or split it"
        )
    try:
        return _plain(scalar.as_py())
    except UnicodeDecodeError as error:
        raise not_utf8(error.start, error.object[error.start], quote(column)) from None
    except (ValueError, OverflowError) as error:  # a time that Python's calendar does not reach
        raise RecordError(f"{quote(column)} cannot be read ({error}); write it as text") from None


def _in_microseconds(array: Any) -> Any:
    """Python's clock knows no nanoseconds; Arrow would call pandas for them."""
    import pyarrow as pa

    if pa.types.is_timestamp(array.type) and array.type.unit == "ns":
        return array.cast(pa.timestamp("us", array.type.tz), safe=False)
    return array


def _plain(value: Any) -> Any:
    """Turns what Parquet can hold into what JSON can hold, as far as that loses nothing."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | timedelta):
        return str(value)
    return None if isinstance(value, float) and math.isnan(value) else value
