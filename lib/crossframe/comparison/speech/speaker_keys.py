"""Attributions of an event -> a key for the speaker of each, the same however it is spelled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from crossframe.comparison.speech.bodies import Bodies
from crossframe.comparison.speech.kinds_of_body import NamedBodies
from crossframe.comparison.speech.persons import People
from crossframe.comparison.speech.recalled import Earlier, is_another, is_definite, recalled
from crossframe.records import Article, ClaimMap
from crossframe.text.speech.article_attribution import Said
from crossframe.text.speech.speaker_words import OF_PEOPLE, PEOPLE, POSTS, THINGS, TITLES
from crossframe.text.speech.speakers import Speaker

# Between a description and the article in which it means one person.
IN = "\n"
_STOP = re.compile(r"[.!?…][\"”’']?\s+[\"“]?[A-Z]")
_SEVERAL = frozenset("couple crew crowd family group man many media other people".split())  # noqa: SIM905


class Keyed(NamedTuple):
    """A key of a speaker, and the speaker by its name: None for "the source" of "a police source".

    Of "the newspaper" the name is that which the article wrote before.
    """

    key: str | None
    named: Speaker | None = None


def keys_of(
    claim_map: ClaimMap, said: Sequence[Said], people: People, bodies: Bodies
) -> list[Keyed]:
    """Finds a key for each speaker: "@..." for a person, "#..." for a body, else a description.

    Args:
        claim_map: The event.
        said: Its attributions.
        people: Its persons.
        bodies: Its organisations.

    Returns:
        Keys, row for row; None where nobody is named, a pronoun stayed unresolved, or a
        description means one of several.
    """
    found = [Keyed(None)] * len(said)
    earlier: dict[str, list[Earlier]] = {}
    named = NamedBodies.of(claim_map, bodies)
    known: dict[tuple[str, int], Keyed] = {}
    for number in sorted(range(len(said)), key=lambda n: _place(said[n])):
        who = said[number].attribution.who
        if who is None or who.kind == "pronoun":
            continue
        article = claim_map.article_of(said[number].sentence_id)
        before = earlier.setdefault(article.article_id, [])
        if (article.article_id, who.start) not in known:
            keyed = _keyed(who, article, before, people, bodies)
            if keyed.named is who and (body := named.meant(who, article.article_id)):
                keyed = Keyed(body[0], _by_name(who, body[1]))
            known[article.article_id, who.start] = keyed
            if keyed.key is not None:
                before.append(Earlier(who, keyed.key))
        found[number] = known[article.article_id, who.start]
    return found


def _by_name(who: Speaker, name: str) -> Speaker:
    """A body by the name that the article wrote before."""
    return replace(who, text=name, head=name.rsplit(maxsplit=1)[-1], kind="office", affiliation="")


def _place(one: Said) -> int:
    who = one.attribution.who
    return who.start if who else 0


def _keyed(
    who: Speaker, article: Article, before: Sequence[Earlier], people: People, bodies: Bodies
) -> Keyed:
    known = people.holders(who, article.article_id)
    if len(known) < 2 and is_definite(who) and (key := recalled(who, before, article.text)):
        return Keyed(key)
    person = people.find(who, article.article_id)
    if person is not None and (other := _goes_on(who, article, before, people)):
        person = other if person in people.namesakes(who, article.article_id) else person
    if person is not None:
        return Keyed(person, who)
    bearers = people.bearers(who, article.article_id)
    if len(bearers) == 1 and not is_another(who, article.text):
        return Keyed(next(iter(bearers)))
    if len(known) > 1 or people.is_somebodys(who, article.article_id):
        return Keyed(None)
    key = bodies.find(who, article.article_id)
    own = _is_one(who) and not key.startswith("#")
    return Keyed(f"{key}{IN}{article.article_id}" if own else key, who)


def _goes_on(
    who: Speaker, article: Article, before: Sequence[Earlier], people: People
) -> str | None:
    """Of several by a surname the one who spoke last: "said Ben Kos. ... Kos said" is Ben.

    From a full name only the next sentence goes on.
    """
    if not before or before[-1].key not in people.namesakes(who, article.article_id):
        return None
    last = before[-1].who
    stops = _STOP.findall(article.text[last.end : who.start + 1])
    return before[-1].key if len(last.name.split()) == 1 or len(stops) < 2 else None


def _is_one(who: Speaker) -> bool:
    """Whether a description is of one person: "a witness", "the judge"."""
    head = who.head.lower()
    if who.kind == "office":
        return head in POSTS | TITLES
    single = head not in _SEVERAL | THINGS and not head.endswith(("men", "s"))
    return who.kind == "unnamed" and single and (head in PEOPLE or head.endswith(OF_PEOPLE))
