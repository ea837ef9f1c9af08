"""Groups of texts -> claims with ids and medoids, and the place of every sentence."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from crossframe.claims.layout import Layout
from crossframe.claims.partition import UNJUDGED
from crossframe.claims.stability import Count, Kind
from crossframe.claims.stated_texts import Block, StatedTexts, stated_texts
from crossframe.records import Claim, Headline, Labels, Matrix, NearMiss, Placement, Sentence
from crossframe.text import normalised

# Stored probabilities keep three decimals: what people read, and safe from the last bits.
_DECIMALS = 3
# Below it a pair is nothing that anybody would call nearly the same.
_NEAR = 0.2


class Assembled(NamedTuple):
    """Claims, the widest carried first; placements row for row; the rest by claim."""

    claims: tuple[Claim, ...]
    placements: tuple[Placement, ...]
    near_misses: tuple[NearMiss, ...]
    headlines: tuple[Headline, ...]


class _Kept(NamedTuple):
    """In which share of all runs a group survived, and in how many of each kind."""

    share: float | None
    counts: Mapping[Kind, Count]


class _Found(NamedTuple):
    """A claim and the numbers of its texts."""

    claim: Claim
    texts: tuple[int, ...]


def assemble(
    sentences: Sequence[Sentence],
    text_of: Labels,
    blocks: Sequence[Block],
    layout: Layout,
    outlet_of: Mapping[str, str],
    sure: float,
    lone: Collection[int] = (),
) -> Assembled:
    """Names the claims and says where every sentence ended up.

    A group is a claim if at least two articles share it and no other claim holds all its
    sentences; the sentences that are in none are unmatched.

    Args:
        sentences: s compared sentences, in the order of the claim map.
        text_of: Int64 (s,), the number of each sentence's text; copies share one.
        blocks: The texts, each in exactly one block.
        layout: Map of the texts.
        outlet_of: Outlet by article id.
        sure: Mean probability from which a headline asserts a claim of its article.
        lone: Texts that people said make no claim by themselves.

    Returns:
        Claims, placements, near misses and headlines.
    """
    texts = stated_texts(sentences, text_of, blocks)
    found = _widest_first(_claims(blocks, texts, lone), texts, outlet_of)
    claims_of: dict[int, list[Claim]] = defaultdict(list)
    for claim, members in found:
        for text in members:
            claims_of[text].append(claim)
    placements = (
        _placement(sentence, int(text), claims_of[int(text)], texts, layout)
        for sentence, text in zip(sentences, text_of, strict=True)
    )
    return Assembled(
        claims=tuple(claim for claim, _ in found),
        placements=tuple(placements),
        near_misses=tuple(miss for one in found for miss in _near_misses(one, texts)),
        headlines=tuple(line for one in found for line in _headlines(one, texts, sure)),
    )


def _claims(blocks: Sequence[Block], texts: StatedTexts, lone: Collection[int]) -> list[_Found]:
    """Larger groups first, so that what is part of another is seen to be."""
    groups = [
        (tuple(block.rows[list(group)].tolist()), _Kept(share, counts))
        for block in blocks
        for group, share, counts in zip(
            block.verified.groups,
            block.verified.stability.shares,
            block.verified.stability.counts,
            strict=True,
        )
        if group[-1] < len(block.rows)
    ]
    groups = [one for one in groups if len(one[0]) > 1 or one[0][0] not in lone]
    found: list[_Found] = []
    holders: dict[int, list[frozenset[int]]] = defaultdict(list)
    taken: set[str] = set()
    for group, kept in sorted(groups, key=lambda item: (-len(item[0]), item[0])):
        members = frozenset(group)
        if any(members <= other for other in holders[group[0]]):
            continue
        claim = _claim(group, kept, texts, taken)
        if claim:
            found.append(_Found(claim, group))
            taken.add(claim.claim_id)
            for text in group:
                holders[text].append(members)
    return found


def _claim(
    group: tuple[int, ...], kept: _Kept, texts: StatedTexts, taken: set[str]
) -> Claim | None:
    """The claim that a group makes, if two articles share it."""
    sentences = texts.sentences
    rows = sorted(row for text in group for row in texts.rows[text])
    if len(texts.articles_of(group)) < 2:
        return None
    agreement = _agreement(group, texts.alike)
    scores = agreement.mean(axis=1) if len(group) > 1 else np.ones(1)
    medoid = group[int(scores.argmax())]
    sure = {row: float(s) for t, s in zip(group, scores, strict=True) for row in texts.rows[t]}
    return Claim(
        claim_id=claim_id([sentences[row].text for row in rows], taken),
        medoid_id=sentences[min(texts.rows[medoid])].sentence_id,
        sentence_ids=tuple(sentences[row].sentence_id for row in rows),
        probabilities=tuple(round(sure[row], _DECIMALS) for row in rows),
        cohesion=round(float(scores.mean()), _DECIMALS),
        stability=kept.share,
        without_article=kept.counts.get("article", Count()).share,
        other_threshold=kept.counts.get("threshold", Count()).share,
        other_cut=kept.counts.get("cut", Count()).share,
    )


def _agreement(group: tuple[int, ...], alike: Mapping[int, Mapping[int, float]]) -> Matrix:
    """Float64 (m, m - 1): the probability of each text with every other of its group."""
    return np.array(
        [[alike[a].get(b, UNJUDGED) for b in group if b != a] for a in group], dtype=np.float64
    )


def claim_id(texts: Sequence[str], taken: set[str] | frozenset[str] = frozenset()) -> str:
    """Names a claim by the smallest hash among its texts that names no other claim yet.

    The name does not depend on order, labels or run, and a claim that gains one sentence of n + 1
    keeps it with probability n / (n + 1).

    Args:
        texts: The claim's sentences.
        taken: Names of other claims that share sentences with it.

    Returns:
        "c-" and ten hexadecimal digits.

    >>> claim_id(["It fell.", "It came down."]) == claim_id(["It came down", "IT FELL."])
    True
    """
    digests = sorted(hashlib.sha256(normalised(text).encode()).hexdigest() for text in texts)
    names = (f"c-{digest[:10]}" for digest in digests)
    free = (name for name in names if name not in taken)
    joined = hashlib.sha256("".join(digests).encode()).hexdigest()
    return next(free, f"c-{joined[:10]}")


def _placement(
    sentence: Sentence, text: int, claims: Sequence[Claim], texts: StatedTexts, layout: Layout
) -> Placement:
    surest = sorted(claims, key=lambda claim: -claim.probability_of(sentence.sentence_id))
    nearest_id, nearest_probability = _nearest(sentence, text, texts)
    return Placement(
        sentence_id=sentence.sentence_id,
        status="claim" if claims else "unmatched",
        claim_ids=tuple(claim.claim_id for claim in surest),
        nearest_id=nearest_id,
        nearest_probability=nearest_probability,
        x=float(layout.points[text][0]),
        y=float(layout.points[text][1]),
        region=int(layout.regions[text]),
    )


def _nearest(sentence: Sentence, text: int, texts: StatedTexts) -> tuple[str | None, float | None]:
    """The sentence of another article that most probably says the same, and how probably."""
    article = sentence.article_id
    candidates = chain([(text, 1.0)], texts.alike[text].items())
    elsewhere = [(-p, other) for other, p in candidates if texts.only_article[other] != article]
    if not elsewhere:
        return None, None
    p, other = min(elsewhere)
    for row in texts.rows[other]:
        if texts.sentences[row].article_id != article:
            break
    return texts.sentences[row].sentence_id, round(-p, _DECIMALS)


def _near_misses(found: _Found, texts: StatedTexts) -> list[NearMiss]:
    """Of each article that does not carry a claim, the sentence that comes nearest to it."""
    carrying = texts.articles_of(found.texts)
    best: dict[str, tuple[float, int]] = {}
    for text in found.texts:
        for other, p in texts.alike[text].items():
            if p < _NEAR:
                continue
            for row in texts.rows[other]:
                article = texts.sentences[row].article_id
                if article not in carrying:
                    best[article] = min(best.get(article, (1.0, row)), (-p, row))
    return [
        NearMiss(found.claim.claim_id, texts.sentences[row].sentence_id, round(-p, _DECIMALS))
        for p, row in sorted(best.values(), key=lambda item: item[1])
    ]


def _headlines(found: _Found, texts: StatedTexts, sure: float) -> list[Headline]:
    """The headlines that assert a claim, of the articles that carry it."""
    lines: list[Headline] = []
    for article in sorted(texts.articles_of(found.texts)):
        judged = texts.headlines.get(article, {})
        mean = sum(judged.get(text, UNJUDGED) for text in found.texts) / len(found.texts)
        if mean >= sure:
            lines.append(Headline(article, found.claim.claim_id, round(mean, _DECIMALS)))
    return lines


def _widest_first(
    found: Sequence[_Found], texts: StatedTexts, outlet_of: Mapping[str, str]
) -> list[_Found]:

    def key(one: _Found) -> tuple[int, int, int, str]:
        rows = [row for text in one.texts for row in texts.rows[text]]
        articles = texts.articles_of(one.texts)
        outlets = {outlet_of[article] for article in articles}
        return -len(outlets), -len(articles), min(rows), one.claim.claim_id

    return sorted(found, key=key)
