"""Claim map -> the sentences that each claim holds so firmly that more can be read off them.

A claim joins sentences of which each says what some others say, so it may hold one that tells of
another matter. Every ledger of the comparison that reads something off a claim's sentences asks
here which of them surely assert it, and shows the others apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from crossframe.comparison.figures.strays import strays_of
from crossframe.comparison.once import once
from crossframe.comparison.presence.firmness import supported_sentences
from crossframe.comparison.presence.further import further_sentences
from crossframe.comparison.presence.leads import later_news
from crossframe.comparison.presence.occasions import other_occasions
from crossframe.comparison.presence.other_words import other_words
from crossframe.comparison.presence.rivals import Named, named_in
from crossframe.records import Claim, ClaimMap
from crossframe.text.plain_words import plain_words
from crossframe.text.quantities.numerals import find_numerals

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
        By claim the ids of its sentences for which probability, words and subject together speak,
        of the one that stands for it, and of copies of these (but for case, marks and one word in
        ten, no figure and no "not"). Without those told of others, by name or by their figures,
        than that one, those that are news of another day, tell of another occasion or quote another
        statement, and those in which an article goes on from one of them. All of a claim that
        people checked or corrected.
    """
    strays, named, later = strays_of(claim_map), named_in(claim_map), later_news(claim_map)
    further, occasions = further_sentences(claim_map), other_occasions(claim_map)
    supported, quoted = supported_sentences(claim_map), other_words(claim_map)
    found: dict[str, AbstractSet[str]] = {}
    for claim in claim_map.claims:
        apart = strays.get(claim.claim_id, set()) | _rivals(claim, named)
        apart |= later[claim.claim_id] | further[claim.claim_id] | occasions[claim.claim_id]
        apart |= quoted[claim.claim_id]
        every = set(claim.sentence_ids)
        likely = supported[claim.claim_id] - apart
        found[claim.claim_id] = (
            every if claim.is_touched else _firm(claim_map, claim, likely, apart)
        )
    return found


def _rivals(claim: Claim, named: Mapping[str, Named]) -> set[str]:
    """The sentences told of others, by name, than the one that stands for their claim."""
    medoid = named.get(claim.medoid_id)
    if medoid is None:
        return set()
    return {s for s in claim.sentence_ids if s in named and named[s].is_rival_of(medoid)}


def _firm(
    claim_map: ClaimMap, claim: Claim, likely: AbstractSet[str], apart: AbstractSet[str]
) -> set[str]:
    said = {s: wording_of(claim_map, s) for s in claim.sentence_ids}
    surely = {own for s, own in said.items() if s == claim.medoid_id or s in likely}
    return {
        s
        for s, own in said.items()
        if own in surely or (s not in apart and any(is_edited(own, one) for one in surely))
    }


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
