"""Aligned pairs -> the evidence that each asserts the same, counted within an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.claims.alignment import Alignments
from crossframe.claims.vocabulary import row_sums, weigh_words
from crossframe.errors import AlignmentError
from crossframe.records import Labels, Matrix, Vectors

# What each column of the evidence says of a pair:
# alignment      how well the word pieces of both texts find each other, 0..1: best cosines at the
#                middle layer, weighed by rarity in the event and part of speech, mean of both ways
# shared_words   cosine of their TF-IDF vectors, 0..1
# conflict       1 if both state numbers and share none, else 0
# centrality     how much the two texts share with the event at large, 0..2: the sum of their mean
#                TF-IDF cosines with every other text
FEATURES = ("alignment", "shared_words", "conflict", "centrality")
# Sums over pairs that are held at a time, each by the weights of one event: 16 MB.
_SUMS_AT_A_TIME = 2_000_000


class Evidence(NamedTuple):
    """Pairs of `texts`, `first` < `second` (p,) int64, sorted; `features` float64 (p, 4).

    The columns of `features` are `FEATURES`. `event_size` is the number of texts that make up the
    event: the more there are, the more there is to be mistaken for.
    """

    texts: tuple[str, ...]
    first: Labels
    second: Labels
    features: Matrix
    event_size: int


def weigh_pairs(alignments: Alignments, counted: npt.NDArray[np.bool_] | None = None) -> Evidence:
    """Weighs what was aligned by how rare each word is in the event.

    Args:
        alignments: Aligned pairs of n texts.
        counted: Bool (n,), the texts that make up the event; None for all. The others are compared
            with them but have no say in what is rare or central.

    Returns:
        The evidence of every aligned pair.

    Raises:
        AlignmentError: If `counted` is not of these texts.

    Source:
        Rarity weights after Zhang et al., "BERTScore", ICLR 2020.
    """
    everything = np.ones(len(alignments.texts), dtype=np.bool_)
    return next(weigh_each(alignments, [everything if counted is None else counted]))


def weigh_each(
    alignments: Alignments, events: Sequence[npt.NDArray[np.bool_]]
) -> Iterator[Evidence]:
    """Weighs what was aligned once for each of several choices of texts: see `weigh_pairs`.

    Args:
        alignments: Aligned pairs of n texts.
        events: Bool (n,) each, the texts that make up the event.

    Yields:
        The evidence of every aligned pair, event for event.

    Raises:
        AlignmentError: If an event is not of these texts.
    """
    n = len(alignments.texts)
    for counted in events:
        if len(counted) != n:
            raise AlignmentError(f"a mask of {len(counted)} texts beside {n} texts")
    step = max(1, _SUMS_AT_A_TIME // max(1, len(alignments.first)))
    for begin in range(0, len(events), step):
        some = events[begin : begin + step]
        weights = np.stack([_rarity(alignments, counted) for counted in some], axis=1)
        aligned = _alignment(alignments, weights * alignments.emphasis[:, None])
        for counted, column in zip(some, aligned.T, strict=True):
            yield _evidence(alignments, counted, column)


def _evidence(alignments: Alignments, counted: npt.NDArray[np.bool_], aligned: Matrix) -> Evidence:
    first, second, n_counted = alignments.first, alignments.second, int(counted.sum())
    rows = weigh_words(alignments.words, counted)
    said = np.repeat(counted, np.diff(rows.indptr))
    total = np.bincount(rows.indices, rows.data * said, minlength=rows.shape[1])
    own = row_sums(rows.data**2, rows.indptr)
    others = np.maximum(n_counted - counted, 1)
    central = np.maximum(rows @ total - own * counted, 0.0) / others
    shared = alignments.shared.products(rows)
    columns = [aligned, shared, alignments.conflict, central[first] + central[second]]
    return Evidence(alignments.texts, first, second, np.stack(columns, axis=1), n_counted)


def _rarity(alignments: Alignments, counted: npt.NDArray[np.bool_]) -> Matrix:
    """Inverse document frequency of each word piece, float64 (t,)."""
    kind, text = np.divmod(alignments.standing, len(counted))
    frequency = np.bincount(kind, counted[text])
    rarity = np.log((1 + counted.sum()) / (1 + frequency))
    found: Matrix = np.maximum(rarity, 1e-6)[alignments.kinds]
    return found


def _alignment(alignments: Alignments, weights: Matrix) -> Matrix:
    """Mean over both directions of the weighted mean of best cosines, (p, k) by weights (t, k)."""
    order, starts = alignments.by_second, alignments.starts
    totals = np.zeros((len(starts) - 1, weights.shape[1]))
    filled = np.diff(starts) > 0
    if filled.any():
        totals[filled] = np.add.reduceat(weights, starts[:-1][filled], axis=0)
    totals = np.maximum(totals, 1e-12)
    there = _directed(starts, weights, alignments.first, alignments.there)
    back = np.empty_like(there)
    back[order] = _directed(starts, weights, alignments.second[order], alignments.back)
    found: Matrix = (there / totals[alignments.first] + back / totals[alignments.second]) / 2
    return np.clip(found, 0.0, 1.0)


def _directed(
    starts: npt.NDArray[np.int64], weights: Matrix, texts: Labels, best: Vectors
) -> Matrix:
    """Weighted sums of `best`, whose rows are those of `texts` (sorted), end to end: (p, k)."""
    bounds = np.searchsorted(texts, np.arange(len(starts)))
    at = np.concatenate([[0], np.cumsum(np.diff(bounds) * np.diff(starts))])
    found = np.zeros((len(texts), weights.shape[1]))
    for text in np.flatnonzero(np.diff(at)).tolist():
        weight = weights[starts[text] : starts[text + 1]]
        block = best[at[text] : at[text + 1]].reshape(-1, len(weight))
        np.matmul(block, weight, out=found[bounds[text] : bounds[text + 1]])
    return found
