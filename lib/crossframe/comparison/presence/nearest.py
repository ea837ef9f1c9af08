"""Claim map -> of outlets without a claim, whether a sentence comes near it, and which to read.

Two sentences of an outlet have a say: the probability of the one that the judge holds for most
probable, and the words of the claim that the likest one has. What is told of others by name than
the claim has none.

How much each weighs is a logistic fitted on 493 cells of ECB+ that were read, each as told, told in
part or not told by the outlet, with one event in ten held out in turn: of a cell that tells a claim
and one that does not, the first comes out on top in .82 of pairs (.79 with the weights before), in
.90 where cells were drawn at random (.88). Neither which verbs both have, nor how many of the
claim's words stand in all of the outlet's text, nor where the sentence stands in its article told
more. Of all 837 silent cells of five events a reader who knew none of it had called 44 wrong: 42 of
these come near.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.comparison.once import once
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.presence.likeness import Closest, Likeness, closest_sentences
from crossframe.comparison.presence.nearness import judged
from crossframe.comparison.presence.rivals import told_of_others
from crossframe.records import ClaimMap, NearMiss

# What the choice among more sentences of a claim takes off, more than so many counting as so many.
_CHOICE, _ENOUGH = 0.4, 3
# From the first of these on a sentence comes near, for what may be said has to be read; up to the
# second it does so faintly. Of 200 cells drawn at random, weighed by how many there are of each
# kind, 3 % of the silent are told by the outlet (12 % with the bars before). Of those that come
# near faintly half are not, in no part, of the others 3 %.
_NEAR, _FAINT = -0.25, 0.3
# What is less probable comes near faintly, too. Readers of 445 cells of ten events whose evidence
# spoke of more than .1 called 50 wrong, for what is shown tells another matter: 26 of the 334 that
# pass these two, 24 of the 111 that do not. Both were chosen on these.
_SURE = 0.6
# A sentence is named for its words beside the most probable one if it has so many more of them: of
# 34 such that were read 13 tell more of the claim, 2 less.
_MORE = 0.2
# No more than this speaks for what the judge did not name.
_UNNAMED = 0.5


class Nearness(NamedTuple):
    """The most probable sentence, whether any comes near, and the one to read with it, or "".

    One that comes near faintly is as likely to tell of another matter.
    """

    miss: NearMiss
    comes_near: bool
    beside_id: str
    is_faint: bool


_NONE = Likeness(0.0, "")


@once
def nearest_sentences(claim_map: ClaimMap) -> Mapping[tuple[str, str], Nearness]:
    """Tells of outlets that have a near miss of a claim whether their sentences come near to it.

    Args:
        claim_map: The event.

    Returns:
        By claim and outlet whether they do: the log-odds of the most probable sentence, times .3,
        and what the outlet's likest has of the claim's words, less .4 of the logarithm of how many
        sentences the claim has, at most three, as one may be like any of them by chance, are -.25
        or more; faintly where those that have to be read have less than .3, or are no more probable
        than .6. The likest has to be read beside the most probable where it
        has .2 more of the words, or the most probable is told of others.
    """
    closest = closest_sentences(claim_map)
    choices = {
        claim.claim_id: _CHOICE * math.log(min(len(claim.sentence_ids), _ENOUGH))
        for claim in claim_map.claims
    }
    first = {at: _nearness(one, frozenset(), choices[at[0]]) for at, one in closest.items()}
    asked: dict[str, set[str]] = defaultdict(set)
    for (claim_id, outlet), found in first.items():
        if found.comes_near:
            one = closest[claim_id, outlet]
            asked[claim_id] |= {one.miss.sentence_id, *(like.sentence_id for like in one.likest)}
    others: dict[str, set[str]] = defaultdict(set)
    for claim_id, sentence_id in told_of_others(claim_map, asked, firm_sentences(claim_map)):
        others[claim_id].add(sentence_id)
    return {
        (claim_id, outlet): _nearness(one, others[claim_id], choices[claim_id])
        if first[claim_id, outlet].comes_near
        else first[claim_id, outlet]
        for (claim_id, outlet), one in closest.items()
    }


def _nearness(one: Closest, others: AbstractSet[str], choice: float) -> Nearness:
    """Weighs the closest sentences of an outlet, without those told of others."""
    likest = next((like for like in one.likest if like.sentence_id not in others), _NONE)
    is_of_others = one.miss.sentence_id in others
    probability = min(one.miss.probability, _UNNAMED) if is_of_others else one.miss.probability
    speaks = judged(probability) + likest.words - choice
    is_read = is_of_others or likest.words - one.words >= _MORE
    beside = likest.sentence_id if is_read else ""
    # A sentence that nobody is shown makes none the firmer.
    shown = judged(probability) + (likest.words if is_read else one.words) - choice
    is_faint = shown < _FAINT or one.miss.probability < _SURE
    return Nearness(one.miss, speaks >= _NEAR, beside, is_faint)
