"""Claim map -> claims that one outlet states in its own voice and another attributes."""

from __future__ import annotations

from dataclasses import dataclass

from crossframe.comparison import attribution_findings_table
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import counted, shortened
from crossframe.presentation.rows import Row, rows_of
from crossframe.presentation.units import is_grouped
from crossframe.presentation.untrusted import anchor, foreign_language
from crossframe.records import ClaimMap

# Characters of a sentence that stand where it leads to the whole.
_SENTENCE = 150


@dataclass(frozen=True, slots=True)
class VoiceView:
    """An outlet on a claim; `said_by` and `verbs` are those it attributes the claim with."""

    outlet: str
    said_by: str
    verbs: str
    sentence: str
    lang: str | None
    anchor: str


@dataclass(frozen=True, slots=True)
class VoicesView:
    """A claim, the outlets that state it themselves, and those that give it as another's words."""

    claim: ClaimRef
    own: tuple[VoiceView, ...]
    attributed: tuple[VoiceView, ...]


@dataclass(frozen=True, slots=True)
class ContrastsView:
    """Claims with such a contrast, and how many are left out here."""

    claims: tuple[VoicesView, ...]
    left: str


def contrasts_view(claim_map: ClaimMap, *, linked: bool, limit: int | None = None) -> ContrastsView:
    """Lays out who states what another attributes.

    Args:
        claim_map: The event.
        linked: Whether claims and sentences have ids on the page that these can lead to.
        limit: Most claims; None for all.

    Returns:
        Claims in the order of the claim map, outlets by name.
    """
    rows = rows_of(attribution_findings_table(claim_map))
    found: dict[str, list[Row]] = {row["claim_id"]: [] for row in rows if row["contrast"]}
    for row in rows:
        # An outlet that does both stands on both sides.
        if row["claim_id"] in found and (row["contrast"] or row["voice"] == "both"):
            found[row["claim_id"]].append(row)
    refs = claim_refs(claim_map, linked=linked)
    views = [
        _claim(claim_map, refs[claim_id], rows, linked=linked)
        for claim_id, rows in list(found.items())[:limit]
    ]
    left = len(found) - len(views)
    return ContrastsView(tuple(views), counted(left, "more claim") if left else "")


def draw_contrasts(claim_map: ClaimMap, limit: int = 12) -> Shown:
    """Draws the claims that one outlet states in its own voice and another attributes.

    Args:
        claim_map: The event.
        limit: Most claims to draw.

    Returns:
        The claims; a sentence where there is none.
    """
    return render_part(
        "voices",
        contrasts_view(claim_map, linked=False, limit=limit),
        "ledgers",
        grouped=is_grouped(claim_map),
    )


def _claim(claim_map: ClaimMap, claim: ClaimRef, rows: list[Row], *, linked: bool) -> VoicesView:
    views = {
        voice: tuple(
            _voice(claim_map, row, voice, linked=linked)
            for row in rows
            if row["voice"] in {voice, "both"}
        )
        for voice in ("own", "attributed")
    }
    return VoicesView(
        claim=claim,
        own=views["own"],
        attributed=views["attributed"],
    )


def _voice(claim_map: ClaimMap, row: Row, voice: str, *, linked: bool) -> VoiceView:
    sentence_id = row[f"{voice}_sentence_ids"].partition("\n")[0]
    text = claim_map.sentence_by_id[sentence_id].text
    is_said = voice == "attributed"
    return VoiceView(
        outlet=row["outlet"],
        said_by=(row["speakers"] or "") if is_said else "",
        verbs=_verbs(row["verbs"] or "") if is_said else "",
        sentence=shortened(text, _SENTENCE) if linked else text,
        lang=foreign_language(claim_map.article_of(sentence_id).language),
        anchor=anchor("s", sentence_id) if linked else "",
    )


def _verbs(verbs: str) -> str:
    """The verbs that attribute: "according to" is none, and says no more than the speaker does.

    >>> _verbs("according; say"), _verbs("according")
    ('say', '')
    """
    return "; ".join(verb for verb in verbs.split("; ") if verb != "according")
