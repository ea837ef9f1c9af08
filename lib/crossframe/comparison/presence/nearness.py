"""Claim map -> whether the sentence of an outlet that is nearest to a claim comes near to it.

The judge's probability alone leaves many doubtful. What a sentence lacks may stand in another one
of its article; and a sentence which has hardly a word of the claim is mostly about something else.
So the share of the claim's words that the sentence holds, with the best other one of its article,
is added to its probability.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from crossframe.comparison.once import once
from crossframe.records import Claim, ClaimMap, NearMiss

# Probability and share of words from which on a sentence comes near, and the least probability.
# Read on real events (README, "Decisions"): of sentences from .45 to .6 that stay below, 1 of 9 has
# something of the claim, of those above 6 of 11; of those from .38 on that rise above it, 11 of 16,
# of less probable ones 1 of 10.
NEAR, _LEAST = 0.7, 0.38
# Two sentences find some of the claim's words more easily: of 24 pairs that were read 12 of 16 that
# hold to these say something of it, and 2 of the other 8.
_NEAR_TWO, _OWN = 0.73, 0.05
# A sentence that has the words which all of a claim's sentences have may say it in other words: of
# nine such of the demonstration events that rise above these bars four do.
_IN_OTHER_WORDS, _LEAST_OF_CORE, _LEAST_JUDGED = 0.7, 0.3, 0.3
# From here on a sentence most probably says the same, and explains an empty cell better than a
# missing end or an early date does.
SAYS = 0.75
_WEIGHTY = frozenset({"ADJ", "NOUN", "NUM", "PROPN", "VERB"})


class Nearness(NamedTuple):
    """Whether a sentence comes near, and the other of its article without which it does not."""

    comes_near: bool
    beside_id: str


class Words(NamedTuple):
    """The weighty words of each sentence by its id, the rarity of each, articles' sentences."""

    of: Mapping[str, frozenset[str]]
    rarity: Mapping[str, float]
    sentences: Mapping[str, Sequence[str]]

    def weight(self, words: Iterable[str]) -> float:
        """How rare some words are, all together."""
        return fsum(self.rarity[word] for word in words)


@once
def weighty_words(claim_map: ClaimMap) -> Words:
    """Finds the nouns, verbs, adjectives and numbers of each sentence, as lemmas.

    Args:
        claim_map: The event.

    Returns:
        They; of a sentence without grammar all words of three letters and more.
    """
    of: dict[str, frozenset[str]] = {}
    sentences: dict[str, list[str]] = {}
    for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True):
        words = (
            re.findall(r"\w{3,}", sentence.text)
            if parse is None
            else (
                lemma
                for lemma, pos in zip(parse.lemmas, parse.pos, strict=True)
                if pos in _WEIGHTY and len(lemma) > 1
            )
        )
        of[sentence.sentence_id] = frozenset(map(str.casefold, words))
        sentences.setdefault(sentence.article_id, []).append(sentence.sentence_id)
    n_uses = Counter(word for words in of.values() for word in words)
    rarity = {word: math.log((len(of) + 1) / (n + 0.5)) for word, n in n_uses.items()}
    return Words(of, rarity, sentences)


def weights_of(claim: Claim, words: Words) -> Mapping[str, float]:
    """The claim's words, those of at least half of its sentences or of its medoid, by their weight.

    Rare words weigh more, and so do those that more of its sentences have; together they weigh 1.
    """
    n = Counter(word for sentence_id in claim.sentence_ids for word in words.of[sentence_id])
    size = len(claim.sentence_ids)
    shared = {word: k * words.rarity[word] for word, k in n.items() if 2 * k >= size}
    found = shared or {word: words.rarity[word] for word in words.of[claim.medoid_id]}
    whole = fsum(found.values()) or 1.0
    return {word: weight / whole for word, weight in found.items()}


def core_of(claim: Claim, words: Words) -> Mapping[str, float]:
    """The words that all of a claim's sentences have, or its medoid if there are none, by weight.

    Rare words weigh more; together they weigh 1.
    """
    own = [words.of[sentence_id] for sentence_id in claim.sentence_ids]
    core = frozenset.intersection(*own) or words.of[claim.medoid_id]
    whole = fsum(words.rarity[word] for word in core) or 1.0
    return {word: words.rarity[word] / whole for word in core}


@once
def near_sentences(claim_map: ClaimMap) -> Mapping[str, Sequence[NearMiss]]:
    """Finds sentences of articles without a claim that may say it, perhaps in other words.

    Args:
        claim_map: The event.

    Returns:
        By the claim's id its near misses that come near, or that are not improbable and hold what
        is common to all of its sentences; the most probable first.
    """
    words = weighty_words(claim_map)
    found: dict[str, list[NearMiss]] = {claim.claim_id: [] for claim in claim_map.claims}
    weights = {claim.claim_id: weights_of(claim, words) for claim in claim_map.claims}
    cores = {claim.claim_id: core_of(claim, words) for claim in claim_map.claims}
    for miss in claim_map.near_misses:
        near = nearness_of(miss, weights[miss.claim_id], claim_map).comes_near
        if near or _says_it_in_other_words(miss, words.of[miss.sentence_id], cores[miss.claim_id]):
            found[miss.claim_id].append(miss)
    return {
        claim_id: sorted(near, key=lambda miss: (-miss.probability, miss.sentence_id))
        for claim_id, near in found.items()
    }


def _says_it_in_other_words(miss: NearMiss, own: frozenset[str], core: Mapping[str, float]) -> bool:
    share = _share(own, core)
    is_judged = miss.probability >= _LEAST_JUDGED and share >= _LEAST_OF_CORE
    return is_judged and miss.probability + share >= _IN_OTHER_WORDS


def nearness_of(miss: NearMiss, weights: Mapping[str, float], claim_map: ClaimMap) -> Nearness:
    """Tells whether a sentence comes near to a claim.

    Args:
        miss: The sentence and its probability.
        weights: Of the words of the claim.
        claim_map: The event.

    Returns:
        Whether it does, by itself or with another sentence of its article.
    """
    words = weighty_words(claim_map)
    own = words.of[miss.sentence_id]
    alone = _share(own, weights)
    if miss.probability < _LEAST or miss.probability + alone >= NEAR:
        return Nearness(comes_near=miss.probability >= _LEAST, beside_id="")
    left = {word: weight for word, weight in weights.items() if word not in own}
    article = claim_map.sentence_by_id[miss.sentence_id].article_id
    most, beside = max((_share(words.of[other], left), other) for other in words.sentences[article])
    near = alone >= _OWN and miss.probability + alone + most >= _NEAR_TWO
    return Nearness(near, beside if near else "")


def _share(held: frozenset[str], weights: Mapping[str, float]) -> float:
    return fsum(weights.get(word, 0.0) for word in held & weights.keys())
