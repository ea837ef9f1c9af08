"""Rows -> the pairs that lie nearest: all looked at in a small event, the likely in a large one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from crossframe.records import Labels, Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_NEAREST = 40
_LEAST_ALIKE = 0.05  # TF-IDF cosine or cosine: below it a neighbour is none
_ROWS_AT_A_TIME = 512
# Up to so many rows each is held against each. The cost of it grows with their square, but stays
# below that of reading the words: at 8,000 it is a tenth.
ALL_ROWS = 8000
# Above, a vector is held against those of the cells nearest to it, a word against the texts that
# share it unless so many do: what everybody says tells nobody apart.
_ROWS_IN_CELL = 200
_CELLS_LOOKED_AT = 24
_ROUNDS = 3
_FREQUENT = 1000


def near_vectors(rows: Vectors) -> Labels:
    """Finds the pairs of a row and one of its 40 nearest, ties included.

    Args:
        rows: Float32 (n, d), unit rows.

    Returns:
        Int64 (p,), sorted: `lower * n + higher`. Above 8,000 rows a few are missed.
    """
    return _nearest(rows) if len(rows) <= ALL_ROWS else _in_cells(rows)


def near_words(rows: csr_matrix) -> Labels:
    """Finds the pairs of a text and one of its 40 nearest by words, ties included.

    Args:
        rows: TF-IDF vectors (n, words), unit rows or empty ones.

    Returns:
        Int64 (p,), sorted: `lower * n + higher`. Above 8,000 texts words that more than 1,000 of
        them share have no say.
    """
    whole = rows.astype(np.float32)
    return _nearest(whole) if rows.shape[0] <= ALL_ROWS else _by_rare_words(whole)


def _nearest(rows: csr_matrix | Vectors) -> Labels:
    n = rows.shape[0]
    found: list[Labels] = []
    for begin in range(0, n, _ROWS_AT_A_TIME):
        product = rows[begin : begin + _ROWS_AT_A_TIME] @ rows.T
        alike = np.array(product if isinstance(product, np.ndarray) else product.toarray())
        own = np.arange(len(alike)) + begin
        found.append(_pairs(alike, own, np.arange(n), n))
    return np.unique(np.concatenate(found)).astype(np.int64)


def _pairs(alike: Vectors, own: Labels, others: Labels, n: int) -> Labels:
    """Of each row of `alike` (rows, others) the largest, as pairs; `own` are among `others`."""
    np.round(alike, 5, out=alike)
    alike[np.arange(len(own)), np.searchsorted(others, own)] = -1.0
    place = max(len(others) - _NEAREST, 0)
    least = np.partition(alike, place, axis=1)[:, place]
    row, column = np.nonzero(alike >= np.maximum(least, _LEAST_ALIKE)[:, None])
    return _coded(own[row], others[column], n)


def _coded(one: Labels, other: Labels, n: int) -> Labels:
    found: Labels = np.unique(np.minimum(one, other) * n + np.maximum(one, other))
    return found.astype(np.int64)


def _in_cells(rows: Vectors) -> Labels:
    """As `_nearest`, each row among those of the cells nearest to its own."""
    n = len(rows)
    cells, centres = _cells(rows)
    members = np.split(np.argsort(cells, kind="stable"), np.cumsum(np.bincount(cells))[:-1])
    found: list[Labels] = []
    for own, near in zip(members, _nearest_cells(centres), strict=True):
        others = np.sort(np.concatenate([members[cell] for cell in near]))
        for begin in range(0, len(own), _ROWS_AT_A_TIME):
            part = own[begin : begin + _ROWS_AT_A_TIME]
            found.append(_pairs(rows[part] @ rows[others].T, part, others, n))
    return np.unique(np.concatenate(found))


def _cells(rows: Vectors) -> tuple[Labels, Vectors]:
    """A cell for each row, (n,) from 0 without gaps, and the centres of the cells, by k-means."""
    from scipy.sparse import csr_matrix

    n, ones = len(rows), np.ones(len(rows), dtype=np.float32)
    centres = rows[np.linspace(0, n - 1, -(-n // _ROWS_IN_CELL)).astype(np.int64)]
    for _ in range(_ROUNDS):
        cells = np.concatenate([part.argmax(axis=1) for part in _products(rows, centres)])
        _, cells = np.unique(cells, return_inverse=True)
        centres = np.asarray(csr_matrix((ones, (cells, np.arange(n)))) @ rows)
        centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), np.float32(1e-12))
    return cells.astype(np.int64), centres


def _nearest_cells(centres: Vectors) -> Iterator[npt.NDArray[np.intp]]:
    for part in _products(centres, centres):
        yield from np.argsort(-part, axis=1, kind="stable")[:, :_CELLS_LOOKED_AT]


def _products(rows: Vectors, others: Vectors) -> Iterator[Vectors]:
    for begin in range(0, len(rows), _ROWS_AT_A_TIME):
        yield rows[begin : begin + _ROWS_AT_A_TIME] @ others.T


def _by_rare_words(rows: csr_matrix) -> Labels:
    """As `_nearest`, by the words alone that few texts share."""
    n = rows.shape[0]
    rare = np.bincount(rows.indices, minlength=rows.shape[1]) <= _FREQUENT
    kept = rows[:, np.flatnonzero(rare)].tocsr()
    texts_of = kept.T.tocsr()
    found: list[Labels] = []
    for begin in range(0, n, _ROWS_AT_A_TIME):
        product = (kept[begin : begin + _ROWS_AT_A_TIME] @ texts_of).tocsr()
        product.data = np.round(product.data, 5)
        for row, (start, stop) in enumerate(
            zip(product.indptr[:-1], product.indptr[1:], strict=True), begin
        ):
            others, alike = product.indices[start:stop], product.data[start:stop]
            alike = np.where(others == row, np.float32(-1), alike)
            least = _LEAST_ALIKE
            if len(alike) > _NEAREST:
                least = max(least, float(np.partition(alike, -_NEAREST)[-_NEAREST]))
            near = others[alike >= least].astype(np.int64)
            found.append(np.minimum(near, row) * n + np.maximum(near, row))
    return np.unique(np.concatenate(found))
