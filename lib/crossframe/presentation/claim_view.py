"""Claim map -> claims with their sentences side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from crossframe.comparison import (
    attribution_findings_table,
    certainty_table,
    claims_table,
    compared_outlets,
    contradictions_table,
    coverage_table,
    number_findings_table,
    side_by_side_table,
)
from crossframe.comparison.once import once
from crossframe.comparison.wordings.differences import mark_differences
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.differing_view import Run
from crossframe.presentation.phrasing import Moment, counted, moment
from crossframe.presentation.places import place_of
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.untrusted import anchor, language_tag, web_link
from crossframe.records import ClaimMap
from crossframe.text.meaning.alignment import Marked

# Why an outlet does not carry a claim, as far as a reader of the claim should know.
_WITHOUT = {
    "near_miss": "A sentence comes near, read it",
    "silent": "Silent",
    "earlier": "Older articles only",
    "cut": "Cut short, so not to be told",
    "other_language": "In another language, so not to be told",
}


# So many outlets are named; of more, the others of all are told by their number.
_NAMED = 20


class Without(NamedTuple):
    """Why outlets do not carry a claim, in words; of `n_others` none is named: all the others."""

    says: str
    outlets: tuple[str, ...]
    n_others: int


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A verbatim sentence and where it stands.

    `runs` make up the sentence, with what differs from the claim's medoid marked; `is_apart` where
    it shares hardly a word with it, so that nothing is. `certainty` is "hedged", "attributed" or
    "denied", None for flat or where no grammar tells. `probability` is that it asserts the same as
    the other sentences of the claim; `is_loose` where the claim holds it loosely: it may tell of
    another matter, and how sure it sounds is not said; `also` are further claims with it. `article`
    is the place on the page where its article is listed, "" where none is.
    """

    anchor: str
    runs: tuple[Run, ...]
    is_apart: bool
    certainty: str | None
    lang: str | None
    title: str
    when: Moment | None
    href: str | None
    article: str
    probability: float
    is_medoid: bool
    is_loose: bool
    also: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim: its medoid, its counts, each outlet's sentences, and the outlets without any.

    `without` gives the outlets that do not carry the claim, by reason.
    `stability` is in per cent of the perturbed runs that could tell, None where none could.
    `name`, `notes` and `checked_by` are what people made of it.
    `differs` where a figure, a denial or a voice of it is in dispute.
    """

    ref: ClaimRef
    label: str
    name: str
    notes: tuple[str, ...]
    checked_by: tuple[str, ...]
    medoid_outlet: str
    kind: str
    n_outlets: int
    n_compared: int
    n_articles: int
    n_sentences: int
    n_origins: int
    first: Moment | None
    first_outlet: str | None
    cohesion: float
    stability: int | None
    differs: bool
    versions: Mapping[str, tuple[QuoteView, ...]]
    without: tuple[Without, ...]


class _Known(NamedTuple):
    """What every claim is laid out with; certainty is by claim and sentence."""

    claim_map: ClaimMap
    refs: Mapping[str, ClaimRef]
    differing: Collection[str]
    certainty: Mapping[tuple[str, str], Row]
    without: Mapping[str, tuple[Without, ...]]
    n_compared: int
    linked: bool


@once
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
    known = _Known(
        claim_map,
        claim_refs(claim_map, linked=linked),
        differing_claims(claim_map) if linked else (),
        {(r["claim_id"], r["sentence_id"]): r for r in rows_of(certainty_table(claim_map))},
        _without(claim_map),
        len(compared_outlets(claim_map)),
        linked,
    )
    rows = rows_of(claims_table(claim_map))[:limit]
    return [_claim(known, row, quotes[row["claim_id"]]) for row in rows]


def _without(claim_map: ClaimMap) -> Mapping[str, tuple[Without, ...]]:
    """By claim, why which outlets do not carry it."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows_of(coverage_table(claim_map)):
        near = ["near_miss"] if row["comes_near"] else []
        for reason in dict.fromkeys([*near, row["reason"]]):
            if reason in _WITHOUT:
                reasons = found.setdefault(row["claim_id"], {})
                reasons.setdefault(reason, []).append(row["outlet"])
    return {claim_id: _in_words(reasons) for claim_id, reasons in found.items()}


