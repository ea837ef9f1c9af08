"""Word in its sentence -> what its clause tells of, names, dates and descriptions aside.

Of one person an article may tell many things, and of one day: that two clauses name both says
little. Nor does who somebody is: "Kos, head of the port" left, came and spoke.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crossframe.records import Parse
from crossframe.text.meaning.predicates import REPORTING
from crossframe.text.meaning.told_parts import (
    COMMON,
    judges,
    lemmas_of,
    subjects_of,
    tied_to,
    top_of,
)

# A clause that these join to another, without whom it is told of, tells more of the same.
_GOING_ON = frozenset({"advcl", "conj", "pcomp"})
# What a verb of speech says.
_SAID = frozenset({"ccomp", "xcomp"})
_MATTER = frozenset({"ADJ", "NOUN", "NUM", "VERB"})
_TIMES = frozenset({"DATE", "TIME"})
_FIGURES = _TIMES | {"CARDINAL", "MONEY", "ORDINAL", "PERCENT", "QUANTITY"}
_FURTHER = frozenset({"another", "earlier", "previous", "separate"})
_VERBS = frozenset({"AUX", "VERB"})
_STOPS = frozenset({".", "!", "?"})
# A verb with so much beside it is no mere "and killed".
_OWN = 2


class Name(NamedTuple):
    """A name as the lemmas of its words, in small letters, and whether it is a person's."""

    words: frozenset[str]
    is_person: bool


class Matter(NamedTuple):
    """What a part of a sentence tells of: its words, as lemmas in small letters, and its names."""

    words: frozenset[str]
    names: tuple[Name, ...]


def matter_of(parse: Parse, row: int) -> Matter | None:
    """Finds what the part of a sentence that a word stands in tells of.

    Args:
        parse: The grammar of the sentence.
        row: The word's token.

    Returns:
        The nouns, verbs, adjectives and numbers of its clause, of one that it goes on and of what a
        verb of speech says; and the names of its own clause. None where the word says what "it" is.
    """
    top = top_of(parse, row)
    if judges(parse, row, top):
        return None
    aside = set_aside(parse)
    told = {r for r in _piece(parse, row) if r not in aside or row in aside}
    clauses = {r: top_of(parse, r) for r in told}
    words = [r for r in told if _is_matter(parse, r)]
    tops = {top}
    if _goes_on(parse, top, sum(clauses[r] == top for r in words)):
        tops.add(top_of(parse, parse.heads[top]))
    if parse.lemmas[row].casefold() in REPORTING:
        tops |= {r for r, head in enumerate(parse.heads) if head == row and parse.deps[r] in _SAID}
    tied = {r for one in tops for r in tied_to(parse, one)}
    found = lemmas_of(parse, (r for r in words if clauses[r] in tops or r in tied))
    return Matter(frozenset(found), tuple(_names(parse, {r for r in told if clauses[r] == top})))


def clause_and_rest(parse: Parse, row: int) -> tuple[frozenset[str], frozenset[str]]:
    """Parts what a sentence tells where a word stands from what it tells elsewhere.

    Args:
        parse: The grammar of the sentence.
        row: The word's token.

    Returns:
        Lemmas in small letters, names included: those of the word's clause and of clauses that go
        on with it, but for the word; and all others.
    """
    aside = set_aside(parse)
    told = [r for r in range(len(parse.pos)) if r not in aside and _is_telling(parse, r)]
    clauses = {r: top_of(parse, r) for r in told}
    size, top = Counter(clauses.values()), top_of(parse, row)
    ties = [
        (one, top_of(parse, parse.heads[one])) for one in size if _goes_on(parse, one, size[one])
    ]
    joined = {top, *(above for one, above in ties if one == top)}
    joined |= {one for one, above in ties if above == top}
    own = (r for r in told if clauses[r] in joined and r != row)
    rest = (r for r in told if clauses[r] not in joined)
    return frozenset(lemmas_of(parse, own)), frozenset(lemmas_of(parse, rest))


