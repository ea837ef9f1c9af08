"""A claim map of a few sentences, with their real grammar, for the tests of the ledgers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from crossframe.records import Article, Claim, ClaimMap, Parse, Placement, Sentence
from crossframe.text.parsing import parse_texts


@cache
def parse(text: str) -> Parse:
    """The grammar of one English sentence."""
    return parse_texts([text])[0]


def make_map(
    articles: Mapping[str, Sequence[str]],
    claims: Mapping[str, Sequence[str]],
    *,
    foreign: Sequence[str] = (),
) -> ClaimMap:
    """Makes a claim map.

    Args:
        articles: Sentences by the name of their outlet, which has this one article.
        claims: Ids of sentences ("outlet#0") by the id of their claim, the medoid first.
        foreign: Outlets whose language no parser knows.

    Returns:
        The map; texts of articles join the sentences by spaces.
    """
    made, sentences = [], []
    for number, (outlet, texts) in enumerate(articles.items(), 1):
        language = "es" if outlet in foreign else "en"
        made.append(
            Article(
                article_id=outlet,
                event_id="ledgers",
                outlet=outlet,
                title=f"Title of {outlet}",
                text=" ".join(texts),
                sha256=f"{number:064x}",
                path="ledgers.jsonl",
                line=number,
                published_at=f"2024-{number // 28 + 1:02}-{number % 28 + 1:02}T10:00:00+00:00",
                url=f"https://{outlet}.example/story",
                language=language,
            )
        )
        start = 0
        for index, text in enumerate(texts):
            end = start + len(text)
            sentences.append(Sentence(f"{outlet}#{index}", outlet, index, start, end, 0, text))
            start = end + 1
    members = {
        s: tuple(c for c, own in claims.items() if s in own) for own in claims.values() for s in own
    }
    return ClaimMap(
        event_id="ledgers",
        articles=tuple(made),
        exclusions=(),
        sentences=tuple(sentences),
        placements=tuple(
            Placement(
                s.sentence_id,
                "claim" if s.sentence_id in members else "unmatched",
                members.get(s.sentence_id, ()),
            )
            for s in sentences
        ),
        parses=tuple(None if s.article_id in foreign else parse(s.text) for s in sentences),
        claims=tuple(
            Claim(c, own[0], tuple(own), (0.9,) * len(own), 0.9) for c, own in claims.items()
        ),
        near_misses=(),
        headlines=(),
        perturbations=(),
        provenance={},
    )


def cells_are_verbatim(
    claim_map: ClaimMap, rows: Sequence[Mapping[str, object]], text: str
) -> bool:
    """Whether each row's characters of its article are the words that it shows."""
    return all(
        claim_map.article_by_id[str(row["article_id"])].text[row["start"] : row["end"]] == row[text]
        for row in rows
    )
