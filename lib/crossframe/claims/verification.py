"""Different texts of one event -> pairs judged, groups verified, and how stable each group is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np

from crossframe.claims.alignment import align_pairs
from crossframe.claims.evidence import weigh_pairs
from crossframe.claims.grouping import NO_CONSTRAINTS, Constraints, Group, Setting, group_texts
from crossframe.claims.judge import Judgements, PairJudge, judge_pairs
from crossframe.claims.stability import Stability, perturb_groups, untested
from crossframe.embedding import TokenVectors, no_progress
from crossframe.records import Parse, Vectors


class Material(NamedTuple):
    """What is known of n texts, text for text.

    `tokens` are their token vectors, `parses` their grammar where it is known, `vectors` (n, d)
    float32 unit rows their sentence vectors or None, `articles` the articles in which each is a
    sentence: none for a headline, which is compared but has no say.
    """

    texts: Sequence[str]
    tokens: TokenVectors
    parses: Sequence[Parse | None]
    vectors: Vectors | None
    articles: Sequence[Collection[str]]


class Verified(NamedTuple):
    """What was found: `judged` pairs, `groups` of them, and the `stability` of each group."""

    judged: Judgements
    groups: tuple[Group, ...]
    stability: Stability


def verify_texts(
    material: Material,
    judge: PairJudge,
    setting: Setting,
    constraints: Constraints = NO_CONSTRAINTS,
    threads: int = 1,
    progress: Callable[[int], None] = no_progress,
    *,
    perturbed: bool = True,
) -> Verified:
    """Judges every pair that is worth it and groups the texts that assert the same thing.

    Args:
        material: The texts, in an order that does not depend on the input's.
        judge: Who judges pairs.
        setting: How sure a group must be.
        constraints: What people said of pairs.
        threads: Texts compared at a time; the result does not depend on it.
        progress: Called with the number of texts compared since the last call.
        perturbed: False leaves out the runs that tell how stable the groups are.

    Returns:
        Pairs and groups by position of the texts. A headline is in no group but its own.
    """
    texts, tokens, parses, vectors, articles = material
    stated = np.array([bool(found) for found in articles], dtype=np.bool_)
    alignments = align_pairs(texts, tokens, parses, vectors, threads, progress)
    judged = judge_pairs(judge, weigh_pairs(alignments, stated))
    among = judged.within(stated)
    groups = group_texts(among, articles, setting, constraints)
    if not perturbed:
        return Verified(judged, groups, untested(len(groups)))
    stability = perturb_groups(alignments, among, groups, articles, judge, setting, constraints)
    return Verified(judged, groups, stability)
