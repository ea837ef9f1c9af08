"""Text of an article -> the date and hour that stand printed at its head, if any do.

A page without a date of its own often prints one above its text: "Posted May 2, 2013, 1:12 PM".
Without a zone beside the hour it orders texts only where nothing better is known.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*)\.?"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s?{_DAY},?\s{_YEAR}\b",
        rf"\b{_DAY}\s{_MONTH},?\s{_YEAR}\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b",
        # Day and month are told apart where the day is too large for a month.
        r"\b(?P<day>1[3-9]|2\d|3[01])\s?/\s?(?P<number>\d{1,2})\s?/\s?(?P<year>(?:19|20)\d\d)\b",
        r"\b(?P<number>\d{1,2})\s?/\s?(?P<day>1[3-9]|2\d|3[01])\s?/\s?(?P<year>(?:19|20)\d\d)\b",
        # Whoever tells hours in halves of the day tells the month first.
        (
            r"\b(?P<number>\d{1,2})\s?/\s?(?P<day>\d{1,2})\s?/\s?(?P<year>(?:20)?\d\d)"
            r"(?=\s\d{1,2}:\d\d(?::\d\d)?\s?[ap]\.?m\b)"
        ),
    )
)
_HOUR = re.compile(
    r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?(?:\s?(?P<half>[ap])\.?\s?m\b)?",
    re.IGNORECASE,
)
# Hours east of UTC; of names that stand for several zones the least and the most.
_ZONES = {
    zone: hours
    for hours, zones in (
        ((-8, -8), "pst"),
        ((-8, -7), "pt"),
        ((-7, -7), "mst pdt"),
        ((-7, -6), "mt"),
        ((-6, -6), "mdt"),
        ((-6, -5), "ct"),
        ((-6, 8), "cst"),
        ((-5, -5), "est cdt"),
        ((-5, -4), "et"),
        ((-4, -4), "edt"),
        ((0, 0), "gmt utc"),
        ((1, 1), "bst cet"),
        ((1, 5.5), "ist"),
        ((2, 2), "cest"),
        ((9, 9), "jst"),
        ((10, 10), "aest"),
        ((11, 11), "aedt"),
    )
    for zone in zones.split()
}
# Where no zone is told. A few atolls are further east.
_ANYWHERE = (-11, 13)
_ZONE = re.compile(rf"^\W{{0,2}}(?P<zone>{'|'.join(_ZONES)})\b(?!\s?[+-]\d)", re.IGNORECASE)
_OFFSET = re.compile(
    r"^\W{0,2}(?:gmt|utc)?\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?\b",
    re.IGNORECASE,
)
_LATER_HAND = re.compile(r"\b(?:updat|edit|modif|revis|correct)", re.IGNORECASE)
# A stamp stands in one of the first lines, and in a line with hardly any other word.
_LINES, _LONGEST = 5, 90
_NEAR = 30


class Printed(NamedTuple):
    """A date, and the minutes since midnight or None, in whatever zone.

    `moment` is when that was, in UTC; None without one zone, and for the hour of a later edit.
    `within` is when it was at the earliest and at the latest, whatever is not told; None without an
    hour.
    """

    day: date
    minutes: int | None
    moment: datetime | None = None
    within: tuple[datetime, datetime] | None = None


def printed_at(text: str) -> Printed | None:
    r"""Finds the date that is printed at the head of a text.

    Args:
        text: The text, line by line.

    Returns:
        The first date in a short line at its head; None where there is none, and for a date that a
        sentence tells.

    >>> printed_at("Span falls\nPosted May 2, 2013, 1:12 PM\nA span fell.")[:3]
    (datetime.date(2013, 5, 2), 792, None)
    >>> [at.isoformat() for at in printed_at("Posted May 2, 2013, 1:12 PM ET").within or ()]
    ['2013-05-02T17:12:00+00:00', '2013-05-02T18:12:00+00:00']
    >>> printed_at("Posted: May 2, 2013 7:40 PM EDT").moment.isoformat()
    '2013-05-02T23:40:00+00:00'
    >>> printed_at("12/3/12 06:03 PM ET").day.isoformat()
    '2012-12-03'
    >>> printed_at("She was born on April 22, 1923, in Averley, and grew up there.") is None
    True
    """
    for line in text.split("\n", _LINES)[:_LINES]:
        if len(line) > _LONGEST:
            continue
        found = next((f for f in (rule.search(line) for rule in _DATES) if f), None)
        if not found or not _is_stamp(line, found):
            continue
        if day := _day(found):
            hour = _hour(line, found)
            minutes = _minutes(hour)
            within = _within(line, day, hour, minutes)
            is_moment = within and within[0] == within[1]
            return Printed(day, minutes, within[0] if within and is_moment else None, within)
    return None


def _is_stamp(line: str, found: re.Match[str]) -> bool:
    """Whether nothing but names and words of posting stand beside a date in a line."""
    beside = line[: found.start()] + line[found.end() :]
    words = re.findall(r"\b[a-z]{2,}\b", beside)
    return len(words) <= 3 and not line.rstrip().endswith("?")


def _day(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    number = parts.get("number") or 1 + _MONTHS.index(parts["month"][:3].lower())
    year = int(parts["year"])
    try:
        return date(year if year > 99 else 2000 + year, int(number), int(parts["day"]))
    except ValueError:
        return None


def _hour(line: str, found: re.Match[str]) -> re.Match[str] | None:
    """The hour beside a date, matched in the whole line."""
    behind = _HOUR.search(line, found.end(), found.end() + _NEAR)
    return behind or _HOUR.search(line, max(0, found.start() - _NEAR), found.start())


def _minutes(hour: re.Match[str] | None) -> int | None:
    if not hour:
        return None
    value = int(hour["hour"]) % 12 if hour["half"] else int(hour["hour"])
    value += 12 * ((hour["half"] or "").lower() == "p")
    return 60 * value + int(hour["minute"]) if value < 24 and int(hour["minute"]) < 60 else None


def _within(
    line: str, day: date, hour: re.Match[str] | None, minutes: int | None
) -> tuple[datetime, datetime] | None:
    if hour is None or minutes is None:
        return None
    least, most = _zone(line[hour.end() :])
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    first = last = midnight + timedelta(minutes=minutes)
    if not minutes:
        # An hour of nought is mostly none.
        last = midnight + timedelta(days=1)
    elif _may_be_afternoon(hour) and (least, most) == _ANYWHERE:
        last += timedelta(hours=12)
    first, last = first - timedelta(hours=most), last - timedelta(hours=least)
    # Of what was edited later it is not told since when it was there.
    is_edited = _LATER_HAND.search(line)
    return (midnight - timedelta(hours=_ANYWHERE[1]) if is_edited else first, last)


def _may_be_afternoon(hour: re.Match[str]) -> bool:
    """Whether an hour may be told in halves of the day without its half: "1:12"."""
    return not hour["half"] and 0 < int(hour["hour"]) < 12 and not hour["hour"].startswith("0")


def _zone(behind: str) -> tuple[float, float]:
    """The zone that is told behind an hour, in hours east of UTC, at the least and at the most."""
    if named := _ZONE.search(behind):
        return _ZONES[named["zone"].lower()]
    if offset := _OFFSET.search(behind):
        hours = int(offset["hours"]) + int(offset["minutes"] or 0) / 60
        if hours <= _ANYWHERE[1] + 1:
            return (hours, hours) if offset["sign"] == "+" else (-hours, -hours)
    return _ANYWHERE
