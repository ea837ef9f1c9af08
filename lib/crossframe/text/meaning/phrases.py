"""Sentence and its grammar -> the terms in it, and the phrase around a noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
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

# What joins tokens to one word: "co-workers", "run-ins".
_HYPHENS = frozenset("-‐‑")
_NO_ONE = re.compile(r"no[-‐‑]one", re.IGNORECASE)
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


class Word(NamedTuple):
    """A token, or all that hyphens join; of these `head` is the one that the others belong to."""

    first: int
    last: int
    head: int


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

    Articles, prepositions, auxiliaries, pronouns, numbers and dates are no terms, and what a hyphen
    joins is one word. A phrase begins and ends with a term; only "of" and its like, or a genitive,
    may stand between, and it is no beginning of a longer name. A verb takes its particle along
    ("break down").

    Args:
        text: The sentence.
        parse: Its grammar; without one there are no terms.

    Returns:
        Terms by their first word, the shorter first.
    """
    if parse is None:
        return ()
    words = words_of(text, parse)
    content = [_is_content(text, parse, word) for word in words]
    return tuple(
        _term(parse, words[first : last + 1])
        for first in range(len(words))
        for last in range(first, min(first + _LONGEST, len(words)))
        if content[first] and _is_phrase(parse, words[first : last + 1], content[first : last + 1])
    )


@remembered
def words_of(text: str, parse: Parse) -> tuple[Word, ...]:
    """Joins the tokens of a sentence to words: "co-workers" is one, and "feud--" none.

    Args:
        text: The sentence.
        parse: Its grammar.

    Returns:
        The words, every token in one, in text order.
    """
    found: list[Word] = []
    first, n_tokens = 0, len(parse.starts)
    while first < n_tokens:
        last = first
        while last + 2 < n_tokens and _is_joined(text, parse, last):
            last += 2
        inside = range(first, last + 1)
        outward = [row for row in inside if parse.heads[row] not in inside]
        found.append(Word(first, last, max(outward, default=last)))
        first = last + 1
    return tuple(found)


def _is_joined(text: str, parse: Parse, row: int) -> bool:
    """Whether a hyphen alone stands between a token and the next but one."""
    hyphen = text[parse.starts[row + 1] : parse.ends[row + 1]]
    return (
        hyphen in _HYPHENS
        and parse.ends[row] == parse.starts[row + 1]
        and parse.ends[row + 1] == parse.starts[row + 2]
        and text[parse.ends[row] - 1].isalnum()
        and text[parse.starts[row + 2]].isalnum()
    )


def _is_content(text: str, parse: Parse, word: Word) -> bool:
    rows = range(word.first, word.last + 1)
    written = text[parse.starts[word.first] : parse.ends[word.last]]
    return (
        any(parse.pos[row] in _CONTENT for row in rows)
        and not any(parse.entities[row] in MEASURES for row in rows)
        and parse.lemmas[word.head] not in _EMPTY
        and len(written.strip(".")) > 1
        and any(map(str.isalpha, written))
        and written not in _ZONES
        and not _NO_ONE.fullmatch(written)
    )


def _is_phrase(parse: Parse, words: Sequence[Word], content: Sequence[bool]) -> bool:
    if len(words) == 1:
        return True
    head = words[-1].head
    particle = parse.deps[head] == "prt" and parse.heads[head] == words[0].head
    if not (particle or content[-1]):
        return False
    if parse.deps[head] in {"amod", "compound", "nmod"} and parse.heads[head] > head:
        # "Port Amsel" of "the Port Amsel ferries", but not "a cable between Abu", of Abu Amsel.
        if parse.pos[parse.heads[head]] == "PROPN":
            return False
        if not all(_is_beside(parse, word.head, head) for word in words):
            return False
    joining = [word.head for word, own in zip(words[1:-1], content[1:-1], strict=True) if not own]
    return all(parse.pos[row] == "ADP" or _genitive(parse, row) for row in joining)


def _is_beside(parse: Parse, row: int, head: int) -> bool:
    """Whether a word belongs to a head, or as a noun to what that belongs to."""
    while row < parse.heads[row] <= head:
        row = parse.heads[row]
    return row == head or (parse.deps[row] == "compound" and parse.heads[row] == parse.heads[head])


def _genitive(parse: Parse, row: int) -> bool:
    return parse.tags[row] == "POS"


def _term(parse: Parse, words: Sequence[Word]) -> Term:
    lemmas = ("".join(parse.lemmas[word.first : word.last + 1]).casefold() for word in words)
    start, end = parse.starts[words[0].first], parse.ends[words[-1].last]
    return Term(" ".join(lemmas), start, end, len(words))


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