def is_of_another(parse: Parse, row: int) -> bool:
    """Tells whether a noun is of one more of its kind than was told of: "thwarted another attack".

    Args:
        parse: The grammar of the sentence.
        row: The noun's token.

    Returns:
        True where "another" or its like stands before it.
    """
    before = [parse.lemmas[r].casefold() for r, head in enumerate(parse.heads[:row]) if head == row]
    return parse.pos[row] == "NOUN" and not _FURTHER.isdisjoint(before)


def told_words(parse: Parse) -> frozenset[str]:
    """The lemmas of a sentence, in small letters, but for who somebody is, and when it was."""
    aside = set_aside(parse)
    return frozenset(lemmas_of(parse, (r for r in range(len(parse.pos)) if r not in aside)))


def set_aside(parse: Parse) -> frozenset[int]:
    """Finds the words of a sentence that tell when it was, who somebody is, and who says it.

    Args:
        parse: The grammar of the sentence.

    Returns:
        Their tokens: days and hours, what stands beside a name as another word for it, and the
        subjects of verbs of speech.
    """
    found = {r for r, entity in enumerate(parse.entities) if entity in _TIMES}
    tops = {r for r in range(len(parse.pos)) if _is_description(parse, r)}
    if tops:
        found |= {r for r in range(len(parse.pos)) if not tops.isdisjoint(_above(parse, r))}
    return frozenset(found)


def _is_description(parse: Parse, row: int) -> bool:
    head = parse.heads[row]
    if parse.deps[row] == "appos":
        return parse.pos[head] == "PROPN"
    return parse.deps[row] == "nsubj" and parse.lemmas[head].casefold() in REPORTING


def _above(parse: Parse, row: int) -> Iterator[int]:
    """A token and all that it hangs on, up to a verb: what happened is no description."""
    while parse.pos[row] not in _VERBS:
        yield row
        if parse.heads[row] == row:
            return
        row = parse.heads[row]


def _goes_on(parse: Parse, top: int, n_own: int) -> bool:
    """Whether a clause tells more of what the one above it tells: "shot and killed two men"."""
    if parse.deps[top] == "ccomp":
        return True
    if parse.deps[top] not in _GOING_ON or subjects_of(parse, top):
        return False
    return parse.deps[top] != "conj" or n_own <= _OWN


def _piece(parse: Parse, row: int) -> range:
    """The tokens around a word as far as the next full stop, if a sentence has one within."""
    stops = [r for r, pos in enumerate(parse.pos) if pos == "PUNCT" and parse.lemmas[r] in _STOPS]
    first = max((r + 1 for r in stops if r < row), default=0)
    return range(first, min((r for r in stops if r > row), default=len(parse.pos)))


def _names(parse: Parse, rows: AbstractSet[int]) -> Iterator[Name]:
    """The names among some tokens."""
    found = list[int]()
    for row, entity in enumerate((*parse.entities, "")):
        ends = row == len(parse.entities) or not entity or parse.begins[row]
        if found and (ends or parse.entities[found[-1]] != entity):
            proper = (r for r in found if parse.pos[r] == "PROPN")
            yield Name(frozenset(lemmas_of(parse, proper)), parse.entities[found[0]] == "PERSON")
            found = []
        if entity and entity not in _FIGURES and row in rows:
            found.append(row)


def _is_telling(parse: Parse, row: int) -> bool:
    return parse.pos[row] in _MATTER | {"PROPN"} and parse.lemmas[row].casefold() not in COMMON


def _is_matter(parse: Parse, row: int) -> bool:
    if parse.pos[row] == "NUM" and parse.pos[parse.heads[row]] == "PROPN":
        return False  # somebody's age
    is_word = parse.pos[row] in _MATTER and (parse.pos[row] == "NUM" or not parse.entities[row])
    return is_word and parse.lemmas[row].casefold() not in COMMON
