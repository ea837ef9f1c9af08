"""Claim map -> the sentences that each claim holds so firmly that more can be read off them."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from crossframe.comparison.figures.strays import strays_of
from crossframe.comparison.once import once
from crossframe.comparison.presence.nearness import Words, weighty_words
from crossframe.records import Claim, ClaimMap
from crossframe.text.plain_words import plain_words
from crossframe.text.quantities.numerals import find_numerals

# A sentence that is less probably the claim's often tells something near. Of 10 days on ECB+ events
# at which independent readers found such a sentence, 9 had one below.
SURE = 0.8
# Those from there on that share few words with the sentence which stands for the claim tell
# something near as well: so did 10 of 26 that were read below the first of these bars, and 9 of 24
# below the second, which share still fewer. Few is under both shares: of the words of the shorter
# one and of those of both.
_SURE_WITHOUT_WORDS = ((0.85, 0.6, 0.3), (0.9, 0.35, 0.2))
# A less probable one that has most words of the shorter of the two, and many of those of both,
# tells the same in other words: so did 31 of 34 that were read.
_LIKELY, _IN_COMMON, _OF_SHORTER, _OF_BOTH = 0.75, 4, 0.5, 0.3
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
        By claim the ids of its sentences that it holds with .8 or more, or with .75 where they
        share many words with the one that stands for the claim, and of copies of these (but for
        case, marks and one word in ten, no figure and no "not"); without those whose figures are
        told of others than the figures of that sentence, and, under .9, those that share few words
        with it. All of a claim that people checked or corrected.
    """
    strays, words = strays_of(claim_map), weighty_words(claim_map)
    return {
        claim.claim_id: set(claim.sentence_ids)
        if claim.is_touched
        else _firm(claim_map, claim, strays.get(claim.claim_id, frozenset()), words)
        for claim in claim_map.claims
    }


def _firm(claim_map: ClaimMap, claim: Claim, apart: AbstractSet[str], words: Words) -> set[str]:
    said = {s: wording_of(claim_map, s) for s in claim.sentence_ids}
    surely = {
        said[sentence_id]
        for sentence_id, probability in zip(claim.sentence_ids, claim.probabilities, strict=True)
        if sentence_id not in apart
        if sentence_id == claim.medoid_id
        or _is_sure(claim_map, probability, words, sentence_id, claim.medoid_id)
    }
    return {
        s
        for s, own in said.items()
        if own in surely or (s not in apart and any(is_edited(own, one) for one in surely))
    }


def _is_sure(
    claim_map: ClaimMap, probability: float, words: Words, sentence_id: str, medoid_id: str
) -> bool:
    """Whether a sentence is sure enough to say what the one that stands for its claim says."""
    is_parsed = claim_map.parse_by_id[sentence_id] and claim_map.parse_by_id[medoid_id]
    if probability < _LIKELY or not is_parsed:
        return probability >= SURE
    one, other = words.of[sentence_id], words.of[medoid_id]
    shared, both = words.weight(one & other), words.weight(one | other)
    shorter = min(words.weight(one), words.weight(other))
    if probability < SURE:
        is_many = len(one & other) >= _IN_COMMON
        return is_many and shared >= max(_OF_SHORTER * shorter, _OF_BOTH * both)
    return not any(
        probability < bar and shared < min(of_shorter * shorter, of_both * both)
        for bar, of_shorter, of_both in _SURE_WITHOUT_WORDS
    )


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
