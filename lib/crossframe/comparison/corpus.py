"""Claim map -> what was compared: articles, outlets, and whatever was left out."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame, share_of
from crossframe.comparison.languages import language_limits
from crossframe.comparison.once import once
from crossframe.comparison.variants import variants
from crossframe.records import Article, ClaimMap, instant

# Below this many claims or sentences a share says more about chance than about an outlet.
FEWEST_FOR_SHARE = 5


class Overview(NamedTuple):
    """The counts of an event, and in words what could not be compared and why.

    `n_variants` of the claims hold half or more of their sentences in common with a wider one.
    `first` and `last` are the earliest and latest dates as published, None where none is known.
    """

    n_articles: int
    n_outlets: int
    n_sentences: int
    n_statements: int
    n_claims: int
    n_variants: int
    n_in_claims: int
    n_unmatched: int
    n_non_claims: int
    n_not_compared: int
    n_exclusions: int
    first: str | None
    last: str | None
    limits: tuple[str, ...]


@once
def overview(claim_map: ClaimMap) -> Overview:
    """Counts what an event holds and says what stood in the way of comparing it."""
    status: Counter[str] = Counter(placement.status for placement in claim_map.placements)
    dated = sorted((a.published_at for a in claim_map.articles if a.published_at), key=instant)
    n_statements = sum(sentence.is_statement for sentence in claim_map.sentences)
    return Overview(
        n_articles=len(claim_map.articles),
        n_outlets=len(claim_map.outlets),
        n_sentences=len(claim_map.sentences),
        n_statements=n_statements,
        n_claims=len(claim_map.claims),
        n_variants=len(variants(claim_map)),
        n_in_claims=status["claim"],
        n_unmatched=status["unmatched"],
        n_non_claims=status["non_claim"],
        n_not_compared=status["not_compared"],
        n_exclusions=len(claim_map.exclusions),
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
        limits=tuple(_limits(claim_map, n_statements)),
    )


def _limits(claim_map: ClaimMap, n_statements: int) -> list[str]:
    articles, outlets = len(claim_map.articles), len(claim_map.outlets)
    limits: list[str] = []
    if not articles:
        limits.append("No article could be read, so there is nothing to compare.")
    elif not n_statements:
        limits.append("The articles hold no statement, so there is nothing to compare.")
    elif articles == 1:
        limits.append("There is one article; a claim needs two, so every sentence stays unmatched.")
    elif outlets == 1:
        limits.append(
            f"All {articles} articles are from one outlet ({claim_map.outlets[0]}), so outlets "
            "cannot be compared; claims here are what the outlet repeats."
        )
    elif not claim_map.claims:
        limits.append("No two articles were found to assert the same thing.")
    if claim_map.exclusions:
        n = len(claim_map.exclusions)
        limits.append(
            f"{n} {'article was' if n == 1 else 'articles were'} excluded (listed below)."
        )
    limits += language_limits(claim_map)
    undated = sum(article.published_at is None for article in claim_map.articles)
    if undated == len(claim_map.articles) > 1:
        limits.append("No article has a date, so which came first is not told.")
    elif undated and articles > 1:
        stand = "article without a date stands" if undated == 1 else "articles without a date stand"
        limits.append(f"{undated} {stand} after all others.")
    return limits


@once
def articles_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the articles, the earliest first.

    Args:
        claim_map: The event.

    Returns:
        One row an article: `article_id`; `outlet`; `title`; `published_at` as given (ISO 8601) or
        NA; `language` or NA; `url` or NA; `n_sentences`, `n_statements`, `n_in_claims`,
        `n_unmatched`, `n_not_compared` (counts of its sentences); `sha256` of its content.
    """
    columns = {
        "article_id": TEXT,
        "outlet": TEXT,
        "title": TEXT,
        "published_at": TEXT,
        "language": TEXT,
        "url": TEXT,
        "n_sentences": COUNT,
        "n_statements": COUNT,
        "n_in_claims": COUNT,
        "n_unmatched": COUNT,
        "n_not_compared": COUNT,
        "sha256": TEXT,
    }
    counts = _status_counts(claim_map)
    return frame((_article_row(a, counts[a.article_id]) for a in claim_map.articles), columns)


