"""Claim map -> the sentences that each claim holds so firmly that more can be read off them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from crossframe.comparison.figures.strays import strays_of
from crossframe.comparison.once import once
from crossframe.records import Claim, ClaimMap
from crossframe.text.quantities.numerals import find_numerals

# A sentence that is less probably the claim's often tells something near. Of 10 days on ECB+ events
# at which independent readers found such a sentence, 9 had one below.
SURE = 0.8
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
        By claim the ids of its sentences that it holds with .8 or more, and of copies of these
        (but for case, marks and one word in ten, no figure and no "not"); without those whose
        figures are told of others than the figures of the sentence that stands for the claim. All
        of a claim that people checked or corrected.
    """
    strays = strays_of(claim_map)
    return {claim.claim_id: _firm(claim_map, claim, strays) for claim in claim_map.claims}


def _firm(claim_map: ClaimMap, claim: Claim, strays: Mapping[str, AbstractSet[str]]) -> set[str]:
    if claim.is_touched:
        return set(claim.sentence_ids)
    apart = strays.get(claim.claim_id, frozenset())
    surely = {
        words_of(claim_map, sentence_id)
        for sentence_id in claim.sentence_ids
        if is_held_firmly(claim, sentence_id) and sentence_id not in apart
    }
    words = {s: words_of(claim_map, s) for s in claim.sentence_ids}
    return {
        s
        for s, said in words.items()
        if said in surely or (s not in apart and any(is_edited(said, one) for one in surely))
    }


def is_edited(one: str, other: str) -> bool:
    """Whether two sentences are nearly word for word the same.

    Args:
        one: The words of a sentence, as `words_of` has them.
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


def is_held_firmly(claim: Claim, sentence_id: str) -> bool:
    """Whether a sentence of a claim is sure enough to assert it to read off it what the claim says.

    >>> claim = Claim("c", "a", ("a", "b"), (0.7, 0.7), 0.7)
    >>> is_held_firmly(claim, "a"), is_held_firmly(claim, "b")
    (True, False)
    """
    decided = claim.is_touched or sentence_id == claim.medoid_id
    return decided or claim.probability_of(sentence_id) >= SURE


def words_of(claim_map: ClaimMap, sentence_id: str) -> str:
    """A sentence without case and marks, in which its copies are alike."""
    return " ".join(re.findall(r"\w+", claim_map.sentence_by_id[sentence_id].text.casefold()))
