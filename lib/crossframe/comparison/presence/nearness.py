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
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import fsum
from typing import NamedTuple

from crossframe.comparison.once import of_texts, once
from crossframe.records import Claim, ClaimMap, NearMiss, Parse

# What speaks for a sentence is the log-odds of its probability, times this, and the share of words.
# Chosen with the bars below on half of the ECB+ events and confirmed on the others (README,
# "Decisions").
_JUDGED = 0.3
# Below it nobody need be asked whether they were the first: of 34 claims of the seeds of which one
# outlet alone is left then, each had it from that outlet first; with no more than 0, 41 of 42.
_MAY_SAY = -0.1
_LEAST, _MOST = 0.001, 0.999
_THINGS = frozenset({"ADJ", "NOUN", "NUM", "PROPN"})
_WEIGHTY = _THINGS | {"VERB"}


class Words(NamedTuple):
    """The weighty words of each sentence by its id, and how rare each is.

    `things` are those that are no verbs, `numbers` those that are numbers.
    """

    of: Mapping[str, frozenset[str]]
    things: Mapping[str, frozenset[str]]
    numbers: Mapping[str, frozenset[str]]
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
        They; of a sentence without grammar all words of three letters and more, its numbers those
        in digits.
    """
    rows = list(zip(claim_map.sentences, claim_map.parses, strict=True))
    of = {one.sentence_id: _words_among(_WEIGHTY, one.text, parse) for one, parse in rows}
    things = {one.sentence_id: _words_among(_THINGS, one.text, parse) for one, parse in rows}
    numbers = {one.sentence_id: _numbers_in(of[one.sentence_id], parse) for one, parse in rows}
    return Words(of, things, numbers, rarity_of(of.values()))


def rarity_of(texts: Collection[AbstractSet[str]]) -> Mapping[str, float]:
    """Says how rare each word of some texts is: the logarithm of how few of them have it.

    >>> rare = rarity_of([{"tug"}, {"tug", "mayor"}])
    >>> rare["mayor"] > rare["tug"]
    True
    """
    n_uses = Counter(word for words in texts for word in words)
    return {word: math.log((len(texts) + 1) / (n + 0.5)) for word, n in n_uses.items()}


def _numbers_in(words: frozenset[str], parse: Parse | None) -> frozenset[str]:
    """Those of a sentence's words that are numbers."""
    if parse is None:
        return frozenset(word for word in words if word.isdigit())
    rows = zip(parse.lemmas, parse.pos, strict=True)
    return words.intersection(lemma.casefold() for lemma, pos in rows if pos == "NUM")


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


@once
def usual_words_of_claims(claim_map: ClaimMap) -> Mapping[str, Mapping[str, float]]:
    """Weighs the words of at least half of the sentences of each claim, or of its medoid.

    Args:
        claim_map: The event.

    Returns:
        By the claim's id its words and what each weighs: rare ones more, and those that more of its
        sentences have; together they weigh 1.
    """
    words = weighty_words(claim_map)
    return {claim.claim_id: _usual_of(claim, words) for claim in claim_map.claims}


def _usual_of(claim: Claim, words: Words) -> Mapping[str, float]:
    n = Counter(word for sentence_id in claim.sentence_ids for word in words.of[sentence_id])
    usual = usual_words(n, len(claim.sentence_ids), words)
    return usual or usual_words(Counter(words.of[claim.medoid_id]), 1, words)


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
    return judged(probability) + fsum(usual[word] for word in own & usual.keys())


def judged(probability: float) -> float:
    """Says how much speaks for it by the judge alone that a sentence says what others say.

    Args:
        probability: That it does, 0..1.

    Returns:
        .3 of the log-odds, about -2 to 2.
    """
    within = min(max(probability, _LEAST), _MOST)
    return _JUDGED * math.log(within / (1 - within))


@once
def near_sentences(claim_map: ClaimMap) -> Mapping[str, Sequence[NearMiss]]:
    """Finds sentences of articles without a claim that may say it, perhaps in other words.

    Args:
        claim_map: The event.

    Returns:
        By the claim's id its near misses that may say it, the most probable first.
    """
    words, usual = weighty_words(claim_map), usual_words_of_claims(claim_map)
    found: dict[str, list[NearMiss]] = {claim.claim_id: [] for claim in claim_map.claims}
    for miss in claim_map.near_misses:
        own = words.of[miss.sentence_id]
        if support(miss.probability, own, usual[miss.claim_id]) >= _MAY_SAY:
            found[miss.claim_id].append(miss)
    return {
        claim_id: sorted(near, key=lambda miss: (-miss.probability, miss.sentence_id))
        for claim_id, near in found.items()
    }
