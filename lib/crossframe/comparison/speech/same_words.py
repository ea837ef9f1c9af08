"""Claim map -> the speakers whose quoted words another outlet gives to somebody else."""

from __future__ import annotations

from collections import defaultdict

from crossframe.comparison.once import once
from crossframe.comparison.speech.speakers import Source, voiced_in
from crossframe.comparison.speech.utterances import find_quoted
from crossframe.records import Article, ClaimMap
from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.quotations import Quotation


@once
def quoted_as_another(claim_map: ClaimMap) -> frozenset[Source]:
    """Finds whose words stand in marks in another outlet as well, by another name or by none.

    Args:
        claim_map: The event.

    Returns:
        The speakers of whom it is not known that one outlet alone lets them speak, though it
        alone gives them this name: "the owner's son" of one outlet is "Ana Kos" in another.
    """
    heard: dict[str, list[tuple[Extent, Source]]] = defaultdict(list)
    for row in voiced_in(claim_map):
        if row.source is not None:
            article_id = claim_map.article_of(row.said.sentence_id).article_id
            heard[article_id] += [(piece, row.source) for piece in row.said.attribution.quoted]
    found: set[Source] = set()
    for quoted in find_quoted(claim_map):
        by_outlet: dict[str, set[Source]] = defaultdict(set)
        for article, utterances in quoted.carried:
            pieces = [piece for one in utterances for piece in one.pieces]
            by_outlet[article.outlet] |= _sayers(article, pieces, heard)
        for outlet, sources in by_outlet.items():
            others = [own for other, own in by_outlet.items() if other != outlet]
            found |= {source for source in sources if any(source not in own for own in others)}
    return frozenset(found)


def _sayers(
    article: Article,
    pieces: list[Quotation],
    heard: dict[str, list[tuple[Extent, Source]]],
) -> set[Source]:
    spans = [Extent(piece.start, piece.end) for piece in pieces]
    return {
        source
        for extent, source in heard.get(article.article_id, ())
        if any(extent.overlap(span) for span in spans)
    }
