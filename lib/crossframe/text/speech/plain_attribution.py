"""Sentence without a parse -> what it attributes by "according to", or by a name and "said"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.reported import Attribution
from crossframe.text.speech.speakers import Speaker
from crossframe.text.speech.speech_verbs import VERB_CLASS

_WORD = r"(?:(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Capt|Lt|Sgt|Sen|Gov|St)\.|[A-Z][\w’'-]*)"
_NAME = rf"(?:(?:[Tt]he\s)?{_WORD}(?:\s(?:of\s|the\s|for\s)?{_WORD}){{0,5}})"
_ACCORDING = re.compile(rf"\b[Aa]ccording to ({_NAME})")
_SAID_BEHIND = re.compile(
    rf"[”\"»’',]\s*(?:(said|says|added|told) ({_NAME})|({_NAME}) (said|says|added|told)\b)"
)
_LEMMAS = {"said": "say", "says": "say", "told": "tell", "added": "add"}


def without_grammar(text: str, quotes: tuple[Extent, ...]) -> Iterator[Attribution]:
    """Finds attributions by their wording alone.

    Args:
        text: The sentence.
        quotes: Its quotations, marks left out.

    Yields:
        Attributions whose speakers are written with a capital.
    """
    for found in _ACCORDING.finditer(text):
        speaker = _plain(text, found.span(1))
        content = _sides(text, found.start(), found.end())
        place = (found.start(), found.start() + len("according to"))
        yield Attribution(speaker, "according", "according", *place, content, (), direct=False)
    for found in _SAID_BEHIND.finditer(text):
        said = [quote for quote in quotes if quote.end - 1 <= found.start() <= quote.end + 1]
        if said:
            name, verb = (2, 1) if found[1] else (3, 4)
            speaker = _plain(text, found.span(name))
            lemma = _LEMMAS[found[verb]]
            contents = tuple(said)
            yield Attribution(
                speaker,
                lemma,
                VERB_CLASS[lemma],
                *found.span(verb),
                contents,
                contents,
                direct=True,
            )


def _plain(text: str, span: tuple[int, int]) -> Speaker:
    words = text[span[0] : span[1]].rstrip(".,’'")
    return Speaker(span[0], span[0] + len(words), words, words.split()[-1], "office")


def _sides(text: str, start: int, end: int) -> tuple[Extent, ...]:
    sides = [(0, start), (end, len(text))]
    trimmed = (re.search(r"\w.*\w", text[a:b], re.DOTALL) for a, b in sides)
    return tuple(
        Extent(*found.span()).shifted(side[0])
        for side, found in zip(sides, trimmed, strict=True)
        if found
    ) or (Extent(start, end),)
