"""Text -> its numbers with their units and scales, ranges joined: quantities in the making."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crossframe.text.quantities.exclusions import excluded_spans, is_year
from crossframe.text.quantities.nearby import just_before
from crossframe.text.quantities.numeral import Form, Numeral
from crossframe.text.quantities.numerals import find_numerals
from crossframe.text.quantities.units import PERCENT, Found, Unit, find_unit

_COUNT = Unit("", "count", "")
_TO = re.compile(r"\s?[-–—]\s?|-to-|-\sto\s|\s(?:to|or)\s(?:about\s|around\s|even\s)?")
_BETWEEN = re.compile(r"\b(?:between|from)\s(?:about\s|around\s)?(?:[$€£]\s?)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:[\w ]{0,20}\s)?(?:[$€£]\s?)?$", re.IGNORECASE)
_RANGING = re.compile(
    r"\b(?:rang(?:e[ds]?|ing)|var(?:y|ied|ies|ying)|anywhere|estimates?|estimated)\s"
    r"(?:[a-z]+\s)?from\s(?:about\s|around\s)?(?:[$€£]\s?)?$",
    re.IGNORECASE,
)
_IN_EVERY = re.compile(r"\s(?:in|out\sof|of)\s(?P<every>(?:every|each)\s)|\s(?:in|out\sof)\s")
_LIST = re.compile(r",?\s(?:and|or|to)\s|,\s|\s?[-–]\s?")
_MINUS = re.compile(r"(?:\bminus\s|(?<![\w)])[-−])$", re.IGNORECASE)
_INCHES = re.compile(r"[- ](\d{1,2})(?:[- ]inch(?:es)?|(?=\s[a-z]|,))(?!\d)")
_HALF_OF = re.compile(r"(?:\san?\s|[\s-])(?P<noun>[a-z]+)\b")
_A = re.compile(r"\ban?\s$", re.IGNORECASE)
_PLUS = re.compile(r"\s?\+(?!\d)|-plus(?!\w)", re.IGNORECASE)
# Before and after money that converts the money before it: "($143 billion)", "(about $9; £7)".
_CONVERTED = re.compile(
    r"(?:\s(?:an?|per|each)\s\w+)?\s?[(\[]\s?(?:or\s)?"
    r"(?:(?:about|around|some|nearly|almost|roughly|approximately|approx\.?|over|under)\s)?",
    re.IGNORECASE,
)
# The sign of the money before the bracket may have been lost.
_BESIDE_SCALE = re.compile(r"\d[\s-]?(?:million|billion|trillion|m|mn|bn|tn)\s?[(\[]$")
_CONVERTED_TOO = re.compile(r"\s?[;,/]\s?(?:or\s)?|\s(?:or|and)\s")
_CONVERTED_END = re.compile(
    r"(?:\s(?:an?|per|each)\s\w+)?\s?(?:[)\]]|(?:[;,/]|\s(?:or|and)\b)\s?(?:or\s)?[$€£¥])"
)
# Between the two units in which one length of time is told, and what they are.
_AND_MORE = re.compile(r"\s|,\s|\sand\s|,\sand\s")
_SMALLER = frozenset(
    {("year", "month"), ("week", "day"), ("day", "hour"), ("hour", "minute"), ("minute", "second")}
)
_SCALES = (("trillion", 1e12), ("billion", 1e9), ("bn", 1e9), ("thousand", 1e3))
# Of so many a share is told, whatever it is a share of.
_ROUND = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 20, 100, 1000})
# "One" counts where a noun follows that it does not make a phrase with.
_ONE_PHRASE = re.compile(
    r"\s(?:day|time|night|point|way|hand|side|another|of|(?:more\s)?thing|step|moment|bit)\b|"
    r".{1,30}\safter\sanother"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A number with its unit at `text[start:end]`; the number itself ends at `number_end`.

    `unit` is None where no measure or currency stands beside the number, which then counts.
    """

    start: int
    end: int
    low: float
    high: float
    form: Form
    unit: Unit | None
    number_end: int


