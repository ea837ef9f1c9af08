"""Predictions and gold pairs -> precision, recall and what they cost."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crossframe.errors import GoldError
from crossframe.evaluation.gold import GoldPair, SentenceKey, Tier
from crossframe.evaluation.predictions import Prediction

_DRAWS = 1000
_DECIMALS = 4


class Score(NamedTuple):
    """How claims agree with people; every share in 0..1.

    `precision`, `recall`, `f1` are pooled over the pairs that people called "same" or "not";
    `false_merge` is the share of the "not" pairs that share a claim; `macro_f1` the mean of f1 over
    the events with at least one "same" pair; `absorbed` the share of the lone sentences (annotated,
    with no "same" partner) that share a claim with one that people called "not" the same, None if
    there is none; `ci95` the bootstrap interval of f1 over events (1,000 draws, seed 0).
    """

    precision: float
    recall: float
    f1: float
    false_merge: float
    macro_f1: float
    absorbed: float | None
    lone_sentences: int
    ci95: tuple[float, float]
    events: int
    pairs: int


class Counts(NamedTuple):
    """Pairs: together and the same, together but not, apart but the same, apart and not."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    tn: int = 0

    @property
    def precision(self) -> float:
        """Share of the pairs together that are the same; 0 if none is together."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of the same pairs that are together; 0 if none is the same."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 if both are 0."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    @property
    def false_merge(self) -> float:
        """Share of the different pairs that are together; 0 if none is different."""
        return self.fp / (self.fp + self.tn) if self.fp + self.tn else 0.0


def score_claims(
    predictions: Iterable[Prediction], gold: Sequence[GoldPair], tiers: Tier = "strict"
) -> Score:
    """Scores claims against pairs of sentences that people judged.

    Two sentences are together if they share a claim within one event; a sentence without a
    prediction is in no claim.

    Args:
        predictions: Claims by sentence.
        gold: What people judged.
        tiers: "strict" counts the reliable tiers of the gold alone, "all" every pair.

    Returns:
        The score, shares to four decimals.

    Raises:
        GoldError: If no pair of the gold counts.
    """
    claims: dict[SentenceKey, set[tuple[str, str]]] = defaultdict(set)
    for found in predictions:
        key = (found.article_id, found.sentence_index)
        claims[key] |= {(found.event_id, claim) for claim in found.claims}
    together = [bool(claims[pair.a] & claims[pair.b]) for pair in gold]
    by_event = _count(gold, together, tiers)
    if not by_event:
        raise GoldError("no gold pair matches; the gold holds only pairs that do not count")
    lone, wronged = _lone(gold, together)
    pooled = _pool(by_event.values())
    with_same = [counts for counts in by_event.values() if counts.tp + counts.fn]
    return Score(
        precision=round(pooled.precision, _DECIMALS),
        recall=round(pooled.recall, _DECIMALS),
        f1=round(pooled.f1, _DECIMALS),
        false_merge=round(pooled.false_merge, _DECIMALS),
        macro_f1=round(sum(c.f1 for c in with_same) / max(1, len(with_same)), _DECIMALS),
        absorbed=round(len(wronged) / len(lone), _DECIMALS) if lone else None,
        lone_sentences=len(lone),
        ci95=_interval(by_event),
        events=len(by_event),
        pairs=sum(pooled),
    )


def _count(gold: Sequence[GoldPair], together: Sequence[bool], tiers: Tier) -> dict[str, Counts]:
    by_event: dict[str, Counts] = {}
    for pair, joined in zip(gold, together, strict=True):
        label = pair.judged(tiers)
        if label in {"same", "not"}:
            case = {
                ("same", True): Counts(tp=1),
                ("not", True): Counts(fp=1),
                ("same", False): Counts(fn=1),
                ("not", False): Counts(tn=1),
            }[label, joined]
            by_event[pair.event_id] = _pool([by_event.get(pair.event_id, Counts()), case])
    return dict(sorted(by_event.items()))


def _pool(counts: Iterable[Counts]) -> Counts:
    return Counts(*map(sum, zip(*counts, strict=True)))


def _lone(
    gold: Sequence[GoldPair], together: Sequence[bool]
) -> tuple[set[SentenceKey], set[SentenceKey]]:
    """Sentences without a "same" partner, and those of them that stand with a "not" one."""
    annotated = {key for pair in gold for key in (pair.a, pair.b)}
    partnered = {key for pair in gold if pair.label == "same" for key in (pair.a, pair.b)}
    lone = annotated - partnered
    wronged = {
        key
        for pair, joined in zip(gold, together, strict=True)
        if joined and pair.label == "not"
        for key in (pair.a, pair.b)
    }
    return lone, lone & wronged


def _interval(by_event: dict[str, Counts]) -> tuple[float, float]:
    """Percentiles 2.5 and 97.5 of f1 over events drawn with replacement."""
    draw = random.Random(0)  # noqa: S311
    events = list(by_event)
    drawn = sorted(
        _pool(by_event[event] for event in draw.choices(events, k=len(events))).f1
        for _ in range(_DRAWS)
    )
    return round(drawn[24], _DECIMALS), round(drawn[974], _DECIMALS)
