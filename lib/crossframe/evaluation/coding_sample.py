"""Workings and claims -> pairs of sentences that people should judge, drawn by design."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from crossframe.claim_group import compared_sentences, stating_articles
from crossframe.claims import Workings
from crossframe.claims.workings import Part
from crossframe.errors import GoldError
from crossframe.evaluation.outcomes import Floats
from crossframe.records import ClaimMap, Labels, Sentence

# Where strata of probability end. Most pairs of an event are below the first, and hardly any of
# them is the same; between the second and the last a judge is unsure.
_EDGES = (0.1, 0.3, 0.5, 0.7, 0.9)
_FEWEST = 2
# What stands for the probability of a pair that nobody judged, when sizes of samples are set.
_UNLIKELY = 0.01


class DesignPair(NamedTuple):
    """A pair that was drawn: two sentences by article and number from 0, and how it was drawn.

    `stratum` is one of a few kinds of pairs, of which the event has `stratum_size`; `probability`
    is None for a pair that was not worth judging. `together` says whether a claim had both.
    """

    pair: str
    event_id: str
    article_a: str
    sentence_a: int
    article_b: str
    sentence_b: int
    stratum: str
    stratum_size: int
    probability: float | None
    together: bool


class Population(NamedTuple):
    """All pairs of different texts of different articles that were judged, and how many were not.

    `first`, `second` (p,) are numbers of texts, `probability` (p,), `together` (p,) whether a claim
    has sentences of both. `texts` are the sentences of each text.
    """

    texts: Sequence[Sequence[Sentence]]
    first: Labels
    second: Labels
    probability: Floats
    together: np.ndarray[tuple[int], np.dtype[np.bool_]]
    n_unjudged: int


def draw_coding_sample(
    claim_map: ClaimMap, workings: Workings, n: int, seed: int = 0
) -> list[DesignPair]:
    """Draws pairs for people to judge, so that precision and recall can be estimated.

    Half of them are of one claim, for precision, half are not, for recall. Each half is dealt to
    strata of the judge's probability by how many pairs a stratum has and how unsure it is (Neyman),
    two at least; within a stratum every pair is as likely.

    Args:
        claim_map: The event, with its claims as they are to be measured.
        workings: The same event, with the probabilities of its pairs.
        n: Pairs to draw.
        seed: Of the draw.

    Returns:
        About n pairs, by stratum; each has a name.

    Raises:
        GoldError: If the event has no two texts of different articles.

    Source:
        Cochran, "Sampling Techniques", 3rd ed., 1977, chapter 5.
    """
    found = population(claim_map, workings)
    dice = np.random.default_rng(seed)
    strata = _strata(found)
    if not strata and not found.n_unjudged:
        raise GoldError(f"{claim_map.event_id}: no two texts of different articles to judge")
    drawn: list[DesignPair] = []
    for name, size, take in _allotted(found, strata, n):
        rows = strata.get(name)
        chosen = (
            _unjudged(found, take, dice)
            if rows is None
            else [int(row) for row in dice.choice(rows, take, replace=False)]
        )
        for one in chosen:
            drawn.append(_designed(claim_map.event_id, found, one, name, size, len(drawn) + 1))
    return drawn


def population(claim_map: ClaimMap, workings: Workings) -> Population:
    """Lists the pairs that people could be asked about.

    Args:
        claim_map: The event.
        workings: The same event.

    Returns:
        The pairs.
    """
    sentences = compared_sentences(workings.draft)
    texts: list[list[Sentence]] = [[] for _ in workings.texts]
    claims: list[set[str]] = [set() for _ in workings.texts]
    for sentence, text in zip(sentences, workings.text_of.tolist(), strict=True):
        texts[text].append(sentence)
        claims[text] |= set(claim_map.placement_by_id[sentence.sentence_id].claim_ids)
    articles = stating_articles(workings)
    alone = Counter(next(iter(own)) for own in articles if len(own) == 1)
    numbers = {article: number for number, article in enumerate(alone)}
    only = np.array(
        [numbers[min(own)] if len(own) == 1 else -1 for own in articles], dtype=np.int64
    )
    none = np.empty(0, dtype=np.int64)
    parts = [(none, none, np.empty(0)), *(_between_articles(part, only) for part in workings.parts)]
    first, second, probability = map(np.concatenate, zip(*parts, strict=True))
    total = len(texts) * (len(texts) - 1) // 2 - sum(k * (k - 1) // 2 for k in alone.values())
    return Population(
        texts=texts,
        first=first,
        second=second,
        probability=probability,
        together=_share_claims(first, second, claims),
        n_unjudged=total - len(first),
    )


def _between_articles(part: Part, only: Labels) -> tuple[Labels, Labels, Floats]:
    """The pairs of texts that are not of one article alone; `only` numbers that of each, or -1."""
    pairs = part.judged.judgements
    are_texts = pairs.second < len(part.rows)  # the others are headlines
    first, second = part.rows[pairs.first[are_texts]], part.rows[pairs.second[are_texts]]
    found = (only[first] != only[second]) | (only[first] < 0)
    return first[found], second[found], pairs.probability[are_texts][found]


def _share_claims(
    first: Labels, second: Labels, claims: Sequence[set[str]]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether there is a claim that holds both texts, by pair; `claims` are those of each text."""
    held = np.array([bool(own) for own in claims], dtype=np.bool_)
    found = held[first] & held[second]
    rows = np.flatnonzero(found)
    pairs = zip(first[rows].tolist(), second[rows].tolist(), strict=True)
    found[rows] = [not claims[a].isdisjoint(claims[b]) for a, b in pairs]
    return found


