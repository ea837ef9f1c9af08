"""What became of every pair -> shares, each with the interval that a bootstrap gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import numpy as np

from crossframe.evaluation.calibration import average_precision, brier_score, calibration_error
from crossframe.evaluation.outcomes import Flags, Floats, Numbers, Outcomes

DRAWS = 1000
SEED = 0
_DECIMALS = 4
_PERCENTILES = (2.5, 97.5)
FEWEST_UNITS = 4  # events or articles below which nothing is drawn

Measures = Mapping[str, float | None]


class Interval(NamedTuple):
    """Percentiles 2.5 and 97.5 of a measure over the draws."""

    low: float
    high: float


class Spread(NamedTuple):
    """Intervals by measure; `over` says what was drawn, `n_units` how many of it there are."""

    over: Literal["events", "articles"]
    n_units: int
    intervals: Mapping[str, Interval]


class _Cells(NamedTuple):
    """Pairs of one event, two articles and one outcome, counted together."""

    event: Numbers
    article_a: Numbers
    article_b: Numbers
    case: Numbers  # 0 together and the same, 1 together but not, 2 apart but the same, 3 neither
    n_pairs: Numbers


class _Judged(NamedTuple):
    """Pairs with a probability or without one, the surest first."""

    event: Numbers
    article_a: Numbers
    article_b: Numbers
    probability: Floats
    same: Flags


class _Draw(NamedTuple):
    """How often each event, or each article, was drawn; None for what is not drawn."""

    events: Floats | None
    articles: Floats | None

    def of(self, rows: _Cells | _Judged) -> Floats:
        """How often each row counts."""
        if self.events is not None:
            return self.events[rows.event]
        if self.articles is not None:
            return self.articles[rows.article_a] * self.articles[rows.article_b]
        return np.ones(len(rows.event))


_ONCE = _Draw(None, None)


def measure(outcomes: Outcomes) -> Measures:
    """Measures claims against people.

    Args:
        outcomes: What became of every labelled pair.

    Returns:
        Shares in 0..1 by name, to four decimals, None where there is nothing to divide:
        `precision`, `recall`, `f1`, `false_merge` pooled over pairs; the same with `macro_`, means
        over the events with a "same" pair; `absorbed`, of the lone sentences; `b_cubed_precision`,
        `b_cubed_recall`, `b_cubed_f1`, means over sentences; where a judge was asked,
        `average_precision` (pairs that it did not judge come last), and `calibration_error` and
        `brier` of those that it judged.

    Source:
        Bagga & Baldwin, "Algorithms for scoring coreference chains", LREC 1998; Amigo et al., "A
        comparison of extrinsic clustering evaluation metrics", Information Retrieval 2009.
    """
    found = _measure(outcomes, _cells(outcomes), _judged(outcomes), _ONCE)
    return {name: None if np.isnan(v) else round(v, _DECIMALS) for name, v in found.items()}


def spread(outcomes: Outcomes) -> Spread:
    """Says how far each measure can be trusted: 1,000 draws with replacement, seed 0.

    Events are drawn; where there is only one, its articles are, and a pair counts as often as both
    of its articles were drawn together. That interval says nothing about other events. Of fewer
    than four there are no intervals.

    Args:
        outcomes: What became of every labelled pair.

    Returns:
        The intervals of the measures that have a value.
    """
    by_event = len(outcomes.gold.events) > 1
    over: Literal["events", "articles"] = "events" if by_event else "articles"
    n_units = _n_units(outcomes)
    if n_units < FEWEST_UNITS:
        return Spread(over, n_units, {})
    cells, judged = _cells(outcomes), _judged(outcomes)
    rows = [_measure(outcomes, cells, judged, draw) for draw in _draws(outcomes)]
    intervals = {}
    for name in rows[0]:
        values = np.array([row[name] for row in rows])
        known = values[~np.isnan(values)]
        if len(known):
            intervals[name] = _interval(known)
    return Spread(over, n_units, intervals)


def difference(outcomes: Outcomes, other: Outcomes) -> Interval | None:
    """Interval of the difference in F1 of two ways to group, over the same draws.

    Args:
        outcomes: Of one way.
        other: Of another, on the same pairs.

    Returns:
        The interval of the first less the second; one that holds 0 tells them not apart. None of
        fewer than four events or, of one event, articles.
    """
    if _n_units(outcomes) < FEWEST_UNITS:
        return None
    one, two = _cells(outcomes), _cells(other)
    draws = _draws(outcomes)
    return _interval(np.array([_pooled(one, d)["f1"] - _pooled(two, d)["f1"] for d in draws]))


def _interval(values: Floats) -> Interval:
    low, high = np.percentile(values, _PERCENTILES)
    return Interval(round(float(low), _DECIMALS), round(float(high), _DECIMALS))


def _n_units(outcomes: Outcomes) -> int:
    events, articles = outcomes.gold.events, outcomes.gold.articles
    return len(events) if len(events) > 1 else len(articles)


def _draws(outcomes: Outcomes) -> Iterator[_Draw]:
    by_event, n = len(outcomes.gold.events) > 1, _n_units(outcomes)
    dice = np.random.default_rng(SEED)
    for _ in range(DRAWS):
        times = np.bincount(dice.integers(n, size=n), minlength=n).astype(np.float64)
        yield _Draw(times, None) if by_event else _Draw(None, times)


def _cells(outcomes: Outcomes) -> _Cells:
    gold, rows = outcomes.gold, outcomes.gold.counts
    case = 2 * ~outcomes.together + ~gold.same
    columns = np.stack([gold.event, gold.article_a, gold.article_b, case])[:, rows]
    different, n_pairs = np.unique(columns, axis=1, return_counts=True)
    event, article_a, article_b, cases = different
    return _Cells(event, article_a, article_b, cases, n_pairs)


def _judged(outcomes: Outcomes) -> _Judged | None:
    if np.isnan(outcomes.probability).all():
        return None
    gold = outcomes.gold
    rows = np.flatnonzero(gold.counts)
    rows = rows[np.argsort(-outcomes.probability[rows], kind="stable")]  # NaN comes last
    return _Judged(
        event=gold.event[rows],
        article_a=gold.article_a[rows],
        article_b=gold.article_b[rows],
        probability=outcomes.probability[rows],
        same=gold.same[rows],
    )


def _measure(
    outcomes: Outcomes, cells: _Cells, judged: _Judged | None, draw: _Draw
) -> dict[str, float]:
    found = _pooled(cells, draw) | _macro(cells, draw) | _sentences(outcomes, draw)
    return found | (_of_judge(judged, draw) if judged else {})


def _pooled(cells: _Cells, draw: _Draw) -> dict[str, float]:
    counts = np.bincount(cells.case, draw.of(cells) * cells.n_pairs, minlength=4)[None]
    return {name: float(values[0]) for name, values in _ratios(counts).items()}


def _ratios(counts: Floats | Numbers) -> dict[str, Floats]:
    """Shares of counts (k, 4) by case; 0 where there is nothing to divide, as `Counts` has them."""
    tp, fp, fn, tn = counts.astype(np.float64).T
    ratios = {
        "precision": (tp, tp + fp),
        "recall": (tp, tp + fn),
        "f1": (2 * tp, 2 * tp + fp + fn),
        "false_merge": (fp, fp + tn),
    }
    return {
        name: np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
        for name, (part, whole) in ratios.items()
    }


def _macro(cells: _Cells, draw: _Draw) -> dict[str, float]:
    """Means over events; where articles were drawn there is one event, and they are its figures."""
    n = int(cells.event.max()) + 1
    weights = draw.of(cells) if draw.events is None else np.ones(len(cells.event))
    place = 4 * cells.event + cells.case
    counts = np.bincount(place, weights * cells.n_pairs, minlength=4 * n).reshape(n, 4)
    times = np.ones(n) if draw.events is None else draw.events[:n]
    times = times * (counts[:, 0] + counts[:, 2] > 0)
    found = _ratios(counts)
    if not times.sum():
        return {f"macro_{name}": np.nan for name in found}
    return {f"macro_{name}": float(v @ times / times.sum()) for name, v in found.items()}


def _sentences(outcomes: Outcomes, draw: _Draw) -> dict[str, float]:
    gold = outcomes.gold
    weights = np.ones(len(gold.lone))
    if draw.events is not None:
        weights = draw.events[gold.sentence_event]
    elif draw.articles is not None:
        weights = draw.articles[gold.sentence_article]
    lone = weights[gold.lone].sum()
    known = ~np.isnan(outcomes.bcubed[:, 0])
    total = weights[known].sum()
    precision, recall = weights[known] @ outcomes.bcubed[known] / total if total else [np.nan] * 2
    return {
        "absorbed": float(weights[outcomes.absorbed].sum() / lone) if lone else np.nan,
        "b_cubed_precision": float(precision),
        "b_cubed_recall": float(recall),
        "b_cubed_f1": float(2 * precision * recall / (precision + recall)),
    }


def _of_judge(judged: _Judged, draw: _Draw) -> dict[str, float]:
    weights = draw.of(judged)
    n = int((~np.isnan(judged.probability)).sum())
    given = judged.probability[:n], judged.same[:n], weights[:n]
    ranked = np.nan_to_num(judged.probability, nan=-1.0)
    return {
        "average_precision": average_precision(ranked, judged.same, weights),
        "calibration_error": calibration_error(*given),
        "brier": brier_score(*given),
    }
