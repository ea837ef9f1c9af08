"""Text of an article -> its quotations whose marks surely pair, and the passages left out, why."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from crossframe.text.remembering import remembering
from crossframe.text.speech.marked_words import SAID
from crossframe.text.speech.marks import is_oriented
from crossframe.text.speech.paragraphs import Paragraphs
from crossframe.text.speech.quotations import Quotation, find_quotations

Reason = Literal[
    "quotation marks do not pair",
    "too long for a quotation",
    "words of the article stand between the marks",
]
_UNPAIRED: Reason = "quotation marks do not pair"
_TOO_LONG: Reason = "too long for a quotation"
_NOT_SAID: Reason = "words of the article stand between the marks"

_MARK = re.compile(r"``|''|(?<!\d)\"|[“”„«»]")
# The longest quotation of the demonstration events has 400 characters; speeches are printed apart.
_LONGEST = 1200
_GAP = 2
_NEWLINE = re.compile("\n")
_ANYBODY = "I|We|It|They|He|She|You|Who|Nobody|Somebody|Everybody|People|What|That|This"
_NAME = rf"(?!(?:{_ANYBODY})\b)[A-Z][\w’'-]+"
# "Ana Kos, who saw it, said that …", "…, Ana Kos told them", "… Ana Kos, said", "…, he said.",
# "… said in a statement": nobody says that of their own words.
_ATTRIBUTED = re.compile(
    rf"^(?:{_NAME}\s){{0,3}}{_NAME},\s(?:who|whose|an?|the)\s[^.!?\"“”]{{1,90}},\s{SAID}\s"
    rf"(?!(?:me|us|you)\b)|"
    rf"(?:^|[,.!?]\s)(?:{_NAME}\s){{0,3}}{_NAME}\s{SAID}\b(?!\s(?:me|us|you)\b)|{_NAME},\s{SAID}\b|"
    rf"[,.!?]\s(?:{SAID}\s(?:[A-Z]|the\s)|(?:he|she|they)\s{SAID}[.,])|"
    rf"\b{SAID}\sin\san?\s(?:\w+\s)?(?:e-?mail|interview|news\sconference|release|statement)\b"
)
_STARTS_OUTSIDE = re.compile(rf"[,;.](?!\.)|(?:he|she|they|who)\s{SAID}\b|{SAID}\s")
# Within a single quotation: a mark that stands free, or one that opens another.
_SINGLE_WITHIN = re.compile(r"\s['’](?:\s|$)|\s['‘](?!\d0?s|em\b|til|tis|twas|n\b|cause)[A-Za-z]")
_LEADS_UP = re.compile(r"(?:^|[\n,:(]|\b(?:and|as|that|called|said))[\s\"“”'‘’`]*$")
_ENDS = re.compile(r"[.!?…][\s'’)]*$")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A passage that is not taken for a quotation: `text[start:end]`, and why."""

    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Sifted:
    """The quotations of a text that are sure, and the passages that are not, both in order.

    `unsure` are those of the latter that may be quotations, each by itself.
    """

    sure: tuple[Quotation, ...]
    left_out: tuple[LeftOut, ...]
    unsure: tuple[Quotation, ...]


@remembering(2048)
def sift_quotations(text: str) -> Sifted:
    """Parts quotations whose marks surely pair from passages where a mark was lost or swapped.

    Left out is what stands on a line with a mark that has no fellow, or in a paragraph with an odd
    number of straight marks; what holds further marks of its kind; what is never closed though it
    does not go on in the next paragraph; what is too long; and what holds its own attribution,
    because inside and outside were swapped there.

    Args:
        text: The text of an article, or any text.

    Returns:
        Both, in the order of the text.

    >>> [one.reason for one in sift_quotations('It fell, "Ana Kos said. "We saw it."').left_out]
    ['quotation marks do not pair']
    >>> [one.text for one in sift_quotations('"It fell," Ana Kos said. "We saw it."').sure]
    ['It fell,', 'We saw it.']
    """
    found = find_quotations(text)
    page = _Page(text, found)
    sure: list[Quotation] = []
    left: list[LeftOut] = []
    unsure: list[Quotation] = []
    for one in found:
        reason = _reason(page, one)
        if reason is None or one.kind != "speech":
            sure.append(one)
        else:
            left.append(LeftOut(one.start, one.end, reason))
            if reason != _NOT_SAID or is_oriented(text, one.start, one.end):
                unsure.append(one)
    left += _lone_lines(page, left)
    left.sort(key=lambda one: (one.start, one.end))
    return Sifted(tuple(sure), tuple(left), tuple(unsure))


