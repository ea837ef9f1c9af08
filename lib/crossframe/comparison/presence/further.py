"""Claim map -> sentences in which an article goes on from a claim that it told just before.

An article sums up in its lead and tells at length below. Below, it hardly says one thing twice on
one page: "Kos scored 14 points" goes on to "Lind added 12", and both may stand in one claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from crossframe.comparison.once import once
from crossframe.comparison.presence.leads import leading_sentences
from crossframe.comparison.presence.nearness import Words, weighty_words
from crossframe.records import Claim, ClaimMap, Sentence

# So near, and with less in common, the second is of another matter as a rule: of 62 that were read
# on ECB+, 37; 9 tell a part of what the other told, and 16 say it again. Farther apart most of 25
# say it again.
_NEAR, _IN_COMMON = 7, 0.33


@once
def further_sentences(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """Finds sentences of claims beside one of the same article that is more like the claim.

    Args:
        claim_map: The event.

    Returns:
        By claim the ids of such sentences, where neither stands in the article's lead, both have
        grammar and stand near each other, and the words of neither that one nor the sentence that
        stands for the claim are much those of this one.
    """
    words, leads = weighty_words(claim_map), leading_sentences(claim_map)
    return {claim.claim_id: _further(claim_map, claim, words, leads) for claim in claim_map.claims}


def _further(claim_map: ClaimMap, claim: Claim, words: Words, leads: AbstractSet[str]) -> set[str]:
    below: dict[str, list[Sentence]] = defaultdict(list)
    for sentence_id in claim.sentence_ids:
        if sentence_id not in leads and claim_map.parse_by_id[sentence_id] is not None:
            sentence = claim_map.sentence_by_id[sentence_id]
            below[sentence.article_id].append(sentence)
    return {s for told in below.values() if len(told) > 1 for s in _beside(claim, told, words)}


def _beside(claim: Claim, told: Sequence[Sentence], words: Words) -> set[str]:
    """The sentences of one article that stand beside its best and have little of it."""
    own = {one.sentence_id: words.of[one.sentence_id] for one in told}
    medoid = words.of[claim.medoid_id]
    like = {s: words.likeness(of, medoid) for s, of in own.items()}
    best = max(told, key=lambda one: (like[one.sentence_id], -one.index))
    return {
        one.sentence_id
        for one in told
        if one is not best
        and abs(one.index - best.index) <= _NEAR
        and like[one.sentence_id] < _IN_COMMON
        and words.likeness(own[one.sentence_id], own[best.sentence_id]) < _IN_COMMON
    }
