"""Claim map -> what the reader is sent at once: every claim in a line, every sentence once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crossframe.comparison import outlet_states
from crossframe.presentation.claim_refs import claim_refs
from crossframe.presentation.phrasing import event_title, moment
from crossframe.presentation.reader.shelf import Shelf
from crossframe.presentation.reader.wire import Json, language_tag
from crossframe.presentation.rows import Row
from crossframe.presentation.untrusted import web_link
from crossframe.records import AppliedCorrection, Article, ClaimMap

# What a cell says, as one letter; a carried claim is told by where it stands in the article.
CELLS = {
    "headline": "H",
    "lead": "L",
    "quarter 1": "1",
    "quarter 2": "2",
    "quarter 3": "3",
    "quarter 4": "4",
    "near_miss": "n",
    "other_language": "l",
    "silent": "s",
    "earlier": "e",
    "cut": "c",
    "not_compared": "x",
    "no_article": "o",
}


def reader_table(shelf: Shelf) -> Json:
    """Lays out an event for the reader.

    Args:
        shelf: The event.

    Returns:
        `event`, `title`, `demonstration`, `outlets`, `articles`, `sentences` (article's number and
        text), `corrections`, and `claims`, which name sentences by number and hold one letter of
        `CELLS` an outlet.
    """
    claim_map = shelf.claim_map
    outlets = list(outlet_states(claim_map))
    numbers = {article.article_id: n for n, article in enumerate(claim_map.articles)}
    apart = {claim_id: ref.apart for claim_id, ref in claim_refs(claim_map, linked=False).items()}
    members = dict.fromkeys(s for claim in claim_map.claims for s in claim.sentence_ids)
    sentences = {sentence_id: n for n, sentence_id in enumerate(members)}
    return {
        "event": claim_map.event_id,
        "title": event_title(claim_map.event_id),
        "demonstration": _demonstration(claim_map),
        "outlets": outlets,
        "articles": [_article(article, outlets) for article in claim_map.articles],
        "sentences": [
            [numbers[claim_map.sentence_by_id[s].article_id], claim_map.sentence_by_id[s].text]
            for s in sentences
        ],
        "corrections": [_correction(one) for one in claim_map.corrections],
        "claims": [
            _claim(claim_map, row, _letters(shelf.cells[claim_id]), sentences, apart[claim_id])
            for claim_id, row in shelf.rows.items()
        ],
    }


def _article(article: Article, outlets: Sequence[str]) -> Json:
    when = moment(article.published_at)
    return {
        "outlet": outlets.index(article.outlet),
        "title": article.title,
        "when": when.text if when else "no date",
        "day": when.iso[:10] if when else "",
        "lang": language_tag(article.language),
        "href": web_link(article.url),
    }


def _letters(cells: Sequence[Row]) -> str:
    return "".join(CELLS[row["placement"] or row["reason"]] for row in cells)


def _demonstration(claim_map: ClaimMap) -> str:
    """A warning where articles were written to show crossframe, else ""."""
    written = sum(article.is_demonstration for article in claim_map.articles)
    if not written:
        return ""
    total = len(claim_map.articles)
    those = "All articles were" if written == total else f"{written} of {total} articles were"
    return f"{those} written to show crossframe. Nothing in them is news."


def _claim(
    claim_map: ClaimMap, row: Row, cells: str, sentences: Mapping[str, int], apart: str
) -> Json:
    claim = claim_map.claim_by_id[row["claim_id"]]
    return {
        "id": claim.claim_id,
        "label": row["label"],
        "apart": apart,
        "medoid": sentences[claim.medoid_id],
        "members": [sentences[s] for s in claim.sentence_ids],
        "kind": row["kind"],
        "cells": cells,
        "outlets": row["n_outlets"],
        "origins": row["n_origins"],
        "first": (row["first_published"] or "")[:10],
        "cohesion": row["cohesion"],
        "stability": row["stability"],
        "fragile": bool(row["is_fragile"]),
        "wider": row["variant_of"] or "",
        "name": claim.name,
        "checked": list(claim.checked_by),
    }


def _correction(one: AppliedCorrection) -> Json:
    when = moment(one.at)
    return {
        "id": one.correction_id,
        "when": when.text if when else one.at,
        "by": one.by,
        "action": one.action,
        "state": one.state,
        "reason": one.reason,
        "text": one.text,
        "target": one.target,
        "excerpts": list(one.excerpts),
        "claims": list(one.claim_ids),
    }
