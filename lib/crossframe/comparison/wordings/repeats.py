"""Claim map -> the sentences that an outlet took from itself: one choice of words, not two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet

from crossframe.records import ClaimMap
from crossframe.text.plain_words import plain_words

# Share of their words that an outlet's sentence has in common with an earlier one of which it is a
# copy, a few words changed. By judgement, as are the next.
_COPIED = 0.75
# Share of the shorter one's words, if it is no mere phrase, of which the other is a trimmed copy.
_TRIMMED, _FEWEST_WORDS = 0.9, 8


def copied_within_outlets(claim_map: ClaimMap) -> AbstractSet[str]:
    """Sentences of claims that say in all but the same words what the same outlet said before.

    A sentence of an agency that an outlet prints twice, in two stories, is one choice of words.
    """
    found: set[str] = set()
    earlier: dict[str, list[frozenset[str]]] = defaultdict(list)
    claimed = {sentence_id for claim in claim_map.claims for sentence_id in claim.sentence_ids}
    for sentence in claim_map.sentences:
        if sentence.sentence_id in claimed:
            words = frozenset(plain_words(sentence.text))
            own = earlier[claim_map.article_by_id[sentence.article_id].outlet]
            if any(_is_copy(words, one) for one in own):
                found.add(sentence.sentence_id)
            else:
                own.append(words)
    return found


def _is_copy(one: frozenset[str], other: frozenset[str]) -> bool:
    shared, shorter = len(one & other), min(len(one), len(other))
    is_trimmed = shorter >= _FEWEST_WORDS and shared >= _TRIMMED * shorter
    return is_trimmed or shared >= _COPIED * len(one | other)
