"""Sentence vectors -> a map to look at, and coarse blocks of events too large to compare at once.

UMAP + HDBSCAN put sentences near each other that are about the same thing. They do not say that two
sentences assert the same thing, and no claim rests on them.
"""

from __future__ import annotations

import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.records import Labels, Vectors

Points = npt.NDArray[np.float64]

# Texts of one event that are compared as one part. What is known of a text and its neighbours takes
# 15 KB of memory, beside the vectors of its words, which lie in a file.
PART_LIMIT = 100_000
_NEIGHBOURS = 15
# Half of what UMAP takes for so few points; they keep as many neighbours (trustworthiness of events
# of 870 to 4,000 texts within .005 on average, which is less than between two seeds).
_EPOCHS = 250
_FEWEST_FOR_UMAP = 12
_FEWEST_IN_REGION = 5


class Layout(NamedTuple):
    """Points (n, 2) in 0..1 of the longer side, and regions (n,) from 0, -1 for none."""

    points: Points
    regions: Labels


def blank_layout(n: int) -> Layout:
    """A map on which nothing was drawn: n points at 0, in no region."""
    return Layout(np.zeros((n, 2)), np.full(n, -1, dtype=np.int64))


def lay_out(vectors: Vectors, seed: int) -> Layout:
    """Draws a map on which sentences about like things lie close.

    Args:
        vectors: Float32 (n, d), unit rows, in an order that does not depend on the input's.
        seed: Seed of UMAP; the map changes with it, claims do not.

    Returns:
        The map. Below 12 sentences it is a plain projection without regions.

    Source:
        McInnes, Healy & Melville, "UMAP", 2018; McInnes, Healy & Astels, "hdbscan", JOSS 2017.
    """
    n = len(vectors)
    points = _projected(vectors)
    if n < _FEWEST_FOR_UMAP:
        return Layout(_framed(points), np.full(n, -1, dtype=np.int64))
    points = _umap(vectors, points, seed)
    return Layout(_framed(points), _regions(points))


