"""Gold events in ten calls of a stream, in several orders -> B-cubed, beside TF-IDF so given."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from crossframe.cache import Cache
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder
from crossframe.evaluation.grouping_score import BCubed, Floats, Gold, b_cubed, best_left_out, f1_of
from crossframe.evaluation.measures import SEED
from crossframe.events import Asked, Least, group_stream
from crossframe.records import Article, Labels

Parts = Sequence[Labels]
Tell = Callable[[str, int, int], None]

NEAREST_BARS = tuple(round(0.08 + 0.01 * step, 2) for step in range(33))
NEAREST_WORDS = (150, 300, 10_000)
_PARTS = 10
_ORDERS = 5
_DECIMALS = 4


class _Nearest(NamedTuple):
    """Articles in the order in which they come; the nearest of those before each, and how near.

    All are (n,) and in that order; the first has no article before it, and likeness -1.
    """

    article: Labels
    before: Labels
    likeness: Floats


def measure_in_parts(
    gold: Gold, encoder: Encoder, cache: Cache | None, tell: Tell = lambda *_: None
) -> dict[str, Any]:
    """Measures events that grow over ten calls, articles dealt out at random, in five orders.

    Every call joins its articles to the events of the calls before it, as from day to day. The
    rival is given the same parts in the same orders: each article goes to the event of the nearest
    before it, by TF-IDF of all that came up to its part, or begins one. Its setting is chosen for
    each topic on all other topics, as where all come at once; also shown is the one setting that is
    best on all, for crossframe's constants have seen ECB+ too.

    Args:
        gold: The articles.
        encoder: The model.
        cache: Where vectors are kept.
        tell: Told of the progress.

    Returns:
        Values for JSON: of each method precision, recall and F1, means over the orders, and F1 of
        every order with its range; crossframe's lead over the rival, order by order.
    """
    dealt = [deal(len(gold.articles), order) for order in range(_ORDERS)]
    ours = []
    for done, parts in enumerate(dealt):
        tell("grouping in parts", done, _ORDERS)
        ours.append(b_cubed(_streamed(gold.articles, parts, encoder, cache), gold.event))
    rival, bars, tuned, bar = _rivals(gold, dealt)
    tell("grouping in parts", _ORDERS, _ORDERS)
    leads = [one.f1 - other.f1 for one, other in zip(ours, rival, strict=True)]
    return {
        "parts": _PARTS,
        "orders": _ORDERS,
        "methods": {
            "crossframe_as_shipped": _values(ours),
            "tfidf_nearest_neighbour": _values(rival) | {"bars": bars},
            "tfidf_nearest_neighbour_best_here": _values(tuned) | {"bars": [bar]},
        },
        "lead_in_f1": round(float(np.mean(leads)), _DECIMALS),
        "lead_range": _range(leads),
    }


def deal(n: int, order: int) -> list[Labels]:
    """Deals the numbers of n articles out into parts of like size, in one of many orders.

    >>> sorted(np.concatenate(deal(23, 1)).tolist()) == list(range(23)), len(deal(23, 1))
    (True, 10)
    """
    part = np.random.default_rng(SEED + order).permutation(n) % _PARTS
    return [np.flatnonzero(part == number) for number in range(min(n, _PARTS))]


def texts_of(articles: Sequence[Article], words: int) -> list[str]:
    """Headline and text of each article, of which so many words are read."""
    return [" ".join(f"{one.title} {one.text}".split()[:words]) for one in articles]


def _streamed(
    articles: Sequence[Article], parts: Parts, encoder: Encoder, cache: Cache | None
) -> Labels:
    """Groups by a real stream, a call for each part."""
    with tempfile.TemporaryDirectory(prefix="crossframe-events-") as name:
        out = Path(name) / "stream"
        for number, part in enumerate(parts):
            rows = (_record(articles[at]) for at in part.tolist())
            path = Path(name) / f"{number}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            group_stream(Asked((path,), out, least=Least(1, 1)), encoder, cache)
        corpora = read_corpora(out / "events")
    found = {
        article.article_id: name
        for name, corpus in corpora.items()
        for article in (*corpus.articles, *corpus.older)
    }
    events = [found[article.article_id] for article in articles]
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


def _rivals(
    gold: Gold, dealt: Sequence[Parts]
) -> tuple[list[BCubed], list[str], list[BCubed], str]:
    """TF-IDF in every order, with bars of other topics and with the best; and these bars."""
    scores = list(_settings(gold, dealt))
    chosen, bars = best_left_out(scores, np.tile(gold.topic, len(dealt)))
    name, best = max(scores, key=lambda one: f1_of(one[1]))
    return _by_order(chosen, len(dealt)), bars, _by_order(best, len(dealt)), name


def _settings(gold: Gold, dealt: Sequence[Parts]) -> Iterator[tuple[str, BCubed]]:
    """How each setting of the rival does on the articles of all orders, one after the other."""
    for words in NEAREST_WORDS:
        texts = texts_of(gold.articles, words)
        came = [_nearest(texts, parts, order) for order, parts in enumerate(dealt)]
        for bar in NEAREST_BARS:
            found = [b_cubed(_grown(one, bar), gold.event) for one in came]
            precision = np.concatenate([one.precision for one in found])
            recall = np.concatenate([one.recall for one in found])
            yield f"{words} words, {bar}", BCubed(precision, recall)


def _nearest(texts: Sequence[str], parts: Parts, order: int) -> _Nearest:
    """Finds for each article, in the order in which they come, the nearest of those before it."""
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    counts = CountVectorizer(stop_words="english").fit_transform(texts)
    dice = np.random.default_rng(SEED + order)
    came = np.concatenate([dice.permutation(part) for part in parts])
    before, likeness = np.zeros(len(came), dtype=np.int64), np.full(len(came), -1.0)
    start = 0
    for part in parts:
        end = start + len(part)
        rows = TfidfTransformer(sublinear_tf=True).fit_transform(counts[came[:end]])
        cosines = (rows[start:] @ rows.T).toarray()
        for at in range(max(start, 1), end):
            found = int(np.argmax(cosines[at - start, :at]))
            before[at], likeness[at] = came[found], cosines[at - start, found]
        start = end
    return _Nearest(came, before, likeness)


def _grown(came: _Nearest, bar: float) -> Labels:
    """Puts each article into the event of the nearest before it, or begins one."""
    labels = np.full(len(came.article), -1, dtype=np.int64)
    n_events = 0
    for article, before, likeness in zip(*map(np.ndarray.tolist, came), strict=True):
        if likeness >= bar:
            labels[article] = labels[before]
        else:
            labels[article], n_events = n_events, n_events + 1
    return labels


def _by_order(score: BCubed, n_orders: int) -> list[BCubed]:
    parts = (np.array_split(values, n_orders) for values in score)
    return [BCubed(*one) for one in zip(*parts, strict=True)]


def _values(scores: Sequence[BCubed]) -> dict[str, Any]:
    f1 = [one.f1 for one in scores]
    return {
        "precision": round(float(np.mean([one.precision.mean() for one in scores])), _DECIMALS),
        "recall": round(float(np.mean([one.recall.mean() for one in scores])), _DECIMALS),
        "f1": round(float(np.mean(f1)), _DECIMALS),
        "f1_of_orders": [round(one, _DECIMALS) for one in f1],
        "f1_range": _range(f1),
    }


def _range(values: Sequence[float]) -> list[float]:
    return [round(min(values), _DECIMALS), round(max(values), _DECIMALS)]