def find_drafts(text: str) -> list[Draft]:
    """Finds the numbers that are quantities, with unit and scale.

    Args:
        text: A sentence.

    Returns:
        Drafts in text order; "30 to 40" and "four in five" are one each.

    >>> [(d.low, d.high, d.unit and d.unit.name) for d in find_drafts("20 to 30 km, 5 people")]
    [(20.0, 30.0, 'km'), (5.0, 5.0, None)]
    """
    whole = list(_compounds(text, _with_shared_units(text, list(_drafts(text)))))
    return _unconverted(text, list(_ranges(text, whole)))


def _unconverted(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Leaves out money in brackets right after money, which is the same in another currency."""
    kept: list[Draft] = []
    converts = False
    for before, draft in zip([None, *drafts], drafts, strict=False):
        converts = (
            _is_money(draft)
            and _CONVERTED_END.match(text, draft.end) is not None
            and _follows_money(text, before, draft, _CONVERTED_TOO if converts else _CONVERTED)
        )
        if not converts:
            kept.append(draft)
    return kept


def _follows_money(text: str, before: Draft | None, draft: Draft, gap: re.Pattern[str]) -> bool:
    if just_before(_BESIDE_SCALE, text, draft.start):
        return True
    if before is None or not _is_money(before):
        return False
    return gap.fullmatch(text[before.end : draft.start]) is not None


def _is_money(draft: Draft) -> bool:
    return draft.unit is not None and draft.unit.kind == "money"


def _drafts(text: str) -> Iterator[Draft]:
    numerals = find_numerals(text)
    excluded = excluded_spans(text) if numerals else ()
    for numeral in numerals:
        if any(start < numeral.end and numeral.start < end for start, end in excluded):
            continue
        if numeral.form == "figures" and is_year(text, numeral.start, numeral.end):
            continue
        word = text[numeral.start : numeral.end].lower()
        if word == "one" and _ONE_PHRASE.match(text, numeral.end):
            continue
        yield _draft(text, numeral)


def _draft(text: str, numeral: Numeral) -> Draft:
    low, high, end = numeral.low, numeral.high, numeral.end
    if numeral.form == "fraction":
        if half := _half_of_unit(text, numeral):
            return half
        return Draft(numeral.start, end, low, high, "fraction", PERCENT, end)
    if plus := _PLUS.match(text, end):
        end = plus.end()
    found = find_unit(text, numeral.start, end, value=low, suffix=numeral.suffix)
    found = found or Found(_COUNT, numeral.start, end)
    unit = None if found.unit is _COUNT or not found.unit.name else found.unit
    low, high, start = low * found.scale, high * found.scale, found.start
    if minus := just_before(_MINUS, text, start):
        low, high, start = -high, -low, minus.start()
    if unit and unit.name == "foot" and (inches := _INCHES.match(text, found.end)):
        added = int(inches[1]) / 12
        return Draft(start, inches.end(), low + added, high + added, numeral.form, unit, end)
    stop = found.end if found.scale > 1 else end  # the "m" of "1.2m" is part of the number
    return Draft(start, found.end, low, high, numeral.form, unit, stop)


def _half_of_unit(text: str, numeral: Numeral) -> Draft | None:
    """Reads "half a million", "half an hour" and "half a mile" as half of one of them."""
    part = _HALF_OF.match(text, numeral.end)
    if not part or text[numeral.start : numeral.end].lower() != "half":
        return None
    found = find_unit(text, numeral.start, part.start("noun") - 1, value=0.5)
    if found:
        article = just_before(_A, text, numeral.start)  # "almost a half century"
        start = article.start() if article else numeral.start
        return Draft(start, found.end, 0.5, 0.5, "words", found.unit, part.start("noun") - 1)
    if text[numeral.end : part.start("noun")] in {" a ", " an "}:
        stop = part.start("noun") - 1
        return Draft(numeral.start, stop, 0.5, 0.5, "words", None, stop)
    return None


def _with_shared_units(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """In "31, 34 and 40 per cent" the first numbers have the unit, and the scale, of the last."""
    shared = list(drafts)
    for place in range(len(shared) - 2, -1, -1):
        left, right = shared[place], shared[place + 1]
        if left.unit or not right.unit or left.form != right.form:
            continue
        if _LIST.fullmatch(text[left.end : right.start]):
            words = text[right.start : right.end]
            bare = left.high < 1000 <= right.low and text[left.start : left.end].isdigit()
            scale = _scale(words) if bare and re.search(r"illion|thousand|bn|m\b", words) else 1.0
            shared[place] = replace(
                left, unit=right.unit, low=left.low * scale, high=left.high * scale
            )
    return shared


def _compounds(text: str, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Adds up a length of time that is told in two units: "4 minutes 48 seconds"."""
    position = 0
    while position < len(drafts):
        draft = drafts[position]
        position += 1
        if position < len(drafts) and _goes_on(text, draft, drafts[position]):
            part, unit = drafts[position], draft.unit
            added = part.low * (part.unit.factor if part.unit else 1) / (unit.factor if unit else 1)
            whole = round(draft.low + added, 6)
            draft = replace(draft, end=part.end, low=whole, high=whole, number_end=part.number_end)
            position += 1
        yield draft


def _goes_on(text: str, left: Draft, right: Draft) -> bool:
    """Whether a length of time in a smaller unit stands right behind one in the next larger."""
    exact = left.low == left.high and right.low == right.high
    if not exact or left.unit is None or right.unit is None:
        return False
    joined = _AND_MORE.fullmatch(text[left.end : right.start])
    return joined is not None and (left.unit.name, right.unit.name) in _SMALLER


def _scale(words: str) -> float:
    return next((scale for name, scale in _SCALES if name in words), 1e6)


def _ranges(text: str, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Joins "30 to 40", "20-30" and "between 5 and 7" into one."""
    position = 0
    while position < len(drafts):
        draft = drafts[position]
        position += 1
        if position < len(drafts):
            joined = _share(text, draft, drafts[position]) or _joined(text, draft, drafts[position])
            if joined:
                draft = joined
                position += 1
        yield draft


def _share(text: str, left: Draft, right: Draft) -> Draft | None:
    """Reads "four in every five" and "one out of ten" as a share in percent."""
    gap = _IN_EVERY.fullmatch(text[left.end : right.start])
    if not gap or left.unit or right.unit or not 0 < left.high < right.low <= 1000:
        return None
    one_in = left.low == left.high == 1 and " in " in gap.group()
    if not (gap["every"] or one_in) and right.low not in _ROUND:
        return None
    percent = round(100 * left.low / right.low, 3)
    return Draft(left.start, right.end, percent, percent, "fraction", PERCENT, right.end)


def _joined(text: str, left: Draft, right: Draft) -> Draft | None:
    gap = text[left.end : right.start]
    between = just_before(_BETWEEN, text, left.start)
    if not (
        _TO.fullmatch(gap)
        or (between and between.group().lower().startswith("b") and gap == " and ")
    ):
        return None
    ranging = just_before(_RANGING, text, left.start)
    if not ranging and just_before(_FROM, text, left.start) and " to " in gap:
        return None
    if left.unit and right.unit and left.unit != right.unit:
        return None
    low, high = left.low, right.high
    words = text[right.start : right.end].lower()
    if right.form == "figures" and low < 1000 <= right.low and re.search(r"[a-z]", words):
        low *= _scale(words) if re.search(r"illion|bn|thousand|[\d\s]mm?\b", words) else 1.0
    if low >= high or (gap.strip() in {"-", "–", "—"} and high > 20 * low):
        return None
    start = between.start() if between and gap == " and " else left.start
    return Draft(start, right.end, low, high, right.form, right.unit or left.unit, right.number_end)
