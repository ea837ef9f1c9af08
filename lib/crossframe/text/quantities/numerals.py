"""Text -> the numbers written in it, in figures or in words, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from crossframe.text.quantities.nearby import just_before
from crossframe.text.remembering import remembered

Form = Literal["figures", "words", "vague", "fraction"]

_UNITS = dict(
    zip(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), range(10),
        strict=True)
)  # fmt: skip
_TEENS = dict(
    zip(("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
         "eighteen", "nineteen"), range(10, 20), strict=True)
)  # fmt: skip
_TENS = dict(
    zip(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        range(20, 100, 10), strict=True)
)  # fmt: skip
_SMALL = _UNITS | _TEENS | _TENS
_SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_SUFFIXES = {"k": 1e3, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12, "trn": 1e12, "mm": 1e6}
# What a bare plural stands for: from two of it to just under ten.
_PLURALS = {
    "dozens": (24.0, 99.0),
    "scores": (40.0, 99.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2e3, 9_999.0),
    "millions": (2e6, 9_999_999.0),
    "billions": (2e9, 9_999_999_999.0),
}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

_FIGURES = re.compile(
    r"""(?:(?<![\w.,/:#№])|(?<=\$(?:US|AU|CA|NZ|HK))|(?<=\$[AC]))  # not inside a word, a code
    (?:(?<![^\W\d]-)|(?<=magnitude-))(?<![^\W\d]['’])  # or a number
    (?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+|\d{1,3}(?:[ ]\d{3})*[ ]000
    |\d+(?:\.\d+)?)
    (?:[ ]?(?P<sign>[½¼¾⅓⅔]))?
    (?:[ -]and[ -]a[ -](?P<rest>half|quarter))?
    (?![\w.,:/]*[/:]\d|\d|,\d|\.\d|-?(?:st|nd|rd|th)\b|'?s\b|[xXD]\b)
    (?:[ -]?(?P<scale>dozen|hundred|thousand|million|billion|trillion)\b
    |[ ]?(?P<suffix>(?:k|mn|mln|bn|tn|trn|(?-i:MM))\b)|(?P<metre>m)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
# A longer row of figures numbers something; from 309 on it is no float at all.
_MOST_DIGITS = 15
_NEXT = re.compile(r"(?P<and>[ -]and)?[ -](?P<word>[^\W\d_]+)", re.IGNORECASE)
_ONE_OF = (  # of which "more than a ..." is one
    "second minute hour day week month year decade century metre meter kilometre kilometer mile "
    "foot tonne ton kilo kilogram pound percent dollar euro"
)
_HEDGES = ("than", "about", "nearly", "almost", "over", "under", "least")
_NUMBER_WORD = re.compile(
    rf"\b(?:{'|'.join([*_SMALL, *_SCALES])}|(?:an?|half[ -]an?|several|(?:an?[ ])?few)"
    r"(?=[ -](?:dozen|hundred|thousand|million|billion|trillion)\b)"
    r"|(?:a[ ])?(?:couple|pair)(?=[ ]of\b)"
    rf"|(?:{'|'.join(f'(?<={word}[ ])' for word in _HEDGES)})an?"
    rf"(?=[ ](?:{_ONE_OF.replace(' ', '|')})\b(?![ ]ago)))\b",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(r"[ -]and[ -]an?[ -](half|quarter)\b", re.IGNORECASE)
_PLURAL = re.compile(
    r"\b(?P<times>(?:tens|dozens|hundreds|thousands)(?:[ ]of[ ]|[ ]and[ ]))?"
    rf"(?P<plural>{'|'.join(_PLURALS)})\b(?![ ]and[ ](?:dozens|hundreds|thousands|millions))",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"""(?<![\w-])(?:
    (?P<top>\d|one|two|three|four|five|seven|nine)[ -](?P<part>halves|half|thirds?|quarters?
        |fourths?|fifths?|sixths?|eighths?|tenths?)
    |(?:a|an)[ -](?P<single>third|quarter|fifth|sixth|eighth|tenth)
    |(?P<half>half)
    |(?P<sign>[½¼¾⅓⅔])
    )(?!\w|-(?!hour|mile|century|year|day))""",
    re.VERBOSE | re.IGNORECASE,
)
# A fraction is one where a whole or nothing follows; "a third man" and "the first half" are none.
_OF_WHOLE = re.compile(
    r"\s*(?:of\b|$|[.,;:)!?”\"]|(?:in|on|from|to|than|more|less|as|since|over|and|or|were|was|are|is|"
    r"have|has|had|by|after|before|because|when|while|compared)\b)",
    re.IGNORECASE,
)
# "killed two and wounded a third": the third one, not a third part.
_COUNTED_BEFORE = {
    "third": re.compile(r"\b(?:two|2|both|second|another|pair|couple)\b", re.IGNORECASE),
    "fourth": re.compile(r"\b(?:three|3|third)\b", re.IGNORECASE),
    "fifth": re.compile(r"\b(?:four|4|fourth)\b", re.IGNORECASE),
    "sixth": re.compile(r"\b(?:five|5|fifth)\b", re.IGNORECASE),
    "eighth": re.compile(r"\b(?:seven|7|seventh)\b", re.IGNORECASE),
    "tenth": re.compile(r"\b(?:nine|9|ninth)\b", re.IGNORECASE),
}
_REACH = 120
_BY_OR_THAN = re.compile(r"\b(?:by|than|about|nearly|almost|only|over)\s$", re.IGNORECASE)
_OF_HALF = re.compile(
    r"[ ](?:of\b|an?\b|as[ ](?:many|much)\b|the\b|its\b|his\b|her\b|their\b|our\b|that\b|those\b)",
    re.IGNORECASE,
)
_OF_SCALE = re.compile(r"[ ]an?[ ](?:dozen|hundred|thousand|million|billion|trillion)\b")
_OF_UNIT = re.compile(r"[ -](?:an?[ ])?(?:hour|mile|century|year|day)\b", re.IGNORECASE)
_NOT_BEFORE_HALF = re.compile(
    r"\b(?:and[ -]an?|first|second|other|the|this|latter|each|in|one|last|final|next)[ -]$",
    re.IGNORECASE,
)
# "Between half and two-thirds of the houses".
_FROM_HALF = re.compile(r"\b(?:between|from)[ ]$", re.IGNORECASE)
_HALF_TO = re.compile(r"[ ](?:and|to)[ ](?:two|three|four|a)[ -][a-z]+", re.IGNORECASE)
_BY_HALF = re.compile(
    r"\bby[ ](?:about[ ]|almost[ ]|nearly[ ]|over[ ]|more[ ]than[ ])?$", re.IGNORECASE
)


class Numeral(NamedTuple):
    """A number at `text[start:end]`, from `low` to `high`; a fraction is given in percent.

    `suffix` is the "m" of "1.2m", which may yet turn out to be metres: it is not in the value.
    """

    start: int
    end: int
    low: float
    high: float
    form: Form
    suffix: str = ""


@remembered
def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Finds the numbers of a text; of two that overlap, the one that begins first, then the longer.

    Args:
        text: A sentence.

    Returns:
        Numbers in text order, whatever they stand for: years and names are still among them.

    >>> [(n.low, n.high) for n in find_numerals("Two and a half of 1,200; dozens; a third of 7")]
    [(2.5, 2.5), (1200.0, 1200.0), (24.0, 99.0), (33.333, 33.333), (7.0, 7.0)]
    """
    found = [*_fractions(text), *_plurals(text), *_figures(text), *_words(text)]
    kept: list[Numeral] = []
    for numeral in sorted(found, key=lambda n: (n.start, -n.end)):
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return tuple(kept)


def _figures(text: str) -> Iterator[Numeral]:
    for found in _FIGURES.finditer(text):
        if sum(map(str.isdigit, found.group())) > _MOST_DIGITS:
            continue
        figures = re.match(r"[\d,.\u00a0\u202f\u2009 ]+", found.group())
        value = float(re.sub(r"[^\d.]", "", figures[0].rstrip(" .")) if figures else "nan")
        value += _SIGNS.get(found["sign"] or "", 0.0)
        value += {"half": 0.5, "quarter": 0.25}.get((found["rest"] or "").lower(), 0.0)
        value *= _SCALES.get((found["scale"] or "").lower(), 1.0)
        value *= _SUFFIXES.get((found["suffix"] or "").lower(), 1.0)
        value = round(value, 6)
        end = found.start("metre") if found["metre"] else found.end()
        yield Numeral(found.start(), end, value, value, "figures", found["metre"] or "")


def _plurals(text: str) -> Iterator[Numeral]:
    for found in _PLURAL.finditer(text):
        low, high = _PLURALS[found["plural"].lower()]
        times = (found["times"] or "").lower()
        if " of " in times:
            first = {"tens": 10, "dozens": 12, "hundreds": 100, "thousands": 1000}[times.split()[0]]
            low, high = low / 2 * first, (high + 1) * first - 1
            if first == 10:
                low *= 2
        yield Numeral(found.start(), found.end(), low, high, "vague")


def _fractions(text: str) -> Iterator[Numeral]:
    for found in _FRACTION.finditer(text):
        start, end = found.span()
        if found["half"]:
            whole = bool(_OF_HALF.match(text, end)) and not just_before(
                _NOT_BEFORE_HALF, text, start
            )
            whole = whole or bool(_OF_UNIT.match(text, end))
            whole = whole or bool(
                just_before(_FROM_HALF, text, start) and _HALF_TO.match(text, end)
            )
            if not whole and not (
                just_before(_BY_HALF, text, start) and _OF_WHOLE.match(text, end)
            ):
                continue
            if _OF_SCALE.match(text, end):
                continue
        elif (
            not found["sign"] and "-" not in found.group() and not _OF_WHOLE.match(text, end)
        ) or (found["single"] and _is_next(text, found)):
            continue
        percent = round(100 * _part(found), 3)
        if percent >= 100:
            continue
        yield Numeral(found.start(), found.end(), percent, percent, "fraction")


def _is_next(text: str, found: re.Match[str]) -> bool:
    """Whether "a third" is one more after two, and no part: nothing says of what."""
    counted = _COUNTED_BEFORE.get(found["single"].lower())
    before = text[max(0, found.start() - _REACH) : found.start()]
    if counted is None or re.match(r"\s+of\b", text[found.end() : found.end() + 5]):
        return False
    return counted.search(before) is not None and not _BY_OR_THAN.search(before)


def _part(found: re.Match[str]) -> float:
    if found["sign"]:
        return _SIGNS[found["sign"]]
    if found["half"] or found["single"]:
        return 1 / _PARTS[(found["half"] or found["single"]).lower()]
    top = found["top"].lower()
    part = found["part"].lower().replace("halves", "half")
    part = part if part in _PARTS else part.removesuffix("s")
    return (_UNITS.get(top) or int(top)) / _PARTS[part]


def _words(text: str) -> Iterator[Numeral]:
    position = 0
    while found := _NUMBER_WORD.search(text, position):
        numeral = _read_words(text, found)
        position = max(numeral.end, found.end()) if numeral else found.end()
        if numeral:
            yield numeral


def _read_words(text: str, first: re.Match[str]) -> Numeral | None:
    """Reads on from the first number word as long as the words make one number."""
    opening = first.group().lower().replace("-", " ")
    before = text[max(0, first.start() - 4) : first.start()].lower()
    if opening in _SCALES or (before.endswith("-") and not before.endswith("-to-")):
        return None
    if opening.endswith(("couple", "pair")):
        return Numeral(first.start(), first.end(), 2.0, 2.0, "words")
    begun = 0.5 if opening.startswith("half") else float(_SMALL.get(opening, 1))
    value, end = _read_on(text, first.end(), begun)
    if rest := _AND_A_HALF.match(text, end):
        end, value = rest.end(), value + {"half": 0.5, "quarter": 0.25}[rest[1].lower()]
    if opening in {"several", "few", "a few"}:
        return Numeral(first.start(), end, 2 * value, 10 * value - 1, "vague")
    return Numeral(first.start(), end, value, value, "words")


def _read_on(text: str, end: int, begun: float) -> tuple[float, int]:
    """The value of all words that make one number with `begun`, and where they end."""
    total, last = 0.0, float("inf")
    current: float | None = begun
    while word := _next_word(text, end, joined=current is None or current % 100 == 0):
        name, stop = word
        if name in _SMALL and _may_follow(current, _SMALL[name]):
            current = (current or 0) + _SMALL[name]
        elif name == "hundred" and current is not None and current < 20:
            current *= 100
        elif name in _SCALES and name != "hundred" and current and _SCALES[name] < last:
            total, last, current = total + current * _SCALES[name], _SCALES[name], None
        else:
            break
        end = stop
    return total + (current or 0), end


def _may_follow(current: float | None, small: int) -> bool:
    """Whether a word below hundred may go on with what was read of the current group."""
    if current is None or (current >= 100 and current % 100 == 0):
        return True
    return current >= 20 and current % 10 == 0 and small < 10


def _next_word(text: str, end: int, *, joined: bool) -> tuple[str, int] | None:
    """The next number word and its end, beyond a space, a hyphen, or "and" after a hundred."""
    found = _NEXT.match(text, end)
    if not found or (found["and"] and not joined):
        return None
    name = found["word"].lower()
    return (name, found.end()) if name in _SMALL or name in _SCALES else None
