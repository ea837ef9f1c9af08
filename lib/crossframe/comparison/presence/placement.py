"""Claim map -> how prominently each article places each claim."""

from __future__ import annotations

from collections.abc import Mapping

from crossframe.comparison.presence.headlines import telling_headlines
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.presence.leads import leading_sentences
from crossframe.records import Article, ClaimMap, Sentence

# From the most to the least prominent.
PLACES = ("headline", "lead", "quarter 1", "quarter 2", "quarter 3", "quarter 4")

# Place by claim id and article id.
Places = Mapping[tuple[str, str], str]


def find_places(claim_map: ClaimMap) -> Places:
    """Says where in each article each of its claims first stands.

    Args:
        claim_map: The event.

    Returns:
        By claim id and article id: "headline" if the headline tells the claim; "lead" if a
        sentence of the first paragraph that has a statement (unless it is the only one) or one of
        the first two statements does; else the quarter of the text, by characters, in which the
        first sentence that does begins. Sentences that the claim holds loosely count only where the
        article has no other.
    """
    places: dict[tuple[str, str], str] = {}
    leads, firms = leading_sentences(claim_map), firm_sentences(claim_map)
    for claim in claim_map.claims:
        firm = firms[claim.claim_id]
        surely = {claim_map.sentence_by_id[s].article_id for s in firm}
        for sentence_id in claim.sentence_ids:
            sentence = claim_map.sentence_by_id[sentence_id]
            if sentence_id not in firm and sentence.article_id in surely:
                continue
            article = claim_map.article_by_id[sentence.article_id]
            place = "lead" if sentence_id in leads else _quarter(article, sentence)
            key = (claim.claim_id, article.article_id)
            places[key] = min(places.get(key, place), place, key=PLACES.index)
    return places | dict.fromkeys(telling_headlines(claim_map) & places.keys(), "headline")


def _quarter(article: Article, sentence: Sentence) -> str:
    """The quarter in which a sentence begins.

    >>> article = Article("a", "e", "Post", "", "It fell. It was late. " * 2, "", "")
    >>> _quarter(article, Sentence("a#2", "a", 2, 22, 30, 0, "It fell."))
    'quarter 3'
    """
    return f"quarter {min(4 * sentence.start // max(len(article.text), 1), 3) + 1}"
