"""Claim map -> all outlets and claims at a glance: a row an outlet, a tick a claim it carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crossframe.comparison.claims import claims_table
from crossframe.comparison.presence.coverage import coverage_table, outlet_states
from crossframe.presentation.rows import rows_of
from crossframe.presentation.untrusted import anchor
from crossframe.records import ClaimMap

# Of a claim's place on the line, how much its tick fills.
_TICK = 0.72


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """An outlet: paths of ticks where it carries a claim or comes near, and both counted."""

    outlet: str
    anchor: str
    carried: str
    near: str
    n_carried: int
    n_near: int


@dataclass(frozen=True, slots=True)
class GlanceView:
    """Outlets by name; claims from the most widely carried on, one a unit of `width`.

    `without` are outlets with articles of which none was compared.
    """

    rows: tuple[GlanceRow, ...]
    width: int
    without: tuple[str, ...]


def glance_view(claim_map: ClaimMap) -> GlanceView | None:
    """Draws who carries how much of what several outlets carry; None without such claims."""
    claims = [row for row in rows_of(claims_table(claim_map)) if row["n_outlets"] > 1]
    place = {row["claim_id"]: at for at, row in enumerate(claims)}
    if not place:
        return None
    carried: dict[str, list[int]] = {}
    near: dict[str, list[int]] = {}
    for row in rows_of(coverage_table(claim_map)):
        if row["claim_id"] not in place:
            continue
        if row["state"] == "carried":
            carried.setdefault(row["outlet"], []).append(place[row["claim_id"]])
        elif row["reason"] == "near_miss":
            near.setdefault(row["outlet"], []).append(place[row["claim_id"]])
    compared = [
        outlet for outlet, state in outlet_states(claim_map).items() if state == "not_found"
    ]
    return GlanceView(
        rows=tuple(
            GlanceRow(
                outlet=outlet,
                anchor=anchor("o", outlet),
                carried=_ticks(carried.get(outlet, ()), top=0, height=10),
                near=_ticks(near.get(outlet, ()), top=7, height=3),
                n_carried=len(carried.get(outlet, ())),
                n_near=len(near.get(outlet, ())),
            )
            for outlet in sorted(compared)
        ),
        width=len(place),
        without=tuple(sorted(set(claim_map.outlets) - set(compared))),
    )


def _ticks(places: Iterable[int], *, top: int, height: int) -> str:
    """A path of upright bars.

    >>> _ticks([0, 3], top=0, height=10)
    'M0 0h.72v10h-.72zM3 0h.72v10h-.72z'
    """
    wide = f"{_TICK:g}".lstrip("0")
    return "".join(f"M{at} {top}h{wide}v{height}h-{wide}z" for at in sorted(places))