def _article_row(article: Article, counts: Counter[str]) -> tuple[object, ...]:
    return (
        article.article_id,
        article.outlet,
        article.title,
        article.published_at,
        article.language,
        article.url,
        counts.total(),
        counts.total() - counts["non_claim"],
        counts["claim"],
        counts["unmatched"],
        counts["not_compared"],
        article.sha256,
    )


def _status_counts(claim_map: ClaimMap) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {a.article_id: Counter() for a in claim_map.articles}
    for sentence, placement in zip(claim_map.sentences, claim_map.placements, strict=True):
        counts[sentence.article_id][placement.status] += 1
    return counts


@once
def exclusions_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists what was given but cannot be compared.

    Args:
        claim_map: The event.

    Returns:
        One row an exclusion: `place` (file and line), `outlet`, `article_id` (both NA where they
        could not be read), `reason` in words.
    """
    columns = {"place": TEXT, "outlet": TEXT, "article_id": TEXT, "reason": TEXT}
    rows = (
        (
            left.path if left.line is None else f"{left.path}:{left.line}",
            left.outlet,
            left.article_id,
            left.reason,
        )
        for left in claim_map.exclusions
    )
    return frame(rows, columns)


@once
def non_claims_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the lines that no article means to assert; none of them enters a claim.

    Args:
        claim_map: The event.

    Returns:
        One row a line: `outlet`, `article_id`, `kind` (byline, caption, copyright, credit,
        dateline, link, listing, question, read_more or subscription), `text`.
    """
    columns = {"outlet": TEXT, "article_id": TEXT, "kind": TEXT, "text": TEXT}
    rows = (
        (claim_map.article_by_id[s.article_id].outlet, s.article_id, s.kind, s.text)
        for s in claim_map.sentences
        if not s.is_statement
    )
    return frame(rows, columns)


@once
def outlets_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says of each outlet how much it published and how much of it others report too.

    Args:
        claim_map: The event.

    Returns:
        One row an outlet, by name: `outlet`; `n_articles`; `n_statements`; `n_claims` that it
        carries; `claim_share` of all claims of the event, with its 95 % interval `claim_low`,
        `claim_high`; `n_unmatched` sentences; `unmatched_share` of its compared sentences with
        `unmatched_low`, `unmatched_high`. Shares are in 0..1, NA below 5 cases.
    """
    columns = {
        "outlet": TEXT,
        "n_articles": COUNT,
        "n_statements": COUNT,
        "n_claims": COUNT,
        "claim_share": RATIO,
        "claim_low": RATIO,
        "claim_high": RATIO,
        "n_unmatched": COUNT,
        "unmatched_share": RATIO,
        "unmatched_low": RATIO,
        "unmatched_high": RATIO,
    }
    counts = _status_counts(claim_map)
    carried = Counter(
        outlet
        for claim in claim_map.claims
        for outlet in {claim_map.article_of(s).outlet for s in claim.sentence_ids}
    )
    rows = []
    for outlet in claim_map.outlets:
        articles = [a.article_id for a in claim_map.articles if a.outlet == outlet]
        total = sum((counts[article] for article in articles), Counter[str]())
        compared = total["claim"] + total["unmatched"]
        n_claims = len(claim_map.claims) if compared else 0
        rows.append(
            (
                outlet,
                len(articles),
                total.total() - total["non_claim"],
                carried[outlet],
                *share_of(carried[outlet], n_claims, FEWEST_FOR_SHARE),
                total["unmatched"],
                *share_of(total["unmatched"], compared, FEWEST_FOR_SHARE),
            )
        )
    return frame(rows, columns)
