"""Vectors in a file -> runs of them in memory; those of an array are had the same way."""

from __future__ import annotations

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
        with self._lock:
            for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
                if length:
                    self._file.seek(start * self.shape[1] * found.itemsize)
                    self._file.readinto(found[at : at + length].data.cast("B"))  # type: ignore[attr-defined]
                    at += length
        return found


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
