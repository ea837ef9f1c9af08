"""Text of an article -> its paragraphs, and whether each mark in them has its fellow."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_BREAK = re.compile(r"\n\s*\n")
# After a figure a straight mark may stand for inches.
_STRAIGHT = re.compile(r'(?<!\d)"')
_INDENT = 100


class Paragraphs:
    """The paragraphs of a text: read once, asked for every mark in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        spans = [found.span() for found in _BREAK.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._unbalanced: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self._starts) + 1

    def is_broken(self, start: int, end: int) -> bool:
        r"""Tells whether a paragraph ends between two places that are not white space.

        >>> Paragraphs("It fell.\n\nIt rained.").is_broken(0, 12)
        True
        >>> Paragraphs("It fell.\nIt rained.").is_broken(0, 12)
        False
        """
        number = bisect_left(self._starts, start)
        return number < len(self._ends) and self._ends[number] <= end

    def is_unbalanced(self, position: int) -> bool:
        """Tells whether the paragraph around a place has an odd number of straight marks.

        Where no line is blank, the paragraphs are not known, and the whole text is one. A paragraph
        whose next begins with a mark leaves its last one open by convention, and is sound.

        Args:
            position: A character of the text.

        Returns:
            False as well where the number is even without the marks that may stand for inches.

        >>> Paragraphs('"It fell, he said. "We saw it."').is_unbalanced(5)
        True
        """
        number = bisect_right(self._ends, position)
        if number not in self._unbalanced:
            self._unbalanced[number] = self._is_odd(number)
        return self._unbalanced[number]

    def _is_odd(self, number: int) -> bool:
        start = self._ends[number - 1] if number else 0
        if number == len(self._starts):
            return _has_odd_marks(self._text[start:])
        after = self._ends[number]
        if self._text[after : after + _INDENT].lstrip()[:1] in {'"', "“"}:
            return False
        return _has_odd_marks(self._text[start : self._starts[number]])


def _has_odd_marks(paragraph: str) -> bool:
    return paragraph.count('"') % 2 == 1 and len(_STRAIGHT.findall(paragraph)) % 2 == 1
