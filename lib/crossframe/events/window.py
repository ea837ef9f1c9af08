"""Articles that are still compared + a batch of new ones -> the nodes that grouping works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from crossframe.cache import Cache
from crossframe.embedding import Encoder, embed_texts
from crossframe.events.grouping import Nodes
from crossframe.events.lexicon import Lexicon, Row
from crossframe.events.reading import Reading
from crossframe.records import Labels, Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Articles that are compared at a time, whatever their days: the newest that were placed.
MOST_OPEN = 30_000
# The day of the stream is one that so many articles have reached: a few wrong dates in the future
# do not close its events.
_WITNESSES = 20

Embed = Callable[[Sequence[Reading]], Vectors]


class Known(NamedTuple):
    """An article as it is compared: its event, its place, its day as an ordinal, its features."""

    event_id: str
    at: int
    day: int | None
    row: Row
    vector: Vectors


class Fresh(NamedTuple):
    """A new article: the event that it names or "", its day as an ordinal, its features."""

    given: str
    day: int | None
    row: Row
    vector: Vectors


class Laid(NamedTuple):
    """Nodes for grouping, and what each stands for.

    `events` are the old event of each node or "", `members` the numbers of its new articles.
    `sparse`, `dense` and `days` are those of the articles themselves, `n_known` old ones in the
    order in which they were placed and then the new ones; `at` is the node of each.
    """

    nodes: Nodes
    events: Sequence[str]
    members: Sequence[tuple[int, ...]]
    sparse: csr_matrix
    dense: Vectors
    days: Sequence[int | None]
    n_known: int
    at: Labels


def embedder(encoder: Encoder, cache: Cache | None) -> Embed:
    """Makes what gives each reading the vector of its lead, zeros where its language is not served.

    Args:
        encoder: The model.
        cache: Where vectors are kept; None to keep none.

    Returns:
        A function of n readings that gives float32 (n, d).
    """

    def embed(readings: Sequence[Reading]) -> Vectors:
        served = [
            one.lead
            for one in readings
            if encoder.languages is None or one.language in (None, *encoder.languages)
        ]
        leads = list(dict.fromkeys(lead for lead in served if lead))
        vectors = embed_texts(leads, encoder, cache)
        of = dict(zip(leads, vectors, strict=True))
        none = np.zeros(vectors.shape[1], dtype=np.float32)
        is_served = set(served)
        found = [of.get(one.lead, none) if one.lead in is_served else none for one in readings]
        return np.stack(found) if found else vectors

    return embed


def ordinal(day: str | None) -> int | None:
    """The number of a day.

    >>> ordinal("0001-01-02"), ordinal(None)
    (2, None)
    """
    return date.fromisoformat(day).toordinal() if day else None


def day_of_stream(newest: Sequence[str]) -> int | None:
    """The latest day that twenty articles have reached; None while there are fewer with a date."""
    return ordinal(newest[_WITNESSES - 1]) if len(newest) >= _WITNESSES else None


def newest_days(newest: Sequence[str], days: Sequence[str | None]) -> tuple[str, ...]:
    """The twenty latest days, the newest first."""
    return tuple(sorted([*newest, *filter(None, days)], reverse=True)[:_WITNESSES])


def is_open(day: int | None, today: int | None, window: int) -> bool:
    """Whether an article of a day is still compared on another; one without a date is."""
    return day is None or today is None or day >= today - window


def lay_out(
    known: Sequence[Known],
    fresh: Sequence[Fresh],
    lexicon: Lexicon,
    named: Mapping[str, str],
    window: int,
) -> Laid:
    """Makes one node of each old event that is near in time, and of each new article.

    New articles that name the same event are one node, with that event if it is there.

    Args:
        known: Articles that are compared.
        fresh: New articles of one day.
        lexicon: Weighs them; it has learnt all of them.
        named: For each id that people gave, of an old event or in a new article, the event that
            bears it now.
        window: Days over which articles are compared.

    Returns:
        The nodes: old events in the order in which their articles were placed, then new articles.
    """
    near = _near(known, fresh, window)
    articles: list[Known | Fresh] = [*near, *fresh]
    keys: list[tuple[str, object]] = [("event", one.event_id) for one in near]
    keys += [
        ("event", named[one.given]) if one.given else ("article", number)
        for number, one in enumerate(fresh)
    ]
    node_of = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    at = np.array([node_of[key] for key in keys], dtype=np.int64)
    sparse, dense = lexicon.weigh(
        [one.row for one in articles], np.stack([one.vector for one in articles])
    )
    members: list[list[int]] = [[] for _ in node_of]
    for number, node in enumerate(at[len(near) :].tolist()):
        members[node].append(number)
    given = set(named.values())
    events = [str(key) if kind == "event" else "" for kind, key in node_of]
    nodes = _nodes(articles, at, sparse, dense, [one if one in given else "" for one in events])
    return Laid(
        nodes,
        events,
        [tuple(found) for found in members],
        sparse,
        dense,
        [one.day for one in articles],
        len(near),
        at,
    )


def _near(known: Sequence[Known], fresh: Sequence[Fresh], window: int) -> list[Known]:
    """The known articles within the window of any new one; all where no new one has a day."""
    days = [one.day for one in fresh if one.day is not None]
    if not days:
        return list(known)
    low, high = min(days) - window, max(days) + window
    return [one for one in known if one.day is None or low <= one.day <= high]


def _nodes(
    articles: Sequence[Known | Fresh],
    at: Labels,
    sparse: csr_matrix,
    dense: Vectors,
    given: Sequence[str],
) -> Nodes:
    """Sums up the rows of the articles that stand `at` each node."""
    from scipy.sparse import csr_matrix

    n = len(given)
    ones = np.ones(len(articles), dtype=np.float32)
    sums = csr_matrix((ones, (at, np.arange(len(articles)))), shape=(n, len(articles)))
    squares = np.asarray(sparse.multiply(sparse).sum(axis=1)).ravel().astype(np.float64)
    squares += (dense.astype(np.float64) ** 2).sum(axis=1)
    spans = _spans(articles, at.tolist(), n)
    return Nodes(
        sparse=sums @ sparse,
        dense=np.asarray(sums @ dense),
        sizes=np.bincount(at, minlength=n),
        squares=np.bincount(at, squares, minlength=n).astype(np.float64),
        first=[span[0] for span in spans],
        last=[span[1] for span in spans],
        given=given,
    )


def _spans(
    articles: Sequence[Known | Fresh], at: Sequence[int], n: int
) -> list[tuple[int | None, int | None]]:
    days: list[list[int]] = [[] for _ in range(n)]
    for article, node in zip(articles, at, strict=True):
        if article.day is not None:
            days[node].append(article.day)
    return [(min(found), max(found)) if found else (None, None) for found in days]
