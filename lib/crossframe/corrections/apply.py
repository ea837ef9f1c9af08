"""Sentences of an event and what people asked for -> the constraints to group texts by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from crossframe.corrections.correction import Correction
from crossframe.corrections.resolve import Presence, Resolved, resolve
from crossframe.corrections.ties import Bonds
from crossframe.records import Placement, Sentence
from crossframe.text import text_key

if TYPE_CHECKING:
    from crossframe.claims import Constraints


def presence_of(sentences: Sequence[Sentence], placements: Sequence[Placement]) -> Presence:
    """Says which texts corrections can be about.

    Args:
        sentences: The sentences of an event.
        placements: Where they ended up, row for row.

    Returns:
        The keys of the texts that are compared, and why others are not.
    """
    keys: set[str] = set()
    elsewhere: dict[str, str] = {}
    for sentence, placed in zip(sentences, placements, strict=True):
        key = text_key(sentence.text)
        if placed.status == "non_claim":
            elsewhere[key] = f"read as {sentence.kind}"
        elif placed.status == "not_compared":
            elsewhere[key] = "in a language that is not compared"
        else:
            keys.add(key)
    return Presence(keys, {key: why for key, why in elsewhere.items() if key not in keys})


def constraints_of(
    corrections: Sequence[Correction], presence: Presence, number_of: Mapping[str, int]
) -> tuple[Resolved, Constraints]:
    """Decides what is in force among the texts as they are compared, light edits as one.

    Args:
        corrections: The corrections, by time, then id.
        presence: Keys of the compared texts.
        number_of: The number of each key's text; light edits have that of the text they are
            compared as.

    Returns:
        What is in force, by keys and by numbers of texts.
    """
    first: dict[int, str] = {}
    for key, number in number_of.items():
        first[number] = min(first.get(number, key), key)
    same = {key: first[number] for key, number in number_of.items()}
    resolved = resolve(corrections, presence._replace(same=same))
    return resolved, _numbered(resolved.bonds, number_of)


def _numbered(bonds: Bonds, number_of: Mapping[str, int]) -> Constraints:
    # Here and no earlier: an unchanged event reads its corrections, and groups nothing.
    from crossframe.claims import Constraints

    def numbers(keys: Sequence[str]) -> tuple[int, ...]:
        return tuple(sorted(number_of[key] for key in keys))

    apart = (sorted(numbers(pair)) for pair in bonds.apart)
    return Constraints(
        must=tuple(sorted(map(numbers, bonds.together))),
        cannot=tuple(sorted((low, high) for low, high in apart)),
        guests=tuple(sorted((number_of[guest], numbers(hosts)) for guest, hosts in bonds.guests)),
        lone=frozenset(number_of[key] for key in bonds.lone),
    )
