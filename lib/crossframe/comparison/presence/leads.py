"""Claim map -> with which sentences articles begin, and which of these are news of other days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta

from crossframe.comparison.once import once
from crossframe.comparison.presence.times import times_of
from crossframe.records import ClaimMap, Sentence

_LEADING_STATEMENTS = 2
# What an article begins with is its news, and news of one thing seldom comes so long after the
# first of it. By judgement.
LONG = timedelta(days=60)


@once
def leading_sentences(claim_map: ClaimMap) -> AbstractSet[str]:
    """Finds the leads: of each article its first two statements, and its first paragraph.

    Args:
        claim_map: The event.

    Returns:
        The ids of its statements there. A paragraph counts unless the text has no other.
    """
    own: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in claim_map.sentences:
        if sentence.is_statement:
            own[sentence.article_id].append(sentence)
    return {sentence_id for statements in own.values() for sentence_id in _lead(statements)}


def _lead(statements: Sequence[Sentence]) -> set[str]:
    first = statements[0].paragraph
    is_divided = any(sentence.paragraph != first for sentence in statements)
    return {
        sentence.sentence_id
        for number, sentence in enumerate(statements)
        if number < _LEADING_STATEMENTS or (is_divided and sentence.paragraph == first)
    }


@once
def later_news(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """Finds leads of articles that are months apart from the lead that stands for their claim.

    Args:
        claim_map: The event.

    Returns:
        By claim the ids of such sentences: each is the news of its own day.
    """
    leads, times = leading_sentences(claim_map), times_of(claim_map)

    def are_apart(one: str, other: str) -> bool:
        ours, theirs = (times[claim_map.article_of(s).article_id].span for s in (one, other))
        return ours is not None and theirs is not None and abs(ours.start - theirs.start) > LONG

    return {
        claim.claim_id: {
            s
            for s in claim.sentence_ids
            if claim.medoid_id in leads and s in leads and are_apart(s, claim.medoid_id)
        }
        for claim in claim_map.claims
    }
