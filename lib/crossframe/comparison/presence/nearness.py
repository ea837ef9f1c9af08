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
# A less probable sentence has to hold so much of what all of a claim's sentences have, or so much
# of its words: of 26 cells of real events where it holds neither, 19 were of another matter.
# A short one says something of it if so much of what it has stands in one of the claim's sentences.
_SURE_OF_MATTER, _LEAST_OF_SHARED, _LEAST_OF_WORDS, _LEAST_OF_OWN = 0.69, 0.28, 0.25, 0.55
# Two sentences find some of the claim's words more easily: of 24 pairs that were read 12 of 16 that
# hold to these say something of it, and 2 of the other 8. Of 14 pairs that lack half of what all of
# the claim's sentences have, 10 do not.
_NEAR_TWO, _OWN, _CORE_OF_TWO = 0.73, 0.05, 0.5
# A sentence that has what all of a claim's sentences have may say it in other words. The first bars
# are for whoever may have been first, where of nine such of the demonstration events four do; the
# others for what has to be read: of 16 such cells, called silent before, 9 had something of it.
_IN_OTHER_WORDS, _LEAST_OF_CORE, _LEAST_JUDGED = 0.7, 0.3, 0.3
_READ_IN_OTHER_WORDS, _LEAST_OF_CORE_READ, _LEAST_READ = 0.75, 0.35, 0.45
# From here on a sentence most probably says the same, and explains an empty cell better than a
# missing end or an early date does; and from the second bar on if it holds what all sentences do.
_SAYS, _SAYS_WITH_CORE, _CORE_THAT_SAYS = 0.75, 0.64, 0.45
# A sentence that is rather probable, and shares with one of the claim's sentences so many words of
# which hardly one sentence in twelve has any (e to this power), comes near with less of the claim's
# words or of those in common: of 32 such that were read 25 have something of the claim.
_RATHER, _RARE, _RARE_SHARED, _USUAL_HELD, _CORE_HELD = 0.6, 2.5, 3, 0.18, 0.2
_WEIGHTY = frozenset({"ADJ", "NOUN", "NUM", "PROPN", "VERB"})


class Nearness(NamedTuple):
    """Whether a sentence comes near, and another of its outlet that has to be read with it, or "".

    `says` tells whether it most probably says the same, and so explains more than dates and cuts.
    """

    comes_near: bool
    beside_id: str
    says: bool


class Words(NamedTuple):
    """The weighty words of each sentence by its id, how rare each is, sentences by article."""

    of: Mapping[str, frozenset[str]]
    rarity: Mapping[str, float]
    sentences: Mapping[str, Sequence[str]]
    article_of: Mapping[str, str]

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
    article_of = {sentence.sentence_id: sentence.article_id for sentence in claim_map.sentences}
    return Words(of, rarity, sentences, article_of)


class ClaimWords(NamedTuple):
    """The words of a claim and what each weighs: rare ones more; together they weigh 1.

    `usual` are those of at least half of its sentences, or of its medoid, which weigh the more the
    more have them; `core` those that all of its sentences have, or its medoid if there are none.
    `told` are the words of each of its sentences.
    """

    usual: Mapping[str, float]
    core: Mapping[str, float]
    told: Sequence[frozenset[str]]


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
    medoid = words.of[claim.medoid_id]
    n = Counter(word for said in own for word in said)
    usual = {word: k * words.rarity[word] for word, k in n.items() if 2 * k >= len(own)}
    core = frozenset.intersection(*own) or medoid
    return ClaimWords(
        _weighed(usual or {word: words.rarity[word] for word in medoid}),
        _weighed({word: words.rarity[word] for word in core}),
        own,
    )


def _weighed(found: Mapping[str, float]) -> Mapping[str, float]:
    whole = fsum(found.values()) or 1.0
    return {word: weight / whole for word, weight in found.items()}


