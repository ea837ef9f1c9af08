"""Verb in its sentence -> what grammar that was trained on other texts mostly mistakes in news.

Headlines leave out "was", datelines stand where subjects do, and "hit and run" is no verb.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossframe.records import Parse

# Two verbs that are one noun together.
_NOUNS = frozenset({("catch", "release"), ("hit", "run"), ("smash", "grab"), ("stop", "frisk"),
                    ("stop", "search")})  # fmt: skip
# "The mill re-hired Lind" is a verb, whatever grammar makes of it.
_PREFIXES = frozenset({"co", "over", "pre", "re", "un"})
_HYPHENS = frozenset({"-", "–", "—", "--"})
_TIMES = frozenset(
    """
    afternoon autumn day evening fall month morning night season spring summer time way week
    weekend winter year
    """.split()  # noqa: SIM905
)
_POINTING = frozenset({"last", "next", "that", "this"})
# Of these a time is the object: "spent last night", "missed this season".
_OF_TIMES = frozenset({"enter", "forget", "mark", "miss", "remember", "spend", "waste"})
_LINKING = frozenset({"be", "become", "remain"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_STOPS = frozenset({".", "!", "?", "…", "..."})
# Within so many words from the start a dateline ends: "AVERLEY, Veldria (Wire) - Ann Ray won".
_DATELINE = 8
_PAST = frozenset({"VBD", "VBN"})


def is_in_noun(parse: Parse, row: int) -> bool:
    """Tells whether a verb is but a part of a noun: "a fatal hit and run", "rocket-propelled".

    Args:
        parse: The grammar of the sentence.
        row: The verb's token.

    Returns:
        True where it is one of two that make a noun, or is joined by a hyphen before a noun.
    """
    words = [r for r, lemma in enumerate(parse.lemmas) if lemma not in _HYPHENS]
    if row not in words:
        return False
    at = words.index(row)
    pairs = [words[first : first + 3] for first in (at, at - 2) if first >= 0]
    if any(len(three) == 3 and _is_noun(parse, *three) for three in pairs):
        return True
    hyphened = row > 1 and parse.lemmas[row - 1] in _HYPHENS
    return parse.deps[row] == "amod" and hyphened and parse.lemmas[row - 2] not in _PREFIXES


def _is_noun(parse: Parse, first: int, joint: int, last: int) -> bool:
    pair = (parse.lemmas[first].casefold(), parse.lemmas[last].casefold())
    return pair in _NOUNS and parse.lemmas[joint] == "and" and parse.tags[last] != "VBD"


def is_time_beside(parse: Parse, verb: int, noun: int) -> bool:
    """Tells whether what looks like an object says when: "fired this season", "the way we hoped".

    Args:
        parse: The grammar of the sentence.
        verb: The verb's token.
        noun: That of its object.

    Returns:
        True for times and ways that are pointed at, but for verbs of which these are objects.
    """
    if parse.lemmas[noun].casefold() not in _TIMES or parse.lemmas[verb] in _OF_TIMES:
        return False
    pointed = {parse.lemmas[kid].casefold() for kid in _kids(parse, noun)}
    return not pointed.isdisjoint(_POINTING)


def is_reduced(parse: Parse, row: int, n_objects: int) -> bool:
    """Tells whether a past form stands for a passive: "Man jailed in Averley", "was hit and shot".

    Args:
        parse: The grammar of the sentence.
        row: The verb's token.
        n_objects: How many objects it has.

    Returns:
        True for a participle of a headline with a subject and no verb before it, for one that is
        joined to another with "by", and for what somebody is: "the fifth mayor sacked this year".
    """
    if parse.tags[row] not in _PAST or n_objects or _has(parse, row, "aux", "auxpass"):
        return False
    if not _has(parse, row, *_SUBJECTS):
        return False
    head = parse.heads[row]
    if parse.deps[row] == "ccomp" and parse.lemmas[head] in _LINKING:
        return parse.lemmas[head] == "become" or _is_of_somebody(parse, head)
    if next(joined_by(parse, row), None) is not None:
        return True
    ends = parse.pos[-1] == "PUNCT" and parse.lemmas[-1] in _STOPS
    alone = not _has(parse, row, "ccomp", "prt", "xcomp")
    return parse.tags[row] == "VBN" and parse.deps[row] == "ROOT" and alone and not ends


def joined_by(parse: Parse, row: int) -> Iterator[int]:
    """The verb right behind an "and" that has a "by" of its own: "hit and killed by a car"."""
    for kid in _kids(parse, row, "conj"):
        if kid == row + 2 and parse.tags[kid] == "VBN" and _has(parse, kid, "agent"):
            yield kid


def _is_of_somebody(parse: Parse, verb: int) -> bool:
    """Whether the subject of "is" is somebody by name, or he or she: no "the truth is he left"."""
    return any(
        parse.pos[kid] == "PROPN" or parse.lemmas[kid].casefold() in {"he", "she"}
        for kid in _kids(parse, verb, *_SUBJECTS)
    )


def behind_dateline(parse: Parse, subjects: list[int]) -> int:
    """The subject of a verb; of several the last, where a dash parts it from where news is from."""
    first, last = subjects[0], subjects[-1]
    dashed = any(parse.lemmas[row] in _HYPHENS for row in range(first, min(last, _DATELINE)))
    is_place = parse.pos[first] == "PROPN" and parse.entities[first] != "PERSON"
    return last if dashed and is_place else first


def _has(parse: Parse, row: int, *deps: str) -> bool:
    return next(_kids(parse, row, *deps), None) is not None


def _kids(parse: Parse, row: int, *deps: str) -> Iterator[int]:
    return (
        kid
        for kid, head in enumerate(parse.heads)
        if head == row and kid != row and (not deps or parse.deps[kid] in deps)
    )
