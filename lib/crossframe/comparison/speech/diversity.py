"""Attributions by article and source -> how many equally often heard sources are as varied."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

# With fewer, one article decides about the number.
FEWEST_ARTICLES = 3
FEWEST_ATTRIBUTIONS = 10
_DRAWS = 1000

_Counts = np.ndarray[tuple[int, int], np.dtype[np.int64]]


def effective_number(counts: Sequence[int]) -> float:
    """The number of equally frequent kinds that are as diverse as these counts.

    Args:
        counts: How often each kind was seen; zeros do not count.

    Returns:
        The exponential of Shannon's entropy (Hill's number of order 1); 0 for no kind.

    >>> effective_number([5, 5]), round(effective_number([9, 1]), 3)
    (2.0, 1.384)
    """
    return float(_effective_numbers(np.array([counts], dtype=np.int64))[0])


def _effective_numbers(counts: _Counts) -> npt.NDArray[np.float64]:
    """As `effective_number` has it, row by row of several counts, float64 (n,)."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    found = np.exp(-(shares * logs).sum(axis=1)).round(6)
    return np.where(shares.any(axis=1), found, 0.0)


def effective_with_interval(
    counts: _Counts, seed: Sequence[int]
) -> tuple[float | None, float | None, float | None, str | None]:
    """Counts the effective sources of an outlet, and redraws its articles for an interval.

    Args:
        counts: Attributions by article and source: (articles, sources), int64.
        seed: What decides the redrawing.

    Returns:
        The number, the ends of its 95 % interval, and None; or three times None, and why.
    """
    n_articles, total = len(counts), int(counts.sum())
    if n_articles < FEWEST_ARTICLES:
        return None, None, None, f"fewer than {FEWEST_ARTICLES} articles"
    if total < FEWEST_ATTRIBUTIONS:
        reason = f"fewer than {FEWEST_ATTRIBUTIONS} attributions with a known speaker"
        return None, None, None, reason
    found = effective_number(counts.sum(axis=0))
    drawn = np.random.default_rng(seed).integers(0, n_articles, size=(_DRAWS, n_articles))
    numbers = _effective_numbers(counts[drawn].sum(axis=1))
    spread = float(np.std(np.log(numbers[numbers > 0]), ddof=1))
    low, high = max(1.0, found * np.exp(-1.96 * spread)), found * np.exp(1.96 * spread)
    return round(found, 2), round(float(low), 2), round(float(high), 2), None
