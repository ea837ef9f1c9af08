"""Claim map -> who acts and who is acted on in each outlet's sentences of a claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, FLAG, TEXT, frame
from crossframe.comparison.once import once
from crossframe.records import Claim, ClaimMap, Parse, Sentence
from crossframe.text.meaning.phrases import Phrase
from crossframe.text.meaning.predicates import Predicate, predicates_of

# Verbs that say little by themselves: another verb that is as widely shared goes before them.
_LIGHT = frozenset({"be", "come", "do", "get", "give", "go", "have", "let", "make", "take"})


class Role(NamedTuple):
    """A sentence of a claim and the verb that is looked at in it."""

    sentence: Sentence
    outlet: str
    parse: Parse | None
    predicate: Predicate | None
    is_common: bool


@once
def roles_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says who acts and who is acted on in each sentence of each claim.

    The verb looked at is the claim's: the one that most outlets use for it, attributions ("police
    said") set aside. A sentence without that verb is shown with its own main verb.

    Args:
        claim_map: The event.

    Returns:
        One row a sentence of a claim, by claim, then outlet: `claim_id`; `outlet`; `article_id`;
        `sentence_id`; `verb` (lemma) or NA; `is_common` (the verb is one that two outlets or more
        use in this claim); `voice` ("active", "active without object", "passive", "passive without
        agent", "without subject", "no full verb": none, or "be" alone, "not parsed"); `agent`
        (subject of an active verb, or the "by" of a passive one; that of an active verb without
        object need not be a doer) and `patient` (object, or subject of a passive verb), verbatim,
        NA where not named; `start`, `end` of the verb, `agent_start`, `agent_end`,
        `patient_start`, `patient_end` (characters of the article's text or NA).
    """
    columns = {
        "claim_id": TEXT,
        "outlet": TEXT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "verb": TEXT,
        "is_common": FLAG,
        "voice": TEXT,
        "agent": TEXT,
        "patient": TEXT,
        "start": COUNT,
        "end": COUNT,
        "agent_start": COUNT,
        "agent_end": COUNT,
        "patient_start": COUNT,
        "patient_end": COUNT,
    }
    rows = (
        (claim.claim_id, *_row(role))
        for claim in claim_map.claims
        for role in sorted(roles_of(claim_map, claim), key=lambda role: role.outlet)
    )
    return frame(rows, columns)


def _row(role: Role) -> tuple[object, ...]:
    sentence, found = role.sentence, role.predicate
    place = (role.outlet, sentence.article_id, sentence.sentence_id)
    if found is None:
        said = "not parsed" if role.parse is None else "no full verb"
        return (*place, None, False, said, *[None] * 8)
    at = sentence.start
    return (
        *place,
        found.verb,
        role.is_common,
        found.voice,
        found.agent.text if found.agent else None,
        found.patient.text if found.patient else None,
        at + found.start,
        at + found.end,
        *_span(found.agent, at),
        *_span(found.patient, at),
    )


def _span(phrase: Phrase | None, at: int) -> tuple[int | None, int | None]:
    return (at + phrase.start, at + phrase.end) if phrase else (None, None)


@once
def roles_of(claim_map: ClaimMap, claim: Claim) -> list[Role]:
    """Chooses the verb to look at in each sentence of a claim.

    Args:
        claim_map: The event.
        claim: One of its claims.

    Returns:
        One role a sentence, in the order of the claim.
    """
    members = [claim_map.sentence_by_id[sentence_id] for sentence_id in claim.sentence_ids]
    parses = [claim_map.parse_by_id[s.sentence_id] for s in members]
    outlets = [claim_map.article_by_id[s.article_id].outlet for s in members]
    found = [
        [p for p in predicates_of(s.text, parse) if not p.is_reporting]
        for s, parse in zip(members, parses, strict=True)
    ]
    common = _common_verb(outlets, found)
    chosen = [_choose(predicates, common) for predicates in found]
    return [
        Role(s, outlet, parse, predicate, predicate is not None and predicate.verb == common)
        for s, outlet, parse, predicate in zip(members, outlets, parses, chosen, strict=True)
    ]


def _common_verb(outlets: Sequence[str], found: Sequence[Sequence[Predicate]]) -> str | None:
    """The verb of most outlets, in the main clause rather than below it; None if none is shared."""
    users: dict[str, set[str]] = {}
    depths: dict[str, list[int]] = {}
    for outlet, predicates in zip(outlets, found, strict=True):
        for predicate in predicates:
            users.setdefault(predicate.verb, set()).add(outlet)
            depths.setdefault(predicate.verb, []).append(predicate.depth)
    shared = [verb for verb, who in users.items() if len(who) > 1]
    return min(
        shared,
        key=lambda v: (v in _LIGHT, -len(users[v]), sum(depths[v]) / len(depths[v]), v),
        default=None,
    )


def _choose(predicates: Sequence[Predicate], common: str | None) -> Predicate | None:
    return min(
        predicates,
        key=lambda p: (p.verb != common, p.voice == "without subject", p.depth, p.row),
        default=None,
    )
