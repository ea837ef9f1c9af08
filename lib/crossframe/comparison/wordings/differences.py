"""Sentences of a claim -> what each words as the claim's medoid does, and what in its own way."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, RATIO, TEXT, frame
from crossframe.comparison.languages import language_of
from crossframe.comparison.once import once
from crossframe.records import Claim, ClaimMap
from crossframe.text.meaning.alignment import Marked, Segment, compare_words, mark_unshared


@once
def mark_differences(claim_map: ClaimMap, claim: Claim) -> Mapping[str, Marked]:
    """Marks the sentences of a claim beside its medoid.

    The medoid itself is held against all others: what no other sentence has is its own.

    Args:
        claim_map: The event.
        claim: One of its claims.

    Returns:
        The marked sentences by their id, in the order of the claim.
    """
    found = {s: mark_difference(claim_map, s, claim.medoid_id) for s in claim.sentence_ids}
    others = [s for s in claim.sentence_ids if s != claim.medoid_id and not found[s].is_apart]
    if others:
        found[claim.medoid_id] = mark_unshared(
            claim_map.sentence_by_id[claim.medoid_id].text,
            [(claim_map.sentence_by_id[s].text, claim_map.parse_by_id[s]) for s in others],
            claim_map.parse_by_id[claim.medoid_id],
        )
    return found


@once
def mark_difference(claim_map: ClaimMap, sentence_id: str, other_id: str) -> Marked:
    """Marks one sentence beside any other of the event.

    Args:
        claim_map: The event.
        sentence_id: The sentence to mark.
        other_id: The sentence it is held against.

    Returns:
        What it words as the other does, and what in its own way; all of it where they are in
        different languages.
    """
    one, other = claim_map.article_of(sentence_id), claim_map.article_of(other_id)
    if {language_of(one), language_of(other)} - {"", "en"} and language_of(one) != language_of(
        other
    ):
        text = claim_map.sentence_by_id[sentence_id].text
        return Marked((Segment(0, len(text), text, "equal"),), 0.0, is_apart=True)
    return compare_words(
        claim_map.sentence_by_id[sentence_id].text,
        claim_map.sentence_by_id[other_id].text,
        claim_map.parse_by_id[sentence_id],
        claim_map.parse_by_id[other_id],
    )


@once
def differences_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists, to the word, what the sentences of each claim word otherwise than its medoid.

    Args:
        claim_map: The event.

    Returns:
        One row a run of own words, by claim as in `claims_table`, then in the order of the claim
        and of the text: `claim_id`; `outlet`; `article_id`; `sentence_id`; `start`, `end`
        (characters of the article's text); `words` (verbatim); `state` ("own": the medoid has
        these words nowhere, or, of the medoid, no other sentence has them; "changed": they stand in
        the place of other words; "apart": the sentence shares hardly a word with the medoid, or is
        in another language, and is one row); `instead` (the medoid's words in that place, NA if
        none); `shared` (share of the weighty words that the shorter sentence has in common with the
        longer, of the medoid: with any other; 0..1); `is_medoid`.
    """
    columns = {
        "claim_id": TEXT,
        "outlet": TEXT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
        "words": TEXT,
        "state": TEXT,
        "instead": TEXT,
        "shared": RATIO,
        "is_medoid": FLAG,
    }
    rows = (
        row
        for claim in claim_map.claims
        for sentence_id, marked in mark_differences(claim_map, claim).items()
        for row in _rows(claim_map, claim, sentence_id, marked)
    )
    return frame(rows, columns)


def _rows(
    claim_map: ClaimMap, claim: Claim, sentence_id: str, marked: Marked
) -> list[tuple[object, ...]]:
    sentence = claim_map.sentence_by_id[sentence_id]
    article = claim_map.article_by_id[sentence.article_id]
    return [
        (
            claim.claim_id,
            article.outlet,
            article.article_id,
            sentence_id,
            sentence.start + segment.start,
            sentence.start + segment.end,
            segment.text,
            "apart" if marked.is_apart else segment.state,
            segment.instead or None,
            marked.shared,
            sentence_id == claim.medoid_id,
        )
        for segment in marked.segments
        if marked.is_apart or segment.state != "equal"
    ]
