"""Aligned pairs, judged again under small changes -> which groups survive them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.claims.alignment import Alignments
from crossframe.claims.evidence import weigh_pairs
from crossframe.claims.grouping import NO_CORRECTIONS, Corrections, Group, Setting, group_texts
from crossframe.claims.judge import Judgements, PairJudge, judge_pairs
from crossframe.records import Perturbation

# Left-out articles tried at most; with more, every other or so, evenly from first to last.
MOST_LEFT_OUT = 20
# How far the probabilities that grouping asks for are moved.
MOVED = 0.03
# A group survives a run if a group of that run shares so much with it: three of four members.
SURVIVES = 0.75
_DECIMALS = 3


class Stability(NamedTuple):
    """What became of each group.

    `shares` holds for each group the share of the runs in which it survived, 0..1; None where no
    run could tell. `runs` says how far all groups stayed the same, run by run.
    """

    shares: tuple[float | None, ...]
    runs: tuple[Perturbation, ...]


class _Run(NamedTuple):
    """One changed run: what was changed, the texts still there (n,), the groups found."""

    change: str
    there: npt.NDArray[np.bool_]
    groups: tuple[Group, ...]
    without: str | None


def perturb_groups(
    alignments: Alignments,
    judged: Judgements,
    groups: Sequence[Group],
    articles: Sequence[Collection[str]],
    judge: PairJudge,
    setting: Setting,
    corrections: Corrections = NO_CORRECTIONS,
) -> Stability:
    """Groups again without one article at a time, and with the threshold moved a little.

    A run without an article counts for the groups of which two articles are left. A group that
    stands in one article alone is no claim, and has no stability.

    Args:
        alignments: Aligned pairs of n texts.
        judged: Their probabilities, nothing left out.
        groups: What `group_texts` made of them.
        articles: The articles in which each text stands.
        judge: The judge.
        setting: How sure grouping was asked to be.
        corrections: What people said of pairs.

    Returns:
        The share of each group, row for row beside `groups`, and the runs.
    """
    own = [set(found) for found in articles]

    def run(change: str, moved: Setting, without: str | None = None) -> _Run:
        there = np.array([bool(found - {without}) for found in own], dtype=np.bool_)
        if without is not None and judge.reads_event:
            pairs = judge_pairs(judge, weigh_pairs(alignments, there))
        else:
            pairs = judged
        left = [sorted(found - {without}) for found in own]
        found = group_texts(pairs.within(there), left, moved, _still_there(corrections, there))
        return _Run(change, there, found, without)

    runs = [
        run(f"without {article}", setting, article)
        for article in _spread(sorted(set().union(*own)))
    ]
    runs += [
        run(f"threshold {sign}{MOVED:.2f}", setting.moved(by))
        for sign, by in (("+", MOVED), ("−", -MOVED))
    ]
    claims = [k for k, group in enumerate(groups) if len(set().union(*(own[t] for t in group))) > 1]
    tables = [_recovered(run, groups, claims, own) for run in runs]
    shares: list[float | None] = [None] * len(groups)
    for k in claims:
        found = [table[k] >= SURVIVES for table in tables if k in table]
        shares[k] = round(sum(found) / len(found), _DECIMALS) if found else None
    told = zip(runs, tables, strict=True)
    return Stability(tuple(shares), tuple(_told(run, table) for run, table in told))


def _still_there(corrections: Corrections, there: npt.NDArray[np.bool_]) -> Corrections:
    """A pair of which one text is gone binds nothing."""
    return Corrections(*(tuple(p for p in pairs if there[list(p)].all()) for pairs in corrections))


def _told(run: _Run, recovered: Mapping[int, float]) -> Perturbation:
    mean = round(sum(recovered.values()) / len(recovered), _DECIMALS) if recovered else None
    return Perturbation(change=run.change, n_claims=len(recovered), mean_jaccard=mean)


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
    holding: dict[int, list[frozenset[int]]] = defaultdict(list)
    for group in run.groups:
        for text in group:
            holding[text].append(frozenset(group))
    found: dict[int, float] = {}
    for k in claims:
        left = frozenset(text for text in groups[k] if run.there[text])
        if len(set().union(*(own[text] for text in left)) - {run.without}) < 2:
            continue
        near = {other for text in left for other in holding[text]}
        found[k] = max(len(left & other) / len(left | other) for other in near)
    return found
