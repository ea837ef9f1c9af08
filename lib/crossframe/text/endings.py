"""Text -> whether it stops in the middle of a sentence.

The last line is looked at as it stands: a line cut off is no caption only because it has no stop.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crossframe.text.boilerplate import is_timestamp, kind_of
from crossframe.text.stops import is_leaning

# A whole text may end so too; any other ending that is told of was broken.
NO_STOP = "ends without a full stop"
# A word with one of these behind it does not show that it was cut without it.
_INFLECTIONS = frozenset({"", "s", "es", "d", "ed", "er", "ers", "ing", "ings", "ly", "n", "y"})
# In a text whose other lines end with a stop less often than this, a line without one says nothing.
STOPPED = 0.5
_SENTENCE_WORDS, _FEWEST_TOLD = 8, 3
# What comes after the last sentence of many whole texts. None of these is how a sentence begins.
_SIGN_OFF_KINDS = frozenset({"caption", "copyright", "credit", "link", "read_more", "subscription"})
_SIGN_OFF = re.compile(
    r"(?i:[\W\d]{0,4}(?:additional )?(?:reporting|writing|editing|edited|written|translated|"
    r"compiled|photography|production|con información|edición|mit material|bearbeitet) "
    r"(?:by|from|von|de)\b.{0,120}|.{0,60}[\w.+-]+@[\w-]+\.\w[\w.]*.{0,40}|"
    r".{0,40}(?:^|\s)@\w{3,}.{0,20}|[^.!?]{0,60}\bhttps?://\S+|"
    r"\(?(?:with|source|sources|via|quelle|fuente|fonte|bron|источник|kaynak)\b[^.]{0,60}\)?|"
    r"(?:the )?(?:end|ends|ende|fin)|"
    r"(?:get (?:the|our)|join|reprint|agency copy|download|listen|watch)\b.{0,80}|"
    r"\(?(?:ap|afp|dpa|reuters|ansa|efe|pa|upi|tass|ndr|kna|epd)"
    r"(?:[/, ]+\w+)*\)?|[-–—_*•#\s\d]+|(?:tags?|topics|themen|temas|etiquetas)\s*:.*)"
)
_NAME = r"[A-ZÀ-ÞА-ЯĞİŞÇÖÜ][\w.'’-]*"
_NAMES = re.compile(rf"(?:[-–—]\s*)?{_NAME}(?:\s(?:{_NAME}|de|van|von|der|la|bin|al)){{1,3}}")
# A caption that begins with what it shows: "DOOMED: The No. 16 bus".
_SHOUTED = re.compile(r"[A-ZÀ-ÞА-Я]{3,}: \S")
_STOP = re.compile(r"[.!?。！？؟।][\"'“”’»›)\]」』]*$")
# Four dots are a full stop and an ellipsis: so ends a sentence that is whole.
_TRAILING = re.compile(r"(?:…|(?<!\.)\.\.\.|\[…\]|\[\.\.\.\])[\"'”’»)\]]*$")
_ELLIPSIS = re.compile(r"^\W*(?:…|\.\.\.)")
# What may follow the last stop of a whole text on its line: a signature, or the hour of filing.
_AFTERWORD = re.compile(
    r"(?<=[.!?\"'”’»)\]])\s+(?:(?:\(c\)|©)\s*\w[\w. ]{0,30}|"
    r"(?:[A-Z][a-zé]{2,8}\.?\s+\d{1,2}[,\s–—-]+)?(?:\d{4}[,\s–—-]+)?"
    r"\d{1,2}[:.]\d{2}\s*(?:[ap]\.?\s?m\.?)?(?:\s+[a-z]{2,4})?)$",
    re.IGNORECASE,
)
# "TE David Thomas (knee)": a line of a list.
_ROSTER = re.compile(r"[^.!?]{1,60}\([^()]{1,30}\)")
# What no sentence ends with; any other word may be the last one of a text that lacks its stop.
_GOING_ON = re.compile(
    r"(?:[,;:–—(]|\b(?:a|an|and|as|at|but|by|for|from|in|into|of|on|or|than|that|the|their|to|was|"
    r"were|who|with|y|de|del|el|la|los|las|que|und|der|die|das|den))$",
    re.IGNORECASE,
)
_SPACED_INITIALS = re.compile(r"(?:^|\s)[A-Z]\.\s[A-Z]\.$")
_CLOSING = re.compile(r"[\s\"'“”’»›)\]」』*]+$")
# German closes with the mark that English opens with, but not after a space.
_OPENED = re.compile(r"(?:^|[\s(—–])“")
# It begins where a word does, lest a row of marks be tried from each of them to its end.
_LAST_WORD = re.compile(r"(?<![^\s\"'“‘(\[])([^\s\"'“‘(\[]+)\.$")
# Thai ends no sentence with a mark.
_UNSTOPPED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


class Ending(NamedTuple):
    """How a text breaks off, in words, and where its last line stands in it."""

    words: str
    start: int
    end: int


def broken_ending(text: str) -> Ending | None:
    r"""Looks for a sign that a text stops before its last sentence does.

    Args:
        text: The text.

    Returns:
        The sign, or None for a text that ends as texts do, whose lines mostly lack a final stop, or
        whose script has none.

    >>> broken_ending("The span fell.\nDivers searched the harb").words
    'ends without a full stop'
    >>> broken_ending("The harbour was shut.\nDivers searched the harb").words
    'ends in mid-word'
    >>> broken_ending("The span fell.\nDivers are searching.\nReporting by A. Ray")
    """
    lines = [(found.start(), found.end()) for found in re.finditer(r"\S(?:.*\S)?", text)]
    whole = [text[start:end] for start, end in lines]
    last = _last_line(whole)
    if last is None or _UNSTOPPED.search(whole[last]):
        return None
    # What has its sign-off was not cut before it; only a wall says that it leaves something out.
    is_signed = last < len(whole) - 1
    line = _AFTERWORD.sub("", whole[last])
    words = _trailing(line) if is_signed else _broken(line)
    if words == NO_STOP and _is_cut_word(text):
        words = "ends in mid-word"
    # A line that was said before is a headline or a notice, not where a text breaks off.
    if words is None or whole[last] in whole[:last] or not _is_prose(whole[:last]):
        return None
    return Ending(words, *lines[last])


def _last_line(lines: list[str]) -> int | None:
    """The last line that is no sign-off; None where there is no line."""
    at = len(lines) - 1
    while at > 0 and _is_sign_off(lines[at], lines[at - 1]):
        at -= 1
    return at if lines else None


def _is_sign_off(line: str, before: str) -> bool:
    if _SIGN_OFF.fullmatch(line) or is_timestamp(line):
        return True
    if _NAMES.fullmatch(line) or _SHOUTED.match(line):
        return bool(_STOP.search(before))
    return kind_of(line) in _SIGN_OFF_KINDS


def _broken(line: str) -> str | None:
    bare = _CLOSING.sub("", line)
    if not bare:
        return "ends inside a quotation"
    if _trailing(line):
        return "ends in mid-sentence"
    if not _STOP.search(line) and not _STOP.search(bare):
        return _unstopped(line, bare)
    word = _LAST_WORD.search(bare)
    if word and is_leaning(word[1]) and not _SPACED_INITIALS.search(bare):
        return "ends in mid-sentence"
    if len(_OPENED.findall(line)) > line.count("”") or line.count("«") > line.count("»"):
        return "ends inside a quotation"
    return None


def _unstopped(line: str, bare: str) -> str | None:
    if _ROSTER.fullmatch(line) and len(line.split()) < _SENTENCE_WORDS:
        return None
    if _ELLIPSIS.search(bare) and bare.endswith(("…", "...")):
        return None
    return "ends in mid-sentence" if _GOING_ON.search(bare) else NO_STOP


def _is_cut_word(text: str) -> bool:
    """Whether the last word is none of the text but the beginning of another one of it."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    if not words:
        return False
    *before, last = words
    longer = (word.removeprefix(last) for word in before if word.startswith(last))
    return last not in before and any(end not in _INFLECTIONS for end in longer)


def _trailing(line: str) -> str | None:
    # Between two of them stands a thought that was left open, not a text.
    if _ELLIPSIS.search(line):
        return None
    is_trailing = _TRAILING.search(line) or _TRAILING.search(_CLOSING.sub("", line))
    return "ends in mid-sentence" if is_trailing else None


def _is_prose(others: list[str]) -> bool:
    """Whether the lines before the last end with stops; headings and dates have no say."""
    # The first of several lines may be the headline.
    body = others[1:] if len(others) > 1 else others
    told = [line for line in body if len(line.split()) >= _SENTENCE_WORDS]
    if len(told) < _FEWEST_TOLD and len(others) >= 2 * _FEWEST_TOLD:
        told = others
    stopped = sum(bool(_STOP.search(line)) for line in told)
    return not told or stopped >= max(STOPPED * len(told), 1)