class _Page:
    """A text with its lines, its paragraphs and its marks without a fellow: each found once."""

    def __init__(self, text: str, found: Sequence[Quotation]) -> None:
        self.text = text
        self.paragraphs = Paragraphs(text)
        self.lone = _without_fellow(text, found)
        self._newlines = [one.start() for one in _NEWLINE.finditer(text)]

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """The lines on which a stretch stands."""
        before = bisect_left(self._newlines, start)
        after = bisect_left(self._newlines, end)
        return (
            self._newlines[before - 1] + 1 if before else 0,
            self._newlines[after] if after < len(self._newlines) else len(self.text),
        )


def _reason(page: _Page, one: Quotation) -> Reason | None:
    if one.end - one.start > _LONGEST:
        return _TOO_LONG
    if _STARTS_OUTSIDE.match(one.text) or _ATTRIBUTED.search(one.text):
        return _NOT_SAID
    return None if _pairs(page, one) else _UNPAIRED


def _pairs(page: _Page, one: Quotation) -> bool:
    text = page.text
    start, end = page.lines(one.start, one.end)
    at = bisect_left(page.lone, start)
    if at < len(page.lone) and page.lone[at] < end:
        return False
    before = text[max(0, one.start - _GAP) : one.start].rstrip()[-1:]
    after = text[one.end : one.end + _GAP].lstrip(" ")[:1]
    if before == "”" or (before in {"“", "”", '"'} and _MARK.search(one.text)):
        return False
    if before in {"'", "‘"} and _SINGLE_WITHIN.search(one.text):
        return False
    if len(_MARK.findall(one.text)) % 2:
        return False
    if after in {"\n", ""}:  # never closed: by convention it goes on in the next paragraph
        return bool(_ENDS.search(one.text) and _LEADS_UP.search(text[start : one.start]))
    straight = '"' in {before, after} and len(page.paragraphs) > 1
    return not (straight and page.paragraphs.is_unbalanced(one.start))


def _without_fellow(text: str, found: Sequence[Quotation]) -> list[int]:
    """Places of double marks that neither open nor close a quotation, nor stand in one."""
    used = {p for one in found for p in (*_opening(text, one), *_closing(text, one))}
    starts = [one.start for one in found]
    lone = []
    for mark in _MARK.finditer(text):
        at = bisect_left(starts, mark.start() + 1) - 1
        inside = at >= 0 and mark.start() < found[at].end
        if not inside and not used & set(range(mark.start(), mark.end())):
            lone.append(mark.start())
    return lone


def _opening(text: str, one: Quotation) -> Iterable[int]:
    before = text[max(0, one.start - _GAP - 1) : one.start]
    stop = one.start - (len(before) - len(before.rstrip()))
    return range(max(0, stop - (2 if before.rstrip().endswith(("``", "''")) else 1)), stop)


def _closing(text: str, one: Quotation) -> Iterable[int]:
    after = text[one.end : one.end + _GAP + 1]
    first = one.end + len(after) - len(after.lstrip(" \n" if "\n" not in after else " "))
    return range(first, first + (2 if text.startswith("''", first) else 1))


def _lone_lines(page: _Page, left: Sequence[LeftOut]) -> list[LeftOut]:
    """Lines with a mark without fellow on which nothing else was left out."""
    starts = [one.start for one in left]
    furthest = list(accumulate((one.end for one in left), max))
    found = []
    for start, end in dict.fromkeys(page.lines(place, place) for place in page.lone):
        before = bisect_left(starts, end)
        if not before or furthest[before - 1] <= start:
            found.append(LeftOut(start, end, _UNPAIRED))
    return found
