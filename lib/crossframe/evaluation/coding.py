"""What coders said, and claims -> how far coders agree, and claims with each of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from crossframe.evaluation.agreement import Agreement, interval, nominal_agreement
from crossframe.evaluation.gold import SentenceKey
from crossframe.evaluation.measures import DRAWS, FEWEST_UNITS, SEED, Interval
from crossframe.evaluation.outcomes import Floats
from crossframe.evaluation.predictions import Prediction

AGREED = "all who agree"
_DECIMALS = 4


class CodedPair(NamedTuple):
    """Two sentences, what each coder said of them, and of which stratum they were drawn.

    `stratum_size` is 0 where the pairs were not drawn by design; then all weigh alike.
    """

    event_id: str
    a: SentenceKey
    b: SentenceKey
    labels: Mapping[str, str]
    stratum: str = ""
    stratum_size: int = 0


class CoderScore(NamedTuple):
    """How far claims agree with one coder, or with what all coders agree on.

    `n_pairs` were labelled, the "partial" ones among them, which count neither way. Shares are
    0..1, None where there is nothing to divide; `intervals` (95 %) come from drawing the pairs of
    each stratum anew, one fewer than there are and weighed for it, 1,000 times, seed 0.
    """

    coder: str
    n_pairs: int
    precision: float | None
    recall: float | None
    f1: float | None
    intervals: Mapping[str, Interval]


class Coding(NamedTuple):
    """What a coding says: of the coders, and of the claims against each of them.

    `by_design` is True if every pair was drawn by design, so that the figures are those of all
    pairs of the event, and not of the pairs that happened to be labelled.
    """

    agreement: Agreement
    scores: tuple[CoderScore, ...]
    by_design: bool


def measure_coding(coded: Sequence[CodedPair], claims: Iterable[Prediction]) -> Coding | None:
    """Measures coders against each other and claims against coders.

    Args:
        coded: What was labelled.
        claims: The claims of every sentence.

    Returns:
        The figures; None where nobody is named as a coder.

    Source:
        Stratified estimation after Cochran, "Sampling Techniques", 3rd ed., 1977, chapter 5: a
        pair stands for as many as its stratum has for each that was labelled. Intervals after Rao &
        Wu, "Resampling inference with complex survey data", JASA 1988.
    """
    coders = sorted({coder for pair in coded for coder in pair.labels if coder})
    if not coders:
        return None
    claims_of: dict[tuple[str, SentenceKey], set[str]] = defaultdict(set)
    for found in claims:
        claims_of[found.event_id, (found.article_id, found.sentence_index)] |= set(found.claims)

    def together(pair: CodedPair) -> bool:
        return not claims_of[pair.event_id, pair.a].isdisjoint(claims_of[pair.event_id, pair.b])

    scores = []
    for coder in [*coders, *([AGREED] if len(coders) > 1 else [])]:
        said = [
            (pair, _agreed(pair) if coder == AGREED else pair.labels.get(coder)) for pair in coded
        ]
        rows = [(pair, label, together(pair)) for pair, label in said if label is not None]
        scores.append(_score(coder, rows))
    return Coding(
        agreement=nominal_agreement([pair.labels for pair in coded]),
        scores=tuple(scores),
        by_design=all(pair.stratum_size for pair in coded),
    )


def _agreed(pair: CodedPair) -> str | None:
    """The label of a pair on which all coders agree, at least two of them."""
    labels = set(pair.labels.values())
    return labels.pop() if len(labels) == 1 and len(pair.labels) > 1 else None


def _score(name: str, rows: Sequence[tuple[CodedPair, str, bool]]) -> CoderScore:
    cells: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    sizes: dict[tuple[str, str], int] = {}
    for pair, label, together in rows:
        stratum = (pair.event_id, pair.stratum)
        sizes[stratum] = pair.stratum_size
        # 0 together and the same, 1 together but not, 2 apart but the same, 3 neither, 4 partial
        case = 4 if label == "partial" else 2 * (not together) + (label != "same")
        cells[stratum][case] += 1
    counts = np.array([[cells[s][case] for case in range(5)] for s in cells]).reshape(-1, 5)
    labelled = counts.sum(axis=1)
    size = np.array([sizes[s] for s in cells])
    weights = np.where(size > 0, size / np.maximum(labelled, 1), 1.0)
    found = _shares((weights @ counts)[None] if len(counts) else np.zeros((1, 5)))
    intervals: dict[str, Interval] = {}
    if len(rows) >= FEWEST_UNITS:
        dice = np.random.default_rng(SEED)
        drawn = sum(
            weight * n / max(n - 1, 1) * dice.multinomial(max(n - 1, 1), row / n, size=DRAWS)
            for weight, n, row in zip(weights, labelled.tolist(), counts, strict=True)
        )
        for measure, values in _shares(np.asarray(drawn)).items():
            spread = interval(values)
            if spread and not np.isnan(found[measure][0]):
                intervals[measure] = spread
    shares = {
        measure: None if np.isnan(share[0]) else round(float(share[0]), _DECIMALS)
        for measure, share in found.items()
    }
    return CoderScore(name, len(rows), **shares, intervals=intervals)


def _shares(counts: Floats) -> dict[str, Floats]:
    """Precision, recall and F1 of counts (k, 5); NaN where there is nothing to divide."""
    tp, fp, fn = counts.T[:3].astype(np.float64)
    parts = {
        "precision": (tp, tp + fp),
        "recall": (tp, tp + fn),
        "f1": (2 * tp, 2 * tp + fp + fn),
    }
    return {
        name: np.divide(part, whole, out=np.full(len(tp), np.nan), where=whole > 0)
        for name, (part, whole) in parts.items()
    }
