"""Sentence -> its quantities: value, unit, hedge, and what is counted, each at its place."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from crossframe.records import Parse
from crossframe.text.quantities.counted import read_counted
from crossframe.text.quantities.drafts import Draft, find_drafts
from crossframe.text.quantities.hedges import Hedged, find_hedge
from crossframe.text.quantities.kinds import end_of_kind, special_kind, unit_of_kind
from crossframe.text.quantities.nouns import Counted
from crossframe.text.quantities.quantity import Kind, Quantity
from crossframe.text.quantities.siblings import carried_on, led_on
from crossframe.text.quantities.units import Unit, unit_of_word
from crossframe.text.remembering import remembered

_COUNT = Unit("", "count", "")
_RATE = re.compile(
    r"(?:\s(?:\w+\s)?(?:an?|per|each|every)\s|\sfor\s(?:each|every)\s|/)"
    r"(?P<rate>second|minute|hour|day|night|week|month|year|head|person|family|household|share|barrel|"
    r"tonne|ton|ounce|litre|gallon|kilo|mile|km|capita|seat|ticket)\b(?!\s(?:ago|earlier|before|later)\b)|"
    r"\s(?:an?|per|each|every)\s(?P<term>season|game|contest)\b(?!\s(?:ago|earlier|before|later)\b)|"
    r"\s(?P<often>hourly|daily|weekly|monthly|yearly|annually)\b"
)
_OFTEN = {"daily": "day", "annually": "year"}
_TERMS = {"contest": "game"}
# Between two numbers that share a noun: "12 Somali and 11 Yemeni men".
_PEOPLE_AND = re.compile(r"\s[A-Z][a-z]+(?:,|\s(?:and|or))\s")
# Right behind a noun they say where, or of what: "a talk about two towns", "a shot over two men".
_PLACING = frozenset({"about", "around", "beyond"})
# So many characters behind its number a noun is still of one expression with it: "three other
# fully automatic rifles".
_NEAR = 40
# Ends the expression of a number: its noun is not behind it.
_ENDS = re.compile(r"[,.;:()]|\s(?:or|and)\s(?:more|less|fewer|so)\b")
# Behind a range: what it counts, or that something happened to so many.
_COUNTED = re.compile(
    r"(?:\s(?!(?:after|and|as|at|but|for|in|its?|his|is|on|since|this|to|under|was|when|with)\b)[a-z-]+"
    r"){1,3}?(?<!s)s\b|\s(?:people|men|women|children|were|are|had|have|of)\b"
)
# "Around the 10 percent mark" is about it, "around the 9-acre yard" is where.
_LEVEL = re.compile(r"\s(?:mark|level|figure)s?\b")
_SPAN_AFTER = re.compile(r"\s(?:ago|old|late|long|earlier|later)\b")


@remembered
def find_quantities(text: str, parse: Parse | None) -> tuple[Quantity, ...]:
    """Finds the quantities of an English sentence.

    Years, dates, times of day, ordinals, scores, telephone numbers, and numbers that name or
    number things are none.

    Args:
        text: The sentence.
        parse: Its grammar; None where there is none, then what is counted is read off the words
            after the number and `deed`, `qualities` and `whole` stay empty.

    Returns:
        Quantities in text order; they do not overlap.

    >>> [found] = find_quantities("At least 30 people were hurt on 12 March 2024.", None)
    >>> found.low, found.unit, found.hedge
    (30.0, 'people', 'at_least')
    >>> text = "A third of them paid $1.2m for 20-30 km."
    >>> [(q.low, q.high, q.unit) for q in find_quantities(text, None)]
    [(33.333, 33.333, 'percent'), (1200000.0, 1200000.0, 'USD'), (20.0, 30.0, 'km')]
    """
    found: list[Quantity] = []
    joined = find_drafts(text)
    for draft, following in zip_longest(joined, joined[1:]):
        limit = following.start if following else len(text)
        quantity = _quantity(text, parse, draft, limit)
        if quantity and not (found and quantity.start < found[-1].end):
            if found:
                found[-1] = led_on(text, found[-1], quantity)
                quantity = carried_on(text, found[-1], quantity)
            found.append(quantity)
    return tuple(found)


def _quantity(text: str, parse: Parse | None, draft: Draft, limit: int) -> Quantity | None:
    start = draft.start
    unit, kind = draft.unit, special_kind(text, parse, draft)
    end = end_of_kind(text, kind, draft)
    stop = end if unit else draft.number_end
    counted = read_counted(text, parse, start, stop, measures=unit is not None)
    between = text[draft.number_end : limit]
    if counted.end > limit and " of " not in between:
        shared = _PEOPLE_AND.fullmatch(between) is not None
        counted = counted._replace(end=end) if shared else Counted("", end, deed=counted.deed)
    if text.count('"', start, counted.end) % 2:  # what is counted begins within a quotation
        counted = Counted("", end, deed=counted.deed)
    if kind is None and unit is None:
        if _is_record(text, draft):
            return None
        if counted.is_name or (counted.is_label and draft.form == "figures"):
            return None
        if text[start:end].lower() == "one" and not counted.unit:
            return None
        unit = unit_of_word(counted.unit)
        if (
            counted.end <= limit
            and 0 < counted.end - end <= _NEAR
            and not _ENDS.search(text, end, counted.end)
        ):
            end = counted.end
    hedge = _checked_hedge(parse, find_hedge(text, start, end), text, draft)
    return _made(text, draft, hedge, end, unit_of_kind(kind) or unit or _COUNT, kind, counted)


def _is_record(text: str, draft: Draft) -> bool:
    """Whether a bare range is what somebody won and lost, or nothing that can be told: "is 2-8"."""
    ranges = draft.low < draft.high and draft.form == "figures"
    joined = ranges and text[draft.start : draft.end].replace("-", "").isdigit()
    return joined and not _COUNTED.match(text, draft.end)


def _checked_hedge(parse: Parse | None, hedge: Hedged, text: str, draft: Draft) -> Hedged:
    """Takes back a hedge that grammar, or a span of time after it, shows to be a preposition."""
    if not hedge.is_preposition:
        return hedge
    bare = _unhedged(hedge, draft)
    word, *rest = text[hedge.start : draft.start].lower().split()
    if rest[-1:] == ["the"] and not _LEVEL.match(text, draft.end):
        return bare
    if word == "over" and draft.unit and draft.unit.kind == "duration":
        return hedge if _SPAN_AFTER.match(text, hedge.end) else bare
    if parse is None:
        return hedge
    at = next((i for i, s in enumerate(parse.starts) if s == hedge.start), None)
    if at is None or parse.deps[at] != "prep":
        return hedge
    governor = parse.heads[at]
    idle = parse.pos[governor] in {"NOUN", "PROPN", "ADJ"} and governor == at - 1
    places = _PLACING | {"over"} if draft.unit is None else _PLACING
    return bare if idle and word in places else hedge


def _unhedged(hedge: Hedged, draft: Draft) -> Hedged:
    """The same place without the hedge."""
    return Hedged("exact", draft.start, hedge.end)


def _made(
    text: str,
    draft: Draft,
    hedge: Hedged,
    end: int,
    unit: Unit,
    kind: Kind | None,
    counted: Counted,
) -> Quantity:
    rate = _RATE.match(text, max(end, hedge.end))
    quantity = Quantity(
        start=hedge.start,
        end=max(end, hedge.end),
        low=draft.low,
        high=draft.high,
        unit=unit.name,
        hedge="about" if draft.form == "vague" and hedge.hedge == "exact" else hedge.hedge,
        kind=kind or unit.kind,
        leans=hedge.leans,
        base_low=draft.low * unit.factor,
        base_high=draft.high * unit.factor,
        base_unit=unit.base,
        deed=counted.deed,
        qualities=counted.qualities,
        undergoes=counted.undergoes,
        actor=counted.actor,
        whole=_whole(text, draft, unit, counted),
    )
    if rate:
        return replace(quantity, end=rate.end(), rate=_per(rate))
    return quantity


def _whole(text: str, draft: Draft, unit: Unit, counted: Counted) -> str:
    """What a measure is a part of; of "one in 500 users of the site" that is the users."""
    if unit.kind == "count":
        return counted.whole
    is_share = draft.form == "fraction" and " in " in text[draft.start : draft.number_end]
    first, second = (word if word != "share" else "" for word in (counted.whole, counted.unit))
    describes = unit.kind != "percent"  # "a four-day tour of the hills" is one of a tour
    return (second or first) if is_share or describes else (first or second)


def _per(rate: re.Match[str]) -> str:
    """The noun of a rate: "day" of "a day" and of "daily"."""
    if often := rate["often"]:
        return _OFTEN.get(often, often.removesuffix("ly"))
    return rate["rate"] or _TERMS.get(rate["term"], rate["term"])
