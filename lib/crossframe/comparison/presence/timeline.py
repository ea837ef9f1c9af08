"""Claim map -> who was first with each claim, and how long the others took.

Hours count only where they are known: a bare date stands for its whole day (in UTC, as a time
without a zone does), an undated article for no time at all. Where the zones that are not told could
turn the order, nobody is surely the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

import pandas as pd

from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.presence.holding import firm_sentences
from crossframe.comparison.presence.nearness import nearness_of, weights_of, weighty_words
from crossframe.comparison.presence.times import (
    Span,
    earliest,
    is_earlier,
    span_of,
    sure_span_of,
)
from crossframe.records import Article, Claim, ClaimMap

# News of one thing seldom comes so long after the first of it. By judgement.
_LONG = timedelta(days=60)


class Appearance(NamedTuple):
    """The first of an outlet's articles that carry a claim, and the sentence that does.

    `span` is when the outlet first carried it at the earliest and at the latest; None if all its
    articles are undated. `sure` is the same in whatever zones the dates were told. `n_undated` more
    may have been earlier. `is_firm` tells that the claim holds a sentence of that article firmly.
    """

    outlet: str
    article: Article
    sentence_id: str
    span: Span | None
    sure: Span | None
    n_undated: int
    is_firm: bool


def appearances(claim_map: ClaimMap, claim: Claim) -> list[Appearance]:
    """When each outlet first carried a claim, the earliest first, those without a date last."""
    firm = firm_sentences(claim_map)[claim.claim_id]
    first: dict[str, str] = {}
    by_outlet: dict[str, list[Article]] = defaultdict(list)
    for sentence_id in sorted(claim.sentence_ids, key=lambda s: s not in firm):
        article = claim_map.article_of(sentence_id)
        if article.article_id not in first:
            first[article.article_id] = sentence_id
            by_outlet[article.outlet].append(article)
    found = []
    for outlet, articles in by_outlet.items():
        dated = [article for article in articles if article.published_at]
        span = earliest(filter(None, (span_of(article.published_at) for article in dated)))
        sure = earliest(filter(None, map(sure_span_of, dated)))
        article = min(articles, key=_when)
        one = first[article.article_id]
        n_undated = len(articles) - len(dated)
        found.append(Appearance(outlet, article, one, span, sure, n_undated, one in firm))
    return sorted(found, key=lambda one: (*_when(one.article), one.outlet))


def _when(article: Article) -> tuple[bool, object, object, str]:
    span = span_of(article.published_at)
    return (span is None, span and span.end, span and span.start, article.article_id)


@once
def first_movers_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says who carried each claim first, as far as dates can tell.

    Args:
        claim_map: The event.

    Returns:
        One row a claim, as in `claims_table`: `claim_id`; `certainty` ("known": one outlet was
        first whatever the unknown hours are; "open": several may have been, or undated articles of
        others; "not sure": dates name one, but see `why`; "unknown": no article of it is dated);
        `why` dates are not enough (the first article's sentence is held loosely, as
        `claim_days_table` has it; so much time lies before the next that they may tell of two
        things; the next is of the same or the neighbouring day, and zones that are not told could
        turn the order, as in `origins_table`; or a sentence of another outlet, not surely later,
        comes near, as in `coverage_table`), NA unless "not sure"; `outlets` that may have
        been first by their dates, by name and separated by "; ", NA if unknown; `first_published`
        (ISO 8601 as given, of the earliest dated article, NA if unknown); `n_undated` articles of
        the claim; `article_id`, `sentence_id`, `start`, `end`: the earliest sentence, by the
        characters of its article's text (of an undated article where none has a date).
    """
    columns = {
        "claim_id": TEXT,
        "certainty": TEXT,
        "why": TEXT,
        "outlets": TEXT,
        "first_published": TEXT,
        "n_undated": COUNT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
    }
    near = _near_articles(claim_map)
    rows = [_first(claim, claim_map, near[claim.claim_id]) for claim in claim_map.claims]
    return frame(rows, columns)


def _first(claim: Claim, claim_map: ClaimMap, near: Sequence[Article]) -> tuple[object, ...]:
    """Who was first with one claim, as a row."""
    found = appearances(claim_map, claim)
    movers = first_movers(found)
    one, certainty = found[0], _certainty(found, movers, near)
    sentence = claim_map.sentence_by_id[one.sentence_id]
    return (
        claim.claim_id,
        certainty,
        _why_not_sure(found, movers, near) if certainty == "not sure" else None,
        "; ".join(sorted(movers)) or None,
        one.article.published_at,
        sum(each.n_undated for each in found),
        one.article.article_id,
        one.sentence_id,
        sentence.start,
        sentence.end,
    )


def first_movers(found: Sequence[Appearance]) -> set[str]:
    """The outlets that may have been first among those with a date."""
    return {
        one.outlet
        for one in found
        if one.span and not any(is_earlier(other.span, one.span) for other in found)
    }


@once
def _near_articles(claim_map: ClaimMap) -> Mapping[str, tuple[Article, ...]]:
    """The articles, of outlets without a claim, of which a sentence comes near to it."""
    near: dict[str, list[Article]] = {claim.claim_id: [] for claim in claim_map.claims}
    words = weighty_words(claim_map)
    weights = {claim.claim_id: weights_of(claim, words) for claim in claim_map.claims}
    for miss in claim_map.near_misses:
        if nearness_of(miss, weights[miss.claim_id], claim_map).comes_near:
            near[miss.claim_id].append(claim_map.article_of(miss.sentence_id))
    return {claim_id: tuple(articles) for claim_id, articles in near.items()}


