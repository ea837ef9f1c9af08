"""Roles of a claim's sentences -> the deeds that can be set against each other, agents as keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import combinations
from typing import NamedTuple

from crossframe.comparison.wordings.equated import is_initials
from crossframe.comparison.wordings.roles import Role
from crossframe.records import Parse
from crossframe.text.meaning.phrases import Phrase
from crossframe.text.meaning.predicates import REPORTING, Predicate
from crossframe.text.meaning.spelling import spelling_key
from crossframe.text.speech.speaker_words import OF_PEOPLE, OFFICES, PEOPLE

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
_EVENTS = frozenset(
    """
    accident arson attack blast blaze collision crash earthquake explosion fire heist incident
    killing quake riot robbery shooting storm tremor
    """.split()  # noqa: SIM905
)
# Whatever is their subject does nothing by them.
_UNDERGOING = frozenset(
    "endure experience face get incur need receive suffer survive sustain undergo".split()  # noqa: SIM905
)
# One and the same, whatever a newsroom calls them.
_POLICE = frozenset({"cop", "officer", "police", "policeman", "policemen", "policewoman"})
# Who does something without a noun that ends as those of people mostly do, and what does nothing
# with one that does.
_BEINGS = frozenset("criminal gang inmate mob pirate suspect thief".split())  # noqa: SIM905
_THINGS = frozenset(
    """
    border chamber computer corner disaster document error factor letter matter moment monitor
    motor number order paper plant power restaurant river sector tower trailer water weather
    """.split()  # noqa: SIM905
)
_ACTING = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_DATELINE = re.compile(r"^[A-Z]{3,}(?:\s?[-–—]{1,2}\s?)[A-Z]?[a-z]|^[A-Z]{3,}\s?[–—-]{1,2}\s")


class Deed(NamedTuple):
    """A sentence's verb with keys of its agent and its patient; "" for an agent not named.

    `agent` is the key of the first of all agents that are the same; `head` that of its own noun.
    `numbers`, `names` and `is_many` are the patient's, and tell it from others of its kind;
    `is_by_being` tells that somebody or a body acts, not what happens ("the crash killed two") nor
    a thing ("the flaw affects all versions").
    """

    role: Role
    predicate: Predicate
    agent: str
    head: str
    patient: str
    numbers: frozenset[str]
    names: frozenset[str]
    is_many: bool
    is_by_being: bool

    @property
    def particle(self) -> str:
        """What goes with the verb, "up" of "set up", or ""."""
        verb, parse = self.predicate.row, self.role.parse
        behind = range(verb + 1, len(parse.heads)) if parse else ()
        rows = [row for row in behind if parse and parse.heads[row] == verb]
        return next((parse.lemmas[r] for r in rows if parse and parse.deps[r] == "prt"), "")


def deeds_of(roles: Iterable[Role], small: AbstractSet[str]) -> list[Deed]:
    """Reads the deeds that a claim's sentences tell; further and denied ones are left out.

    Args:
        roles: The sentences, each with the verb to look at.
        small: Forms that the event writes in small letters, as of `small_forms`.

    Returns:
        The deeds whose patient is named, agents that are the same under one key.
    """
    found = []
    for role in roles:
        predicate, parse = role.predicate, role.parse
        if predicate is None or parse is None or predicate.voice == "without subject":
            continue
        if _is_another(parse, predicate.row) or predicate.verb in _UNDERGOING:
            continue
        # "the bridge closed": what closes by itself was closed by whoever the others name.
        alone = predicate.voice == "active without object"
        patient = predicate.agent if alone else predicate.patient
        agent = None if alone else predicate.agent
        unsure = agent and (
            _is_vague(parse, agent) or _is_stranded(role.sentence.text, parse, agent)
        )
        if patient and not _is_vague(parse, patient) and not unsure:
            named = _doer(parse, agent) if agent else ""
            numbers, names = (_lemmas(parse, patient, pos) for pos in ("NUM", "PROPN"))
            is_many = parse.tags[patient.head] == "NNS"
            key = _head(parse, patient)
            by_being = agent is not None and named not in _EVENTS and is_being(parse, agent, small)
            found.append(
                Deed(role, predicate, named, named, key, numbers, names, is_many, by_being)
            )
    return _same_agents(found)


def is_being(parse: Parse, phrase: Phrase, small: AbstractSet[str]) -> bool:
    """Whether a phrase names somebody or a body: by a name, or by a noun for people or bodies.

    Args:
        parse: The grammar of the sentence.
        phrase: The noun phrase.
        small: Forms that the event writes in small letters: alone, with a capital, they are no
            names ("Ricochet killed a guard").

    Returns:
        False for what is known to be neither, and for all other words.
    """
    head = parse.lemmas[phrase.head].casefold()
    is_word = phrase.first == phrase.last and head in small
    is_name = parse.pos[phrase.head] == "PROPN" or parse.entities[phrase.head] in _ACTING
    if is_name and not is_word:
        return True
    if head in _THINGS:
        return False
    return head in PEOPLE | OFFICES | _BEINGS or head.endswith(OF_PEOPLE)


def _same_agents(deeds: Sequence[Deed]) -> list[Deed]:
    """Gives agents that are the same one key."""
    named = sorted((deed for deed in deeds if deed.agent), key=lambda deed: deed.head)
    first = {deed.head: deed.head for deed in named}
    for one, other in combinations(named, 2):
        if first[one.head] != first[other.head] and _is_same(one, other):
            old, new = sorted((first[one.head], first[other.head]))[::-1]
            first = {head: new if key == old else key for head, key in first.items()}
    return [deed._replace(agent=first.get(deed.head, "")) for deed in deeds]


def _is_same(one: Deed, other: Deed) -> bool:
    """Whether two proper names are one, of which a part or the initials stand for the whole."""
    names = [name_of(deed) for deed in (one, other)]
    short, long = sorted((frozenset(words) for words in names), key=len)
    texts = [" ".join(words) for words in names]
    initials = is_initials(*texts) or is_initials(*texts[::-1])
    keys = [{key_of(word) for word in words} for words in (short, long)]
    return initials or (bool(keys[0]) and keys[0] <= keys[1])


def name_of(deed: Deed) -> list[str]:
    """The proper nouns of a deed's agent; none where its own noun is a common one."""
    agent, parse = deed.predicate.agent, deed.role.parse
    if agent is None or parse is None or parse.pos[agent.head] != "PROPN":
        return []
    text = deed.role.sentence.text
    rows = [row for row in range(agent.first, agent.last + 1) if parse.pos[row] == "PROPN"]
    return [text[parse.starts[row] : parse.ends[row]] for row in rows]


