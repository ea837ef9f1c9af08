"""Two figures of what somebody has behind him -> why what is told may be one more, in words."""

from __future__ import annotations

import re

from crossframe.comparison.figures.figure import Figure

# Won and lost, and drawn: "52-3", "45-7-2".
_RECORD = re.compile(r"(?<![\d,.-])\d{1,3}[-–]\d{1,3}(?:[-–]\d{1,3})?(?![\d-])(?!,\d{3})")
# Between a record and a figure that belongs to it: "52-3, 46 KOs", "36-2 with a fine 30 stoppages".
_BETWEEN = re.compile(
    r"(?:,|\s?\(|\s(?:with|and|including))?\s?(?:an?\s)?(?:\w+\s)?", re.IGNORECASE
)
_NEAR = 40
# "A three-time champion" has been one so often before, or with this one.
_TIMES_OVER = re.compile(
    r"\s(?:\w+\s){0,3}?(?:champion|holder|medallist|medalist|winner)s?\b", re.IGNORECASE
)


def doubt_of_tally(one: Figure, other: Figure) -> str:
    """Finds out whether one of two figures may count what the articles tell, the other not yet.

    An article gives the record with which somebody went into a bout, another that with which he
    left it: then what grows with each bout differs by one, and neither is wrong.

    Args:
        one: A figure.
        other: A figure of another article, for the same thing.

    Returns:
        The reason in words; "" where the figures are not one apart, where neither stands beside a
        record nor says how often somebody won a title, and where both stand beside one record.
    """
    a, b = one.quantity, other.quantity
    if a.kind != "count" or a.low != a.high or b.low != b.high or abs(a.low - b.low) != 1:
        return ""
    records = [_record_of(figure) for figure in (one, other)]
    if records[0] != records[1]:
        return f"one may count what is told: a record of {', one of '.join(filter(None, records))}"
    if not any(records) and all(_is_of_titles(figure) for figure in (one, other)):
        return "one may count the title that is told of"
    return ""


def _record_of(figure: Figure) -> str:
    """The record right before a figure, or right behind it; "" for none."""
    text = figure.article.text
    ahead = text[max(0, figure.start - _NEAR) : figure.start]
    for found in reversed(list(_RECORD.finditer(ahead))):
        if _BETWEEN.fullmatch(ahead[found.end() :]):
            return found.group()
    behind = text[figure.end : figure.end + _NEAR]
    found_behind = re.match(rf"\s?[(,]\s?(?P<record>{_RECORD.pattern})", behind)
    return found_behind["record"] if found_behind else ""


def _is_of_titles(figure: Figure) -> bool:
    """Whether a figure says how often somebody won what is won again and again."""
    is_often = figure.as_written.casefold().endswith(("time", "times"))
    return is_often and _TIMES_OVER.match(figure.article.text, figure.end) is not None
