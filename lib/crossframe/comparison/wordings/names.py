"""Noun phrase of a sentence -> what it calls the thing: articles, numbers, possessors taken off."""

from __future__ import annotations

import re
from typing import NamedTuple

from crossframe.records import Parse
from crossframe.text.meaning.phrases import MEASURES, Phrase

# Words at the edge of a noun phrase that are no part of a name.
_EDGES = frozenset({"case", "det", "nummod", "poss", "predet", "quantmod"})
NOUNS = frozenset({"NOUN", "PROPN"})
# These do stand behind the noun that they belong to.
_RANKS = frozenset("designate elect emeritus general major martial minor royal".split())  # noqa: SIM905
# What these are "of" is what is named.
_PART_OF = frozenset(
    """
    No no amount body bulk bunch couple dozen fraction half handful hundred lot majority million
    minority most number pair part percent percentage piece portion quarter rest score share sum
    thousand total value worth
    """.split()  # noqa: SIM905
)
_AMOUNT = re.compile(
    r"[$€£¥₹]|\d[\d.,]*\s?(?:bn|k|m|million|billion|trillion|tn)\b|\w\d+(?:million|billion|m|bn)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"(?:[\w-]+-)?(?:year|month|week|day)s?[ -]olds?\s", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_UNIT = re.compile(r"(?:year|month|week|day|hour|minute|mile|foot|yard|inch|pound|point|game)\s")


class Name(NamedTuple):
    """What a sentence calls something: `key` its lemmas, `head` that of its noun.

    `entity` is "" or its OntoNotes type; `is_proper` tells whether a proper noun is part of it,
    `is_named` whether its head is one, `is_many` whether that is a plural. `proper` are the lemmas
    of its proper nouns.
    `start`, `end` count characters of the sentence's text, `row` is the noun's token.
    """

    text: str
    key: str
    head: str
    entity: str
    is_proper: bool
    is_named: bool
    is_many: bool
    proper: frozenset[str]
    start: int
    end: int
    row: int


def name_of(text: str, parse: Parse, phrase: Phrase) -> Name | None:
    """Takes articles, numbers and possessors off a noun phrase.

    Args:
        text: The sentence.
        parse: Its grammar.
        phrase: The noun phrase.

    Returns:
        What it calls the thing; None for pronouns, dates and amounts, and for a part of it.
    """
    if parse.pos[phrase.head] not in NOUNS or parse.entities[phrase.head] in MEASURES:
        return None
    if {parse.lemmas[phrase.head], parse.lemmas[phrase.head].casefold()} & _PART_OF:
        return None
    if _AMOUNT.search(phrase.text):
        return None
    first, last = _core(text, parse, phrase)
    key = " ".join(
        parse.lemmas[row].casefold()
        for row in range(first, last + 1)
        if parse.pos[row] not in {"PUNCT", "PART"}
    )
    start, end = parse.starts[first], parse.ends[last]
    head = parse.lemmas[phrase.head].casefold()
    proper = frozenset(
        parse.lemmas[row].casefold() for row in range(first, last + 1) if parse.pos[row] == "PROPN"
    )
    return Name(
        text=text[start:end],
        key=key,
        head=head,
        entity=parse.entities[phrase.head],
        is_proper=bool(proper),
        is_named=parse.pos[phrase.head] == "PROPN",
        is_many=parse.tags[phrase.head] in {"NNS", "NNPS"},
        proper=proper,
        start=start,
        end=end,
        row=phrase.head,
    )


def _core(text: str, parse: Parse, phrase: Phrase) -> tuple[int, int]:
    first, last = phrase.first, phrase.last
    if parse.pos[phrase.head] == "PROPN":  # "16-year-old Ann Ray" is called Ann Ray
        first = phrase.head
        while first > phrase.first and parse.pos[first - 1] == "PROPN":
            first -= 1
    while first < phrase.head and _is_edge(parse, first, phrase.head):
        first += 1
    if parse.entities[phrase.head] == "PERSON":  # nobody is called by where they are from
        last = phrase.head
    while last > phrase.head and _hangs_behind(parse, last):
        last -= 1
    return _without_age(text, parse, first, phrase.head), last


def _hangs_behind(parse: Parse, row: int) -> bool:
    """Whether the last word of a phrase is no part of a name: "protesters furious", "of 2008"."""
    is_adjective = parse.pos[row] == "ADJ" and parse.lemmas[row].casefold() not in _RANKS
    is_year = parse.pos[row - 1] == "ADP" and _YEAR.fullmatch(parse.lemmas[row]) is not None
    return is_adjective or is_year or parse.pos[row] in {"ADP", "PUNCT", "DET"}


def _without_age(text: str, parse: Parse, first: int, head: int) -> int:
    """The token after "year-old", or after the unit of "30-year", which are no part of a name."""
    begins = parse.starts[first]
    cut = _AGE.match(text, begins) or (
        text[begins - 1 : begins] == "-" and _UNIT.match(text, begins)
    )
    while cut and first < head and parse.starts[first] < cut.end():
        first += 1
    return first


def _is_edge(parse: Parse, row: int, head: int) -> bool:
    at = row
    while parse.heads[at] not in {at, head}:
        if parse.deps[at] in {"poss", "nummod"}:
            return True
        at = parse.heads[at]
    return parse.deps[at] in _EDGES or parse.pos[row] in {"DET", "PUNCT", "NUM"}
