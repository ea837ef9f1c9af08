"""A folder of gold data -> the pair judge fitted on it, and how it does on topics it never saw.

This is how the packaged judge came about: `fit_judge(read_events(ECB+), split="train")`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

import numpy as np

from crossframe.cache import Cache
from crossframe.claims.alignment import align_pairs
from crossframe.claims.duplicates import different_texts
from crossframe.claims.evidence import FEATURES, Evidence, weigh_pairs
from crossframe.claims.grouping import SETTINGS, Setting, group_texts
from crossframe.claims.judge import PACKAGED_JUDGE, Judge, Judgements, judge_pairs
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder
from crossframe.errors import GoldError
from crossframe.evaluation.gold import GoldPair, SentenceKey, read_gold
from crossframe.evaluation.predictions import Prediction
from crossframe.evaluation.score import Score, score_claims
from crossframe.records import Corpus, Matrix
from crossframe.text import split_article
from crossframe.text.parsing import parse_texts

# What a label says and how much it counts: (probability, weight). A pair that shares only a
# happening leans to "the same", lightly: .6 and .15 gave SuperPAL F1 .47, leaving them out .43.
_TARGETS: Mapping[str, tuple[float, float]] = {
    "same": (1.0, 1.0),
    "same_strict": (1.0, 1.0),
    "same_loose": (1.0, 0.7),
    "partial": (0.6, 0.15),
    "not": (0.0, 1.0),
    "not_clean": (0.0, 1.0),
    "not_noisy": (0.0, 0.5),
}
# An event with more labelled pairs counts less a pair, so that no event rules the fit.
_FULL_WEIGHT_PAIRS = 100
# Strength of the prior. On ECB+ .3 gives the same F1, but fitted on train alone a stronger prior
# ranks the pairs of dev better: average precision .871 at .01, .866 at .03, .860 at .3.
_C = 0.05
# Not fitted, for what counts is how many lone sentences of large events are absorbed. Topics left
# out, ECB+ F1 / absorbed / SuperPAL F1: 0 .769/.108/.44, -.1 .773/.113/.47, -.2 .772/.119/.50,
# -.3 .769/.121/.53.
_CROWD = -0.15
_DECIMALS = 4


class GoldEvent(NamedTuple):
    """One event of the gold, ready to be judged.

    `text_of` gives the number of a sentence's text in `evidence`; sentences that are not compared
    are not in it. `articles` are those in which each text stands. `topic` is the number with which
    the event's id begins, else the id: events of one topic share happenings or words.
    """

    event_id: str
    topic: str
    split: str
    evidence: Evidence
    articles: tuple[frozenset[str], ...]
    text_of: Mapping[SentenceKey, int]
    gold: tuple[GoldPair, ...]


def read_events(
    folder: Path,
    encoder: Encoder,
    parses: Cache | None = None,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> list[GoldEvent]:
    """Reads gold events and weighs the evidence of their pairs.

    Args:
        folder: Holds `articles.jsonl` (the input contract; `split` is kept) and `gold_pairs.jsonl`.
        encoder: The model.
        parses: Where parses are kept; None to keep none.
        tell: Told of each event before it begins: its name, its number from 1, how many there are.

    Returns:
        The events, by id.

    Raises:
        GoldError: If the pairs cannot be read.
    """
    from threadpoolctl import threadpool_limits

    pairs = read_gold(folder)
    corpora = sorted(read_corpora(folder / "articles.jsonl", any_name=True).items())
    events: list[GoldEvent] = []
    for number, (event_id, corpus) in enumerate(corpora, 1):
        tell(event_id, number, len(corpora))
        own = tuple(pair for pair in pairs if pair.event_id == event_id)
        with threadpool_limits(1):  # as in building: the last bits depend on no number of threads
            events.append(_event(corpus, own, encoder, parses))
    return events


def fit_and_test(
    folder: Path,
    encoder: Encoder,
    tell: Callable[[str, int, int], None] = lambda *_: None,
    parses: Cache | None = None,
    folds: int = 5,
) -> dict[str, object]:
    """Fits the judge again as the packaged one was, and scores claims on topics left out.

    Args:
        folder: As for `read_events`.
        encoder: The model.
        tell: Told of each event before it begins: its name, its number from 1, how many there are.
        parses: Where parses are kept; None to keep none.
        folds: Parts into which the topics are dealt out.

    Returns:
        Values for JSON: the numbers of the `judge` fitted on the split "train", whether it
        `is_packaged`, how many `labelled_pairs` it saw, and by setting the scores with the topics
        left out (`unseen`) and of the fitted judge on `all` events.

    Raises:
        GoldError: If the gold cannot be read or does not hold enough to fit and test on.
    """
    events = read_events(folder, encoder, parses, tell)
    judge = fit_judge(events)
    unseen = leave_topics_out(events, folds)
    judged = {event.event_id: judge_pairs(judge, event.evidence) for event in events}
    everything = {name: score_judged(events, judged, chosen) for name, chosen in SETTINGS.items()}
    return {
        "judge": asdict(judge),
        "is_packaged": judge == PACKAGED_JUDGE,
        "labelled_pairs": sum(len(_examples(e)[1]) for e in events if e.split == "train"),
        "folds": folds,
        "unseen": {name: score._asdict() for name, score in unseen.items()},
        "all": {name: score._asdict() for name, score in everything.items()},
    }


def fit_judge(events: Sequence[GoldEvent], split: str | None = "train") -> Judge:
    """Fits a judge on labelled pairs.

    Args:
        events: Gold events.
        split: The split to fit on; None for all events.

    Returns:
        The judge, its weights to four decimals.

    Raises:
        GoldError: If the events of that split do not hold pairs of both kinds.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    chosen = [event for event in events if split is None or event.split == split]
    parts = [_examples(event) for event in chosen]
    features = np.concatenate([part[0] for part in parts] or [np.zeros((0, len(FEATURES)))])
    target = np.concatenate([part[1] for part in parts] or [np.zeros(0)])
    weight = np.concatenate([part[2] for part in parts] or [np.zeros(0)])
    if not (target.max(initial=0) > 0.5 > target.min(initial=1)):
        raise GoldError(
            f"{len(target)} labelled pairs in split {split!r}; a judge is fitted on pairs called "
            f"'same' and pairs called 'not'; splits here: {sorted({e.split for e in events})}"
        )
    # An example that is 60 % the same counts as two, one of each kind.
    doubled = np.concatenate([features, features])
    kind = np.repeat([1, 0], len(target))
    doubled_weight = np.concatenate([weight * target, weight * (1 - target)])
    scaler = StandardScaler().fit(doubled[doubled_weight > 0])
    model = LogisticRegression(C=_C, max_iter=1000, tol=1e-8)
    model.fit(scaler.transform(doubled), kind, doubled_weight)
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - weights @ scaler.mean_)
    named = dict(zip(FEATURES, weights.round(_DECIMALS).tolist(), strict=True))
    return Judge(intercept=round(intercept, _DECIMALS), crowd=_CROWD, **named)


