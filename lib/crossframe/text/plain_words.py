"""Text -> its words without case and marks, in which copies of a text are alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Enough of a SHA-256 that no two sentences of an event share it.
_DIGITS = 16


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters.

    >>> plain_words("“It FELL,” she said.")
    ['it', 'fell', 'she', 'said']
    """
    return re.findall(r"\w+", text.casefold())


def normalised(text: str) -> str:
    """The words of a text, without case, typography and punctuation.

    >>> normalised("“It’s   4.5 p.m.,” HE said.")
    "it's 4.5 p.m he said"
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(re.findall(r"\w+(?:[.,'-]\w+)*", plain))


def text_key(text: str) -> str:
    """Sixteen hexadecimal digits that stand for the words of a text.

    >>> text_key("It fell.") == text_key("it FELL")
    True
    """
    return hashlib.sha256(normalised(text).encode()).hexdigest()[:_DIGITS]
