"""Text of an article -> whether it contradicts the date that the article came with.

A page that was saved years later, or a page about a person, comes with the date of the download or
of what it tells. Its text knows better: it prints another day at its head, says how long ago it was
posted, or tells of years to come as past.
"""

from __future__ import annotations

import re
from datetime import date

from crossframe.corpus.printed import printed_at

_AGO = re.compile(
    r"\b(?:posted|published|updated|added)\W{1,3}(?:about\s)?\d+\s(?:year|month|week|day)s?\b"
    r"[^.\n]{0,20}?\bago\b",
    re.IGNORECASE,
)
_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
# "In April 2017 the bridge was closed.": behind a year at the beginning of a sentence a past form,
# and nothing that speaks of what is to come. "It was closed in 2017." is less plain.
_WHEN = rf"(?:In|On|By)\s(?:(?:{_MONTHS})\s(?:\d{{1,2}},\s)?)?"
_YEAR = r"(?:19|20)\d\d"
_ANY_YEAR = re.compile(rf"\b{_YEAR}\b")
_OPENING_YEAR = re.compile(rf"^{_WHEN}({_YEAR})\b")
_TOLD = re.compile(r"\b(?:was|were|had|became|began|[a-z]{2,}ed)\b")
_TO_COME = re.compile(
    r"\b(?:will|would|shall|should|could|may(?!\s\d)|might|can|is|are|has|have|to be|if|due|"
    r"expect\w*|plan\w*|hope\w*|schedul\w*|propos\w*)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n")
# Two such years, or one at the beginning of a sentence.
_ENOUGH = 2


def other_day(text: str, day: date) -> date | None:
    r"""The day that is printed at the head of a text, if that is another one.

    >>> other_day("Span falls\nPublished: July 29, 2004\nA span fell.", date(2012, 5, 31))
    datetime.date(2004, 7, 29)
    """
    printed = printed_at(text)
    return printed.day if printed and printed.day != day else None


def was_saved_later(text: str, day: date) -> bool:
    """Whether a text shows that its date may be that of a later copy, or of what it tells.

    >>> day = date(2005, 6, 24)
    >>> was_saved_later("Posted 1 year, 160 days ago", day)
    True
    >>> was_saved_later("He died. In April 2007 the suspect was found guilty.", day)
    True
    >>> was_saved_later("She ended her career in 2007. She was honoured again in 2011.", day)
    True
    >>> was_saved_later("Only on May 3, 2011, it was told. Her 2008 book ended it.", day)
    True
    >>> was_saved_later("In 2007 the bridge will be closed. In 2004 it was open.", day)
    False
    """
    if _AGO.search(text):
        return True
    if all(int(year) <= day.year for year in _ANY_YEAR.findall(text)):
        return False
    years: set[str] = set()
    for sentence in _SENTENCES.split(text):
        if not _TOLD.search(sentence) or _TO_COME.search(sentence):
            continue
        if (opening := _OPENING_YEAR.match(sentence)) and int(opening[1]) > day.year:
            return True
        years.update(year for year in _ANY_YEAR.findall(sentence) if int(year) > day.year)
    return len(years) >= _ENOUGH
