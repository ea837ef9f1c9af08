"""Attributions of an event -> its speakers, each once, however they are spelled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from crossframe.comparison.once import once
from crossframe.comparison.speech.attribution import said_in
from crossframe.comparison.speech.bodies import Bodies
from crossframe.comparison.speech.persons import People
from crossframe.comparison.speech.spellings import proper_part, unpossessed
from crossframe.comparison.speech.titles import sure_body, sure_role
from crossframe.records import ClaimMap
from crossframe.text.speech.article_attribution import Said
from crossframe.text.speech.speaker_kinds import SpeakerKind
from crossframe.text.speech.speakers import Speaker


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker of an event: the name as it is written most fully, and what it is said to be.

    `role` and `affiliation` are as written, "" where no article gives any. `has_name` is False for
    a mere description ("police", "a witness"), which may mean different speakers.
    """

    name: str
    kind: SpeakerKind
    role: str = ""
    affiliation: str = ""
    has_name: bool = True


class Voiced(NamedTuple):
    """An attribution and its source; None where nobody is named or a pronoun stayed unresolved."""

    said: Said
    source: Source | None


@once
def voiced_in(claim_map: ClaimMap) -> tuple[Voiced, ...]:
    """Finds all attributions of an event and merges their speakers across spellings.

    "Kos" is "Mayor Ana Kos" if the event names nobody else with that surname, or the same article
    names only her; "the mayor" is she if nobody else in the article is called mayor; "the agency"
    is "the Roads Agency" if no other agency speaks in the article; "Brennock" is "Brennock
    Structures Inc." unless it is a place. Unnamed speakers are the same if they are described in
    the same words.

    Args:
        claim_map: The event.

    Returns:
        One row an attribution, in the order of articles and sentences; of what somebody is said
        not to say, none.
    """
    said = [one for one in said_in(claim_map) if not one.attribution.negated]
    people = People.of(claim_map)
    bodies = Bodies.of(claim_map, [one.attribution.who for one in said])
    keys = [_key(one, claim_map, people, bodies) for one in said]
    written: dict[str, list[Speaker]] = {}
    for one, key in zip(said, keys, strict=True):
        who = one.attribution.who
        if key and who:
            written.setdefault(key, []).append(who)
    sources = {key: _source(key, speakers, people) for key, speakers in written.items()}
    return tuple(
        Voiced(one, sources.get(key) if key else None) for one, key in zip(said, keys, strict=True)
    )


def _key(one: Said, claim_map: ClaimMap, people: People, bodies: Bodies) -> str | None:
    who = one.attribution.who
    if who is None or who.kind == "pronoun":
        return None
    article = claim_map.article_of(one.sentence_id).article_id
    person = people.find(who, article)
    if person is not None:
        return person
    return bodies.find(who, article)


def _source(key: str, speakers: Sequence[Speaker], people: People) -> Source:
    person = key.startswith("@")
    if person:
        known = people.known[key]
        name = _fullest(unpossessed(p.name) for p in known)
        role = _usual(r for p in known if (r := sure_role(p.role)))
        affiliation = _fullest(body for p in known if (body := _body_of(p, role)) not in name)
        return Source(name, "person", role, affiliation)
    affiliation = _fullest(body for s in speakers if (body := _body_of(s, "")))
    kind = Counter(s.kind for s in speakers).most_common(1)[0][0]
    texts = [proper_part(s) for s in speakers]
    if not key.startswith("#"):  # a common noun: capital only where it opened a sentence
        texts = [text for text in texts if text[:1].islower()] or texts
    return Source(_fullest(texts), kind, "", affiliation, key.startswith("#"))


def _body_of(who: Speaker, role: str) -> str:
    """The body that is named with a speaker, beside this role or none: another role's is another.

    Of a body the text is whole: "director of Fish and Wildlife" is not of "Fish".
    """
    body = sure_body(who.affiliation)
    own = not who.role or who.role == role or body.split()[-1:] in ([w] for w in role.split())
    cut = re.search(rf"{re.escape(body)}(?:['’]s\b|\sand\s[A-Z])", f"{who.text} {who.role}")
    return body if body and own and not cut and who.kind != "office" else ""


def _usual(texts: Iterable[str]) -> str:
    """The most frequent text, then the longest; "Dr." only where there is nothing else."""
    counts = Counter(texts)
    telling = [t for t in counts if not all(w.endswith(".") for w in t.split())]
    return min(telling or counts, key=lambda t: (-counts[t], -len(t), t), default="")


def _fullest(texts: Iterable[str]) -> str:
    """The text of the most words, then the most frequent, then the first of the alphabet."""
    counts = Counter(texts)
    return min(counts, key=lambda t: (-len(t.split()), -counts[t], -len(t), t), default="")
