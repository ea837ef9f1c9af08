"""Judged pairs -> groups of texts that assert the same; a text may be in several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from crossframe.claims.constraints import NO_CONSTRAINTS, Constraints, Group, Pair
from crossframe.claims.judge import Judgements
from crossframe.claims.partition import IMPROBABLE, Partition, listed, within_reach

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
    judged = judged.at_least(least_asked(setting))
    parts = Partition(
        within_reach(judged, setting.merge, constraints.must),
        setting.merge,
        setting.size_penalty,
        constraints,
    )
    parts.merge()
    groups = _with_guests(parts.groups(), constraints.guests)
    groups += _further(judged, articles, groups, setting.further, constraints.cannot)
    return _widest(_borne_out(judged, groups, setting.pair, constraints))


def least_asked(setting: Setting) -> float:
    """The probability below which a pair has no say in how texts are grouped."""
    return min(IMPROBABLE, setting.further, setting.pair)


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
    sure = {(a, b) for a, b, _ in listed(judged, least)}
    sure |= {(min(group), max(group)) for group in constraints.bound if len(group) == 2}
    return [
        part
        for group in groups
        for part in ([group] if len(group) != 2 or group in sure else [group[:1], group[1:]])
    ]


def _widest(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The groups that are not part of another, in the same order."""
    holding: dict[int, list[frozenset[int]]] = defaultdict(list)
    members = [frozenset(group) for group in groups]
    for own in members:
        for text in own:
            holding[text].append(own)
    return tuple(
        group
        for group, own in zip(groups, members, strict=True)
        if not any(own < other for other in holding[group[0]])
    )


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
    for a, b, probability in listed(judged, least):
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
