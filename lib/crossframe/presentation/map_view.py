"""Claim map -> the marks and labels of its scatter, in drawing units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np

from crossframe.comparison import map_table
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.phrasing import counted, event_title, shortened
from crossframe.presentation.rows import rows_of
from crossframe.presentation.untrusted import anchor
from crossframe.records import ClaimMap, Matrix

WIDTH, HEIGHT, MARGIN = 1000, 620, 24
# Claims in the table behind the map.
_ROWS = 40
MOST_LABELS, LABEL_CHARACTERS = 9, 36
# Named marks stand at least this far apart, so that names tell about the whole map.
_APART = 70.0
# Of the system's sans-serif at 12.5 units: mean width of a character, and height of a line.
_CHARACTER, _LINE = 6.3, 16.0
# Of a mark, from its middle.
_AROUND = 5.0

Box = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MarkView:
    """A sentence on the map; `is_lone` where no other article shares it."""

    x: int
    y: int
    is_lone: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """Marks that lead to one place: the sentences of a claim, or one that stands alone.

    `path` draws them all; `says` names the claim, "" for a sentence.
    """

    anchor: str
    path: str
    says: str


@dataclass(frozen=True, slots=True)
class LabelView:
    """A claim's name at the mark of its medoid (`mark_x`, `mark_y`), tied to it by a line."""

    x: float
    y: float
    end: str
    text: str
    lang: str | None
    mark_x: float
    mark_y: float
    line_x: float
    line_y: float


@dataclass(frozen=True, slots=True)
class RegionView:
    """A row of the table behind the map: a named claim and where its sentences lie, in per cent."""

    claim: ClaimRef
    n_sentences: int
    across: int
    down: int


@dataclass(frozen=True, slots=True)
class MapView:
    """A scatter and what it shows, in words."""

    width: int
    height: int
    claims: tuple[GroupView, ...]
    lone: tuple[GroupView, ...]
    labels: tuple[LabelView, ...]
    title: str
    description: str
    rows: tuple[RegionView, ...]
    linked: bool


def map_view(claim_map: ClaimMap, *, linked: bool) -> MapView | None:
    """Draws the map; None where no sentence has a place on it.

    Args:
        claim_map: The event.
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
    place = {
        row["sentence_id"]: MarkView(
            x=round(MARGIN + row["x"] * (WIDTH - 2 * MARGIN)),
            y=round(MARGIN + (top - row["y"]) * scale),
            is_lone=row["status"] == "unmatched",
        )
        for row in rows
    }
    marks = list(place.values())
    refs = claim_refs(claim_map, linked=linked)
    named = [
        (place[claim.medoid_id], refs[claim.claim_id])
        for claim in claim_map.claims
        if claim.medoid_id in place
    ]
    n_lone = sum(mark.is_lone for mark in marks)
    return MapView(
        width=WIDTH,
        height=height,
        claims=_groups(claim_map, place, refs),
        lone=_lone(place, linked=linked),
        labels=tuple(_labels(named, marks, height)),
        title=f"Map of {counted(len(marks), 'sentence')} on {event_title(claim_map.event_id)}",
        description=(
            f"{counted(len(marks) - n_lone, 'sentence')} in claims, drawn as circles, and "
            f"{counted(n_lone, 'sentence')} found in one article alone, drawn as squares. "
            "Sentences that read alike tend to lie close together; the axes have no meaning."
        ),
        rows=_regions(claim_map, place, refs, height),
        linked=linked,
    )


def _groups(
    claim_map: ClaimMap, place: Mapping[str, MarkView], refs: Mapping[str, ClaimRef]
) -> tuple[GroupView, ...]:
    """The marks of each claim; a sentence of several claims stands with the surest."""
    found: dict[str, list[MarkView]] = {}
    for sentence_id, mark in place.items():
        if not mark.is_lone:
            found.setdefault(claim_map.placement_by_id[sentence_id].claim_ids[0], []).append(mark)
    return tuple(
        GroupView(ref.anchor, _dots(found[claim_id]), f"{ref.number} {ref.text}")
        for claim_id, ref in refs.items()
        if claim_id in found
    )


def _lone(place: Mapping[str, MarkView], *, linked: bool) -> tuple[GroupView, ...]:
    """The mark of each sentence that no other article shares."""
    return tuple(
        GroupView(anchor("s", sentence_id) if linked else "", _dots([mark]), "")
        for sentence_id, mark in place.items()
        if mark.is_lone
    )


def _dots(marks: Sequence[MarkView]) -> str:
    """Lines of no length, which round or square ends make into marks."""
    return "".join(f"M{mark.x} {mark.y}h.01" for mark in marks)


def _regions(
    claim_map: ClaimMap, place: Mapping[str, MarkView], refs: Mapping[str, ClaimRef], height: int
) -> tuple[RegionView, ...]:
    """Where the claims lie: the mean of their sentences."""
    found = []
    for claim in claim_map.claims[:_ROWS]:
        marks = [place[s] for s in claim.sentence_ids if s in place]
        if marks:
            across = round(100 * sum(mark.x for mark in marks) / len(marks) / WIDTH)
            down = round(100 * sum(mark.y for mark in marks) / len(marks) / height)
            found.append(RegionView(refs[claim.claim_id], len(marks), across, down))
    return tuple(found)


def _labels(
    named: Sequence[tuple[MarkView, ClaimRef]], marks: Sequence[MarkView], height: int
) -> list[LabelView]:
    """Names the first claims that can be named without covering another name."""
    labels: list[LabelView] = []
    places = np.array([(one.x, one.y) for one in marks])
    taken: list[Box] = []
    lines: list[Point] = []
    for mark, ref in named:
        if len(labels) == MOST_LABELS:
            break
        if any(hypot(mark.x - one.mark_x, mark.y - one.mark_y) < _APART for one in labels):
            continue
        text = f"{ref.number} {shortened(ref.text, LABEL_CHARACTERS)}"
        found = _free_place(mark, len(text) * _CHARACTER, taken, lines, places, height)
        if found:
            taken.append(found)
            labels.append(_label(mark, text, ref.lang, found))
            lines += _line(mark, found)
    return labels


def _free_place(
    mark: MarkView,
    width: float,
    taken: Sequence[Box],
    lines: Sequence[Point],
    places: Matrix,
    height: int,
) -> Box | None:
    """The place for a name near its mark that meets no name or line and covers fewest marks.

    `places` (n, 2) are those of all marks.
    """
    best: tuple[float, Box] | None = None
    for distance in (12, 24, 38, 54, 72, 92):
        if best and distance / 20 >= best[0]:
            break  # nothing farther away costs less
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
            cost = 2 * _n_held(box, places) + distance / 20
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
    return (
        box[0] - _AROUND < point[0] < box[2] + _AROUND
        and box[1] - _AROUND < point[1] < box[3] + _AROUND
    )


def _n_held(box: Box, places: Matrix) -> int:
    """How many of many points (n, 2) `_holds` tells of."""
    low, high = np.array(box[:2]) - _AROUND, np.array(box[2:]) + _AROUND
    return int(((low < places) & (places < high)).all(axis=1).sum())


def _meet(one: Box, other: Box) -> bool:
    apart = 4.0
    return (
        one[0] < other[2] + apart
        and other[0] < one[2] + apart
        and one[1] < other[3] + apart
        and other[1] < one[3] + apart
    )


def _label(mark: MarkView, text: str, lang: str | None, box: Box) -> LabelView:
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
        lang=lang,
        mark_x=mark.x,
        mark_y=mark.y,
        line_x=round(line_x, 1),
        line_y=round(line_y, 1),
    )
