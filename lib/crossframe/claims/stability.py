"""Aligned pairs, judged again under small changes -> which groups survive them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.claims.constraints import NO_CONSTRAINTS, Constraints, Group
from crossframe.claims.evidence import Evidence
from crossframe.claims.grouping import Setting, group_texts, least_asked
from crossframe.claims.judge import Judgements, PairJudge, judge_pairs
from crossframe.records import Matrix, Perturbation

# Left-out articles tried at most; with more, every other or so, evenly from first to last.
MOST_LEFT_OUT = 20
# How far the probabilities that grouping asks for are moved.
MOVED = 0.03
# A group survives a run if a group of that run shares so much with it: three of four members.
SURVIVES = 0.75
_DECIMALS = 3

# The texts that are there, bool (n,), and the article that was left out, if any.
Way = tuple[npt.NDArray[np.bool_], str | None]
# Weighs the same pairs in each of several ways.
Weigh = Callable[[Sequence[Way]], Iterator[Evidence]]
Kind = Literal["article", "threshold", "cut"]
KINDS: tuple[Kind, ...] = ("article", "threshold", "cut")


class Count(NamedTuple):
    """Of the runs that can tell of a group, in how many it survived."""

    survived: int = 0
    told: int = 0

    @property
    def share(self) -> float | None:
        """The share of the runs in which it survived, 0..1; None where none could tell."""
        return round(self.survived / self.told, _DECIMALS) if self.told else None


class Stability(NamedTuple):
    """What became of each group.

    `counts` says, for each group, in how many runs it survived, by what was changed in them: one
    article left out, the threshold moved, the event cut otherwise. `runs` says how far all groups
    stayed the same, run by run.
    """

    counts: tuple[Mapping[Kind, Count], ...]
    runs: tuple[Perturbation, ...]

    @property
    def shares(self) -> tuple[float | None, ...]:
        """The share of the runs in which each group survived, 0..1; None where none could tell."""
        return tuple(
            Count(*(sum(column) for column in zip(*by_kind.values(), strict=True))).share
            if by_kind
            else None
            for by_kind in self.counts
        )

    def with_run(self, kind: Kind, change: str, recovered: Mapping[int, float]) -> Stability:
        """The same with one more run.

        Args:
            kind: What sort of change it was.
            change: What was changed in it.
            recovered: Best Jaccard index of each group that the run can tell of, by its number.

        Returns:
            The joined counts and runs.
        """
        mean = round(sum(recovered.values()) / len(recovered), _DECIMALS) if recovered else None
        counts = list(self.counts)
        for k, overlap in recovered.items():
            before = counts[k].get(kind, Count())
            counts[k] = {
                **counts[k],
                kind: Count(before.survived + (overlap >= SURVIVES), before.told + 1),
            }
        return Stability(tuple(counts), (*self.runs, Perturbation(change, len(recovered), mean)))


class _Run(NamedTuple):
    """One changed run: what was changed, the texts still there (n,), the groups found."""

    change: str
    there: npt.NDArray[np.bool_]
    groups: tuple[Group, ...]
    without: str | None


def left_out_articles(articles: Sequence[Collection[str]]) -> tuple[str, ...]:
    """Chooses the articles without which pairs are judged again.

    Args:
        articles: The articles in which each text stands; none for a headline.

    Returns:
        At most 20 of them, sorted, evenly spread from first to last.
    """
    return tuple(_spread(sorted(set().union(*map(set, articles)))))


def judge_without(
    weigh: Weigh,
    judged: Judgements,
    articles: Sequence[Collection[str]],
    judge: PairJudge,
    left_out: Sequence[str] | None = None,
) -> dict[str, Matrix]:
    """Judges the pairs again without one article at a time: what is rare in the event changes.

    Args:
        weigh: Weighs the pairs of n texts by those that are there, without an article.
        judged: Their probabilities, nothing left out.
        articles: The articles in which each text stands; none for a headline.
        judge: The judge.
        left_out: Which articles; None for those that `left_out_articles` chooses.

    Returns:
        By article: probabilities of the pairs of `judged`, (p,). Those of a text that is left out
        mean nothing.
    """
    chosen = left_out_articles(articles) if left_out is None else left_out
    if not judge.reads_event:
        return dict.fromkeys(chosen, judged.probability)
    weighed = weigh([(there_without(articles, name), name) for name in chosen])
    return {
        name: judge_pairs(judge, evidence).probability
        for name, evidence in zip(chosen, weighed, strict=True)
    }


def there_without(
    articles: Sequence[Collection[str]], without: str | None
) -> npt.NDArray[np.bool_]:
    """The texts that an article beside the one left out states, bool (n,)."""
    there = (any(name != without for name in found) for found in articles)
    return np.fromiter(there, dtype=np.bool_, count=len(articles))


def perturb_groups(
    judged: Judgements,
    without: Mapping[str, Matrix],
    groups: Sequence[Group],
    articles: Sequence[Collection[str]],
    setting: Setting,
    constraints: Constraints = NO_CONSTRAINTS,
) -> Stability:
    """Groups again without one article at a time, and with the threshold moved a little.

    A run without an article counts for the groups of which two articles are left. A group that
    stands in one article alone is no claim, and has no stability.

    Args:
        judged: Probabilities of pairs of n texts, nothing left out.
        without: The same without each of some articles, by article.
        groups: What `group_texts` made of them.
        articles: The articles in which each text stands; none for a headline.
        setting: How sure grouping was asked to be.
        constraints: What people said of pairs.

    Returns:
        The share of each group, row for row beside `groups`, and the runs.
    """
    own = [set(found) for found in articles]
    least = least_asked(setting.moved(-MOVED))

    def run(change: str, moved: Setting, without: str | None, probability: Matrix) -> _Run:
        left = [found - {without} if without in found else found for found in own]
        there = np.fromiter(map(bool, left), dtype=np.bool_, count=len(left))
        pairs = judged._replace(probability=probability).at_least(least).within(there)
        found = group_texts(pairs, left, moved, _among(constraints, there))
        return _Run(change, there, found, without)

    runs = [run(f"without {name}", setting, name, found) for name, found in without.items()]
    runs += [
        run(f"threshold {sign}{MOVED:.2f}", setting.moved(by), None, judged.probability)
        for sign, by in (("+", MOVED), ("−", -MOVED))
    ]
    claims = [k for k, group in enumerate(groups) if len(set().union(*(own[t] for t in group))) > 1]
    found = untested(len(groups))
    for one in runs:
        kind: Kind = "threshold" if one.without is None else "article"
        found = found.with_run(kind, one.change, _recovered(one, groups, claims, own))
    return found


def untested(n: int) -> Stability:
    """What is known of n groups before any run."""
    return Stability(({},) * n, ())


def _among(constraints: Constraints, there: npt.NDArray[np.bool_]) -> Constraints:
    """A text that is gone binds nothing."""
    return constraints.among({text: text for text in np.flatnonzero(there).tolist()})


def _spread(articles: Sequence[str]) -> list[str]:
    """At most 20 of them, evenly from first to last."""
    if len(articles) <= MOST_LEFT_OUT:
        return list(articles)
    places = np.linspace(0, len(articles) - 1, MOST_LEFT_OUT).round().astype(int)
    return [articles[place] for place in places.tolist()]


def _recovered(
    run: _Run, groups: Sequence[Group], claims: Sequence[int], own: Sequence[set[str]]
) -> dict[int, float]:
    """Best Jaccard index of each claim with a group of the run, over the texts still there."""
    left = {k: frozenset(text for text in groups[k] if run.there[text]) for k in claims}
    several = {
        k: texts
        for k, texts in left.items()
        if len(set().union(*(own[text] for text in texts)) - {run.without}) > 1
    }
    return best_jaccard(several, run.groups)


def best_jaccard(
    claims: Mapping[int, frozenset[int]], groups: Iterable[Collection[int]]
) -> dict[int, float]:
    """Looks for each claim among the groups of another run.

    Args:
        claims: The texts of each claim by its number, at least one.
        groups: The groups of the other run.

    Returns:
        The best Jaccard index of each claim with any group, by its number.

    >>> best_jaccard({7: frozenset({1, 2})}, [(0, 1, 2), (3,)])
    {7: 0.6666666666666666}
    """
    holding: dict[int, list[frozenset[int]]] = defaultdict(list)
    for group in groups:
        members = frozenset(group)
        for text in members:
            holding[text].append(members)
    found: dict[int, float] = {}
    for k, own in claims.items():
        near = {other for text in own for other in holding[text]}
        found[k] = max((len(own & other) / len(own | other) for other in near), default=0.0)
    return found