def candidate_blocks(vectors: Vectors, layout: Layout) -> list[Labels]:
    """Cuts an event into parts small enough to compare within.

    Args:
        vectors: Float32 (n, d), unit rows.
        layout: Their map.

    Returns:
        Rows of each block, int64, ascending; one block of all unless there are more than 100,000.
        Beyond that, sentences of one claim can end up in different blocks and stay unmatched.
    """
    n = len(vectors)
    if n <= PART_LIMIT:
        return [np.arange(n, dtype=np.int64)]
    from sklearn.cluster import KMeans

    regions = _nearest_region(vectors, layout.regions)
    blocks: list[Labels] = []
    for region in np.unique(regions):
        rows = np.flatnonzero(regions == region)
        parts = -(-len(rows) // PART_LIMIT)
        cut = KMeans(parts, n_init=1, random_state=0).fit_predict(vectors[rows])
        blocks += [rows[cut == part] for part in range(parts)]
    return blocks


def _projected(vectors: Vectors) -> Points:
    """First two principal components, each signed so that its largest loading is positive."""
    points = np.zeros((len(vectors), 2))
    if len(vectors) > 1:
        centred = vectors.astype(np.float64) - vectors.mean(axis=0)
        left, sizes, right = np.linalg.svd(centred, full_matrices=False)
        kept = min(2, len(sizes))
        largest = np.abs(right[:kept]).argmax(axis=1)
        signs = np.sign(right[np.arange(kept), largest])
        points[:, :kept] = left[:, :kept] * sizes[:kept] * signs
    return points


def _umap(vectors: Vectors, initial: Points, seed: int) -> Points:
    _load_umap()
    from umap import UMAP

    _keep_compiled()
    neighbours = min(_NEIGHBOURS, len(vectors) - 1)
    # Maps are drawn once: no searchable index for later points is wanted. The filter stays: it is
    # of the whole process, and other threads are at work meanwhile.
    warnings.filterwarnings("ignore", message="precomputed_knn\\[2\\]")
    reducer = UMAP(
        n_neighbors=neighbours,
        min_dist=0.1,
        n_epochs=_EPOCHS,
        metric="cosine",
        init=(initial / max(np.abs(initial).max(), 1e-12) * 10).astype(np.float32),
        random_state=seed,
        n_jobs=1,
        precomputed_knn=(*_neighbours(vectors, neighbours), None),
    )
    return np.asarray(reducer.fit_transform(vectors), dtype=np.float64)


def _load_umap() -> None:
    """Imports UMAP, and has numba keep what it compiles meanwhile, which takes it a second."""
    import numba

    plain = numba.njit

    def keeping(*given: Any, **options: Any) -> Any:
        # With a signature, which is a text, a function is compiled at once.
        kept = {"cache": True} if given and isinstance(given[0], str) else {}
        return plain(*given, **{**kept, **options})

    if "umap.utils" in sys.modules:
        return
    numba.njit = keeping
    try:
        with suppress(RuntimeError):  # nothing can be kept here
            import umap.utils  # noqa: F401
    finally:
        numba.njit = plain


def _keep_compiled() -> None:
    """Has numba keep what it compiles of UMAP beside UMAP's code, as it does of other libraries.

    Compiling these takes six seconds. Numba looks whether the file that a function stands in is
    still the same. The last one calls what stands in another file, and lets other threads go on
    since this file says so: what was kept of it is forgotten where either was installed later.
    """
    from umap import layouts, umap_, utils

    for function in (umap_.smooth_knn_dist, umap_.compute_membership_strengths):
        with suppress(AttributeError, RuntimeError):  # nothing is compiled here, or nothing kept
            function.enable_caching()
    with suppress(AttributeError, RuntimeError, OSError):
        kept = Path(umap_.smooth_knn_dist.stats.cache_path)
        installed = max(Path(file).stat().st_ctime for file in (utils.__file__, __file__))
        for index in kept.glob("layouts._optimize_layout_euclidean_single_epoch-*.nbi"):
            if index.stat().st_mtime < installed:
                index.unlink()
        drawing = layouts._nb_optimize_layout_euclidean_single_epoch  # noqa: SLF001
        drawing.targetoptions["nogil"] = True
        drawing.enable_caching()


def _neighbours(vectors: Vectors, k: int) -> tuple[npt.NDArray[np.int32], Vectors]:
    """Exact nearest neighbours by cosine, each row itself first: (n, k) indices and distances."""
    indices = np.zeros((len(vectors), k), dtype=np.int32)
    distances = np.zeros((len(vectors), k), dtype=np.float32)
    for begin in range(0, len(vectors), 1024):
        rows = np.arange(begin, min(begin + 1024, len(vectors)))
        distance = np.maximum(1 - vectors[rows] @ vectors.T, 0)
        distance[np.arange(len(rows)), rows] = -1
        indices[rows] = _smallest(distance, k)
        distances[rows] = np.maximum(np.take_along_axis(distance, indices[rows], axis=1), 0)
    return indices, distances


def _smallest(values: Vectors, k: int) -> npt.NDArray[np.int32]:
    """Columns of the k smallest of each row, the smallest first, of equal ones the first."""
    bars = np.partition(values, k - 1, axis=1)[:, k - 1]
    found = np.zeros((len(values), k), dtype=np.int32)
    for row, bar in enumerate(bars):
        columns = np.flatnonzero(values[row] <= bar)
        found[row] = columns[np.argsort(values[row, columns], kind="stable")][:k]
    return found


def _regions(points: Points) -> Labels:
    from hdbscan import HDBSCAN

    size = max(_FEWEST_IN_REGION, len(points) // 100)
    found = HDBSCAN(min_cluster_size=size).fit_predict(points)
    return np.asarray(found, dtype=np.int64)


def _framed(points: Points) -> Points:
    """Moves points into the unit square, its proportions kept, to three decimals."""
    if not len(points):
        return points
    low, high = points.min(axis=0), points.max(axis=0)
    side = max(float((high - low).max()), 1e-12)
    framed: Points = np.round((points - (low + high) / 2) / side + 0.5, 3)
    return framed


def _nearest_region(vectors: Vectors, regions: Labels) -> Labels:
    """Gives every point outside the regions to the one whose mean vector is nearest."""
    known = np.unique(regions[regions >= 0])
    if not len(known):
        return np.zeros(len(vectors), dtype=np.int64)
    centres = np.stack([vectors[regions == region].mean(axis=0) for region in known])
    nearest = known[(vectors @ centres.T).argmax(axis=1)]
    return np.where(regions >= 0, regions, nearest)
