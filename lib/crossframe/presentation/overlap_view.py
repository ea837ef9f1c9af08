"""Claim map -> a heat map of the claims that pairs of outlets share, in drawing units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crossframe.comparison.presence.overlap import overlap_table
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import counted
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.units import in_units, is_grouped
from crossframe.records import ClaimMap


@dataclass(frozen=True, slots=True)
class PairView:
    """Two outlets in the heat map: its square, what it shows, and how strong its ground is."""

    x: float
    y: float
    count: str
    sign: str
    is_below: bool
    strength: float
    says: str


@dataclass(frozen=True, slots=True)
class SharedView:
    """A row of the table behind the heat map, in words; `expected` are claims shared by chance."""

    outlet: str
    other: str
    shared: str
    expected: str
    mark: str


@dataclass(frozen=True, slots=True)
class OverlapView:
    """A heat map of pairs of outlets, in drawing units, and what it shows, in words."""

    outlets: tuple[tuple[str, float], ...]
    pairs: tuple[PairView, ...]
    rows: tuple[SharedView, ...]
    left: float
    size: float
    width: float
    height: float
    title: str
    description: str
    refusal: str | None


_SIGNS = {"more": "▲", "fewer": "▼", "as chance": ""}
# Of a name in 13 units: the mean width of a character, a little more than any system gives it.
_SQUARE, _CHARACTER, _MOST_CHARACTERS = 46.0, 7.8, 28


def overlap_view(claim_map: ClaimMap) -> OverlapView | None:
    """Draws who shares claims with whom; None where there are no two outlets."""
    rows = rows_of(overlap_table(claim_map))
    if not rows:
        return None
    names = sorted({row[end] for row in rows for end in ("outlet", "other")})
    place = {name: number for number, name in enumerate(names)}
    left = max(map(_length, names)) + 8
    pairs = tuple(_pair(row, place, left) for row in rows)
    tested = [row for row in rows if not row["refusal"]]
    marked = [row for row in tested if row["mark"] != "as chance"]
    said = "; ".join(f"{r['outlet']} and {r['other']}: {r['mark']}" for r in marked) or "no pair"
    return OverlapView(
        outlets=tuple((name, place[name] * _SQUARE) for name in names),
        pairs=pairs,
        rows=tuple(map(_shared, rows)),
        left=left,
        size=_SQUARE,
        width=round(max(left + place[n] * _SQUARE + _length(n) for n in names[:-1]), 1),
        height=_SQUARE * len(names) + 34,
        title=in_units(claim_map, f"Claims shared by pairs of {counted(len(names), 'outlet')}"),
        description=f"Shared more or less often than chance would have it: {said}.",
        refusal=None if tested else in_units(claim_map, rows[0]["refusal"]),
    )


def _length(name: str) -> float:
    """How wide a name is at most, in drawing units."""
    return min(len(name), _MOST_CHARACTERS) * _CHARACTER + 20


def _pair(row: Row, place: Mapping[str, int], left: float) -> PairView:
    says = f"{row['outlet']} and {row['other']} share {counted(row['n_shared'], 'claim')}"
    if row["refusal"]:
        says += f"; {row['refusal']}"
    else:
        says += f", {row['expected']:.1f} by chance; {row['mark']} (q {row['q']:.3f})"
    if row["n_reprinted"]:
        says += f"; {row['n_reprinted']} more through a copied text"
    return PairView(
        x=round(left + place[row["outlet"]] * _SQUARE, 1),
        y=place[row["other"]] * _SQUARE,
        count=str(row["n_shared"]),
        sign=_SIGNS.get(row["mark"] or "", ""),
        is_below=row["ratio"] is not None and row["ratio"] < 1,
        strength=_strength(row["ratio"]),
        says=says,
    )


def _shared(row: Row) -> SharedView:
    known = not row["refusal"]
    return SharedView(
        outlet=row["outlet"],
        other=row["other"],
        shared=str(row["n_shared"]),
        expected=f"{row['expected']:.1f}" if known else "–",
        mark=row["mark"] if known else row["refusal"],
    )


def _strength(ratio: float | None) -> float:
    """How far above or below chance a pair is, as the opacity of its ground, 0..0.4.

    >>> _strength(1.0), _strength(1.5), _strength(None)
    (0.0, 0.2, 0.0)
    """
    return 0.0 if ratio is None else round(min(abs(ratio - 1), 1) * 0.4, 2)


def draw_overlap(claim_map: ClaimMap) -> Shown:
    """Draws which outlets share claims with each other, beside what chance would give them."""
    return render_part(
        "overlap", overlap_view(claim_map), library="coverage", grouped=is_grouped(claim_map)
    )
