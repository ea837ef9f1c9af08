"""Claim map -> names that a text itself says are one: "Aville, which it calls Beville"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from crossframe.records import ClaimMap, Parse, Sentence

_NAME = r"((?:\w[\w.’'-]*\s){0,3}\w[\w’'-]*)"
# In brackets stands much else (where somebody is from, a party, an agency): initials alone count.
_BRACKETS = re.compile(rf"{_NAME}\s\({_NAME}\)")
_SAID_SO = (
    re.compile(rf"{_NAME}\s\((?:formerly|also|once|then|now)\s(?:called\s|known\sas\s)?{_NAME}\)"),
    re.compile(
        rf"{_NAME},\s(?:which|whom|that)\s(?:\w+\s){{1,3}}(?:calls?|called|names?)\s{_NAME}"
    ),
    re.compile(rf"{_NAME},?\s(?:(?:also|formerly|previously|once|now|better)\s)known\sas\s{_NAME}"),
)
# A word of each form, which is soon looked for: in most sentences none of them stands.
_HINT = re.compile(r"\s\(|\s(?:calls?|called|names?|known)\s")


class Equation(NamedTuple):
    """Two proper names of one thing, in alphabetical order, and the sentence that says so."""

    names: tuple[str, str]
    entity: str
    sentence: Sentence


def equations(claim_map: ClaimMap) -> Iterator[Equation]:
    """Finds statements that give two names of one thing.

    Args:
        claim_map: The event.

    Yields:
        One equation each, in the order of the claim map.
    """
    for sentence, parse in zip(claim_map.sentences, claim_map.parses, strict=True):
        if parse is not None and sentence.is_statement and _HINT.search(sentence.text):
            for form in (_BRACKETS, *_SAID_SO):
                for found in form.finditer(sentence.text):
                    one = _proper(sentence.text, parse, found.span(1), last=True)
                    other = _proper(sentence.text, parse, found.span(2), last=False)
                    if one and other and _is_credible(one, other, in_brackets=form is _BRACKETS):
                        names = (min(one[0], other[0]), max(one[0], other[0]))
                        yield Equation(names, one[1] or other[1], sentence)


# They give no letter to initials.
_BETWEEN = frozenset({"and", "for", "in", "of", "on", "the"})


def is_initials(short: str, long: str) -> bool:
    """Tells whether one name is made of the first letters of the other's words.

    >>> is_initials("U.N.", "United Nations"), is_initials("UK", "United Nations")
    (True, False)
    >>> is_initials("PTA", "parents and teachers association"), is_initials("PC", "Portland")
    (True, False)
    """
    letters = "".join(filter(str.isalnum, short))
    words = long.split()
    named = "".join(word[0] for word in words if word[:1].isupper())
    every = "".join(word[0].upper() for word in words if word.lower() not in _BETWEEN)
    return letters.isupper() and len(letters) > 1 and letters in {named, every}


def _is_credible(one: tuple[str, str], other: tuple[str, str], *, in_brackets: bool) -> bool:
    """Initials must fit, and nothing but initials counts in brackets."""
    if one[0].casefold() == other[0].casefold():
        return False
    if other[0].isupper():
        return is_initials(other[0], one[0])
    return not in_brackets


def _proper(
    text: str, parse: Parse, span: tuple[int, int], *, last: bool
) -> tuple[str, str] | None:
    """The proper nouns at the end (or the beginning) of a stretch of text, and their entity."""
    start, end = span
    rows = [row for row, at in enumerate(parse.starts) if start <= at and parse.ends[row] <= end]
    block: list[int] = []
    for row in reversed(rows) if last else rows:
        if parse.pos[row] != "PROPN":
            break
        block.append(row)
    if not block:
        return None
    first, final = min(block), max(block)
    return text[parse.starts[first] : parse.ends[final]], parse.entities[first]
