"""Vectors in a file -> runs of them in memory; those of an array are had the same way."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from crossframe.records import Labels, Vectors

if TYPE_CHECKING:
    import numpy.typing as npt


class FiledRows:
    """Rows (t, d) float32 in a file that holds so many, to which rows are added at the end."""

    def __init__(self, file: BinaryIO, shape: tuple[int, int] = (0, 0)) -> None:
        self.shape = shape
        self._file = file
        self._lock = Lock()

    def add(self, rows: Vectors) -> None:
        """Adds rows (k, d) at the end."""
        with self._lock:
            self._file.seek(0, 2)
            self._file.write(np.ascontiguousarray(rows).data.cast("B") if len(rows) else b"")
            self.shape = (self.shape[0] + len(rows), rows.shape[1])

    def take(self, starts: Labels, lengths: npt.NDArray[np.integer]) -> Vectors:
        """Reads the runs of rows that begin at `starts`, end to end."""
        found = np.empty((int(lengths.sum()), self.shape[1]), dtype=np.float32)
        at = 0
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
            self._read(start, found[at : at + length])
            at += length
        return found

    def one_at_a_time(self) -> Callable[[int, int], Vectors]:
        """What reads one run, by its start and length; it gives way to the next that it reads.

        So many runs are read into the same place: one stays near the processor, where all of them
        together would be memory that is asked for and given back each time.
        """
        place = np.empty((0, self.shape[1]), dtype=np.float32)

        def read(start: int, length: int) -> Vectors:
            nonlocal place
            if length > len(place):
                place = np.empty((length, self.shape[1]), dtype=np.float32)
            rows = place[:length]
            self._read(start, rows)
            return rows

        return read

    def _read(self, start: int, rows: Vectors) -> None:
        """Fills rows with those from `start` on; threads may read at once."""
        if not len(rows):
            return
        at = start * self.shape[1] * rows.itemsize
        if sys.platform == "win32":  # it reads from where the file stands alone
            with self._lock:
                self._file.seek(at)
                self._file.readinto(rows.data.cast("B"))  # type: ignore[attr-defined]
        else:
            os.preadv(self._file.fileno(), [rows.data], at)


def one_run_at_a_time(vectors: Vectors | FiledRows) -> Callable[[int, int], Vectors]:
    """What gives one run of rows of an array or a file, by its start and length.

    Of a file it gives way to the next; of an array it is a view.

    >>> run = one_run_at_a_time(np.arange(10, dtype=np.float32).reshape(5, 2))
    >>> run(3, 1).tolist()
    [[6.0, 7.0]]
    """
    if isinstance(vectors, FiledRows):
        return vectors.one_at_a_time()
    return lambda start, length: vectors[start : start + length]


def take_rows(
    vectors: Vectors | FiledRows, starts: Labels, lengths: npt.NDArray[np.integer]
) -> Vectors:
    """Runs of rows of an array or a file, end to end.

    Args:
        vectors: Rows (t, d).
        starts: Int64 (k,), where each run begins.
        lengths: Its length, (k,).

    Returns:
        Float32 (sum of the lengths, d): a view, not a copy, where runs of an array follow each
        other.

    >>> rows = np.arange(10, dtype=np.float32).reshape(5, 2)
    >>> take_rows(rows, np.array([3, 0]), np.array([1, 2])).tolist()
    [[6.0, 7.0], [0.0, 1.0], [2.0, 3.0]]
    """
    if isinstance(vectors, FiledRows):
        return vectors.take(starts, lengths)
    ends = starts + lengths
    if len(starts) and (starts[1:] == ends[:-1]).all():
        return vectors[starts[0] : ends[-1]]
    return vectors[runs_of(starts, lengths)]


def runs_of(starts: Labels, lengths: npt.NDArray[np.integer]) -> Labels:
    """Numbers of the runs that begin at `starts`, end to end.

    >>> runs_of(np.array([7, 2]), np.array([2, 1])).tolist()
    [7, 8, 2]
    """
    shifts = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
    found: Labels = np.arange(len(shifts), dtype=np.int64) + shifts
    return found
