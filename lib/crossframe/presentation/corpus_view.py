"""Claim map -> what the page says of articles and outlets, ready to be laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from crossframe.comparison import (
    Share,
    articles_table,
    claims_table,
    compared_outlets,
    exclusions_table,
    non_claims_table,
    outlets_table,
    overview,
    share_of,
)
from crossframe.presentation.phrasing import (
    THIN,
    Moment,
    counted,
    event_title,
    moment,
    number,
    percent,
    period,
)
from crossframe.presentation.untrusted import anchor, foreign_language, web_link
from crossframe.records import ClaimMap

Row = Mapping[str, Any]

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
class SummaryView:
    """The event in one paragraph, around its most widely carried claim, and what limits it.

    `before`, `widest` and `after` follow each other as one text; `widest` is None without claims.
    """

    title: str
    before: str
    widest: str | None
    widest_anchor: str
    widest_lang: str | None
    after: str
    demonstration: str
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A share with its interval, as text (short, and for a sentence) and in 0..100 for drawing."""

    text: str
    interval: str
    in_words: str
    at: float
    low: float
    high: float


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


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table by column name, with None for what is missing."""
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]


def headline(claim_map: ClaimMap) -> tuple[str, str]:
    """What the page is called: words before the title of the event, and the title."""
    n_outlets = len(claim_map.outlets)
    title = event_title(claim_map.event_id)
    if not n_outlets:
        return "No outlet yet on", title
    return f"How {'one outlet' if n_outlets == 1 else f'{n_outlets} outlets'} told", title


def summary_view(claim_map: ClaimMap, *, linked: bool) -> SummaryView:
    """Words the counts of an event; `linked` where the page holds the claims too."""
    claims = rows_of(claims_table(claim_map).head(1))
    widest = claims[0] if claims and claims[0]["n_outlets"] > 1 else None
    medoid = claim_map.claims[0].medoid_id if widest else None
    written = sum(article.is_demonstration for article in claim_map.articles)
    return SummaryView(
        title=" ".join(headline(claim_map)),
        before=_before(claim_map, widest),
        widest=widest["claim"] if widest else None,
        widest_anchor=anchor("c", widest["claim_id"]) if widest and linked else "",
        widest_lang=foreign_language(claim_map.article_of(medoid).language) if medoid else None,
        after=_after(claim_map),
        demonstration=_demonstration(written, len(claim_map.articles)),
        limits=overview(claim_map).limits,
    )


def _before(claim_map: ClaimMap, widest: Row | None) -> str:
    facts = overview(claim_map)
    if not facts.n_articles:
        return "No article was read, so this page compares nothing."
    text = f"{counted(facts.n_articles, 'article')} by {counted(facts.n_outlets, 'outlet')}"
    if facts.first:
        text += f", published {period(facts.first, facts.last)}"
    makes = "makes" if facts.n_articles == 1 else "make"
    text += f", {makes} {counted(facts.n_statements, 'statement')}; "
    n_compared = facts.n_in_claims + facts.n_unmatched
    all_of_them = n_compared == facts.n_statements
    text += "all were compared." if all_of_them else f"{number(n_compared)} were compared."
    if not n_compared:
        return text.replace("0 were", "none was")
    holds = f"{counted(facts.n_claims, 'claim')}, each carried by at least two articles."
    text += f" They share {holds}" if facts.n_claims else " They share no claim."
    if widest:
        n_outlets = len(compared_outlets(claim_map))
        n_with = len(widest_ties(claim_map))
        text += " The most widely carried" if n_with == 1 else " One of the most widely carried"
        text += f", in {widest['n_outlets']} of {n_outlets} compared outlets, is"
    return text


def widest_ties(claim_map: ClaimMap) -> list[str]:
    """Ids of the claims that no other claim exceeds in outlets."""
    table = claims_table(claim_map)
    return [row["claim_id"] for row in rows_of(table[table.n_outlets == table.n_outlets.max()])]


def _after(claim_map: ClaimMap) -> str:
    facts = overview(claim_map)
    n_compared = facts.n_in_claims + facts.n_unmatched
    if facts.n_articles < 2 or not n_compared:
        return ""
    share = bar(share_of(facts.n_unmatched, n_compared))
    assert share is not None  # noqa: S101  # n_compared is not 0
    return (
        f"{number(facts.n_unmatched)} of the {counted(n_compared, 'statement')} compared "
        f"({share.text}, 95{THIN}% interval {share.in_words}) "
        f"{'is' if facts.n_unmatched == 1 else 'are'} found in no other article."
    )


def _demonstration(written: int, total: int) -> str:
    if not written:
        return ""
    which = "This article was" if total == 1 else f"These {total} articles were"
    if written < total:
        which = f"{written} of these {total} articles {'was' if written == 1 else 'were'}"
    return f"{which} written to show crossframe. No outlet published them; nothing here is news."


def bar(share: Share) -> Bar | None:
    """A share as text and as positions; None where none is given."""
    if share.share is None or share.low is None or share.high is None:
        return None
    low, high = round(100 * share.low), percent(share.high)
    return Bar(
        text=percent(share.share),
        interval=f"{low}–{high}",
        in_words=f"{low} to {high}",
        at=round(100 * share.share, 1),
        low=round(100 * share.low, 1),
        high=round(100 * share.high, 1),
    )


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
