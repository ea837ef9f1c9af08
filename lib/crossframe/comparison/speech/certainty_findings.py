"""Claim map -> the claims of which outlets are not equally sure, sentence against sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import pandas as pd

from crossframe.comparison.frames import TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.speech.certainty import (
    STATES,
    Assessed,
    assessed_sentences,
    surest_by_outlet,
)
from crossframe.comparison.speech.claim_voices import claim_voices, texts_with_voices
from crossframe.comparison.speech.one_matter import Part, is_one_matter, part_told
from crossframe.records import ClaimMap

# Of what is hedged: where somebody else is said to say it, too.
_SOURCED = "attributed and hedged"
# What one outlet does, and what several do.
_WORDS = {
    "flat": ("says it flatly", "say it flatly"),
    "attributed": ("attributes it", "attribute it"),
    _SOURCED: ("attributes and hedges it", "attribute and hedge it"),
    "hedged": ("hedges it", "hedge it"),
    "denied": ("reports a denial", "report a denial"),
    "both": ("says it flatly here and not there", "say it flatly here and not there"),
    "unclear": ("perhaps tells another part", "perhaps tell another part"),
    "loose": ("held loosely", "held loosely"),
}
_BESIDE = ("both", "unclear", "loose")

# By sentence those that tell one matter with it and are surer or less sure, by their identifiers.
_Near = Mapping[str, AbstractSet[str]]


@once
def certainty_findings_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists the claims of which the outlets are not equally sure.

    Two outlets are set against each other where a sentence of one tells surely what one of the
    other attributes, hedges or denies: many of its words and a main verb, or most of its words but
    names. Of such sentences an outlet's surest counts. An outlet stands on neither side that says
    the claim flatly in one sentence, be it a headline, and attributes, hedges or denies it in
    another; nor is anybody set against an outlet that is as sure elsewhere. Sentences that the
    claim holds loosely have no say.

    Args:
        claim_map: The event.

    Returns:
        One row a claim on which outlets differ, in the order of `claims_table`: `claim_id`; `claim`
        (its medoid, verbatim); for each certainty a column of the outlets, joined by "; " or NA:
        `flat`, `attributed`, `hedged`, `denied`, `both` (they say one matter flatly in one sentence
        and not in another), `unclear` (their sentences may tell another part of the claim than
        those that are set against each other), `loose` (all their sentences are held loosely);
        `finding` (in words); `sentence_ids` (the surest sentences of the outlets that are set
        against each other, one each, parted by spaces; `certainty_table` has the places of what
        shows it).
    """
    states = dict.fromkeys((*STATES, *_BESIDE), TEXT)
    columns = {"claim_id": TEXT, "claim": TEXT, **states, "finding": TEXT, "sentence_ids": TEXT}
    rows: list[tuple[object, ...]] = []
    for claim_id, assessed in assessed_sentences(claim_map).items():
        firm = [one for one in assessed if one.assurance is not None and not one.is_loose]
        if len({one.state for one in firm}) < 2:
            continue
        near = _near(claim_map, claim_id, firm)
        found = _contrasting(firm, near)
        if found:
            rows.append(_row(claim_map, claim_id, assessed, found, _of_both(firm, near)))
    return frame(rows, columns)


def _row(
    claim_map: ClaimMap,
    claim_id: str,
    assessed: Sequence[Assessed],
    found: Mapping[str, Assessed],
    of_both: AbstractSet[str],
) -> tuple[object, ...]:
    known = [one for one in assessed if one.assurance is not None]
    outlets = {one.article.outlet: "loose" for one in known}
    outlets |= {one.article.outlet: "unclear" for one in known if not one.is_loose}
    outlets |= dict.fromkeys(of_both, "both")
    outlets |= {outlet: one.state for outlet, one in found.items()}
    said = outlets | {o: _SOURCED for o, one in found.items() if _is_of_source(one)}
    groups = (
        "; ".join(sorted(o for o, s in outlets.items() if s == state))
        for state in (*STATES, *_BESIDE)
    )
    return (
        claim_id,
        claim_map.sentence_by_id[claim_map.claim_by_id[claim_id].medoid_id].text,
        *(group or None for group in groups),
        _in_words(said.values()),
        " ".join(one.sentence.sentence_id for one in found.values()),
    )


def _in_words(states: Iterable[str]) -> str:
    n = Counter(states)
    return ", ".join(
        f"{n[state]} {words[n[state] > 1]}" for state, words in _WORDS.items() if n[state]
    )


def _near(claim_map: ClaimMap, claim_id: str, firm: Sequence[Assessed]) -> _Near:
    voices, found = texts_with_voices(claim_map), claim_voices(claim_map)[claim_id]
    parts: dict[str, Part] = {
        id_: part_told(voices, id_, one.assurance, found[id_])
        for one in firm
        for id_ in (one.sentence.sentence_id,)
        if one.assurance is not None
    }
    ordered = sorted(firm, key=_rank)
    near: dict[str, set[str]] = {}
    for row, surer in enumerate(ordered):
        for other in ordered[row + 1 :]:
            one, two = surer.sentence.sentence_id, other.sentence.sentence_id
            if surer.state != other.state and is_one_matter(parts[one], parts[two]):
                near.setdefault(one, set()).add(two)
                near.setdefault(two, set()).add(one)
    return near


def _rank(one: Assessed) -> int:
    return STATES.index(one.state)


def _contrasting(firm: Sequence[Assessed], near: _Near) -> dict[str, Assessed]:
    """The surest sentences of outlets that tell what another outlet is never so sure of, or surer.

    Whoever says something of the claim flatly and something not is left out: a headline may say
    flatly what the text below it gives to somebody.
    """
    ranks: dict[str, set[int]] = {}
    for one in firm:
        ranks.setdefault(one.article.outlet, set()).add(_rank(one))
    sided = [one for one in firm if not _is_mixed(ranks[one.article.outlet])]
    outlet_of = {one.sentence.sentence_id: one.article.outlet for one in sided}
    partners = {
        id_: {
            other
            for other in near.get(id_, ())
            if other in outlet_of
            if _are_apart(ranks[outlet], ranks[outlet_of[other]])
        }
        for id_, outlet in outlet_of.items()
    }
    found = surest_by_outlet([one for one in sided if partners[one.sentence.sentence_id]])
    while True:
        ids = {one.sentence.sentence_id for one in found.values()}
        kept = {o: one for o, one in found.items() if partners[one.sentence.sentence_id] & ids}
        if len(kept) == len(found):
            return kept
        found = kept


def _is_mixed(ranks: AbstractSet[int]) -> bool:
    return len(ranks) > 1 and STATES.index("flat") in ranks


def _are_apart(one: AbstractSet[int], two: AbstractSet[int]) -> bool:
    """Whether an outlet is surer in all of its sentences than another in any."""
    return max(one) < min(two) or max(two) < min(one)


def _of_both(firm: Sequence[Assessed], near: _Near) -> set[str]:
    """The outlets that say one matter flatly in one sentence and not in another."""
    outlet_of = {one.sentence.sentence_id: one.article.outlet for one in firm}
    return {
        one.article.outlet
        for one in firm
        if one.state == "flat"
        for other in near.get(one.sentence.sentence_id, ())
        if outlet_of[other] == one.article.outlet
    }


def _is_of_source(one: Assessed) -> bool:
    """Whether what it hedges somebody else is said to say, too."""
    evidence = one.assurance.evidence if one.assurance else ()
    return one.state == "hedged" and any(shown.state == "attributed" for shown in evidence)