def judge_unseen(events: Sequence[GoldEvent], folds: int = 5) -> dict[str, Judgements]:
    """Judges every event by a judge that was fitted without its topic.

    Args:
        events: Gold events.
        folds: Parts into which the topics are dealt out, in order.

    Returns:
        The judged pairs, by event id.

    Raises:
        GoldError: If there are fewer topics than folds, or too few pairs to fit on.
    """
    topics = sorted({event.topic for event in events}, key=_natural)
    if not 2 <= folds <= len(topics):
        raise GoldError(f"{folds} folds of {len(topics)} topics; give 2 to {len(topics)}")
    found: dict[str, Judgements] = {}
    for fold in range(folds):
        left_out = set(topics[fold::folds])
        judge = fit_judge([event for event in events if event.topic not in left_out], None)
        for event in events:
            if event.topic in left_out:
                found[event.event_id] = judge_pairs(judge, event.evidence)
    return found


def leave_topics_out(events: Sequence[GoldEvent], folds: int = 5) -> dict[str, Score]:
    """Scores claims that were judged without having seen the topic, thresholds as they are.

    Args:
        events: Gold events.
        folds: As for `judge_unseen`.

    Returns:
        The score of each setting, by its name.

    Raises:
        GoldError: As `judge_unseen`.
    """
    judged = judge_unseen(events, folds)
    return {name: score_judged(events, judged, setting) for name, setting in SETTINGS.items()}


