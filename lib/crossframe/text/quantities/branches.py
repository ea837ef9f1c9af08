"""Grammar of a sentence and a word in it -> the words that hang on that word."""

from __future__ import annotations

from crossframe.records import Parse

NOUNS = frozenset({"NOUN", "PROPN"})
_GENITIVE = frozenset({"'s", "’s", "'", "’"})
# How far behind its owner the plural stands that is counted: "of Ray's first eight points".
_OWNED = 6


def children(parse: Parse, index: int) -> list[int]:
    """The words that hang on a word itself, in text order."""
    return [i for i, head in enumerate(parse.heads) if head == index and i != index]


def first_counted(parse: Parse, after: int) -> int | None:
    """The object of a preposition."""
    return next((i for i in children(parse, after) if parse.deps[i] == "pobj"), None)


def first_noun(parse: Parse, after: int) -> int | None:
    """The first noun that hangs on a word."""
    return next((i for i in children(parse, after) if parse.pos[i] in NOUNS), None)


def past_owner(parse: Parse, noun: int | None) -> int | None:
    """The noun itself, or the plural behind a mark that shows it to own what is counted."""
    if noun is None or parse.lemmas[noun + 1 : noun + 2] not in {(mark,) for mark in _GENITIVE}:
        return noun
    behind = range(noun + 2, min(noun + 2 + _OWNED, len(parse.tags)))
    return next((index for index in behind if parse.tags[index] == "NNS"), None)
