"""Claim map -> how much speaks for it that a sentence says a claim: the judge, and its words.

The judge's probability alone leaves many doubtful. A sentence which has hardly a word of the claim
is mostly about something else; one that has most of them mostly is not. So the share of the claim's
words that the sentence holds is added to the log-odds of its probability. On that one scale a
sentence outside of a claim comes near to it, and one inside of it is held firmly or loosely.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import fsum
from typing import NamedTuple

from crossframe.comparison.once import of_texts, once
from crossframe.records import Claim, ClaimMap, NearMiss, Parse

# What speaks for a sentence is the log-odds of its probability, times this, and the share of words.
# Chosen with the bars below on half of the ECB+ events and confirmed on the others (README,
# "Decisions").
_JUDGED = 0.3
# From the first of these on a sentence comes near; so does it with the likeness of the outlet's
# likest from the second on: of 57 outlets of `seeds/` that come near so, and not from .25 on, 27
# make the claim; of 11 of ECB+ that were read 9 say it, in part or whole.
_NEAR, _NEAR_AND_LIKE = 0.2, 0.35
# Below it nobody need be asked whether they were the first: of 34 claims of the seeds of which one
# outlet alone is left then, each had it from that outlet first; with no more than 0, 41 of 42.
_MAY_SAY = -0.1
_LEAST, _MOST = 0.001, 0.999
_THINGS = frozenset({"ADJ", "NOUN", "NUM", "PROPN"})
_WEIGHTY = _THINGS | {"VERB"}


class Nearness(NamedTuple):
    """Whether a sentence comes near, and another of its outlet to be read with it, or ""."""

    comes_near: bool
    beside_id: str


class Words(NamedTuple):
    """The weighty words of each sentence by its id, these without verbs, and how rare each is."""

    of: Mapping[str, frozenset[str]]
    things: Mapping[str, frozenset[str]]
    rarity: Mapping[str, float]

    def weight(self, words: Iterable[str]) -> float:
        """How rare some words are, all together."""
        return fsum(self.rarity[word] for word in words)

    def likeness(self, one: AbstractSet[str], other: AbstractSet[str]) -> float:
        """Which share of the words of two sentences both have, 0..1."""
        return self.weight(one & other) / (self.weight(one | other) or 1.0)


@of_texts
def weighty_words(claim_map: ClaimMap) -> Words:
    """Finds the nouns, verbs, adjectives and numbers of each sentence, as lemmas.

    Args:
        claim_map: The event.

    Returns:
        They; of a sentence without grammar all words of three letters and more.
    """
    rows = list(zip(claim_map.sentences, claim_map.parses, strict=True))
    of = {one.sentence_id: _words_among(_WEIGHTY, one.text, parse) for one, parse in rows}
    things = {one.sentence_id: _words_among(_THINGS, one.text, parse) for one, parse in rows}
    n_uses = Counter(word for words in of.values() for word in words)
    rarity = {word: math.log((len(of) + 1) / (n + 0.5)) for word, n in n_uses.items()}
    return Words(of, things, rarity)


def _words_among(kinds: AbstractSet[str], text: str, parse: Parse | None) -> frozenset[str]:
    words = (
        re.findall(r"\w{3,}", text)
        if parse is None
        else (
            lemma
            for lemma, pos in zip(parse.lemmas, parse.pos, strict=True)
            if pos in kinds and len(lemma) > 1
        )
    )
    return frozenset(map(str.casefold, words))


class ClaimWords(NamedTuple):
    """The words of a claim and what each weighs: rare ones more; together they weigh 1.

    `usual` are those of at least half of its sentences, or of its medoid, which weigh the more the
    more have them. `things` are those of each of its sentences that are no verbs.
    """

    usual: Mapping[str, float]
    things: Sequence[frozenset[str]]


@once
def words_of_claims(claim_map: ClaimMap) -> Mapping[str, ClaimWords]:
    """Finds the words of each claim.

    Args:
        claim_map: The event.

    Returns:
        They by the claim's id.
    """
    words = weighty_words(claim_map)
    return {claim.claim_id: _words_of(claim, words) for claim in claim_map.claims}


def _words_of(claim: Claim, words: Words) -> ClaimWords:
    own = [words.of[sentence_id] for sentence_id in claim.sentence_ids]
    n = Counter(word for said in own for word in said)
    usual = usual_words(n, len(own), words)
    things = [words.things[sentence_id] for sentence_id in claim.sentence_ids]
    return ClaimWords(usual or usual_words(Counter(words.of[claim.medoid_id]), 1, words), things)


def usual_words(n_texts: Mapping[str, int], n: int, words: Words) -> Mapping[str, float]:
    """Weighs the words that at least half of some texts have.

    Args:
        n_texts: In how many of them each word stands.
        n: How many there are.
        words: How rare each word is.

    Returns:
        The words and what each weighs; together they weigh 1.
    """
    weights = {word: k * words.rarity[word] for word, k in n_texts.items() if k and 2 * k >= n}
    whole = fsum(weights.values()) or 1.0
    return {word: weight / whole for word, weight in weights.items()}


def support(probability: float, own: frozenset[str], usual: Mapping[str, float]) -> float:
    """Says how much speaks for it that a sentence says what others say.

    Args:
        probability: That it does, by the judge.
        own: Its words.
        usual: The words of most of the others and what each weighs.

    Returns:
        .3 of the log-odds, and the share of the words that it has; about -1 to 3.

    >>> round(support(0.8, frozenset({"mayor", "tug"}), {"mayor": 0.75, "channel": 0.25}), 2)
    1.17
    """
    within = min(max(probability, _LEAST), _MOST)
    held = fsum(usual[word] for word in own & usual.keys())
    return _JUDGED * math.log(within / (1 - within)) + held


@once
def near_sentences(claim_map: ClaimMap) -> Mapping[str, Sequence[NearMiss]]:
    """Finds sentences of articles without a claim that may say it, perhaps in other words.

    Args:
        claim_map: The event.

    Returns:
        By the claim's id its near misses that may say it, the most probable first.
    """
    words, claims = weighty_words(claim_map), words_of_claims(claim_map)
    found: dict[str, list[NearMiss]] = {claim.claim_id: [] for claim in claim_map.claims}
    for miss in claim_map.near_misses:
        if _support_of(miss, claims[miss.claim_id], words) >= _MAY_SAY:
            found[miss.claim_id].append(miss)
    return {
        claim_id: sorted(near, key=lambda miss: (-miss.probability, miss.sentence_id))
        for claim_id, near in found.items()
    }


def comes_near(miss: NearMiss, claim: ClaimWords, words: Words, likeness: float) -> bool:
    """Tells whether a sentence comes near to a claim.

    Args:
        miss: The sentence, the claim and the probability.
        claim: The words of the claim.
        words: The words of the event.
        likeness: Of the outlet's likest sentence to one of the claim's, 0..1.

    Returns:
        Whether it does.
    """
    speaks = _support_of(miss, claim, words)
    return speaks >= _NEAR or speaks + likeness >= _NEAR_AND_LIKE


def _support_of(miss: NearMiss, claim: ClaimWords, words: Words) -> float:
    return support(miss.probability, words.of[miss.sentence_id], claim.usual)
