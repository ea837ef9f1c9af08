"""A Parquet file -> raw records, one a row."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from crossframe.corpus.columns import checked_columns
from crossframe.corpus.raw import Found, Raw, RecordError, decode_cells, not_utf8
from crossframe.corpus.wording import quote
from crossframe.errors import CorpusError
from crossframe.records import Exclusion

# Few, because a row may be a megabyte.
_ROWS_AT_ONCE = 64
# A file of articles packs ten times at most; columns of labels pack better.
_UNPACKED_BYTES = 256_000_000
_MOST_GROWTH = 200
# The longest text as JSON, all of it escaped.
_MOST_CELL_BYTES = 12_000_000


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
            columns = checked_columns(path, file.schema_arrow.names)
            for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
                arrays = [_in_microseconds(array) for array in batch.columns]
                sizes = [_sizes(array) for array in arrays]
                for row in range(batch.num_rows):
                    number += 1
                    cells = [(a[row], s[row]) for a, s in zip(arrays, sizes, strict=True)]
                    yield _row(path, number, columns, cells)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:  # names of columns, too
        reason = f"is not a Parquet file, or is damaged ({quote(str(error))}); write it again"
        raise CorpusError(path, None, reason) from None


def _row(
    path: Path, number: int, columns: Sequence[str], cells: Sequence[tuple[Any, int]]
) -> Found:
    """Reads a row whose cells come with the bytes that they hold."""
    try:
        pairs = zip(columns, cells, strict=True)
        values = {column: _cell(column, *cell) for column, cell in pairs}
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


def _cell(column: str, scalar: Any, size: int) -> Any:
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
