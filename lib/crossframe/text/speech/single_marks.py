"""Marks of a text -> the quotations between single ones, told apart from apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from crossframe.text.meaning.tree import Extent
from crossframe.text.speech.marks import BEFORE_OPENING, beside
from crossframe.text.speech.paragraphs import Paragraphs

SINGLE = frozenset("‘’‚'`‹›")
# Longer than any quotation in the demonstration events by far: a mark was lost.
LONGEST = 3000
# Words that begin with an apostrophe, and not with a quotation.
_ELIDED = re.compile(
    r"(?:\d0s?|\d\ds?|tis|twas|em|til|till|cause|cos|round|bout|n|nother)\b", re.IGNORECASE
)
_AFTER_CLOSING = re.compile(r"[\s)\]}—–\-/:,;.!?…”»\"’]")
# Text that was split into words has a space before a mark that closes: "It fell, ' she said".
_PAUSES = frozenset(",;:.")
# A mark that opens, with a capital behind it, as titles have.
_ANOTHER = re.compile(r"(?<=\s)'(?=[A-Z])")
# These open and are no apostrophes.
_OPENING = frozenset("`‘‚‹")
_CLITIC = re.compile(r"\s?(?:s|t|d|m|ll|re|ve)\b", re.IGNORECASE)
_SPOKEN = re.compile(r"[,.!?…]\s+$")
# Apostrophes that may stand in a single quotation before its end has surely been passed.
_MOST_MARKS = 40
_CLOSERS = {"‹": "›", "`": "'’"}


def single_quoted(
    text: str, marks: Sequence[re.Match[str]], paragraphs: Paragraphs
) -> list[Extent]:
    """Pairs single marks.

    Args:
        text: The text.
        marks: Its single marks, those within double ones left out.
        paragraphs: Its paragraphs.

    Returns:
        What stands between them, in order; none overlaps another.
    """
    # Most marks are apostrophes within words: what opened passes over them in one step.
    telling = [number for number, mark in enumerate(marks) if _may_end(text, mark)]
    spans: list[Extent] = []
    end = -1
    for number, mark in enumerate(marks):
        if mark.start() < end or not opens_single(text, mark):
            continue
        first = bisect_left(telling, number + 1)
        last = bisect_left(telling, number + 1 + _MOST_MARKS, lo=first)
        close = _closing(text, mark, [marks[at] for at in telling[first:last]], paragraphs)
        if close is not None:
            spans.append(Extent(mark.end(), close))
            end = close + 1
    return spans


def _may_end(text: str, mark: re.Match[str]) -> bool:
    """Whether a quotation could end at a mark, or before it because it opens another."""
    _, after = beside(text, mark)
    return mark[0] != "'" or not after or bool(_AFTER_CLOSING.match(after))


def opens_single(text: str, mark: re.Match[str]) -> bool:
    """Whether a quotation can begin at a single mark, by what stands beside it.

    Args:
        text: The text.
        mark: The mark.

    Returns:
        False for an apostrophe, and for what begins with one: "'em".
    """
    before, after = beside(text, mark, 12)
    if mark[0] == "‘" and after[:1] == " " and (not before or before.isspace()):
        owner = text[max(0, mark.start() - 2) : mark.start()].rstrip()
        if _CLITIC.match(after) or owner in {"s", "S"}:  # an apostrophe: the tug ‘ s, the tugs ‘
            return False
        after = after[1:]  # text that was split into words
    if mark[0] not in {"‘", "'", "‚", "‹", "`"} or (
        not after[:1].isalnum() and after[:1] not in '“"[…$£€'
    ):
        return False
    return (not before or bool(BEFORE_OPENING.match(before))) and not _ELIDED.match(after)


def _closing(
    text: str, opening: re.Match[str], marks: Sequence[re.Match[str]], paragraphs: Paragraphs
) -> int | None:
    """Where a single quotation ends: at the first mark that is surely no apostrophe, or the last.

    "the drivers' man" could end one; it does only if nothing surer follows in its paragraph.
    """
    possible = None
    for mark in marks:
        length = mark.start() - opening.end()
        if length > LONGEST or paragraphs.is_broken(opening.end(), mark.start()):
            break
        if mark[0] != "'" and opens_single(text, mark):
            break
        if not _closes(text, opening, mark):
            continue
        said = text[max(opening.end(), mark.start() - 3) : mark.start()]
        before, after = said.rstrip(" ")[-1:], beside(text, mark)[1]
        if before not in "sS" or not after or after in ',.;:!?)”"':
            # Of "'The Tides' sequel 'High Water'" the first ends before the second begins.
            first = possible is not None and _ANOTHER.search(text, possible + 1, mark.start())
            return possible if first else mark.start()
        possible = mark.start() if possible is None else possible
    return possible


def _closes(text: str, opening: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether a mark may end what another began, by its kind and what stands beside it."""
    before, after = beside(text, mark)
    if mark[0] not in _CLOSERS.get(opening[0], "’'‘"):
        return False
    if after and not _AFTER_CLOSING.match(after):
        return False
    if not before.isspace() or after in _PAUSES:
        return True
    said = text[max(opening.end(), mark.start() - 4) : mark.start()]
    # Of text that was split into words: `tug ' and ‘ tug ’, but not ‘ the tug ’ s crew.
    is_clear = opening[0] in _OPENING and _CLITIC.match(text, mark.end()) is None
    return is_clear or bool(_SPOKEN.search(said))
