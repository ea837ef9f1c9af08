"""Speakers of a sentence without a name -> those whom "he" or "she" can mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crossframe.text.speech.attribution import Attribution
from crossframe.text.speech.bystanders import pronoun_of
from crossframe.text.speech.speaker_words import PEOPLE
from crossframe.text.speech.speakers import Speaker

_DETERMINER = re.compile(r"(?:an?|the|this|that)\s", re.IGNORECASE)
# Before a noun that several can be called by, one of them: "a relative".
_ONE = re.compile(r"(?:an?|another|one|the)\s", re.IGNORECASE)


def nameless(
    found: Sequence[Attribution], word: str, before: int, known: Mapping[str, str]
) -> list[Speaker]:
    """Finds the speakers of a sentence without a name whom a pronoun fits.

    Args:
        found: The attributions of the sentence.
        word: "he" or "she".
        before: A place of the article before which they stand.
        known: What was found to go with names, and with what people go by (`noun_of`).

    Returns:
        Those whose noun tells he from she, and of "according to a relative" the relative, unless
        the article told which it is.
    """
    return [
        who
        for one in found
        if (who := one.speaker) is not None and who.kind == "unnamed" and who.end <= before
        if pronoun_of(who.head) == word or (_is_source(one, who) and _may_be(who, word, known))
    ]


def _is_source(one: Attribution, who: Speaker) -> bool:
    single = who.head in PEOPLE and not pronoun_of(who.head) and _ONE.match(who.text)
    return one.verb == "according" and bool(single)


def _may_be(who: Speaker, word: str, known: Mapping[str, str]) -> bool:
    return known.get(noun_of(who), word) == word


def noun_of(who: Speaker) -> str:
    """What somebody without a name goes by, the same for "a clerk" as for "the clerk".

    Args:
        who: A speaker.

    Returns:
        The phrase without its article.
    """
    return _DETERMINER.sub("", who.text, count=1)
