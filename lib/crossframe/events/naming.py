"""The articles of a new event -> an id that people can read, and words that say what it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from crossframe.events.reading import NAME, NUMBER

_IN_ID = 4
_SHOWN = 8
_LONGEST = 80


def event_name(day: str | None, headline: str, terms: Sequence[str], taken: Collection[str]) -> str:
    """Makes the id of an event: its first day and its weightiest words as its headline orders them.

    Args:
        day: ISO 8601; None where no article has a date.
        headline: Of its most central article.
        terms: Its terms, the weightiest first.
        taken: Ids that there are already.

    Returns:
        An id that can name a folder and is not taken.

    >>> event_name("2024-03-12", "Harbour Bridge falls", ["bridge", "span", "harbour"], set())
    '2024-03-12-harbour-bridge-span'
    >>> event_name(None, "", ["@tara reid", "rehab"], {"undated-rehab"})
    'undated-rehab-2'
    """
    place = {word: at for at, word in reversed(list(enumerate(_words(headline))))}
    chosen = [term for term in map(_plain, shown_terms(terms)) if term][:_IN_ID]
    chosen.sort(key=lambda word: (place.get(word, len(place)), word))
    name = "-".join([day or "undated", *(chosen or ["event"])])[:_LONGEST].rstrip("-")
    number = 1
    while (found := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return found


def shown_terms(terms: Sequence[str]) -> tuple[str, ...]:
    """The weightiest words, without names and numbers, of which names are words too.

    >>> shown_terms(["@reid", "reid", "#94", "rehab"])
    ('reid', 'rehab')
    """
    return tuple(term for term in terms if term[0] not in (NAME, NUMBER))[:_SHOWN]


def _words(text: str) -> list[str]:
    return [_plain(word) for word in re.findall(r"[^\W_]+", text.lower())]


def _plain(word: str) -> str:
    """Letters and digits that file names can bear: without accents, other scripts as they are."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", bare))
