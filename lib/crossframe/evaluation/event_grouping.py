"""A folder of gold events -> how well articles are grouped into them, beside TF-IDF, as B-cubed."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.cache import Cache
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder
from crossframe.errors import GoldError
from crossframe.evaluation.measures import DRAWS, SEED
from crossframe.events import Asked, Least, Rule, group_articles, group_stream
from crossframe.records import Article, Labels, Matrix

Floats = npt.NDArray[np.float64]
Tell = Callable[[str, int, int], None]

FOLDS = 11
_PARTS = 10
_BARS = tuple(round(0.5 + 0.02 * step, 2) for step in range(11))
_NEAREST_BARS = tuple(round(0.08 + 0.01 * step, 2) for step in range(33))
_NEAREST_WORDS = (150, 300, 10_000)
_PERCENTILES = (2.5, 97.5)
_DECIMALS = 4


class BCubed(NamedTuple):
    """Precision and recall of each article (n,), 0..1."""

    precision: Floats
    recall: Floats

    @property
    def f1(self) -> float:
        """The harmonic mean of both means over articles."""
        return _f1(self)


class _Gold(NamedTuple):
    """Articles, the number of the event and of the topic of each (n,)."""

    articles: Sequence[Article]
    event: Labels
    topic: Labels


def b_cubed(found: Sequence[int] | Labels, gold: Sequence[int] | Labels) -> BCubed:
    """Compares two groupings of the same n articles, article by article.

    Args:
        found: The group of each article.
        gold: The group in which people see it.

    Returns:
        For each article the share of its group that belongs to it, and the share of what belongs
        to it that is in its group; both count the article itself.

    Source:
        Bagga & Baldwin, "Algorithms for scoring coreference chains", LREC 1998; Amigo et al., "A
        comparison of extrinsic clustering evaluation metrics", Information Retrieval 2009.

    >>> [values.round(2).tolist() for values in b_cubed([0, 0, 0, 1], [0, 0, 1, 1])]
    [[0.67, 0.67, 0.33, 1.0], [1.0, 1.0, 0.5, 0.5]]
    """
    ours, theirs = np.asarray(found, dtype=np.int64), np.asarray(gold, dtype=np.int64)
    both = _sizes(np.stack([ours, theirs], axis=1))
    return BCubed(both / _sizes(ours), both / _sizes(theirs))


def _sizes(groups: Labels) -> Labels:
    """How many are in the group of each of n, groups being numbers or rows of numbers."""
    _, at, counts = np.unique(groups, axis=0, return_inverse=True, return_counts=True)
    found: Labels = counts[at.ravel()]
    return found


def measure_grouping(
    folder: Path, encoder: Encoder, cache: Cache | None = None, tell: Tell = lambda *_: None
) -> dict[str, Any]:
    """Measures how articles of gold events are grouped when nobody says which event is whose.

    Bars (what two groups must reach to be one) are chosen for each topic on all other topics, for
    crossframe and for its rivals alike; "as_shipped" has the bar of `events.Rule`, which was chosen
    on ECB+. Of gold without dates all articles are in one batch; "in_parts" gives them in ten calls
    of a stream, dealt out at random. "one_event_a_topic" leaves of look-alike events those of one
    kind, as dates would, and groups them by the bar of one day.

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
        "lead_in_f1": round(_f1(ours) - _f1(rival), _DECIMALS),
        "lead_interval": _interval(draws(ours) - draws(rival)),
        "one_event_a_topic": _one_a_topic(gold, encoder, cache),
    }


def _methods(
    gold: _Gold, encoder: Encoder, cache: Cache | None, tell: Tell
) -> dict[str, tuple[BCubed, list[str]]]:
    """How each way to group did, and the bars that were chosen for it."""
    tell("grouping", 0, 3)
    grouped = group_articles(gold.articles, [Rule(bar=bar) for bar in _BARS], encoder, cache)
    ours = [b_cubed(labels, gold.event) for labels in grouped]
    tell("grouping", 1, 3)
    nearest = [
        (f"{words} words, {bar}", b_cubed(_nearest(likeness, bar), gold.event))
        for words in _NEAREST_WORDS
        for likeness in [_tfidf(gold.articles, words)]
        for bar in _NEAREST_BARS
    ]
    tell("grouping", 2, 3)
    by_bar = [(str(bar), one) for bar, one in zip(_BARS, ours, strict=True)]
    rows = {
        "crossframe": _left_out(by_bar, gold.topic),
        "crossframe_as_shipped": (ours[_BARS.index(Rule().bar)], [str(Rule().bar)]),
        "crossframe_in_parts": (b_cubed(_in_parts(gold, encoder, cache), gold.event), []),
        "tfidf_nearest_neighbour": _left_out(nearest, gold.topic),
    }
    tell("grouping", 3, 3)
    return rows


