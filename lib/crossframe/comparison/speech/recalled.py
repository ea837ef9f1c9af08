"""Description and the speakers before it in its article -> the one of them whom it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from crossframe.comparison.speech.spellings import plain, undetermined
from crossframe.comparison.speech.titles import is_called
from crossframe.text.speech.speaker_words import OFFICES, PAPERS, POSTS, TITLES
from crossframe.text.speech.speakers import Speaker

_DEFINITE = re.compile(r"(?:the|this|that)\s(?:same\s)?(?=\w)", re.IGNORECASE)
# What is one of many and yet no person goes by its own rules: "the ministry", "the police".
_BODIES = OFFICES - POSTS - TITLES


class Earlier(NamedTuple):
    """A speaker of an article who is known by a key."""

    who: Speaker
    key: str


def is_definite(who: Speaker) -> bool:
    """Tells whether somebody without a name is spoken of as known: "the spokesman".

    Args:
        who: A speaker.

    Returns:
        Whether the description may mean a speaker before it; bodies are left out.
    """
    member = who.kind == "unnamed" and not who.head.endswith("s")  # "the Harbourite who"
    return (
        who.kind in {"unnamed", "office", "document"}
        and (member or not who.head[:1].isupper())
        and who.head.lower() not in _BODIES
        and _DEFINITE.match(who.text) is not None
    )


def recalled(who: Speaker, earlier: Sequence[Earlier], text: str) -> str | None:
    """Finds the speaker before a description whom it means: of "a police source" "the source".

    Args:
        who: A speaker that `is_definite`.
        earlier: The speakers before it in the article, in order.
        text: The article's text.

    Returns:
        The key of the nearest whose noun is the same, and whose words hold those of the
        description; of "Kos said in a statement" for "the statement" the key of Kos. None where
        there is none, and where another of the kind is named between them.
    """
    words = set(plain(_DEFINITE.sub("", who.text, count=1)))
    another = _another(who.head)
    for one in reversed(earlier):
        between = text[one.who.end : who.start]
        if who.head.lower() in PAPERS and re.match(
            rf"[^.]*\b(?:in|issued|released)\s{another}", between
        ):
            return one.key
        if re.search(rf"\b{another}", between):
            return None
        if _is_called(one.who, who.head.lower(), words):
            return one.key
    return None


def is_another(who: Speaker, text: str) -> bool:
    """Tells whether an article has somebody of a kind without a name before a description.

    Args:
        who: A description.
        text: The article's text.

    Returns:
        Whether "the officer" may be "an officer" who stands before it.
    """
    return re.search(rf"(?i:\b{_another(who.head)})", text[: who.start]) is not None


def _another(head: str) -> str:
    """A pattern for another of a kind, of whom a text has not told yet: "a second witness"."""
    many = head.endswith("s")
    first, gap = ("other|more|new|several", 1) if many else ("an?|another|new", 3)
    return rf"(?:{first})\s(?:[\w’'-]+\s){{0,{gap}}}{re.escape(head)}\b"


def _is_called(who: Speaker, head: str, words: set[str]) -> bool:
    """Whether a speaker bears a noun with all these words, as a description or as a role."""
    if who.kind == "person":
        return is_called(who.role, head, words)
    return who.head.lower() == head and words <= set(plain(undetermined(who.text)))
