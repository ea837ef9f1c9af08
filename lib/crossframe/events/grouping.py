"""Events so far and new articles -> which belong together: average link, relative to tightness."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.records import Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Likeness below which two nodes are no candidates: a bar of .42 and a tightness of .25, which few
# events of ECB+ fall below, make .105.
_FLOOR = 0.1
_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Rule:
    """When two groups of articles are one event.

    Their likeness (mean over all pairs across) must reach a bar times the tightness (mean over all
    pairs within) of the tighter one. Of a group with few pairs little is known: its tightness is
    the mean over its pairs and `doubt` imagined ones of likeness `usual`; and it counts as `most`
    at most, or copies of one agency's text would let in nothing but copies. So look-alikes are
    told apart that a fixed bar merges: an event whose articles are much alike takes in none that is
    less so.

    Between articles of the same days there are few look-alikes, and the bar is `same_day`; it rises
    with the days between two groups up to `bar` at the end of the `window` (in days), across which
    nothing reaches. Where dates are not known, the bar is `bar`.

    What would be less tight than `loosest` as a whole is no event: one that took in a stranger is
    looser for it, would take in the next the more easily, and in the end a month of news.

    Two articles alone must be surer: the bar is higher by `shy` divided by the pairs across. What
    came together by chance stays together, for nothing that was placed is parted again.

    Where new articles come to an old event and no days are known, all of their group are looked at
    once more by themselves (`regrouping.gather`), and there the bar is `again` times as high: what
    a later article bridges can still come together, what came together stays so.

    Chosen on ECB+ with topics left out. `usual` is the mean tightness of its events; `doubt` from 3
    to 6 and `most` from .6 are alike there. With all events in one batch `bar` is best from .58 to
    .64; with one event of each topic, as dates would leave it, from .4 to .45 (B-cubed F1 1.00 and
    .99, where .6 gives .99 and .98), which also takes the demonstration events of `seeds/` for
    fewer pieces. `loosest` changes nothing on ECB+ up to .3 and costs .004 of F1 at .35; at .25 it
    parts a demonstration event of 36 articles. `shy` costs .01 there and gains .01 where
    articles come in ten parts. ECB+ has no dates, so `window` is judgement: coverage is dense for
    days (Miranda and others, EMNLP 2018, let the likeness of times fall with three days as its
    scale). `again` was chosen there among six values from 1 to 1.25, articles in ten parts in five
    orders: each fold of topics took 1.1 or 1.15.
    """

    bar: float = 0.6
    same_day: float = 0.42
    usual: float = 0.45
    doubt: float = 5.0
    most: float = 0.6
    window: int = 14
    shy: float = 0.15
    loosest: float = 0.2
    again: float = 1.1

    def bar_at(self, gap: int | None) -> float:
        """The bar for two groups with so many days between them; None where that is not known.

        >>> Rule().bar_at(None), Rule().bar_at(0), round(Rule().bar_at(7), 2)
        (0.6, 0.42, 0.51)
        """
        if gap is None:
            return self.bar
        return self.same_day + (self.bar - self.same_day) * min(gap / max(self.window, 1), 1)


class Nodes(NamedTuple):
    """What is to be grouped: n events or single articles, as sums over their articles.

    `sparse` (n, columns) and `dense` (n, d) float32 are sums of the articles' rows, `sizes` (n,)
    their number, `squares` (n,) the sum of the squared lengths of the rows (the number of those
    that have any content). `first` and `last` are days as ordinals, None where no article has a
    date. `given` are the names that people gave, "" for none: two names never come together.
    """

    sparse: csr_matrix
    dense: Vectors
    sizes: npt.NDArray[np.int64]
    squares: npt.NDArray[np.float64]
    first: Sequence[int | None]
    last: Sequence[int | None]
    given: Sequence[str]


def group_nodes(nodes: Nodes, fresh: Sequence[int], rule: Rule) -> list[tuple[int, ...]]:
    """Merges nodes greedily, the surest pair first.

    Average link needs no pairs of articles: the mean over all pairs across two groups is the dot
    product of their sums (Yang, Pierce and Carbonell, "A study on retrospective and on-line event
    detection", SIGIR 1998, group by it too). That the merge is judged against the tightness within
    is after Karypis, Han and Kumar, "Chameleon", Computer 1999.

    Args:
        nodes: What is to be grouped, in a fixed order.
        fresh: Nodes that hold a new article; only pairs with one of them begin a merge, so two old
            events come together only over what is new.
        rule: When two are one.

    Returns:
        Groups of node numbers, each sorted, by their first; single nodes as groups of one.
    """
    groups = _Groups(nodes, rule)
    for pair, likeness in _candidates(nodes, fresh):
        groups.connect(*pair, likeness)
    groups.merge_all()
    return groups.members()


def _candidates(nodes: Nodes, fresh: Sequence[int]) -> Iterable[tuple[tuple[int, int], float]]:
    """Pairs of a fresh node and any other that are somewhat alike, with the sum over their pairs.

    The products are of blocks of rows, so that memory does not grow with the square of the nodes.
    """
    if not len(fresh):
        return
    others = nodes.sparse.T.tocsr()
    is_fresh = np.zeros(len(nodes.sizes), dtype=bool)
    is_fresh[list(fresh)] = True
    for start in range(0, len(fresh), _BLOCK):
        block = np.array(fresh[start : start + _BLOCK])
        sums = (nodes.sparse[block] @ others).toarray() + nodes.dense[block] @ nodes.dense.T
        floor = _FLOOR * nodes.sizes[block][:, None] * nodes.sizes[None]
        for row, column in np.argwhere(sums >= floor).tolist():
            one = int(block[row])
            if column > one or (column < one and not is_fresh[column]):
                yield (one, column), float(sums[row, column])


class _Groups:
    """Groups under way: sums over pairs between neighbours, and a heap of possible merges."""

    def __init__(self, nodes: Nodes, rule: Rule) -> None:
        n = len(nodes.sizes)
        self._rule = rule
        starts = nodes.sparse.indptr
        self._columns = np.split(nodes.sparse.indices, starts[1:-1])
        self._values = np.split(nodes.sparse.data.astype(np.float64), starts[1:-1])
        self._whole = np.zeros(nodes.sparse.shape[1])  # all columns of one group, then zeros again
        self._dense = [nodes.dense[at].astype(np.float64) for at in range(n)]
        self._size = nodes.sizes.tolist()
        lengths = np.asarray(nodes.sparse.multiply(nodes.sparse).sum(axis=1)).ravel()
        lengths = lengths + (nodes.dense.astype(np.float64) ** 2).sum(axis=1)
        self._within = ((lengths - nodes.squares) / 2).tolist()
        self._first, self._last = list(nodes.first), list(nodes.last)
        self._given = list(nodes.given)
        self._members: list[list[int]] = [[at] for at in range(n)]
        self._near: list[dict[int, float]] = [{} for _ in range(n)]
        self._stamp = [0] * n
        self._heap: list[tuple[float, int, int, int, int]] = []

    def connect(self, one: int, other: int, likeness: float) -> None:
        """Makes two nodes neighbours, unless names or days keep them apart."""
        if self._given[one] and self._given[other]:
            return
        if (self._gap(one, other) or 0) <= self._rule.window:
            self._near[one][other] = self._near[other][one] = likeness
            self._offer(one, other)

    def merge_all(self) -> None:
        """Merges until no pair reaches the bar."""
        while self._heap:
            _, one, other, stamp, stamp_other = heapq.heappop(self._heap)
            if self._stamp[one] == stamp and self._stamp[other] == stamp_other:
                self._merge(one, other)

    def members(self) -> list[tuple[int, ...]]:
        """The groups as they are."""
        return [tuple(sorted(found)) for found in self._members if found]

    def _offer(self, one: int, other: int) -> None:
        """Puts a pair on the heap if it is one event."""
        one, other = sorted((one, other))
        between, n = self._near[one][other], self._size[one] + self._size[other]
        within = self._within[one] + self._within[other] + between
        if self._tightness(within, n) < self._rule.loosest:
            return
        n_across = self._size[one] * self._size[other]
        tightness = max(self._tightness(self._within[at], self._size[at]) for at in (one, other))
        bar = self._rule.bar_at(self._gap(one, other)) * (1 + self._rule.shy / n_across)
        score = round(between / n_across / tightness / bar, 9)
        if score >= 1:
            entry = (-score, one, other, self._stamp[one], self._stamp[other])
            heapq.heappush(self._heap, entry)

    def _tightness(self, within: float, n: int) -> float:
        """That of n articles, the likenesses of whose pairs have such a sum."""
        rule = self._rule
        tightness = (within + rule.doubt * rule.usual) / (n * (n - 1) / 2 + rule.doubt)
        return float(min(tightness, rule.most))

    def _gap(self, one: int, other: int) -> int | None:
        """Days between two groups, 0 where they overlap; None where a date is not known."""
        a, b, c, d = self._first[one], self._last[one], self._first[other], self._last[other]
        if a is None or b is None or c is None or d is None:
            return None
        return max(0, a - d, c - b)

    def _merge(self, one: int, other: int) -> None:
        """Puts the second into the first, and looks at its neighbours anew."""
        between = self._near[one].pop(other)
        del self._near[other][one]
        near = sorted(self._near[one].keys() | self._near[other].keys())
        self._add_rows(one, other)
        sums = [self._sum(one, other, at) for at in near]
        self._whole[self._columns[one]] = 0
        for at in near:
            self._near[at].pop(one, None)
            self._near[at].pop(other, None)
        self._near[one], self._near[other] = {}, {}
        self._within[one] += self._within[other] + between
        self._size[one] += self._size[other]
        self._first[one] = _known(min, self._first[one], self._first[other])
        self._last[one] = _known(max, self._last[one], self._last[other])
        self._given[one] = self._given[one] or self._given[other]
        self._members[one] += self._members[other]
        self._members[other] = []
        self._stamp[one] += 1
        self._stamp[other] += 1
        for at, likeness in zip(near, sums, strict=True):
            self.connect(one, at, likeness)

    def _add_rows(self, one: int, other: int) -> None:
        """Adds the second group's row to the first's, and leaves it open in `_whole`."""
        self._whole[self._columns[one]] += self._values[one]
        self._whole[self._columns[other]] += self._values[other]
        self._columns[one] = np.union1d(self._columns[one], self._columns[other])
        self._values[one] = self._whole[self._columns[one]]
        self._dense[one] = self._dense[one] + self._dense[other]
        none = self._columns[other][:0], self._values[other][:0]
        self._columns[other], self._values[other] = none

    def _sum(self, one: int, other: int, at: int) -> float:
        """Sum of the likenesses of all pairs across a group that was just merged and a third."""
        known = self._near[one].get(at), self._near[other].get(at)
        if known[0] is not None and known[1] is not None:
            return known[0] + known[1]
        sparse = self._values[at] @ self._whole[self._columns[at]]
        return float(sparse) + float(self._dense[one] @ self._dense[at])


def _known(choose: Callable[[int, int], int], one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else choose(one, other)
