"""Judged pairs -> groups of texts that assert the same; a text may be in several."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from crossframe.claims.constraints import NO_CONSTRAINTS, Constraints, Group, Pair
from crossframe.claims.judge import Judgements
from crossframe.errors import ParameterError

# A pair that was not judged, or is improbable, counts as the median of all pairs of ECB+ train. On
# ECB+ 0, .05 and .2 instead give the same F1.
UNJUDGED = 0.12
_IMPROBABLE = 0.20
# Further claims that a text may join: as good on ECB+ as no limit, and no text in 21 claims.
_FURTHER_CLAIMS = 5


class Setting(NamedTuple):
    """How sure grouping must be.

    `merge`: the least mean probability at which two groups are joined. `size_penalty` is taken off
    that mean for each doubling of the pairs that a merge asserts: the more it says at once, the
    surer it must be. `further`: the probability from which two texts that were cut apart open a
    further claim. `pair`: the probability that a group of two texts alone must reach, for no third
    text bears it out.
    """

    merge: float
    size_penalty: float
    further: float
    pair: float = 0.0

    def moved(self, by: float) -> Setting:
        """The same with both probabilities moved.

        >>> Setting(0.4, 0.06, 0.8).moved(-0.03)
        Setting(merge=0.37, size_penalty=0.06, further=0.77, pair=-0.03)
        """
        bars = {name: getattr(self, name) for name in ("merge", "further", "pair")}
        return self._replace(**{name: round(bar + by, 4) for name, bar in bars.items()})


# Chosen on ECB+ train and dev with whole topics left out of the fit (mean of 3, 5 and 8 folds) and,
# for balanced, with an eye on four SuperPAL events. By the pairs that people judged, precision /
# recall / F1 / share of the different pairs joined / lone sentences absorbed:
#                strict                    balanced                  wide
# ECB+           .89 .57 .69 .03 .06       .81 .73 .77 .08 .12       .77 .77 .77 .11 .15
# SuperPAL       .96 .24 .39 .002 .00      .91 .33 .49 .006 .06      .82 .38 .52 .015 .06
# `pair` came from reading: of 21 random claims of ECB+ a careful reader rejected 8 of 13 below a
# cohesion of .70, nearly all of two texts, and none above. By the labelled pairs it costs nothing.
SETTINGS: Mapping[str, Setting] = {
    "strict": Setting(merge=0.70, size_penalty=0.06, further=0.87, pair=0.70),
    "balanced": Setting(merge=0.50, size_penalty=0.05, further=0.75, pair=0.70),
    "wide": Setting(merge=0.45, size_penalty=0.05, further=0.70, pair=0.60),
}


def group_texts(
    judged: Judgements,
    articles: Sequence[Collection[str]],
    setting: Setting,
    constraints: Constraints = NO_CONSTRAINTS,
) -> tuple[Group, ...]:
    """Groups texts: first each into one group, then sure pairs that were cut apart into further.

    A text that states two facts belongs with two groups, and a partition must drop one. Each pair
    of different articles at least `setting.further` probable that shares no group, surest first,
    opens a further one, which takes every text that is as probable with all its members.

    Args:
        judged: Probabilities of pairs of n texts, in an order that does not depend on the
            input's (ties are broken by it).
        articles: The articles in which each text stands.
        setting: How sure to be.
        constraints: What people said of pairs; it goes before every probability.

    Returns:
        Groups, each sorted; none is part of another; every text is in at least one. Those of the
        partition come first, by first member.

    Raises:
        ParameterError: If pairs that must be together bring two together that cannot be.

    >>> import numpy as np
    >>> pairs = np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([0.9, 0.1, 0.85])
    >>> group_texts(Judgements(3, *pairs), ["a", "b", "c"], Setting(0.6, 0.05, 0.8))
    ((0, 1), (1, 2))
    """
    parts = _Partition(judged, setting.size_penalty, constraints)
    parts.merge(setting.merge)
    groups = _with_guests(parts.groups(), constraints.guests)
    groups += _further(judged, articles, groups, setting.further, constraints.cannot)
    return _widest(_borne_out(judged, groups, setting.pair, constraints))


def _with_guests(groups: list[Group], guests: Collection[tuple[int, Group]]) -> list[Group]:
    """The groups of a partition, and in them the texts that people put into one more."""
    group_of = {text: number for number, group in enumerate(groups) for text in group}
    joined = [set(group) for group in groups]
    for guest, hosts in guests:
        joined[group_of[hosts[0]]].add(guest)
    return [tuple(sorted(group)) for group in joined]


def _borne_out(
    judged: Judgements, groups: Sequence[Group], least: float, constraints: Constraints
) -> list[Group]:
    """The groups, with those of two texts that are not sure enough taken apart."""
    sure = {(a, b) for a, b, _ in _listed(judged, least)}
    sure |= {(min(group), max(group)) for group in constraints.bound if len(group) == 2}
    return [
        part
        for group in groups
        for part in ([group] if len(group) != 2 or group in sure else [group[:1], group[1:]])
    ]


def _widest(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The groups that are not part of another, in the same order."""
    holding: dict[int, list[frozenset[int]]] = defaultdict(list)
    for group in groups:
        for text in group:
            holding[text].append(frozenset(group))
    return tuple(
        group
        for group in groups
        if not any(frozenset(group) < other for other in holding[group[0]])
    )


