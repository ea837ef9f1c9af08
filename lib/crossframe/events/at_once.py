"""Articles, all at once and without a state -> the group of each, by one or several rules."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crossframe.cache import Cache
from crossframe.embedding import Encoder
from crossframe.events.grouping import Rule, group_nodes
from crossframe.events.lexicon import Lexicon
from crossframe.events.reading import read_article
from crossframe.events.window import Fresh, embedder, lay_out, ordinal
from crossframe.records import Article, Labels, instant


def group_articles(
    articles: Sequence[Article],
    rules: Sequence[Rule],
    encoder: Encoder,
    cache: Cache | None = None,
) -> list[Labels]:
    """Groups articles into events as one batch of a stream, whatever events they name.

    Args:
        articles: n articles, in an order of their own (`Article.order`).
        rules: How to group; each gives a grouping.
        encoder: The model.
        cache: Where vectors are kept; None to keep none.

    Returns:
        For each rule int64 (n,): the number of the event of each article, from 0.
    """
    readings = [read_article(article) for article in articles]
    lexicon = Lexicon()
    rows = lexicon.rows([reading.counts for reading in readings])
    lexicon.learn(rows)
    days = [
        instant(one.published_at).date().isoformat() if one.published_at else None
        for one in articles
    ]
    vectors = embedder(encoder, cache)(readings)
    fresh = [
        Fresh("", ordinal(day), row, vector)
        for day, row, vector in zip(days, rows, vectors, strict=True)
    ]
    laid = lay_out((), fresh, lexicon, {}, 0)
    found = []
    for rule in rules:
        labels = np.zeros(len(articles), dtype=np.int64)
        for number, group in enumerate(group_nodes(laid.nodes, range(len(articles)), rule)):
            labels[list(group)] = number
        found.append(labels)
    return found
