"""Sentence -> its quantities: value, unit, hedge, and what is counted, each at its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from crossframe.records import Parse
from crossframe.text.quantities.counted import read_counted
from crossframe.text.quantities.drafts import Draft, find_drafts
from crossframe.text.quantities.hedges import Hedged, find_hedge
from crossframe.text.quantities.nearby import just_before
from crossframe.text.quantities.nouns import Counted
from crossframe.text.quantities.quantity import Kind, Quantity
from crossframe.text.quantities.units import PERCENT, YEAR, Unit, unit_of_word
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
_OLD = re.compile(r"[\s-]years?[\s-]olds?\b|[\s-]months?[\s-]olds?\b", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:who|he|she)\s(?:is|was|will\sbe)\s(?:only\s|just\s)?$|"
    r"\b(?:aged?|ages|age of|turn(?:s|ed|ing)?)\s(?:of\s|only\s|just\s)?$|"
    r"\b(?:retirement|pension|school|voting|drinking|legal|minimum)\sage\s(?:[a-z]+\s){0,4}"
    r"(?:to|from)\s$|"
    r"\b(?:die[sd]?|dead)\sat\s$|,\s(?:both|each)\s$",
    re.IGNORECASE,
)
# One word with a capital, and no plural.
_PEOPLE = re.compile(r"[A-Z][a-z]+[^\W\ds]")
_PEOPLE_AND = re.compile(r"\s[A-Z][a-z]+(?:,|\s(?:and|or))\s")
_OF_PEOPLE = re.compile(r"\s[A-Z][a-z]+\s[a-z]+$")
# Of what is so measured a part is so too: "352 of 507 yards".
_MEASURED = frozenset({"area", "length", "mass", "volume"})
# "He was 10 of 22": a score.
_OF_TRIES = re.compile(r"(?:\sof\s|-of-|-for-|\sfor\s)\d")
_DIED_AT = re.compile(r"\b(?:die[sd]?|dead)\b[^.;:]{0,40}\sat\s$", re.IGNORECASE)
_NAME_BEFORE = re.compile(
    r"(?:[A-Z][\w’'.-]+\s)*(?:[A-Z][\w’'-]+|[JS]r\.),\s$|(?:[A-Z][\w’'-]+|[JS]r\.)\s\($"
)
_PERSON_IS = re.compile(r"(?P<name>[A-Z][\w’'-]+),?\s(?:is|was)\s$")
_IS_AGE = re.compile(r"[.;]?$|[.;]\s|,?\s(?:and|when|at\sthe\stime)\b|,\s(?:the|his|her|an?|[A-Z])")
_AGE_AFTER = re.compile(r"[,.;)](?!\s(?:and\s)?\d)|\s(?:and|when|of|from|is|was|has)\b")
_TIMES = re.compile(
    r"\s(?:times\s(?:as|more|less|the|higher|larger|bigger|that|over|its|what)|"
    r"as\s(?:many|much|large|high|big|long|far|likely))\b"
)
_MAGNITUDE_BEFORE = re.compile(
    r"\b(?:magnitudes?|Richter)\s(?:of\s|at\s|a\s|ranging\sfrom\s|between\s)?"
    r"(?:(?:about|around|at(?:\s(?:least|most))?|(?:more|less)\sthan|nearly|over|under|up\sto)\s)?$|"
    r"\b(?:quakes?|aftershocks?|tremors?)\sof\s(?:[a-z]+\s)?$|"
    r"\b(?:quake|earthquake|tremor|aftershock)\b.{0,40}\bmeasur(?:ed|ing)\s(?:at\s)?(?:a\s)?$",
    re.IGNORECASE,
)
_MAGNITUDE_AFTER = re.compile(
    r"(?:\s?-|\s)\s?(?:magnitude|strength)\b|\son\sthe\s(?:Richter|moment)", re.IGNORECASE
)
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
            if quantity.kind == "age" and found and _is_listed(text, found[-1], quantity):
                found[-1] = replace(found[-1], kind="age")
            if found and _shares_noun(text, found[-1], quantity):
                found[-1] = replace(found[-1], unit=quantity.unit, base_unit=quantity.base_unit)
            if found and _is_of_those(text, found[-1], quantity):
                found[-1] = _of_those(found[-1], quantity)
            found.append(_inherited(text, found, quantity))
    return tuple(found)


def _is_of_those(text: str, last: Quantity, whole: Quantity) -> bool:
    """Whether a bare number tells some of another: of "28 of 68 punches" both are punches."""
    bare = last.kind == "count" and not last.unit and last.high <= whole.high
    measured = whole.kind in _MEASURED and last.low == last.high
    told = bare and (whole.kind == "count" or measured)
    return told and text[last.end : whole.start] in {" of ", " out of ", " of the ", " of its "}


def _of_those(some: Quantity, whole: Quantity) -> Quantity:
    factor = whole.base_high / whole.high if whole.high else 1.0
    return replace(
        some,
        unit=whole.unit,
        kind=whole.kind,
        base_unit=whole.base_unit,
        base_low=some.low * factor,
        base_high=some.high * factor,
    )


def _shares_noun(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether a people's name counts with the next noun: "12 Somali and 11 Yemeni men"."""
    if not last.kind == quantity.kind == "count" or not quantity.unit:
        return False
    name = text[last.start : last.end].rsplit(maxsplit=1)[-1]
    listed = text[last.end : quantity.start] in {" and ", ", "}
    people = _PEOPLE.fullmatch(name) is not None and last.unit == name.lower()
    return listed and people and _OF_PEOPLE.search(text[quantity.start : quantity.end]) is not None


