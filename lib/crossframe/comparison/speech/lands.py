"""Names of an event's places and peoples -> the land that an adjective means: "Norlian navy"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

# What is left of a land's name when its adjective has lost its ending.
_ENDINGS = ("ian", "ese", "ish", "an", "i", "n")
_LEFT = frozenset({"", "a", "e", "ey", "ia", "o", "y", "ya"})
_SHORTEST = 3
# "German" of "Germany" has no ending to lose.
_BARE = "y"
# Adjectives that are made in no regular way.
_IRREGULAR: Mapping[str, str] = {
    "british": "britain", "danish": "denmark", "dutch": "netherlands", "filipino": "philippines",
    "french": "france", "greek": "greece", "irish": "ireland", "finnish": "finland",
    "norwegian": "norway", "peruvian": "peru", "polish": "poland", "portuguese": "portugal",
    "scottish": "scotland", "spanish": "spain", "swedish": "sweden", "swiss": "switzerland",
    "thai": "thailand", "turkish": "turkey", "turkmen": "turkmenistan", "ukrainian": "ukraine",
    "welsh": "wales",
}  # fmt: skip


def land_of(adjective: str, places: Iterable[str]) -> str | None:
    """Finds the land that an adjective is made from.

    Args:
        adjective: A word in small letters.
        places: The words of an event's places and peoples, in small letters.

    Returns:
        The one place of them, None where it is none's or may be two's.

    >>> land_of("italian", {"italy", "italian", "rome"}), land_of("german", {"germany", "german"})
    ('italy', 'germany')
    >>> land_of("australian", {"austria", "australian"}), land_of("naval", {"nauru"})
    (None, None)
    """
    known = _IRREGULAR.get(adjective)
    found = {
        place
        for place in places
        if place != adjective and (place == known or (known is None and _is_of(adjective, place)))
    }
    return next(iter(found)) if len(found) == 1 else None


def lands_of(places: AbstractSet[str]) -> dict[str, str]:
    """For each adjective of an event the land that it means, where the event names that as well.

    Args:
        places: The words of an event's places and peoples, in small letters.

    Returns:
        Lands by adjective.

    >>> lands_of({"yemen", "yemeni", "aden"})
    {'yemeni': 'yemen'}
    """
    found = {word: land_of(word, places) for word in sorted(places)}
    return {word: land for word, land in found.items() if land is not None}


def _is_of(adjective: str, place: str) -> bool:
    if adjective + _BARE == place:
        return True
    stems = (adjective.removesuffix(ending) for ending in _ENDINGS if adjective.endswith(ending))
    return any(
        len(stem) >= _SHORTEST and place.startswith(stem) and place[len(stem) :] in _LEFT
        for stem in stems
    )
