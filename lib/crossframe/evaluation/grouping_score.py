"""Two groupings of the same articles -> how far they agree, as B-cubed, with settings left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.evaluation.measures import SEED
from crossframe.records import Article, Labels

Floats = npt.NDArray[np.float64]

FOLDS = 11


class Gold(NamedTuple):
    """Articles, the number of the event and of the topic of each (n,)."""

    articles: Sequence[Article]
    event: Labels
    topic: Labels


class BCubed(NamedTuple):
    """Precision and recall of each article (n,), 0..1."""

    precision: Floats
    recall: Floats

    @property
    def f1(self) -> float:
        """The harmonic mean of both means over articles."""
        return f1_of(self)


def b_cubed(found: Sequence[int] | Labels, gold: Sequence[int] | Labels) -> BCubed:
    """Compares two groupings of the same n articles, article by article.

    Args:
        found: The group of each article.
        gold: The group in which people see it.

    Returns:
        For each article the share of its group that belongs to it, and the share of what belongs
        to it that is in its group; both count the article itself.

    Source:
        Bagga & Baldwin, "Algorithms for scoring coreference chains", LREC 1998; Amigo et al., "A
        comparison of extrinsic clustering evaluation metrics", Information Retrieval 2009.

    >>> [values.round(2).tolist() for values in b_cubed([0, 0, 0, 1], [0, 0, 1, 1])]
    [[0.67, 0.67, 0.33, 1.0], [1.0, 1.0, 0.5, 0.5]]
    """
    ours, theirs = np.asarray(found, dtype=np.int64), np.asarray(gold, dtype=np.int64)
    both = _sizes(np.stack([ours, theirs], axis=1))
    return BCubed(both / _sizes(ours), both / _sizes(theirs))


def _sizes(groups: Labels) -> Labels:
    """How many are in the group of each of n, groups being numbers or rows of numbers."""
    _, at, counts = np.unique(groups, axis=0, return_inverse=True, return_counts=True)
    found: Labels = counts[at.ravel()]
    return found


def best_left_out(scores: Sequence[tuple[str, BCubed]], topic: Labels) -> tuple[BCubed, list[str]]:
    """Scores every topic by the setting that is best on topics of other folds.

    Args:
        scores: Settings by name, and how each does on n articles.
        topic: The number of the topic of each.

    Returns:
        For each article the score of the setting that was chosen without its topic, and the names
        of all that were chosen.
    """
    topics = np.random.default_rng(SEED).permutation(np.unique(topic))
    precision, recall = np.zeros(len(topic)), np.zeros(len(topic))
    chosen = set()
    for fold in np.array_split(topics, min(FOLDS, len(topics))):
        out = np.isin(topic, fold)
        name, best = max(
            scores, key=lambda one: f1_of(BCubed(one[1].precision[~out], one[1].recall[~out]))
        )
        precision[out], recall[out] = best.precision[out], best.recall[out]
        chosen.add(name)
    return BCubed(precision, recall), sorted(chosen)


def f1_of(score: BCubed, weights: npt.NDArray[np.int64] | None = None) -> float:
    """F1 of the means over articles, each counted so many times."""
    precision = float(np.average(score.precision, weights=weights))
    recall = float(np.average(score.recall, weights=weights))
    return 2 * precision * recall / (precision + recall)
