"""Pairs that several coders labelled -> how far the coders agree, and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from crossframe.evaluation.measures import DRAWS, FEWEST_UNITS, SEED, Interval
from crossframe.evaluation.outcomes import Floats

_DECIMALS = 4
_PERCENTILES = (2.5, 97.5)


class Agreement(NamedTuple):
    """How far coders agree on the `n_pairs` that at least two of them labelled.

    `alpha` is Krippendorff's for nominal values: 1 is perfect, 0 what chance gives; None where no
    pair was labelled twice, or only one label was ever given. `agreed` is the share of pairs of
    labels of one pair of sentences that are the same, 0..1. The intervals (95 %) come from drawing
    the labelled pairs anew, 1,000 times, seed 0; None below four pairs.
    """

    n_coders: int
    n_pairs: int
    alpha: float | None
    alpha_interval: Interval | None = None
    agreed: float | None = None
    agreed_interval: Interval | None = None


def nominal_agreement(units: Iterable[Mapping[str, str]]) -> Agreement:
    """Measures the agreement of coders about anything.

    Args:
        units: What each coder said of each unit; who said nothing is left out.

    Returns:
        The agreement.

    Source:
        Krippendorff, "Content Analysis", 2nd ed., 2004, chapter 11. The intervals are plain
        percentiles over units drawn with replacement, not the bootstrap of that book.

    >>> nominal_agreement([{"Ada": "same", "Ben": "same"}, {"Ada": "not", "Ben": "not"}]).alpha
    1.0
    """
    rows = list(units)
    twice = [Counter(labels.values()) for labels in rows if len(labels) > 1]
    coders = {coder for labels in rows for coder in labels}
    if not twice:
        return Agreement(len(coders), 0, None)
    names = sorted(set().union(*twice))
    counts = np.array([[labels[name] for name in names] for labels in twice], dtype=np.float64)
    once = np.ones((1, len(counts)))
    alpha, agreed = _alpha(counts, once)[0], _agreed(counts, once)[0]
    if len(twice) < FEWEST_UNITS:
        return Agreement(len(coders), len(twice), _known(alpha), None, _known(agreed), None)
    dice = np.random.default_rng(SEED)
    n = len(counts)
    times = np.stack([np.bincount(dice.integers(n, size=n), minlength=n) for _ in range(DRAWS)])
    drawn = times.astype(np.float64)
    return Agreement(
        n_coders=len(coders),
        n_pairs=n,
        alpha=_known(alpha),
        alpha_interval=None if np.isnan(alpha) else interval(_alpha(counts, drawn)),
        agreed=_known(agreed),
        agreed_interval=interval(_agreed(counts, drawn)),
    )


def _alpha(counts: Floats, times: Floats) -> Floats:
    """Alpha of each draw (k,); `counts` (u, v) labels of each unit, `times` (k, u) drawn."""
    totals = times @ counts
    n = totals.sum(axis=1)
    expected = n**2 - (totals**2).sum(axis=1)
    observed = times @ (_disagreeing(counts) / (counts.sum(axis=1) - 1))
    found = np.full(len(times), np.nan)
    known = expected > 0
    found[known] = 1 - (n[known] - 1) * observed[known] / expected[known]
    return found


def _agreed(counts: Floats, times: Floats) -> Floats:
    """Share of the pairs of labels of one unit that are the same, of each draw (k,)."""
    of_unit = counts.sum(axis=1)
    pairs = of_unit * (of_unit - 1)
    share: Floats = 1 - (times @ _disagreeing(counts)) / (times @ pairs)
    return share


def _disagreeing(counts: Floats) -> Floats:
    """Ordered pairs of different labels of each unit."""
    found: Floats = counts.sum(axis=1) ** 2 - (counts**2).sum(axis=1)
    return found


def interval(values: Floats) -> Interval | None:
    """Percentiles 2.5 and 97.5 of the draws in which there was a value; None if in none."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, _PERCENTILES)
    return Interval(round(float(low), _DECIMALS), round(float(high), _DECIMALS))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), _DECIMALS)
