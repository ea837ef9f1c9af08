"""Judged pairs -> groups of which each text is in one, joined while they are sure enough."""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection
from itertools import chain, pairwise

import numpy as np

from crossframe.claims.constraints import Constraints, Group
from crossframe.claims.judge import Judgements
from crossframe.errors import ParameterError

# A pair that was not judged, or is improbable, counts as the median of all pairs of ECB+ train. On
# ECB+ 0, .05 and .2 instead give the same F1.
UNJUDGED = 0.12
IMPROBABLE = 0.20
# More than rounding can add to a mean.
_CLEAR = 1e-6


class Partition:
    """Groups that are joined, the surest two first."""

    def __init__(
        self, judged: Judgements, least: float, penalty: float, constraints: Constraints
    ) -> None:
        self._least = least
        self._penalty = penalty
        self._members: dict[int, list[int]] = {text: [text] for text in range(judged.n)}
        self._version = [0] * judged.n
        self._apart: list[set[int]] = [set() for _ in range(judged.n)]
        # Sums over the pairs of two groups of what each is more probable than an unjudged pair.
        self._excess: list[dict[int, float]] = [{} for _ in range(judged.n)]
        for a, b, probability in listed(judged, IMPROBABLE):
            self._excess[a][b] = self._excess[b][a] = probability - UNJUDGED
        for a, b in constraints.parted():
            self._apart[a].add(b)
            self._apart[b].add(a)
        self._require(constraints.must)

    def _require(self, must: Collection[Group]) -> None:
        group_of = {text: text for text in self._members}
        for pair in (pair for group in sorted(must) for pair in pairwise(group)):
            a, b = sorted(group_of[text] for text in pair)
            if b in self._apart[a]:
                raise ParameterError(
                    f"texts {pair[0]} and {pair[1]} must be in one claim, but that brings two "
                    "together that must not be; drop one of the two corrections"
                )
            if a != b:
                group_of |= dict.fromkeys(self._members[b], a)
                self._join(a, b)

    def merge(self) -> None:
        """Joins the two groups of the best score, until none reaches what a merge needs."""
        least = self._least
        bar = least - UNJUDGED - 1e-9  # no score is higher than the mean of its pairs
        heap = [
            (-score, a, b, self._version[a], self._version[b])
            for a in self._members
            for b, excess in self._excess[a].items()
            if a < b and excess > bar and (score := self._score(a, b)) >= least
        ]
        heapq.heapify(heap)
        while heap:
            _, a, b, version_a, version_b = heapq.heappop(heap)
            if (self._version[a], self._version[b]) != (version_a, version_b):
                continue
            self._join(a, b)
            size = len(self._members[a])
            for other, excess in self._excess[a].items():
                if excess <= bar * size * len(self._members[other]):
                    continue
                low, high = sorted((a, other))
                if (score := self._score(low, high)) >= least:
                    versions = self._version[low], self._version[high]
                    heapq.heappush(heap, (-score, low, high, *versions))

    def groups(self) -> list[Group]:
        """The groups, each sorted, by first member."""
        return [tuple(sorted(members)) for _, members in sorted(self._members.items())]

    def _score(self, a: int, b: int) -> float:
        """Mean probability of the pairs of two groups, less what their number costs."""
        if b in self._apart[a]:
            return -math.inf
        pairs = len(self._members[a]) * len(self._members[b])
        mean = UNJUDGED + self._excess[a][b] / pairs
        return round(mean - self._penalty * math.log2(pairs), 9)

    def _join(self, a: int, b: int) -> None:
        """Makes group b part of group a, which keeps its name."""
        self._excess[a].pop(b, None)
        self._excess[b].pop(a, None)
        for other, excess in self._excess[b].items():
            self._excess[a][other] = self._excess[other][a] = (
                self._excess[a].get(other, 0.0) + excess
            )
            del self._excess[other][b]
        for other in self._apart[b]:
            self._apart[other].add(a)
        self._apart[a] |= self._apart[b]
        self._excess[b] = {}
        self._members[a] += self._members.pop(b)
        self._version[a] += 1
        self._version[b] = -1


def within_reach(judged: Judgements, least: float, must: Collection[Group]) -> Judgements:
    """The pairs that can have a say in which groups of a partition are joined.

    Two groups of which no pair is as probable as a merge must be are never joined, so no group
    reaches beyond what such pairs hold together, and of the improbable ones most lead beyond.
    """
    if least - _CLEAR <= UNJUDGED:
        return judged.at_least(IMPROBABLE)
    parents = list(range(judged.n))

    def root(text: int) -> int:
        while parents[text] != text:
            parents[text] = text = parents[parents[text]]
        return text

    pairs = [(a, b) for a, b, _ in listed(judged, least - _CLEAR)]
    for a, b in chain(pairs, *map(pairwise, must)):
        parents[root(b)] = root(a)
    roots = np.array([root(text) for text in range(judged.n)], dtype=np.int64)
    kept = (judged.probability >= IMPROBABLE) & (roots[judged.first] == roots[judged.second])
    return judged.chosen(kept)


def listed(judged: Judgements, least: float) -> list[tuple[int, int, float]]:
    """Pairs at least so probable, as plain numbers."""
    kept = judged.probability >= least
    columns = judged.first[kept], judged.second[kept], judged.probability[kept]
    return list(zip(*(column.tolist() for column in columns), strict=True))
