"""Claim map -> the sentences that no other article shares, and those that were not compared."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from crossframe.comparison import outlets_table, unmatched_table
from crossframe.presentation.phrasing import Moment, moment, shortened
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.untrusted import anchor, foreign_language, language_tag
from crossframe.records import ClaimMap

# Characters of the nearest sentence, which leads to the whole.
_NEAREST = 90


@dataclass(frozen=True, slots=True)
class LoneView:
    """A sentence that no other article shares, and the sentence that comes nearest to it."""

    anchor: str
    text: str
    lang: str | None
    when: Moment | None
    article: str
    probability: float | None = None
    nearest: str | None = None
    nearest_lang: str | None = None
    nearest_outlet: str | None = None
    nearest_anchor: str = ""


@dataclass(frozen=True, slots=True)
class LoneGroup:
    """Sentences of one outlet that are part of no claim, and of how many statements."""

    outlet: str
    anchor: str
    n_statements: int
    sentences: tuple[LoneView, ...]


def lone_groups(claim_map: ClaimMap) -> list[LoneGroup]:
    """Lists the sentences that no other article shares, by outlet."""
    statements = {r["outlet"]: r["n_statements"] for r in rows_of(outlets_table(claim_map))}
    rows = rows_of(unmatched_table(claim_map))
    return [
        LoneGroup(
            outlet=outlet,
            anchor=anchor("u", outlet),
            n_statements=statements[outlet],
            sentences=tuple(_lone(claim_map, row) for row in own),
        )
        for outlet, own in groupby(rows, key=lambda row: str(row["outlet"]))
    ]


def uncompared_groups(claim_map: ClaimMap) -> list[LoneGroup]:
    """Lists the statements that could not be compared, by outlet."""
    found: dict[str, list[LoneView]] = {}
    for sentence, placement in zip(claim_map.sentences, claim_map.placements, strict=True):
        if placement.status == "not_compared":
            article = claim_map.article_by_id[sentence.article_id]
            view = LoneView(
                anchor=anchor("s", sentence.sentence_id),
                text=sentence.text,
                lang=language_tag(article.language),
                when=moment(article.published_at),
                article=anchor("a", article.article_id),
            )
            found.setdefault(article.outlet, []).append(view)
    statements = {r["outlet"]: r["n_statements"] for r in rows_of(outlets_table(claim_map))}
    return [
        LoneGroup(outlet, anchor("n", outlet), statements[outlet], tuple(views))
        for outlet, views in sorted(found.items())
    ]


def _lone(claim_map: ClaimMap, row: Row) -> LoneView:
    nearest = row["nearest_sentence_id"]
    near = claim_map.article_of(nearest) if nearest else None
    return LoneView(
        anchor=anchor("s", row["sentence_id"]),
        text=row["sentence"],
        lang=language_tag(claim_map.article_by_id[row["article_id"]].language),
        when=moment(row["published_at"]),
        article=anchor("a", row["article_id"]),
        probability=row["nearest_probability"],
        nearest=shortened(row["nearest"], _NEAREST) if nearest else None,
        nearest_lang=foreign_language(near.language) if near else None,
        nearest_outlet=row["nearest_outlet"],
        nearest_anchor=anchor("s", nearest) if nearest else "",
    )