def _is_listed(text: str, last: Quantity, age: Quantity) -> bool:
    """Whether the years before an age are one too: "61 and 48 years old"."""
    return last.unit == age.unit and text[last.end : age.start] in {" and ", ", ", ", and "}


def _inherited(text: str, found: Sequence[Quantity], quantity: Quantity) -> Quantity:
    """In "from 18 million dorins to 12 million" the second number counts what the first does.

    So it does in a list of ages: "two sons, aged 6 and 16".
    """
    if quantity.unit or not found:
        return quantity
    last, gap = found[-1], text[found[-1].end : quantity.start]
    if gap not in {" to ", ", or "} and not (
        last.kind == "age" and gap in {" and ", ", ", ", and "}
    ):
        return quantity
    return replace(
        quantity, unit=last.unit, base_unit=last.base_unit, kind=last.kind, rate=last.rate
    )


def _quantity(text: str, parse: Parse | None, draft: Draft, limit: int) -> Quantity | None:
    start, end = draft.start, draft.end
    unit, kind, counted = draft.unit, _special_kind(text, parse, draft), Counted("", end)
    if kind == "age" and (old := _OLD.match(text, draft.number_end)):
        end = old.end()
    elif kind == "magnitude" and (shown := _MAGNITUDE_AFTER.match(text, draft.number_end)):
        end = shown.end()
    counted = read_counted(text, parse, start, end if unit else draft.number_end)
    between = text[draft.number_end : limit]
    if counted.end > limit and " of " not in between:
        shared = _PEOPLE_AND.fullmatch(between) is not None
        counted = counted._replace(end=end) if shared else Counted("", end, deed=counted.deed)
    if kind is None and unit is None:
        if counted.is_label and draft.form == "figures":
            return None
        if text[start:end].lower() == "one" and not counted.unit:
            return None
        unit = unit_of_word(counted.unit)
        if (
            counted.end <= limit
            and 0 < counted.end - end <= 20
            and not re.search(r"[,.;:()]", text[end : counted.end])
        ):
            end = counted.end
    hedge = _checked_hedge(parse, find_hedge(text, start, end), text, draft)
    return _made(text, draft, hedge, end, _unit_of(kind, unit), kind, counted)


def _special_kind(text: str, parse: Parse | None, draft: Draft) -> Kind | None:
    """Ages, magnitudes and multiples, which the words around the number tell."""
    start, end = draft.start, draft.number_end
    if _OLD.match(text, end) or _is_of_person(text, parse, draft):
        return "age"
    aged = just_before(_AGED, text, start) and not _OF_TRIES.match(text, end)
    if aged and draft.unit in {None, YEAR} and draft.high < 120:
        return "age"
    died = draft.form == "figures" and just_before(_DIED_AT, text, start)
    if (
        (died or just_before(_NAME_BEFORE, text, start))
        and draft.unit is None
        and draft.high < 110
        and _AGE_AFTER.match(text, end)
    ):
        return "age" if draft.low == int(draft.low) else None
    if just_before(_MAGNITUDE_BEFORE, text, start) or _MAGNITUDE_AFTER.match(text, end):
        return "magnitude" if draft.unit is None and draft.high <= 10 else None
    if _TIMES.match(text, end) and draft.unit in {None, PERCENT}:
        return "multiple" if draft.unit is None else None
    return None


def _is_of_person(text: str, parse: Parse | None, draft: Draft) -> bool:
    """Whether a person is a bare number, which is an age: "Ray was 95"."""
    start, end = draft.start, draft.number_end
    named = just_before(_PERSON_IS, text, start)
    if not named or not parse or draft.unit or draft.form != "figures" or not 9 < draft.high < 110:
        return False
    at = [i for i, first in enumerate(parse.starts) if first == named.start("name")]
    return bool(_IS_AGE.match(text, end)) and [parse.entities[i] for i in at] == ["PERSON"]


def _unit_of(kind: Kind | None, unit: Unit | None) -> Unit:
    if kind == "age":
        return YEAR
    if kind == "magnitude":
        return Unit("magnitude", "magnitude", "magnitude")
    if kind == "multiple":
        return Unit("times", "multiple", "times")
    return unit or _COUNT


def _checked_hedge(parse: Parse | None, hedge: Hedged, text: str, draft: Draft) -> Hedged:
    """Takes back a hedge that grammar, or a span of time after it, shows to be a preposition."""
    if not hedge.is_preposition:
        return hedge
    bare = _unhedged(hedge, draft)
    word = text[hedge.start : draft.start].split(maxsplit=1)[0].lower()
    if word == "over" and draft.unit and draft.unit.kind == "duration":
        return hedge if _SPAN_AFTER.match(text, hedge.end) else bare
    if parse is None:
        return hedge
    at = next((i for i, s in enumerate(parse.starts) if s == hedge.start), None)
    if at is None or parse.deps[at] != "prep":
        return hedge
    governor = parse.heads[at]
    idle = parse.pos[governor] in {"NOUN", "PROPN", "ADJ"} and governor == at - 1
    return bare if idle and word in {"about", "around", "beyond"} else hedge


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
    first, second = counted.whole, counted.unit
    return (second or first) if is_share else (first or second)


def _per(rate: re.Match[str]) -> str:
    """The noun of a rate: "day" of "a day" and of "daily"."""
    if often := rate["often"]:
        return _OFTEN.get(often, often.removesuffix("ly"))
    return rate["rate"] or _TERMS.get(rate["term"], rate["term"])