class _Partition:
    """Groups that are joined, the surest two first."""

    def __init__(self, judged: Judgements, penalty: float, constraints: Constraints) -> None:
        self._penalty = penalty
        self._members: dict[int, list[int]] = {text: [text] for text in range(judged.n)}
        self._version = [0] * judged.n
        self._apart: list[set[int]] = [set() for _ in range(judged.n)]
        # Sums over the pairs of two groups of what each is more probable than an unjudged pair.
        self._excess: list[dict[int, float]] = [{} for _ in range(judged.n)]
        for a, b, probability in _listed(judged, _IMPROBABLE):
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

    def merge(self, least: float) -> None:
        """Joins the two groups of the best score, until none reaches `least`."""
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


def _further(
    judged: Judgements,
    articles: Sequence[Collection[str]],
    groups: Sequence[Group],
    least: float,
    cannot: Collection[Pair],
) -> list[Group]:
    """Further groups, grown from the sure pairs that no group holds."""
    groups_of: dict[int, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for text in group:
            groups_of[text].add(number)
    apart = {frozenset(pair) for pair in cannot}
    sure: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b, probability in _listed(judged, least):
        if frozenset((a, b)) not in apart:
            sure[a][b] = sure[b][a] = probability
    opening = sorted(
        (-probability, a, b)
        for a, found in sure.items()
        for b, probability in found.items()
        if a < b and not groups_of[a] & groups_of[b] and not set(articles[a]) & set(articles[b])
    )
    covered: set[Pair] = set()
    joined: Counter[int] = Counter()
    full: set[int] = set()
    further: list[Group] = []
    for _, a, b in opening:
        if (a, b) in covered or a in full or b in full:
            continue
        grown = _grown(a, b, sure, full)
        covered |= set(combinations(grown, 2))
        joined.update(grown)
        full |= {text for text in grown if joined[text] >= _FURTHER_CLAIMS}
        further.append(grown)
    return further


def _grown(a: int, b: int, sure: Mapping[int, Mapping[int, float]], full: set[int]) -> Group:
    """A sure pair and every text, the surest first, that is sure with all taken so far."""
    grown = [a, b]
    pool = {c: min(sure[a][c], sure[b][c]) for c in sure[a].keys() & sure[b].keys() - full}
    while pool:
        taken = min(pool, key=lambda text: (-pool[text], text))
        grown.append(taken)
        pool = {c: min(p, sure[taken][c]) for c, p in pool.items() if c in sure[taken]}
    return tuple(sorted(grown))


def _listed(judged: Judgements, least: float) -> list[tuple[int, int, float]]:
    """Pairs at least so probable, as plain numbers."""
    kept = judged.probability >= least
    columns = judged.first[kept], judged.second[kept], judged.probability[kept]
    return list(zip(*(column.tolist() for column in columns), strict=True))
