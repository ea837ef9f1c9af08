"""Claim -> what the reader shows of it once it is opened: sentences in context."""

from __future__ import annotations

from collections.abc import Sequence

from crossframe.comparison.wordings.differences import mark_difference, mark_differences
from crossframe.presentation.phrasing import moment, percent
from crossframe.presentation.reader.context import context_of
from crossframe.presentation.reader.shelf import Shelf
from crossframe.presentation.reader.wire import Json, language_tag
from crossframe.presentation.rows import Row
from crossframe.presentation.untrusted import web_link
from crossframe.text.meaning.alignment import Marked

# Why an outlet does not carry a claim, as far as a reader of the claim should know; sentences that
# come near are shown, whatever the reason.
_WITHOUT = {
    "silent": "Silent",
    "earlier": "Older articles only",
    "cut": "Cut short, so not to be told",
    "other_language": "In another language, so not to be told",
    "not_compared": "Not compared",
    "no_article": "No article that could be used",
}


def claim_details(shelf: Shelf, claim_id: str) -> Json:
    """Lays out one claim.

    Args:
        shelf: The event.
        claim_id: One of its claims.

    Returns:
        Its counts in words, its sentences in context by outlet, the outlets that come near, and
        those without.
    """
    claim_map = shelf.claim_map
    claim = claim_map.claim_by_id[claim_id]
    marked = mark_differences(claim_map, claim)
    by_outlet = sorted(claim.sentence_ids, key=lambda s: claim_map.article_of(s).outlet)
    return {
        "id": claim_id,
        "facts": _facts(shelf.rows[claim_id]),
        "quotes": [_quote(shelf, claim_id, s, marked[s]) for s in by_outlet],
        "near": _near(shelf, claim_id),
        "without": _without(shelf.cells[claim_id]),
    }


def _facts(row: Row) -> Json:
    first = moment(row["first_published"])
    return {
        "first": f"{row['first_outlet']}, {first.text}" if first else "",
        "cohesion": f"{row['cohesion']:.2f}",
        "stability": "" if row["stability"] is None else percent(row["stability"]),
    }


def _quote(shelf: Shelf, claim_id: str, sentence_id: str, marked: Marked) -> Json:
    claim = shelf.claim_map.claim_by_id[claim_id]
    also = shelf.claim_map.placement_by_id[sentence_id].claim_ids
    return {
        **_passage(shelf, sentence_id, marked),
        "probability": f"{claim.probability_of(sentence_id):.2f}",
        "medoid": sentence_id == claim.medoid_id,
        "also": [{"id": c, "label": shelf.labels[c]} for c in also if c != claim_id],
    }


def _passage(shelf: Shelf, sentence_id: str, marked: Marked) -> Json:
    sentence = shelf.claim_map.sentence_by_id[sentence_id]
    article = shelf.claim_map.article_by_id[sentence.article_id]
    when = moment(article.published_at)
    around = context_of(shelf.claim_map, shelf.paragraphs, sentence)
    return {
        "sentence": sentence_id,
        "outlet": article.outlet,
        "title": article.title,
        "href": web_link(article.url),
        "when": when.text if when else "no date",
        "lang": language_tag(article.language),
        "before": around.before,
        "lead": around.lead,
        "runs": [[run.text, run.state, run.instead] for run in marked.segments],
        "apart": marked.is_apart,
        "rest": around.rest,
        "after": around.after,
    }


def _near(shelf: Shelf, claim_id: str) -> list[Json]:
    """The sentences of outlets without the claim that come nearest to it, in context.

    One that is to be read for its words has no probability.
    """
    medoid = shelf.claim_map.claim_by_id[claim_id].medoid_id
    near = (
        (sentence_id, probability)
        for row in shelf.cells[claim_id]
        if row["comes_near"]
        for sentence_id, probability in (
            (row["near_sentence_id"], _in_hundredths(row["near_probability"])),
            (row["beside_sentence_id"], ""),
        )
        if sentence_id
    )
    return [
        {
            **_passage(shelf, sentence_id, mark_difference(shelf.claim_map, sentence_id, medoid)),
            "probability": probability,
        }
        for sentence_id, probability in near
    ]


def _in_hundredths(probability: float | None) -> str:
    """A probability as it is shown, "" where there is none.

    >>> _in_hundredths(0.7), _in_hundredths(None)
    ('0.70', '')
    """
    return "" if probability is None else f"{probability:.2f}"


def _without(rows: Sequence[Row]) -> list[Json]:
    return [
        {"why": says, "outlets": [row["outlet"] for row in rows if row["reason"] == reason]}
        for reason, says in _WITHOUT.items()
        if any(row["reason"] == reason for row in rows)
    ]
