"""Claim map -> each outlet's own words, drawn with their effect, open to their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp

from crossframe.comparison.wordings.wording import (
    FOUND,
    PERMUTATIONS,
    term_occurrences_table,
    wording_outlets_table,
    wording_table,
)
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.marked import PassageView, passages
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import counted, number
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.units import in_units, is_grouped
from crossframe.records import ClaimMap

# Terms that chance alone brings about more seldom than this are shown as well, as not found.
_WORTH_SHOWING = 0.01
# Log-odds at the edges of the figure: 150 to 1. What lies beyond is cut off there.
_EDGE = 5.0
_WIDTH = 240


@dataclass(frozen=True, slots=True)
class TermView:
    """A term as a dot with its whiskers; `at`, `low`, `high` are x in 0..240.

    `cut_low` and `cut_high` tell whether a whisker goes on beyond the figure.
    """

    term: str
    is_found: bool
    counts: str
    odds: str
    chance: str
    at: float
    low: float
    high: float
    cut_low: bool
    cut_high: bool
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class OutletView:
    """A compared outlet, how much of it was compared, and its terms."""

    outlet: str
    extent: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class WordingView:
    """All outlets, each reason for which some were refused, and how the comparison was made."""

    outlets: tuple[OutletView, ...]
    refused: tuple[tuple[str, tuple[str, ...]], ...]
    summary: str
    method: str
    middle: float
    ticks: tuple[tuple[float, str], ...]

    @property
    def plain(self) -> tuple[str, ...]:
        """Compared outlets without a term to show."""
        return tuple(one.outlet for one in self.outlets if not one.terms)


def draw_wording(claim_map: ClaimMap, limit: int = 8) -> Shown:
    """Draws the words that each outlet uses more than the others on the same claims.

    Args:
        claim_map: The event.
        limit: Most terms of an outlet.

    Returns:
        A dot with whiskers a term, which opens on the sentences; outlets refused with the reason.
    """
    return render_part(
        "wording", wording_view(claim_map, limit), "wording", grouped=is_grouped(claim_map)
    )


def wording_view(claim_map: ClaimMap, limit: int = 8, *, linked: bool = False) -> WordingView:
    """Lays out the terms that stand out, and those that only might.

    Args:
        claim_map: The event.
        limit: Most terms of an outlet.
        linked: Whether the page holds the claims and sentences that passages lead to.

    Returns:
        Outlets by name; a term is found at a false discovery rate of at most 10 %, if its interval
        leaves no room for as many uses by the others.
    """
    table = wording_table(claim_map)
    places = _places(claim_map)
    refs = claim_refs(claim_map, linked=True) if linked else None
    outlets = rows_of(wording_outlets_table(claim_map))
    compared = [row for row in outlets if row["state"] == "compared"]
    shown = {
        outlet: [row for row in rows if row["q"] <= FOUND or row["p"] <= _WORTH_SHOWING][:limit]
        for outlet, rows in groupby(rows_of(table), key=lambda row: str(row["outlet"]))
    }
    n_found = int(table["told_apart"].sum())
    n_tests = sum(row["n_terms"] for row in compared)
    return WordingView(
        outlets=tuple(
            OutletView(
                row["outlet"],
                " of ".join(
                    counted(row[f"n_{thing}s"], thing) for thing in ("sentence", "article")
                ),
                tuple(
                    _term(claim_map, term, places, refs) for term in shown.get(row["outlet"], [])
                ),
            )
            for row in compared
        ),
        refused=_refused(outlets),
        summary=in_units(claim_map, _summary(n_found, len(compared))),
        method=(
            f"{number(n_tests)} comparisons; articles changed hands {number(PERMUTATIONS)} times"
        ),
        middle=_x(0),
        ticks=tuple((_x(value), label) for value, label in _TICKS),
    )


# The logarithms of 1/30, 1 and 30, and how they are written.
_TICKS = ((-3.401, "1/30"), (0.0, "as often"), (3.401, "30×"))


def _refused(outlets: Sequence[Row]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Reasons in the order in which they first stand, with all outlets of each."""
    by_reason = defaultdict[str, list[str]](list)
    for row in outlets:
        if row["reason"]:
            by_reason[row["reason"]].append(row["outlet"])
    return tuple((reason, tuple(names)) for reason, names in by_reason.items())


def _summary(n_found: int, n_compared: int) -> str:
    if not n_compared:
        return "No outlet has enough text on shared claims for its wording to be compared."
    if not n_found:
        return (
            f"{counted(n_compared, 'outlet was')} compared. No term can be told from chance: "
            "that is no proof that they word alike, the event may be too small to show it."
        )
    return (
        f"{counted(n_compared, 'outlet was')} compared. "
        f"{counted(n_found, 'term was')} found to stand out more than chance would have it."
    )


def _x(log_odds: float) -> float:
    inside = max(-_EDGE, min(_EDGE, log_odds))
    return round(_WIDTH * (inside + _EDGE) / (2 * _EDGE), 1)


def _judged(row: Row) -> str:
    """What the test says of a term, or that it stands in too few places to rely on the test."""
    if row["told_apart"]:
        return "stands out"
    return "may be chance" if row["q"] > FOUND else "too few places to tell"


def _term(
    claim_map: ClaimMap,
    row: Row,
    places: Mapping[str, Sequence[Row]],
    refs: Mapping[str, ClaimRef] | None,
) -> TermView:
    found = bool(row["told_apart"])
    return TermView(
        term=row["term"],
        is_found=found,
        counts=f"{counted(row['n_outlet'], 'time')} in {counted(row['n_articles'], 'article')}, "
        f"by the others {row['n_others']}"
        + (f"; {row['n_copied']} in copied words" if row["n_copied"] else ""),
        odds=f"odds {_times(row['log_odds'])} (95 % interval {_times(row['low'])} "
        f"to {_times(row['high'])})",
        chance=f"{_judged(row)}, q = {row['q']:.2g}",
        at=_x(row["log_odds"]),
        low=_x(row["low"]),
        high=_x(row["high"]),
        cut_low=row["low"] < -_EDGE,
        cut_high=row["high"] > _EDGE,
        passages=passages(claim_map, row["outlet"], places[row["term"]], refs),
    )


def _times(log_odds: float) -> str:
    ratio = exp(log_odds)
    if ratio >= 1000:
        return "over 1,000×"
    return f"{ratio:.0f}×" if ratio >= 10 else f"{ratio:.2g}×"


def _places(claim_map: ClaimMap) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows_of(term_occurrences_table(claim_map)):
        found.setdefault(row["term"], []).append(row)
    return found
