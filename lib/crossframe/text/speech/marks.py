"""Quotation mark in its text -> whether it opens a quotation, or closes one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossframe.text.speech.marked_words import SAID, SPEAKING

# A mark that opens -> the marks that close it. Straight marks and ” open too, where they must.
CLOSERS: Mapping[str, str | tuple[str, ...]] = {
    "“": '”"“',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "”": "”",
    '"': '"”',
    "``": ("''", '"', "”"),
    "‘": "’'",
    "‚": "‘’",
    "‹": "›",
    "'": "'’",
}
MARK = re.compile(r"``|''|[“”„«»\"‘’‚‹›'`]")
BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/:,;…>“„«\"‘]")
_INCHES = re.compile(r"\d\s?$")
# What follows a mark that closes, though it stands as one that opens: right away, "he said.
_SPEAKER_FIRST = re.compile(
    rf"\s*(?:(?:he|she|they|who)\s+|(?:[a-z][\w’'-]+\s+){{0,4}}(?:[A-Z][\w.]+\s+){{1,3}}|"
    rf"(?:an?|the|her|his|their|one)\s+(?:[\w’'-]+\s+){{1,6}})?{SPEAKING}\b"
)
# The same, further on: "We saw it, "Kos, who was there, told the Post.
_SPEAKER_LATER = re.compile(rf"[A-Z][^\"“”\n]{{0,160}}?\b{SPEAKING}\b")
# ... and after a full stop: It fell. "she said.
_SHE_SAID = re.compile(rf"\s?(?:he|she|they)\s{SAID}\b")
_SAID_SOMEBODY = re.compile(r"\s*(?:said|says|added)\s+[A-Z]")
_SPEECH_BEFORE = re.compile(r"[,!?]\s*$")
_SAID_BEFORE = re.compile(rf"\b{SAID}\b[^\n]{{0,40}},\s*$")
DOUBLE = re.compile(r"``|''|(?<!\d)\"|[“”]")


def can_open(text: str, mark: re.Match[str]) -> bool:
    """Whether a quotation can begin at a mark, by what stands beside it."""
    before, after = beside(text, mark)
    if mark[0] == "''" or not after:
        return False
    if mark[0] in {"“", "„", "«", "``"}:
        return True
    if _SAID_SOMEBODY.match(text, mark.end()):
        return False
    if _SPEAKER_FIRST.match(text, mark.end()):
        said = text[max(0, mark.start() - 60) : mark.start()]
        if _SPEECH_BEFORE.search(said) and not _SAID_BEFORE.search(said):
            return False
    behind_figure = _INCHES.search(text[max(0, mark.start() - 2) : mark.start()])
    parted = before.isspace() and not after.isspace()  # $500 "grants"
    if mark[0] == '"' and behind_figure and not parted:
        return False
    return not before or bool(BEFORE_OPENING.match(before))


def must_open(text: str, mark: re.Match[str], opened: str) -> bool:
    """Whether a mark that could close what `opened` stands as only one that opens does.

    Text that was split into words has a space before a mark that closes: 'It fell, "Kos said.'
    """
    if _ends_speech(text, mark):
        return False
    if mark[0] not in {"“", '"'} or opened == "„" or not can_open(text, mark):
        return False
    before, after = beside(text, mark)
    if mark[0] == "“" and before == "\n":  # no line begins with the end of a quotation
        return True
    return before.isspace() and not after.isspace() and after != "" and after not in ",.;:!?)"


def _ends_speech(text: str, mark: re.Match[str]) -> bool:
    """Whether of 'It fell, "Kos said' speech stands before the mark, and who says it behind."""
    before = text[max(0, mark.start() - 4) : mark.start()]
    if _SPEECH_BEFORE.search(before):
        return bool(
            _SPEAKER_FIRST.match(text, mark.end()) or _SPEAKER_LATER.match(text, mark.end())
        )
    return before.rstrip().endswith(".") and _SHE_SAID.match(text, mark.end()) is not None


def beside(text: str, mark: re.Match[str], length: int = 1) -> tuple[str, str]:
    """The character before a mark, and some behind it."""
    before = max(0, mark.start() - 1)
    return text[before : mark.start()], text[mark.end() : mark.end() + length]


def is_oriented(text: str, start: int, end: int) -> bool:
    """Tells whether the marks around a quotation can be read in one way only.

    The first must have a gap before and none behind it, the last none before it, or a gap on both
    sides as texts cut into words have it; then no mark elsewhere can make them others.

    Args:
        text: The text of an article.
        start: The first character of the quotation.
        end: The character behind its last.

    Returns:
        False as well where a gap parts the first mark from the words.

    >>> is_oriented('He said: "It fell. We ran."', 10, 26), is_oriented('a " b. c " d', 4, 8)
    (True, False)
    """
    before = text[start - 2 : start - 1]
    opens = start > 0 and (start == 1 or before.isspace() or before in "([—–")
    last = end + len(text[end : end + 2]) - len(text[end : end + 2].lstrip(" "))
    after = text[last + 1 : last + 2]
    closes = not after.isalnum() and (last == end or not after.strip())
    mark = MARK.match(text, last)
    closes = closes or (mark is not None and _ends_speech(text, mark))
    return opens and MARK.match(text, start - 1) is not None and closes


def only_opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a double mark stands as only one that opens does."""
    before, after = beside(text, mark)
    if mark[0] in {"“", "``"}:
        return True
    free = not before or before.isspace()
    return mark[0] == '"' and free and after.isalnum() and can_open(text, mark)


def only_closes(text: str, mark: re.Match[str]) -> bool:
    """Whether a double mark stands as only one that closes does."""
    before, after = beside(text, mark)
    if mark[0] in {"”", "''"}:
        return True
    return mark[0] == '"' and not after.isalnum() and (not before.isspace() or not after.strip())
