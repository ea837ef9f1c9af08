"""Grammar of a sentence and what is counted in it -> who has it, or does something to it."""

from __future__ import annotations

import re

from crossframe.records import Parse
from crossframe.text.meaning.predicates import REPORTING
from crossframe.text.quantities.branches import NOUNS, children, first_noun

_SUFFIX = re.compile(r"[IVX]{2,4}|[JS]r\.?")


def actor_of(parse: Parse, index: int) -> str:
    """Finds whoever has, or does something to, what a number counts.

    Args:
        parse: The grammar of a sentence.
        index: The noun that is counted, or the number where there is none.

    Returns:
        Lemma of the owner, or of the subject of the verb above, where that is something else; ""
        for none.
    """
    if owner := _owner(parse, index):
        return owner
    at, below = index, index
    for _ in range(8):
        if parse.pos[at] in {"VERB", "AUX"}:
            # Whoever tells it is not whose it is, but whoever it is told of: "Ray is said to seek".
            reported = parse.lemmas[at].lower() in REPORTING
            subjects = {"nsubjpass"} if reported else {"nsubj", "nsubjpass", "csubj"}
            for child in children(parse, at):
                if parse.deps[child] in subjects:
                    return _called(parse, child) if child not in {index, below} else ""
            if reported:
                return ""
        if parse.heads[at] == at or parse.deps[at] == "relcl":
            break
        below, at = at, parse.heads[at]
    return ""


def _owner(parse: Parse, index: int) -> str:
    """Lemma of whose it is by its own phrase: "Ray's 13 points", "13 points from Ray"."""
    for child in children(parse, index):
        if parse.deps[child] == "poss" and parse.pos[child] in NOUNS:
            return _called(parse, child)
        if parse.lemmas[child].lower() in {"from", "by"}:
            inner = first_noun(parse, child)
            if inner is not None and parse.entities[inner] == "PERSON":
                return _called(parse, inner)
    return ""


def _called(parse: Parse, noun: int) -> str:
    """Lemma of a noun, or of the person it leads on to; of a name what is before "III" or "Jr."."""
    if parse.pos[noun] != "PROPN":
        for child in children(parse, noun):
            if parse.deps[child] == "appos" and parse.entities[child] == "PERSON":
                return _called(parse, child)
    first = noun
    while first and _SUFFIX.fullmatch(parse.lemmas[first]) and parse.pos[first - 1] == "PROPN":
        first -= 1
    return parse.lemmas[first]
