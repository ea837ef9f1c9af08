"""Claim map -> the different names that outlets give to one thing, open to their sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from crossframe.comparison.wordings.naming import naming_occurrences_table, namings_table
from crossframe.presentation.marked import MarkedView, mark_sentence
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import counted
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.units import is_grouped
from crossframe.records import ClaimMap


@dataclass(frozen=True, slots=True)
class NameView:
    """One of two names and who uses it at the position that was aligned."""

    name: str
    outlets: tuple[tuple[str, int], ...]
    quotes: tuple[MarkedView, ...]


@dataclass(frozen=True, slots=True)
class NamingView:
    """Two names of one thing: how they differ, how sure that is, and where they stand."""

    names: tuple[NameView, ...]
    kind: str
    sure: str
    ground: str


@dataclass(frozen=True, slots=True)
class NamingsView:
    """The namings shown, and how many there are."""

    namings: tuple[NamingView, ...]
    n_all: int


def draw_namings(claim_map: ClaimMap, limit: int = 30) -> Shown:
    """Shows the different names that outlets give to the same thing, with their sentences.

    Args:
        claim_map: The event.
        limit: Most namings to show, the surest first.

    Returns:
        A list, or a sentence where there is none.
    """
    return render_part(
        "namings", namings_view(claim_map, limit), "wording", grouped=is_grouped(claim_map)
    )


def namings_view(claim_map: ClaimMap, limit: int = 30, *, linked: bool = False) -> NamingsView:
    """Lays out namings, the surest first.

    Args:
        claim_map: The event.
        limit: Most namings.
        linked: Whether the page holds the sentences that passages lead to.

    Returns:
        For each, who uses which name, and the sentences.
    """
    table = rows_of(namings_table(claim_map))
    places: dict[tuple[str, str], list[Row]] = {}
    for row in rows_of(naming_occurrences_table(claim_map)):
        places.setdefault((row["naming"], row["name"]), []).append(row)
    namings = [
        _naming(claim_map, list(rows), places, linked=linked)
        for _, rows in groupby(table, key=lambda row: str(row["naming"]))
    ]
    return NamingsView(tuple(namings[:limit]), len(namings))


def _naming(
    claim_map: ClaimMap,
    rows: Sequence[Row],
    places: Mapping[tuple[str, str], Sequence[Row]],
    *,
    linked: bool,
) -> NamingView:
    first = rows[0]
    names = list(dict.fromkeys(row["name"] for row in rows))
    if first["role"] == "said to be one":
        ground = f"{counted(first['n_alignments'], 'sentence')} gives both names"
    else:
        ground = f"{counted(first['n_alignments'], 'pair')} of sentences, {first['role']}"
    return NamingView(
        names=tuple(
            NameView(
                name=name,
                outlets=tuple((row["outlet"], row["n"]) for row in rows if row["name"] == name),
                quotes=tuple(
                    mark_sentence(claim_map, at, linked=linked)
                    for at in places[first["naming"], name]
                ),
            )
            for name in names
        ),
        kind=f"{first['kind']} names" if first["kind"] == "different" else first["kind"],
        sure="quite sure" if first["sure"] == "high" else "less sure",
        ground=ground,
    )
