"""Text of an article -> its paragraphs, and whether each mark in them has its fellow."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

_BREAK = re.compile(r"\n\s*\n")
# After a figure a straight mark may stand for inches.
_STRAIGHT = re.compile(r'(?<!\d)"')
_INDENT = 100


def is_broken(text: str, start: int, end: int) -> bool:
    r"""Tells whether a paragraph ends between two places that are not white space.

    >>> is_broken("It fell.\n\nIt rained.", 0, 12), is_broken("It fell.\nIt rained.", 0, 12)
    (True, False)
    """
    starts, ends = _breaks(text)
    number = bisect_left(starts, start)
    return number < len(ends) and ends[number] <= end


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
    starts, ends = _breaks(text)
    number = bisect_right(ends, position)
    start = ends[number - 1] if number else 0
    if number == len(starts):
        return _has_odd_marks(text, start, len(text))
    if text[ends[number] : ends[number] + _INDENT].lstrip()[:1] in {'"', "“"}:
        return False
    return _has_odd_marks(text, start, starts[number])


@lru_cache(maxsize=4)
def _breaks(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the breaks between paragraphs begin and end; a text is read once, not once a mark."""
    spans = [found.span() for found in _BREAK.finditer(text)]
    return tuple(start for start, _ in spans), tuple(end for _, end in spans)


@lru_cache(maxsize=256)
def _has_odd_marks(text: str, start: int, end: int) -> bool:
    paragraph = text[start:end]
    return paragraph.count('"') % 2 == 1 and len(_STRAIGHT.findall(paragraph)) % 2 == 1
