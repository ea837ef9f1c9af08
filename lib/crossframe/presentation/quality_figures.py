"""Tables of quality -> dots with intervals and the curve of the judge, in drawing units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from crossframe.evaluation.ablation import NOTHING
from crossframe.evaluation.event_quality import EventQuality
from crossframe.evaluation.record import is_current
from crossframe.evaluation.tables import calibration_table, parts_table, standings_table
from crossframe.presentation.corpus_view import Row, rows_of
from crossframe.presentation.phrasing import counted, event_title, number

# Drawing units. Names stand left of the first panel.
_NAMES, _PANEL, _GAP, _LINE, _TOP = 250, 220, 30, 30, 46
_SIDE, _MARGIN = 400, 60


@dataclass(frozen=True, slots=True)
class DotView:
    """A value and its interval, across; `text` words them."""

    at: float
    low: float
    high: float
    text: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the drawing: a name, and a dot in each panel or None."""

    y: float
    name: str
    is_own: bool
    dots: tuple[DotView | None, ...]


@dataclass(frozen=True, slots=True)
class TickView:
    """A place on an axis and what it says; `is_zero` where nothing is gained or lost."""

    at: float
    text: str
    is_zero: bool = False


@dataclass(frozen=True, slots=True)
class PanelView:
    """A panel of the drawing, from `left` to `right`; `mark` is where crossframe stands."""

    title: str
    left: float
    right: float
    ticks: tuple[TickView, ...]
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class DotsView:
    """Dots with intervals in panels, with the table behind them and what to make of it."""

    title: str
    description: str
    caption: str
    width: int
    height: int
    bottom: int
    panels: tuple[PanelView, ...]
    lines: tuple[LineView, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


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


class _Scale(NamedTuple):
    """Values from `low` to `high` on `left` to `right`; what lies outside is put on the edge."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.left + min(max(share, 0.0), 1.0) * (self.right - self.left), 1)


def standings_view(event: EventQuality) -> DotsView | str:
    """Lays out precision, recall and F1 of every method; a refusal where nothing was measured."""
    rows = rows_of(standings_table(event))
    if event.quality is None:
        return event.refusal
    known = [row for row in rows if row["f1"] is not None]
    at = next(r for r in known if r["method"] == f"crossframe, {event.quality.verification}")
    names = ("precision", "recall", "f1")
    scales = [_scale(number, 0.0, 1.0) for number in range(len(names))]
    lines = [
        LineView(
            y=_TOP + _LINE * (place + 0.5),
            name=row["method"],
            is_own=row["method"].startswith("crossframe, "),
            dots=tuple(_dot(s, row, name) for s, name in zip(scales, names, strict=True)),
        )
        for place, row in enumerate(known)
    ]
    titles = ("Precision", "Recall", "F1")
    ticks = (0.0, 0.25, 0.5, 0.75, 1.0)
    panels = [
        PanelView(title, s.left, s.right, _ticks(s, ticks), s.at(at[name]))
        for title, s, name in zip(titles, scales, names, strict=True)
    ]
    best = max(known, key=lambda row: row["f1"])
    return _dots(
        title=f"crossframe and other methods on {event_title(event.claim_map.event_id)}",
        description=(
            f"{counted(len(known), 'method')}, one a line, with precision, recall and F1 from 0 to "
            f"1 and their 95 % intervals. crossframe at {event.quality.verification} has F1 "
            f"{at['f1']:.2f}; the highest F1 is {best['f1']:.2f}, {best['method']}."
        ),
        caption=(
            "Filled dots are crossframe at its three settings, rings are other methods on the same "
            "sentences and vectors; lines are 95 % intervals. The upright line is crossframe at "
            "the setting of this run. Where intervals overlap much, the order may be chance."
        ),
        panels=panels,
        lines=lines,
        heads=("Method", "Settings", *titles, "False merge", "Absorbed"),
        rows=[
            (
                row["method"],
                row["settings"],
                *(_worded(row, name) for name in names),
                _plain(row["false_merge"]),
                _plain(row["absorbed"]),
            )
            for row in known
        ],
        notes=[f"{row['method']}: {row['note']}" for row in rows if row["note"]],
    )


def parts_view(event: EventQuality, measured: Mapping[str, Any]) -> DotsView | str:
    """Lays out the F1 that each part is worth; a sentence where nothing was recorded."""
    table = parts_table(event, measured)
    rows = [row for row in rows_of(table) if row["left_out"] != NOTHING]
    if not rows:
        return (
            "What each part is worth was not recorded. It needs gold with a train and a dev split: "
            "crossframe evaluate GOLD --record."
        )
    sets = list(dict.fromkeys(row["labels"] for row in rows))
    parts = list(dict.fromkeys(row["left_out"] for row in rows))
    place = {(row["left_out"], row["labels"]): row for row in rows}
    names = ("worth", "worth_low", "worth_high")
    ends = [abs(row[name]) for row in rows for name in names if row[name] is not None]
    edge = max(0.1, -(-max(ends) * 20 // 1) / 20)
    scales = [_scale(number, -edge, edge) for number in range(len(sets))]
    lines = [
        LineView(
            y=_TOP + _LINE * (number + 0.5),
            name=_part_name(part),
            is_own=True,
            dots=tuple(
                _dot(scale, place[part, label], "worth") if (part, label) in place else None
                for scale, label in zip(scales, sets, strict=True)
            ),
        )
        for number, part in enumerate(parts)
    ]
    panels = [
        PanelView(label, s.left, s.right, _ticks(s, (-edge, 0.0, edge), signed=True))
        for label, s in zip(sets, scales, strict=True)
    ]
    older = [n for n, gold in measured.get("gold", {}).items() if not is_current(gold)]
    return _dots(
        title="What each part is worth",
        description=(
            f"{counted(len(parts), 'part')}, one a line; for each set of labels the F1 of the "
            f"whole less the F1 without the part, from {-edge:g} to {edge:g}, with its interval. "
            "Right of zero, the part helps."
        ),
        caption=(
            "F1 of the whole less F1 without the part, with its 95 % interval; right of the line "
            "at zero the part helps. The judge was fitted anew without the part, and groups are "
            "joined at the probability at which no more of the different pairs are joined on the "
            "gold. An interval that holds zero does not tell whether the part helps."
        ),
        panels=panels,
        lines=lines,
        heads=("Left out", "What it is", *(f"F1 lost, {label}" for label in sets)),
        rows=[
            (
                _part_name(part),
                next(row["description"] for row in rows if row["left_out"] == part),
                *(
                    _worded(place[part, label], "worth", signed=True)
                    if (part, label) in place
                    else "–"
                    for label in sets
                ),
            )
            for part in parts
        ],
        notes=[f"The figures on {name} were recorded with older code." for name in older],
    )


def curve_view(event: EventQuality, measured: Mapping[str, Any]) -> CurveView | str:
    """Lays out probabilities against shares; a refusal where there is neither."""
    rows = rows_of(calibration_table(event, measured))
    if not rows:
        return event.refusal or "No pair was judged."
    across = _Scale(0.0, 1.0, _MARGIN, _MARGIN + _SIDE)
    down = _Scale(0.0, 1.0, _MARGIN / 3 + _SIDE, _MARGIN / 3)
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
            "tenth, where it is large, for a fifth of that: across the "
            "mean of what the judge says, up the share that people called the same, with its 95 % "
            "interval. On the diagonal both agree; below it the judge is too sure. The judge was "
            "fitted on pairs that people had picked out as near each other, of which far more are "
            "the same than of all pairs of an event: on all pairs it has to be too sure."
        ),
        side=_SIDE,
        margin=_MARGIN,
        ticks=tuple(
            TickView(across.at(value), f"{value:g}") for value in (0.0, 0.25, 0.5, 0.75, 1.0)
        ),
        bins=tuple(bins),
        series=tuple((label, label == own) for label in shown if label in labels),
        heads=("Labels", "Pairs", "Judge says", "People say", "Interval"),
        rows=tuple(
            (
                row["labels"],
                number(row["n_pairs"]),
                f"{row['probability']:.2f}",
                f"{row['same']:.2f}",
                f"{row['low']:.2f} to {row['high']:.2f}",
            )
            for row in rows
        ),
    )


def _dots(
    *,
    panels: Sequence[PanelView],
    lines: Sequence[LineView],
    rows: Sequence[tuple[str, ...]],
    notes: Sequence[str] = (),
    **words: Any,
) -> DotsView:
    bottom = _TOP + _LINE * len(lines)
    return DotsView(
        width=round(panels[-1].right) + _GAP,
        height=bottom + _TOP // 2,
        bottom=bottom,
        panels=tuple(panels),
        lines=tuple(lines),
        rows=tuple(rows),
        notes=tuple(notes),
        **words,
    )


def _scale(place: int, low: float, high: float) -> _Scale:
    left = _NAMES + place * (_PANEL + _GAP)
    return _Scale(low, high, left, left + _PANEL)


def _ticks(scale: _Scale, values: Sequence[float], *, signed: bool = False) -> tuple[TickView, ...]:
    words: Callable[[float], str] = _signed if signed else "{:g}".format
    return tuple(TickView(scale.at(v), words(v), signed and v == 0) for v in values)


def _dot(scale: _Scale, row: Row, name: str) -> DotView | None:
    value, low, high = row[name], row[f"{name}_low"], row[f"{name}_high"]
    if value is None:
        return None
    ends = (value, value) if low is None else (low, high)
    return DotView(scale.at(value), scale.at(ends[0]), scale.at(ends[1]), _worded(row, name))


def _worded(row: Row, name: str, *, signed: bool = False) -> str:
    value, low, high = row[name], row[f"{name}_low"], row[f"{name}_high"]
    if value is None:
        return "–"
    words = _signed if signed else _plain
    return words(value) if low is None else f"{words(value)} ({words(low)} to {words(high)})"


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _signed(value: float) -> str:
    text = f"{abs(value):.3f}".rstrip("0").rstrip(".")
    return text if text == "0" else f"{'+' if value > 0 else '−'}{text}"


def _part_name(part: str) -> str:
    return part.replace("_", " ")