def all_names_of(deed: Deed) -> list[str]:
    """The proper nouns anywhere in the phrase for a deed's agent: "the destroyer INS Mysore"."""
    agent, parse = deed.predicate.agent, deed.role.parse
    if agent is None or parse is None:
        return []
    rows = range(agent.first, agent.last + 1)
    return [parse.lemmas[row] for row in rows if parse.pos[row] == "PROPN"]


def _doer(parse: Parse, phrase: Phrase) -> str:
    """Key of an agent's noun; all who are police have one."""
    key = _head(parse, phrase)
    return "police" if key in police_keys() else key


@cache
def police_keys() -> frozenset[str]:
    """The keys of all words for police."""
    return frozenset(map(key_of, _POLICE))


def _head(parse: Parse, phrase: Phrase) -> str:
    return key_of(parse.lemmas[phrase.head])


def _lemmas(parse: Parse, phrase: Phrase, pos: str) -> frozenset[str]:
    """The words of one sort in a phrase; the number of an age is none of those counted."""
    return frozenset(
        key_of(parse.lemmas[row])
        for row in range(phrase.first, phrase.last + 1)
        if parse.pos[row] == pos and parse.deps[row] != "npadvmod" and not _is_age(parse, row)
    )


def _is_age(parse: Parse, row: int) -> bool:
    return any(parse.lemmas[near] == "old" for near in range(row, min(row + 5, len(parse.lemmas))))


def key_of(word: str) -> str:
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
    """Whether a verb tells a further deed of its kind, or none: "the mayor also spoke"."""
    return any(
        head == row and (parse.lemmas[kid] in {"also", "too"} or parse.deps[kid] == "neg")
        for kid, head in enumerate(parse.heads)
    )
