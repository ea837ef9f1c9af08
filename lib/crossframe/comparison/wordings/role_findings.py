"""Claim map -> where outlets cast the same deed of the same claim differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.wordings.deeds import (
    Deed,
    all_names_of,
    deeds_of,
    key_of,
    name_of,
    police_keys,
)
from crossframe.comparison.wordings.roles import Role, roles_of
from crossframe.comparison.wordings.surroundings import Surroundings, read_surroundings
from crossframe.records import ClaimMap

# What makes of a deed, a body or a thing the word for whoever does it.
_DOERS = ("er", "ian", "ist", "man", "or", "woman")
_NOT_TOLD = frozenset({"active without object", "passive without agent"})
_COLUMNS = {
    "claim_id": TEXT,
    "kind": TEXT,
    "verb": TEXT,
    "patient": TEXT,
    "finding": TEXT,
    "outlets": TEXT,
    "other_outlets": TEXT,
    "sentence_id": TEXT,
    "start": COUNT,
    "end": COUNT,
    "other_sentence_id": TEXT,
    "other_start": COUNT,
    "other_end": COUNT,
}


class _Finding(NamedTuple):
    """A finding: what tells it from others, how many outlets are in it, and its row."""

    key: tuple[object, ...]
    n_outlets: int
    row: tuple[object, ...]


@once
def role_findings_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists where outlets cast the same deed of the same claim differently.

    Only sentences with the same verb and the same patient are set against each other. "agent left
    out": one names who did it, another does not, neither with this verb nor elsewhere in its
    sentences of the claim. "agent named otherwise": both name who did it, and not by one name in
    other letters or at another length ("Ann Ray", "Ray"); it may be the same one ("the driver").
    An event that does it, as in "the crash killed two", is nobody for either.
    "active and passive": both name the same agent, one in the active voice, one in the passive.

    Args:
        claim_map: The event.

    Returns:
        One row a finding, by claim, each once, with the claim in which most outlets have it:
        `claim_id`; `kind`; `verb` (lemma, and its particle); `patient` (as one of them writes it);
        `finding` (in words); `outlets` on the one side (names the agent, the first of two names,
        active), `other_outlets` on the other, each joined by "; "; and a sentence of each side:
        `sentence_id`, `start`, `end` (of the agent, in the article's text), `other_sentence_id`,
        `other_start`, `other_end` (of the other agent, or of the verb).
    """
    around = read_surroundings(claim_map)
    found: dict[tuple[object, ...], tuple[str, _Finding]] = {}
    for claim in claim_map.claims:
        roles = [role for role in roles_of(claim_map, claim) if role.is_common]
        for finding in _findings(roles, around):
            kept = found.setdefault(finding.key, (claim.claim_id, finding))
            if finding.n_outlets > kept[1].n_outlets:
                found[finding.key] = (claim.claim_id, finding)
    rows = [(claim_id, *finding.row) for claim_id, finding in found.values()]
    return frame(rows, _COLUMNS)


def _findings(roles: Sequence[Role], around: Surroundings) -> list[_Finding]:
    deeds = deeds_of(roles, around.small)
    found = []
    for patient in sorted({deed.patient for deed in deeds}):
        same = _of_one(deed for deed in deeds if deed.patient == patient)
        found += [
            *_left_out(same, roles, around),
            *_different_agents(same, around),
            *_voices(same),
        ]
    return found


def _of_one(deeds: Iterable[Deed]) -> list[Deed]:
    """Leaves out what is done to others than the first, by number or name, or by another verb.

    To set up is no setting off, but it may be called to set.
    """
    kept: list[Deed] = []
    for deed in deeds:
        numbers = all(
            deed.numbers == other.numbers and deed.is_many == other.is_many for other in kept
        )
        names = all(deed.names & other.names or not (deed.names and other.names) for other in kept)
        verbs = all(deed.particle in {other.particle, ""} or not other.particle for other in kept)
        if numbers and names and verbs:
            kept.append(deed)
    return kept


def _left_out(deeds: Sequence[Deed], roles: Sequence[Role], around: Surroundings) -> list[_Finding]:
    named = [deed for deed in deeds if deed.agent and deed.is_by_being]
    agents = {deed.head for deed in named} | {key_of(n) for deed in named for n in name_of(deed)}
    agents |= police_keys() if "police" in agents else set()
    tellers = {deed.role.outlet for deed in named}
    silent = [
        deed
        for deed in deeds
        if deed.predicate.voice in _NOT_TOLD
        and not deed.predicate.depth  # a clause within another leaves out what that tells
        and deed.role.outlet not in tellers
        and not any(_mentions(r, agents) for r in roles if r.outlet == deed.role.outlet)
        and not _is_implied(agents, around.of_article[deed.role.sentence.article_id])
        and around.doers[deed.role.sentence.sentence_id] <= {deed.patient, *map(key_of, deed.names)}
    ]
    if not named or not silent:
        return []
    who = sorted({d.predicate.agent.text for d in named if d.predicate.agent})
    text = f"{_list(who)} named by {_outlets(named)}, left out by {_outlets(silent)}"
    return [_finding("agent left out", text, named, silent)]


