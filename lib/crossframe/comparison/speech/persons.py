"""Claim map -> its persons, each once, found again by the spellings that can only be theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from crossframe.comparison.speech.attribution import names_of, said_in
from crossframe.comparison.speech.spellings import plain
from crossframe.records import ClaimMap
from crossframe.text.speech.article_attribution import find_mentions
from crossframe.text.speech.speakers import Speaker


@dataclass(frozen=True)
class People:
    """The persons that an event names: `known` by key, and the keys of each article."""

    known: Mapping[str, Sequence[Speaker]]
    by_article: Mapping[str, frozenset[str]]
    key_of: Mapping[tuple[str, str], str]
    full: Mapping[tuple[str, ...], str]

    @classmethod
    def of(cls, claim_map: ClaimMap) -> People:
        """Collects all names of persons and merges those that only one person can bear."""
        votes = names_of(claim_map)
        mentions: list[tuple[str, Speaker]] = []
        rows = zip(claim_map.sentences, claim_map.parses, strict=True)
        for sentence, parse in rows:
            named = find_mentions([sentence], [parse], votes)[0]
            mentions += [(sentence.article_id, person) for person in named]
        for one in said_in(claim_map):
            who = one.attribution.who
            if who is not None and who.kind == "person":
                mentions.append((claim_map.article_of(one.sentence_id).article_id, who))
        return cls._merged(mentions)

    @classmethod
    def _merged(cls, mentions: Sequence[tuple[str, Speaker]]) -> People:
        full = sorted({plain(p.name) for _, p in mentions if len(plain(p.name)) > 1})
        clusters = _clusters(full)
        by_surname: dict[str, set[str]] = {}
        for words, key in clusters.items():
            by_surname.setdefault(words[-1], set()).add(key)
        in_article: dict[str, set[str]] = {}
        for article, person in mentions:
            full_key = clusters.get(plain(person.name))
            if full_key:
                in_article.setdefault(article, set()).add(full_key)
        known: dict[str, list[Speaker]] = {}
        key_of: dict[tuple[str, str], str] = {}
        for article, person in mentions:
            words = plain(person.name)
            if not words:
                continue
            bearers = by_surname.get(words[-1], set())
            near = bearers & in_article.get(article, set())
            key = clusters.get(words) or only(bearers) or only(near) or f"@{words[-1]}"
            key_of[article, " ".join(words)] = key
            in_article.setdefault(article, set()).add(key)
            known.setdefault(key, []).append(person)
        return cls(known, {a: frozenset(keys) for a, keys in in_article.items()}, key_of, clusters)

    def find(self, who: Speaker, article: str) -> str | None:
        """The key of a speaker who is a person, by name or by an office that only one holds."""
        if who.kind == "person":
            return self.key_of.get((article, " ".join(plain(who.name))))
        words = plain(who.text)
        if named := self._by_surname(who, article):
            return named
        inside = {
            key
            for size in (2, 3)
            for at in range(len(words) - size + 1)
            if (key := self.full.get(words[at : at + size])) and who.kind == "office"
        }
        if inside:
            return only(inside)
        if who.kind != "office" or not who.text.lower().startswith("the ") or who.head[0].isupper():
            return None
        title = {word for word in words if word != "the"}
        holders = {
            key
            for key in self.by_article.get(article, ())
            if any(title <= set(plain(p.role)) for p in self.known[key])
        }
        return only(holders)

    def _by_surname(self, who: Speaker, article: str) -> str | None:
        """The one person whose last name a speaker's only word is, whatever the parser made of it.

        A body may have somebody's name: then the person must be named in the same article.
        """
        words = plain(who.text)
        if len(words) != 1 or not who.head[:1].isupper():
            return None
        near = {key for key in self.by_article.get(article, ()) if _surname(key) == words[0]}
        anywhere = {key for key in self.full.values() if _surname(key) == words[0]}
        return only(near) or (only(anywhere) if who.kind != "office" else None)


def _surname(key: str) -> str:
    return key.removeprefix("@").split()[-1]


def only(keys: AbstractSet[str]) -> str | None:
    """The one key, if there is just one."""
    return next(iter(keys)) if len(keys) == 1 else None


def _clusters(names: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Full names to keys: equal surnames, and first names that are equal or one's initial."""
    found: dict[tuple[str, ...], str] = {}
    for words in sorted(names, key=lambda w: (-len(w[0]), w)):
        same = {
            key
            for other, key in found.items()
            if other[-1] == words[-1] and _agree(other[0], words[0])
        }
        found[words] = only(same) or f"@{words[0]} {words[-1]}"
    return found


def _agree(first: str, other: str) -> bool:
    short, long = sorted((first, other), key=len)
    return first == other or (len(short) == 1 and long.startswith(short))
