"""Claim map -> what stands in a sentence and its neighbours: figures, names and days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossframe.comparison.figures.closeness import is_equal
from crossframe.comparison.figures.figure import PRONOUNS, Figure
from crossframe.records import ClaimMap, Parse

# Places, teams and companies, which tell one happening from another; persons are at many.
_TELLING = frozenset({"GPE", "LOC", "ORG", "FAC", "NORP", "EVENT"})
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
# So begin reasons that a date would settle.
UNDATED = "no date tells"


@dataclass(frozen=True, slots=True)
class Around:
    """What a sentence and those beside it tell, names and days of the week in lower case."""

    figures: tuple[Figure, ...] = ()
    names: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()


def surroundings(claim_map: ClaimMap, figures: Mapping[str, Sequence[Figure]]) -> dict[str, Around]:
    """Gathers what stands beside every figure.

    Args:
        claim_map: The event.
        figures: Its figures, by the id of their sentence.

    Returns:
        By the id of each sentence with figures what it and its neighbours in the article tell.
    """
    found = {}
    sentences = claim_map.sentences
    for at, sentence in enumerate(sentences):
        if sentence.sentence_id not in figures:
            continue
        near = [
            one
            for one in sentences[max(0, at - 1) : at + 2]
            if one.article_id == sentence.article_id
        ]
        parses = (claim_map.parse_by_id.get(one.sentence_id) for one in near)
        found[sentence.sentence_id] = Around(
            tuple(figure for one in near for figure in figures.get(one.sentence_id, ())),
            frozenset(name for parse in parses if parse for name in _names(parse)),
            frozenset(day.group().lower() for one in near for day in _DAY.finditer(one.text)),
        )
    return found


def _names(parse: Parse) -> Iterable[str]:
    """The proper nouns in the names of places, teams and companies."""
    rows = zip(parse.lemmas, parse.pos, parse.entities, strict=True)
    return (lemma.lower() for lemma, pos, entity in rows if entity in _TELLING and pos == "PROPN")


def gives(around: Around, own: Figure, wanted: Figure) -> bool:
    """Tells whether an article gives another's figure too, for the same and from no one else.

    Args:
        around: What stands beside the article's own figure.
        own: That figure.
        wanted: The other article's.

    Returns:
        True where a figure beside its own is equal to the other, as far as both are told of one
        thing, and both have one speaker or one has none.
    """
    return any(
        figure.key != own.key and _is_that(figure, wanted) and _is_said_by_one(figure, wanted)
        for figure in around.figures
    )


def _is_that(figure: Figure, wanted: Figure) -> bool:
    """Whether a figure may be the wanted one: of its value and unit, and not of somebody else."""
    a, b = figure.quantity, wanted.quantity
    if a.kind != b.kind or not is_equal(a, b):
        return False
    if figure.state and wanted.state and figure.state != wanted.state:
        return False
    names = {name.lower() for name in (figure.agent or figure.owner, wanted.agent or wanted.owner)}
    apart = len(names - {""}) > 1 or figure.is_further != wanted.is_further
    alike = a.base_unit == b.base_unit or (a.kind == "count" and "" in {a.unit, b.unit})
    return alike and not apart


def _is_said_by_one(figure: Figure, wanted: Figure) -> bool:
    """Whether both have one speaker, by a word of the name or a pronoun, or one has none."""
    if not figure.said_by or not wanted.said_by:
        return True
    first, second = (
        {word for word in re.findall(r"[^\W_]+", f.said_by.lower()) if word != "the"}
        for f in (figure, wanted)
        if f.said_by
    )
    return bool(first & second or (first | second) & PRONOUNS)


def may_be_of_two(one: Figure, other: Figure, near: Around, beside: Around) -> str:
    """Finds what tells that two figures may be of two happenings, where a day is not known.

    Args:
        one: A figure.
        other: A figure of another article.
        near: What stands around the one.
        beside: What stands around the other.

    Returns:
        The reason in words; "" where both articles have a date, or nothing tells.
    """
    if one.span and other.span:
        return ""
    if near.days and beside.days and not near.days & beside.days:
        days = f"{min(near.days).title()}, {min(beside.days).title()}"
        return f"{UNDATED} whether both speak of the same day ({days})"
    mine, its = _unknown(near, other), _unknown(beside, one)
    if mine and its:
        names = f"{min(mine).title()}, {min(its).title()}"
        return f"{UNDATED} whether both speak of the same, and others are named ({names})"
    return ""


def _unknown(around: Around, other: Figure) -> set[str]:
    """The names around a figure that the other's whole article does not have."""
    text = other.article.text.casefold()
    return {name for name in around.names if name.casefold() not in text}