def _read(folder: Path) -> _Gold:
    corpora = read_corpora(folder / "articles.jsonl")
    articles = [a for corpus in corpora.values() for a in (*corpus.articles, *corpus.older)]
    articles.sort(key=lambda article: article.order)
    events = [article.event_id for article in articles]
    topics = [(re.match(r"\d+", event) or re.match(r".*", event)) for event in events]
    topic = np.unique([found.group() if found else "" for found in topics], return_inverse=True)[1]
    if topic.max(initial=0) < 1:
        raise GoldError(f"{folder}: articles of one topic; grouping is measured on two or more")
    return _Gold(articles, np.unique(events, return_inverse=True)[1], topic)


def _tfidf(articles: Sequence[Article], words: int) -> Matrix:
    """Cosines (n, n) of plain TF-IDF of headline and text, of which so many words are read."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [" ".join(f"{one.title} {one.text}".split()[:words]) for one in articles]
    rows = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
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


def _in_parts(gold: _Gold, encoder: Encoder, cache: Cache | None) -> Labels:
    """Groups by a real stream of ten calls, articles dealt out at random."""
    part_of = np.random.default_rng(SEED).permutation(len(gold.articles)) % _PARTS
    with tempfile.TemporaryDirectory(prefix="crossframe-events-") as name:
        out = Path(name) / "stream"
        for part in range(_PARTS):
            rows = (_record(gold.articles[at]) for at in np.flatnonzero(part_of == part).tolist())
            path = Path(name) / f"{part}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            group_stream(Asked((path,), out, least=Least(1, 1)), encoder, cache)
        corpora = read_corpora(out / "events")
    found = {
        article.article_id: name
        for name, corpus in corpora.items()
        for article in (*corpus.articles, *corpus.older)
    }
    events = [found[article.article_id] for article in gold.articles]
    labels: Labels = np.unique(events, return_inverse=True)[1]
    return labels


def _record(article: Article) -> dict[str, object]:
    return {
        "article_id": article.article_id,
        "outlet": article.outlet,
        "title": article.title,
        "sentences": list(article.sentences or (article.text,)),
        "language": article.language,
    }


def _one_a_topic(gold: _Gold, encoder: Encoder, cache: Cache | None) -> dict[str, float]:
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
            found[name] = round(_f1(b_cubed(labels, gold.event[rows])), _DECIMALS)
    return found


def _left_out(scores: Sequence[tuple[str, BCubed]], topic: Labels) -> tuple[BCubed, list[str]]:
    """For each fold of topics the setting that is best on all others, and which were chosen."""
    topics = np.random.default_rng(SEED).permutation(np.unique(topic))
    precision, recall = np.zeros(len(topic)), np.zeros(len(topic))
    chosen = set()
    for fold in np.array_split(topics, min(FOLDS, len(topics))):
        out = np.isin(topic, fold)
        name, best = max(
            scores, key=lambda one: _f1(BCubed(one[1].precision[~out], one[1].recall[~out]))
        )
        precision[out], recall[out] = best.precision[out], best.recall[out]
        chosen.add(name)
    return BCubed(precision, recall), sorted(chosen)


def _draws(topic: Labels) -> Callable[[BCubed], Floats]:
    """F1 over 1,000 draws of topics with replacement, the same for every method."""
    dice, n = np.random.default_rng(SEED), int(topic.max()) + 1
    times = [np.bincount(dice.integers(n, size=n), minlength=n)[topic] for _ in range(DRAWS)]

    def drawn(score: BCubed) -> Floats:
        return np.array([_f1(score, weights) for weights in times])

    return drawn


def _f1(score: BCubed, weights: npt.NDArray[np.int64] | None = None) -> float:
    precision = float(np.average(score.precision, weights=weights))
    recall = float(np.average(score.recall, weights=weights))
    return 2 * precision * recall / (precision + recall)


def _values(score: BCubed, drawn: Floats) -> dict[str, object]:
    return {
        "precision": round(float(score.precision.mean()), _DECIMALS),
        "recall": round(float(score.recall.mean()), _DECIMALS),
        "f1": round(_f1(score), _DECIMALS),
        "interval": _interval(drawn),
    }


def _interval(drawn: Floats) -> list[float]:
    return [round(float(value), _DECIMALS) for value in np.percentile(drawn, _PERCENTILES)]
