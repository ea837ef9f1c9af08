"""Sentences of an event -> the person whom "he" or "she" at the head of each may stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossframe.records import Parse, Sentence

PERSONAL = frozenset({"he", "she"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# For so many sentences that name another subject, or none, a person is still the one meant.
_MEMORY = 1


def persons_meant(rows: Iterable[tuple[Sentence, Parse | None]]) -> dict[str, str]:
    """Finds for each sentence the last person that a sentence before it is about.

    Args:
        rows: Sentences with their grammar, those of an article together and in order.

    Returns:
        By the id of the sentence the last word of a name; sentences are left out whose first
        subject is no such pronoun, and before which nobody, or more than one, is named as one.
    """
    found: dict[str, str] = {}
    article, held, since = "", "", 0
    for sentence, parse in rows:
        if sentence.article_id != article:
            article, held, since = sentence.article_id, "", 0
        if held and since <= _MEMORY and parse and _opens_with_pronoun(parse):
            found[sentence.sentence_id] = held
        named = set(_persons(parse)) if parse else set()
        if len(named) == 1:
            held, since = named.pop(), 0
        elif named:
            held = ""
        elif not parse or not _goes_on(parse):
            since += 1
    return found


def _persons(parse: Parse) -> Iterator[str]:
    """The last words of the names of persons who are subjects."""
    for lemma, dep, entity in zip(parse.lemmas, parse.deps, parse.entities, strict=True):
        if dep in _SUBJECTS and entity == "PERSON":
            yield lemma


def _opens_with_pronoun(parse: Parse) -> bool:
    subjects = zip(parse.lemmas, parse.deps, strict=True)
    first = next((lemma.lower() for lemma, dep in subjects if dep in _SUBJECTS), "")
    return first in PERSONAL


def _goes_on(parse: Parse) -> bool:
    """Whether a sentence is about the same person still."""
    return any(
        dep in _SUBJECTS and lemma.lower() in PERSONAL
        for lemma, dep in zip(parse.lemmas, parse.deps, strict=True)
    )
