"""Sentences of an event and what people asked for -> the texts and constraints to group by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crossframe.claims import Constraints, normalised
from crossframe.claims.identity import text_key
from crossframe.corrections.files import Corrections
from crossframe.corrections.resolve import Presence, Resolved, resolve
from crossframe.corrections.ties import Bonds
from crossframe.records import Labels, Placement, Sentence


def presence_of(
    compared: Sequence[Sentence], others: Sequence[Sentence], placements: Mapping[str, Placement]
) -> Presence:
    """Says which texts corrections can be about.

    Args:
        compared: The sentences that are compared.
        others: All others.
        placements: Where the others ended up, by sentence id.

    Returns:
        The keys of their texts.
    """
    keys = {text_key(sentence.text) for sentence in compared}
    elsewhere = {
        text_key(s.text): f"read as {s.kind}"
        if placements[s.sentence_id].status == "non_claim"
        else "in a language that is not compared"
        for s in others
    }
    return Presence(keys, {key: why for key, why in elsewhere.items() if key not in keys})


def no_copies(bonds: Bonds, compared: Sequence[Sentence]) -> list[tuple[str, str]]:
    """Pairs of texts that must be apart, so that none is taken for a light edit of the other.

    Args:
        bonds: What people asked for.
        compared: The sentences that are compared.

    Returns:
        The pairs, as `normalised`.
    """
    if not bonds.apart:
        return []
    words = {text_key(s.text): normalised(s.text) for s in compared}
    return [(words[a], words[b]) for a, b in bonds.apart]


def constraints_of(
    corrections: Corrections, presence: Presence, compared: Sequence[Sentence], text_of: Labels
) -> tuple[Resolved, Constraints]:
    """Decides what is in force among the texts as they are compared, light edits as one.

    Args:
        corrections: The file.
        presence: Keys of the compared texts.
        compared: s sentences.
        text_of: Int64 (s,), the number of each sentence's text.

    Returns:
        What is in force, by keys and by numbers of texts.
    """
    number_of: dict[str, int] = {}
    first: dict[int, str] = {}
    for sentence, number in zip(compared, text_of.tolist(), strict=True):
        key = text_key(sentence.text)
        number_of[key] = number
        first[number] = min(first.get(number, key), key)
    same = {key: first[number] for key, number in number_of.items()}
    resolved = resolve(corrections.lines, presence._replace(same=same))
    return resolved, _numbered(resolved.bonds, number_of)


def _numbered(bonds: Bonds, number_of: Mapping[str, int]) -> Constraints:
    def numbers(keys: Sequence[str]) -> tuple[int, ...]:
        return tuple(sorted(number_of[key] for key in keys))

    return Constraints(
        must=tuple(sorted(map(numbers, bonds.together))),
        cannot=tuple(sorted((min(a, b), max(a, b)) for a, b in map(numbers, bonds.apart))),
        guests=tuple(sorted((number_of[guest], numbers(hosts)) for guest, hosts in bonds.guests)),
        lone=frozenset(number_of[key] for key in bonds.lone),
    )
