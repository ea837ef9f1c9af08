"""Words after a number -> what it counts, for sentences without grammar."""

from __future__ import annotations

import re
from typing import NamedTuple

from crossframe.text.quantities.nearby import just_before

# Plurals that do not end in s, and what they are in the table.
IRREGULAR = {
    "people": "people",
    "persons": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "lives": "life",
    "wives": "wife",
    "families": "family",
    "dead": "dead",
    "wounded": "wounded",
    "injured": "injured",
    "missing": "missing",
    "police": "police",
    "aircraft": "aircraft",
    "sheep": "sheep",
    "troops": "troop",
    "more": "",
    "other": "",
    "due": "",
}
# So end words that are no plurals, though they end in s.
_NO_PLURALS = ("ss", "us", "is", "news", "series", "species", "headquarters", "barracks", "works")
_OF_THEM = re.compile(r"\sof(?:\s(?:the|these|those|its|his|their|her))?\b")
_WORD_BEFORE = re.compile(r"(\w+)[\s-]$")
_WORD = re.compile(r"[\s-]([^\W\d_]+(?:[-’'][^\W\d_]+)*)")


class Counted(NamedTuple):
    """What a number counts: see `Quantity` for the fields; `end` is where its word ends.

    `is_label` is True where the number rather names what stands before it ("Boeing 737"),
    `is_name` where it is part of a name, or says which one ("a seven count").
    """

    unit: str
    end: int
    deed: str = ""
    undergoes: bool = False
    actor: str = ""
    qualities: tuple[str, ...] = ()
    whole: str = ""
    is_label: bool = False
    is_name: bool = False


def count_by_words(text: str, start: int, end: int) -> Counted:
    """Takes the first plural within four words of a number for what it counts.

    Args:
        text: The sentence.
        start: Where the number begins.
        end: Where it ends.

    Returns:
        What is counted, without anything that only grammar tells.

    >>> count_by_words("It killed 30 young people.", 10, 12).unit
    'people'
    """
    at = end
    if of_them := _OF_THEM.match(text, end):
        at = of_them.end()
    for _ in range(4):
        found = _WORD.match(text, at)
        if not found:
            break
        word = found[1].lower()
        if word in IRREGULAR or (
            word.endswith("s") and word not in {"was", "is", "has", "as", "this"}
        ):
            return Counted(IRREGULAR.get(word, singular(word)), found.end())
        if word in {
            "and",
            "or",
            "to",
            "in",
            "on",
            "at",
            "by",
            "for",
            "with",
            "were",
            "are",
            "have",
            "that",
        }:
            break
        at = found.end()
    before = just_before(_WORD_BEFORE, text, start)
    named = bool(before and before[1][0].isupper() and text[:start].strip() != before[1])
    return Counted("", end, is_label=named and text[start:end].isdigit())


def singular(word: str) -> str:
    """The singular of a regular plural.

    >>> singular("parties"), singular("boxes"), singular("boats"), singular("crisis")
    ('party', 'box', 'boat', 'crisis')
    """
    if word.endswith(_NO_PLURALS):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:s|x|z|ch|sh)es$", word):
        return word[:-2]
    return word.removesuffix("s")
