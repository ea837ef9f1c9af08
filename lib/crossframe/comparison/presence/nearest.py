"""Claim map -> of outlets without a claim, whether a sentence comes near it, and which to read.

Every sentence of an outlet is weighed by its words; that the judge holds one of them for probable
speaks for all of them, and most for that one. What is told of others by name than the claim has no
say.

How much each weighs is a logistic, fitted on 997 sentences of 319 cells of all ECB+ events that
were drawn at random and read, each as telling the claim, a part of it or nothing. With the events
of one topic in eleven held out in turn, of a sentence that tells of the claim and one that does not
the first comes out on top in .88 of pairs (.86 with the words before); where an outlet has a
sentence that tells of the claim, the one that is shown does in .93 (.89). Neither where sentences
are alike in their verbs, nor in which claims else they are, nor how many claims they come near to
told more.

Of an outlet that writes in another language than all sentences of a claim words tell nothing: its
sentences are weighed in `crossing`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.comparison.once import once
from crossframe.comparison.presence.crossing import crossed_sentences
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.presence.likeness import Closest, Likeness, closest_sentences
from crossframe.comparison.presence.nearness import judged
from crossframe.comparison.presence.occasions import are_of_other_times, occasions_apart
from crossframe.comparison.presence.other_counts import counts_apart
from crossframe.comparison.presence.rivals import told_of_others
from crossframe.records import ClaimMap

# The log-odds that a sentence tells of the claim: what the judge says of the outlet's most probable
# sentence, that it is that one, the logarithm of the claim's number of words (of a long one some
# part is told more easily), and a constant; its own words are weighed in `likeness`.
_JUDGED, _NAMED, _LONG, _OTHERWISE = 0.8, 0.7, 0.9, -5.1
# From the first of these on a sentence comes near, for what may be said has to be read; up to the
# second it does so faintly. Of 80 of those cells that are silent with it one is told by the outlet.
# Of those that come near faintly half are not, in no part. Readers of 1,300 cells called 21 of 97
# between .2 and the second of these another matter, and 19 of 446 above.
_NEAR, _FAINT = -0.8, 1.0
# What is less probable comes near faintly, too: four of 18 such are not told, in no part.
_SURE = 0.6
# What the judge holds for so probable, in whatever words, is to be read as well.
_PROBABLE = 0.8
# So has to be, faintly, what may as well be the same by the judge and has some of its words, be the
# claim ever so short: of 26 such cells drawn at random 8 tell the claim, and 2 a part of it.
_HALF, _WORDED = 0.5, 1.75
# So much less speaks for a sentence that tells of an earlier time where the claim tells what is
# new, or reversely, set by judgement; if it comes near it does so faintly. Of 30 cells that this
# changed 18 are told more truly and 6 less, in which a faint "near" stands for a firm one.
_ELSEWHEN = 1.0
# A second sentence has to be read if its log-odds are no further from the first one's.
_BESIDE = 0.5


class Nearness(NamedTuple):
    """The sentence to read first, its probability, whether any comes near, and one to read with it.

    The probability is the judge's, None where it named another sentence; `beside_id` may be "". One
    that comes near faintly is as likely to tell of another matter.
    """

    sentence_id: str
    probability: float | None
    comes_near: bool
    beside_id: str
    is_faint: bool

    @property
    def shown(self) -> AbstractSet[str]:
        """The sentences to read."""
        return {self.sentence_id, self.beside_id} - {""}


@once
def nearest_sentences(claim_map: ClaimMap) -> Mapping[tuple[str, str], Nearness]:
    """Tells of outlets that have a near miss of a claim whether their sentences come near to it.

    Args:
        claim_map: The event.

    Returns:
        By claim and outlet whether they do, and the sentence for which most speaks. One with nearly
        as much, not of the same words, has to be read beside it; of the two the one that the judge
        named stands first, unless it tells of another time.
    """
    closest = closest_sentences(claim_map)
    first = {at: _nearness(one, frozenset()) for at, one in closest.items()}
    asked: dict[str, set[str]] = defaultdict(set)
    for (claim_id, outlet), found in first.items():
        if found.comes_near:
            asked[claim_id] |= {like.sentence_id for like in _candidates(closest[claim_id, outlet])}
    others: dict[str, set[str]] = defaultdict(set)
    for claim_id, sentence_id in told_of_others(claim_map, asked, firm_sentences(claim_map)):
        others[claim_id].add(sentence_id)
    elsewhen = are_of_other_times(claim_map, asked)
    told = {
        (claim_id, outlet): _nearness(one, others[claim_id], elsewhen[claim_id])
        if first[claim_id, outlet].comes_near
        else first[claim_id, outlet]
        for (claim_id, outlet), one in closest.items()
    }
    crossed = crossed_sentences(claim_map)
    told = _with_occasions(claim_map, told)
    return told | {at: Nearness(*one) for at, one in crossed.items() if one is not None}


def _with_occasions(
    claim_map: ClaimMap, told: Mapping[tuple[str, str], Nearness]
) -> dict[tuple[str, str], Nearness]:
    """Doubts what comes near and tells of another day, amount or step at law than the claim.

    Readers called 5 of 35 such cells of the ECB+ events another matter, and of the other 30 most
    tell of a charge where the claim tells of an arrest, or the like. What counts other people is
    doubted as well.
    """
    asked: dict[str, set[str]] = defaultdict(set)
    for (claim_id, _), near in told.items():
        if near.comes_near and not near.is_faint:
            asked[claim_id] |= near.shown
    apart, counts = occasions_apart(claim_map, asked), counts_apart(claim_map, asked)
    doubted = {claim_id: apart[claim_id] | counts[claim_id] for claim_id in asked}
    return {
        at: near._replace(is_faint=near.is_faint or near.shown <= doubted.get(at[0], set()))
        for at, near in told.items()
    }


def _candidates(one: Closest) -> list[Likeness]:
    """The sentences of an outlet that are weighed: the most probable, and the likest."""
    return [one.named, *one.likest] if one.named else [*one.likest]


def _nearness(
    one: Closest, others: AbstractSet[str], elsewhen: AbstractSet[str] = frozenset()
) -> Nearness:
    """Weighs the closest sentences of an outlet, without those told of others."""
    every = _candidates(one)
    own = [like for like in every if like.sentence_id not in others]
    named = one.miss.sentence_id
    speaks = {
        (s := like.sentence_id): like.words + _NAMED * (s == named) - _ELSEWHEN * (s in elsewhen)
        for like in own
    }
    ranked = sorted(speaks, key=lambda s: -speaks[s])
    if not ranked:
        return Nearness(named, one.miss.probability, comes_near=False, beside_id="", is_faint=True)
    most = speaks[ranked[0]]
    length = _LONG * math.log1p(one.n_words)
    odds = most + _JUDGED * judged(one.miss.probability) + length + _OTHERWISE
    shown = [s for s in ranked[:2] if speaks[s] >= most - _BESIDE]
    is_probable = named in speaks and one.miss.probability >= _PROBABLE
    is_half = one.miss.probability >= _HALF and most >= _WORDED
    if odds < _NEAR:
        shown = [named] if is_probable else shown[:1]
    shown.sort(key=lambda s: (s in elsewhen, s != named))
    return Nearness(
        shown[0],
        one.miss.probability if shown[0] == named else None,
        odds >= _NEAR or is_probable or is_half,
        shown[1] if len(shown) > 1 else "",
        odds < _FAINT or one.miss.probability < _SURE or set(shown) <= elsewhen,
    )
