"""Claim map -> who acts in whose words, and how many rated words each outlet uses."""

from __future__ import annotations

from dataclasses import dataclass

from crossframe.comparison.wordings.lexicon import loaded_rates_table
from crossframe.comparison.wordings.rated_uses import rated_uses
from crossframe.comparison.wordings.ratings import lexicon_note
from crossframe.comparison.wordings.role_findings import role_findings_table
from crossframe.presentation.marked import MarkedView, mark_sentence
from crossframe.presentation.phrasing import number
from crossframe.presentation.places import place_of
from crossframe.presentation.rows import Row, rows_of
from crossframe.records import ClaimMap


@dataclass(frozen=True, slots=True)
class RoleView:
    """One deed told in two ways: the way they differ, in words, and a sentence of either side."""

    kind: str
    deed: str
    finding: str
    quotes: tuple[MarkedView, MarkedView]


@dataclass(frozen=True, slots=True)
class RolesView:
    """The findings shown, and how many there are."""

    findings: tuple[RoleView, ...]
    n_all: int


@dataclass(frozen=True, slots=True)
class RateView:
    """Rated words of an outlet in shared claims.

    `counts` are all words, the rated ones, and of these the negative, positive and quoted; `rate`
    is how many of 1,000 are rated, "–" where `interval` says why there is none. `words` are the
    rated ones, each with its rating and the anchor of its sentence.
    """

    outlet: str
    counts: tuple[str, ...]
    rate: str
    interval: str
    words: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RatedView:
    """All outlets, and the list that rated the words: its name, licence and origin."""

    outlets: tuple[RateView, ...]
    note: str


def roles_view(claim_map: ClaimMap, limit: int, *, linked: bool = False) -> RolesView:
    """Lays out where outlets cast the same deed differently.

    Args:
        claim_map: The event.
        limit: Most findings.
        linked: Whether the page holds the sentences that quotations lead to.

    Returns:
        Findings in the order of the claims.
    """
    rows = rows_of(role_findings_table(claim_map))
    shown = tuple(_role(claim_map, row, linked=linked) for row in rows[:limit])
    return RolesView(shown, len(rows))


def _role(claim_map: ClaimMap, row: Row, *, linked: bool) -> RoleView:
    sides = [
        {name: row[f"{side}{name}"] for name in ("sentence_id", "start", "end")}
        for side in ("", "other_")
    ]
    own, other = (
        mark_sentence(
            claim_map,
            {**side, "outlet": claim_map.article_of(side["sentence_id"]).outlet},
            linked=linked,
        )
        for side in sides
    )
    deed = f"{row['verb']}: {row['patient']}" if row["patient"] else str(row["verb"])
    return RoleView(row["kind"], deed, row["finding"], (own, other))


def rated_view(claim_map: ClaimMap) -> RatedView:
    """Lays out how many words of a published list each outlet uses in shared claims.

    Args:
        claim_map: The event.

    Returns:
        Outlets by name, as counts and rates with intervals, and the list's name and licence.
    """
    rows = rows_of(loaded_rates_table(claim_map))
    uses = rated_uses(claim_map)
    rated = (
        _rate(
            row,
            tuple(
                (use.word, _signed(use.rating), place_of(claim_map, use.sentence_id))
                for use in uses[row["outlet"]]
            ),
        )
        for row in rows
        if row["where"] == "shared claims"
    )
    return RatedView(tuple(rated), lexicon_note())


def _signed(rating: float) -> str:
    """Words a rating.

    >>> _signed(-3.54), _signed(2)
    ('\u22123.5', '+2.0')
    """
    return f"{rating:+.1f}".replace("-", "\u2212")


def _rate(row: Row, words: tuple[tuple[str, str, str], ...]) -> RateView:
    names = ("n_words", "n_loaded", "n_negative", "n_positive", "n_quoted")
    counts = tuple(number(row[name]) for name in names)
    if row["per_1000"] is None:
        return RateView(row["outlet"], counts, "–", "no rate: fewer than 100 words", words)
    low, rate, high = (round(row[name]) for name in ("low", "per_1000", "high"))
    return RateView(row["outlet"], counts, str(rate), f"{low} to {high}", words)
