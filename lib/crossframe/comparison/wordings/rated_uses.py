"""Claim map -> the rated words behind each outlet's count, each where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crossframe.comparison.once import once
from crossframe.comparison.wordings.lexicon import loaded_words
from crossframe.comparison.wordings.shared import in_shared_claims
from crossframe.records import ClaimMap


class RatedUse(NamedTuple):
    """A rated word where it stands: `start`, `end` are characters of the article's text."""

    word: str
    rating: float
    sentence_id: str
    start: int
    end: int


@once
def rated_uses(claim_map: ClaimMap) -> Mapping[str, Sequence[RatedUse]]:
    """Lists the rated words that `loaded_rates_table` counts in shared claims.

    Args:
        claim_map: The event.

    Returns:
        The words of each outlet, by its name, in the order of its text.
    """
    shared, loaded = in_shared_claims(claim_map), loaded_words(claim_map)
    found: dict[str, list[RatedUse]] = {outlet: [] for outlet in claim_map.outlets}
    for sentence in claim_map.sentences:
        if sentence.is_statement and sentence.sentence_id in shared:
            found[claim_map.article_by_id[sentence.article_id].outlet] += (
                RatedUse(use.word, use.rating, sentence.sentence_id, use.start, use.end)
                for use in loaded[sentence.sentence_id]
            )
    return found
