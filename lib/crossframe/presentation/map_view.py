"""Claim map -> the marks and labels of its scatter, in drawing units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from crossframe.comparison import map_table
from crossframe.presentation.claim_view import ClaimView
from crossframe.presentation.corpus_view import rows_of
from crossframe.presentation.phrasing import counted, event_title, shortened
from crossframe.presentation.untrusted import anchor
from crossframe.records import ClaimMap

WIDTH, HEIGHT, MARGIN = 1000, 620, 24
MOST_LABELS, LABEL_CHARACTERS = 9, 36
# Named marks stand at least this far apart, so that names tell about the whole map.
_APART = 70.0
# Of the system's sans-serif at 12.5 units: mean width of a character, and height of a line.
_CHARACTER, _LINE = 6.3, 16.0

Box = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MarkView:
    """A sentence on the map; `is_lone` where no other article shares it."""

    x: float
    y: float
    is_lone: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class LabelView:
    """A claim's name at the mark of its medoid (`mark_x`, `mark_y`), tied to it by a line."""

    x: float
    y: float
    end: str
    text: str
    full: str
    mark_x: float
    mark_y: float
    line_x: float
    line_y: float


@dataclass(frozen=True, slots=True)
class MapView:
    """A scatter and what it shows, in words."""

    width: int
    height: int
    marks: tuple[MarkView, ...]
    labels: tuple[LabelView, ...]
    title: str
    description: str
    linked: bool


def map_view(claim_map: ClaimMap, claims: Sequence[ClaimView], *, linked: bool) -> MapView | None:
    """Draws the map; None where no sentence has a place on it.

    Args:
        claim_map: The event.
        claims: Its claims, in its order.
        linked: Whether the page holds the sentences that marks link to.

    Returns:
        Marks and names in drawing units, as wide as `WIDTH` and as high as they need.
    """
    rows = rows_of(map_table(claim_map))
    if len(rows) < 2:
        return None
    top = max(row["y"] for row in rows)
    scale = HEIGHT - 2 * MARGIN
    height = max(round(2 * MARGIN + (top - min(row["y"] for row in rows)) * scale), HEIGHT // 2)
    marks = [
        MarkView(
            x=round(MARGIN + row["x"] * (WIDTH - 2 * MARGIN), 1),
            y=round(MARGIN + (top - row["y"]) * scale, 1),
            is_lone=row["status"] == "unmatched",
            anchor=anchor("s", row["sentence_id"]) if linked else "",
        )
        for row in rows
    ]
    place = {row["sentence_id"]: mark for row, mark in zip(rows, marks, strict=True)}
    named = [
        (place[claim.medoid_id], view.text)
        for claim, view in zip(claim_map.claims, claims, strict=True)
        if claim.medoid_id in place
    ]
    n_lone = sum(mark.is_lone for mark in marks)
    return MapView(
        width=WIDTH,
        height=height,
        marks=tuple(marks),
        labels=tuple(_labels(named, marks, height)),
        title=f"Map of {counted(len(marks), 'sentence')} on {event_title(claim_map.event_id)}",
        description=(
            f"{counted(len(marks) - n_lone, 'sentence')} in claims, drawn as filled circles, and "
            f"{counted(n_lone, 'sentence')} found in one article alone, drawn as diamonds. "
            "Sentences that read alike tend to lie close together; the axes have no meaning."
        ),
        linked=linked,
    )


def _labels(
    named: Sequence[tuple[MarkView, str]], marks: Sequence[MarkView], height: int
) -> list[LabelView]:
    """Names the first claims that can be named without covering another name."""
    labels: list[LabelView] = []
    taken: list[Box] = []
    lines: list[Point] = []
    for mark, full in named:
        if len(labels) == MOST_LABELS:
            break
        if any(hypot(mark.x - one.mark_x, mark.y - one.mark_y) < _APART for one in labels):
            continue
        text = shortened(full, LABEL_CHARACTERS)
        found = _free_place(mark, len(text) * _CHARACTER, taken, lines, marks, height)
        if found:
            taken.append(found)
            labels.append(_label(mark, text, full, found))
            lines += _line(mark, found)
    return labels


def _free_place(
    mark: MarkView,
    width: float,
    taken: Sequence[Box],
    lines: Sequence[Point],
    marks: Sequence[MarkView],
    height: int,
) -> Box | None:
    """The place for a name near its mark that meets no name or line and covers fewest marks."""
    best: tuple[float, Box] | None = None
    for distance in (12, 24, 38, 54, 72, 92):
        for across, down in ((1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1)):
            left = mark.x + across * distance - (width if across < 0 else 0)
            left -= width / 2 if across == 0 else 0
            middle = mark.y + down * (distance * 0.8 + (6 if across == 0 else 0))
            box = (left, middle - _LINE / 2, left + width, middle + _LINE / 2)
            inside = box[0] >= 4 and box[2] <= WIDTH - 4 and box[1] >= 4 and box[3] <= height - 4
            if not inside or any(_meet(box, other) for other in taken):
                continue
            if any(_holds(other, point) for other in taken for point in _line(mark, box)):
                continue
            if any(_holds(box, point) for point in lines):
                continue
            covered = sum(_holds(box, (one.x, one.y)) for one in marks)
            cost = 2 * covered + distance / 20
            if best is None or cost < best[0]:
                best = (cost, box)
    return best[1] if best else None


def _line(mark: MarkView, box: Box) -> list[Point]:
    """Points along the line from a mark to its name."""
    x, y = _end(mark, box)
    return [(mark.x + (x - mark.x) * i / 8, mark.y + (y - mark.y) * i / 8) for i in range(8)]


def _end(mark: MarkView, box: Box) -> Point:
    """Where the line from a mark meets the box of its name."""
    middle = (box[1] + box[3]) / 2
    if not box[0] <= mark.x <= box[2]:
        return (box[0] if box[0] > mark.x else box[2], middle)
    return (mark.x, box[1] if middle > mark.y else box[3])


def _holds(box: Box, point: Point) -> bool:
    around = 5.0  # of a mark
    return (
        box[0] - around < point[0] < box[2] + around
        and box[1] - around < point[1] < box[3] + around
    )


def _meet(one: Box, other: Box) -> bool:
    apart = 4.0
    return (
        one[0] < other[2] + apart
        and other[0] < one[2] + apart
        and one[1] < other[3] + apart
        and other[1] < one[3] + apart
    )


def _label(mark: MarkView, text: str, full: str, box: Box) -> LabelView:
    middle = (box[1] + box[3]) / 2
    if box[0] > mark.x:
        end, x = "start", box[0]
    elif box[2] < mark.x:
        end, x = "end", box[2]
    else:
        end, x = "middle", (box[0] + box[2]) / 2
    line_x, line_y = _end(mark, box)
    return LabelView(
        x=round(x, 1),
        y=round(middle + 4.3, 1),
        end=end,
        text=text,
        full=full,
        mark_x=mark.x,
        mark_y=mark.y,
        line_x=round(line_x, 1),
        line_y=round(line_y, 1),
    )
