"""A folder of gold events -> how well articles are grouped into them, beside TF-IDF, as B-cubed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from crossframe.cache import Cache
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder
from crossframe.errors import GoldError
from crossframe.evaluation.event_parts import (
    NEAREST_BARS,
    NEAREST_WORDS,
    measure_in_parts,
    texts_of,
)
from crossframe.evaluation.grouping_score import (
    FOLDS,
    BCubed,
    Floats,
    Gold,
    b_cubed,
    best_left_out,
    f1_of,
)
from crossframe.evaluation.measures import DRAWS, SEED
from crossframe.events import Rule, group_articles
from crossframe.records import Article, Labels, Matrix

Tell = Callable[[str, int, int], None]

_BARS = tuple(round(0.5 + 0.02 * step, 2) for step in range(11))
_PERCENTILES = (2.5, 97.5)
_DECIMALS = 4


def measure_grouping(
    folder: Path, encoder: Encoder, cache: Cache | None = None, tell: Tell = lambda *_: None
) -> dict[str, Any]:
    """Measures how articles of gold events are grouped when nobody says which event is whose.

    Bars (what two groups must reach to be one) are chosen for each topic on all other topics, for
    crossframe and for its rivals alike; "as_shipped" has the bar of `events.Rule`, which was chosen
    on ECB+. Of gold without dates all articles are in one batch; "in_parts" gives them in ten calls
    of a stream, see `measure_in_parts`. "one_event_a_topic" leaves of look-alike events those of
    one kind, as dates would, and groups them by the bar of one day.

    Args:
        folder: Holds `articles.jsonl` in the input contract; the digits with which an `event_id`
            begins are its topic, within which events look alike.
        encoder: The model.
        cache: Where vectors are kept.
        tell: Told of the progress.

    Returns:
        Values for JSON: B-cubed precision, recall and F1 of each method (means over articles), each
        F1 with the interval of 1,000 draws of topics, and crossframe's lead over the best rival.

    Raises:
        GoldError: If the gold has fewer than two topics.
    """
    gold = _read(folder)
    rows = _methods(gold, encoder, cache, tell)
    ours, rival = rows["crossframe"][0], rows["tfidf_nearest_neighbour"][0]
    draws = _draws(gold.topic)
    return {
        "articles": len(gold.articles),
        "events": int(gold.event.max()) + 1,
        "topics": int(gold.topic.max()) + 1,
        "folds": FOLDS,
        "methods": {
            name: _values(score, draws(score)) | ({"bars": bars} if bars else {})
            for name, (score, bars) in rows.items()
        },
        "lead_in_f1": round(f1_of(ours) - f1_of(rival), _DECIMALS),
        "lead_interval": _interval(draws(ours) - draws(rival)),
        "in_parts": measure_in_parts(gold, encoder, cache, tell),
        "one_event_a_topic": _one_a_topic(gold, encoder, cache),
    }


def _methods(
    gold: Gold, encoder: Encoder, cache: Cache | None, tell: Tell
) -> dict[str, tuple[BCubed, list[str]]]:
    """How each way to group did, and the bars that were chosen for it."""
    tell("grouping", 0, 3)
    grouped = group_articles(gold.articles, [Rule(bar=bar) for bar in _BARS], encoder, cache)
    ours = [b_cubed(labels, gold.event) for labels in grouped]
    tell("grouping", 1, 3)
    nearest = [
        (f"{words} words, {bar}", b_cubed(_nearest(likeness, bar), gold.event))
        for words in NEAREST_WORDS
        for likeness in [_tfidf(gold.articles, words)]
        for bar in NEAREST_BARS
    ]
    tell("grouping", 2, 3)
    by_bar = [(str(bar), one) for bar, one in zip(_BARS, ours, strict=True)]
    rows = {
        "crossframe": best_left_out(by_bar, gold.topic),
        "crossframe_as_shipped": (ours[_BARS.index(Rule().bar)], [str(Rule().bar)]),
        "tfidf_nearest_neighbour": best_left_out(nearest, gold.topic),
    }
    tell("grouping", 3, 3)
    return rows


def _read(folder: Path) -> Gold:
    corpora = read_corpora(folder / "articles.jsonl")
    articles = [a for corpus in corpora.values() for a in (*corpus.articles, *corpus.older)]
    articles.sort(key=lambda article: article.order)
    events = [article.event_id for article in articles]
    topics = [(re.match(r"\d+", event) or re.match(r".*", event)) for event in events]
    topic = np.unique([found.group() if found else "" for found in topics], return_inverse=True)[1]
    if topic.max(initial=0) < 1:
        raise GoldError(f"{folder}: articles of one topic; grouping is measured on two or more")
    return Gold(articles, np.unique(events, return_inverse=True)[1], topic)


def _tfidf(articles: Sequence[Article], words: int) -> Matrix:
    """Cosines (n, n) of plain TF-IDF of headline and text, of which so many words are read."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    rows = vectorizer.fit_transform(texts_of(articles, words))
    return np.asarray((rows @ rows.T).toarray(), dtype=np.float64)


def _nearest(likeness: Matrix, bar: float) -> Labels:
    """Puts each article into the event of the nearest before it, or begins one (in file order).

    The usual baseline of topic detection: Allan, Papka and Lavrenko, "On-line new event detection
    and tracking", SIGIR 1998.
    """
    order = np.random.default_rng(SEED).permutation(len(likeness))
    labels = np.full(len(likeness), -1, dtype=np.int64)
    for number, at in enumerate(order):
        before = order[:number]
        near = before[np.argmax(likeness[at, before])] if number else at
        is_near = number > 0 and likeness[at, near] >= bar
        labels[at] = labels[near] if is_near else labels.max(initial=-1) + 1
    return labels


def _one_a_topic(gold: Gold, encoder: Encoder, cache: Cache | None) -> dict[str, float]:
    """F1 with the first and with the second event of each topic alone, by the bar of one day."""
    found = {}
    firsts = {int(gold.event[gold.topic == topic].min()) for topic in np.unique(gold.topic)}
    rule = Rule(bar=Rule().same_day)
    for name, kept in (
        ("first", np.isin(gold.event, list(firsts))),
        ("second", ~np.isin(gold.event, list(firsts))),
    ):
        rows = np.flatnonzero(kept).tolist()
        if rows:
            articles = [gold.articles[at] for at in rows]
            (labels,) = group_articles(articles, [rule], encoder, cache)
            found[name] = round(f1_of(b_cubed(labels, gold.event[rows])), _DECIMALS)
    return found


def _draws(topic: Labels) -> Callable[[BCubed], Floats]:
    """F1 over 1,000 draws of topics with replacement, the same for every method."""
    dice, n = np.random.default_rng(SEED), int(topic.max()) + 1
    times = [np.bincount(dice.integers(n, size=n), minlength=n)[topic] for _ in range(DRAWS)]

    def drawn(score: BCubed) -> Floats:
        return np.array([f1_of(score, weights) for weights in times])

    return drawn


def _values(score: BCubed, drawn: Floats) -> dict[str, object]:
    return {
        "precision": round(float(score.precision.mean()), _DECIMALS),
        "recall": round(float(score.recall.mean()), _DECIMALS),
        "f1": round(f1_of(score), _DECIMALS),
        "interval": _interval(drawn),
    }


def _interval(drawn: Floats) -> list[float]:
    return [round(float(value), _DECIMALS) for value in np.percentile(drawn, _PERCENTILES)]
