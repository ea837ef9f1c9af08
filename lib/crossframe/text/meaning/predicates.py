"""Sentence and its grammar -> its verbs, each with who acts, who is acted on, and the voice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from crossframe.records import Parse
from crossframe.text.meaning.misparsed import (
    behind_dateline,
    is_in_noun,
    is_reduced,
    is_time_beside,
    joined_by,
)
from crossframe.text.meaning.phrases import MEASURES, Phrase, noun_phrase
from crossframe.text.remembering import remembered

Voice = Literal[
    "active", "active without object", "passive", "passive without agent", "without subject"
]

# Verbs that say that something was said: with a clause of what was, they are its attribution.
REPORTING = frozenset(
    re.findall(
        r"\w+",
        "acknowledge add admit affirm allege announce argue assert believe caution claim "
        "comment concede conclude confirm contend declare deny describe disclose emphasize "
        "estimate explain hint indicate insist learn maintain mention note observe predict "
        "quote reaffirm recall reiterate remark reply report respond reveal say state stress "
        "suggest tell testify think understand warn write ",
    )
)
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = frozenset({"WDT", "WP", "WP$"})


class Predicate(NamedTuple):
    """A verb in a sentence; `start`, `end` are its characters in the sentence's text.

    `agent` is who acts: the subject of an active verb, the "by" of a passive one. `patient` is who
    is acted on: the object, or the subject of a passive verb. Both are None where the clause does
    not name them. `depth` counts the clauses above it, attributions left out.
    """

    verb: str
    start: int
    end: int
    row: int
    voice: Voice
    agent: Phrase | None
    patient: Phrase | None
    depth: int
    is_reporting: bool


@remembered
def predicates_of(text: str, parse: Parse | None) -> tuple[Predicate, ...]:
    """Finds the full verbs of a sentence and their roles.

    A verb that is joined to another by "and" shares its subject; in "the man who was shot" and
    "a man shot by police" the man is the patient. Verbs without any subject ("..., killing two")
    are given as such: who acts in them is not said by the grammar.

    Args:
        text: The sentence.
        parse: Its grammar; without one there are no predicates.

    Returns:
        Predicates in the order of the text.
    """
    if parse is None:
        return ()
    verbs = [row for row, pos in enumerate(parse.pos) if pos == "VERB" and _has_letter(parse, row)]
    return tuple(_predicate(text, parse, row) for row in verbs if not is_in_noun(parse, row))


def _has_letter(parse: Parse, row: int) -> bool:
    return parse.tags[row].startswith("VB") and any(map(str.isalpha, parse.lemmas[row]))


def _predicate(text: str, parse: Parse, row: int) -> Predicate:
    passive = _is_passive(parse, row)
    subject = _subject(parse, row)
    named = noun_phrase(text, parse, subject) if subject is not None else None
    if passive:
        by = _by(parse, row)
        agent = noun_phrase(text, parse, by) if by is not None else None
        voice: Voice = "passive" if agent else "passive without agent"
        patient = named
    else:
        done_to = _object(parse, row)
        patient = noun_phrase(text, parse, done_to) if done_to is not None else None
        agent, voice = named, "active" if patient else "active without object"
    if named is None and not (passive and agent):
        voice = "without subject"
    return Predicate(
        verb=parse.lemmas[row].casefold(),
        start=parse.starts[row],
        end=parse.ends[row],
        row=row,
        voice=voice,
        agent=agent,
        patient=patient,
        depth=_depth(parse, row),
        is_reporting=_is_attribution(parse, row),
    )


def _children(parse: Parse, row: int, *deps: str) -> Iterator[int]:
    return (
        child
        for child, head in enumerate(parse.heads)
        if head == row and child != row and parse.deps[child] in deps
    )


def _has(parse: Parse, row: int, *deps: str) -> bool:
    return next(_children(parse, row, *deps), None) is not None


def _is_passive(parse: Parse, row: int) -> bool:
    if _has(parse, row, "auxpass", "nsubjpass"):
        return True
    if is_reduced(parse, row, 0 if _object(parse, row) is None else 1):
        return True
    if parse.tags[row] != "VBN" or _has(parse, row, "aux", *_SUBJECTS):
        return False
    if parse.deps[row] == "conj":  # "was hit and killed"
        return _is_passive(parse, parse.heads[row])
    return parse.deps[row] == "acl"


def _subject(parse: Parse, row: int) -> int | None:
    """Position of the subject's noun, looked for above where the verb has none of its own."""
    subjects = list(_children(parse, row, *_SUBJECTS))
    if subjects:
        own = behind_dateline(parse, subjects)
        if parse.tags[own] in _RELATIVE and parse.deps[row] == "relcl":
            return parse.heads[row]
        return own
    if parse.deps[row] == "acl" and parse.tags[row] in {"VBN", "VBG"}:
        return parse.heads[row]
    if parse.deps[row] == "conj" and parse.pos[parse.heads[row]] in {"VERB", "AUX"}:
        return _subject(parse, parse.heads[row])
    return None


def _object(parse: Parse, row: int) -> int | None:
    """Position of the object's noun; "shot and killed a man" gives both verbs the same."""
    own = next(_children(parse, row, "dobj"), None)
    if own is not None:
        return None if is_time_beside(parse, row, own) else own
    joined = next(_children(parse, row, "conj"), None)
    if joined == row + 2 and parse.pos[row + 1] == "CCONJ" and parse.pos[joined] == "VERB":
        return next(_children(parse, joined, "dobj"), None)
    return None


def _by(parse: Parse, row: int) -> int | None:
    both = (row, *joined_by(parse, row))
    for preposition in (kid for verb in both for kid in _children(parse, verb, "agent", "prep")):
        if parse.lemmas[preposition] == "by":
            for noun in _children(parse, preposition, "pobj"):
                if parse.entities[noun] not in MEASURES:
                    return noun
    return None


def _depth(parse: Parse, row: int) -> int:
    depth = 0
    while parse.heads[row] != row:
        row = parse.heads[row]
        depth += parse.pos[row] in {"VERB", "AUX"} and not _is_attribution(parse, row)
        depth += parse.pos[row] in {"NOUN", "PROPN", "PRON"}
    return depth


def _is_attribution(parse: Parse, row: int) -> bool:
    said = _has(parse, row, "ccomp", "xcomp", "parataxis")
    around = parse.deps[row] in {"parataxis", "advcl"} and _has(parse, row, *_SUBJECTS)
    return parse.lemmas[row] in REPORTING and (said or around)
