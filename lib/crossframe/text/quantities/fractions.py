"""Text -> the parts of a whole that are written in it, in words or signs, in percent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossframe.text.quantities.nearby import just_before
from crossframe.text.quantities.numeral import SIGNS, UNITS, Numeral

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


def find_fractions(text: str) -> Iterator[Numeral]:
    """Finds the parts of a whole in a text.

    Args:
        text: A sentence.

    Yields:
        Them in text order, in percent.

    >>> [(one.low, text[one.start : one.end]) for text in ["Half of it fell."]
    ...  for one in find_fractions(text)]
    [(50.0, 'Half')]
    """
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
        return SIGNS[found["sign"]]
    if found["half"] or found["single"]:
        return 1 / _PARTS[(found["half"] or found["single"]).lower()]
    top = found["top"].lower()
    part = found["part"].lower().replace("halves", "half")
    part = part if part in _PARTS else part.removesuffix("s")
    return (UNITS.get(top) or int(top)) / _PARTS[part]
