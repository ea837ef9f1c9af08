"""Number in its sentence -> whether it names something, or a dash or a name ends what it counts."""

from __future__ import annotations

import re

from crossframe.records import Parse
from crossframe.text.quantities.branches import NOUNS

# A dash that lost its spaces: "a mother of 12-another one".
_DASHED = re.compile(r"\s?[-–—]+\s?(?:an?|another|the|who|which|and|but)\s", re.IGNORECASE)
# One word with the noun before it: "a gas powered saw" is no gas.
_DRIVEN = re.compile(
    r"\s[a-z]+(?<!s)\s(?:propelled|powered|guided|operated|controlled|fired|fuel+ed)\s[a-z]"
)
# What a number is counted by, though it is no plural: a people, and what happened to some.
_COUNTED = frozenset({"NORP", "CARDINAL"})
_STATES = frozenset(
    {"dead", "injured", "wounded", "missing", "hurt", "killed", "arrested", "more", "others", "men",
     "people", "women", "children", "police"}
)  # fmt: skip
_PLURAL = frozenset({"NNS", "NNPS"})
# From so many on a crowd is told, and no rank or count: "the 22,000 crowd".
_FEW = 20
# Of the words of a headline so many have a capital.
_HEADLINE = 0.6


def ends_at_once(text: str, parse: Parse, end: int, noun: int) -> bool:
    """Whether nothing behind a number is what it counts: a dash follows, somebody's name, a fuel.

    Args:
        text: The sentence.
        parse: Its grammar.
        end: Where the number ends.
        noun: What seems to be counted.

    Returns:
        True for "12-another", "a mother of 13 Ann Ray said", "one rocket propelled launcher".
    """
    if _DASHED.match(text, end) or _DRIVEN.match(text, end):
        return True
    whole = parse.starts[noun] > end and parse.entities[noun - 1 : noun + 1] == ("PERSON",) * 2
    return whole and not _is_headline(text)


def is_name(text: str, parse: Parse, own: list[int], noun: int) -> bool:
    """Whether a number is a part of a name, or says which one: no plural is counted.

    Args:
        text: The sentence.
        parse: Its grammar.
        own: The tokens of the number, in order.
        noun: The noun that it goes with.

    Returns:
        True for "the 9 Gate gang", "the Westport 4 network", "a seven count", "the five seed".
    """
    first, following = own[0], own[-1] + 1
    if noun < following or parse.starts[following] == parse.ends[own[-1]]:
        return False
    word = text[parse.starts[following] : parse.ends[following]]
    last = _last(parse, noun)
    number = text[parse.starts[first] : parse.ends[own[-1]]].replace(",", "")
    if number.lower() in {"1", "one"}:
        return bool(first) and number[0] == "O" and word[:1].isupper() and not _is_headline(text)
    plural = parse.tags[last] in _PLURAL or word.lower() in _STATES
    if plural or parse.pos[last] not in NOUNS or parse.entities[following] in _COUNTED:
        return False
    if word[:1].isupper():
        return word[1:].islower() and not _is_headline(text)
    return _follows_name(text, parse, first, number) or _is_rank(text, parse, first, number, last)


def _follows_name(text: str, parse: Parse, first: int, number: str) -> bool:
    """Whether figures stand right behind a name within the sentence: "the Westport 4 network"."""
    if first < 2 or not number.isdigit() or parse.pos[first - 1] != "PROPN":
        return False
    before = text[parse.starts[first - 1] : parse.ends[first - 1]]
    return before[0].isupper() and parse.starts[first] == parse.ends[first - 1] + 1


def _is_rank(text: str, parse: Parse, first: int, number: str, last: int) -> bool:
    """Whether a small number and one noun name one thing: "a seven count", "the five seed"."""
    few = not number.isdigit() or int(number) <= _FEW
    told = first > 0 and parse.lemmas[first - 1].lower() in {"a", "an", "the"}
    alone = parse.starts[last] > parse.ends[last - 1] and parse.pos[last - 1] not in NOUNS
    return told and few and alone and not text.startswith(",", parse.ends[last])


def _last(parse: Parse, noun: int) -> int:
    """The last noun of a row of them."""
    while parse.pos[noun + 1 : noun + 2] and parse.pos[noun + 1] in NOUNS:
        noun += 1
    return noun


def _is_headline(text: str) -> bool:
    words = [found.group() for found in re.finditer(r"[^\W\d_]{4,}", text)]
    return sum(word[0].isupper() for word in words) > _HEADLINE * len(words)
