"""A sum or a length of time that somebody offers -> by whom it is offered, if by anybody.

Of several who bid for one thing each offers its own; that two bid as much makes no fact of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.owners import is_alias

_NAME = r"(?:[A-Z][\w’'-]*\s){0,3}[A-Z][\w-]+"
_OFFER = re.compile(
    r"\b(?:offer(?:s|ed|ing)?|bid(?:s|ding)?|propos(?:e|ed|es|al|als)|deals?|contracts?)\b",
    re.IGNORECASE,
)
_BETWEEN = (
    r"(?:,?\s(?:have|has|had|are|is|were|was|reportedly|also|recently|now|said|believed|to|be|"
    r"(?:last|this)\s(?:week|month)|according\sto\s[a-z\s]{1,20},))*"
)
# "The Kites have made an offer", "the Kites' offer", "the Kite offer"; and what a list leaves out:
# "the Kites are at nine years, the Owls between three and four years". Of two that are joined by
# "and" none is meant alone.
_GIVES = re.compile(
    rf"(?:^|[.;:,]\s|\b(?:[Tt]he|that)\s)(?P<name>{_NAME}){_BETWEEN}\s(?:made|make|makes|making|"
    r"offer(?:s|ed|ing)?|bid|extend(?:s|ed)|propos(?:e|ed|es)|at|upgraded|raised)\b|"
    rf"[Tt]he\s(?P<bare>{_NAME})(?:"
    r"\s(?:(?:around|about|between|at)\s)?(?:$|(?=[\d$£€]|[a-z]+\syears))|"
    r"\s(?:offer|bid|proposal)\b|"
    r"\s?[’'](?:s\s|\s)(?=[^.;,]{0,25}$))"
)
# "The Kites (three years, $9 million)".
_IN_BRACKETS = re.compile(rf"(?P<name>{_NAME})\s\((?:[^()]*,\s)?$")
# "An offer from the Kites", behind the figure.
_FROM = re.compile(
    rf"[^.;:]{{0,40}}?\b(?:offers?|bids?|deals?|contracts?)\b[^.;:,]{{0,30}}?\b(?:from|by)\s(?:the\s)?"
    rf"(?P<name>{_NAME})(?P<more>\s(?:and|or)\s)?"
)
# What was told of before is meant by these.
_MEANT = re.compile(
    r"\b(?:[Tt]he(?:ir|\snew)?|[Ii]ts|this|that)\s(?:offer|bid|deal|proposal)\b|\b[Ii]t\b"
)
# Sentences that may have told of the offer: in how many characters before.
_AHEAD = 400
_NO_NAMES = frozenset({"He", "It", "She", "They", "The", "But", "And", "If", "In", "On", "At"})


def offerer_of(before: str, text: str, start: int, end: int) -> str:
    """Finds who offers a sum or a length of time.

    Args:
        before: The article up to the sentence.
        text: The sentence.
        start: Where the figure begins.
        end: Where it ends.

    Returns:
        The last word of the name; "" where no offer is told of, or none is named with it.

    >>> text = "The Kites have offered nine years, the Owls (three years)."
    >>> offerer_of("", text, 23, 33), offerer_of("", text, 45, 56)
    ('Kites', 'Owls')
    >>> offerer_of("The Kites made an offer. ", "The deal may be for nine years.", 20, 30)
    'Kites'
    """
    behind = _FROM.match(text, end)
    if behind:
        return "" if behind["more"] else behind["name"].split()[-1]
    if bracketed := _IN_BRACKETS.search(text[:start]):
        return bracketed["name"].split()[-1]
    if named := _last(_GIVES.finditer(text[:start])):
        return named if _OFFER.search(text) else ""
    if _MEANT.search(text[:start]) is None:
        return ""
    ahead = before[-_AHEAD:]
    return _last(_GIVES.finditer(ahead)) if _OFFER.search(ahead) else ""


def _last(found: Iterable[re.Match[str]]) -> str:
    names = [match["name"] or match["bare"] for match in found]
    last = names[-1].split()[-1] if names else ""
    return "" if last in _NO_NAMES else last


def offered_by_others(one: Figure, other: Figure) -> str:
    """Says that two offer the sums or times: one of the articles names both of them.

    Args:
        one: A figure.
        other: A figure of another article.

    Returns:
        The reason in words; "" where the offers may be one.
    """
    a, b = one.offered_by, other.offered_by
    if not a or not b or is_alias(a, b) or _is_one_name(one, other):
        return ""
    texts = (one.article.text, other.article.text)
    if not any(_names(text, a) and _names(text, b) for text in texts):
        return ""
    return f"offered by others: '{a}', '{b}'"


def _is_one_name(one: Figure, other: Figure) -> bool:
    """Whether one of the words stands beside the other somewhere: "Averley Kites"."""
    a, b = re.escape(one.offered_by), re.escape(other.offered_by)
    beside = re.compile(rf"\b(?:{a}\s(?:\w+\s)?{b}|{b}\s(?:\w+\s)?{a})\b")
    return any(beside.search(figure.article.text) for figure in (one, other))


def _names(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None
