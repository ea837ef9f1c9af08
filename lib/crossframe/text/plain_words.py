"""Text -> its words without case and marks, in which copies of a text are alike."""

from __future__ import annotations

import re


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters.

    >>> plain_words("“It FELL,” she said.")
    ['it', 'fell', 'she', 'said']
    """
    return re.findall(r"\w+", text.casefold())
