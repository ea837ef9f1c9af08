"""Claim map -> of outlets that write in other languages than a claim, the sentences most like it.

Words are no measure there: the sentences of an outlet are weighed by what the judge of vectors says
of them, and by what crosses languages, which are numbers, names and kindred words.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.comparison.languages import (
    are_apart,
    language_of,
    spoken_by_outlet,
    told_by_claim,
)
from crossframe.comparison.once import of_texts, once
from crossframe.comparison.presence.nearness import rarity_of
from crossframe.records import Claim, ClaimMap
from crossframe.text.crossing import crossing_words

# With so many things in common, and so large a share of both sentences, one comes near whatever
# the judge says: of 26 such cells of the seeds 22 tell the claim or a part of it, where with one
# thing in common, whatever its share, half do.
_IN_COMMON, _SHARE = 2, 0.15
# From this probability on it does without doubt, or from the first of them with something in
# common. All that the judge names at all come near: of 33 cells of the seeds 30 tell the claim or
# a part of it.
_LIKELY, _SURE = 0.6, 0.8
# What the judge's probability adds to the share, and how much less another may have that is shown.
_JUDGED, _BESIDE = 0.3, 0.1


class Crossed(NamedTuple):
    """The sentence to read first, its probability, whether any comes near, and another to read.

    `probability` is None where the judge did not name it; `beside_id` may be "".
    """

    sentence_id: str
    probability: float | None
    comes_near: bool
    beside_id: str
    is_faint: bool


class _Like(NamedTuple):
    """A sentence, what it has in common with one of a claim's, and the judge's probability."""

    sentence_id: str
    n_common: int
    share: float
    probability: float | None

    @property
    def speaks(self) -> float:
        return self.share + _JUDGED * (self.probability or 0.0)

    @property
    def comes_near(self) -> bool:
        is_like = self.n_common >= _IN_COMMON and self.share >= _SHARE
        return is_like or self.probability is not None

    @property
    def is_sure(self) -> bool:
        least = _LIKELY if self.n_common else _SURE
        return (self.probability or 0.0) >= least


@once
def crossed_sentences(claim_map: ClaimMap) -> Mapping[tuple[str, str], Crossed | None]:
    """Finds what outlets that write in other languages than a claim tell that is like it.

    Args:
        claim_map: The event.

    Returns:
        By claim and outlet, where no article of the outlet is in a language of one of the claim's
        sentences, the sentence that is likest, and whether it comes near; None where none has much
        in common with the claim.
    """
    spoken, told = spoken_by_outlet(claim_map), told_by_claim(claim_map)
    foreign = {
        claim.claim_id: {o for o in spoken if are_apart(spoken[o], told[claim.claim_id])}
        for claim in claim_map.claims
    }
    if not any(foreign.values()):
        return {}
    named = _named(claim_map)
    words = _crossing_words(claim_map)
    found: dict[tuple[str, str], Crossed | None] = {}
    for claim in claim_map.claims:
        outlets = foreign[claim.claim_id]
        like = _like(claim, claim_map, words, named[claim.claim_id], outlets) if outlets else {}
        for outlet in outlets:
            found[claim.claim_id, outlet] = _crossed(like.get(outlet, ()))
    return found


def _crossed(like: Sequence[_Like]) -> Crossed | None:
    """The likest sentences of an outlet."""
    if not like:
        return None
    ranked = sorted(like, key=lambda one: (-one.comes_near, -one.speaks, one.sentence_id))
    first, near = ranked[0], [one for one in ranked if one.comes_near]
    beside = [one for one in near[1:2] if one.speaks >= first.speaks - _BESIDE]
    return Crossed(
        first.sentence_id,
        first.probability,
        first.comes_near,
        beside[0].sentence_id if beside else "",
        is_faint=not any(one.is_sure for one in (first, *beside)),
    )


def _named(claim_map: ClaimMap) -> Mapping[str, Mapping[str, float]]:
    """By claim the probabilities of the sentences that the judge names."""
    named: dict[str, dict[str, float]] = defaultdict(dict)
    for miss in claim_map.near_misses:
        named[miss.claim_id][miss.sentence_id] = miss.probability
    return named


class _Words(NamedTuple):
    """What of each sentence crosses languages, how rare it is, and which statements have it."""

    of: Mapping[str, AbstractSet[str]]
    rarity: Mapping[str, float]
    weights: Mapping[str, float]
    having: Mapping[str, Sequence[str]]


@of_texts
def _crossing_words(claim_map: ClaimMap) -> _Words:
    of = {
        s.sentence_id: crossing_words(s.text, language_of(claim_map.article_by_id[s.article_id]))
        for s in claim_map.sentences
    }
    rarity = rarity_of(of.values())
    having: dict[str, list[str]] = defaultdict(list)
    for sentence in claim_map.sentences:
        if sentence.is_statement:
            for word in sorted(of[sentence.sentence_id]):
                having[word].append(sentence.sentence_id)
    weights = {s: math.fsum(rarity[word] for word in words) for s, words in of.items()}
    return _Words(of, rarity, weights, having)


def _like(
    claim: Claim,
    claim_map: ClaimMap,
    words: _Words,
    named: Mapping[str, float],
    outlets: AbstractSet[str],
) -> Mapping[str, Sequence[_Like]]:
    """The sentences of outlets that have much in common with one of a claim's, or are named."""
    best = dict.fromkeys(named, (0.0, 0))
    for member in claim.sentence_ids:
        shared: dict[str, list[float]] = defaultdict(list)
        for word in sorted(words.of[member]):
            for s in words.having.get(word, ()):
                shared[s].append(words.rarity[word])
        for s, each in shared.items():
            both = math.sqrt(words.weights[member] * words.weights[s])
            best[s] = max(best.get(s, (0.0, 0)), (math.fsum(each) / both, len(each)))
    found: dict[str, list[_Like]] = defaultdict(list)
    for s, (share, n_common) in best.items():
        outlet = claim_map.article_of(s).outlet
        like = _Like(s, n_common, round(share, 6), named.get(s))
        if outlet in outlets and (like.share >= _SHARE or like.comes_near):
            found[outlet].append(like)
    return found
