"""Similarities of texts -> groups whose members were checked to assert the same thing."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from crossframe.records import Labels, Matrix

# Mean similarity below which two groups are not joined. Chosen on the ECB+ events of the train and
# dev splits, pooled; there, by the pairs that people judged (precision / recall / share of the
# different pairs joined): wide .68/.84/.19, balanced .75/.71/.11, strict .88/.50/.03. On four
# SuperPAL events, which had no say: .63/.42/.05, .80/.34/.02 and .92/.19/.003.
STOPS: Mapping[str, float] = {"wide": 0.30, "balanced": 0.35, "strict": 0.45}


def group_texts(similarity: Matrix, stop: float) -> Labels:
    """Joins the two groups that are most alike on average, until none are alike enough.

    Args:
        similarity: Float64 (n, n), symmetric, in 0..1, rows in an order that does not depend on
            the input's (ties are broken by it).
        stop: Mean similarity, 0..1, below which two groups stay apart.

    Returns:
        Int64 (n,): a group number for each text, from 0 in the order of first members.

    >>> group_texts(np.array([[1, .6, .1], [.6, 1, .2], [.1, .2, 1]]), stop=0.35).tolist()
    [0, 0, 1]
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    n = len(similarity)
    if n < 2:
        return np.zeros(n, dtype=np.int64)
    distance = 1 - similarity
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), method="average")
    labels = fcluster(tree, 1 - stop, criterion="distance")
    _, first, group = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[group].astype(np.int64)
