"""Speaker as written -> the words by which its spellings are compared."""

from __future__ import annotations

import re
import unicodedata

from crossframe.text.remembering import remembered
from crossframe.text.speech.speaker_words import TITLES
from crossframe.text.speech.speakers import Speaker

_DETERMINERS = frozenset("the a an its their his her this that some several many".split())  # noqa: SIM905
# With these a determiner tells how many: "a few" are some, "few" are hardly any.
_COUNTING = frozenset({"couple", "dozen", "few", "handful", "lot", "majority", "number", "of"})
_INSIDE = frozenset({"of", "for", "the", "and", "&", "at", "in", "on", "de", "del", "la", "des"})


@remembered
def plain(text: str) -> tuple[str, ...]:
    """The words of a name, without accents, capitals, stops, possessives and titles in front.

    >>> plain("Mr. José Núñez’s"), plain("sheriff's officials")
    (('jose', 'nunez'), ('sheriff', 'officials'))
    """
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in bare if not unicodedata.combining(c)).casefold()
    bare = re.sub(r"\s['’]\s?s\b", "’s", bare)  # marks that were cut off: "Kos ’ s"
    owner = re.match(r"\W*\w+['’]s?\b", bare) is not None
    bare = re.sub(r"['’]s?\b", "", bare)
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", bare)
    while len(words) > 1 and words[0] in TITLES and not owner:
        words = words[1:]
    return tuple(words)


def undetermined(text: str) -> str:
    """A phrase without articles and the like in front."""
    words = text.split()
    while len(words) > 1 and words[0].lower() in _DETERMINERS and words[1] not in _COUNTING:
        words = words[1:]
    return " ".join(words)


def proper_part(speaker: Speaker) -> str:
    """A phrase without what leads up to its name: "firm Hale & Sons" is "Hale & Sons".

    Nor is "Averley-based" a part of a name.
    """
    text = unpossessed(undetermined(speaker.text))
    if speaker.kind != "office" or not speaker.head[:1].isupper():
        return text
    words = text.split()
    start = len(words)
    while start > 0 and (words[start - 1][0].isupper() or words[start - 1] in _INSIDE):
        start -= 1
    based = [at for at, word in enumerate(words[:-1]) if word.endswith("-based")]
    start = max(start, *(at + 1 for at in based), 0)
    while start < len(words) and words[start] in _INSIDE:
        start += 1
    return " ".join(words[start:]) or text


def unpossessed(text: str) -> str:
    """A name without the sign of the possessive."""
    return re.sub(r"['’]s?$", "", text)
