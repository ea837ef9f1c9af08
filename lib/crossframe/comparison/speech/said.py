"""Claim map -> who says what in its articles, and what their names are."""

from __future__ import annotations

from collections import defaultdict

from crossframe.comparison.once import of_texts
from crossframe.records import ClaimMap, Parse, Sentence
from crossframe.text.speech.article_attribution import (
    Said,
    Votes,
    count_names,
    find_attributions_in_article,
    find_mentions,
)
from crossframe.text.speech.speakers import Speaker


@of_texts
def names_of(claim_map: ClaimMap) -> Votes:
    """What the names of an event are, persons or bodies, by all its articles."""
    return count_names(claim_map.sentences, claim_map.parses)


@of_texts
def mentions_in(claim_map: ClaimMap) -> tuple[tuple[Speaker, ...], ...]:
    """The persons that each sentence of an event names, sentences as in the claim map."""
    return tuple(find_mentions(claim_map.sentences, claim_map.parses, names_of(claim_map)))


@of_texts
def said_in(claim_map: ClaimMap) -> tuple[Said, ...]:
    """Finds all attributions of an event.

    Args:
        claim_map: The event.

    Returns:
        Attributions with offsets in their articles, in the order of articles and sentences.
    """
    votes = names_of(claim_map)
    rows: dict[str, list[tuple[Sentence, Parse | None, tuple[Speaker, ...]]]] = defaultdict(list)
    for row in zip(claim_map.sentences, claim_map.parses, mentions_in(claim_map), strict=True):
        rows[row[0].article_id].append(row)
    found: list[Said] = []
    for article in claim_map.articles:
        if own := rows[article.article_id]:
            sentences, parses, mentions = zip(*own, strict=True)
            found += find_attributions_in_article(article.text, sentences, parses, votes, mentions)
    return tuple(found)
