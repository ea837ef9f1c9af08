"""Published dates -> the spans of time in which they lie: what is unknown stays unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from crossframe.comparison.once import of_texts
from crossframe.corpus.misdated import other_day, was_saved_later
from crossframe.corpus.printed import printed_at
from crossframe.records import Article, ClaimMap, instant

# Clocks differ from UTC by at most so much, a few atolls aside: a date without a zone began by so
# much earlier in the east and ended by so much later in the west.
_EAST, _WEST = timedelta(hours=13), timedelta(hours=11)
_ZONED = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")


class Span(NamedTuple):
    """The time between two moments, in UTC; a known moment is its own beginning and end."""

    start: datetime
    end: datetime

    @property
    def is_moment(self) -> bool:
        """True where the hour is known."""
        return self.start == self.end


def span_of(published_at: str | None) -> Span | None:
    """Says in which span an article was published.

    Args:
        published_at: ISO 8601 as given: a date, or a date and time; without a zone, UTC is assumed.

    Returns:
        A moment; the whole day for a bare date; None where no date is known.

    >>> span_of("2024-03-12T08:00+02:00").start.isoformat()
    '2024-03-12T06:00:00+00:00'
    >>> span_of("2024-03-12").end - span_of("2024-03-12").start
    datetime.timedelta(days=1)
    """
    if not published_at:
        return None
    start = instant(published_at)
    is_day = len(published_at) <= len("2024-03-12")
    return Span(start, start + timedelta(days=is_day))


def time_of(article: Article) -> Span | None:
    r"""Says in which span an article was published, as far as its own text does not contradict it.

    Args:
        article: The article.

    Returns:
        As `span_of` has it. Where another day is printed at the head of its text, the time from the
        earlier to the later day, if they are neighbours; else, and where the text shows that the
        date may be that of a later copy, None.

    >>> told = "Published: May 3, 2024\nIt fell."
    >>> [time_of(Article("a", "e", "O", "", told, "", "", published_at=day)) is not None
    ...  for day in ("2024-05-02", "2024-05-03", "2024-05-09")]
    [True, True, False]
    """
    span, given = span_of(article.published_at), article.published_at
    if span is None or given is None:
        return None
    day = date.fromisoformat(given[: len("2024-03-12")])
    other = other_day(article.text, day)
    if was_saved_later(article.text, day) or (other and abs(other - day) > timedelta(days=1)):
        return None
    if other and not span.is_moment:
        printed = span_of(other.isoformat()) or span
        return Span(min(span.start, printed.start), max(span.end, printed.end))
    return span


class Times(NamedTuple):
    """When an article was published: as `time_of` has it, and in whatever zone that was told."""

    span: Span | None
    sure: Span | None


@of_texts
def times_of(claim_map: ClaimMap) -> Mapping[str, Times]:
    """When each article of an event was published, by its id."""
    return {article.article_id: read_times(article) for article in claim_map.articles}


def read_times(article: Article) -> Times:
    """When an article was published, as its date and its text have it."""
    span = time_of(article)
    return Times(span, _sure_span(article, span))


def earliest(spans: Iterable[Span]) -> Span | None:
    """The span in which the first of several events lies; None without any.

    >>> day, noon = span_of("2024-03-12"), span_of("2024-03-12T12:00")
    >>> earliest([day, noon]) == Span(day.start, noon.end)
    True
    """
    found = list(spans)
    if not found:
        return None
    return Span(min(span.start for span in found), min(span.end for span in found))


def first_appearance(times: Iterable[Span | None]) -> Span | None:
    """The span in which the first of some articles appeared; None if any of them is undated."""
    spans = list(times)
    return earliest(span for span in spans if span) if all(spans) else None


def is_earlier(one: Span | None, other: Span | None) -> bool:
    """Whether one is known to be over before the other begins.

    >>> is_earlier(span_of("2024-03-12"), span_of("2024-03-13"))
    True
    >>> is_earlier(span_of("2024-03-12"), span_of("2024-03-12T23:00")), is_earlier(None, None)
    (False, False)
    """
    return one is not None and other is not None and one.end <= other.start and one != other


def is_surely_earlier(one: Times, other: Times) -> bool:
    """Whether an article was out before another in whatever zones their dates are told.

    >>> first, second, third = (
    ...     read_times(Article(day, "e", "O", "", "It fell.", "", "", published_at=day))
    ...     for day in ("2024-03-12", "2024-03-13", "2024-03-14")
    ... )
    >>> is_surely_earlier(first, second), is_surely_earlier(first, third)
    (False, True)
    """
    return is_earlier(one.sure, other.sure)


def _sure_span(article: Article, span: Span | None) -> Span | None:
    """The span in which an article was published in whatever zone its date was told.

    An hour counts as well that is printed at the head of the text.
    """
    given = article.published_at or ""
    if span and _ZONED.search(given[len("2024-03-12") :]):
        return span
    printed = printed_at(article.text)
    if printed and printed.within and given[:10] in {"", printed.day.isoformat()}:
        return Span(*printed.within)
    return Span(span.start - _EAST, span.end + _WEST) if span else None
