"""Claim map -> the sentences that each claim holds so firmly that more can be read off them.

A claim joins sentences of which each says what some others say, so it may hold one that tells of
another matter. Every ledger of the comparison that reads something off a claim's sentences asks
here which of them surely assert it, and shows the others apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from crossframe.comparison.figures.strays import strays_of
from crossframe.comparison.once import once
from crossframe.comparison.presence.further import further_sentences
from crossframe.comparison.presence.leads import later_news
from crossframe.comparison.presence.nearness import (
    Words,
    support,
    usual_words,
    weighty_words,
)
from crossframe.comparison.presence.occasions import other_occasions
from crossframe.comparison.presence.rivals import Named, named_in
from crossframe.records import Claim, ClaimMap
from crossframe.text.plain_words import plain_words
from crossframe.text.quantities.numerals import find_numerals

# From here on enough speaks for a sentence to be held firmly: chosen on 150 sentences of ten ECB+
# events and confirmed on 150 of the others, which were read beside what stands for their claims.
_FIRM = 0.8
# So probable has to be one that shares so many nouns, names, adjectives or numbers with another of
# the claim, and such a share of the words of both. Of 300 that were read (README, "Decisions") half
# as many are withheld with it that say the same, and five in six of those that do not.
_LIKELY, _IN_COMMON, _OF_BOTH = 0.5, 3, 0.2
# Without grammar nothing is known of words that mean something: so probable it has to be.
_SURE = 0.8
# Sentences that share so many of their words, in one order, are one that was edited: so were all 20
# of such pairs on the same events.
_EDITED = 0.9
_NEGATIONS = frozenset("never no nobody none nor not nothing t without".split())  # noqa: SIM905


@once
def firm_sentences(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """Finds the sentences of each claim that surely assert it.

    Args:
        claim_map: The event.

    Returns:
        By claim the ids of its sentences of which probability and words together speak for it, the
        words of most others or of one alone; of the one that stands for it; and of copies of these
        (but for case, marks and one word in ten, no figure and no "not"). Without those told of
        others, by name or by their figures, than that one, those that are news of another day, or
        tell of another occasion, and those in which an article goes on from one of them. All of a
        claim that people checked or corrected.
    """
    strays, words, named = strays_of(claim_map), weighty_words(claim_map), named_in(claim_map)
    later, further = later_news(claim_map), further_sentences(claim_map)
    occasions = other_occasions(claim_map)
    found: dict[str, AbstractSet[str]] = {}
    for claim in claim_map.claims:
        apart = strays.get(claim.claim_id, set()) | _rivals(claim, named)
        apart |= later[claim.claim_id] | further[claim.claim_id] | occasions[claim.claim_id]
        every = set(claim.sentence_ids)
        found[claim.claim_id] = every if claim.is_touched else _firm(claim_map, claim, apart, words)
    return found


def _rivals(claim: Claim, named: Mapping[str, Named]) -> set[str]:
    """The sentences told of others, by name, than the one that stands for their claim."""
    medoid = named.get(claim.medoid_id)
    if medoid is None:
        return set()
    return {s for s in claim.sentence_ids if s in named and named[s].is_rival_of(medoid)}


def _firm(claim_map: ClaimMap, claim: Claim, apart: AbstractSet[str], words: Words) -> set[str]:
    said = {s: wording_of(claim_map, s) for s in claim.sentence_ids}
    firmness = _firmness(claim_map, claim, said, words)
    alike = _alike(claim_map, claim, {s: own for s, own in said.items() if s not in apart}, words)
    surely = {
        own
        for sentence_id, own in said.items()
        if sentence_id not in apart
        if sentence_id == claim.medoid_id or firmness[sentence_id] >= _FIRM or sentence_id in alike
    }
    return {
        s
        for s, own in said.items()
        if own in surely or (s not in apart and any(is_edited(own, one) for one in surely))
    }


def _alike(
    claim_map: ClaimMap, claim: Claim, said: Mapping[str, str], words: Words
) -> AbstractSet[str]:
    """The sentences that tell, in other words, of much the same things as another of the claim."""
    rows = zip(claim.sentence_ids, claim.probabilities, strict=True)
    likely = {s for s, probability in rows if probability >= _LIKELY}
    things = {s: words.things[s] for s in said if claim_map.parse_by_id[s] is not None}
    return {
        s
        for s, own in things.items()
        if s in likely
        and any(_are_alike(own, things[o], words) for o in things if said[o] != said[s])
    }


def _are_alike(one: frozenset[str], other: frozenset[str], words: Words) -> bool:
    return len(one & other) >= _IN_COMMON and words.likeness(one, other) >= _OF_BOTH


def _firmness(
    claim_map: ClaimMap, claim: Claim, said: Mapping[str, str], words: Words
) -> Mapping[str, float]:
    """How firmly a claim holds each of its sentences."""
    parsed = {s for s in said if claim_map.parse_by_id[s] is not None}
    # A text that several print counts once.
    texts = {said[s]: words.of[s] for s in said if s in parsed}
    every = Counter(word for own in texts.values() for word in own)
    found: dict[str, float] = {}
    for sentence_id, probability in zip(claim.sentence_ids, claim.probabilities, strict=True):
        if sentence_id in parsed and claim.medoid_id in parsed:
            others = every - Counter(texts[said[sentence_id]])
            usual = usual_words(others, len(texts) - 1, words)
            found[sentence_id] = support(probability, words.of[sentence_id], usual)
        else:
            found[sentence_id] = _FIRM if probability >= _SURE else 0.0
    return found


def is_edited(one: str, other: str) -> bool:
    """Whether two sentences are nearly word for word the same.

    Args:
        one: The words of a sentence, as `wording_of` has them.
        other: Those of another.

    Returns:
        True where at least nine in ten are the same in one order, and all figures and negations.

    >>> said = "two ships were lost off the northern cape in the storm"
    >>> is_edited(said, said.replace("the storm", "a storm"))
    True
    >>> is_edited(said, said.replace("two", "three")), is_edited(said, "two ships were lost")
    (False, False)
    """
    pair = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return (
        pair.real_quick_ratio() >= _EDITED
        and pair.quick_ratio() >= _EDITED
        and pair.ratio() >= _EDITED
        and _fixed(one) == _fixed(other)
    )


def _fixed(words: str) -> tuple[list[tuple[float, float]], list[str]]:
    """The figures and the negations of a sentence, in which edited copies may not differ."""
    figures = [(numeral.low, numeral.high) for numeral in find_numerals(words)]
    return figures, [word for word in words.split() if word in _NEGATIONS]


def wording_of(claim_map: ClaimMap, sentence_id: str) -> str:
    """A sentence without case and marks, in which its copies are alike."""
    return " ".join(plain_words(claim_map.sentence_by_id[sentence_id].text))
