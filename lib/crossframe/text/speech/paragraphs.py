"""Text of an article -> its paragraphs, and whether each mark in them has its fellow."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\n\s*\n")
# After a figure a straight mark may stand for inches.
_STRAIGHT = re.compile(r'(?<!\d)"')


def is_broken(text: str) -> bool:
    r"""Tells whether a text runs over the end of a paragraph.

    >>> is_broken("It fell.\n\nIt rained."), is_broken("It fell.\nIt rained.")
    (True, False)
    """
    return _BREAK.search(text) is not None


def is_unbalanced(text: str, position: int) -> bool:
    """Tells whether the paragraph around a place has an odd number of straight marks.

    Where no line is blank, the paragraphs are not known, and the whole text is one. A paragraph
    whose next begins with a mark leaves its last one open by convention, and is sound.

    Args:
        text: The text of an article.
        position: A character of it.

    Returns:
        False as well where the number is even without the marks that may stand for inches.

    >>> is_unbalanced('"It fell, he said. "We saw it."', 5)
    True
    """
    start = max((found.end() for found in _BREAK.finditer(text, 0, position)), default=0)
    end = _BREAK.search(text, position)
    paragraph = text[start : end.start() if end else len(text)]
    if end and text[end.end() :].lstrip()[:1] in {'"', "“"}:
        return False
    return paragraph.count('"') % 2 == 1 and len(_STRAIGHT.findall(paragraph)) % 2 == 1
