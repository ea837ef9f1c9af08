"""Grammar of a sentence -> the places that it tells of, not those that only name who speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from crossframe.records import Parse
from crossframe.text.speech.attribution import Attribution

_PLACES = frozenset({"GPE", "LOC"})
# Parts of the names of places that tell no place from another: "South Wales", "the Gulf".
_ANYWHERE = frozenset(
    """
    bay city central coast county district east eastern gulf island lake mount mountain north
    northern port province region river sea south southern state street town valley west western
    """.split()  # noqa: SIM905
)


def persons_of(parses: Iterable[Parse | None]) -> frozenset[str]:
    """Finds the names that an event has more often for a person than for a place.

    Args:
        parses: The grammar of its sentences.

    Returns:
        Lemmas in small letters: what the grammar calls a place here and there, and should not.
    """
    told = Counter(
        (lemma.lower(), entity in _PLACES)
        for parse in parses
        if parse
        for lemma, entity in zip(parse.lemmas, parse.entities, strict=True)
        if entity == "PERSON" or entity in _PLACES
    )
    return frozenset(name for name, _ in told if told[name, False] > told[name, True])


def places_of(
    parse: Parse | None, attributions: Iterable[Attribution], persons: AbstractSet[str]
) -> frozenset[str]:
    """Finds the places that a sentence tells of.

    Args:
        parse: Its grammar, None where there is none.
        attributions: Who says what in it: "Veldria's state radio" tells of no place.
        persons: Names of the event that are no places.

    Returns:
        Lemmas in small letters.
    """
    if parse is None:
        return frozenset()
    speakers = [found.speaker for found in attributions if found.speaker]
    named = frozenset(
        lemma.lower()
        for at, (lemma, pos, entity) in enumerate(
            zip(parse.lemmas, parse.pos, parse.entities, strict=True)
        )
        if entity in _PLACES
        and pos == "PROPN"
        and not any(one.start <= parse.starts[at] < one.end for one in speakers)
    )
    return named - _ANYWHERE - persons
