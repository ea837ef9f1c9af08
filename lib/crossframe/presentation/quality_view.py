"""Figures of quality -> fragments for a notebook, the surest errors as text among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from crossframe.evaluation.claim_coding import ClaimCoding
from crossframe.evaluation.claim_tables import judged_claims_table
from crossframe.evaluation.coding import AGREED, Coding
from crossframe.evaluation.event_quality import EventQuality
from crossframe.evaluation.measures import Interval
from crossframe.evaluation.tables import coders_table, errors_table
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import counted, listed, number
from crossframe.presentation.quality_curve import curve_view
from crossframe.presentation.quality_figures import parts_view, standings_view
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.tables import show_table
from crossframe.presentation.untrusted import foreign_language

# Headings of the tables of coders.
_PAIRS = {
    "coder": "Coder",
    "n_pairs": "Pairs judged",
    "precision": "Precision",
    "precision_low": "from",
    "precision_high": "to",
    "recall": "Recall",
    "recall_low": "from",
    "recall_high": "to",
    "f1": "F1",
    "f1_low": "from",
    "f1_high": "to",
    "of": "Figures are those of",
}
_WHOLE = {
    "coder": "Coder",
    "n_claims": "Claims judged",
    "whole": "One statement",
    "partly": "In part",
    "apart": "Not",
    "precision": "Share of one statement",
    "low": "from",
    "high": "to",
    "n_gone": "Stand no more",
}


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One side of an error: who wrote it, and what, verbatim."""

    outlet: str
    text: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class ErrorView:
    """Two sentences that claims and labels disagree on."""

    probability: str
    n_pairs: int
    sides: tuple[SentenceView, SentenceView]


@dataclass(frozen=True, slots=True)
class ErrorsView:
    """The surest errors of one kind, in words, or why there is none."""

    heading: str
    meaning: str
    extent: str
    errors: tuple[ErrorView, ...]


def show_quality(event: EventQuality) -> Shown:
    """Says in a paragraph how far the claims agree with the labels, or why nobody knows."""
    return render_part("said", _paragraph(event), "quality")


def draw_standings(event: EventQuality) -> Shown:
    """Draws where crossframe stands beside other methods on the same sentences and vectors."""
    return render_part("dots", standings_view(event), "quality")


def show_coders(event: EventQuality) -> Shown:
    """Lists the claims against each coder, pair by pair and, where they judged so, as a whole."""
    tables = [
        show_table(coders_table(event), "Claims against each coder, by pairs", columns=_PAIRS)
    ]
    if event.claims:
        whole = judged_claims_table(event)
        tables.append(show_table(whole, "Claims that coders read whole", columns=_WHOLE))
    return Shown("".join(table.html for table in tables))


def draw_calibration(event: EventQuality, measured: Mapping[str, Any]) -> Shown:
    """Draws what the judge's probabilities are worth, on this event and on recorded gold."""
    return render_part("curve", curve_view(event, measured), "quality")


def draw_parts(event: EventQuality, measured: Mapping[str, Any]) -> Shown:
    """Draws what each part of crossframe is worth, by leaving it out."""
    return render_part("dots", parts_view(event, measured), "quality")


def show_errors(
    event: EventQuality, kind: Literal["merged", "split", "both"] = "both", limit: int = 8
) -> Shown:
    """Lays the surest errors side by side.

    Args:
        event: The measured event.
        kind: "merged", what is in one claim though people called it different, "split", or both.
        limit: Most errors of a kind to show.

    Returns:
        The errors, or a sentence that says why there is none.
    """
    kinds = ("merged", "split") if kind == "both" else (kind,)
    parts = [render_part("errors", errors_view(event, one, limit), "quality") for one in kinds]
    return Shown("".join(part.html for part in parts))


def _paragraph(event: EventQuality) -> tuple[str, ...]:
    if event.quality is None:
        return (event.refusal, *_claims(event.claims))
    score, spread = event.quality.score, event.quality.standing.spread
    f1 = spread.intervals.get("f1") if spread else None
    labels = event.labels.name if event.labels else "the labels"
    told = (
        f"Of the pairs of sentences of different articles in {labels}, {number(score.pairs)} "
        f"count. Of those that crossframe puts into one claim, people called {score.precision:.2f} "
        f"the same (precision); of those that people called the same, {score.recall:.2f} are in "
        f"one claim (recall); F1 is {score.f1:.2f}"
        + (f", 95 % interval {f1.low:.2f} to {f1.high:.2f}." if f1 else ".")
    )
    if not f1:
        over = "Intervals are drawn from at least four events, or four articles of one event."
    elif spread and spread.over == "articles":
        over = (
            f"The intervals come from drawing the {spread.n_units} articles of this one event "
            "anew. They say how much the figures hang on single articles, and nothing of other "
            "events."
        )
    else:
        over = "The intervals come from drawing the events anew."
    return (told, over, *_coders(event.quality.coding), *_claims(event.claims))


