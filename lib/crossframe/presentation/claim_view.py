"""Claim map -> claims with their sentences side by side, the matrix, and what none shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from crossframe.comparison import (
    claims_table,
    compared_outlets,
    coverage_table,
    outlet_states,
    outlets_table,
    side_by_side_table,
    unmatched_table,
)
from crossframe.presentation.corpus_view import Row, rows_of
from crossframe.presentation.phrasing import Moment, counted, moment
from crossframe.presentation.untrusted import anchor, foreign_language, web_link
from crossframe.records import ClaimMap

# Order of an outlet's column: what was compared comes first.
_STATES = ("silent", "not_compared", "excluded")


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A verbatim sentence and where it stands.

    `probability` is that it asserts the same as the other sentences of the claim; `also` are the
    anchors of further claims that it stands in.
    """

    anchor: str
    text: str
    lang: str | None
    title: str
    when: Moment | None
    href: str | None
    probability: float
    is_medoid: bool
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim: its medoid, its counts, each outlet's sentences, and the outlets without any."""

    anchor: str
    text: str
    lang: str | None
    medoid_outlet: str
    kind: str
    n_outlets: int
    n_compared: int
    n_articles: int
    n_sentences: int
    first: Moment | None
    first_outlet: str | None
    cohesion: float
    versions: Mapping[str, tuple[QuoteView, ...]]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """A claim in an outlet: its state, how many sentences, and where the first of them stands."""

    state: str
    n_sentences: int
    anchor: str
    sentence: str


@dataclass(frozen=True, slots=True)
class MatrixView:
    """Claims by outlet: `columns` are outlets and their states, `groups` kinds and their rows."""

    columns: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, tuple[tuple[ClaimView, tuple[CellView, ...]], ...]], ...]
    n_claims: int
    n_shown: int


@dataclass(frozen=True, slots=True)
class LoneView:
    """A sentence that no other article shares, and the sentence that comes nearest to it."""

    anchor: str
    text: str
    lang: str | None
    when: Moment | None
    probability: float | None
    nearest: str | None
    nearest_lang: str | None
    nearest_outlet: str | None
    nearest_anchor: str


@dataclass(frozen=True, slots=True)
class LoneGroup:
    """What one outlet alone says: its unmatched sentences, and of how many statements."""

    outlet: str
    anchor: str
    n_statements: int
    sentences: tuple[LoneView, ...]


def claim_views(claim_map: ClaimMap, *, linked: bool, limit: int | None = None) -> list[ClaimView]:
    """Lays out claims, the most widely carried first.

    Args:
        claim_map: The event.
        linked: Whether sentences get ids that other parts of the page link to.
        limit: Most claims to lay out; None for all.

    Returns:
        One view a claim, in the order of the claim map.
    """
    quotes: dict[str, list[Row]] = {}
    for row in rows_of(side_by_side_table(claim_map)):
        quotes.setdefault(row["claim_id"], []).append(row)
    compared = compared_outlets(claim_map)
    claims = rows_of(claims_table(claim_map))[:limit]
    return [
        _claim(claim_map, row, quotes[row["claim_id"]], compared, linked=linked) for row in claims
    ]


def _claim(
    claim_map: ClaimMap,
    row: Row,
    members: Sequence[Row],
    compared: Sequence[str],
    *,
    linked: bool,
) -> ClaimView:
    versions = {
        outlet: tuple(_quote(claim_map, member, linked=linked) for member in own)
        for outlet, own in groupby(members, key=lambda member: str(member["outlet"]))
    }
    medoid = next(member for member in members if member["is_medoid"])
    return ClaimView(
        anchor=anchor("c", row["claim_id"]) if linked else "",
        text=row["claim"],
        lang=foreign_language(claim_map.article_by_id[medoid["article_id"]].language),
        medoid_outlet=medoid["outlet"],
        kind=row["kind"],
        n_outlets=row["n_outlets"],
        n_compared=len(compared),
        n_articles=row["n_articles"],
        n_sentences=row["n_sentences"],
        first=moment(row["first_published"]),
        first_outlet=row["first_outlet"],
        cohesion=row["cohesion"],
        versions=versions,
        silent=tuple(outlet for outlet in compared if outlet not in versions),
    )


