"""Claim map -> how many claims an outlet of that length and timing can be expected to carry.

An outlet that printed ten sentences on the first day has no room for what a dossier of the fifth
day holds. The model: every statement that an outlet published once a claim had appeared is one try
to carry it, and succeeds with a chance that belongs to the claim. An outlet with n such statements
carries the claim with probability 1-(1-r)^n. Each r is set so that the outlets together can be
expected to carry the claim as often as they do; so what is common is not held to be remarkable, and
expected and observed claims of all outlets add up to the same. It is the complementary log-log
regression with one intercept a claim and the number of statements as exposure (McCullagh and
Nelder, "Generalized linear models", 1989). With the labels of `seeds/`, statements to the power of
1 and 1.25 fitted best, of 0 (length has no say) worst: a try each is what it looks like.

The range says where an outlet may fall by chance. Articles, not statements, are drawn anew
(bootstrap): they differ in more than length, and what stands in one article hangs together. Each
draw fits the chances again with articles counted as often as they were drawn, and adds to what it
expects the deviations of articles of other outlets, drawn at random (resampled Pearson residuals;
Davison and Hinkley, "Bootstrap methods and their application", 1997).

Copies of one text are fitted once, as their original; an outlet's own count holds what it reprints.
Claims of a single outlet have no say.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.presence.origins import origin_by_article
from crossframe.comparison.presence.times import Span, first_appearance, is_earlier, times_of
from crossframe.records import ClaimMap

DRAWS = 400
# With less than this, nothing can be said of what is usual.
FEWEST_OUTLETS = 4
FEWEST_ARTICLES = 6
FEWEST_STATEMENTS = 5
FEWEST_CLAIMS = 5
# Bounds of a rate; when it is near enough, relative to itself, and how many steps it may take: ten
# are many.
_LOWEST, _HIGHEST, _NEAR, _MOST_STEPS = math.exp(-14), math.exp(5), 1e-10, 60
# Less than this is a weight of 0 that was rounded.
_NO_WEIGHT = 1e-9

Table = npt.NDArray[np.float64]

_COLUMNS = {
    "outlet": TEXT,
    "n_articles": COUNT,
    "n_statements": COUNT,
    "n_claims": COUNT,
    "n_carried": COUNT,
    "expected": RATIO,
    "low": RATIO,
    "high": RATIO,
    "in_words": TEXT,
    "refusal": TEXT,
}


@once
def silence_table(claim_map: ClaimMap, seed: int = 0) -> pd.DataFrame:
    """Says of each outlet whether it carries as many claims as its length and timing allow.

    Args:
        claim_map: The event.
        seed: Of the draws.

    Returns:
        One row a compared outlet, by name: `outlet`; `n_articles`, `n_statements` that were
        compared; `n_claims` (claims of at least two outlets that had appeared when it published);
        `n_carried` of these; `expected` number of them for an outlet of its length and timing, with
        the range `low` to `high` of 95 % of such outlets; `in_words`; `refusal`, in words, where
        there is too little to compare it with (then `expected`, `low`, `high` are NA), else NA.
    """
    event = _Event.of(claim_map)
    room, _ = event.by_outlet()
    carried = event.carried_by_outlet()
    n_open = (room > 0).sum(axis=1)
    n_statements = event.statements_by_outlet()
    refusals = [_refusal(event, row, n_statements[row], n_open[row]) for row in range(len(room))]
    usual = _usual(event, seed) if not all(refusals) else np.zeros((len(room), 3))
    rows = []
    for row, outlet in enumerate(event.outlets):
        counts = (event.n_articles(row), n_statements[row], n_open[row], carried[row].sum())
        expected, low, high = usual[row]
        rows.append(
            (outlet, *map(int, counts), None, None, None, refusals[row], refusals[row])
            if refusals[row]
            else (
                outlet,
                *map(int, counts),
                round(float(expected), 1),
                low,
                high,
                in_words(int(counts[3]), low, high),
                None,
            )
        )
    return frame(rows, _COLUMNS)


def in_words(n_carried: int, low: float, high: float) -> str:
    """Compares a number of claims with the range that is usual.

    >>> in_words(3, 2, 9)
    'as many as expected for its length and timing'
    """
    how = "as many as" if low <= n_carried <= high else "more than"
    return f"{'fewer than' if n_carried < low else how} expected for its length and timing"


@dataclass(frozen=True, slots=True)
class _Event:
    """The compared articles of an event and its claims of at least two outlets.

    `room` float64 (a, c): the statements of each article that could carry each claim, 0 where it
    was published before. `carried` float64 (a, c): 1 where it carries it. `outlet_of` int64 (a,)
    is the row of each article's outlet; `is_original` bool (a,) False for copies; `length` float64
    (a,) its statements.
    """

    outlets: tuple[str, ...]
    outlet_of: npt.NDArray[np.int64]
    is_original: npt.NDArray[np.bool_]
    length: Table
    room: Table
    carried: Table

    @classmethod
    def of(cls, claim_map: ClaimMap) -> _Event:
        """Counts every statement that was compared."""
        length: dict[str, int] = defaultdict(int)
        for sentence, placement in zip(claim_map.sentences, claim_map.placements, strict=True):
            length[sentence.article_id] += placement.status in {"claim", "unmatched"}
        articles = [article for article in claim_map.articles if length[article.article_id]]
        outlets = tuple(sorted({article.outlet for article in articles}))
        carriers = [
            {claim_map.article_of(s).article_id for s in claim.sentence_ids}
            for claim in claim_map.claims
        ]
        carriers = [
            of for of in carriers if len({claim_map.article_by_id[a].outlet for a in of}) > 1
        ]
        times = times_of(claim_map)
        appeared = [first_appearance(times[a].span for a in of) for of in carriers]
        shape = (len(articles), len(carriers))
        room, carried = np.zeros(shape), np.zeros(shape)
        row_of = {article.article_id: row for row, article in enumerate(articles)}
        columns: dict[Span | None, list[int]] = defaultdict(list)
        for column, (of, first) in enumerate(zip(carriers, appeared, strict=True)):
            carried[[row_of[a] for a in of if a in row_of], column] = 1.0
            columns[first].append(column)  # many claims appear at one time
        for row, article in enumerate(articles):
            span = times[article.article_id].span
            open_to = [own for first, own in columns.items() if not is_earlier(span, first)]
            room[row, list(chain.from_iterable(open_to))] = length[article.article_id]
        origins = origin_by_article(claim_map)
        return cls(
            outlets=outlets,
            outlet_of=np.array([outlets.index(a.outlet) for a in articles], dtype=np.int64),
            is_original=np.array(
                [origins[a.article_id].origin_id == a.article_id for a in articles], dtype=bool
            ),
            length=np.array([length[a.article_id] for a in articles], dtype=np.float64),
            room=room,
            carried=carried,
        )

    def by_outlet(self, *, once: bool = False) -> tuple[Table, Table]:
        """Room and carried claims of outlets, float64 (o, c); `once`: of their originals alone."""
        kept = self.is_original if once else np.ones_like(self.is_original)
        member = np.equal.outer(np.arange(len(self.outlets)), self.outlet_of) * kept
        return member @ self.room, np.minimum(member @ self.carried, 1.0)

    def carried_by_outlet(self) -> Table:
        """The claims that each outlet carries, float64 (o, c)."""
        return self.by_outlet()[1]

    def statements_by_outlet(self) -> Table:
        """The statements of each outlet, float64 (o,)."""
        found = np.bincount(self.outlet_of, self.length, minlength=len(self.outlets))
        return found.astype(np.float64)

    def n_articles(self, outlet: int) -> int:
        """The articles of one outlet."""
        return int((self.outlet_of == outlet).sum())


def _refusal(event: _Event, outlet: int, n_statements: float, n_claims: int) -> str | None:
    others = event.is_original & (event.outlet_of != outlet)
    found = {
        "outlets": (len(event.outlets), FEWEST_OUTLETS),
        "original articles of other outlets": (int(others.sum()), FEWEST_ARTICLES),
        "statements": (int(n_statements), FEWEST_STATEMENTS),
        "claims of several outlets in its time": (int(n_claims), FEWEST_CLAIMS),
    }
    short = [f"{n} of at least {need} {what}" for what, (n, need) in found.items() if n < need]
    return f"too little to compare it: {'; '.join(short)}" if short else None


def _usual(event: _Event, seed: int) -> Table:
    """Expected number of claims and its range, low and high, float64 (o, 3)."""
    random = np.random.default_rng(seed)
    room, _ = event.by_outlet()
    once, carried = event.by_outlet(once=True)
    rates = _rates(once, carried, np.ones((1, len(event.outlets))))
    spread = _deviations(event, rates[0])
    weights, moved = np.empty((2, DRAWS, len(event.outlets)))
    for draw in range(DRAWS):
        weights[draw] = _weights(event, random)
        moved[draw] = spread(random)
    draws = _expected(room, _rates(once, carried, weights)) + moved
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    most = (room > 0).sum(axis=1)
    low, high = np.clip(np.floor(low), 0, most), np.clip(np.ceil(high), 0, most)
    return np.stack([_expected(room, rates)[0], low, high], axis=1)


def _weights(event: _Event, random: np.random.Generator) -> Table:
    """How often each outlet counts when original articles are drawn anew, float64 (o,)."""
    originals = event.outlet_of[event.is_original]
    drawn = np.bincount(
        random.integers(len(originals), size=len(originals)), minlength=len(originals)
    )
    n_outlets = len(event.outlets)
    own = np.bincount(originals, minlength=n_outlets)
    return np.bincount(originals, drawn, minlength=n_outlets) / np.maximum(own, 1)


def _rates(room: Table, carried: Table, weights: Table) -> Table:
    """Each claim's chance a statement as a rate, -log(1-r), float64 (d, c), by `weights` (d, o).

    With it, the weighted outlets are expected to carry the claim as often as they do. How often
    they miss it is convex in the rate: Newton's steps from below never pass what they look for.
    """
    misses = weights @ (1 - carried)
    # Where all that could carry a claim do, no rate is high enough.
    is_missed = misses > weights @ (room == 0) + _NO_WEIGHT
    rates = np.where(is_missed, _LOWEST, _HIGHEST)
    for _ in range(_MOST_STEPS):
        beyond, slope = -misses, np.zeros_like(misses)
        for weight, n in zip(weights.T[..., np.newaxis], room, strict=True):
            missed = weight * np.exp(-rates * n)
            beyond += missed
            slope += missed * n
        steps = np.divide(beyond, slope, out=np.zeros_like(misses), where=is_missed)
        before, rates = rates, np.clip(rates + steps, _LOWEST, _HIGHEST)
        if (np.abs(rates - before) <= _NEAR * before).all():
            break
    return rates


def _expected(room: Table, rates: Table) -> Table:
    """How many claims each outlet can be expected to carry, float64 (d, o), by `rates` (d, c)."""
    return np.stack([_probability(n, rates).sum(axis=1) for n in room], axis=1)


def _probability(room: Table, rates: Table) -> Table:
    """1-(1-r)^n for n statements; 0 where there is no room."""
    return np.asarray(-np.expm1(-rates * room), dtype=np.float64)


def _deviations(event: _Event, rates: Table) -> Callable[[np.random.Generator], Table]:
    """Draws by how many claims outlets may deviate, as articles of other outlets do."""
    probability = _probability(event.room, rates)
    # An article of which all seems certain may still deviate: no less than one even chance.
    variance = np.maximum((probability * (1 - probability)).sum(axis=1), 0.25)
    residual = (event.carried - probability).sum(axis=1) / np.sqrt(variance)
    n_outlets = len(event.outlets)
    total = np.bincount(event.outlet_of, variance, minlength=n_outlets)
    whole = _probability(event.by_outlet()[0], rates)
    scale = np.sqrt((whole * (1 - whole)).sum(axis=1) / np.maximum(total, 0.25))
    pools = []
    for outlet in range(n_outlets):
        others = residual[event.is_original & (event.outlet_of != outlet)]
        pools.append(others - others.mean() if len(others) else np.zeros(1))
    sizes, pooled = np.array([len(pool) for pool in pools]), np.concatenate(pools)
    first, size = (np.cumsum(sizes) - sizes)[event.outlet_of], sizes[event.outlet_of]

    def drawn(random: np.random.Generator) -> Table:
        each = np.sqrt(variance) * pooled[first + random.integers(size)]
        moved = np.bincount(event.outlet_of, each, minlength=n_outlets)
        return np.asarray(scale * moved, dtype=np.float64)

    return drawn