def score_judged(
    events: Sequence[GoldEvent], judged: Mapping[str, Judgements], setting: Setting
) -> Score:
    """Groups judged events and scores the claims.

    Args:
        events: Gold events.
        judged: Their judged pairs, by event id.
        setting: How sure to be.

    Returns:
        The score.
    """
    gold = [pair for event in events for pair in event.gold]
    return score_claims(
        (p for event in events for p in _predictions(event, judged[event.event_id], setting)), gold
    )


def _event(
    corpus: Corpus, gold: tuple[GoldPair, ...], encoder: Encoder, parses: Cache | None
) -> GoldEvent:
    sentences = [s for article in corpus.articles for s in split_article(article) if s.is_statement]
    near = Parameters(event="any").near_duplicate
    texts, rows = different_texts([sentence.text for sentence in sentences], near)
    aligned = align_pairs(
        texts, encoder.encode_tokens(texts), parse_texts(texts, parses), encoder.encode(texts)
    )
    articles: list[set[str]] = [set() for _ in texts]
    text_of: dict[SentenceKey, int] = {}
    for sentence, row in zip(sentences, rows.tolist(), strict=True):
        articles[row].add(sentence.article_id)
        text_of[sentence.article_id, sentence.index] = row
    number = re.match(r"\d+", corpus.event_id)
    return GoldEvent(
        event_id=corpus.event_id,
        topic=number.group() if number else corpus.event_id,
        split=str(corpus.articles[0].extra.get("split", "")) if corpus.articles else "",
        evidence=weigh_pairs(aligned),
        articles=tuple(map(frozenset, articles)),
        text_of=text_of,
        gold=gold,
    )


def _examples(event: GoldEvent) -> tuple[Matrix, Matrix, Matrix]:
    """Features (k, f), targets (k,) and weights (k,) of the labelled pairs that were judged."""
    n = len(event.evidence.texts)
    code = event.evidence.first * n + event.evidence.second
    rows: list[int] = []
    told: list[tuple[float, float]] = []
    for pair in event.gold:
        a, b = sorted(event.text_of.get(key, -1) for key in (pair.a, pair.b))
        at = int(np.searchsorted(code, a * n + b))
        if 0 <= a < b and at < len(code) and code[at] == a * n + b:
            rows.append(at)
            told.append(_TARGETS[pair.tier or pair.label])
    targets = np.array(told, dtype=np.float64).reshape(-1, 2)
    share = min(1.0, (_FULL_WEIGHT_PAIRS / max(1, len(rows))) ** 0.5)
    return event.evidence.features[rows], targets[:, 0], targets[:, 1] * share


def _predictions(event: GoldEvent, judged: Judgements, setting: Setting) -> Iterator[Prediction]:
    claims: list[list[str]] = [[] for _ in event.articles]
    for number, group in enumerate(group_texts(judged, event.articles, setting)):
        for text in group:
            claims[text].append(str(number))
    for (article_id, index), text in event.text_of.items():
        yield Prediction(event.event_id, article_id, index, tuple(claims[text]))


def _natural(topic: str) -> tuple[int, str]:
    return (int(topic) if topic.isdigit() else 0, topic)
