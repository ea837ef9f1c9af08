"""Aligned pairs -> the evidence that each asserts the same, counted within an event."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.claims.alignment import Alignments
from crossframe.claims.vocabulary import pair_products, row_sums, weigh_words
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
    n = len(alignments.texts)
    counted = np.ones(n, dtype=np.bool_) if counted is None else counted
    if len(counted) != n:
        raise AlignmentError(f"a mask of {len(counted)} texts beside {n} texts")
    first, second = alignments.first, alignments.second
    rows = weigh_words(alignments.words, counted)
    own = pair_products(rows, np.arange(n), np.arange(n))
    total = np.asarray(rows[np.flatnonzero(counted)].sum(axis=0)).ravel()
    others = np.maximum(int(counted.sum()) - counted, 1)
    central = np.maximum(rows @ total - own * counted, 0.0) / others
    weights = _rarity(alignments, counted) * alignments.emphasis
    columns = [
        _alignment(alignments, weights),
        alignments.shared.products(rows),
        alignments.conflict,
        central[first] + central[second],
    ]
    features = np.stack(columns, axis=1)
    return Evidence(alignments.texts, first, second, features, int(counted.sum()))


def _rarity(alignments: Alignments, counted: npt.NDArray[np.bool_]) -> Matrix:
    """Inverse document frequency of each word piece, float64 (t,)."""
    kind, text = np.divmod(alignments.standing, len(counted))
    frequency = np.bincount(kind, counted[text])
    rarity = np.log((1 + counted.sum()) / (1 + frequency))
    found: Matrix = np.maximum(rarity, 1e-6)[alignments.kinds]
    return found


def _alignment(alignments: Alignments, weights: Matrix) -> Matrix:
    """Mean over both directions of the weighted mean of best cosines, (p,)."""
    order = alignments.by_second
    totals = np.maximum(row_sums(weights, alignments.starts), 1e-12)
    there = _directed(alignments, weights, alignments.first, alignments.there)
    back = np.empty_like(there)
    back[order] = _directed(alignments, weights, alignments.second[order], alignments.back)
    found: Matrix = (there / totals[alignments.first] + back / totals[alignments.second]) / 2
    return np.clip(found, 0.0, 1.0)


def _directed(alignments: Alignments, weights: Matrix, texts: Labels, best: Vectors) -> Matrix:
    """Weighted sums of `best`, whose rows are those of `texts` (sorted), end to end."""
    starts = alignments.starts
    bounds = np.searchsorted(texts, np.arange(len(starts)))
    at = np.concatenate([[0], np.cumsum(np.diff(bounds) * np.diff(starts))])
    found = np.zeros(len(texts))
    for text in np.flatnonzero(np.diff(at)).tolist():
        weight = weights[starts[text] : starts[text + 1]]
        block = best[at[text] : at[text + 1]].reshape(-1, len(weight))
        found[bounds[text] : bounds[text + 1]] = block @ weight
    return found
