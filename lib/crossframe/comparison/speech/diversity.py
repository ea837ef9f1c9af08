"""Attributions by article and source -> how many equally often heard sources are as varied."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

# With fewer, one article decides about the number.
FEWEST_ARTICLES = 3
FEWEST_ATTRIBUTIONS = 10
_DRAWS = 1000


def effective_number(counts: Sequence[int]) -> float:
    """The number of equally frequent kinds that are as diverse as these counts.

    Args:
        counts: How often each kind was seen; zeros do not count.

    Returns:
        The exponential of Shannon's entropy (Hill's number of order 1); 0 for no kind.

    >>> effective_number([5, 5]), round(effective_number([9, 1]), 3)
    (2.0, 1.384)
    """
    seen = np.array([count for count in counts if count > 0], dtype=float)
    if not len(seen):
        return 0.0
    shares = seen / seen.sum()
    return float(round(np.exp(-(shares * np.log(shares)).sum()), 6))


def effective_with_interval(
    counts: np.ndarray[tuple[int, int], np.dtype[np.int64]], seed: Sequence[int]
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
    sums = counts[drawn].sum(axis=1)
    logs = [np.log(effective_number(row)) for row in sums if row.sum() > 0]
    spread = float(np.std(logs, ddof=1))
    low, high = max(1.0, found * np.exp(-1.96 * spread)), found * np.exp(1.96 * spread)
    return round(found, 2), round(float(low), 2), round(float(high), 2), None
