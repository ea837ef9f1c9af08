"""Text -> the numbers written in it, in figures or in words, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from crossframe.text.quantities.fractions import find_fractions
from crossframe.text.quantities.numeral import BARRED, SIGNS, UNITS, Numeral
from crossframe.text.remembering import remembered

_TEENS = dict(
    zip(("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
         "eighteen", "nineteen"), range(10, 20), strict=True)
)  # fmt: skip
_TENS = dict(
    zip(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        range(20, 100, 10), strict=True)
)  # fmt: skip
_SMALL = UNITS | _TEENS | _TENS
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

_FIGURES = re.compile(
    rf"""(?:(?<![\w.,/:#№])|(?<=\$(?:US|AU|CA|NZ|HK))|(?<=\$[AC]))  # not inside a word, a code
    (?:(?<![^\W\d]-)|(?<=magnitude-))(?<![^\W\d]['’])  # or a number
    (?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:[\u00a0\u202f\u2009]\d{{3}})+
    |\d{{1,3}}(?:[ ]\d{{3}})*[ ]000
    |\d+(?:\.\d+)?)
    (?:[ ]?(?P<sign>[½¼¾⅓⅔])|[ -](?P<barred>{BARRED}))?
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
    rf"(?P<plural>{'|'.join(_PLURALS)})\b(?![ ]and[ ](?:dozens|hundreds|thousands|millions))"
    # Without a word for whom, "scores" are what somebody scored.
    r"(?<!scores(?![ ](?:of|more|others|were|are|have|had|dead|killed|injured|hurt|wounded)\b))",
    re.IGNORECASE,
)


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
    found = [*find_fractions(text), *_plurals(text), *_figures(text), *_words(text)]
    kept: list[Numeral] = []
    for numeral in sorted(found, key=lambda n: (n.start, -n.end)):
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return tuple(kept)


def _figures(text: str) -> Iterator[Numeral]:
    for found in _FIGURES.finditer(text):
        if sum(map(str.isdigit, found.group())) > _MOST_DIGITS:
            continue
        whole = text[found.start() : found.start("barred")] if found["barred"] else found.group()
        figures = re.match(r"[\d,.\u00a0\u202f\u2009 ]+", whole)
        value = float(re.sub(r"[^\d.]", "", figures[0].rstrip(" .")) if figures else "nan")
        value += SIGNS.get(found["sign"] or "", 0.0)
        value += float(Fraction(found["barred"] or 0))
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