@once
def near_sentences(claim_map: ClaimMap) -> Mapping[str, Sequence[NearMiss]]:
    """Finds sentences of articles without a claim that may say it, perhaps in other words.

    Args:
        claim_map: The event.

    Returns:
        By the claim's id its near misses that are probable and hold its words, by themselves or
        with another sentence, or that are not improbable and hold what is common to all of its
        sentences; the most probable first.
    """
    words, claims = weighty_words(claim_map), words_of_claims(claim_map)
    found: dict[str, list[NearMiss]] = {claim.claim_id: [] for claim in claim_map.claims}
    for miss in claim_map.near_misses:
        if _may_say(miss, claims[miss.claim_id], words):
            found[miss.claim_id].append(miss)
    return {
        claim_id: sorted(near, key=lambda miss: (-miss.probability, miss.sentence_id))
        for claim_id, near in found.items()
    }


def _may_say(miss: NearMiss, claim: ClaimWords, words: Words) -> bool:
    core = _share(words.of[miss.sentence_id], claim.core)
    is_judged = miss.probability >= _LEAST_JUDGED and core >= _LEAST_OF_CORE
    in_other_words = is_judged and miss.probability + core >= _IN_OTHER_WORDS
    return in_other_words or _has_its_words(miss, claim, words) or bool(_beside(miss, claim, words))


def nearness_of(miss: NearMiss, claim_map: ClaimMap) -> Nearness:
    """Tells whether a sentence comes near to a claim.

    Args:
        miss: The sentence, the claim and the probability.
        claim_map: The event.

    Returns:
        Whether it does, by itself or with another sentence of its article.
    """
    words, claim = weighty_words(claim_map), words_of_claims(claim_map)[miss.claim_id]
    core = _share(words.of[miss.sentence_id], claim.core)
    usual = _share(words.of[miss.sentence_id], claim.usual)
    says = miss.probability >= _SAYS or (
        miss.probability >= _SAYS_WITH_CORE and core >= _CORE_THAT_SAYS
    )
    is_of_it = miss.probability >= _SURE_OF_MATTER or (
        core >= _LEAST_OF_SHARED
        or usual >= _LEAST_OF_WORDS
        or _holds(claim, words, words.of[miss.sentence_id])
    )
    in_other_words = (
        miss.probability >= _LEAST_READ
        and core >= _LEAST_OF_CORE_READ
        and miss.probability + core >= _READ_IN_OTHER_WORDS
    )
    is_distinguished = (
        miss.probability >= _RATHER
        and (usual >= _USUAL_HELD or core >= _CORE_HELD)
        and _shares_rare_words(claim, words, words.of[miss.sentence_id])
    )
    if _has_its_words(miss, claim, words) or in_other_words or is_distinguished:
        near = is_of_it or in_other_words or is_distinguished
        return Nearness(near, "", near and says)
    beside = _beside(miss, claim, words)
    if beside and _share(words.of[miss.sentence_id] | words.of[beside], claim.core) < _CORE_OF_TWO:
        beside = ""
    return Nearness(bool(beside), beside, says=False)


def _holds(claim: ClaimWords, words: Words, own: frozenset[str]) -> bool:
    """Whether a sentence of a claim has most of what another one has."""
    least = _LEAST_OF_OWN * words.weight(own)
    return bool(own) and any(words.weight(own & told) >= least for told in claim.told)


def _shares_rare_words(claim: ClaimWords, words: Words, own: frozenset[str]) -> bool:
    rare = {word for word in own if words.rarity[word] >= _RARE}
    return any(len(rare & told) >= _RARE_SHARED for told in claim.told)


def _has_its_words(miss: NearMiss, claim: ClaimWords, words: Words) -> bool:
    share = _share(words.of[miss.sentence_id], claim.usual)
    return miss.probability >= _LEAST and miss.probability + share >= NEAR


def _beside(miss: NearMiss, claim: ClaimWords, words: Words) -> str:
    """The sentence of its article with which another has enough of a claim's words, or ""."""
    own = words.of[miss.sentence_id]
    alone = _share(own, claim.usual)
    if miss.probability < _LEAST or alone < _OWN:
        return ""
    left = {word: weight for word, weight in claim.usual.items() if word not in own}
    article = words.article_of[miss.sentence_id]
    most, beside = max((_share(words.of[other], left), other) for other in words.sentences[article])
    return beside if miss.probability + alone + most >= _NEAR_TWO else ""


def _share(held: frozenset[str], weights: Mapping[str, float]) -> float:
    return fsum(weights.get(word, 0.0) for word in held & weights.keys())
