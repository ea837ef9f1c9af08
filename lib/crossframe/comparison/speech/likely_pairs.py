"""Speakers of an event -> pairs of which one may be the other at all: only these are looked at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from crossframe.comparison.speech.descriptions import OF_POLICE, described
from crossframe.comparison.speech.speakers import Source
from crossframe.comparison.speech.spellings import plain, undetermined
from crossframe.comparison.speech.titles import role_words

LEADS_ON = re.compile(r"\s(?:at|for|from|in|of|with)\s")
FORMS: Mapping[str, tuple[str, ...]] = {
    "spokesman": ("spokesman", "spokesperson"),
    "spokeswoman": ("spokeswoman", "spokesperson"),
    "spokesperson": ("spokesman", "spokeswoman", "spokesperson"),
}


def likely_pairs(
    articles: Mapping[Source, AbstractSet[str]], roles: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Source, Source]]:
    """Pairs speakers that speak in one article, or share a word without which none is the other.

    Args:
        articles: In which articles each speaks.
        roles: What articles call each person, by key.

    Yields:
        Pairs each way, in the order of the speakers.
    """
    sources = list(articles)
    speaking: dict[str, list[int]] = defaultdict(list)
    having: dict[str, list[int]] = defaultdict(list)
    for number, source in enumerate(sources):
        for article_id in articles[source]:
            speaking[article_id].append(number)
        for word in _words_of(source, roles.get(source.key, ())):
            having[word].append(number)
    for number, one in enumerate(sources):
        near = {n for article_id in articles[one] for n in speaking[article_id]}
        near.update(n for word in _needed(one) for n in having.get(word, ()))
        yield from ((one, sources[other]) for other in sorted(near - {number}))


def _words_of(source: Source, roles: Sequence[str]) -> set[str]:
    """The words by which a speaker may be meant: of the name, of its roles, and their letters."""
    words = {*plain(source.name), *plain(undetermined(source.name)), described(source.name)[0]}
    if source.kind == "person":
        for role in roles:
            letters = "".join(word[0] for word in plain(role))
            words |= role_words(role) | {letters[at:] for at in range(len(letters))}
    return words


def _needed(one: Source) -> set[str]:
    """The words of which another needs one, to be meant by this speaker elsewhere."""
    name = undetermined(one.name)
    found = {*plain(one.name)[-1:], *plain(name)[-1:], one.name.replace(".", "").lower()}
    if not one.has_name:
        noun, told = described(one.name)
        called = plain(LEADS_ON.split(name, maxsplit=1)[0])[-1:]
        forms = (form for word in called for form in FORMS.get(word, (word,)))
        found |= {noun, *forms, *sorted(told)[:1]}
        found |= {"police"} if noun.removesuffix("s") in OF_POLICE else set()
    return found
