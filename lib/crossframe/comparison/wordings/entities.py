"""Two names of one thing -> what kind of thing it is, by the proper names of the event alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from crossframe.comparison.once import of_texts
from crossframe.comparison.speech.persons import people_of
from crossframe.comparison.speech.spellings import plain
from crossframe.comparison.wordings.name_kinds import speaks_of_people
from crossframe.comparison.wordings.name_pairs import Support
from crossframe.comparison.wordings.names import Name
from crossframe.records import ClaimMap
from crossframe.text.speech.speaker_kinds import SHIPS
from crossframe.text.speech.speaker_words import BODY_SUFFIXES

# Such a share of the places at which the parser takes a name for anything must be of one type.
# Over 66 real events names with less were more often called wrong than right.
_AGREED = 0.8
# The 9th Games, the 79th Prize.
_NUMBERED = re.compile(r"\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
# What is several, or named by a plural, is no person and no building.
_OF_ONE = frozenset({"FAC", "PERSON"})


def entity_of(
    claim_map: ClaimMap, support: Sequence[Support], names: tuple[str, str]
) -> str | None:
    """Says what kind of thing two names are for.

    A common noun has no type, whatever the parser says of it, and initials beside one have none:
    "drunk driving", "DWI". A ship is taken for the place or the person that it is named after.

    Args:
        claim_map: The event.
        support: The places where the names were aligned.
        names: Both names, as most often written.

    Returns:
        The OntoNotes type; None where the event's sentences do not agree in one.
    """
    if {word for name in names for word in name.split()} & SHIPS:
        return None
    found = [name for one in support for name in one.names]
    votes, nouns = _votes_of(claim_map)
    proper = {n.head for n in found if n.is_named and votes[n.head].total() >= nouns[n.head]}
    if _is_persons(claim_map, names, found, votes, proper):
        return "PERSON"
    if any(name.head not in proper for name in found):
        proper -= {name.head for name in found if name.text.split()[-1].isupper()}
    several = any(name.is_many for name in found)
    entity = _agreed(sum((votes[head] for head in proper), Counter()), several=several)
    return None if entity == "ORG" and any(map(_is_no_body, found)) else entity


def _is_no_body(name: Name) -> bool:
    """Whether a name is that of an event that is counted, or a common noun for no body: "show"."""
    if _NUMBERED.match(name.text):
        return True
    is_common = name.text.islower() and not name.is_proper
    return is_common and not speaks_of_people(name) and name.head not in BODY_SUFFIXES


def _agreed(votes: Counter[str], *, several: bool) -> str | None:
    entity = min(votes, key=lambda one: (-votes[one], one), default=None)
    if entity is None or votes[entity] < _AGREED * votes.total():
        return None
    if entity == "NORP" and not several:  # peoples and parties: the surname of one is none
        return None
    return None if several and entity in _OF_ONE else entity


def _is_persons(
    claim_map: ClaimMap,
    names: tuple[str, str],
    found: Sequence[Name],
    votes: Mapping[str, Counter[str]],
    proper: Collection[str],
) -> bool:
    """Whether names are a person's, in full and by the surname, or beside a word for people.

    What the parser takes a bare surname for has less weight.
    """
    people = people_of(claim_map)
    short, whole = sorted(map(plain, names), key=len)
    if whole[-1:] == short and whole != short and people.is_named(whole):
        return True
    if any(name.is_many for name in found) or not any(map(people.is_named, (short, whole))):
        return False
    described = any(speaks_of_people(name) and not name.is_named for name in found)
    likely = (votes[head] for head in proper if votes[head])
    often = all(one["PERSON"] == max(one.values()) for one in likely)
    return bool(proper) and (described or (short[-1:] == whole[-1:] and often))


@of_texts
def _votes_of(claim_map: ClaimMap) -> tuple[Mapping[str, Counter[str]], Counter[str]]:
    """How often the event has each proper noun as what, and how often the word is none."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    nouns = Counter[str]()
    for parse in claim_map.parses:
        for row, pos in enumerate(parse.pos if parse else ()):
            if parse and pos == "PROPN" and parse.entities[row]:
                votes[parse.lemmas[row].casefold()][parse.entities[row]] += 1
            elif parse and pos == "NOUN":
                nouns[parse.lemmas[row].casefold()] += 1
    return votes, nouns
