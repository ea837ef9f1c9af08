"""Groups that hold an old event -> the same or smaller ones, undated articles looked at singly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from crossframe.events.grouping import Nodes, Rule, group_nodes
from crossframe.events.window import Laid
from crossframe.records import Labels

# Articles of a group that are looked at singly, at most: the work grows with the square of them,
# and of an event so large its tightness is known well.
_MOST = 200


class Gathered(NamedTuple):
    """What is to be one event: names of old events and of those people named, new articles."""

    names: tuple[str, ...]
    fresh: tuple[int, ...]


def gather(groups: Sequence[tuple[int, ...]], laid: Laid, rule: Rule) -> list[Gathered]:
    """Says of each group which events it joins and which new articles it brings.

    An event that took in a stranger when little was known of it would draw all the stranger's
    fellows after it, for nothing that was placed is parted again. So where new articles come to an
    old event and no day is known, which would tell look-alikes apart, all articles of their group
    are grouped once more by themselves. A new article then goes where most of its fellows are;
    where these are the lesser part of an event, or none, it begins an event of its own, and the
    stranger alone stays where it was placed. Old events come together if the greater part of each
    belongs together with something new.

    Args:
        groups: Numbers of nodes.
        laid: What the nodes stand for.
        rule: When two groups are one; by themselves articles must reach its bar times `again`.

    Returns:
        Each new article once, each old event once at most; what has nothing new is left out.
    """
    articles_of: list[list[int]] = [[] for _ in laid.events]
    for article, node in enumerate(laid.at.tolist()):
        articles_of[node].append(article)
    singly = replace(rule, bar=rule.bar * rule.again)
    found: list[Gathered] = []
    for group in groups:
        fresh = sorted(number for node in group for number in laid.members[node])
        names = tuple(laid.events[node] for node in group if laid.events[node])
        if not fresh:
            continue
        articles = sorted(article for node in group for article in articles_of[node])
        is_given = any(laid.nodes.given[node] for node in group)
        if not names or is_given or not _can_be_told_apart(articles, laid):
            found.append(Gathered(names, tuple(fresh)))
        else:
            found += _looked_at_singly(articles, laid, singly)
    return found


def _can_be_told_apart(articles: Sequence[int], laid: Laid) -> bool:
    """Whether articles are few, without days, and each has a vector.

    Those without one, in a language that the encoder has not, are found by words alone, and of
    other languages by their names: no bar between two of them says much. On MEANTIME (four
    languages) looking at them singly costs .07 of F1 with the English encoder, and gains .12 with
    the multilingual one, which has them all.
    """
    return (
        len(articles) <= _MOST
        and all(laid.days[article] is None for article in articles)
        and bool(laid.dense[list(articles)].any(axis=1).all())
    )


def _looked_at_singly(articles: Sequence[int], laid: Laid, rule: Rule) -> Iterator[Gathered]:
    rows = np.array(articles, dtype=np.int64)
    parts = group_nodes(_single(rows, laid), range(len(rows)), rule)
    part_of = {articles[at]: number for number, part in enumerate(parts) for at in part}
    old = [article for article in articles if article < laid.n_known]
    heirs = _heirs({one: part_of[one] for one in old}, laid)
    for number, part in enumerate(parts):
        fresh = [articles[at] - laid.n_known for at in part if articles[at] >= laid.n_known]
        if fresh:
            names = (name for name, heir in heirs.items() if heir == number)
            yield Gathered(tuple(names), tuple(fresh))


def _heirs(part_of: Mapping[int, int], laid: Laid) -> dict[str, int]:
    """The part in which most articles of each old event are, of several the one of the eldest."""
    parts: dict[str, list[int]] = {}
    for article, part in part_of.items():
        parts.setdefault(laid.events[laid.at[article]], []).append(part)
    return {name: Counter(found).most_common(1)[0][0] for name, found in parts.items()}


def _single(rows: Labels, laid: Laid) -> Nodes:
    """A node for each of these articles, with the columns that they have."""
    sparse, dense = laid.sparse[rows], laid.dense[rows]
    sparse = sparse[:, np.unique(sparse.indices)]
    squares = np.asarray(sparse.multiply(sparse).sum(axis=1)).ravel().astype(np.float64)
    days = [laid.days[row] for row in rows.tolist()]
    return Nodes(
        sparse=sparse,
        dense=dense,
        sizes=np.ones(len(rows), dtype=np.int64),
        squares=squares + (dense.astype(np.float64) ** 2).sum(axis=1),
        first=days,
        last=days,
        given=[""] * len(rows),
    )
