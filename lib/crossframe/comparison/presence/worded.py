"""Claim map -> of outlets without a claim, the sentence that holds most of the claim's words.

The judge names one sentence an article, the most probable one. Another of the outlet, of a further
article or taken into another claim, may hold far more of the claim's words: read side by side with
the claim's, of 40 such that no probability spoke for 27 had something of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crossframe.comparison.once import once
from crossframe.comparison.presence.nearness import (
    ClaimWords,
    Nearness,
    Words,
    weighty_words,
    words_of_claims,
)
from crossframe.records import ClaimMap, NearMiss

# Share of a claim's words from which on a sentence is named for them; so much more than the most
# probable one holds; and the words that it has in common with one of the claim's sentences: how
# many, and which share of the words of both.
_LEAST_HELD, _MORE, _IN_COMMON, _OF_BOTH = 0.35, 0.15, 3, 0.15
# What is so probable needs no other beside it.
_PROBABLE = 0.85


class Worded(NamedTuple):
    """A sentence and the share of a claim's words that it holds."""

    held: float
    sentence_id: str


@once
def worded_sentences(claim_map: ClaimMap) -> Mapping[tuple[str, str], Worded]:
    """Finds the sentences that hold most of the words of claims which their outlets lack.

    Args:
        claim_map: The event.

    Returns:
        By claim and outlet the sentence that holds most, of all of the outlet's articles, where it
        holds much.
    """
    words, claims = weighty_words(claim_map), words_of_claims(claim_map)
    with_word: dict[str, list[str]] = defaultdict(list)
    for sentence_id, own in words.of.items():
        for word in own:
            with_word[word].append(sentence_id)
    found: dict[tuple[str, str], Worded] = {}
    for claim_id, told in claims.items():
        for one in _holding(told, words, with_word):
            at = (claim_id, claim_map.article_of(one.sentence_id).outlet)
            found[at] = max(found.get(at, one), one)
    return found


def _holding(
    claim: ClaimWords, words: Words, with_word: Mapping[str, list[str]]
) -> Iterator[Worded]:
    held: dict[str, float] = defaultdict(float)
    for word, weight in claim.usual.items():
        for sentence_id in with_word[word]:
            held[sentence_id] += weight
    for sentence_id, share in held.items():
        own = words.of[sentence_id]
        if share >= _LEAST_HELD and any(_is_like(own, told, words) for told in claim.told):
            yield Worded(share, sentence_id)


def _is_like(one: frozenset[str], other: frozenset[str], words: Words) -> bool:
    common = one & other
    return len(common) >= _IN_COMMON and words.weight(common) >= _OF_BOTH * words.weight(
        one | other
    )


def beside_by_words(
    near: Nearness, miss: NearMiss, best: Worded | None, claim: ClaimWords, words: Words
) -> Nearness:
    """Puts beside the most probable sentence of an outlet the one that holds more of the words.

    Args:
        near: How near the most probable one comes.
        miss: That sentence, the claim and the probability.
        best: What of the outlet holds most of the claim's words, from `worded_sentences`.
        claim: The words of the claim.
        words: The words of the event.

    Returns:
        The same, or that both have to be read.
    """
    if best is None or (near.comes_near and miss.probability >= _PROBABLE):
        return near
    held = sum(claim.usual.get(word, 0.0) for word in words.of[miss.sentence_id])
    if best.held < held + _MORE:
        return near
    return Nearness(comes_near=True, beside_id=best.sentence_id, says=near.says)