def _in_words(reasons: Mapping[str, Sequence[str]]) -> tuple[Without, ...]:
    most = max(reasons, key=lambda reason: len(reasons[reason]))
    named = {outlet for reason, own in reasons.items() if reason != most for outlet in own}
    is_rest = len(reasons[most]) > _NAMED and named.isdisjoint(reasons[most])
    return tuple(
        Without(says, (), len(reasons[reason]))
        if is_rest and reason == most
        else Without(says, tuple(reasons[reason]), 0)
        for reason, says in _WITHOUT.items()
        if reason in reasons
    )


def _claim(known: _Known, row: Row, members: Sequence[Row]) -> ClaimView:
    claim_map = known.claim_map
    claim = claim_map.claim_by_id[row["claim_id"]]
    marked = mark_differences(claim_map, claim)
    versions = {
        outlet: tuple(_quote(known, member, marked[member["sentence_id"]]) for member in own)
        for outlet, own in groupby(members, key=lambda member: str(member["outlet"]))
    }
    medoid = next(member for member in members if member["is_medoid"])
    return ClaimView(
        ref=known.refs[row["claim_id"]],
        label=row["label"],
        name=claim.name,
        notes=claim.notes,
        checked_by=claim.checked_by,
        medoid_outlet=medoid["outlet"],
        kind=row["kind"],
        n_outlets=row["n_outlets"],
        n_compared=known.n_compared,
        n_articles=row["n_articles"],
        n_sentences=row["n_sentences"],
        n_origins=row["n_origins"],
        first=moment(row["first_published"]),
        first_outlet=row["first_outlet"],
        cohesion=row["cohesion"],
        stability=None if row["stability"] is None else round(100 * row["stability"]),
        differs=row["claim_id"] in known.differing,
        versions=versions,
        without=known.without.get(row["claim_id"], ()),
    )


def _quote(known: _Known, member: Row, marked: Marked) -> QuoteView:
    claim_map = known.claim_map
    certainty = known.certainty[member["claim_id"], member["sentence_id"]]["certainty"]
    also = (member["also_in"] or "").split() if known.linked else ()
    place = place_of(claim_map, member["sentence_id"], member["claim_id"])
    return QuoteView(
        anchor=place if known.linked else "",
        runs=tuple(Run(s.text, s.state, s.instead) for s in marked.segments),
        is_apart=marked.is_apart,
        certainty=None if certainty == "flat" or member["is_loose"] else certainty,
        lang=language_tag(claim_map.article_by_id[member["article_id"]].language),
        title=member["title"],
        when=moment(member["published_at"]),
        href=web_link(member["url"]),
        article=anchor("a", member["article_id"]) if known.linked else "",
        probability=member["probability"],
        is_medoid=member["is_medoid"],
        is_loose=member["is_loose"],
        also=tuple(known.refs[other] for other in also),
    )


def differing_claims(claim_map: ClaimMap) -> frozenset[str]:
    """Ids of the claims of which figures conflict or are replaced, or that are denied or voiced."""
    figures = number_findings_table(claim_map)
    voices = attribution_findings_table(claim_map)
    return frozenset(
        [
            *figures[figures["relation"].isin(["conflict", "update", "unclear"])]["claim_id"],
            *contradictions_table(claim_map)["claim_id"],
            *voices[voices["contrast"]]["claim_id"],
        ]
    )


def claims_caption(n_shown: int, n_all: int) -> str:
    """Says how much of a list is shown.

    >>> claims_caption(12, 103)
    '12 of 103 claims shown'
    """
    return counted(n_all, "claim") if n_shown == n_all else f"{n_shown} of {n_all} claims shown"
