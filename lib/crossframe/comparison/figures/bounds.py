"""Two equal figures -> why they may be no one fact: what stands around them tells otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossframe.comparison.figures.agents import behind_of, doer_of
from crossframe.comparison.figures.figure import TELLING, Figure
from crossframe.comparison.figures.owners import is_alias

_SIDED = frozenset({"over", "under", "at_least", "at_most"})
_NOT = re.compile(r"\b(?:no|none|nobody|neither|nor|never)\b", re.IGNORECASE)
_AHEAD = 200
# Where another sentence, or another part of one, begins; what stands within dashes does not.
_ENDS = re.compile(r"[.;:!?]|,\s(?:and|but|while|which|who)\s|\b(?:but|saw|while)\b")
# "Less than the $9 million that was told": that sum is another's.
_THAN_THE = re.compile(r"\bthan\sthe\s", re.IGNORECASE)
# A figure is named to say that the truth is further from it than from another.
_PASSED_OVER = re.compile(
    r"\b(?:near|clos)er\s(?:to\s)?(?:[^\s,;:.]|[.,]\d)+(?:\s(?!than\b)[^\s,;:.]+){0,2}\sthan\s"
    r"(?:to\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_WHENCE = re.compile(
    r"\s(?P<to>(?:north|south|east|west)(?:east|west)?)(?:ern)?\s(?:of|from)\s(?P<place>[^,.;:]+)"
)


def doubts_of_equal(one: Figure, other: Figure) -> Iterator[str]:
    """Finds reasons why two equal figures cannot be said to agree.

    Args:
        one: A figure.
        other: An equal figure of another article.

    Yields:
        Reasons in words.
    """
    denied = [figure for figure in (one, other) if is_denied(figure)]
    if len(denied) == 1:
        yield f"one says that none is {denied[0].as_written}"
    over = [figure for figure in (one, other) if is_passed_over(figure)]
    if len(over) == 1:
        yield f"one says that another figure comes nearer than {over[0].as_written}"
    if one.quantity.hedge != other.quantity.hedge:
        for figure in (one, other):
            if _THAN_THE.search(figure.as_written):
                yield f"one tells of what is {figure.as_written}"
    if one.quantity.kind == "count" and not one.state and one.quantity.low < TELLING:
        yield from _of_another_tally(one, other)
    if one.quantity.kind == "count" and (behind_of(one) or behind_of(other)):
        yield from _of_other_doers(one, other)


def is_denied(figure: Figure) -> bool:
    """Whether a bound is one that is not passed: "none has offered more than nine years"."""
    if figure.quantity.hedge not in _SIDED:
        return False
    ahead = figure.article.text[max(0, figure.start - _AHEAD) : figure.start]
    return _NOT.search(_ENDS.split(ahead)[-1]) is not None


def is_passed_over(figure: Figure) -> bool:
    """Whether a figure is what another is said to come nearer than: "nearer ten than twenty"."""
    ahead = figure.article.text[max(0, figure.start - _AHEAD) : figure.start]
    return _PASSED_OVER.search(ahead) is not None


def _of_another_tally(one: Figure, other: Figure) -> Iterator[str]:
    """Few of a kind, told right behind a measure that is another: "for 90 yards and two goals"."""
    (unit, low), (beside, its) = one.joined_to, other.joined_to
    if unit and unit == beside and low != its and not _is_near(low, its):
        yield f"told with other figures: {low:g} and {its:g} '{unit}'"


def _is_near(a: float, b: float) -> bool:
    return abs(a - b) <= max(1.0, max(a, b) / 20)


def _of_other_doers(one: Figure, other: Figure) -> Iterator[str]:
    first, second = doer_of(one), doer_of(other)
    named = first[:1].isupper() and second[:1].isupper() and not is_alias(first, second)
    if named and first.lower() not in other.words and second.lower() not in one.words:
        yield f"the same figure, but of '{first}' and of '{second}'"


def measured_from_others(one: Figure, other: Figure) -> str:
    """Says that two distances are measured in other directions, and from other places.

    Args:
        one: A figure.
        other: A figure of another article.

    Returns:
        The reason in words; "" where there is none.
    """
    found = [_WHENCE.match(figure.article.text, figure.end) for figure in (one, other)]
    if one.quantity.kind != "length" or not all(found):
        return ""
    a, b = (match for match in found if match)
    words = [set(re.findall(r"[\w’'-]{3,}", match["place"].lower())) - {"the"} for match in (a, b)]
    if a["to"] == b["to"] or words[0] & words[1]:
        return ""
    return f"one is measured {a['to']} of {a['place']}, the other {b['to']} of {b['place']}"
