"""Figure in its sentence -> when the number was true, and the times that are named next to it."""

from __future__ import annotations

import re

from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.limits import YEAR
from crossframe.text.quantities import Quantity

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk)"
_HOUR = (
    r"(?:\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.?|\d{1,2}:\d\d|noon|midday|midnight|dawn|dusk|nightfall)"
)
_DATE = (
    r"(?:\d{1,2}\s(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)|(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)\s\d{1,2})"
)
_WHEN = (
    rf"(?:(?:late|early|mid-?)\s?(?:on\s)?)?(?:{_DAY}(?:\s{_PART_OF_DAY})?|{_DATE}|{_HOUR}"
    rf"(?:\s(?:on\s)?{_DAY})?|(?:this|yesterday)\s{_PART_OF_DAY}|yesterday|the\s{_PART_OF_DAY})"
)
_AS_OF = re.compile(rf"\b(?:as of|by|up to|until)\s{_WHEN}|\b(?:so far|to date)\b", re.IGNORECASE)
# Between a number and a time: then the time is that of something else which is told.
_TELLS_ON = re.compile(
    r";\s|,\s(?:but|yet|while|[a-z]+ing(?!.*,))\s|,\s(?:and|so)\s(?:[\w’'-]+\s){1,4}?"
    r"(?:is|are|was|were|has|have|had|can|could|will|would|must|did|does)\b"
)
_SAID_ON = re.compile(
    rf"\b(?:said|says|told|announced|reported|confirmed|put|counted|gave|given)\b[^.;]{{0,40}}?\b"
    rf"(?P<when>(?:on|at|late|early)\s{_WHEN}|{_DAY}\b(?!['’]s))|\b(?P<end>(?:on|at)\s{_WHEN})(?=\W*$)"
)
_PERIOD = re.compile(
    rf"{YEAR}|\b(?:this|last|past|next)\s(?:year|month|week|quarter|season)\b|"
    r"(?<!\d\s)\b(?:January|February|March|April|June|July|August|September|October|November|December)"
    rf"\b(?!\s\d{{1,2}}\b)|{_DAY}",
    re.IGNORECASE,
)

# Of a number that changes the day is told with these; of one that is told once and for all, as
# how many were in a boat, when it is told says nothing.
_CHANGES = re.compile(
    r"\b(?:toll|tally|rose|ris(?:e|es|en|ing)|raised|climb(?:s|ed|ing)?|dropped|fell|fallen|stands?|stood|"
    r"now|still|confirmed|remain(?:s|ed|ing)?|number\sof|counted|put(?:s|ting)?)\b",
    re.IGNORECASE,
)
_ONLY_DAY = re.compile(
    rf"(?:(?:on|late|early|late\son)\s)?{_DAY}(?:\s{_PART_OF_DAY})?", re.IGNORECASE
)
# What holds of no day in particular: when it was said tells nothing of it.
_LASTING = frozenset({"age", "area", "length", "magnitude", "mass", "speed", "volume"})
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# News of so many months ago is no news.
_LONG_AGO = 2
# From here on another deed is told, whose time is not that of the one before.
_ANOTHER_DEED = re.compile(
    r"(?P<gap>[;:]\s|,?\s(?:and|but))(?:\sthen)?(?:\s(?:was|were|had|has|[a-z]+ed)\b|(?<=[;:]\s))"
)
# ... and here what is told of something that was named.
_ASIDE = re.compile(
    r",\s(?:including|which|who|whose|where|while|but)\b|"
    r"\s(?:before|after|when|while)\s(?:\w+ing|he|she|it|they)\b"
)


def as_of(text: str, quantity: Quantity, *, is_said: bool) -> str | None:
    """Finds when a number was true, if its sentence says so.

    Args:
        text: The sentence.
        quantity: A quantity of it.
        is_said: Whether somebody says the number: then the time at which something is said in the
            sentence is that of the number; a mere day only where words tell that it changes.

    Returns:
        The words, verbatim: those nearest to the number; None where there are none. When something
        happened is not meant: "four died on Tuesday" has none, nor has how long something takes.

    >>> from crossframe.text.quantities import find_quantities
    >>> text = "By 1 p.m. 30 people had been found."
    >>> as_of(text, find_quantities(text, None)[0], is_said=False)
    'By 1 p.m.'
    """
    if quantity.kind == "duration":
        return None
    is_said = is_said and quantity.kind not in _LASTING
    at = quantity.start, quantity.end
    near = min(
        (found for found in _AS_OF.finditer(text) if not _tells_on(text, at, found.span())),
        key=lambda found: min(abs(found.end() - quantity.start), abs(found.start() - quantity.end)),
        default=None,
    )
    if near:
        return near.group()
    said = _SAID_ON.search(text) if is_said else None
    if not said or not said["when"]:
        return None
    lasts = _ONLY_DAY.fullmatch(said["when"]) and not _CHANGES.search(text)
    return None if lasts else said["when"]


def _tells_on(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether something else is told between two places."""
    (_, begins), (ends, _) = sorted((one, other))
    return _TELLS_ON.search(text, begins, ends) is not None


def periods_of(text: str, begins: int, at: int, ends: int) -> frozenset[str]:
    """Finds the times next to a figure, else those that the sentence opens with.

    Args:
        text: The sentence.
        begins: From where on no other figure stands before this one.
        at: Where it begins.
        ends: Where the next one begins, or the sentence ends.

    Returns:
        Years, months and days in lower case.

    >>> text = "In May 2003, a quake killed 31 people."
    >>> sorted(periods_of(text, 0, 28, len(text)))
    ['2003']
    >>> text = "Kos was hurt in September and missed ten games."
    >>> periods_of(text, 0, 37, len(text))
    frozenset()
    """
    start, stop = clause_around(text, at)
    if own := _named(text[max(begins, start) : min(ends, stop)]):
        return own
    first, comma, _ = text[:at].partition(",")
    return _named(first) if comma and not start else frozenset()


def clause_around(text: str, at: int) -> tuple[int, int]:
    """Finds how far the words reach that tell of the deed which a figure is told of.

    Args:
        text: The sentence.
        at: Where the figure begins.

    Returns:
        Characters from and to.

    >>> text = "Kos was hurt in May and missed ten games, including that of last June."
    >>> text[slice(*clause_around(text, 31))]
    ' missed ten games'
    """
    ahead = [found.end("gap") for found in _ANOTHER_DEED.finditer(text, 0, at)]
    behind = _ANOTHER_DEED.search(text, at)
    aside = _ASIDE.search(text, at)
    ends = [found.start() for found in (behind, aside) if found]
    return (ahead[-1] if ahead else 0, min(ends, default=len(text)))


def _named(text: str) -> frozenset[str]:
    return frozenset(found.group().lower() for found in _PERIOD.finditer(text))


def is_long_before(figure: Figure, beside: Figure) -> str:
    """Finds the month or year, long before its article, that a toll or a quake is told of.

    Args:
        figure: A figure.
        beside: A figure of another article.

    Returns:
        It in lower case; "" where there is none, and where the other names a month or year too.
    """
    if not (figure.state or figure.quantity.kind == "magnitude") or figure.span is None:
        return ""
    if any(not period.endswith("day") for period in beside.periods):
        return ""
    day = figure.span.start
    for period in sorted(figure.periods):
        if period.isdigit() and int(period) < day.year:
            return period
        if period in _MONTHS:
            since = (day.month - 1 - _MONTHS.index(period)) % 12
            if _LONG_AGO <= since <= 12 - _LONG_AGO:
                return period
    return ""
