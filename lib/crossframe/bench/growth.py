"""Sizes and what each took -> how it grows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The exponent with which values grow, by least squares of the logarithms.

    Args:
        sizes: At least two.
        values: What each took, row for row.

    Returns:
        1 for what doubles with the size, 2 for what grows fourfold.

    >>> round(exponent([10, 100, 1000], [2, 20, 200]), 3)
    1.0
    """
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])
