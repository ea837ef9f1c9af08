"""A folder of gold data -> the judge of sentence vectors fitted on it, and how it does unseen.

This is how the packaged judge across languages came about: its one half by the clusters of
MEANTIME, its other by the pairs of ECB+ train, both with the packaged multilingual encoder.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from crossframe.claims.duplicates import different_texts
from crossframe.claims.evidence import Evidence
from crossframe.claims.grouping import SETTINGS, group_texts
from crossframe.claims.judge import judge_pairs
from crossframe.claims.mixture import Mixture, pair_vectors
from crossframe.claims.vector_evidence import weigh_vectors
from crossframe.claims.vector_judge import PACKAGED_VECTOR_JUDGE, VectorJudge, VectorWeights
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder, Scale, measure_scale
from crossframe.errors import GoldError
from crossframe.evaluation.gold import GoldPair, SentenceKey, is_clustered, read_gold
from crossframe.evaluation.predictions import Prediction
from crossframe.evaluation.score import score_claims
from crossframe.records import Corpus, Matrix, Sentence, Vectors
from crossframe.text import primary_language, split_article

# Of clustered gold, where every sentence has its counterpart, so much is kept, so many times over:
# each share brings as many pairs. Fitted on whole articles, the judge calls 16 of 100 pairs of
# ECB+ train and dev the same that are not; fitted so, 4.
_THINNED: Mapping[float, int] = {0.5: 1, 0.25: 4, 0.125: 16}
# Strength of the prior: the one that scikit-learn takes by itself.
_C = 1.0
_DECIMALS = 4
# Whether a pair shares words says much within a language, and across languages only which
# alphabet both are written in.
_USED = {
    "across": ("cosine", "rival", "conflict"),
    "within": ("cosine", "conflict", "shared_words"),
}
_ALL = ("cosine", "rival", "conflict", "shared_words")


class VectorEvent(NamedTuple):
    """One event of the gold: its statements, the vectors of their texts, and its labelled pairs."""

    event_id: str
    split: str
    sentences: tuple[Sentence, ...]
    languages: Mapping[str, str]
    vectors: Mapping[str, Vectors]
    scale: Scale
    gold: tuple[GoldPair, ...]


class _Weighed(NamedTuple):
    evidence: Evidence
    articles: tuple[frozenset[str], ...]
    text_of: Mapping[SentenceKey, int]


def fit_vectors_and_test(
    folder: Path,
    encoder: Encoder,
    tell: Callable[[str, int, int], None] = lambda *_: None,
    folds: int = 6,
) -> dict[str, object]:
    """Fits the judge of sentence vectors again, and scores claims on events left out.

    Args:
        folder: Holds `articles.jsonl` and labelled pairs or clusters, as for `read_gold`.
        encoder: The model.
        tell: Told of each event before it begins: its name, its number from 1, how many there are.
        folds: Parts into which the events are dealt out.

    Returns:
        Values for JSON: which `half` of the judge was fitted, its `weights`, whether they are
        those of the packaged one, and by setting and share of sentences kept the scores of events
        left out (`unseen`).

    Raises:
        GoldError: If the gold cannot be read or does not hold enough to fit and test on.
    """
    events = list(_events(folder, encoder, tell))
    half = "across" if is_clustered(folder) else "within"
    shares = _THINNED if half == "across" else {1.0: 1}
    with threadpool_limits(1):
        fitted = _fit(events, half, shares, None if half == "across" else "train")
        unseen = _unseen(events, half, shares, folds)
    return {
        "half": half,
        "weights": asdict(fitted),
        "is_packaged": fitted == getattr(PACKAGED_VECTOR_JUDGE, half),
        "encoder": encoder.name,
        "folds": folds,
        "unseen": unseen,
    }


def _unseen(
    events: Sequence[VectorEvent], half: str, shares: Mapping[float, int], folds: int
) -> dict[str, object]:
    """Scores by setting and share of sentences kept, of events that the judge never saw."""
    if not 2 <= folds <= len(events):
        raise GoldError(f"{folds} folds of {len(events)} events; give 2 to {len(events)}")
    judge_of: dict[str, VectorJudge] = {}
    for fold in range(folds):
        seen = [event for at, event in enumerate(events) if at % folds != fold]
        weights = _fit(seen, half, shares, None)
        judge = replace(PACKAGED_VECTOR_JUDGE, **{half: weights})
        judge_of |= {event.event_id: judge for event in events[fold::folds]}
    found: dict[str, object] = {}
    for share in sorted({1.0, *shares}, reverse=True):
        kept = [_kept(event, share, 0) for event in events]
        weighed = [_weigh(event) for event in kept]
        gold = [pair for event in kept for pair in event.gold]
        for name, setting in SETTINGS.items():
            predictions = []
            for event, one in zip(kept, weighed, strict=True):
                judged = judge_pairs(judge_of[event.event_id], one.evidence)
                groups = group_texts(judged, one.articles, setting)
                predictions += list(_predictions(event, one, groups))
            found[f"{name}, {share:g} of the sentences"] = score_claims(predictions, gold)._asdict()
    return found


def _fit(
    events: Sequence[VectorEvent], half: str, shares: Mapping[float, int], split: str | None
) -> VectorWeights:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    parts = [
        _examples(kept, _weigh(kept))
        for event in events
        if split is None or event.split == split
        for share, times in shares.items()
        for draw in range(times)
        for kept in [_kept(event, share, draw)]
    ]
    features = np.concatenate([part[0] for part in parts] or [np.zeros((0, len(_ALL)))])
    same = np.concatenate([part[1] for part in parts] or [np.zeros(0)])
    if not 0 < same.sum() < len(same):
        raise GoldError(f"{len(same)} labelled pairs, {int(same.sum())} of them the same")
    used = [_ALL.index(name) for name in _USED[half]]
    scaler = StandardScaler().fit(features[:, used])
    model = LogisticRegression(C=_C, max_iter=1000, tol=1e-8)
    model.fit(scaler.transform(features[:, used]), same)
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - weights @ scaler.mean_)
    named = dict(zip(_USED[half], weights.round(_DECIMALS).tolist(), strict=True))
    return VectorWeights(
        round(intercept, _DECIMALS), **{name: named.get(name, 0.0) for name in _ALL}
    )


def _events(
    folder: Path, encoder: Encoder, tell: Callable[[str, int, int], None]
) -> Iterator[VectorEvent]:
    pairs: dict[str, list[GoldPair]] = {}
    for pair in read_gold(folder):
        pairs.setdefault(pair.event_id, []).append(pair)
    scale = measure_scale(encoder.encode)
    corpora = sorted(read_corpora(folder / "articles.jsonl", any_name=True).items())
    for number, (event_id, corpus) in enumerate(corpora, 1):
        tell(event_id, number, len(corpora))
        yield _event(corpus, tuple(pairs.get(event_id, ())), encoder, scale)


def _event(
    corpus: Corpus, gold: tuple[GoldPair, ...], encoder: Encoder, scale: Scale
) -> VectorEvent:
    sentences = tuple(s for a in corpus.articles for s in split_article(a) if s.is_statement)
    texts = sorted({sentence.text for sentence in sentences})
    return VectorEvent(
        event_id=corpus.event_id,
        split=str(corpus.articles[0].extra.get("split", "")) if corpus.articles else "",
        sentences=sentences,
        languages={a.article_id: primary_language(a.language or "en") for a in corpus.articles},
        vectors=dict(zip(texts, encoder.encode(texts), strict=True)),
        scale=scale,
        gold=gold,
    )


def _kept(event: VectorEvent, share: float, draw: int) -> VectorEvent:
    """The event with a share of its sentences, drawn anew for each `draw`."""
    if share >= 1:
        return event
    rng = random.Random(f"{event.event_id} {share} {draw}")  # noqa: S311
    sentences = tuple(s for s in event.sentences if rng.random() < share)
    there = {(s.article_id, s.index) for s in sentences}
    gold = tuple(pair for pair in event.gold if pair.a in there and pair.b in there)
    return event._replace(sentences=sentences, gold=gold)


def _weigh(event: VectorEvent) -> _Weighed:
    near = Parameters(event="any").near_duplicate
    texts, rows = different_texts([sentence.text for sentence in event.sentences], near)
    articles: list[set[str]] = [set() for _ in texts]
    text_of: dict[SentenceKey, int] = {}
    for sentence, row in zip(event.sentences, rows.tolist(), strict=True):
        articles[row].add(sentence.article_id)
        text_of[sentence.article_id, sentence.index] = row
    mixture = Mixture(
        texts,
        [min(event.languages[name] for name in found) for found in articles],
        np.zeros(len(texts), dtype=np.bool_),
        np.stack([event.vectors[text] for text in texts])
        if texts
        else np.zeros((0, 1), np.float32),
        event.scale,
        articles,
    )
    evidence = weigh_vectors(pair_vectors(mixture), np.ones(len(texts), dtype=np.bool_))
    return _Weighed(evidence, tuple(map(frozenset, articles)), text_of)


def _examples(event: VectorEvent, weighed: _Weighed) -> tuple[Matrix, Matrix]:
    """Features (k, f) and 1 for "the same" (k,) of the labelled pairs that count."""
    n, evidence = len(weighed.evidence.texts), weighed.evidence
    code = evidence.first * n + evidence.second
    rows: list[int] = []
    same: list[bool] = []
    for pair in event.gold:
        label = pair.judged("strict")
        a, b = sorted(weighed.text_of.get(key, -1) for key in (pair.a, pair.b))
        at = int(np.searchsorted(code, a * n + b))
        if label in {"same", "not"} and 0 <= a < b and at < len(code) and code[at] == a * n + b:
            rows.append(at)
            same.append(label == "same")
    return evidence.features[rows][:, : len(_ALL)], np.array(same, dtype=np.float64)


def _predictions(
    event: VectorEvent, weighed: _Weighed, groups: Sequence[Sequence[int]]
) -> Iterator[Prediction]:
    claims: list[list[str]] = [[] for _ in weighed.articles]
    for number, group in enumerate(groups):
        for text in group:
            claims[text].append(str(number))
    for (article_id, index), text in weighed.text_of.items():
        yield Prediction(event.event_id, article_id, index, tuple(claims[text]))
