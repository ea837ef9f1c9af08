"""Word counts by article and claim -> log-odds of one outlet against the others, tested.

Every claim gives both sides the same number of words: where an outlet wrote more on a claim than
the others did, its own words count less, and the other way round. What outlets write about thus
cancels out, and a claim that everybody carries weighs no more than the outlet's own words on it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

Z95 = 1.959964
# Permutations done at once: so many cells stay near the processor, in memory that is in use. An
# event of 5,000 sentences and as many terms takes under half the time of all at once.
_CELLS_AT_ONCE, _FEWEST_AT_ONCE = 45_000, 16


class Counts(NamedTuple):
    """How often each term stands in each unit; a unit is what one article says on one claim.

    `terms` is (units, terms), float64, >= 0; `words` (units,) the words of a unit, more than the
    terms tested; `article` and `claim` (units,) their numbers from 0. `used` is (articles, terms):
    1 where an article uses a term. `prior` (terms,) is each term's share of the event's words.
    """

    terms: sparse.csr_array
    words: Floats
    article: Rows
    claim: Rows
    used: sparse.csr_array
    prior: Floats


class Contrast(NamedTuple):
    """Log-odds of each term, (labellings, terms), and how surely it is not 0.

    `delta` is the log-odds ratio, `spread` its standard deviation, `n_articles` how many of the
    labelled articles use the term.
    """

    delta: Floats
    spread: Floats
    n_articles: Floats

    @property
    def statistic(self) -> Floats:
        """Z where at least two of the articles use the term more than the others do, else 0.

        What one article alone says is that article's wording, not yet its outlet's.
        """
        z: Floats = self.delta / self.spread
        return np.where((self.n_articles >= 2) & (z > 0), z, 0.0)


def contrast(counts: Counts, labels: Flags) -> Contrast:
    """Compares the words of the labelled articles with the others' words on the same claims.

    Args:
        counts: The words.
        labels: (labellings, articles), True for the articles of the outlet.

    Returns:
        One row a labelling. The prior weighs as many words as either side has.

    Source:
        Monroe, Colaresi and Quinn, "Fightin' words", Political Analysis 16 (2008), eq. 15 to 22.
    """
    # Labellings stand in columns, as sparse products have them: all arrays in the same order.
    own = labels.T[counts.article].astype(np.float64)
    n_claims = int(counts.claim.max(initial=-1)) + 1
    of_claim = sparse.csr_array(
        (counts.words, (counts.claim, np.arange(len(counts.claim)))),
        shape=(n_claims, len(counts.claim)),
    )
    n_own = of_claim @ own
    n_others = np.bincount(counts.claim, counts.words)[:, None] - n_own
    n_both = np.minimum(n_own, n_others)
    y_own, total_own = _weighted(own, n_both, n_own, counts)
    y_others, total_others = _weighted(1.0 - own, n_both, n_others, counts)
    total = n_both.sum(axis=0)
    prior = np.maximum(counts.prior[:, None] * total, 1e-9)
    y_own, y_others = y_own + prior, y_others + prior
    delta = _log_odds(y_own, total_own + total) - _log_odds(y_others, total_others + total)
    spread = np.sqrt(1 / y_own + 1 / y_others)
    return Contrast(delta.T, spread.T, labels.astype(np.float64) @ counts.used)


def _log_odds(count: Floats, total: Floats) -> Floats:
    return np.log(count / np.maximum(total - count, 1e-9))


def _weighted(
    side: Floats, n_both: Floats, n_side: Floats, counts: Counts
) -> tuple[Floats, Floats]:
    """Counts of one side with every claim at its weight, as of so many equally weighted words.

    Words of unequal weight tell as much as fewer of equal weight: Kish's effective sample size.
    """
    share = np.divide(n_both, n_side, out=np.zeros_like(n_both), where=n_side > 0)
    total = n_both.sum(axis=0)
    squared = (share * n_both).sum(axis=0)
    gain = np.divide(total, squared, out=np.ones_like(total), where=squared > 0)
    found: Floats = counts.terms.T @ (side * share[counts.claim])
    return found * gain, total * gain


def permuted_labels(label: Flags, size: Floats, permutations: int, seed: int) -> Flags:
    """Hands the label of an outlet to other articles, article by article, whole.

    An article takes the place of one that says about as much: labels are permuted within thirds
    of the articles by `size`, within halves or all of them where a part would hold under eight.

    Args:
        label: (articles,), True for the outlet's own.
        size: (articles,), words on shared claims.
        permutations: How many.
        seed: Of the random numbers.

    Returns:
        (permutations, articles).
    """
    random = np.random.default_rng(seed)
    order = np.argsort(-size, kind="stable")
    parts = np.array_split(order, int(np.clip(len(order) // 8, 1, 3)))
    found = np.zeros((permutations, len(label)), dtype=np.bool_)
    for part in parts:
        found[:, part] = random.permuted(np.tile(label[part], (permutations, 1)), axis=1)
    return found


def chance(counts: Counts, label: Flags, permutations: int, seed: int) -> Floats:
    """Says for each term how often chance makes an outlet's words stand out as much.

    The permuted statistics of all terms are one pool: with a few articles an outlet, a single
    term's own would be too coarse to survive a correction for thousands of comparisons.

    Args:
        counts: The words.
        label: (articles,), True for the outlet's own.
        permutations: How many times articles change hands.
        seed: Of the random numbers.

    Returns:
        (terms,), p values in 0..1, one-sided: how probable a statistic as large is by chance.
    """
    size = np.zeros(len(label))
    np.add.at(size, counts.article, counts.words)
    labels = permuted_labels(label, size, permutations, seed)
    observed = contrast(counts, label[None, :]).statistic[0]
    n_terms = max(counts.terms.shape[1], 1)
    step = max(_CELLS_AT_ONCE // (n_terms + len(counts.article)), _FEWEST_AT_ONCE)
    above = np.zeros(len(observed))
    for first in range(0, permutations, step):
        null = contrast(counts, labels[first : first + step]).statistic
        pool = np.sort(null[null > 0])
        above += len(pool) - np.searchsorted(pool, observed - 1e-9)
    p = (1 + above) / (1 + permutations * n_terms)
    return np.where(observed > 0, np.minimum(p, 1.0), 1.0)


def q_values(p: Floats) -> Floats:
    """Turns p values into q: the false discovery rate at which each would just be called found.

    Args:
        p: (n,), 0..1.

    Returns:
        (n,), 0..1, in the same order.

    Source:
        Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995).

    >>> q_values(np.array([0.01, 0.04, 0.03, 0.5])).round(3).tolist()
    [0.04, 0.053, 0.053, 0.5]
    """
    if not len(p):
        return p
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    found = np.empty_like(p)
    found[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return np.minimum(found, 1.0)
