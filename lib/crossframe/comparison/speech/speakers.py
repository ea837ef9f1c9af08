"""Attributions of an event -> its speakers, each once, however they are spelled."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from crossframe.comparison.once import of_texts
from crossframe.comparison.speech.bodies import Bodies, name_of_body
from crossframe.comparison.speech.persons import People, people_of
from crossframe.comparison.speech.said import said_in
from crossframe.comparison.speech.speaker_keys import IN, keys_of
from crossframe.comparison.speech.spellings import plain, proper_part, unpossessed
from crossframe.comparison.speech.titles import sure_body, sure_role
from crossframe.records import ClaimMap
from crossframe.text.speech.article_attribution import Said
from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.speaker_kinds import SpeakerKind
from crossframe.text.speech.speakers import Speaker

_WHOSE = frozenset({"her", "his", "its", "their"})


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker of an event: the name as it is written most fully, and what it is said to be.

    `role` and `affiliation` are as written, "" where no article gives any. `has_name` is False for
    a mere description ("police", "a witness"), which may mean different speakers: of one person
    ("the judge") it is another source in each article, `article_id`, and else "". `unsure` is True
    for a surname that several bear of whom this may be another, and for a single word that ends
    the name of another body: "the Herald". `key` is that of a person among `people_of`.
    """

    name: str
    kind: SpeakerKind
    role: str = ""
    affiliation: str = ""
    has_name: bool = True
    article_id: str = ""
    unsure: bool = False
    key: str = ""


class Voiced(NamedTuple):
    """An attribution and its source; None where nobody is named or a pronoun stayed unresolved."""

    said: Said
    source: Source | None


@of_texts
def voiced_in(claim_map: ClaimMap) -> tuple[Voiced, ...]:
    """Finds all attributions of an event and merges their speakers across spellings.

    "Kos" is "Mayor Ana Kos" if the event names nobody else with that surname, or the same article
    names only her; "the mayor" is she if nobody else in the article is called mayor; "the agency"
    is "the Roads Agency" if no other agency speaks in the article; "Brennock" is "Brennock
    Structures Inc." unless it is a place; "the source" is "a police source" who spoke before it in
    the article. Unnamed speakers are the same if they are described in
    the same words, a single one ("a witness") within an article alone; where an article names two
    judges, "the judge" is nobody known.

    Args:
        claim_map: The event.

    Returns:
        One row an attribution, in the order of articles and sentences, and one for each of those
        who say something together; none of what somebody is said not to say, and of "she said that
        she believes" only that she said it.
    """
    all_said = [one for one in said_in(claim_map) if not one.attribution.negated]
    said = [single for one in all_said for single in _by_each(one)]
    people = people_of(claim_map)
    bodies = Bodies.of(claim_map, [one.attribution.who for one in said])
    keyed = keys_of(claim_map, said, people, bodies)
    written: dict[str, list[Speaker]] = {}
    for key, named in keyed:
        if key:
            written.setdefault(key, []).extend([named] if named else [])
    naming = _Naming(people, bodies)
    sources = {key: naming.source(key, speakers) for key, speakers in written.items()}
    voiced = [
        Voiced(one, sources.get(key) if key else None)
        for one, (key, _) in zip(said, keyed, strict=True)
    ]
    return tuple(row for row, again in zip(voiced, _told_again(voiced), strict=True) if not again)


def _by_each(one: Said) -> list[Said]:
    """What two say together, once for each."""
    attribution = one.attribution
    if attribution.who is None or not attribution.who.together:
        return [one]
    each = attribution.who.together
    if attribution.antecedent is not None:
        return [one._replace(attribution=replace(attribution, antecedent=who)) for who in each]
    return [one._replace(attribution=replace(attribution, speaker=who)) for who in each]


def _told_again(voiced: Sequence[Voiced]) -> list[bool]:
    """For each row whether a source only tells what it thinks: "she said she believes it fell"."""
    within: dict[tuple[str, Source | None], list[Attribution]] = defaultdict(list)
    for row in voiced:
        within[row.said.sentence_id, row.source].append(row.said.attribution)
    return [
        row.source is not None
        and row.said.attribution.verb_class == "opinion"
        and any(
            piece.start <= row.said.attribution.verb_start < piece.end
            for other in within[row.said.sentence_id, row.source]
            for piece in other.contents
        )
        for row in voiced
    ]


