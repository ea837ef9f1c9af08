"""Claim map -> where outlets cast the same deed of the same claim differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, TEXT, frame
from crossframe.comparison.wordings.equated import is_initials
from crossframe.comparison.wordings.roles import Role, roles_of
from crossframe.records import ClaimMap, Parse
from crossframe.text.meaning.phrases import Phrase
from crossframe.text.meaning.predicates import REPORTING, Predicate
from crossframe.text.meaning.spelling import spelling_key

# In a phrase for who acts these are verbs, whatever the parser made of them.
_TOLD = frozenset({"allege", "say"})
# After these a clause of its own follows: "believes the driver fled".
_KNOWING = frozenset(
    """
    assume decide expect fear feel find hear hope imagine insist know mean realise realize recall
    see show suspect tell wish
    """.split()  # noqa: SIM905
)
_TIMES = frozenset("day end hour midnight minute moment month night noon time week year".split())  # noqa: SIM905
_DATELINE = re.compile(r"^[A-Z]{3,}(?:\s?[-–—]{1,2}\s?)[A-Z]?[a-z]|^[A-Z]{3,}\s?[–—-]{1,2}\s")
_NOT_TOLD = frozenset({"active without object", "passive without agent"})


def role_findings_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Lists where outlets cast the same deed of the same claim differently.

    Only sentences with the same verb and the same patient are set against each other. "agent left
    out": one names who did it, another does not, neither with this verb nor elsewhere in its
    sentences of the claim. "agent named otherwise": both name who did it, and not by one name in
    other letters or at another length ("Ann Ray", "Ray"); it may be the same one ("the driver").
    "active and passive": both name the same agent, one in the active voice, one in the passive.

    Args:
        claim_map: The event.

    Returns:
        One row a finding, by claim, each pair of sentences under the first of its claims:
        `claim_id`; `kind`; `verb` (lemma); `patient` (as one of them writes it); `finding` (in
        words); `outlets` on the one side (names the agent, the first of two names, active),
        `other_outlets` on the other, each joined by "; "; and a sentence of each side:
        `sentence_id`, `start`, `end` (of the agent, in the article's text), `other_sentence_id`,
        `other_start`, `other_end` (of the other agent, or of the verb).
    """
    columns = {
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
    rows: dict[tuple[object, ...], tuple[object, ...]] = {}
    for claim in claim_map.claims:
        for row in _findings([role for role in roles_of(claim_map, claim) if role.is_common]):
            kind, verb, patient, *_ = row
            sentences = (row[-6], row[-3])
            rows.setdefault((kind, verb, patient, sentences), (claim.claim_id, *row))
    return frame(rows.values(), columns)


class _Deed(NamedTuple):
    """A sentence's verb with keys of its agent and its patient; "" for an agent not named.

    `agent` is the key of the first of all agents that are the same; `head` that of its own noun.
    `numbers`, `names` and `is_many` are the patient's, and tell it from others of its kind.
    """

    role: Role
    predicate: Predicate
    agent: str
    head: str
    patient: str
    numbers: frozenset[str]
    names: frozenset[str]
    is_many: bool


def _deeds(roles: Iterable[Role]) -> list[_Deed]:
    found = []
    for role in roles:
        predicate, parse = role.predicate, role.parse
        if predicate is None or parse is None or predicate.voice == "without subject":
            continue
        if _is_another(parse, predicate.row):
            continue
        # "the bridge closed": what closes by itself was closed by whoever the others name.
        alone = predicate.voice == "active without object"
        patient = predicate.agent if alone else predicate.patient
        agent = None if alone else predicate.agent
        unsure = agent and (
            _is_vague(parse, agent) or _is_stranded(role.sentence.text, parse, agent)
        )
        if patient and not _is_vague(parse, patient) and not unsure:
            named = _head(parse, agent) if agent else ""
            numbers, names = (_lemmas(parse, patient, pos) for pos in ("NUM", "PROPN"))
            is_many = parse.tags[patient.head] == "NNS"
            key = _head(parse, patient)
            found.append(_Deed(role, predicate, named, named, key, numbers, names, is_many))
    return _same_agents(found)


def _same_agents(deeds: Sequence[_Deed]) -> list[_Deed]:
    """Gives agents that are the same one key."""
    named = sorted((deed for deed in deeds if deed.agent), key=lambda deed: deed.head)
    first = {deed.head: deed.head for deed in named}
    for one, other in combinations(named, 2):
        if first[one.head] != first[other.head] and _is_same(one, other):
            old, new = sorted((first[one.head], first[other.head]))[::-1]
            first = {head: new if key == old else key for head, key in first.items()}
    return [deed._replace(agent=first.get(deed.head, "")) for deed in deeds]


def _is_same(one: _Deed, other: _Deed) -> bool:
    """Whether two proper names are one, of which a part or the initials stand for the whole."""
    names = [_name(deed) for deed in (one, other)]
    short, long = sorted((frozenset(words) for words in names), key=len)
    texts = [" ".join(words) for words in names]
    initials = is_initials(*texts) or is_initials(*texts[::-1])
    keys = [{_key(word) for word in words} for words in (short, long)]
    return initials or (bool(keys[0]) and keys[0] <= keys[1])


def _name(deed: _Deed) -> list[str]:
    """The proper nouns of an agent; none where its own noun is a common one."""
    agent, parse = deed.predicate.agent, deed.role.parse
    if agent is None or parse is None or parse.pos[agent.head] != "PROPN":
        return []
    text = deed.role.sentence.text
    rows = [row for row in range(agent.first, agent.last + 1) if parse.pos[row] == "PROPN"]
    return [text[parse.starts[row] : parse.ends[row]] for row in rows]


def _head(parse: Parse, phrase: Phrase) -> str:
    return _key(parse.lemmas[phrase.head])


def _lemmas(parse: Parse, phrase: Phrase, pos: str) -> frozenset[str]:
    """The words of one sort in a phrase; the number of an age is none of those counted."""
    return frozenset(
        _key(parse.lemmas[row])
        for row in range(phrase.first, phrase.last + 1)
        if parse.pos[row] == pos and parse.deps[row] != "npadvmod" and not _is_age(parse, row)
    )


def _is_age(parse: Parse, row: int) -> bool:
    return any(parse.lemmas[near] == "old" for near in range(row, min(row + 5, len(parse.lemmas))))


def _key(word: str) -> str:
    """A word without regard to case, spelling and the plural: "COLTS" and "Colt" are one."""
    key = spelling_key(word)
    return key.removesuffix("s") if len(key) > 3 else key


def _is_vague(parse: Parse, phrase: Phrase) -> bool:
    """Whether a phrase names nothing, or was read wrongly, as is "Police allege Ray"."""
    rows = range(phrase.first, phrase.last + 1)
    misread = any(
        parse.lemmas[row] in _TOLD or (row != phrase.head and _reports(parse, row)) for row in rows
    )
    is_word = sum(map(str.isalpha, parse.lemmas[phrase.head])) > 1
    return misread or not is_word or parse.pos[phrase.head] not in {"NOUN", "PROPN"}


def _is_stranded(text: str, parse: Parse, agent: Phrase) -> bool:
    """Whether an agent is no doer: a dateline, "by the time", the object of the verb before it.

    "A guard who saw the fall chased him": the fall did not.
    """
    word = text[parse.starts[agent.head] : parse.ends[agent.head]]
    if _DATELINE.search(f"{word} ") or _DATELINE.search(agent.text):
        return True
    if parse.lemmas[agent.head].casefold() in _TIMES or parse.entities[agent.head] in {
        "DATE",
        "TIME",
    }:
        return True
    before = agent.first - 1
    return (
        before >= 0
        and parse.tags[before] in {"VBD", "VBZ", "VBG"}
        and parse.pos[before] == "VERB"
        and parse.lemmas[before] not in REPORTING | _KNOWING
    )


def _reports(parse: Parse, row: int) -> bool:
    return parse.pos[row] == "VERB" and parse.lemmas[row] in REPORTING


def _is_another(parse: Parse, row: int) -> bool:
    """Whether a verb tells a further deed of its kind: "the mayor also spoke"."""
    return any(
        head == row and parse.lemmas[kid] in {"also", "too"} for kid, head in enumerate(parse.heads)
    )


def _findings(roles: Sequence[Role]) -> list[tuple[object, ...]]:
    deeds = _deeds(roles)
    found = []
    for patient in sorted({deed.patient for deed in deeds}):
        same = _of_one(deed for deed in deeds if deed.patient == patient)
        found += [
            *_left_out(same, roles),
            *_different_agents(same),
            *_voices(same),
        ]
    return found


def _of_one(deeds: Iterable[_Deed]) -> list[_Deed]:
    """Leaves out whatever is done to others than the first: other numbers or names of them."""
    kept: list[_Deed] = []
    for deed in deeds:
        numbers = all(
            deed.numbers == other.numbers and deed.is_many == other.is_many for other in kept
        )
        names = all(deed.names & other.names or not (deed.names and other.names) for other in kept)
        if numbers and names:
            kept.append(deed)
    return kept


def _left_out(deeds: Sequence[_Deed], roles: Sequence[Role]) -> list[tuple[object, ...]]:
    named = [deed for deed in deeds if deed.agent]
    agents = {deed.head for deed in named} | {_key(n) for deed in named for n in _name(deed)}
    tellers = {deed.role.outlet for deed in named}
    silent = [
        deed
        for deed in deeds
        if deed.predicate.voice in _NOT_TOLD
        and deed.role.outlet not in tellers
        and not any(_mentions(r, agents) for r in roles if r.outlet == deed.role.outlet)
    ]
    if not named or not silent:
        return []
    who = sorted({d.predicate.agent.text for d in named if d.predicate.agent})
    text = f"{_list(who)} named by {_outlets(named)}, left out by {_outlets(silent)}"
    return [_finding("agent left out", text, named, silent)]


def _mentions(role: Role, keys: set[str]) -> bool:
    return role.parse is not None and any(_key(lemma) in keys for lemma in role.parse.lemmas)


def _different_agents(deeds: Sequence[_Deed]) -> list[tuple[object, ...]]:
    named = [deed for deed in deeds if deed.agent]
    found = []
    for first in sorted({deed.agent for deed in named}):
        for second in sorted({deed.agent for deed in named if deed.agent > first}):
            one = [deed for deed in named if deed.agent == first]
            other = [deed for deed in named if deed.agent == second]
            apart = {d.role.outlet for d in one}.isdisjoint(d.role.outlet for d in other)
            crossed = any(_mentions(d.role, {o.head for o in other}) for d in one) or any(
                _mentions(d.role, {o.head for o in one}) for d in other
            )
            if apart and not crossed:
                texts = [_texts(one), _texts(other)]
                text = f"{texts[0]} in {_outlets(one)}, {texts[1]} in {_outlets(other)}"
                found.append(_finding("agent named otherwise", text, one, other))
    return found


def _voices(deeds: Sequence[_Deed]) -> list[tuple[object, ...]]:
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


def _texts(deeds: Iterable[_Deed]) -> str:
    return _list(sorted({d.predicate.agent.text for d in deeds if d.predicate.agent}))


def _list(texts: Sequence[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)


def _outlets(deeds: Iterable[_Deed]) -> str:
    return ", ".join(sorted({deed.role.outlet for deed in deeds}))


def _finding(
    kind: str, text: str, one: Sequence[_Deed], other: Sequence[_Deed]
) -> tuple[object, ...]:
    acted_on = one[0].predicate.patient or one[0].predicate.agent
    return (
        kind,
        one[0].predicate.verb,
        acted_on.text if acted_on else None,
        text,
        "; ".join(sorted({deed.role.outlet for deed in one})),
        "; ".join(sorted({deed.role.outlet for deed in other})),
        *_place(one[0]),
        *_place(other[0]),
    )


def _place(deed: _Deed) -> tuple[str, int, int]:
    sentence, found = deed.role.sentence, deed.predicate
    at = found.agent if deed.agent and found.agent else found
    return (sentence.sentence_id, sentence.start + at.start, sentence.start + at.end)
