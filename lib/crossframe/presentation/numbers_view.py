"""Claim map -> the ledger of numbers: who gives which figure, marked in its sentence, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossframe.comparison.figures.tables import (
    number_conflicts_table,
    number_findings_table,
    number_pairs_table,
    numbers_table,
)
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import Moment, around, counted, listed, moment, number, things
from crossframe.presentation.places import place_of
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.units import is_grouped
from crossframe.presentation.untrusted import foreign_language, web_link
from crossframe.records import ClaimMap

# Relation -> its sign and its name; a sign never stands alone.
_RELATIONS = {
    "conflict": ("≠", "conflict"),
    "update": ("→", "update"),
    "unclear": ("?", "unclear"),
    "rounding": ("≈", "rounding"),
    "compatible": ("≲", "compatible"),
    "agree": ("=", "agree"),
}
# Relations whose name is a noun, so that several of them end in s.
_NOUNS = frozenset({"conflict", "update", "rounding"})
# Who "he" is, or "the" by itself, stands in the sentence, which is shown.
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "the", "this", "that"})
# Characters of a sentence that stand next to its figure, where it leads to the whole.
_AROUND = 90
_HEDGES = {
    "exact": "",
    "about": "about",
    "at_least": "at least",
    "at_most": "at most",
    "over": "over",
    "under": "under",
}


@dataclass(frozen=True, slots=True)
class RelationView:
    """How figures relate: a sign, a word, and the reason."""

    sign: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure in its verbatim sentence: `before`, `marked` and `after` make up the sentence.

    With an `anchor` they are what stands next to the figure, and lead to the whole.

    `relation` is to the first figure of its table; None for that figure itself, and where the two
    were not compared.
    """

    anchor: str
    outlet: str
    before: str
    marked: str
    after: str
    lang: str | None
    title: str
    when: Moment | None
    href: str | None
    hedge: str
    as_of: str | None
    said_by: str | None
    relation: RelationView | None


@dataclass(frozen=True, slots=True)
class FindingView:
    """One thing counted in one claim: the figures of all outlets, the earliest first.

    `in_words` gives each figure once, with the outlets that have it.
    """

    claim: ClaimRef
    counted: str
    relation: RelationView
    n_outlets: int
    in_words: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class NumbersView:
    """The findings that differ, those that agree, and a line that counts both."""

    summary: str
    differing: tuple[FindingView, ...]
    agreeing: tuple[FindingView, ...]
    n_left: int


def draw_numbers(claim_map: ClaimMap, limit: int = 20) -> Shown:
    """Draws the ledger of numbers: for each thing counted in a claim, every outlet's figure.

    Args:
        claim_map: The event.
        limit: Most tables to draw of figures that differ, and as many of those that agree.

    Returns:
        The tables, what conflicts first; a sentence where no figure stands in two articles.
    """
    return render_part(
        "numbers",
        numbers_view(claim_map, linked=False, limit=limit),
        "numbers",
        grouped=is_grouped(claim_map),
    )


def numbers_view(claim_map: ClaimMap, *, linked: bool, limit: int | None = None) -> NumbersView:
    """Lays out the ledger of numbers.

    Args:
        claim_map: The event.
        linked: Whether claims and sentences have ids on the page that figures can lead to.
        limit: Most findings that differ, and most that agree; None for all.

    Returns:
        Findings with what conflicts first, in the order of the claims.
    """
    order = list(_RELATIONS)
    findings = sorted(
        rows_of(number_findings_table(claim_map)), key=lambda row: order.index(row["relation"])
    )
    members: dict[tuple[str, int], list[Row]] = {}
    for row in rows_of(numbers_table(claim_map)):
        members.setdefault((row["claim_id"], row["slot"]), []).append(row)
    pairs = _pairs(claim_map)
    refs = claim_refs(claim_map, linked=linked)
    differing = [row for row in findings if row["relation"] != "agree"]
    agreeing = [row for row in findings if row["relation"] == "agree"]
    shown = [
        tuple(
            _finding(
                claim_map,
                refs[row["claim_id"]],
                row,
                members[row["claim_id"], row["slot"]],
                pairs,
                linked=linked,
            )
            for row in rows[:limit]
        )
        for rows in (differing, agreeing)
    ]
    return NumbersView(
        summary=_summary(findings, len(number_conflicts_table(claim_map))),
        differing=shown[0],
        agreeing=shown[1],
        n_left=len(findings) - len(shown[0]) - len(shown[1]),
    )


_Key = tuple[str, int]


def _pairs(claim_map: ClaimMap) -> Mapping[tuple[_Key, _Key], RelationView]:
    """The relation of each two figures, whichever is named first.

    A pair that stands in several claims is told of once, in one of them.
    """
    found: dict[tuple[_Key, _Key], RelationView] = {}
    for row in rows_of(number_pairs_table(claim_map)):
        if row["slot"] is not None:
            first = (row["sentence_id_a"], row["start_a"])
            second = (row["sentence_id_b"], row["start_b"])
            found[first, second] = found[second, first] = _relation(row)
    return found


def _relation(row: Row) -> RelationView:
    return RelationView(*_RELATIONS[row["relation"]], why=row["why"])


def _summary(findings: Sequence[Row], n_conflicts: int) -> str:
    """Counts what was counted; one fact told in several claims is one conflict."""
    if not findings:
        return ""
    counts = Counter(row["relation"] for row in findings)
    repeated = counts["conflict"] - n_conflicts
    counts["conflict"] = n_conflicts
    told = [
        counted(counts[name], word) if name in _NOUNS else f"{number(counts[name])} {word}"
        for name, (_, word) in _RELATIONS.items()
        if counts[name]
    ]
    return (
        f"{counted(len(findings) - repeated, 'thing')} counted by two articles or more in the same "
        f"claim: {listed(told)}."
    )


def _is_pronoun(speaker: str | None) -> bool:
    return speaker is not None and speaker.lower() in _PRONOUNS


def _finding(
    claim_map: ClaimMap,
    claim: ClaimRef,
    row: Row,
    members: Sequence[Row],
    pairs: Mapping[tuple[_Key, _Key], RelationView],
    *,
    linked: bool,
) -> FindingView:
    first = members[0]
    return FindingView(
        claim=claim,
        counted=things(row["counted"] or "", {member["unit"] for member in members}) or "not named",
        relation=_relation(row),
        n_outlets=row["n_outlets"],
        in_words=row["figures"],
        figures=tuple(
            _figure(claim_map, member, pairs.get((_key(first), _key(member))), linked=linked)
            for member in members
        ),
    )


def _key(row: Row) -> _Key:
    return (row["sentence_id"], row["start"])


def _figure(
    claim_map: ClaimMap, row: Row, relation: RelationView | None, *, linked: bool
) -> FigureView:
    article = claim_map.article_by_id[row["article_id"]]
    sentence = claim_map.sentence_by_id[row["sentence_id"]]
    before = article.text[sentence.start : row["start"]]
    after = article.text[row["end"] : sentence.end]
    return FigureView(
        anchor=place_of(claim_map, row["sentence_id"], row["claim_id"]) if linked else "",
        outlet=row["outlet"],
        before=around(before, _AROUND) if linked else before,
        marked=article.text[row["start"] : row["end"]],
        after=around(after, _AROUND, end=True) if linked else after,
        lang=foreign_language(article.language),
        title=article.title,
        when=moment(row["published_at"]),
        href=web_link(article.url),
        hedge=_HEDGES[row["hedge"]],
        as_of=row["as_of"],
        said_by=None if _is_pronoun(row["said_by"]) else row["said_by"],
        relation=relation,
    )
