"""Claim map -> the matrix of claims by outlet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crossframe.comparison.claims import claims_table
from crossframe.comparison.once import once
from crossframe.comparison.presence.coverage import coverage_table, outlet_states
from crossframe.comparison.presence.origins import claim_origins_table
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import counted, moment, shortened
from crossframe.presentation.places import place_of
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.units import is_grouped
from crossframe.records import ClaimMap

# Outlets that stand beside the claims on a screen of 1,280 pixels.
_FIT = 14
# From so many rows on the matrix scrolls by itself: what follows it would be out of reach.
_HIGH = 200
# Behind the number of sentences of which all are held loosely.
_LOOSELY = "?"
# A row of the matrix names its claim by as much as two lines hold.
_NAMED_BY = 120
# A page whose matrix has many more cells is slow to open, and nobody reads it to its end: the other
# claims stand below, each with who carries it and who does not.
_CELLS = 12_000
_FEWEST_ROWS = 100
# Sign and meaning of each reason of an empty cell, in the order in which reasons are looked for.
REASONS: Mapping[str, tuple[str, str]] = {
    "no_article": ("×", "none of its articles could be used"),
    "not_compared": ("/", "not compared: in a language the encoder does not read, or no statement"),
    "earlier": ("←", "all its articles are dated before the claim first appeared"),
    "cut": ("…", "an article that could have carried it was cut, or seems to be"),
    "near_miss": ("≈", "near miss: a sentence comes near and may say the same, read it"),
    "other_language": (
        "»",
        "in another language than the claim, so that its silence cannot be told",
    ),
    "silent": ("·", "silent: it has articles, and none of them was found to carry the claim"),
}
# Sign of each place in an article, and the words for it.
PLACES: Mapping[str, tuple[str, str]] = {
    "headline": ("H", "in a headline"),
    "lead": ("L", "in the lead: the first paragraph or the first two statements"),
    "quarter 1": ("q1", "in the first quarter of the text"),
    "quarter 2": ("q2", "in the second quarter of the text"),
    "quarter 3": ("q3", "in the third quarter of the text"),
    "quarter 4": ("q4", "in the last quarter of the text"),
}


@dataclass(frozen=True, slots=True)
class CellView:
    """A claim in an outlet: what the cell shows, what it says when pointed at, where it leads.

    `sign` is the number of sentences, with "?" where all are held loosely, or the sign of the
    reason for an empty cell; `place` the sign of the most prominent place, "" for an empty cell.
    """

    state: str
    reason: str
    sign: str
    place: str
    says: str
    anchor: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A claim with its counts and its cells, one a column.

    `is_beneath` tells that it is a variant and that the wider claim stands above it.
    """

    claim: ClaimRef
    text: str
    kind: str
    n_outlets: int
    n_origins: int
    origins: str
    cells: tuple[CellView, ...]
    is_beneath: bool = False


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Claims by outlet: rows by kind, the signs in use, and outlets that have no article at all."""

    columns: tuple[str, ...]
    groups: tuple[tuple[str, tuple[RowView, ...]], ...]
    reasons: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    absent: tuple[str, ...]
    n_claims: int
    n_shown: int
    has_loose: bool

    @property
    def has_variants(self) -> bool:
        """Whether a claim shown holds half of its sentences or more in common with a wider one."""
        return any(row.claim.variant_of for _, rows in self.groups for row in rows)

    @property
    def fits(self) -> bool:
        """True where a wide screen holds all columns beside the claims."""
        return len(self.columns) <= _FIT

    @property
    def is_high(self) -> bool:
        """True where a page is not to be made as long as all rows are high."""
        return self.n_shown > _HIGH


@once
def coverage_view(
    claim_map: ClaimMap, *, linked: bool, limit: int | None = None, known: Collection[str] = ()
) -> CoverageView:
    """Crosses claims with outlets; claims of a single outlet are left to their own list.

    Args:
        claim_map: The event.
        linked: Whether the page holds the claims and sentences that cells lead to.
        limit: Most claims to show; None for all.
        known: Outlets that the researcher named; those without an article are listed apart.

    Returns:
        Rows by kind, in the order of the claims, each with its variants of that kind behind it;
        columns of compared outlets before all others.
    """
    states = outlet_states(claim_map)
    columns = sorted(states, key=lambda o: (states[o] == "excluded", states[o] != "not_found", o))
    cells: dict[str, dict[str, Row]] = {}
    for row in rows_of(coverage_table(claim_map)):
        cells.setdefault(row["claim_id"], {})[row["outlet"]] = row
    origins = {row["claim_id"]: row for row in rows_of(claim_origins_table(claim_map))}
    refs = claim_refs(claim_map, linked=linked)
    every = [row for row in rows_of(claims_table(claim_map)) if row["n_outlets"] > 1]
    rows = [
        _row(
            claim_map,
            refs[row["claim_id"]],
            row,
            origins[row["claim_id"]],
            [cells[row["claim_id"]][outlet] for outlet in columns],
        )
        for row in every[:limit]
    ]
    groups = tuple(
        (kind, tuple(_in_families([row for row in rows if row.kind == kind])))
        for kind in ("shared", "minority")
    )
    shown = [cell for row in rows for cell in row.cells]
    return CoverageView(
        columns=tuple(columns),
        groups=tuple(group for group in groups if group[1]),
        reasons=_used(REASONS, _reasons(shown)),
        places=_places(shown),
        absent=tuple(sorted(set(known) - set(states))),
        n_claims=len(every),
        n_shown=len(rows),
        has_loose=any(cell.sign.endswith(_LOOSELY) for cell in shown),
    )


def rows_for_page(claim_map: ClaimMap) -> int:
    """How many rows the matrix of a page has at most: the fewer, the more outlets there are."""
    return max(_FEWEST_ROWS, _CELLS // max(1, len(outlet_states(claim_map))))


def _in_families(rows: Sequence[RowView]) -> list[RowView]:
    """The rows, each variant beneath the wider claim that it is one of, if that is among them."""
    there = {row.claim.number for row in rows}
    laid = [replace(row, is_beneath=row.claim.variant_of in there) for row in rows]

    def place(row: RowView) -> tuple[int, int]:
        own = row.claim.number
        return (row.claim.variant_of if row.is_beneath else own, own)

    return sorted(laid, key=place)


def _used(
    signs: Mapping[str, tuple[str, str]], names: Collection[str]
) -> tuple[tuple[str, str], ...]:
    return tuple(sign for name, sign in signs.items() if name in names)


def _reasons(cells: Iterable[CellView]) -> set[str]:
    """The reasons in use; a sentence that comes near stands beside some of the others, too."""
    near = REASONS["near_miss"][0]
    return {cell.reason for cell in cells} | {"near_miss" for cell in cells if near in cell.sign}


def _places(cells: Iterable[CellView]) -> tuple[tuple[str, str], ...]:
    """Signs and meanings of the places in use; the quarters, which explain each other, in one."""
    signs = {cell.place for cell in cells}
    found = [place for place in PLACES.values() if place[0] in signs and place[0][0] != "q"]
    quarters = sorted(sign for sign in signs if sign.startswith("q"))
    if quarters:
        found.append((" ".join(quarters), "in that quarter of the text"))
    return tuple(found)


def _row(
    claim_map: ClaimMap, ref: ClaimRef, claim: Row, origins: Row, cells: Sequence[Row]
) -> RowView:
    linked = bool(ref.anchor)
    return RowView(
        claim=ref,
        text=shortened(ref.text, _NAMED_BY) if linked else ref.text,
        kind=claim["kind"],
        n_outlets=claim["n_outlets"],
        n_origins=origins["n_origins"],
        origins=origins["in_words"],
        cells=tuple(_cell(claim_map, cell, linked=linked) for cell in cells),
    )


def _cell(claim_map: ClaimMap, row: Row, *, linked: bool) -> CellView:
    found = row["sentence_id"] or row["near_sentence_id"]
    texts = [claim_map.sentence_by_id[s].text for s in (found, row["beside_sentence_id"]) if s]
    sentence = "" if linked else " … ".join(texts)
    leads = _leads(claim_map, row) if linked and found else ""
    if row["state"] == "carried":
        sign, where = PLACES[row["placement"]]
        when = moment(row["first_published"])
        parts = [
            row["outlet"],
            counted(row["n_sentences"], "sentence"),
            f"first {when.text if when else 'without a date'}",
            where,
        ]
        says = _joined(["; ".join(parts), row["evidence"] or "", sentence])
        n = f"{row['n_sentences']}{_LOOSELY if row['n_loose'] == row['n_sentences'] else ''}"
        return CellView("carried", "", n, sign, says, leads)
    sign, meaning = REASONS[row["reason"]]
    if row["reason"] == "near_miss":
        meaning = "near miss"
    elif row["comes_near"]:
        sign += REASONS["near_miss"][0]
    parts = [row["outlet"], meaning, row["evidence"] or "", sentence]
    return CellView(row["state"], row["reason"], sign, "", _joined(parts), leads)


def _leads(claim_map: ClaimMap, row: Row) -> str:
    """Where on the page the sentence of a cell stands."""
    if row["state"] == "carried":
        return place_of(claim_map, row["sentence_id"], row["claim_id"])
    is_near = row["comes_near"]
    return place_of(claim_map, row["near_sentence_id"]) if is_near else ""


def _joined(parts: Iterable[str]) -> str:
    """Joins what is there with colons.

    >>> _joined(["Post", "cut", "", "It fell"])
    'Post: cut: It fell'
    """
    return ": ".join(part for part in parts if part)


def draw_coverage(
    claim_map: ClaimMap, limit: int | None = 40, known: Collection[str] = ()
) -> Shown:
    """Draws the matrix of claims by outlet; each cell says what it stands for when pointed at.

    Args:
        claim_map: The event.
        limit: Most claims to draw, from the most widely carried on; None for all.
        known: Outlets that the researcher named; those without an article are listed below.

    Returns:
        The matrix, or a sentence where no claim is carried by two outlets.
    """
    return render_part(
        "matrix",
        coverage_view(claim_map, linked=False, limit=limit, known=known),
        library="coverage",
        grouped=is_grouped(claim_map),
    )