class _Naming(NamedTuple):
    """What tells the name, the role and the body of a speaker from all its spellings."""

    people: People
    bodies: Bodies

    def source(self, key: str, speakers: Sequence[Speaker]) -> Source:
        """The speaker of a key, by all that the event writes of it."""
        if key.startswith("@"):
            known = self.people.known[key]
            name = _usual_name(unpossessed(p.name) for p in known)
            role = _usual(r for p in known if (r := sure_role(p.role)))
            bodies = (self._body_of(p, role) for p in known)
            affiliation = _fullest(body for body in bodies if body not in name)
            unsure = self.people.is_unsure(key)
            return Source(name, "person", role, affiliation, unsure=unsure, key=key)
        affiliation = _fullest(body for s in speakers if (body := self._body_of(s, "")))
        kind = Counter(s.kind for s in speakers).most_common(1)[0][0]
        texts = [proper_part(s) for s in speakers]
        if key.startswith("#"):
            places = self.bodies.places
            named = [name_of_body(s, places) for s in speakers if s.head[:1].isupper()]
            unsure = self.bodies.is_short(key)
            return Source(_fullest(named or texts), kind, "", affiliation, unsure=unsure)
        # A common noun: it has a capital only where it opened a sentence.
        most = max(len(text.split()) for text in texts)
        texts = [text for text in texts if len(text.split()) == most]
        texts = [text for text in texts if text[:1].islower()] or texts
        return Source(
            _fullest(texts), kind, "", affiliation, has_name=False, article_id=key.partition(IN)[2]
        )

    def _body_of(self, who: Speaker, role: str) -> str:
        """The body that is named with a speaker, beside this role or none: another's is another.

        Of a body the text is whole: "director of Fish and Wildlife" is not of "Fish". A place is no
        body, and whoever a lawyer speaks for is none.
        """
        body = sure_body(who.affiliation)
        words = plain(body)
        if not words or self.bodies.is_place(words) or self.people.is_named(words):
            return ""
        own = not who.role or who.role == role or body.split()[-1:] in ([w] for w in role.split())
        cut = re.search(rf"{re.escape(body)}(?:['’]s\b|\sand\s[A-Z])", f"{who.text} {who.role}")
        return body if own and not cut and who.kind != "office" else ""


def role_in(people: People, source: Source, articles: Iterable[str]) -> str:
    """Finds the role that some articles give a speaker.

    Args:
        people: The persons of the event.
        source: The speaker.
        articles: The ids of the articles, of one outlet.

    Returns:
        The role as one of them writes it; "" where none of them gives any.
    """
    written = (role for one in articles for role in people.roles.get((one, source.key), ()))
    return _usual(role for text in written if (role := sure_role(text)))


def _usual_name(names: Iterable[str]) -> str:
    """The fullest of the spelling that is most frequent, and a full name rather than a surname."""
    names = list(names)
    spellings = {name: (plain(name)[:1], plain(name)[-1:]) for name in names}
    full = [name for name in names if len(plain(name)) > 1] or names
    counts = Counter(spellings[name] for name in full)
    best = min(counts, key=lambda spelling: (-counts[spelling], spelling))
    return _fullest(name for name in full if spellings[name] == best)


def _usual(texts: Iterable[str]) -> str:
    """The most frequent text, then the longest; "Dr." and "his son" only for want of others."""
    counts = Counter(texts)
    telling = [t for t in counts if not all(w.endswith(".") for w in t.split())]
    telling = [t for t in telling if t.split()[0].lower() not in _WHOSE] or telling
    return min(telling or counts, key=lambda t: (-counts[t], -len(t), t), default="")


def _fullest(texts: Iterable[str]) -> str:
    """The text of the most words, then the most frequent, then the first of the alphabet."""
    counts = Counter(texts)
    return min(counts, key=lambda t: (-len(t.split()), -counts[t], -len(t), t), default="")
