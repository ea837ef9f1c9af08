"""The same sentences and vectors -> the groups that other well-known methods make of them."""

from __future__ import annotations

import importlib.util
import re
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from crossframe.records import Labels, Matrix, Vectors

if TYPE_CHECKING:
    from umap import UMAP

# Where average link on cosines, on TF-IDF and DP-means stop: what a study of about 185 settings
# found best for each of them on ECB+ and SuperPAL. The others as their authors or common recipes
# have them.
_COSINE, _TFIDF, _DP_MEANS = 0.55, 0.15, 0.60
_DIMENSIONS, _NEIGHBOURS, _FEWEST, _FEWEST_IN_TOPIC = 5, 15, 2, 3
_ROUNDS = 100  # of DP-means; it settles within ten
# UMAP's spectral start needs more points than dimensions, and two to spare.
_FEWEST_FOR_UMAP = _DIMENSIONS + 3


class Material(NamedTuple):
    """What every method is given: n sentences and their vectors (n, d), float32 unit rows."""

    texts: Sequence[str]
    vectors: Vectors


Method = Callable[[Material], Labels]


class Peer(NamedTuple):
    """A way to group sentences: its name, its settings in words, and what it needs installed.

    `group` returns int64 (n,): a number for each group, -1 for a sentence that it puts into none.
    """

    name: str
    settings: str
    group: Method
    needs: str = ""

    @property
    def missing(self) -> str | None:
        """What to do to have it; None where it is there."""
        if not self.needs or importlib.util.find_spec(self.needs):
            return None
        return "not installed: pip install crossframe[bench]"


def all_in_one(given: Material) -> Labels:
    """Puts all sentences into one group: the floor that every method has to beat."""
    return np.zeros(len(given.texts), dtype=np.int64)


def each_alone(given: Material) -> Labels:
    """Puts no two sentences together."""
    return np.full(len(given.texts), -1, dtype=np.int64)


def tfidf_link(given: Material) -> Labels:
    """Average link on the cosines of TF-IDF vectors, words counted within these sentences."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not any(re.search(r"\w\w", text) for text in given.texts):
        return each_alone(given)
    words = TfidfVectorizer(sublinear_tf=True).fit_transform(given.texts)
    return _average_link((words @ words.T).toarray(), _TFIDF)


def cosine_link(given: Material) -> Labels:
    """Average link on the cosines of sentence vectors."""
    return _average_link(np.asarray(given.vectors @ given.vectors.T, dtype=np.float64), _COSINE)


def dp_means(given: Material) -> Labels:
    """DP-means on the sphere: a sentence opens a group if no centre is near enough.

    Source:
        Kulis & Jordan, "Revisiting k-means: new algorithms via Bayesian nonparametrics", ICML 2012.
    """
    groups = each_alone(given)
    if not len(groups):
        return groups
    centres = np.zeros((0, given.vectors.shape[1]))
    rows = given.vectors.astype(np.float64)
    for _ in range(_ROUNDS):
        before = groups.copy()
        for number, row in enumerate(rows):
            near = centres @ row
            best = int(near.argmax()) if len(near) else -1
            if best < 0 or near[best] < _DP_MEANS:
                best, centres = len(centres), np.vstack([centres, row])
            groups[number] = best
        kept, groups = np.unique(groups, return_inverse=True)
        sums = np.stack([rows[groups == group].sum(axis=0) for group in range(len(kept))])
        centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
        if (groups == before).all():
            break
    return groups.astype(np.int64)


def umap_hdbscan(given: Material) -> Labels:
    """UMAP to five dimensions, then HDBSCAN; each alone where UMAP cannot work.

    Source:
        McInnes, Healy & Melville, "UMAP", 2018; McInnes, Healy & Astels, "hdbscan", JOSS 2017.
    """
    from hdbscan import HDBSCAN

    if len(given.texts) < _FEWEST_FOR_UMAP:
        return each_alone(given)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a graph in parts, and of a seed that costs threads
        points = _reducer(len(given.texts)).fit_transform(given.vectors)
    return np.asarray(HDBSCAN(min_cluster_size=_FEWEST).fit_predict(points), dtype=np.int64)


def bertopic(given: Material) -> Labels:
    """BERTopic as it comes, with the same vectors and smaller topics than by default.

    Source:
        Grootendorst, "BERTopic", 2022.
    """
    if len(given.texts) < _FEWEST_FOR_UMAP:
        return each_alone(given)
    from bertopic import BERTopic
    from hdbscan import HDBSCAN

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = BERTopic(
            min_topic_size=_FEWEST_IN_TOPIC,
            embedding_model=None,
            umap_model=_reducer(len(given.texts)),
            hdbscan_model=HDBSCAN(min_cluster_size=_FEWEST_IN_TOPIC),
            calculate_probabilities=False,
        )
        topics, _ = model.fit_transform(list(given.texts), np.asarray(given.vectors))
    return np.asarray(topics, dtype=np.int64)


def _average_link(similarity: Matrix, stop: float) -> Labels:
    """Joins the two groups most alike on average until none are alike enough."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(similarity) < 2:
        return np.zeros(len(similarity), dtype=np.int64)
    distance = np.maximum(1 - similarity, 0.0)
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), method="average")
    return np.asarray(fcluster(tree, 1 - stop, criterion="distance"), dtype=np.int64)


def _reducer(n: int) -> UMAP:
    from umap import UMAP

    return UMAP(
        n_neighbors=min(_NEIGHBOURS, n - 1),
        n_components=_DIMENSIONS,
        min_dist=0.0,
        metric="cosine",
        random_state=0,
        n_jobs=1,
    )


PEERS: tuple[Peer, ...] = (
    Peer("all in one", "every sentence in one group: the floor", all_in_one),
    Peer("each alone", "no two sentences together", each_alone),
    Peer("TF-IDF, average link", f"cosine {_TFIDF}", tfidf_link),
    Peer("sentence vectors, average link", f"cosine {_COSINE}", cosine_link),
    Peer("DP-means", f"cosine {_DP_MEANS}", dp_means),
    Peer("UMAP + HDBSCAN", f"{_DIMENSIONS} dimensions, groups from {_FEWEST}", umap_hdbscan),
    Peer("BERTopic", f"topics from {_FEWEST_IN_TOPIC}", bertopic, needs="bertopic"),
)
