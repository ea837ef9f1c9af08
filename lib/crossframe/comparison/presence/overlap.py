"""Claim map -> which outlets share claims with each other more, or less, than chance would have it.

Two outlets that carry much share much, and so do two that carry what everybody carries. Chance
therefore keeps both: how many claims each outlet carries, and how many outlets carry each claim.
Among all ways to fill a matrix of outlets and claims with these totals, curveball trades draw with
equal probability (Strona, Nappo, Boccacci, Fattorini and San-Miguel-Ayanz, "A fast and unbiased
procedure to randomize ecological binary matrices with fixed row and column totals", Nature
Communications 2014; Carstens, "Proof of uniform sampling of binary matrices with fixed row sums and
column sums for the fast Curveball algorithm", Physical Review E 2015).

A text that is reprinted makes its outlets share claims without either having chosen them: copies
are left out, and what they add is counted beside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.presence.coverage import compared_outlets
from crossframe.comparison.presence.origins import origin_by_article
from crossframe.records import ClaimMap

DRAWS = 4_999
# Matrices that are drawn side by side, and steps that lead each away from what was observed. On the
# seeds, p differs from that after 100 steps no more than from that of another seed.
CHAINS, LED_AWAY = 40, 20
# Cells dealt at once: so many stay near the processor, in memory that is in use.
_CELLS_AT_ONCE = 1 << 16
# Fewer outlets or claims leave next to no other way to fill the matrix.
FEWEST_OUTLETS = 4
FEWEST_CLAIMS = 10
# An outlet with fewer claims shares too few with anyone.
FEWEST_CARRIED = 3
# Share of false alarms among the pairs that are marked.
FALSE_ALARMS = 0.05


@once
def overlap_table(claim_map: ClaimMap, seed: int = 0) -> pd.DataFrame:
    """Compares how many claims each two outlets share with what chance would give them.

    Args:
        claim_map: The event.
        seed: Of the draws.

    Returns:
        One row a pair of compared outlets, by name: `outlet`, `other`; `n_outlet`, `n_other`
        (claims that each carries in texts of its own); `n_shared` of these; `n_reprinted` (further
        claims that they share only through a copy of one text); `expected` number of shared claims
        by chance; `ratio` of `n_shared` to it; `p` (two-sided, 0..1, of at least so large a
        difference by chance); `q` (p after Benjamini and Hochberg over all pairs, 0..1); `mark`
        ("more" or "fewer" than chance where q is at most 0.05, else "as chance"); `refusal`, in
        words, where there is too little to tell (then `expected` to `mark` are NA), else NA.
    """
    columns = {
        "outlet": TEXT,
        "other": TEXT,
        "n_outlet": COUNT,
        "n_other": COUNT,
        "n_shared": COUNT,
        "n_reprinted": COUNT,
        "expected": RATIO,
        "ratio": RATIO,
        "p": RATIO,
        "q": RATIO,
        "mark": TEXT,
        "refusal": TEXT,
    }
    outlets = compared_outlets(claim_map)
    own, every = _carried(claim_map, outlets)
    pairs = list(combinations(range(len(outlets)), 2))
    refusals = [_refusal(own, pair) for pair in pairs]
    tested = [pair for pair, refusal in zip(pairs, refusals, strict=True) if not refusal]
    found = dict(zip(tested, _tested(own, tested, seed), strict=True))
    rows = []
    for (a, b), refusal in zip(pairs, refusals, strict=True):
        shared = len(own[a] & own[b])
        counts = (len(own[a]), len(own[b]), shared, len(every[a] & every[b]) - shared)
        result = found.get((a, b), (None,) * 5)
        rows.append((outlets[a], outlets[b], *counts, *result, refusal))
    return frame(rows, columns)


def adjusted(ps: Sequence[float]) -> list[float]:
    """Adjusts p-values for the number of tests.

    Args:
        ps: Of each test, 0..1.

    Returns:
        The smallest share of false alarms at which each would be reported, in the order of `ps`.

    Source:
        Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 1995.

    >>> adjusted([0.01, 0.5, 0.02])
    [0.03, 0.5, 0.03]
    """
    order = sorted(range(len(ps)), key=lambda test: ps[test], reverse=True)
    found, least = [1.0] * len(ps), 1.0
    for behind, test in enumerate(order):
        least = min(least, ps[test] * len(ps) / (len(ps) - behind))
        found[test] = round(least, 5)
    return found


Carried = list[frozenset[int]]
# Bool (outlets, claims), or several of them (matrices, outlets, claims).
_Matrix = npt.NDArray[np.bool_]
_Rows = npt.NDArray[np.int64]
_NO_LOT = np.uint32((1 << 32) - 1)


def _carried(claim_map: ClaimMap, outlets: Sequence[str]) -> tuple[Carried, Carried]:
    """The claims of each outlet by number: those of its original texts, and all."""
    origins = origin_by_article(claim_map)
    own: dict[str, set[int]] = defaultdict(set)
    every: dict[str, set[int]] = defaultdict(set)
    for number, claim in enumerate(claim_map.claims):
        for sentence_id in claim.sentence_ids:
            article = claim_map.article_of(sentence_id)
            every[article.outlet].add(number)
            if origins[article.article_id].origin_id == article.article_id:
                own[article.outlet].add(number)
    return (
        [frozenset(own[outlet]) for outlet in outlets],
        [frozenset(every[outlet]) for outlet in outlets],
    )


def _refusal(own: Carried, pair: tuple[int, int]) -> str | None:
    n_claims = len(frozenset().union(*own))
    short = [
        f"{n} of at least {need} {what}"
        for what, n, need in (
            ("outlets", len(own), FEWEST_OUTLETS),
            ("claims in original texts", n_claims, FEWEST_CLAIMS),
            ("claims of the smaller outlet", min(len(own[i]) for i in pair), FEWEST_CARRIED),
        )
        if n < need
    ]
    return f"too little to tell: {'; '.join(short)}" if short else None


_Result = tuple[float, float | None, float, float, str]


def _tested(own: Carried, pairs: Sequence[tuple[int, int]], seed: int) -> list[_Result]:
    if not pairs:
        return []
    first, second = np.array(pairs).T
    carried = _matrix(own)
    observed = _shared(carried)[first, second]
    drawn = np.concatenate([_shared(some)[:, first, second] for some in _drawn(carried, seed)])
    more = (1 + (drawn >= observed).sum(axis=0)) / (1 + len(drawn))
    fewer = (1 + (drawn <= observed).sum(axis=0)) / (1 + len(drawn))
    ps = np.minimum(2 * np.minimum(more, fewer), 1.0).tolist()
    results: list[_Result] = []
    for expected, n, p, q in zip(drawn.mean(axis=0), observed, ps, adjusted(ps), strict=True):
        ratio = round(float(n / expected), 3) if expected else None
        results.append((round(float(expected), 2), ratio, p, q, _mark(int(n), float(expected), q)))
    return results


def _matrix(own: Carried) -> _Matrix:
    """The claims of each outlet, and in the last column one that nobody carries."""
    carried = np.zeros((len(own), 2 + max(max(claims, default=-1) for claims in own)), dtype=bool)
    for row, claims in enumerate(own):
        carried[row, list(claims)] = True
    return carried


def _shared(carried: _Matrix) -> npt.NDArray[np.float32]:
    """How many claims each two rows of a matrix share, (..., outlets, outlets)."""
    numbers = carried.astype(np.float32)
    return numbers @ numbers.swapaxes(-1, -2)


def _mark(n: int, expected: float, q: float) -> str:
    if q > FALSE_ALARMS:
        return "as chance"
    return "more" if n > expected else "fewer"


def _drawn(carried: _Matrix, seed: int) -> Iterator[_Matrix]:
    """Draws matrices with the totals of one, some at a time; every row traded twice in between."""
    random = np.random.default_rng(seed)
    chains = np.repeat(carried[np.newaxis], CHAINS, axis=0)
    for step in range(-LED_AWAY, -(-DRAWS // CHAINS)):
        for _ in range(2):
            _trade(chains, random)
        if step >= 0:
            yield chains[: DRAWS - step * CHAINS]


def _trade(chains: _Matrix, random: np.random.Generator) -> None:
    """Pairs the rows of each matrix and deals what only one of a pair holds anew between the two.

    Each gets as much as it had: lots are different numbers, and the first gets the lowest.
    """
    n_chains, n_rows, n_claims = chains.shape
    order = random.permuted(np.tile(np.arange(n_rows), (n_chains, 1)), axis=1)
    half = n_rows // 2
    step = max(_CELLS_AT_ONCE // (half * n_claims), 1)
    for some in range(0, n_chains, step):
        pairs = order[some : some + step]
        _deal(chains[some : some + step], pairs[:, :half], pairs[:, half : 2 * half], random)


def _deal(chains: _Matrix, firsts: _Rows, seconds: _Rows, random: np.random.Generator) -> None:
    n_chains, _, n_claims = chains.shape
    chain = np.arange(n_chains)[:, np.newaxis]
    one, other = (chain, firsts), (chain, seconds)
    first, second = chains[one], chains[other]
    both, differ = first & second, first ^ second
    n_dealt = (first & differ).sum(axis=2, keepdims=True)
    column_bits = np.uint32((1 << n_claims.bit_length()) - 1)
    lots = random.integers(1 << 32, size=differ.shape, dtype=np.uint32)
    lots = lots & ~column_bits | np.arange(n_claims, dtype=np.uint32) | ~differ * _NO_LOT
    dealt = lots < np.take_along_axis(np.sort(lots, axis=2), n_dealt, axis=2)
    chains[one], chains[other] = both | dealt, both | differ ^ dealt
