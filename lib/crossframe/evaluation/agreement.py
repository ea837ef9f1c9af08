"""Pairs that several coders labelled -> how far the coders agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from crossframe.evaluation.pair_table import TablePair


class Agreement(NamedTuple):
    """How far coders agree on the `n_pairs` that at least two of them labelled.

    `alpha` is Krippendorff's for nominal values: 1 is perfect, 0 what chance gives; None where no
    pair was labelled twice, or only one label was ever given.
    """

    n_coders: int
    n_pairs: int
    alpha: float | None


def coder_agreement(pairs: Sequence[TablePair]) -> Agreement:
    """Measures the agreement of the coders of a table of pairs.

    Args:
        pairs: Its rows.

    Returns:
        The agreement; rows without a coder count as of one coder without a name.

    Source:
        Krippendorff, "Content Analysis", 4th ed., 2018, chapter 12.
    """
    given: dict[frozenset[object], Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        given[frozenset([(pair.event_id, *pair.a), (pair.event_id, *pair.b)])][pair.label] += 1
    twice = [labels for labels in given.values() if labels.total() > 1]
    n_coders = len({pair.coder for pair in pairs})
    total = sum(twice, Counter[str]())
    n = total.total()
    expected = sum(a * b for x, a in total.items() for y, b in total.items() if x != y)
    if not expected:
        return Agreement(n_coders, len(twice), None)
    observed = sum(
        sum(a * b for x, a in labels.items() for y, b in labels.items() if x != y)
        / (labels.total() - 1)
        for labels in twice
    )
    return Agreement(n_coders, len(twice), round(1 - (n - 1) * observed / expected, 4))
