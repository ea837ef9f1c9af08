"""Claim map -> the persons that its articles name, and the speakers who are called as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crossframe.comparison.speech.said import mentions_in
from crossframe.comparison.speech.spellings import plain
from crossframe.records import ClaimMap
from crossframe.text.speech.speaker_words import BODY_SUFFIXES, OFFICES
from crossframe.text.speech.speakers import Speaker

# A headline has at least so many words of at least so many letters.
_FEWEST, _LONG = 3, 4
_SMALL = re.compile(r"(?<![\w’'-])[a-z]{3,}\b")
_FULL_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][\w’'-]+")


def persons_named(claim_map: ClaimMap) -> list[tuple[str, Speaker]]:
    """The persons that each article names, without what a headline's capitals make of words.

    "Factory Shooting" is nobody where other sentences write of a "shooting".

    Args:
        claim_map: The event.

    Returns:
        Articles by id, and whom each names; one row a name.
    """
    texts = [sentence.text for sentence in claim_map.sentences]
    named = [
        (sentence, person)
        for sentence, persons in zip(claim_map.sentences, mentions_in(claim_map), strict=True)
        for person in persons
    ]
    headlines = {sentence.sentence_id for sentence, _ in named if is_headline(sentence.text)}
    sure = {plain(p.name) for sentence, p in named if sentence.sentence_id not in headlines}
    small = {word for text in texts for word in _SMALL.findall(text)}
    return [
        (sentence.article_id, person)
        for sentence, person in named
        if sentence.sentence_id not in headlines
        or (words := plain(person.name)) in sure
        or len(words) < 2
        or not small & set(words)
    ]


def is_headline(text: str) -> bool:
    """Tells whether all longer words of a sentence have a capital.

    Args:
        text: The sentence.

    Returns:
        Whether it has the capitals of a headline.
    """
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= _LONG]
    return len(words) >= _FEWEST and all(word[0].isupper() for word in words)


def called_by_surname(spoken: Sequence[tuple[str, Speaker]]) -> list[tuple[str, Speaker]]:
    """Speakers taken for bodies who are called by their last word alone, as persons are.

    "Ana Kos said ... Kos said": of a firm, "Kos Rail", the first word would stay.

    Args:
        spoken: Articles by id, and who speaks in them.

    Returns:
        Those who are persons, as persons.
    """
    alone = {(article, who.text) for article, who in spoken if who.kind == "office"}
    return [
        (article, replace(who, kind="person", name=who.text))
        for article, who in spoken
        if who.kind == "office" and _FULL_NAME.fullmatch(who.text)
        if (article, who.head) in alone and who.head.lower() not in BODY_SUFFIXES | OFFICES
    ]
