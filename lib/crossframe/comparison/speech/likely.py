"""Speakers of an event -> those who may be one, where no article says so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from crossframe.comparison.once import of_texts
from crossframe.comparison.speech.bodies import body_words
from crossframe.comparison.speech.descriptions import is_pair, is_told_at_length, may_be_told_so
from crossframe.comparison.speech.kinds_of_body import OF_PRESS
from crossframe.comparison.speech.likely_pairs import FORMS, LEADS_ON, likely_pairs
from crossframe.comparison.speech.persons import people_of
from crossframe.comparison.speech.sayers import PRESS
from crossframe.comparison.speech.speakers import Source, voiced_in
from crossframe.comparison.speech.spellings import plain, undetermined
from crossframe.comparison.speech.titles import is_called, sure_role
from crossframe.comparison.speech.whose import whose_in
from crossframe.records import ClaimMap
from crossframe.text.speech.speaker_words import BODY_SUFFIXES, OFFICES, POSTS

# What a paper or a station publishes: "the report says".
_PUBLISHED = frozenset({"article", "broadcast", "report", "story"})
# "Bio" of "biography", "site" of "website": so many letters are a word of their own.
_CLIPPED = 3
# Of more firms in an article, "the company" may be any.
_FEW = 3
# Whose lawyer it is, one article tells so and another otherwise.
_OWNED = re.compile(r"\b\w+\s?(?:['’]\s?s|['’])\s|^(?:her|his|its|their)\s", re.IGNORECASE)
# These say of any firm that it is one; "the bank" is none that is not called so.
_ANY_FIRM = frozenset({"brand", "company", "firm", "giant"})


@dataclass(frozen=True)
class Likely:
    """Whom each source may be: somebody in the event, or only one who speaks beside it."""

    anywhere: Mapping[Source, AbstractSet[Source]]
    beside: Mapping[Source, AbstractSet[Source]]
    articles: Mapping[Source, AbstractSet[str]]

    def of(self, source: Source, articles: Iterable[str]) -> tuple[Source, ...]:
        """Those whom a source may be in some articles, by name."""
        own = set(articles)
        near = self._near(source, own)
        near = {other for other in near if len(self._near(other, own)) <= _FEW}
        found = (near if len(near) <= _FEW else set()) | self.anywhere.get(source, frozenset())
        return tuple(sorted(found, key=lambda one: (one.name, one.article_id)))

    def _near(self, source: Source, articles: AbstractSet[str]) -> set[Source]:
        return {o for o in self.beside.get(source, ()) if self.articles[o] & articles}

    def shown(self, source: Source, articles: Iterable[str]) -> tuple[Source, ...]:
        """Those to be told of with a source in some articles.

        Of a name that several outlets have it is those that speak in the same articles.
        """
        own = set(articles)
        found = self.of(source, own)
        if not source.has_name or self.articles[source] <= own:
            return found
        return tuple(other for other in found if self.articles[other] & own)


@of_texts
def likely_same(claim_map: ClaimMap) -> Likely:
    """Finds which speakers may be one person or body, without any article that says it.

    A bare surname may be whoever bears it; a body may be another whose name holds its words and
    ends as its own does ("the police", "the Averley police") but not of another land, or a firm or
    paper that speaks in the same article ("the station", "Averley TV"); somebody described may be
    whoever has that role ("a port spokesman"), by a single word ("a spokesman") only in the same
    article, unless it is of a post that one alone holds; a report may be that of a paper beside it,
    and a site another site; and who is described in two ways in an article ("officials", "port
    officials") may be the same.

    Args:
        claim_map: The event.

    Returns:
        Pairs of sources, each way.
    """
    articles: dict[Source, set[str]] = defaultdict(set)
    for row in voiced_in(claim_map):
        if row.source is not None:
            articles[row.source].add(claim_map.article_of(row.said.sentence_id).article_id)
    roles = _roles(claim_map)
    anywhere: dict[Source, set[Source]] = defaultdict(set)
    beside: dict[Source, set[Source]] = defaultdict(set)
    whose = whose_in(claim_map)
    for one, other in likely_pairs(articles, roles):
        if _is_part(one, other) and not whose.may_be(
            plain(undetermined(one.name)), plain(undetermined(other.name)), articles[one]
        ):
            continue
        if _is_anywhere(one, other, roles):
            anywhere[one].add(other)
            anywhere[other].add(one)
        elif articles[one] & articles[other] and (
            _is_called(one, other, roles) or _is_kind(one, other) or may_be_told_so(one, other)
        ):
            beside[one].add(other)
            beside[other].add(one)
    for one in [source for source in beside if is_pair(source)]:
        if len(beside[one]) != 2:  # of three, the article may mean any two
            for other in beside.pop(one):
                beside[other].discard(one)
    return Likely(anywhere, beside, articles)


def _roles(claim_map: ClaimMap) -> Mapping[str, Sequence[str]]:
    """What the articles call each person, by key."""
    people = people_of(claim_map)
    return {key: [who.role for who in known] for key, known in people.known.items()}


def _is_anywhere(one: Source, other: Source, roles: Mapping[str, Sequence[str]]) -> bool:
    """Whether one may be another in whatever articles they speak."""
    return (
        _is_namesake(one, other)
        or _is_part(one, other)
        or (_is_called(one, other, roles) and _is_told(one))
        or is_told_at_length(one, other)
    )


def _is_called(one: Source, other: Source, roles: Mapping[str, Sequence[str]]) -> bool:
    return _has_role(one, other, roles) or _is_lettered(one, other, roles)


def _is_namesake(one: Source, other: Source) -> bool:
    """Whether one goes by a surname alone, which the other bears as well."""
    if one.kind != "person" or other.kind != "person":
        return False
    words = plain(one.name)
    return len(words) == 1 and len(plain(other.name)) > 1 and plain(other.name)[-1:] == words


def _is_part(one: Source, other: Source) -> bool:
    """Whether all words of one body stand in the name of another that ends so, or within it."""
    if one.kind != "office" or other.kind != "office":
        return False
    short, full = plain(undetermined(one.name)), plain(undetermined(other.name))
    if len(short) >= len(full) or not set(short) < set(full) or set(short) <= POSTS:
        return False
    begins = one.name[0].isupper() and len(short) == 1 and short == full[:1]
    owner = re.search(rf"{re.escape(one.name)}['’]s?\b", other.name) or set(full) & POSTS
    within = (begins or (one.has_name and full[0] not in short)) and not owner
    within = within and not (begins and one.has_name)
    return short[-1] == full[-1] or within


def _has_role(one: Source, other: Source, roles: Mapping[str, Sequence[str]]) -> bool:
    """Whether one is described by the role that another person has: "a spokesman"."""
    if one.has_name or other.kind != "person" or one.kind not in {"office", "unnamed"}:
        return False
    name = undetermined(one.name)
    words = plain(LEADS_ON.split(name, maxsplit=1)[0])
    if not words or words[-1] in OFFICES - POSTS or not sure_role(words[-1]):
        return False
    others = set(plain(LEADS_ON.sub(" ", name))) - {words[-1], "the", "a", "an"}
    told = set() if _is_owned(name) else others
    return any(
        is_called(role, form, {*told, form}) and (told == others or _is_owned(role))
        for form in FORMS.get(words[-1], words[-1:])
        for role in roles.get(other.key, ())
    )


def _is_owned(role: str) -> bool:
    """Whether a noun has somebody whose it is right before it: "Lind's lawyer"."""
    return _OWNED.search(LEADS_ON.split(role, maxsplit=1)[0]) is not None


def _is_lettered(one: Source, other: Source, roles: Mapping[str, Sequence[str]]) -> bool:
    """Whether one goes by the letters of a post that another has: "the DA"."""
    letters = one.name.replace(".", "")
    if one.kind != "office" or not letters.isupper() or other.kind != "person":
        return False
    found = (
        "".join(word[0] for word in plain(role)[-len(letters) :])
        for role in roles.get(other.key, ())
        if len(plain(role)) >= len(letters)
    )
    return letters.lower() in found


def _is_told(one: Source) -> bool:
    """Whether a description tells more than a trade that many have."""
    words = plain(undetermined(one.name))
    post = words[0] in POSTS - FORMS.keys() and one.name[0].islower()
    return len(words) > 1 or one.name.isupper() or post


def _is_kind(one: Source, other: Source) -> bool:
    """Whether one is told by its kind alone, and the other beside it is of that kind."""
    words = plain(undetermined(one.name))
    if one.has_name or len(words) != 1:
        return one.kind == other.kind == "document" and _is_clipped(one.name, other.name)
    letters = other.name.isupper() and other.has_name
    press = other.kind == "office" and PRESS.search(other.name) is not None
    if one.kind == "document":
        clipped = other.kind == "document" and _is_clipped(one.name, other.name)
        return clipped or (words[0] in _PUBLISHED and press)
    if words[0] in OF_PRESS:
        return press or (letters and words[0] == "agency")
    firm = other.has_name and other.kind == "office" and not (press or letters)
    return words[0] in _ANY_FIRM and firm and not _is_office(other.name)


def _is_office(name: str) -> bool:
    return body_words(name)[-1] in BODY_SUFFIXES | OFFICES


def _is_clipped(one: str, other: str) -> bool:
    """Whether the last word of a phrase is that of another, clipped: "bio", "official site"."""
    short, full = sorted((plain(one), plain(other)), key=lambda words: len(words[-1]))
    clip, word = short[-1], full[-1]
    same = len(clip) >= _CLIPPED and (word.startswith(clip) or word.endswith(clip))
    return same and (set(short[:-1]) <= set(full[:-1]) or set(full[:-1]) <= set(short[:-1]))