def _quote(claim_map: ClaimMap, member: Row, *, linked: bool) -> QuoteView:
    return QuoteView(
        anchor=_place(claim_map, member["claim_id"], member["sentence_id"]) if linked else "",
        text=member["sentence"],
        lang=foreign_language(claim_map.article_by_id[member["article_id"]].language),
        title=member["title"],
        when=moment(member["published_at"]),
        href=web_link(member["url"]),
        probability=member["probability"],
        is_medoid=member["is_medoid"],
        also=tuple(anchor("c", other) for other in (member["also_in"] or "").split() if linked),
    )


def _place(claim_map: ClaimMap, claim_id: str, sentence_id: str) -> str:
    """The anchor of a sentence in a claim: its own in the surest of its claims."""
    home = claim_map.placement_by_id[sentence_id].claim_ids[0] == claim_id
    return anchor("s", sentence_id if home else f"{claim_id} {sentence_id}")


def matrix_view(
    claim_map: ClaimMap, claims: Sequence[ClaimView], limit: int | None = None
) -> MatrixView:
    """Crosses claims with outlets; claims of a single outlet are left to their own list.

    Args:
        claim_map: The event.
        claims: All its claims, in its order.
        limit: Most claims to show; None for all.

    Returns:
        Rows in the order of the claims, by kind; columns of compared outlets before all others.
    """
    states = outlet_states(claim_map)
    columns = sorted(states.items(), key=lambda item: (_STATES.index(item[1]), item[0]))
    cells = {(r["claim_id"], r["outlet"]): r for r in rows_of(coverage_table(claim_map))}
    rows = [
        (view, tuple(_cell(claim_map, view, cells[claim.claim_id, o]) for o, _ in columns))
        for claim, view in zip(claim_map.claims, claims, strict=True)
        if view.n_outlets > 1
    ]
    shown = rows[:limit]
    groups = tuple(
        (kind, tuple(row for row in shown if row[0].kind == kind))
        for kind in ("shared", "minority")
    )
    return MatrixView(
        columns=tuple(columns),
        groups=tuple(group for group in groups if group[1]),
        n_claims=len(rows),
        n_shown=len(shown),
    )


def _cell(claim_map: ClaimMap, claim: ClaimView, row: Row) -> CellView:
    first = row["first_sentence_id"]
    return CellView(
        state=row["state"],
        n_sentences=row["n_sentences"],
        anchor=_place(claim_map, row["claim_id"], first) if first and claim.anchor else "",
        sentence=claim_map.sentence_by_id[first].text if first and not claim.anchor else "",
    )


def lone_groups(claim_map: ClaimMap) -> list[LoneGroup]:
    """Lists the sentences that no other article shares, by outlet."""
    statements = {r["outlet"]: r["n_statements"] for r in rows_of(outlets_table(claim_map))}
    rows = rows_of(unmatched_table(claim_map))
    return [
        LoneGroup(
            outlet=outlet,
            anchor=anchor("u", outlet),
            n_statements=statements[outlet],
            sentences=tuple(_lone(claim_map, row) for row in own),
        )
        for outlet, own in groupby(rows, key=lambda row: str(row["outlet"]))
    ]


def _lone(claim_map: ClaimMap, row: Row) -> LoneView:
    nearest = row["nearest_sentence_id"]
    near = claim_map.article_of(nearest) if nearest else None
    return LoneView(
        anchor=anchor("s", row["sentence_id"]),
        text=row["sentence"],
        lang=foreign_language(claim_map.article_by_id[row["article_id"]].language),
        when=moment(row["published_at"]),
        probability=row["nearest_probability"],
        nearest=row["nearest"],
        nearest_lang=foreign_language(near.language) if near else None,
        nearest_outlet=row["nearest_outlet"],
        nearest_anchor=anchor("s", nearest) if nearest else "",
    )


def claims_caption(n_shown: int, n_all: int) -> str:
    """Says how much of a list is shown.

    >>> claims_caption(12, 103)
    '12 of 103 claims shown'
    """
    return counted(n_all, "claim") if n_shown == n_all else f"{n_shown} of {n_all} claims shown"
