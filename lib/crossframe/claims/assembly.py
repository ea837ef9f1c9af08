"""Groups of texts -> claims with ids and medoids, and the place of every sentence."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from crossframe.claims.duplicates import normalised
from crossframe.claims.layout import Layout, Points
from crossframe.records import Claim, Labels, Matrix, Placement, Sentence

# Stored similarities keep three decimals: what people read, and safe from the last bits.
_DECIMALS = 3


class Block(NamedTuple):
    """Texts that were compared with each other.

    `rows` (m,) int64 are their numbers, `similarity` (m, m) float64 in 0..1, `groups` (m,) int64
    the verified groups.
    """

    rows: Labels
    similarity: Matrix
    groups: Labels


class Assembled(NamedTuple):
    """Claims, the widest carried first, and a placement for each sentence, row for row."""

    claims: tuple[Claim, ...]
    placements: tuple[Placement, ...]


def assemble(
    sentences: Sequence[Sentence],
    text_of: Labels,
    blocks: Sequence[Block],
    layout: Layout,
    outlet_of: Mapping[str, str],
) -> Assembled:
    """Names the claims and says where every sentence ended up.

    A group is a claim if at least two articles share it; the sentences of any other group are
    unmatched.

    Args:
        sentences: s compared sentences, in the order of the claim map.
        text_of: Int64 (s,), the number of each sentence's text; copies share one.
        blocks: The texts, each in exactly one block.
        layout: Map of the texts.
        outlet_of: Outlet by article id.

    Returns:
        Claims and placements.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for row, text in enumerate(text_of):
        members[int(text)].append(row)
    claims: list[Claim] = []
    placements: dict[int, Placement] = {}
    for block in blocks:
        nearest = _nearest(block, sentences, members)
        for group in range(int(block.groups.max(initial=-1)) + 1):
            within = np.flatnonzero(block.groups == group)
            claim, similarity = _claim(block, within, sentences, members)
            claims += [claim] if claim else []
            for position in within.tolist():
                text = int(block.rows[position])
                for row in members[text]:
                    placements[row] = _placement(
                        sentences[row].sentence_id,
                        claim,
                        similarity.get(position),
                        nearest.get(row),
                        layout.points[text],
                        int(layout.regions[text]),
                    )
    ordered = _widest_first(claims, sentences, outlet_of)
    return Assembled(ordered, tuple(placements[row] for row in range(len(sentences))))


def _placement(
    sentence_id: str,
    claim: Claim | None,
    similarity: float | None,
    nearest: tuple[str, float] | None,
    point: Points,
    region: int,
) -> Placement:
    nearest_id, nearest_similarity = nearest or (None, None)
    return Placement(
        sentence_id=sentence_id,
        status="claim" if claim else "unmatched",
        claim_id=claim.claim_id if claim else None,
        similarity=similarity,
        nearest_id=nearest_id,
        nearest_similarity=nearest_similarity,
        x=float(point[0]),
        y=float(point[1]),
        region=region,
    )


def _claim(
    block: Block,
    within: Labels,
    sentences: Sequence[Sentence],
    members: Mapping[int, Sequence[int]],
) -> tuple[Claim | None, dict[int, float]]:
    """The claim that a group makes, if it makes one, and each member's similarity to its medoid."""
    rows = sorted(row for position in within for row in members[int(block.rows[position])])
    if len({sentences[row].article_id for row in rows}) < 2:
        return None, {}
    inside = block.similarity[np.ix_(within, within)]
    medoid = int(inside.mean(axis=1).argmax())
    different = inside[~np.eye(len(within), dtype=bool)]
    claim = Claim(
        claim_id=claim_id([sentences[row].text for row in rows]),
        medoid_id=sentences[min(members[int(block.rows[within[medoid]])])].sentence_id,
        sentence_ids=tuple(sentences[row].sentence_id for row in rows),
        cohesion=round(float(different.mean()), _DECIMALS) if len(different) else 1.0,
    )
    scores = np.round(inside[medoid], _DECIMALS)
    return claim, {int(p): float(score) for p, score in zip(within, scores, strict=True)}


def claim_id(texts: Sequence[str]) -> str:
    """Names a claim by the smallest hash among its texts.

    The name does not depend on order, labels or run, and a claim that gains one sentence of n + 1
    keeps it with probability n / (n + 1).

    >>> claim_id(["It fell.", "It came down."]) == claim_id(["It came down", "IT FELL."])
    True
    """
    hashes = (hashlib.sha256(normalised(text).encode()).hexdigest() for text in texts)
    return f"c-{min(hashes)[:10]}"


def _nearest(
    block: Block, sentences: Sequence[Sentence], members: Mapping[int, Sequence[int]]
) -> dict[int, tuple[str, float]]:
    """For each sentence of a block the most similar one of another article, where there is any."""
    rows_of = [members[int(text)] for text in block.rows]
    articles = [{sentences[row].article_id for row in rows} for rows in rows_of]
    only = defaultdict(list)  # texts that stand in one article alone
    for position, found in enumerate(articles):
        if len(found) == 1:
            only[next(iter(found))].append(position)
    nearest: dict[int, tuple[str, float]] = {}
    for position, rows in enumerate(rows_of):
        for article in articles[position]:
            scores = block.similarity[position].copy()
            scores[only[article]] = -1.0
            best = int(scores.argmax())
            if scores[best] < 0:
                continue
            there = min(r for r in rows_of[best] if sentences[r].article_id != article)
            score = round(float(scores[best]), _DECIMALS)
            for row in rows:
                if sentences[row].article_id == article:
                    nearest[row] = sentences[there].sentence_id, score
    return nearest


def _widest_first(
    claims: Sequence[Claim], sentences: Sequence[Sentence], outlet_of: Mapping[str, str]
) -> tuple[Claim, ...]:
    place = {sentence.sentence_id: row for row, sentence in enumerate(sentences)}

    def key(claim: Claim) -> tuple[int, int, int, str]:
        articles = {sentences[place[s]].article_id for s in claim.sentence_ids}
        outlets = {outlet_of[article] for article in articles}
        return -len(outlets), -len(articles), place[claim.sentence_ids[0]], claim.claim_id

    return tuple(sorted(claims, key=key))
