"""Sentence and its grammar -> which days and hours it names, and whether it tells an order."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossframe.text.meaning.tree import Tree

Days = Mapping[str, frozenset[str]]

_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?")
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th)?")
_IN_TIMES = frozenset({"ADJ", "NOUN", "NUM", "PROPN"})
_ORDER = frozenset(
    """
    after afterwards again already before earlier eventually finally following formerly later
    meanwhile now once originally previously since soon still subsequently then until yet
    """.split()  # noqa: SIM905
)


def are_apart(here: Days, there: Days) -> bool:
    """Tells whether two sentences name different days: other numbers, months or weekdays.

    Args:
        here: The days that one names.
        there: Those of the other.

    Returns:
        True where both name some of one sort, and none of them is the same.
    """
    return any(here[sort] and there[sort] and not here[sort] & there[sort] for sort in here)


def days_of(tree: Tree) -> Days:
    """Finds the days that a sentence names.

    Args:
        tree: The sentence.

    Returns:
        Their numbers, months and weekdays, by "number", "month" and "weekday".
    """
    found: dict[str, set[str]] = {"number": set(), "month": set(), "weekday": set()}
    words = [tree.lower(token) for token in range(len(tree.parse.heads))]
    for token, word in enumerate(words):
        near = words[max(0, token - 1) : token + 2]
        timed = tree.parse.entities[token] in {"DATE", "TIME"}
        number = _NUMBER.fullmatch(word)
        if number and (timed or any(_is_month(other) for other in near)):
            found["number"].add(number[1])
        elif _WEEKDAY.fullmatch(word):
            found["weekday"].add(word.removesuffix("s"))
        elif _is_month(word) and (timed or tree.parse.pos[token] == "PROPN"):
            found["month"].add(word[:3])
    return {sort: frozenset(values) for sort, values in found.items()}


def _is_month(word: str) -> bool:
    return _MONTH.fullmatch(word) is not None


def times_of(tree: Tree) -> frozenset[str]:
    """The words by which a sentence names days and hours.

    Args:
        tree: The sentence.

    Returns:
        Lemmas of its dates and times; nothing where it names none.
    """
    return frozenset(
        tree.lemma(token)
        for token, entity in enumerate(tree.parse.entities)
        if entity in {"DATE", "TIME"} and tree.parse.pos[token] in _IN_TIMES
    )


def tells_order(tree: Tree) -> bool:
    """Tells whether a sentence says that one thing came before another: "later", "then"."""
    return any(tree.lower(token) in _ORDER for token in range(len(tree.parse.heads)))


def is_perfect(tree: Tree, token: int) -> bool:
    """Tells whether a verb stands in the perfect: "has closed", "had been closed"."""
    return any(tree.lemma(kid) == "have" for kid in tree.kids(token, "aux"))
