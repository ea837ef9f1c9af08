"""Tables of quality -> dots with intervals, a line a method or a part, in drawing units."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crossframe.evaluation.ablation import NOTHING
from crossframe.evaluation.event_quality import EventQuality
from crossframe.evaluation.record import is_current
from crossframe.evaluation.tables import parts_table, standings_table
from crossframe.presentation.phrasing import counted, event_title
from crossframe.presentation.quality_scale import Scale, TickView
from crossframe.presentation.rows import Row, rows_of

# Drawing units. Names stand left of the first panel.
_NAMES, _PANEL, _GAP, _LINE, _TOP = 250, 220, 30, 30, 46


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
        rows=[_standing(row, names) for row in known],
        notes=[f"{row['method']}: {row['note']}" for row in rows if row["note"]],
    )


def _standing(row: Row, names: Sequence[str]) -> tuple[str, ...]:
    """A method's row in the table behind the figure."""
    return (
        row["method"],
        row["settings"],
        *(_worded(row, name) for name in names),
        _plain(row["false_merge"]),
        _plain(row["absorbed"]),
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
    worth = _Worth(
        parts=tuple(dict.fromkeys(row["left_out"] for row in rows)),
        sets=tuple(dict.fromkeys(row["labels"] for row in rows)),
        rows={(row["left_out"], row["labels"]): row for row in rows},
    )
    edge = worth.edge
    older = [n for n, gold in measured.get("gold", {}).items() if not is_current(gold)]
    return _dots(
        title="What each part is worth",
        description=(
            f"{counted(len(worth.parts), 'part')}, one a line; for each set of labels the F1 of "
            f"the whole less the F1 without the part, from {-edge:g} to {edge:g}, with its "
            "interval. Right of zero, the part helps."
        ),
        caption=(
            "F1 of the whole less F1 without the part, with its 95 % interval; right of the line "
            "at zero the part helps. The judge was fitted anew without the part, and groups are "
            "joined at the probability at which no more of the different pairs are joined on the "
            "gold. An interval that holds zero does not tell whether the part helps."
        ),
        panels=[
            PanelView(label, s.left, s.right, _ticks(s, (-edge, 0.0, edge), signed=True))
            for label, s in worth.scales.items()
        ],
        lines=[worth.line(number, part) for number, part in enumerate(worth.parts)],
        heads=("Left out", "What it is", *(f"F1 lost, {label}" for label in worth.sets)),
        rows=[worth.row(part) for part in worth.parts],
        notes=[f"The figures on {name} were recorded with older code." for name in older],
    )


@dataclass(frozen=True, slots=True)
class _Worth:
    """What each part is worth on each set of labels: rows of the table by part and labels."""

    parts: tuple[str, ...]
    sets: tuple[str, ...]
    rows: Mapping[tuple[str, str], Row]

    @property
    def edge(self) -> float:
        """Where every axis ends, so that all values and their intervals are between."""
        names = ("worth", "worth_low", "worth_high")
        ends = [
            abs(row[name]) for row in self.rows.values() for name in names if row[name] is not None
        ]
        return max(0.1, float(math.ceil(20 * max(ends))) / 20)

    @property
    def scales(self) -> dict[str, Scale]:
        """The axis of each set of labels."""
        return {
            label: _scale(number, -self.edge, self.edge) for number, label in enumerate(self.sets)
        }

    def line(self, number: int, part: str) -> LineView:
        """The line of a part, the `number`th from the top."""
        known = [(scale, self.rows.get((part, label))) for label, scale in self.scales.items()]
        return LineView(
            y=_TOP + _LINE * (number + 0.5),
            name=_part_name(part),
            is_own=True,
            dots=tuple(_dot(scale, row, "worth") if row else None for scale, row in known),
        )

    def row(self, part: str) -> tuple[str, ...]:
        """The row of a part in the table behind the figure."""
        known = [self.rows.get((part, label)) for label in self.sets]
        description = next(row["description"] for row in known if row)
        worth = (_worded(row, "worth", signed=True) if row else "–" for row in known)
        return (_part_name(part), description, *worth)


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


def _scale(place: int, low: float, high: float) -> Scale:
    left = _NAMES + place * (_PANEL + _GAP)
    return Scale(low, high, left, left + _PANEL)


def _ticks(scale: Scale, values: Sequence[float], *, signed: bool = False) -> tuple[TickView, ...]:
    words: Callable[[float], str] = _signed if signed else "{:g}".format
    return tuple(TickView(scale.at(v), words(v), signed and v == 0) for v in values)


def _dot(scale: Scale, row: Row, name: str) -> DotView | None:
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
