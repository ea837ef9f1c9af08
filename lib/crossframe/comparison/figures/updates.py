"""Two figures of one thing -> why the later of them replaces the earlier."""

from __future__ import annotations

from collections.abc import Iterator

from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.known import Known, thing
from crossframe.comparison.groups import publisher
from crossframe.comparison.presence.times import is_earlier

_GROWING = frozenset({"killed", "injured", "rescued", "arrested", "displaced", "casualties"})
TIME_BETWEEN = "so much time lies between the articles"
_YEAR = 365.25
_HOURS = 24
_BACK = frozenset({"ago", "after"})
# Within so many days hardly anybody has a birthday.
_SOON = 7


def updates(one: Figure, other: Figure, known: Known) -> Iterator[str]:
    """Finds reasons why the later of two figures replaces the earlier.

    Args:
        one: A figure.
        other: A figure of another article, for the same thing.
        known: What the whole event tells.

    Yields:
        Reasons in words; none where neither article is known to be the later.
    """
    early, late = (one, other) if is_earlier(one.span, other.span) else (other, one)
    if not is_earlier(early.span, late.span) or known.is_contested(one, other):
        return
    if one.quantity.kind == "age" and may_have_had_birthday(early, late, surely=True):
        yield TIME_BETWEEN
    if is_of_another_day(early, late):
        yield TIME_BETWEEN
    if _is_elsewhere(early, late) or _is_elsewhere(late, early):
        return
    before, after = early.quantity.base_low, late.quantity.base_low
    if (thing(one), before, after) in known.updates:
        yield "an outlet itself replaced the one by the other"
    if publisher(early.article) == publisher(late.article):
        yield "the same outlet, in a later article"
    if one.state in _GROWING and after > before:
        yield "later article, higher count"
    if one.state == "missing" and after < before:
        yield "later article, fewer still missing"


def may_have_had_birthday(one: Figure, other: Figure, *, surely: bool = False) -> bool:
    """Whether somebody who is of the one age on its day may be of the other on the later one.

    Args:
        one: An age.
        other: An age in another article.
        surely: True to ask whether that is as likely as not.

    Returns:
        False where an article has no date, or the later gives the lower age.
    """
    early, late = (one, other) if is_earlier(one.span, other.span) else (other, one)
    if early.span is None or late.span is None:
        return False
    days = (late.span.start - early.span.start).days
    years = late.quantity.base_low - early.quantity.base_low
    off = abs(days / _YEAR - years)
    return years > 0 and days > _SOON and off < (0.5 if surely else 1)


def is_of_another_day(one: Figure, other: Figure) -> bool:
    """Whether two count back to one day, each from the day of its article.

    Args:
        one: A length of time, as "three days" in "three days after the fall".
        other: Another one.

    Returns:
        True where as much lies between the articles as the two differ by.
    """
    early, late = (one, other) if is_earlier(one.span, other.span) else (other, one)
    if one.offset != other.offset or one.offset not in _BACK or not (early.span and late.span):
        return False
    days = (late.span.start.date() - early.span.start.date()).days
    more = (late.quantity.base_low - early.quantity.base_low) / _HOURS
    return one.quantity.base_unit == other.quantity.base_unit == "hour" and days == more > 0


def _is_elsewhere(one: Figure, other: Figure) -> bool:
    """Whether a sentence names places, none of which the whole other article knows."""
    text = other.article.text.casefold()
    return bool(one.places) and not any(place.casefold() in text for place in one.places)