def _is_implied(agents: AbstractSet[str], words: AbstractSet[str]) -> bool:
    """Whether words hold an agent, or what the word for it is made of: "arson" of "arsonist"."""
    made_of = {agent.removesuffix(end) for agent in agents for end in _DOERS if agent.endswith(end)}
    return bool(words & (agents | made_of))


def _mentions(role: Role, keys: set[str]) -> bool:
    return role.parse is not None and any(key_of(lemma) in keys for lemma in role.parse.lemmas)


def _different_agents(deeds: Sequence[Deed], around: Surroundings) -> list[_Finding]:
    named = [deed for deed in deeds if deed.agent and deed.is_by_being]
    found = []
    for first in sorted({deed.agent for deed in named}):
        for second in sorted({deed.agent for deed in named if deed.agent > first}):
            one = [deed for deed in named if deed.agent == first]
            other = [deed for deed in named if deed.agent == second]
            apart = {d.role.outlet for d in one}.isdisjoint(d.role.outlet for d in other)
            crossed = any(
                _has_name_of(a, b, around) or _has_name_of(b, a, around) for a in one for b in other
            )
            if apart and not crossed:
                texts = [_texts(one), _texts(other)]
                text = f"{texts[0]} in {_outlets(one)}, {texts[1]} in {_outlets(other)}"
                found.append(_finding("agent named otherwise", text, one, other))
    return found


def _has_name_of(deed: Deed, other: Deed, around: Surroundings) -> bool:
    """Whether a deed's article names the other, or holds the word for it where it says "the man".

    Initials are the same name: "a CHP officer" is of the California Highway Patrol.
    """
    names = {key_of(name) for name in all_names_of(other)}
    if _mentions(deed.role, {other.head} | names) or _initials(deed) & _initials(other):
        return True
    words = around.of_article[deed.role.sentence.article_id]
    agent = deed.predicate.agent
    is_definite = agent is not None and agent.text.lower().startswith(("the ", "that ", "this "))
    return bool(words & names) or (is_definite and other.head in words)


def _initials(deed: Deed) -> set[str]:
    """The initials in a deed's agent, and those of its names if they are two or more."""
    names = all_names_of(deed)
    first = "".join(name[0] for name in names if name[:1].isupper())
    return {name for name in names if len(name) > 1 and name.isupper()} | (
        {first} if len(first) > 1 else set()
    )


def _voices(deeds: Sequence[Deed]) -> list[_Finding]:
    found = []
    for agent in sorted({deed.agent for deed in deeds if deed.agent}):
        active = [d for d in deeds if d.agent == agent and d.predicate.voice == "active"]
        passive = [d for d in deeds if d.agent == agent and d.predicate.voice == "passive"]
        active_only = {d.role.outlet for d in active} - {d.role.outlet for d in passive}
        passive_only = {d.role.outlet for d in passive} - {d.role.outlet for d in active}
        if active_only and passive_only:
            text = f"active in {_outlets(active)}, passive in {_outlets(passive)}"
            found.append(_finding("active and passive", text, active, passive))
    return found


def _texts(deeds: Iterable[Deed]) -> str:
    return _list(sorted({d.predicate.agent.text for d in deeds if d.predicate.agent}))


def _list(texts: Sequence[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)


def _outlets(deeds: Iterable[Deed]) -> str:
    return ", ".join(sorted({deed.role.outlet for deed in deeds}))


def _finding(kind: str, text: str, one: Sequence[Deed], other: Sequence[Deed]) -> _Finding:
    acted_on = one[0].predicate.patient or one[0].predicate.agent
    outlets, others = ({deed.role.outlet for deed in deeds} for deeds in (one, other))
    agents = frozenset(deed.agent for deed in (*one, *other))
    row = (
        kind,
        f"{one[0].predicate.verb} {one[0].particle}".strip(),
        acted_on.text if acted_on else None,
        text,
        "; ".join(sorted(outlets)),
        "; ".join(sorted(others)),
        *_place(one[0]),
        *_place(other[0]),
    )
    told_of = agents if kind == "agent named otherwise" else None
    key = (kind, one[0].predicate.verb, one[0].patient, told_of)
    return _Finding(key, len(outlets | others), row)


def _place(deed: Deed) -> tuple[str, int, int]:
    sentence, found = deed.role.sentence, deed.predicate
    at = found.agent if deed.agent and found.agent else found
    return (sentence.sentence_id, sentence.start + at.start, sentence.start + at.end)
