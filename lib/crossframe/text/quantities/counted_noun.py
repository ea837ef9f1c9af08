"""Grammar of a sentence and a number in it -> the noun that the number goes with."""

from __future__ import annotations

from crossframe.records import Parse
from crossframe.text.quantities.branches import NOUNS, children, first_noun, past_owner

_GOVERNED = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "det", "predet", "advmod"})
# Behind several of a people; no verb of one thing goes with them: "26 Dorian brigands".
_PLURALS = frozenset({("NNS",), ("VBZ",)})
# What "40 of the ..." and "a number of ..." lead on to.
_PARTITIVE = frozenset({"of", "among"})


def top_of(parse: Parse, own: list[int]) -> int:
    """Finds the token of a number's expression that is governed from outside of it.

    Args:
        parse: The grammar of a sentence.
        own: The tokens of the expression, in order.

    Returns:
        One of them.
    """
    inside = set(own)
    for index in reversed(own):
        if parse.heads[index] not in inside or parse.heads[index] == index:
            if parse.deps[index] in {"punct", "advmod", "quantmod", "prep"} and len(own) > 1:
                continue
            return index
    return own[-1]


def noun_of(parse: Parse, own: list[int], top: int) -> int | None:
    """Finds the noun that is counted: it governs the number, or stands behind "of", or just behind.

    Args:
        parse: The grammar of a sentence.
        own: The tokens of the number's expression, in order.
        top: The one that is governed from outside of it.

    Returns:
        The noun; None where no noun goes with the number.
    """
    head = parse.heads[top]
    # The number of a model between them was read as one more: "seven AK-47 rifles".
    while _is_model(parse, head) and parse.heads[head] > head:
        head = parse.heads[head]
    if parse.deps[top] in _GOVERNED and head > own[-1]:
        return own[-1] + 1 if _is_attribute(parse, own, head) else _past_people(parse, head)
    for child in children(parse, top):
        if parse.lemmas[child].lower() in _PARTITIVE and child > own[-1]:
            noun = past_owner(parse, first_noun(parse, child))
            if noun is not None:
                return noun
    following = own[-1] + 1
    if parse.tags[following : following + 2] in {("JJ", "NNS"), ("NNP", "NNS")}:
        return following + 1
    if following < len(parse.pos) and (
        parse.tags[following] == "NNS"
        or (parse.heads[following] == top and parse.deps[following] == "amod")
    ):
        return following
    return None


def _is_attribute(parse: Parse, own: list[int], head: int) -> bool:
    """Whether one thing is told to have so many: rounds, in "an eight round decision win"."""
    before = parse.lemmas[own[0] - 1].lower() if own[0] else ""
    number = parse.lemmas[own[-1]].lower()
    several = len(own) == 1 and number.isalnum() and number not in {"one", "1"}
    following = own[-1] + 1
    spaced = head > following and parse.starts[following] > parse.ends[own[-1]]
    return before in {"a", "an"} and several and spaced and parse.tags[head] == "NN"


def _past_people(parse: Parse, head: int) -> int | None:
    """The governing noun, or the plural behind the name of a people: "26 Somali pirates"."""
    behind = head + 1
    if parse.tags[head] in {"JJ", "NNP"} and parse.tags[behind : behind + 1] in _PLURALS:
        return behind
    while _is_part_of_name(parse, head):
        head = parse.heads[head]
    told = parse.pos[head] in NOUNS or parse.tags[head] in {"JJ", "VBN", "VBG"}
    return head if told else None


def _is_part_of_name(parse: Parse, noun: int) -> bool:
    """Whether a noun leads on to the plural counted: "two Purple Aces defenders", no "30-foot"."""
    spaced = parse.starts[noun] > parse.ends[noun - 1]
    return spaced and parse.deps[noun] == "compound" and parse.tags[parse.heads[noun]] == "NNS"


def _is_model(parse: Parse, index: int) -> bool:
    """Whether a word is the number of a make: "47" in "six AK 47 rifles", or all of "AK-47"."""
    number = parse.pos[index] == "NUM" and parse.deps[index] in _GOVERNED
    return number or parse.deps[index] == "nummod"


def past_compounds(parse: Parse, noun: int) -> int:
    """Finds the noun that a row of nouns leads on to: the goal of "a 47-yard field goal".

    Args:
        parse: The grammar of a sentence.
        noun: A noun in it.

    Returns:
        The noun itself where no other one follows that it belongs to.
    """
    while parse.deps[noun] == "compound" and parse.heads[noun] > noun:
        if parse.pos[parse.heads[noun]] != "NOUN":
            break
        noun = parse.heads[noun]
    return noun
