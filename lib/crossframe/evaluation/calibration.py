"""Probabilities of labelled pairs -> how well they rank, and whether they mean what they say."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from crossframe.comparison.frames import share_of
from crossframe.evaluation.outcomes import Flags, Floats, Numbers, Outcomes

BINS = 10
# Where most pairs are different, all that claims are made of lies in the last bin: a bin this large
# is dealt out again, for the curve alone.
_LARGE, _PARTS = 250, 5


class CalibrationBin(NamedTuple):
    """Pairs of about the same probability: their mean probability, and the share that is the same.

    `low` and `high` bound the share (Wilson, 95 %); `n_pairs` counts the bin.
    """

    n_pairs: int
    probability: float
    share: float
    low: float
    high: float


def average_precision(probability: Floats, same: Flags, weights: Floats | None = None) -> float:
    """Area under precision over recall as the threshold falls; ties fall together.

    Args:
        probability: (p,) in 0..1.
        same: (p,), whether people called the pair the same.
        weights: (p,), how often each pair counts; None for once.

    Returns:
        0..1; NaN where no pair is the same. A judge that knows nothing gets the share of "same".

    >>> average_precision(np.array([.9, .8, .1]), np.array([True, False, True]))
    0.8333333333333333
    """
    order = np.argsort(-probability, kind="stable")
    weight = np.ones(len(order)) if weights is None else weights[order]
    right = np.cumsum(weight * same[order])
    if not len(order) or not right[-1]:
        return float("nan")
    last = np.append(np.flatnonzero(np.diff(probability[order])), len(order) - 1)
    total = np.cumsum(weight)[last]
    precision = np.divide(right[last], total, out=np.zeros(len(last)), where=total > 0)
    return float(np.diff(right[last], prepend=0.0) @ precision / right[-1])


def brier_score(probability: Floats, same: Flags, weights: Floats | None = None) -> float:
    """Mean squared distance of probability and outcome: 0 is perfect; NaN where nothing counts.

    Source:
        Brier, "Verification of forecasts expressed in terms of probability", 1950.

    >>> brier_score(np.array([1.0, 0.5]), np.array([True, False]))
    0.125
    """
    weight = np.ones(len(same)) if weights is None else weights
    return _mean((probability - same) ** 2, weight)


def calibration_error(probability: Floats, same: Flags, weights: Floats | None = None) -> float:
    """Expected calibration error over bins that hold equally many pairs.

    Args:
        probability: (p,) in 0..1.
        same: (p,), whether people called the pair the same.
        weights: (p,), how often each pair counts; None for once.

    Returns:
        Mean distance, 0..1, of a bin's mean probability and its share of "same"; NaN where nothing
        counts.

    Source:
        Naeini, Cooper & Hauskrecht, AAAI 2015; equal mass: Nguyen & O'Connor, EMNLP 2015.

    >>> calibration_error(np.array([.2] * 5), np.array([True] + [False] * 4))
    0.0
    """
    weight = np.ones(len(same)) if weights is None else weights
    rows = equal_mass(probability)
    size = np.bincount(rows, weight)
    off = np.abs(np.bincount(rows, weight * probability) - np.bincount(rows, weight * same))
    return float(off.sum() / size.sum()) if size.sum() else float("nan")


def equal_mass(probability: Floats, bins: int = BINS) -> Numbers:
    """Deals pairs, by rising probability, into bins of equal size; equal values share a bin.

    >>> equal_mass(np.array([.1, .9, .5, .5]), bins=2).tolist()
    [0, 1, 0, 0]
    """
    if not len(probability):
        return np.zeros(0, dtype=np.int64)
    values, back, counts = np.unique(probability, return_inverse=True, return_counts=True)
    before = np.cumsum(counts) - counts
    rows = (before * min(bins, len(values)) // len(probability))[back]
    numbered: Numbers = np.unique(rows, return_inverse=True)[1].astype(np.int64)
    return numbered


def calibration_curve(outcomes: Outcomes) -> tuple[CalibrationBin, ...]:
    """Compares what the judge says with what people said, bin by bin.

    Args:
        outcomes: Labelled pairs with their probabilities; those without one are left out.

    Returns:
        Ten bins by rising probability, equally large but for ties; the surest one is dealt out into
        five again if it holds 250 pairs. None without a judge.
    """
    judged = outcomes.gold.counts & ~np.isnan(outcomes.probability)
    probability, same = outcomes.probability[judged], outcomes.gold.same[judged]
    rows = equal_mass(probability)
    surest = rows == rows.max(initial=0)
    if surest.sum() >= _LARGE:
        rows[surest] += equal_mass(probability[surest], _PARTS)
    found = []
    for row in np.unique(rows):
        n, n_same = int((rows == row).sum()), int(same[rows == row].sum())
        share, low, high = share_of(n_same, n)
        mean = round(float(probability[rows == row].mean()), 4)
        found.append(CalibrationBin(n, mean, share or 0.0, low or 0.0, high or 0.0))
    return tuple(found)


def _mean(values: Floats, weights: Floats) -> float:
    return float(values @ weights / weights.sum()) if weights.sum() else float("nan")
