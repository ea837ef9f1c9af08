"""Claims and labelled pairs -> what became of every pair, row for row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crossframe.errors import AlignmentError, GoldError
from crossframe.evaluation.gold import GoldPair, SentenceKey, Tier
from crossframe.evaluation.predictions import Prediction

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class GoldIndex:
    """Labelled pairs and their sentences, events and articles by number.

    Of p pairs: `same` and `counts` (p,), whether people said "same", and whether the pair counts
    (it is "same" or "not", and reliable where that is asked for); `n_shared` (p,) claims that both
    sentences make, 0 where that is not known; `event`, `article_a`, `article_b` (p,) into `events`
    and `articles`; `sentence_a`, `sentence_b` (p,) into the sentences. Of s sentences:
    `sentence_event`, `sentence_article` (s,); `lone` (s,), those without a "same" partner.
    """

    pairs: tuple[GoldPair, ...]
    events: tuple[str, ...]
    articles: tuple[str, ...]
    same: Flags
    counts: Flags
    n_shared: Numbers
    event: Numbers
    article_a: Numbers
    article_b: Numbers
    sentence_a: Numbers
    sentence_b: Numbers
    sentence_event: Numbers
    sentence_article: Numbers
    lone: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What claims made of the pairs of `gold`, row for row.

    `together` (p,); `probability` (p,) float64 in 0..1, NaN where no judge was asked; of the
    sentences, `bcubed` (s, 2) float64, precision and recall of each, NaN where it stands in no pair
    that counts, and `absorbed` (s,), see `Score`.
    """

    gold: GoldIndex
    together: Flags
    probability: Floats
    bcubed: Floats
    absorbed: Flags


def index_gold(gold: Sequence[GoldPair], tiers: Tier = "strict") -> GoldIndex:
    """Numbers labelled pairs, so that many ways to group can be held against them.

    Args:
        gold: What people judged.
        tiers: "strict" counts the reliable tiers of the gold alone, "all" every pair.

    Returns:
        The pairs, in the order of `gold`.

    Raises:
        GoldError: If no pair counts.
    """
    judged = [pair.judged(tiers) for pair in gold]
    if not {"same", "not"} & set(judged):
        raise GoldError("no gold pair matches; the gold holds only pairs that do not count")
    sentences = {key: pair.event_id for pair in gold for key in (pair.a, pair.b)}
    place = {key: number for number, key in enumerate(sentences)}
    events = tuple(sorted({pair.event_id for pair in gold}))
    articles = tuple(sorted({key[0] for key in sentences}))
    event_at = {event: number for number, event in enumerate(events)}
    article_at = {article: number for number, article in enumerate(articles)}
    lone = np.ones(len(place), dtype=bool)
    lone[[place[key] for p in gold if p.label == "same" for key in (p.a, p.b)]] = False
    return GoldIndex(
        pairs=tuple(gold),
        events=events,
        articles=articles,
        same=np.array([label == "same" for label in judged]),
        counts=np.array([label in {"same", "not"} for label in judged]),
        n_shared=np.array([pair.n_shared or 0 for pair in gold]),
        event=np.array([event_at[pair.event_id] for pair in gold]),
        article_a=np.array([article_at[pair.a[0]] for pair in gold]),
        article_b=np.array([article_at[pair.b[0]] for pair in gold]),
        sentence_a=np.array([place[pair.a] for pair in gold]),
        sentence_b=np.array([place[pair.b] for pair in gold]),
        sentence_event=np.array([event_at[event] for event in sentences.values()]),
        sentence_article=np.array([article_at[key[0]] for key in sentences]),
        lone=lone,
    )


def pair_outcomes(
    predictions: Iterable[Prediction],
    gold: GoldIndex,
    probabilities: Sequence[float | None] | None = None,
) -> Outcomes:
    """Looks up what the claims made of each labelled pair.

    Args:
        predictions: Claims by sentence.
        gold: What people judged.
        probabilities: What the judge gave each pair, row for row; None for what it did not judge.

    Returns:
        The outcomes.

    Raises:
        AlignmentError: If there is not one probability a pair.

    >>> gold = index_gold([GoldPair("e", ("x", 0), ("y", 0), "same", None)])
    >>> found = [Prediction("e", article, 0, ("c",)) for article in "xy"]
    >>> pair_outcomes(found, gold).together.tolist()
    [True]
    """
    given = [None] * len(gold.pairs) if probabilities is None else probabilities
    if len(given) != len(gold.pairs):
        raise AlignmentError(f"{len(given)} probabilities beside {len(gold.pairs)} pairs")
    claims: dict[SentenceKey, set[tuple[str, str]]] = defaultdict(set)
    for found in predictions:
        key = (found.article_id, found.sentence_index)
        claims[key] |= {(found.event_id, claim) for claim in found.claims}
    shared = np.array([len(claims[pair.a] & claims[pair.b]) for pair in gold.pairs])
    wrong = (shared > 0) & np.array([pair.label == "not" for pair in gold.pairs])
    wronged = np.zeros(len(gold.lone), dtype=bool)
    wronged[gold.sentence_a[wrong]] = wronged[gold.sentence_b[wrong]] = True
    return Outcomes(
        gold=gold,
        together=shared > 0,
        probability=np.array(given, dtype=np.float64),
        bcubed=_bcubed(gold, shared),
        absorbed=gold.lone & wronged,
    )


def _bcubed(gold: GoldIndex, shared: Numbers) -> Floats:
    """Precision and recall of each sentence: the mean over its claims' and over its true partners.

    As Bagga & Baldwin (1998), over the labelled pairs alone, each sentence among its own partners;
    two sentences that share several claims count as Amigo et al. (2009) have it, by how many of
    them people share as well, where that is known.
    """
    known = np.where(gold.n_shared > 0, gold.n_shared, np.maximum(shared, 1))
    true = np.where(gold.same, known, 0)
    right = np.minimum(shared, true)
    values = np.full((len(gold.lone), 2), np.nan)
    seen = _per_sentence(gold, np.ones(len(shared))) > 0
    for column, whole in enumerate((shared, true)):
        part = np.divide(right, whole, out=np.zeros(len(whole)), where=whole > 0)
        sums = _per_sentence(gold, part) + 1  # a sentence agrees with itself
        partners = _per_sentence(gold, (whole > 0).astype(np.float64)) + 1
        values[seen, column] = (sums / partners)[seen]
    return values


def _per_sentence(gold: GoldIndex, values: Floats) -> Floats:
    """Sums over the pairs that count of each sentence, (s,)."""
    n, rows = len(gold.lone), gold.counts
    first = np.bincount(gold.sentence_a[rows], values[rows], minlength=n)
    second = np.bincount(gold.sentence_b[rows], values[rows], minlength=n)
    return np.asarray(first + second, dtype=np.float64)
