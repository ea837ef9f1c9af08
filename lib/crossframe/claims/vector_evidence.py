"""Compared pairs of texts of several languages -> the evidence that each asserts the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from crossframe.claims.evidence import Evidence
from crossframe.claims.mixture import Nearest, VectorPairs
from crossframe.claims.vocabulary import weigh_words
from crossframe.records import Labels, Matrix


def weigh_vectors(
    pairs: VectorPairs, there: npt.NDArray[np.bool_], without: str | None = None
) -> Evidence:
    """Weighs compared pairs by what else the articles say.

    Args:
        pairs: The pairs.
        there: Bool (n,), the texts that make up the event: they say which words are rare.
        without: An article that is left out; None for none.

    Returns:
        The evidence of every pair; its columns are `VECTOR_FEATURES`.
    """
    return next(weigh_vectors_each(pairs, [(there, without)]))


def weigh_vectors_each(
    pairs: VectorPairs, ways: Sequence[tuple[npt.NDArray[np.bool_], str | None]]
) -> Iterator[Evidence]:
    """Weighs compared pairs in several ways, each as `weigh_vectors` does.

    Args:
        pairs: The pairs.
        ways: The texts that make up the event, bool (n,), and the article that is left out.

    Yields:
        The evidence of every pair, way for way.
    """
    mixture, first, second = pairs.mixture, pairs.first, pairs.second
    codes = np.unique(np.array(mixture.languages, dtype=object).astype(str), return_inverse=True)[1]
    alike = codes[first] == codes[second]
    articles = [sorted(set(found)) for found in mixture.articles]
    rivals = _rivals_of(pairs, articles, np.arange(len(first)))
    for there, without in ways:
        rival = rivals.copy()
        touched = np.array([without in found for found in articles], dtype=np.bool_)
        changed = np.flatnonzero(touched[first] | touched[second])
        if len(changed):
            left = [[name for name in found if name != without] for found in articles]
            rival[changed] = _rivals_of(pairs, left, changed)
        shared = pairs.shared.products(weigh_words(pairs.words, there))
        features = np.stack([pairs.cosine, rival, pairs.conflict, shared, alike], axis=1)
        found = features.astype(np.float64)
        yield Evidence(tuple(mixture.texts), first, second, found, int(there.sum()))


def _rivals_of(pairs: VectorPairs, articles: Sequence[Sequence[str]], chosen: Labels) -> Matrix:
    """The column `rival` of some pairs, where texts stand in these articles alone."""
    first, second, scale = pairs.first[chosen], pairs.second[chosen], pairs.mixture.scale
    places = [[pairs.nearest.place[name] for name in found] for found in articles]
    rivals = np.stack(
        [
            _rivals(pairs.nearest, places, first, second),
            _rivals(pairs.nearest, places, second, first),
        ]
    )
    told = np.isfinite(rivals)
    total = np.where(told, scale.of(np.where(told, rivals, 0.0)), 0.0).sum(axis=0)
    found: Matrix = total / np.maximum(told.sum(axis=0), 1)
    return found


def _rivals(
    nearest: Nearest, articles: Sequence[Sequence[int]], texts: Labels, others: Labels
) -> Matrix:
    """Best cosine of each text with what the articles of its other say beside it; -inf for none."""
    lengths = np.array([len(found) for found in articles], dtype=np.int64)
    flat = np.array([at for found in articles for at in found], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    counts = lengths[others]
    found = np.full(len(texts), -np.inf)
    if not counts.sum():
        return found
    pair = np.repeat(np.arange(len(texts)), counts)
    shift = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
    at = flat[starts[others[pair]] + shift]
    own, other = texts[pair], others[pair]
    is_other = nearest.who[own, at] == other
    cosines = np.where(is_other, nearest.second[own, at], nearest.best[own, at]).astype(np.float64)
    np.maximum.at(found, pair, np.where(cosines > -1.0, cosines, -np.inf))
    return found
