"""Sentence and its grammar -> the terms in it, and the phrase around a noun."""

from __future__ import annotations

import re
from typing import NamedTuple

from crossframe.records import Parse
from crossframe.text.remembering import remembered

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "INTJ"})
# Dates and amounts are compared as such elsewhere; as words they say when and how much, not how.
MEASURES = frozenset(
    {"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"},
)
_EMPTY = frozenset({"be", "do", "have"})
_LONGEST = 3
# What may stand between the head of a noun phrase and what belongs to its name.
_INSIDE = frozenset({"amod", "compound", "det", "nmod", "nummod", "poss", "quantmod", "case"})

# Marks that may stand within a noun phrase: a "dirty tricks" campaign.
_MARKS = frozenset({"'", '"', "``", "''", "‘", "’", "“", "”"})

# No word by itself: the end of "no-one".
_NO_ONE = re.compile(r"no[-‐‑]one", re.IGNORECASE)
_LENGTH = len("no-one")
# Nor is the end of "run-ins", "a shoot-out", "passers-by".
_PARTICLE = re.compile(
    r"(?<=\w)[-‐‑](?:away|backs?|by|downs?|ins?|offs?|ons?|outs?|overs?|throughs?|ups?)",
    re.IGNORECASE,
)
# Whether a clock's time names its zone is a habit of those who print it.
_ZONES = frozenset(
    """
    AEDT AEST BST CDT CEST CET CST EDT EEST EET EST GMT HKT IST JST MDT MSK MST PDT PST UTC
    """.split()  # noqa: SIM905
)


class Term(NamedTuple):
    """A word or phrase by its lemmas, and where it stands in the sentence's text."""

    term: str
    start: int
    end: int
    n_words: int


class Phrase(NamedTuple):
    """A noun with what belongs to it; `start`, `end` are characters of the sentence's text.

    `first`, `last` are token positions, the last one included; `head` is the noun's.
    """

    text: str
    start: int
    end: int
    head: int
    first: int
    last: int


@remembered
def terms_of(text: str, parse: Parse | None) -> tuple[Term, ...]:
    """Finds the words that mean something by themselves, and phrases of two or three words.

    Articles, prepositions, auxiliaries, pronouns, numbers and dates are no terms. A phrase begins
    and ends with a term; only "of" and its like, or a genitive, may stand between. A verb takes
    its particle along ("break down").

    Args:
        text: The sentence.
        parse: Its grammar; without one there are no terms.

    Returns:
        Terms by their first word, the shorter first.
    """
    if parse is None:
        return ()
    content = [_is_content(text, parse, row) for row in range(len(parse.starts))]
    return tuple(
        _term(parse, first, last)
        for first in range(len(content))
        for last in range(first, min(first + _LONGEST, len(content)))
        if content[first] and _is_phrase(parse, content, first, last)
    )


def _is_content(text: str, parse: Parse, row: int) -> bool:
    word = text[parse.starts[row] : parse.ends[row]]
    return (
        parse.pos[row] in _CONTENT
        and parse.entities[row] not in MEASURES
        and parse.lemmas[row] not in _EMPTY
        and len(word.strip(".")) > 1
        and any(map(str.isalpha, word))
        and word not in _ZONES
        and not _NO_ONE.fullmatch(text[max(0, parse.ends[row] - _LENGTH) : parse.ends[row]])
        and not _PARTICLE.fullmatch(text, max(0, parse.starts[row] - 1), parse.ends[row])
    )


def _is_phrase(parse: Parse, content: list[bool], first: int, last: int) -> bool:
    if first == last:
        return True
    if parse.deps[last] in {"amod", "compound", "nmod"} and parse.heads[last] > last:
        return False  # "a cable between Abu", of Abu Amsel
    between = range(first + 1, last)
    if not all(content[row] or parse.pos[row] == "ADP" or _genitive(parse, row) for row in between):
        return False
    particle = parse.deps[last] == "prt" and parse.heads[last] == first
    return particle or content[last]


def _genitive(parse: Parse, row: int) -> bool:
    return parse.tags[row] == "POS"


def _term(parse: Parse, first: int, last: int) -> Term:
    start, end = parse.starts[first], parse.ends[last]
    words = [parse.lemmas[row].casefold() for row in range(first, last + 1)]
    return Term(" ".join(words), start, end, len(words))


def noun_phrase(text: str, parse: Parse, head: int) -> Phrase:
    """Finds the noun phrase around a noun: its determiner, modifiers, and what it is "of".

    Clauses, appositions, further members of a list and other prepositions are left out.

    Args:
        text: The sentence.
        parse: Its grammar.
        head: Token position of the noun.

    Returns:
        The phrase, contiguous.
    """
    rows = {head}
    for row in range(len(parse.heads)):
        at = row
        while at not in rows and _belongs(parse, at, head):
            at = parse.heads[at]
        if at in rows:
            rows.add(row)
    first = last = head
    while first - 1 in rows:
        first -= 1
    while last + 1 in rows:
        last += 1
    while first and _is_glued(text, parse, first - 1):
        first -= 1
    while last + 1 < len(parse.heads) and _is_glued(text, parse, last):
        last += 1
    while last > head and parse.pos[last] == "ADP":  # "a member of murdering": its noun is no noun
        last -= 1
    start, end = parse.starts[first], parse.ends[last]
    return Phrase(text[start:end], start, end, head, first, last)


def _is_glued(text: str, parse: Parse, row: int) -> bool:
    """True if a token and the next are parts of one word with a hyphen ("co-workers")."""
    end = parse.ends[row]
    return end == parse.starts[row + 1] and "-" in {text[end - 1], text[end]}


def _belongs(parse: Parse, row: int, head: int) -> bool:
    """True if a token modifies its governor the way parts of one name or noun phrase do."""
    governor = parse.heads[row]
    if governor == row:
        return False
    if parse.deps[row] in _INSIDE:
        return True
    if parse.deps[row] == "prep":
        return parse.lemmas[row] == "of" and governor == head
    if parse.deps[row] == "pobj":
        return parse.lemmas[governor] == "of" and parse.heads[governor] == head
    if parse.lemmas[row] in _MARKS:
        return row < head
    return parse.deps[row] in {"advmod", "npadvmod", "punct"} and row < governor != head
