"""Counts, shares, dates and ids -> the words a reader sees."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from crossframe.comparison import is_measured

THIN = "\u202f"  # narrow space that does not break: between a number and its sign
_MONTHS = [
    *("Jan", "Feb", "March", "April", "May", "June"),
    *("July", "Aug", "Sept", "Oct", "Nov", "Dec"),
]
# The id of an event that `events` found: its day, and words of it.
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)-(\D.*)")
# Words that stand between a count and its noun.
_BEFORE_A_NOUN = frozenset({"independent", "more", "further"})
# Of nouns in the plural, where an s alone will not do; the first that fits counts.
_ENDINGS = {
    r"man$": "men",
    r"child$": "children",
    r"^person$": "people",
    r"([^aeiou])y$": r"\1ies",
    r"(x|ch|sh)$": r"\1es",
}
_NO_PLURAL = frozenset(
    {
        *("people", "police", "crew", "staff", "aircraft", "percent", "half", "number"),
        *("dead", "hurt", "injured", "killed", "missing", "wounded"),
    }
)
_PLURALS = {"has": "have", "is": "are", "was": "were"}


class Moment(NamedTuple):
    """A time as published (`iso`, for machines) and as text, in the zone it was given in.

    `stamp` leaves out the year: it stands where it leads to the whole of it.
    """

    iso: str
    text: str
    day: str
    stamp: str


def moment(published_at: str | None) -> Moment | None:
    """Words a date as it was given: an hour that is unknown stays unknown.

    >>> moment("2024-03-12T08:06:00+02:00").text
    '12 March 2024, 08:06 (UTC+2)'
    >>> moment("2024-03-12").text
    '12 March 2024'
    >>> moment("2024-03-12T08:06:00+02:00").stamp
    '12 March, 08:06 (UTC+2)'
    """
    if not published_at:
        return None
    try:
        when = datetime.fromisoformat(published_at)
    except ValueError:
        return Moment(published_at, *(published_at,) * 3)
    day = f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    if len(published_at) <= len("2024-03-12"):
        return Moment(published_at, day, day, day.rpartition(" ")[0])
    hour = f"{when:%H:%M}{_zone(when)}"
    return Moment(published_at, f"{day}, {hour}", day, f"{day.rpartition(' ')[0]}, {hour}")


def period(first: str | None, last: str | None) -> str:
    """Words the days from the first date to the last; empty where there is none.

    >>> period("2024-03-12", "2024-03-16"), period("2024-03-12", "2024-03-12T08:00")
    ('from 12 to 16 March 2024', 'on 12 March 2024')
    """
    start, end = moment(first), moment(last)
    if not start or not end:
        return ""
    if start.day == end.day:
        return f"on {start.day}"
    days, others = start.day.split(" "), end.day.split(" ")
    while len(days) > 1 and days[-1] == others[-1]:
        days.pop()
        others.pop()
    return f"from {' '.join(days)} to {end.day}"


def _zone(when: datetime) -> str:
    offset = when.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "" if not minutes else ("+" if minutes > 0 else "\u2212") + str(hours)
    return f" (UTC{sign}{f':{rest:02}' if rest else ''})"


def number(count: int) -> str:
    """Groups digits.

    >>> number(16314)
    '16,314'
    """
    return f"{count:,}"


def counted(count: int, thing: str) -> str:
    """Words a count of things whose plural ends in s, with a verb if one follows.

    >>> counted(1, "article"), counted(1200, "article was")
    ('1 article', '1,200 articles were')
    >>> counted(6, "more claim")
    '6 more claims'
    """
    noun, _, verb = thing.partition(" ")
    if noun in _BEFORE_A_NOUN:
        return f"{number(count)} {noun} {counted(count, verb).partition(' ')[2]}"
    if count == 1:
        return f"1 {thing}"
    return f"{number(count)} {noun}s{f' {_PLURALS.get(verb, verb)}' if verb else ''}"


def plural(noun: str) -> str:
    """Puts a noun of English into the plural; what has none, or is one, stays.

    >>> plural("vehicle"), plural("infantryman"), plural("child"), plural("casualty")
    ('vehicles', 'infantrymen', 'children', 'casualties')
    >>> plural("people"), plural("USD"), plural("rifles")
    ('people', 'USD', 'rifles')
    """
    if noun in _NO_PLURAL or noun.endswith("s") or not noun.islower():
        return noun
    for ending, others in _ENDINGS.items():
        if re.search(ending, noun):
            return re.sub(ending, others, noun)
    return f"{noun}s"


def things(words: str, units: Collection[str]) -> str:
    """What figures count, in the plural where it begins with a unit of theirs: no deed, no measure.

    >>> things("rifle", {"rifle"}), things("age of Ann Ray", {"rifle"})
    ('rifles', 'age of Ann Ray')
    >>> things("magnitude", {"magnitude"})
    'magnitude'
    """
    if is_measured(words):
        return words
    first, blank, rest = words.partition(" ")
    return f"{plural(first) if first in units else first}{blank}{rest}"


def percent(share: float) -> str:
    """Words a share in 0..1 in whole percent.

    >>> percent(0.387), percent(0.002)
    ('39\u202f%', 'under 1\u202f%')
    """
    return f"under 1{THIN}%" if 0 < share < 0.005 else f"{100 * share:.0f}{THIN}%"


def listed(names: Sequence[str]) -> str:
    """Joins names as a sentence does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def event_title(event_id: str) -> str:
    """Makes a title of an event's id.

    >>> event_title("harbour-bridge"), event_title("2024-03-12-bridge-falls")
    ('Harbour bridge', 'Bridge falls, 12 March 2024')
    """
    dated = _DATED.fullmatch(event_id)
    if dated and (day := moment(dated[1])):
        return f"{event_title(dated[2])}, {day.day}"
    words = re.sub(r"[-_.]+", " ", event_id).strip() or event_id
    return words[:1].upper() + words[1:]


def shortened(text: str, limit: int) -> str:
    """Cuts a text at the end of a word, for places where it cannot be shown in full.

    >>> shortened("The bridge fell into the water", 16)
    'The bridge fell…'
    """
    if len(text) <= limit:
        return text
    cut = text[:limit]
    if not text[limit].isspace():
        cut = cut.rpartition(" ")[0] or cut[:-1]
    return cut.rstrip(" ,;:–—-.") + "…"


def around(text: str, limit: int, *, end: bool = False) -> str:
    """Cuts a text to what stands next to something: its end, or with `end` its beginning.

    >>> around("The old bridge fell into the ", 12), around(" water before dawn", 12, end=True)
    ('…into the ', ' water…')
    """
    if len(text) <= limit:
        return text
    if end:
        kept = text[:limit]
        return (kept.rpartition(" ")[0] or kept) + "…"
    kept = text[-limit:]
    return "…" + (kept.partition(" ")[2] or kept)
