"""Probabilities and what people said -> the curve of the judge, in drawing units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crossframe.evaluation.event_quality import EventQuality
from crossframe.evaluation.tables import calibration_table
from crossframe.presentation.phrasing import counted, number
from crossframe.presentation.quality_scale import Scale, TickView
from crossframe.presentation.rows import Row, rows_of

_SIDE, _MARGIN = 400, 60


@dataclass(frozen=True, slots=True)
class BinView:
    """Pairs of about the same probability: their place, and the interval of their share, down."""

    x: float
    y: float
    low: float
    high: float
    is_own: bool


@dataclass(frozen=True, slots=True)
class CurveView:
    """What the judge says against what people say, with the table behind it."""

    title: str
    description: str
    caption: str
    side: int
    margin: int
    ticks: tuple[TickView, ...]
    bins: tuple[BinView, ...]
    series: tuple[tuple[str, bool], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def curve_view(event: EventQuality, measured: Mapping[str, Any]) -> CurveView | str:
    """Lays out probabilities against shares; a refusal where there is neither."""
    rows = rows_of(calibration_table(event, measured))
    if not rows:
        return event.refusal or "No pair was judged."
    across = Scale(0.0, 1.0, _MARGIN, _MARGIN + _SIDE)
    down = Scale(0.0, 1.0, _MARGIN / 3 + _SIDE, _MARGIN / 3)
    own = event.claim_map.event_id
    labels = list(dict.fromkeys(row["labels"] for row in rows))
    shown = [own, *[label for label in labels if "," in label]] if own in labels else labels
    bins = [
        BinView(
            across.at(row["probability"]),
            down.at(row["same"]),
            down.at(row["low"]),
            down.at(row["high"]),
            row["labels"] == own,
        )
        for row in rows
        if row["labels"] in shown
    ]
    return CurveView(
        title="What the judge says and what people say",
        description=(
            f"{counted(len(bins), 'dot')}, each for pairs of about the same probability: across "
            "what the judge says, from 0 to 1, up the share that people called the same. On the "
            "diagonal the two agree; below it the judge is too sure."
        ),
        caption=(
            "Each mark stands for about a tenth of the labelled pairs that were judged, the surest "
            "tenth, where it is large, for a fifth of that: across the mean of what the judge "
            "says, up the share that people called the same, with its 95 % interval. On the "
            "diagonal both agree; below it the judge is too sure. The judge was fitted on pairs "
            "that people had picked out as near each other, of which far more are the same than "
            "of all pairs of an event: on all pairs it has to be too sure."
        ),
        side=_SIDE,
        margin=_MARGIN,
        ticks=tuple(
            TickView(across.at(value), f"{value:g}") for value in (0.0, 0.25, 0.5, 0.75, 1.0)
        ),
        bins=tuple(bins),
        series=tuple((label, label == own) for label in shown if label in labels),
        heads=("Labels", "Pairs", "Judge says", "People say", "Interval"),
        rows=tuple(map(_worded, rows)),
    )


def _worded(row: Row) -> tuple[str, ...]:
    """A row of the table behind the curve."""
    return (
        row["labels"],
        number(row["n_pairs"]),
        f"{row['probability']:.2f}",
        f"{row['same']:.2f}",
        f"{row['low']:.2f} to {row['high']:.2f}",
    )
