"""Two figures -> whether those of whom they are told are one, or others."""

from __future__ import annotations

import re

from crossframe.comparison.figures.figure import PRONOUNS, TELLING, Figure
from crossframe.comparison.figures.owners import is_alias, is_like_name, is_one_person

# In how many characters before a figure a pronoun's name is looked for: two or three sentences.
_SHORTLY = 300
# "A 45-yard goal by Ada Lind": whoever is named so did it, whoever else the sentence is about.
_BY = re.compile(r"(?:\s[a-z-]+){1,3}\sby\s(?:[A-Z][\w’'-]+\s){0,2}(?P<name>[A-Z][\w’'-]+)")
# "14 points from the keeper Ada Lind": hers, whoever is said to have got them.
_FROM = re.compile(r"\sfrom\s(?:[a-z-]+\s){0,4}[A-Z][\w’'-]+\s(?P<name>[A-Z][\w’'-]+)")


def are_of_one(one: Figure, other: Figure) -> bool:
    """Whether both figures are told of one that both sentences name, or mean by a pronoun."""
    return bool(one.agent and other.agent) and is_alias(one.agent, other.agent)


def are_of_others(one: Figure, other: Figure) -> bool:
    """Whether the figures are told of two that are named where the figures stand."""
    a, b = doer_of(one), doer_of(other)
    return a[:1].isupper() and b[:1].isupper() and not is_alias(a, b)


def doer_of(figure: Figure) -> str:
    """Whoever a figure is told of: by a name right behind what is counted, or as its subject."""
    return behind_of(figure) or figure.quantity.actor


def behind_of(figure: Figure) -> str:
    """The name of a person right behind what is counted, who did it; "" where there is none."""
    kind, text = figure.quantity.kind, figure.article.text
    if kind == "length":
        found = _BY.match(text, figure.end)
    else:
        found = _FROM.match(text, figure.end) if kind == "count" and not figure.state else None
    return found["name"] if found and not _is_place(figure, found["name"]) else ""


def _is_place(figure: Figure, name: str) -> bool:
    return any(name in place.split() for place in figure.places)


def agents_apart(one: Figure, other: Figure) -> str:
    """Says why equal figures may be of two things: other agents are named with them.

    Two names may be one person's, or those of a judge and of a convict, so this tells nothing
    surely; a telling figure is hardly equal by chance, and who is named beside the other may share
    in the deed: "Ray's pass to Lind", "Lind scored on a pass".

    Args:
        one: A figure.
        other: An equal figure of another article.

    Returns:
        The reason in words; "" where there is none.
    """
    a = one.quantity
    if are_others_ages(one, other):
        return "" if is_like_name(one.owner, other.owner) else ages(one, other)
    if one.state or a.kind == "count" or a.base_low >= TELLING or not are_of_others(one, other):
        return ""
    first, second = doer_of(one), doer_of(other)
    if first.lower() in other.words or second.lower() in one.words:
        return ""
    return f"the same figure, but of '{first}' and of '{second}'"


def only_agent(one: Figure, other: Figure) -> str:
    """The name of whom only one of two figures is told, as far as the other tells of whom it is.

    Args:
        one: A figure.
        other: A figure of another article.

    Returns:
        The name; "" where the other may be told of the same.
    """
    for figure, beside in ((one, other), (other, one)):
        actor = figure.quantity.actor
        if not actor[:1].isupper() or actor.lower() in beside.words or _tells(figure):
            continue
        its = beside.quantity.actor
        named = its[:1].isupper() and is_alias(actor, its)
        if not named and not refers_to(beside, actor):
            return actor
    return ""


def _tells(figure: Figure) -> bool:
    """Whether the subject of a figure's verb is who gives it: "the Survey put it at 30 miles"."""
    said_by = (figure.said_by or "").lower()
    return figure.quantity.actor.lower() in re.findall(r"[\w’'-]+", said_by)


def refers_to(figure: Figure, name: str) -> bool:
    """Whether a pronoun that a figure is told of may stand for a name shortly before it."""
    if figure.quantity.actor.lower() not in PRONOUNS:
        return False
    ahead = figure.article.text[max(0, figure.start - _SHORTLY) : figure.start]
    return re.search(rf"\b{re.escape(name)}\b", ahead) is not None


def is_pronoun_of_another(figure: Figure, name: str) -> bool:
    """Whether "he" or "she" stands for somebody else, before the article tells of a name."""
    if figure.quantity.actor.lower() not in {"he", "she"} or not figure.agent:
        return False
    ahead = figure.article.text[: figure.start]
    return not is_alias(figure.agent, name) and re.search(rf"\b{re.escape(name)}\b", ahead) is None


def are_others_ages(one: Figure, other: Figure) -> bool:
    """Whether the ages, or the inhabitants, are those of two that are named."""
    return bool(one.owner and other.owner) and not is_one_person(one.owner, other.owner)


def ages(one: Figure, other: Figure) -> str:
    """Names whose ages, or inhabitants, two figures tell."""
    return f"{owned(one, 's')} of {one.owner.title()} and of {other.owner.title()}"


def owned(figure: Figure, plural: str = "") -> str:
    """What a figure tells of its owner: "age", "ages" or "inhabitants"."""
    return f"age{plural}" if figure.quantity.kind == "age" else "inhabitants"