def _certainty(found: Sequence[Appearance], movers: set[str], near: Sequence[Article]) -> str:
    if not movers:
        return "unknown"
    if len(movers) > 1 or any(one.n_undated for one in found if one.outlet not in movers):
        return "open"
    return "not sure" if _why_not_sure(found, movers, near) else "known"


def _why_not_sure(found: Sequence[Appearance], movers: set[str], near: Sequence[Article]) -> str:
    """Why the only outlet that dates name as the first may not have been it; "" for no reason."""
    if len(movers) != 1:
        return ""
    [first] = (one for one in found if one.outlet in movers)
    if not first.is_firm:
        return "its sentence is held loosely"
    later = [one for one in found if one.span and one is not first]
    following = earliest(one.span for one in later if one.span)
    if first.span and following and (gap := following.start - first.span.end) > _LONG:
        return f"{gap.days} days lie before the next, so they may tell of two things"
    if not all(is_earlier(first.sure, one.sure) for one in later):
        return "the next is of the same or the neighbouring day, and not both tell hour and zone"
    carriers = {one.outlet for one in found}
    rivals = {one.outlet for one in near if not is_earlier(first.sure, sure_span_of(one))}
    if rivals := rivals - carriers:
        return f"a sentence comes near in {', '.join(sorted(rivals))}, which may be as early"
    return ""


@once
def lags_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says how long each outlet took to carry a claim after it first appeared.

    Args:
        claim_map: The event.

    Returns:
        One row a claim and outlet that carries it, by claim and time: `claim_id`; `outlet`;
        `published_at` (ISO 8601 as given, of its first dated article with the claim, NA if none
        is); `hours_low`, `hours_high`: the least and the most hours since the first dated
        appearance, equal where both times are known, NA where the outlet's is unknown; `lag` in
        words ("first", of those with a date; "3 h 5 min"; "1 d 4 h"; "same day"; "2 days";
        "unknown"); `is_first` ("yes"; "no" where another was surely earlier; "perhaps" where dates
        cannot tell; "unknown"); `article_id`, `sentence_id`, `start`, `end` of its first sentence
        of the claim.
    """
    columns = {
        "claim_id": TEXT,
        "outlet": TEXT,
        "published_at": TEXT,
        "hours_low": RATIO,
        "hours_high": RATIO,
        "lag": TEXT,
        "is_first": TEXT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
    }
    rows = []
    near = _near_articles(claim_map)
    for claim in claim_map.claims:
        found = appearances(claim_map, claim)
        movers = first_movers(found)
        certainty = _certainty(found, movers, near[claim.claim_id])
        first = earliest(one.span for one in found if one.span)
        for one in found:
            sentence = claim_map.sentence_by_id[one.sentence_id]
            lag = _lag(one, first, movers, _is_first(one, found, movers, certainty))
            place = (one.article.article_id, one.sentence_id, sentence.start, sentence.end)
            rows.append((claim.claim_id, one.outlet, one.article.published_at, *lag, *place))
    return frame(rows, columns)


_Lag = tuple[float | None, float | None, str, str]


def _lag(one: Appearance, first: Span | None, movers: set[str], is_first: str) -> _Lag:
    if one.span is None or first is None:
        return None, None, "unknown", is_first
    if movers == {one.outlet}:
        return 0.0, 0.0, "first", is_first
    low = max(one.span.start - first.end, timedelta())
    high = one.span.end - first.start
    return _hours(low), _hours(high), lag_in_words(first, one.span), is_first


def _is_first(
    one: Appearance, found: Sequence[Appearance], movers: set[str], certainty: str
) -> str:
    if one.span is None:
        return "unknown"
    if one.outlet in movers:
        return "yes" if certainty == "known" else "perhaps"
    return "no" if any(is_earlier(other.sure, one.sure) for other in found) else "perhaps"


def _hours(lag: timedelta) -> float:
    return round(lag.total_seconds() / 3600, 3)


def lag_in_words(first: Span, later: Span) -> str:
    """Words the time from one appearance to another, no finer than both are known.

    >>> from crossframe.comparison.presence.times import span_of
    >>> lag_in_words(span_of("2024-03-12T08:00+02:00"), span_of("2024-03-12T09:30Z"))
    '3 h 30 min'
    >>> lag_in_words(span_of("2024-03-12"), span_of("2024-03-12T09:30Z"))
    'same day'
    >>> lag_in_words(span_of("2024-03-12T08:00"), span_of("2024-03-14"))
    '2 days'
    """
    if first.is_moment and later.is_moment:
        minutes = round((later.start - first.start).total_seconds() / 60)
        if not minutes:
            return "same minute"
        hours, rest = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        parts = [(days, "d"), (hours, "h"), (0 if days else rest, "min")]
        return " ".join(f"{count} {unit}" for count, unit in parts if count)
    days = (later.start.date() - first.start.date()).days
    if days <= 0:
        return "same day"
    return f"{days} day{'s' if days > 1 else ''}"
