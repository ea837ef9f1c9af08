"""Claim map -> the claims of which outlets are not equally sure, sentence against sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import FLAG, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.speech.certainty import (
    STATES,
    Assessed,
    assessed_sentences,
    surest_by_outlet,
)
from crossframe.comparison.speech.claim_voices import claim_voices, texts_with_voices
from crossframe.comparison.speech.one_matter import Nearness, nearness, part_told
from crossframe.records import ClaimMap

# Of what is hedged: where somebody else is said to say it, too.
_BOTH = "attributed and hedged"
# What one outlet does, and what several do.
_WORDS = {
    "flat": ("says it flatly", "say it flatly"),
    "attributed": ("attributes it", "attribute it"),
    _BOTH: ("attributes and hedges it", "attribute and hedge it"),
    "hedged": ("hedges it", "hedge it"),
    "denied": ("reports a denial", "report a denial"),
    "unclear": ("perhaps tells another part", "perhaps tell another part"),
    "loose": ("held loosely", "held loosely"),
}


class _Finding(NamedTuple):
    """The surest sentence of each outlet, those that contrast, and whether they surely do."""

    surest: Mapping[str, Assessed]
    contrasting: Mapping[str, Assessed]
    is_clear: bool


@once
def certainty_findings_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the claims of which the outlets are not equally sure.

    Two outlets are set against each other where a sentence of one tells surely what one of the
    other attributes, hedges or denies: many of its words and a main verb, or most of its words but
    names. Of such sentences an outlet's surest counts: one that says it flatly once and adds
    "police said" elsewhere says it flatly. Sentences that the claim holds loosely have no say.

    Args:
        claim_map: The event.

    Returns:
        One row a claim on which outlets differ, in the order of `claims_table`, those that may tell
        of different parts behind all others: `claim_id`; `claim` (its medoid, verbatim); for each
        certainty a column of the outlets, joined by "; " or NA: `flat`, `attributed`, `hedged`,
        `denied`, `unclear` (their surest sentences may tell another part of the claim than those
        that are set against each other), `loose` (all their sentences are held loosely); `finding`
        (in words); `is_clear` (False if the sentences that are set against each other share so
        little, or differ so, that they may tell of different parts: `finding` says "perhaps");
        `sentence_ids` (the surest sentences of the outlets that are set against each other, one
        each, parted by spaces; `certainty_table` has the places of what shows it).
    """
    states = dict.fromkeys((*STATES, "unclear", "loose"), TEXT)
    columns = {"claim_id": TEXT, "claim": TEXT, **states, "finding": TEXT, "is_clear": FLAG}
    clear: list[tuple[object, ...]] = []
    unclear: list[tuple[object, ...]] = []
    for claim_id, assessed in assessed_sentences(claim_map).items():
        found = _find(claim_map, claim_id, assessed)
        if found is not None:
            row = _row(claim_map, claim_id, assessed, found)
            (clear if found.is_clear else unclear).append(row)
    return frame([*clear, *unclear], {**columns, "sentence_ids": TEXT})


def _row(
    claim_map: ClaimMap, claim_id: str, assessed: Sequence[Assessed], found: _Finding
) -> tuple[object, ...]:
    outlets = {one.article.outlet: "loose" for one in assessed if one.assurance}
    outlets |= dict.fromkeys(found.surest, "unclear")
    outlets |= {outlet: one.state for outlet, one in found.contrasting.items()}
    said = outlets | {o: _BOTH for o, one in found.contrasting.items() if _is_of_source(one)}
    groups = (
        "; ".join(sorted(o for o, s in outlets.items() if s == state))
        for state in (*STATES, "unclear", "loose")
    )
    medoid = claim_map.sentence_by_id[claim_map.claim_by_id[claim_id].medoid_id].text
    finding = _in_words(said.values())
    return (
        claim_id,
        medoid,
        *(group or None for group in groups),
        finding if found.is_clear else f"perhaps {finding}",
        found.is_clear,
        " ".join(one.sentence.sentence_id for one in found.contrasting.values()),
    )


def _in_words(states: Iterable[str]) -> str:
    n = Counter(states)
    return ", ".join(
        f"{n[state]} {words[n[state] > 1]}" for state, words in _WORDS.items() if n[state]
    )


def _find(claim_map: ClaimMap, claim_id: str, assessed: Sequence[Assessed]) -> _Finding | None:
    firm = [one for one in assessed if one.assurance is not None and not one.is_loose]
    if len({one.state for one in firm}) < 2:
        return None
    near = _near(claim_map, claim_id, firm)
    for least in (Nearness.CLEAR, Nearness.PERHAPS):
        contrasting = _contrasting(firm, near, least)
        if contrasting:
            return _Finding(surest_by_outlet(firm), contrasting, least is Nearness.CLEAR)
    return None


def _near(
    claim_map: ClaimMap, claim_id: str, firm: Sequence[Assessed]
) -> dict[tuple[str, str], Nearness]:
    """How near each two sentences are of which one is surer, by their identifiers either way."""
    voices, found = texts_with_voices(claim_map), claim_voices(claim_map)[claim_id]
    parts = {
        id_: part_told(voices, id_, one.assurance, found[id_])
        for one in firm
        for id_ in (one.sentence.sentence_id,)
        if one.assurance is not None
    }
    ordered = sorted(firm, key=lambda one: STATES.index(one.state))
    near: dict[tuple[str, str], Nearness] = {}
    for row, surer in enumerate(ordered):
        for other in ordered[row + 1 :]:
            if surer.state != other.state:
                one, two = surer.sentence.sentence_id, other.sentence.sentence_id
                near[one, two] = near[two, one] = nearness(parts[one], parts[two])
    return near


def _contrasting(
    firm: Sequence[Assessed], near: Mapping[tuple[str, str], Nearness], least: Nearness
) -> dict[str, Assessed]:
    """The surest sentences of outlets that are near to one of another outlet's, less sure or more.

    A sentence may be near to one of its own outlet: what that attributes here, it says there.
    """
    partners: dict[str, set[str]] = {}
    for (one, other), level in near.items():
        if level >= least:
            partners.setdefault(one, set()).add(other)
    found = surest_by_outlet([one for one in firm if one.sentence.sentence_id in partners])
    while True:
        ids = {one.sentence.sentence_id for one in found.values()}
        kept = {o: one for o, one in found.items() if partners[one.sentence.sentence_id] & ids}
        if len(kept) == len(found):
            return kept
        found = kept


def _is_of_source(one: Assessed) -> bool:
    """Whether what it hedges somebody else is said to say, too."""
    evidence = one.assurance.evidence if one.assurance else ()
    return one.state == "hedged" and any(shown.state == "attributed" for shown in evidence)
