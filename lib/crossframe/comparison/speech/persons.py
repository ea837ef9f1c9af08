"""Claim map -> its persons, each once, found again by the spellings that can only be theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from crossframe.comparison.once import of_texts
from crossframe.comparison.speech.given import joined
from crossframe.comparison.speech.mentions import called_by_surname, persons_named
from crossframe.comparison.speech.name_clusters import clusters_of
from crossframe.comparison.speech.romanised import surname_key
from crossframe.comparison.speech.said import said_in
from crossframe.comparison.speech.spellings import plain
from crossframe.comparison.speech.titles import has_words, is_called
from crossframe.records import ClaimMap
from crossframe.text.speech.speaker_words import (
    FIRMS,
    OFFICES,
    PEOPLE,
    POSTS,
    TITLES,
)
from crossframe.text.speech.speakers import Speaker

# Of several who bear a surname, it means whoever so many times as many articles name in full.
_DOMINANT = 3
# A surname of so many letters is known by its sound.
_LONG = 6
# A name is written so many times as often as with another word before it.
_USUAL = 2
# "The boat's owner": whose it is, the role of the owner may tell in other words.
_OWNER = re.compile(r"\b([a-z]+)['’]s\b")
# A description that begins so means somebody of whom the article has told.
_POINTING = frozenset("her his its that the their this".split())  # noqa: SIM905
Words = tuple[str, ...]


@dataclass(frozen=True)
class People:
    """The persons that an event names: `known` by key, and the keys of each article.

    A key is "@given surname", or "@surname" where nobody knows whose surname it is. `roles` are
    those that an article gives a person, by article and key.
    """

    known: Mapping[str, Sequence[Speaker]]
    by_article: Mapping[str, frozenset[str]]
    key_of: Mapping[tuple[str, str], str]
    full: Mapping[Words, str]
    roles: Mapping[tuple[str, str], frozenset[str]]

    @classmethod
    def of(cls, claim_map: ClaimMap) -> People:
        """Collects all names of persons and merges those that only one person can bear."""
        mentions = persons_named(claim_map)
        spoken = [
            (claim_map.article_of(one.sentence_id).article_id, who)
            for one in said_in(claim_map)
            if one.attribution.who is not None
            for who in one.attribution.who.each
        ]
        mentions += [(article, who) for article, who in spoken if who.kind == "person"]
        return cls._merged([*mentions, *called_by_surname(spoken)])

    @classmethod
    def _merged(cls, mentions: Sequence[tuple[str, Speaker]]) -> People:
        bare = _Bare(mentions)
        articles: dict[Words, set[str]] = {}
        for article, person in mentions:
            words = bare.words(person)
            if len(words) > 1:
                articles.setdefault(words, set()).add(article)
        clusters = clusters_of(articles)
        bearers = _Bearers(clusters, articles)
        known: dict[str, list[Speaker]] = {}
        key_of: dict[tuple[str, str], str] = {}
        in_article: dict[str, set[str]] = {}
        roles: dict[tuple[str, str], set[str]] = {}
        for article, person in mentions:
            words = bare.words(person)
            if not words:
                continue
            key = clusters.get(words) or bearers.of_bare(words, article) or f"@{words[-1]}"
            key_of[article, " ".join(plain(person.name))] = key
            in_article.setdefault(article, set()).add(key)
            name = _cut_to(person.name, words)
            lead = person.name.removesuffix(name).strip()
            roles.setdefault((article, key), set()).add(person.role or lead)
            known.setdefault(key, []).append(replace(person, name=name))
        named = {a: frozenset(keys) for a, keys in in_article.items()}
        own = {place: frozenset(found) for place, found in roles.items()}
        return cls(known, named, key_of, clusters, own)

    def is_unsure(self, key: str) -> bool:
        """Whether a person may be another of the same surname, so that nothing hangs on it."""
        surname = _surname(key)
        alone = f"@{surname}"
        return alone in self.known and any(
            other != alone and _surname(other) == surname for other in self.known
        )

    def find(self, who: Speaker, article: str) -> str | None:
        """The key of a speaker who is a person, by name or by an office that only one holds."""
        if who.kind == "person":
            return self.key_of.get((article, " ".join(plain(who.name))))
        words = joined(plain(who.text))
        if named := self._by_one_word(who, article):
            return named
        inside = {
            key
            for size in (2, 3)
            for at in range(len(words) - size + 1)
            if (key := self.full.get(words[at : at + size])) and who.kind == "office"
        }
        if inside:
            return only(inside)
        return only(self.holders(who, article))

    def holders(self, who: Speaker, article: str) -> frozenset[str]:
        """Whom an article names with the words of a description: its judges, of "the judge"."""
        title = {word for word in plain(who.text) if word != "the"}
        told = not who.head[0].isupper() or len(title) > 1  # which president "the President" is?
        post = who.head.lower() in POSTS | TITLES and told
        if who.kind != "office" or not post or not who.text.lower().startswith("the "):
            return frozenset()
        return frozenset(
            key
            for key in self.by_article.get(article, ())
            if any(has_words(p.role, title) for p in self.known[key])
        )

    def bearers(self, who: Speaker, article: str) -> frozenset[str]:
        """Whom an article gives the role of a description: "her agent", of "Kos, her agent"."""
        words = plain(who.text)
        if who.kind not in {"office", "unnamed"} or words[:1] not in {(w,) for w in _POINTING}:
            return frozenset()
        owners = {owner.lower() for owner in _OWNER.findall(who.text)} - PEOPLE
        noun, told = who.head.lower(), set(words[1:]) - owners
        return frozenset(
            key
            for key in self.by_article.get(article, ())
            for role in self.roles[article, key]
            if is_called(role, noun, told)
        )

    def namesakes(self, who: Speaker, article: str) -> frozenset[str]:
        """Those whom an article names in full by the surname that is all a speaker goes by."""
        words = plain(who.name)
        if who.kind != "person" or len(words) != 1:
            return frozenset()
        near = (key for key in self.by_article.get(article, ()) if _given(key) is not None)
        return frozenset(key for key in near if _surname(key) == words[0])

    def is_somebodys(self, who: Speaker, article: str) -> bool:
        """Whether a speaker's only word is a surname that several bear whom the article names."""
        capitals = [word for word in who.text.split() if word[:1].isupper()]
        surname = who.head.casefold()
        near = {key for key in self.by_article.get(article, ()) if _surname(key) == surname}
        return capitals == [who.head] and len(near) > 1

    def is_named(self, words: Words) -> bool:
        """Whether words are a person's name, in full or a surname."""
        surnames = {_surname(key) for key in self.known}
        return words in self.full or (len(words) == 1 and words[0] in surnames)

    def _by_one_word(self, who: Speaker, article: str) -> str | None:
        """The one person whose name a speaker's only word is, whatever the parser made of it.

        A body may have somebody's name: then the person must be named in the same article.
        """
        parts = who.text.split()
        capitals = [part for part in parts if part[:1].isupper() and part.lower() != "the"]
        aside = any(part.lower() in FIRMS | OFFICES for part in parts[:-1])
        words = plain(who.head)
        if capitals != parts[-1:] or aside or not words or not who.head[:1].isupper():
            return None
        near = {key for key in self.by_article.get(article, ()) if _surname(key) == words[0]}
        anywhere = {key for key in self.full.values() if _surname(key) == words[0]}
        given = {
            key
            for key in self.by_article.get(article, ())
            if _given(key) == words[0] and any(len(p.name.split()) == 2 for p in self.known[key])
        }
        return only(near) or (only(anywhere) if who.kind != "office" else None) or only(given)


