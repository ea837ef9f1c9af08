"""Claim map -> what the page says of articles and outlets, ready to be laid out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from crossframe.comparison import (
    Share,
    articles_table,
    exclusions_table,
    non_claims_table,
    outlets_table,
)
from crossframe.presentation.phrasing import Moment, moment
from crossframe.presentation.rows import Bar, Row, bar, rows_of
from crossframe.presentation.untrusted import anchor, foreign_language, web_link
from crossframe.records import ClaimMap

KINDS = {
    "byline": "bylines",
    "caption": "captions",
    "copyright": "copyright lines",
    "credit": "credits",
    "dateline": "datelines",
    "link": "links",
    "listing": "listings and lines too long for a sentence",
    "question": "questions",
    "read_more": "“read more” lines",
    "subscription": "subscription notices",
}
_ONE = {"listing": "listing or line too long for a sentence", "read_more": "“read more” line"}


@dataclass(frozen=True, slots=True)
class OutletView:
    """A row of the table of outlets; a bar is None where there is too little to divide.

    `alone` is where the page lists what it alone says, "" where that is nothing.
    """

    outlet: str
    n_articles: int
    n_statements: int
    n_claims: int
    claims: Bar | None
    n_unmatched: int
    unmatched: Bar | None
    alone: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as it is listed; `href` only where its address may be a link."""

    anchor: str
    article_id: str
    outlet: str
    title: str
    lang: str | None
    when: Moment | None
    href: str | None
    url: str | None
    n_statements: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ShelfView:
    """The articles of an outlet, and where the page lists them."""

    outlet: str
    anchor: str
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True)
class CorpusView:
    """What was compared, and what was not."""

    n_claims: int
    outlets: tuple[OutletView, ...]
    shelves: tuple[ShelfView, ...]
    exclusions: tuple[Row, ...]
    non_claims: tuple[tuple[str, int], ...]


def corpus_view(claim_map: ClaimMap) -> CorpusView:
    """Lists outlets, articles, exclusions and the kinds of lines that no article asserts."""
    articles = [_article(row) for row in rows_of(articles_table(claim_map))]
    kinds = Counter(row["kind"] for row in rows_of(non_claims_table(claim_map)))
    return CorpusView(
        n_claims=len(claim_map.claims),
        outlets=tuple(_outlet(row) for row in rows_of(outlets_table(claim_map))),
        shelves=tuple(
            ShelfView(
                outlet,
                anchor("o", outlet),
                tuple(article for article in articles if article.outlet == outlet),
            )
            for outlet in claim_map.outlets
        ),
        exclusions=tuple(rows_of(exclusions_table(claim_map))),
        non_claims=tuple(
            (_kind(kind, count), count)
            for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
        ),
    )


def _kind(kind: str, count: int) -> str:
    """Names lines that are no claims; all names but one have their plural s at the end.

    >>> _kind("question", 1), _kind("listing", 1)
    ('question', 'listing or line too long for a sentence')
    """
    words = KINDS.get(kind, kind)
    if count != 1:
        return words
    return _ONE.get(kind, words.removesuffix("s"))


def _outlet(row: Row) -> OutletView:
    return OutletView(
        outlet=row["outlet"],
        n_articles=row["n_articles"],
        n_statements=row["n_statements"],
        n_claims=row["n_claims"],
        claims=bar(Share(row["claim_share"], row["claim_low"], row["claim_high"])),
        n_unmatched=row["n_unmatched"],
        unmatched=bar(Share(row["unmatched_share"], row["unmatched_low"], row["unmatched_high"])),
        alone=anchor("u", row["outlet"]) if row["n_unmatched"] else "",
    )


def _article(row: Row) -> ArticleView:
    href = web_link(row["url"])
    return ArticleView(
        anchor=anchor("a", row["article_id"]),
        article_id=row["article_id"],
        outlet=row["outlet"],
        title=row["title"],
        lang=foreign_language(row["language"]),
        when=moment(row["published_at"]),
        href=href,
        url=row["url"],
        n_statements=row["n_statements"],
        sha256=row["sha256"],
    )
