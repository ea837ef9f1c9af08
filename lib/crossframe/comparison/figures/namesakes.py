"""Figures of an event -> the same, and an age without a name told of whom the event knows by it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from crossframe.comparison.figures.figure import PRONOUNS, Figure
from crossframe.comparison.figures.owners import is_like_name, is_one_person, usual_name
from crossframe.records import Claim
from crossframe.text.quantities.kinds import is_person_word

# "Her 11-year-old daughter" is hardly who is named elsewhere.
_OF_KIN = frozenset({"his", "her", "its", "my", "our", "their", "whose", "your"})


def with_owners(
    figures: Mapping[str, tuple[Figure, ...]], claims: Iterable[Claim]
) -> dict[str, tuple[Figure, ...]]:
    """Names whose age an unnamed one is, where the event names one person alone of that age.

    Args:
        figures: The figures of an event, by the id of their sentence.
        claims: Its claims.

    Returns:
        The same figures; "a 60-year-old woman" is Ann Ray where the event has "Ann Ray, 60", nobody
        else of that age, and either a claim has both or the woman's own article has a word of the
        name that is no one else's.
    """
    told: dict[float, list[str]] = defaultdict(list)
    for figure in _every(figures.values()):
        if figure.owner and _is_age(figure):
            told[figure.quantity.low].append(figure.owner)
    named = {age: set(names) for age, names in told.items()}
    sole = {age: names for age, names in named.items() if _are_one(names)}
    words = {age: _words(names) - _words_of_others(names, named) for age, names in sole.items()}
    beside = _told_beside(figures, claims)

    def told_of(figure: Figure) -> Figure:
        age = figure.quantity.low
        if age not in sole or not _is_nameless(figure):
            return figure
        known = bool(beside[figure.sentence_id] & sole[age]) or _has_any(figure, words[age])
        return replace(figure, owner=usual_name(told[age])) if known else figure

    return {sentence: tuple(told_of(figure) for figure in own) for sentence, own in figures.items()}


def _every(figures: Iterable[tuple[Figure, ...]]) -> Iterator[Figure]:
    return (figure for own in figures for figure in own)


def _told_beside(
    figures: Mapping[str, tuple[Figure, ...]], claims: Iterable[Claim]
) -> Mapping[str, AbstractSet[str]]:
    """Whose ages stand in the claims of each sentence."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        own = (figures.get(sentence, ()) for sentence in claim.sentence_ids)
        owners = {figure.owner for figure in _every(own) if figure.owner}
        for sentence in claim.sentence_ids:
            found[sentence] |= owners
    return found


def _is_age(figure: Figure) -> bool:
    return figure.quantity.kind == "age" and figure.quantity.is_exact


def _is_nameless(figure: Figure) -> bool:
    """Whether a figure is the age of somebody who is not named, of no thing, and no kin."""
    quantity = figure.quantity
    if not _is_age(figure) or figure.owner or _OF_KIN & set(quantity.qualities):
        return False
    if quantity.whole:
        return is_person_word(quantity.whole)
    return quantity.actor.lower() in PRONOUNS or figure.as_written.lower().endswith("old")


def _are_one(names: AbstractSet[str]) -> bool:
    """Whether names are spellings and parts of the longest of them."""
    whole = max(names, key=lambda name: (len(name), name))
    return all(is_like_name(name, whole) for name in names)


def _words_of_others(names: AbstractSet[str], named: Mapping[float, AbstractSet[str]]) -> set[str]:
    """The words of the names that the event gives to anybody else."""
    everyone = {name for those in named.values() for name in those}
    return _words(one for one in everyone if not any(is_one_person(one, own) for own in names))


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in name.split()}


def _has_any(figure: Figure, words: AbstractSet[str]) -> bool:
    """Whether the article of a figure has one of some words."""
    text = figure.article.text.lower()
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)