@of_texts
def people_of(claim_map: ClaimMap) -> People:
    """The persons of an event."""
    return People.of(claim_map)


class _Bare:
    """Names without what leads up to them: "Comedian Ana Kos", where others write "Ana Kos"."""

    def __init__(self, mentions: Sequence[tuple[str, Speaker]]) -> None:
        names = (_without_generation(plain(person.name)) for _, person in mentions)
        self._all = Counter(map(joined, names))

    def words(self, person: Speaker) -> Words:
        """The words of a name, surname last; those before a name that is usual without them cut."""
        name = plain(person.name.rpartition(", ")[2] or person.name)
        words = whole = joined(_without_generation(name))
        for at in range(1, len(whole) - 1):
            often = self._all[whole[at:]] >= _USUAL * self._all[whole]
            if often and len(whole[at - 1]) > 1:
                words = whole[at:]
                break
        if len(words) == 2 and (_is_abbreviated(person.name) or words[0] in _NO_GIVEN):
            words = words[1:]
        return words


def _without_generation(words: Words) -> Words:
    """A name without what tells the son from the father: "Ben Kos II"."""
    return words[:-1] if len(words) > 2 and words[-1] in _GENERATIONS else words


def _cut_to(name: str, words: Words) -> str:
    """A name as it is written, without what stands before these words of it."""
    parts = name.split()
    while len(parts) > 1 and joined(plain(" ".join(parts[1:])))[-len(words) :] == words:
        parts = parts[1:]
    return " ".join(parts)