_NOT_JUDGED = "apart, not judged"


def _strata(found: Population) -> dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Rows of the pairs of each stratum, by its name."""
    bins = np.searchsorted(np.array(_EDGES), found.probability, side="right")
    edges = (0.0, *_EDGES, 1.0)
    named: dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]] = {}
    for together in (True, False):
        for number in range(len(_EDGES) + 1):
            rows = np.flatnonzero((found.together == together) & (bins == number))
            if len(rows):
                where = "together" if together else "apart"
                named[f"{where}, {edges[number]:.1f} to {edges[number + 1]:.1f}"] = rows
    return named


def _allotted(
    found: Population, strata: Mapping[str, np.ndarray[tuple[int], np.dtype[np.int64]]], n: int
) -> Iterator[tuple[str, int, int]]:
    """Name, size and sample of each stratum."""
    sizes = {name: len(rows) for name, rows in strata.items()}
    means = {name: float(found.probability[rows].mean()) for name, rows in strata.items()}
    if found.n_unjudged:
        sizes[_NOT_JUDGED], means[_NOT_JUDGED] = found.n_unjudged, _UNLIKELY
    halves: dict[str, list[str]] = defaultdict(list)
    for name in sizes:
        halves[name.partition(",")[0]].append(name)
    for names in halves.values():
        share = n // len(halves)
        unsure = {k: sizes[k] * max(means[k] * (1 - means[k]), 1e-4) ** 0.5 for k in names}
        total = sum(unsure.values())
        for name in names:
            wanted = max(round(share * unsure[name] / total), _FEWEST)
            yield name, sizes[name], min(wanted, sizes[name])


def _unjudged(found: Population, take: int, dice: np.random.Generator) -> list[tuple[int, int]]:
    """Pairs of texts of different articles that no judge was asked about."""
    known = set(zip(found.first.tolist(), found.second.tolist(), strict=True))
    chosen: list[tuple[int, int]] = []
    while len(chosen) < take:
        a, b = sorted(dice.integers(len(found.texts), size=2).tolist())
        articles = {sentence.article_id for text in (a, b) for sentence in found.texts[text]}
        if a != b and len(articles) > 1 and (a, b) not in known:
            known.add((a, b))
            chosen.append((a, b))
    return chosen


def _designed(
    event_id: str, found: Population, one: int | tuple[int, int], name: str, size: int, number: int
) -> DesignPair:
    judged = isinstance(one, int)
    texts = (int(found.first[one]), int(found.second[one])) if isinstance(one, int) else one
    a, b = sentences_of(found.texts, *texts)
    return DesignPair(
        pair=f"p{number:04}",
        event_id=event_id,
        article_a=a.article_id,
        sentence_a=a.index,
        article_b=b.article_id,
        sentence_b=b.index,
        stratum=name,
        stratum_size=size,
        probability=float(found.probability[one]) if judged else None,
        together=bool(found.together[one]) if judged else False,
    )


def sentences_of(
    texts: Sequence[Sequence[Sentence]], first: int, second: int
) -> tuple[Sentence, Sentence]:
    """The first two sentences of different articles that state two texts."""
    return next((a, b) for a in texts[first] for b in texts[second] if a.article_id != b.article_id)
