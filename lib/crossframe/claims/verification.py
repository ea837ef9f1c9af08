"""Different texts of one event -> pairs judged, then groups verified, and how stable each is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.claims.alignment import align_pairs
from crossframe.claims.best_cosines import Memory
from crossframe.claims.constraints import NO_CONSTRAINTS, Constraints, Group
from crossframe.claims.evidence import Evidence, weigh_each
from crossframe.claims.grouping import Setting, group_texts
from crossframe.claims.judge import (
    Judgements,
    PairJudge,
    joined_judgements,
    joining_order,
    judge_pairs,
)
from crossframe.claims.mixture import Mixture, pair_vectors
from crossframe.claims.stability import (
    Stability,
    Way,
    Weigh,
    judge_without,
    left_out_articles,
    perturb_groups,
    untested,
)
from crossframe.claims.vector_evidence import weigh_vectors_each
from crossframe.embedding import TokenVectors, no_progress
from crossframe.records import Labels, Matrix, Parse, PartsOfSpeech, Vectors


class Material(NamedTuple):
    """What is known of n texts, text for text.

    `tokens` are their token vectors, `parses` their grammar where it is known, `vectors` (n, d)
    float32 unit rows their sentence vectors or None, `articles` the articles in which each is a
    sentence: none for a headline, which is compared but has no say. `memory` is what is kept of
    the event from when it was compared before, if anything is.
    """

    texts: Sequence[str]
    tokens: TokenVectors
    parses: Sequence[Parse | PartsOfSpeech | None]
    vectors: Vectors | None
    articles: Sequence[Collection[str]]
    memory: Memory | None = None


class Judged(NamedTuple):
    """What a judge said of n texts: all that grouping needs, so that it can be done again.

    `without` gives the probabilities of the same pairs, (p,), with one article left out, by
    article.
    """

    judgements: Judgements
    without: Mapping[str, Matrix]


class Verified(NamedTuple):
    """What was found: `judged` pairs, `groups` of them, and the `stability` of each group."""

    judged: Judgements
    groups: tuple[Group, ...]
    stability: Stability


def judge_texts(
    material: Material,
    judge: PairJudge,
    threads: int = 1,
    progress: Callable[[int], None] = no_progress,
    *,
    left_out: Sequence[str] | None = None,
) -> Judged:
    """Judges every pair that is worth it.

    Args:
        material: The texts, in an order that does not depend on the input's.
        judge: Who judges pairs.
        threads: Texts compared at a time; the result does not depend on it.
        progress: Called with the number of texts compared since the last call.
        left_out: Articles without which the pairs are judged again; None for those that
            `left_out_articles` chooses.

    Returns:
        Probabilities of pairs, headlines included, by position of the texts.
    """
    texts, tokens, parses, vectors, articles, memory = material
    alignments = align_pairs(texts, tokens, parses, vectors, threads, progress, memory)

    def weigh(ways: Sequence[Way]) -> Iterator[Evidence]:
        return weigh_each(alignments, [there for there, _ in ways])

    return _judge(weigh, articles, judge, left_out)


def judge_mixture(
    mixture: Mixture,
    material: Material | None,
    judges: tuple[PairJudge, PairJudge],
    threads: int = 1,
    progress: Callable[[int], None] = no_progress,
    *,
    perturbed: bool = True,
) -> Judged:
    """Judges the pairs of an event in several languages: some word by word, others by vectors.

    Args:
        mixture: All n texts, in an order that does not depend on the input's.
        material: Those of them that are compared with each other word by word, in their order;
            None for none.
        judges: Who judges pairs by words, and who by sentence vectors.
        threads: Texts compared at a time; the result does not depend on it.
        progress: Called with the number of texts compared since the last call.
        perturbed: False leaves out the runs without an article.

    Returns:
        Probabilities of pairs, headlines included, by position in the mixture.
    """
    left_out = left_out_articles(mixture.articles) if perturbed else ()
    pairs = pair_vectors(mixture)

    def weigh(ways: Sequence[Way]) -> Iterator[Evidence]:
        return weigh_vectors_each(pairs, ways)

    by_vectors = _judge(weigh, mixture.articles, judges[1], left_out)
    if material is None:
        progress(len(mixture.texts))
        return by_vectors
    by_words = judge_texts(material, judges[0], threads, progress, left_out=left_out)
    progress(len(mixture.texts) - len(material.texts))
    own = np.flatnonzero(mixture.worded)
    return joined_judged(_moved(by_words, own, len(mixture.texts)), by_vectors)


def _moved(judged: Judged, own: Labels, n: int) -> Judged:
    """Judged texts by their numbers among n: text k is number `own[k]`."""
    _, first, second, probability = judged.judgements
    return judged._replace(judgements=Judgements(n, own[first], own[second], probability))


def joined_judged(one: Judged, other: Judged) -> Judged:
    """Joins what was judged of different pairs of the same texts, without the same articles."""
    order = joining_order(one.judgements, other.judgements)
    return Judged(
        joined_judgements(one.judgements, other.judgements),
        {
            name: np.concatenate([found, other.without[name]])[order]
            for name, found in one.without.items()
        },
    )


def _judge(
    weigh: Weigh,
    articles: Sequence[Collection[str]],
    judge: PairJudge,
    left_out: Sequence[str] | None,
) -> Judged:
    judged = judge_pairs(judge, next(weigh([(_stated(articles), None)])))
    return Judged(judged, judge_without(weigh, judged, articles, judge, left_out))


def group_judged(
    judged: Judged,
    articles: Sequence[Collection[str]],
    setting: Setting,
    constraints: Constraints = NO_CONSTRAINTS,
    *,
    perturbed: bool = True,
) -> Verified:
    """Groups the texts that assert the same thing, and says how stable each group is.

    Args:
        judged: Probabilities of pairs.
        articles: The articles in which each text is a sentence: none for a headline.
        setting: How sure a group must be.
        constraints: What people said of the texts.
        perturbed: False leaves out the runs that tell how stable the groups are.

    Returns:
        Pairs and groups by position of the texts. A headline is in no group but its own.
    """
    pairs = judged.judgements
    among = pairs.within(_stated(articles))
    groups = group_texts(among, articles, setting, constraints)
    if not perturbed:
        return Verified(pairs, groups, untested(len(groups)))
    stability = perturb_groups(pairs, judged.without, groups, articles, setting, constraints)
    return Verified(pairs, groups, stability)


def _stated(articles: Sequence[Collection[str]]) -> npt.NDArray[np.bool_]:
    """The texts that are sentences, not headlines, bool (n,)."""
    return np.array([bool(found) for found in articles], dtype=np.bool_)
