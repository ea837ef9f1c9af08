"""Claim map -> of outlets without a claim, the sentence that is most like one of the claim's.

The judge names one sentence an article, the most probable one. Another of the outlet, also one that
was taken into another claim, may tell of more of the same things. So the outlet's likest sentence
is looked for by its nouns, names, adjectives and numbers, and has a say in whether it comes near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from crossframe.comparison.once import once
from crossframe.comparison.presence.nearness import (
    ClaimWords,
    Nearness,
    Words,
    comes_near,
    weighty_words,
)
from crossframe.records import ClaimMap, NearMiss

# With fewer words in common two sentences are not alike.
_IN_COMMON = 3
# A sentence is named for its likeness from the first of these on, if it is liker by the second than
# the most probable one: of 16 such of `seeds/` that come near by themselves 9 make the claim where
# that one does not; of 3 it is the other way round.
_LIKE, _LIKER = 0.2, 0.05
# What is so probable needs no other beside it.
_PROBABLE = 0.85


class Likeness(NamedTuple):
    """A sentence, and which share of the things of it and one of a claim's both tell of, 0..1."""

    share: float
    sentence_id: str


_NONE = Likeness(0.0, "")


@once
def likest_sentences(claim_map: ClaimMap) -> Mapping[tuple[str, str], Likeness]:
    """Finds the sentence of each outlet that is most like one of a claim's.

    Args:
        claim_map: The event.

    Returns:
        By claim and outlet that sentence, of all of the outlet's articles; pairs of which no two
        sentences are alike are left out.
    """
    likest = _likest_by_sentence(claim_map)
    found: dict[tuple[str, str], Likeness] = {}
    for claim in claim_map.claims:
        for member in claim.sentence_ids:
            for outlet, one in likest[member].items():
                at = (claim.claim_id, outlet)
                found[at] = max(found.get(at, one), one)
    return found


def _likest_by_sentence(claim_map: ClaimMap) -> Mapping[str, Mapping[str, Likeness]]:
    """By each sentence of a claim, and by outlet, the sentence that is most like it."""
    words = weighty_words(claim_map)
    weights = {sentence_id: words.weight(own) for sentence_id, own in words.things.items()}
    with_word: dict[str, list[str]] = defaultdict(list)
    for sentence_id, own in words.things.items():
        for word in own:
            with_word[word].append(sentence_id)
    outlets = {s: claim_map.article_of(s).outlet for s in words.things}
    found: dict[str, dict[str, Likeness]] = {}
    for member in {s for claim in claim_map.claims for s in claim.sentence_ids}:
        shared: dict[str, list[str]] = defaultdict(list)
        for word in words.things[member]:
            for sentence_id in with_word[word]:
                shared[sentence_id].append(word)
        best = found[member] = {}
        for sentence_id, both in shared.items():
            if len(both) >= _IN_COMMON:
                common = words.weight(both)
                share = common / (weights[member] + weights[sentence_id] - common)
                one = Likeness(round(share, 6), sentence_id)
                best[outlets[sentence_id]] = max(best.get(outlets[sentence_id], one), one)
    return found


def nearness_of(
    miss: NearMiss, likest: Likeness | None, claim: ClaimWords, words: Words
) -> Nearness:
    """Tells whether an outlet's sentences come near to a claim, and which have to be read.

    Args:
        miss: The most probable sentence, the claim and the probability.
        likest: The outlet's sentence that is most like one of the claim's, if any is.
        claim: The words of the claim.
        words: The words of the event.

    Returns:
        Whether they do; the likest sentence is to be read beside the most probable one where it is
        much liker.
    """
    like = likest or _NONE
    near = comes_near(miss, claim, words, like.share)
    if like.share < _LIKE or (near and miss.probability >= _PROBABLE):
        return Nearness(near, "")
    own = words.things[miss.sentence_id]
    itself = max(words.likeness(own, other) for other in claim.things)
    return Nearness(near, like.sentence_id if like.share >= itself + _LIKER else "")