def _coders(coding: Coding | None) -> tuple[str, ...]:
    """How far coders agree, and what the pairs that they judged stand for."""
    if coding is None:
        return ()
    found, told = coding.agreement, []
    if found.n_pairs and found.agreed is not None:
        alpha = "none" if found.alpha is None else f"{found.alpha:.2f}"
        told.append(
            f"{counted(found.n_coders, 'coder')} gave {counted(found.n_pairs, 'pair')} more than "
            f"one label. Of these labels, {found.agreed:.0%} agree{_range(found.agreed_interval)}; "
            f"Krippendorff's alpha is {alpha}{_range(found.alpha_interval)}: 1 would be perfect, 0 "
            "is what chance gives."
        )
    if coding.by_design:
        told.append(
            "The pairs were drawn by design, unsure ones more often: the table of coders weighs "
            "them for all pairs of the event, the figures above do not."
        )
    return tuple(told)


def _claims(coding: ClaimCoding | None) -> tuple[str, ...]:
    """How many of the claims that coders read whole are one statement, and how far they agree."""
    if coding is None:
        return ()
    told = [
        f"{score.coder} read {counted(score.n_claims, 'claim')} whole: {score.precision:.0%} are "
        f"one statement{_range(score.interval)}, {score.partly} in part, {score.apart} not."
        for score in coding.scores
        if score.coder != AGREED and score.precision is not None
    ]
    n_gone = max(score.n_gone for score in coding.scores)
    if n_gone:
        told.append(f"{counted(n_gone, 'claim')} that they read stand no more, and do not count.")
    found = coding.agreement
    if found.agreed is not None:
        alpha = "none" if found.alpha is None else f"{found.alpha:.2f}"
        told.append(
            f"Of their labels of {counted(found.n_pairs, 'claim')}, {found.agreed:.0%} agree"
            f"{_range(found.agreed_interval)}; Krippendorff's alpha is {alpha}"
            f"{_range(found.alpha_interval)}."
        )
    return (" ".join(told),)


def _range(ends: Interval | None) -> str:
    return f" (95 % interval {ends.low:.2f} to {ends.high:.2f})" if ends else ""


def errors_view(event: EventQuality, kind: str, limit: int) -> ErrorsView:
    """Lays out the surest errors of one kind."""
    merged = kind == "merged"
    heading = "Surest wrong merges" if merged else "Surest wrong splits"
    meaning = (
        "In one claim, though people called them different; those that the judge is surest are the "
        "same come first."
        if merged
        else "In no claim together, though people called them the same; those that the judge is "
        "surest are different come first."
    )
    if event.quality is None:
        return ErrorsView(heading, event.refusal, "", ())
    rows = [row for row in rows_of(errors_table(event)) if row["error"] == kind]
    extent = counted(len(rows), "pair")
    if len(rows) > limit:
        extent = f"{limit} of {extent} shown"
    shown = tuple(_error(event, row) for row in rows[:limit])
    return ErrorsView(heading, meaning if rows else "There is none.", extent if rows else "", shown)


def _error(event: EventQuality, row: Row) -> ErrorView:
    probability = row["probability"]
    sides = tuple(
        SentenceView(
            row[f"outlet_{letter}"],
            row[f"sentence_{letter}"],
            foreign_language(event.claim_map.article_by_id[row[f"article_id_{letter}"]].language),
        )
        for letter in "ab"
    )
    return ErrorView(
        "not compared" if probability is None else f"{probability:.2f}",
        row["n_pairs"],
        (sides[0], sides[1]),
    )


def quality_note(table: pd.DataFrame) -> str:
    """Says in a line whether recorded figures are of this code.

    Args:
        table: As `measured_table` makes it.

    Returns:
        A caption.
    """
    if table.empty:
        return "Recorded figures: none yet"
    older = sorted(set(table.loc[table["code"] == "older", "gold"]))
    if not older:
        return "Recorded figures, all of this code"
    return f"Recorded figures; those on {listed(older)} are of older code"
