"""Claim map -> who was first with each claim, and how long the others took.

Hours count only where they are known: a bare date stands for its whole day (in UTC, as a time
without a zone does), an undated article for no time at all. Where the zones that are not told could
turn the order, nobody is surely the first.
"""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from crossframe.comparison.frames import COUNT, RATIO, TEXT, frame
from crossframe.comparison.once import once
from crossframe.comparison.presence.beginnings import Appearance, Beginning, beginnings
from crossframe.comparison.presence.times import Span, earliest, is_earlier
from crossframe.records import ClaimMap

_LOOSE = "the claim holds its sentence loosely"
_BEFORE = "its sentence tells an earlier state, by its figures"


@once
def first_movers_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says who carried each claim first, as far as dates can tell.

    Args:
        claim_map: The event.

    Returns:
        One row a claim, as in `claims_table`: `claim_id`; `certainty` ("known": one outlet was
        first whatever hours and zones are not told; "open": several may have been, or undated
        articles of others; "not sure": see `why`; "unknown": no article of it is dated); `why`
        those that dates name may not have been the first (no dated sentence is held firmly, as
        `side_by_side_table` has it; so much time lies before the next that they may tell of two
        things; or a sentence of another outlet comes near, earlier than several or not surely later
        than one; near enough for that is what by the sum of `coverage_table` has -.1 or more), NA
        unless "not sure"; `outlets` that by the dates of firm sentences may have been first (none
        that tells an earlier state, as in `lags_table`), by name and separated by "; ", NA if
        unknown; `near_outlets`, further ones of which a sentence
        comes near, or is held loosely, and may be as early, alike, or NA: the claim may have been
        taken for two; `near_sentence_id`, the most probable of these, and `near_probability` that
        it says the same (0..1), or NA; `first_published` (ISO 8601 as given, of the first article
        of these outlets, NA if unknown or contradicted by its text); `n_undated` articles of the
        claim; `article_id`, `sentence_id`, `start`, `end`: the sentence there, by the characters of
        its article's text (of an undated article where none has a date).
    """
    columns = {
        "claim_id": TEXT,
        "certainty": TEXT,
        "why": TEXT,
        "outlets": TEXT,
        "near_outlets": TEXT,
        "near_sentence_id": TEXT,
        "near_probability": RATIO,
        "first_published": TEXT,
        "n_undated": COUNT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
    }
    rows = (_first(claim_map, *begun) for begun in beginnings(claim_map).items())
    return frame(rows, columns)


def _first(claim_map: ClaimMap, claim_id: str, begun: Beginning) -> tuple[object, ...]:
    """Who was first with one claim, as a row."""
    one = next((one for one in begun.firm if one.outlet in begun.movers), begun.firm[0])
    rivals = begun.rivals
    sentence = claim_map.sentence_by_id[one.sentence_id]
    return (
        claim_id,
        begun.certainty,
        begun.why or None,
        "; ".join(sorted(begun.movers)) or None,
        "; ".join(sorted({near.outlet for near in rivals})) or None,
        rivals[0].sentence_id if rivals else None,
        rivals[0].probability if rivals else None,
        _published(one),
        sum(each.n_undated for each in begun.found),
        one.article.article_id,
        one.sentence_id,
        sentence.start,
        sentence.end,
    )


@once
def lags_table(claim_map: ClaimMap) -> pd.DataFrame:
    """Says how long each outlet took to carry a claim after it first appeared.

    Args:
        claim_map: The event.

    Returns:
        One row a claim and outlet that carries it, by claim and time: `claim_id`; `outlet`;
        `published_at` (ISO 8601 as given, of its first dated article with the claim, in a sentence
        that is not held loosely if it has one, NA if none is, or its own text contradicts the
        date); `hours_low`, `hours_high`: the least and the most
        hours since the first dated appearance, equal where both times are known, NA where the
        outlet's is unknown; `lag` in words ("first", of those with a date; "3 h 5 min"; "1 d 4 h";
        "same day"; "2 days"; "unknown"; behind "perhaps" where there is a doubt); `doubt` that the
        outlet took so long (another may have been the first; the claim holds its sentence loosely,
        or that tells an earlier state, two figures of which the sentence that stands for the claim
        brings up to date, both said of undated ones too; or a sentence of an earlier article of it
        comes near), or NA; `near_sentence_id`, that
        sentence, or NA; `is_first` ("yes"; "no" where another was surely earlier; "perhaps" where
        dates or near sentences cannot tell; "unknown"); `article_id`, `sentence_id`, `start`, `end`
        of its first sentence of the claim.
    """
    columns = {
        "claim_id": TEXT,
        "outlet": TEXT,
        "published_at": TEXT,
        "hours_low": RATIO,
        "hours_high": RATIO,
        "lag": TEXT,
        "doubt": TEXT,
        "near_sentence_id": TEXT,
        "is_first": TEXT,
        "article_id": TEXT,
        "sentence_id": TEXT,
        "start": COUNT,
        "end": COUNT,
    }
    rows = []
    for claim_id, begun in beginnings(claim_map).items():
        first = earliest(one.span for one in begun.found if one.span)
        for one in begun.found:
            sentence = claim_map.sentence_by_id[one.sentence_id]
            place = (one.article.article_id, one.sentence_id, sentence.start, sentence.end)
            lag = (*_lag(one, first, begun), _is_first(one, begun))
            rows.append((claim_id, one.outlet, _published(one), *lag, *place))
    return frame(rows, columns)


def _published(one: Appearance) -> str | None:
    """The date of an article as given; None where its own text contradicts it."""
    return one.article.published_at if one.span else None


def _lag(
    one: Appearance, first: Span | None, begun: Beginning
) -> tuple[float | None, float | None, str, str | None, str | None]:
    """Hours at least and at most, words, the doubt about them, and a sentence that raises it."""
    if one.span is None or first is None:
        return None, None, "unknown", _doubt_of_sentence(one), None
    is_first = _is_first_by_date(one, begun)
    if is_first:
        hours, words = (0.0, 0.0), "first"
    else:
        low = max(one.span.start - first.end, timedelta())
        hours = (_hours(low), _hours(one.span.end - first.start))
        words = lag_in_words(first, one.span)
    near = begun.before(one)
    doubt = _doubt(one, begun, is_first=is_first)
    doubt = doubt or ("a sentence of an earlier article comes near" if near else None)
    said = f"perhaps {words}" if doubt else words
    return *hours, said, doubt, near.sentence_id if near else None


def _is_first_by_date(one: Appearance, begun: Beginning) -> bool:
    others = (other for other in begun.found if other.span and other.outlet != one.outlet)
    return all(is_earlier(one.span, other.span) for other in others)


def _doubt(one: Appearance, begun: Beginning, *, is_first: bool) -> str | None:
    if not one.is_firm:
        return _doubt_of_sentence(one)
    is_doubtful = begun.certainty == "not sure" or (is_first and begun.certainty != "known")
    return "another may have been the first" if is_doubtful else None


def _doubt_of_sentence(one: Appearance) -> str | None:
    """Why the sentence that is shown may not tell the claim; None for nothing."""
    if one.is_firm:
        return None
    return _BEFORE if one.is_of_before else _LOOSE


def _is_first(one: Appearance, begun: Beginning) -> str:
    if one.span is None:
        return "unknown"
    if one.outlet in begun.movers:
        return "yes" if begun.certainty == "known" else "perhaps"
    return "perhaps" if any(near.outlet == one.outlet for near in begun.rivals) else "no"


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