_GENERATIONS = frozenset({"ii", "iii", "iv", "jr", "sr"})
_NO_GIVEN = frozenset("both her his my our poor their young your".split())  # noqa: SIM905


def _is_abbreviated(name: str) -> bool:
    """Whether an office in capitals stands before a surname: "ADA Kos"."""
    first = name.split(maxsplit=1)[0]
    return len(first) > 2 and first.isalpha() and first.isupper() and not name.isupper()


class _Bearers:
    """Who bears a surname or a given name, in which articles."""

    def __init__(self, clusters: Mapping[Words, str], articles: Mapping[Words, set[str]]) -> None:
        self._articles: dict[str, set[str]] = {}
        self._by_surname: dict[str, set[str]] = {}
        self._by_given: dict[str, set[str]] = {}
        self._by_sound: dict[str, set[str]] = {}
        for words, key in clusters.items():
            self._articles.setdefault(key, set()).update(articles[words])
            self._by_surname.setdefault(words[-1], set()).add(key)
            self._by_given.setdefault(words[0], set()).add(key)
            self._by_sound.setdefault(surname_key(words[-1]), set()).add(key)

    def of_bare(self, words: Words, article: str) -> str | None:
        """The person whom a single word of an article names, if it can only be one."""
        bearers = self._by_surname.get(words[-1], set())
        if not bearers and len(words[-1]) >= _LONG:  # "Zelenskiy" of "Volodymyr Zelensky"
            bearers = self._by_sound.get(surname_key(words[-1]), set())
        near = {key for key in bearers if article in self._articles[key]}
        given = self._by_given.get(words[-1], set()) if len(words) == 1 else set()
        called = only({key for key in given if article in self._articles[key]})
        if not bearers or (called is not None and not near):
            return called
        return only(bearers) or only(near) or self._dominant(near or bearers)

    def _dominant(self, keys: AbstractSet[str]) -> str | None:
        ranked = sorted(keys, key=lambda key: -len(self._articles[key]))
        first, second = (len(self._articles[key]) for key in ranked[:2])
        return ranked[0] if first >= _DOMINANT * second else None


def _surname(key: str) -> str:
    return key.removeprefix("@").split()[-1]


def _given(key: str) -> str | None:
    words = key.removeprefix("@").split()
    return words[0] if len(words) > 1 else None


def only(keys: AbstractSet[str]) -> str | None:
    """The one key, if there is just one."""
    return next(iter(keys)) if len(keys) == 1 else None
