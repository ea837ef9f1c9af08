"""Two figures of one thing -> what in their writing may make them seem to differ, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.groups import publisher

# What makes a dollar the one of the United States.
_US = re.compile(
    r"US\$|U\.S\.\$|\$US|\bUSD\b|\b(?:US|U\.S\.|American)[ -]dollars?\b", re.IGNORECASE
)
# Countries with dollars of their own, by the ends of outlets' names.
_ABROAD = re.compile(r"\.(au|ca|hk|nz|sg)$", re.IGNORECASE)
_CLOSED = re.compile(
    r"\b(?:clos|end|finish|settl)(?:e|es|ed|ing|s)?\b[^,.;:]{0,40}$",
    re.IGNORECASE,
)
_AT_CLOSE = re.compile(r"[^.;:]{0,40}?\b(?:at|by) the (?:close|end of trading)\b", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"\b(\d{1,2})12\b(?![.,]\d)")
# How far before a figure its verb may stand.
_NEAR = 60


def doubts_of_money(one: Figure, other: Figure, moneys: AbstractSet[str]) -> Iterator[str]:
    """Finds why two sums with a bare "$" may be in the dollars of two countries.

    A "$" alone is read as that of the United States as long as the event gives no reason to think
    of another: a sum told in euros may have been turned into either.

    Args:
        one: A figure.
        other: A figure of another article, for the same thing.
        moneys: The currencies that the event names beside dollars.

    Yields:
        The reason in words; nothing where both say whose dollars they are.
    """
    both = (one, other)
    if any(f.quantity.unit != "USD" for f in both) or not any(_is_bare(f) for f in both):
        return
    if moneys:
        yield f"dollars, which not said, where the event also gives sums in {min(moneys)}"
    ends = [_ABROAD.search(publisher(figure.article)) for figure in both]
    countries = {found[1].lower() if found else "" for found in ends}
    if len(countries) > 1:
        yield "dollars, which not said, and the outlets are of countries with dollars of their own"


def _is_bare(figure: Figure) -> bool:
    return not _US.search(figure.article.text)


def is_of_the_close(figure: Figure) -> bool:
    """Tells whether a share or a sum is what a day of trading ended with.

    Args:
        figure: A figure.

    Returns:
        True for "closed down 3.9 percent" and "fell 3.9 percent at the close".
    """
    if figure.quantity.kind not in {"percent", "money"}:
        return False
    text = figure.article.text
    ahead, behind = text[max(0, figure.start - _NEAR) : figure.start], text[figure.end :]
    return bool(_CLOSED.search(ahead) or _AT_CLOSE.match(behind))


def lost_fraction(one: Figure, other: Figure, halves: AbstractSet[tuple[str, float]]) -> str:
    """Finds a figure with a half of which the digits ran together: "412 months" for "4 1/2".

    Args:
        one: A figure.
        other: Another.
        halves: The figures of the event with a half: unit and value.

    Returns:
        The reason in words; "" unless the event gives the same figure with its half elsewhere.
    """
    for figure in (one, other):
        found = _RUN_TOGETHER.search(figure.as_written)
        if found and (figure.quantity.unit, int(found[1]) + 0.5) in halves:
            return f"'{found.group()}' may be {found[1]} 1/2, run together"
    return ""
