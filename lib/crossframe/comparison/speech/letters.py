"""Names of bodies -> whether one spells another by its first letters: "NRA" is a Roads Agency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

_SMALL = frozenset({"and", "at", "de", "for", "in", "of", "on", "the"})
# Names of more letters, all capitals, are headlines.
_LONGEST = 6


def lettered(texts: Iterable[str]) -> frozenset[str]:
    """Finds the words of names that are written in capitals alone.

    Args:
        texts: Names as they are written.

    Returns:
        The words, in small letters, without stops; single letters as well ("U. S.").

    >>> sorted(lettered(["LA Times", "U. S. Rail", "REPORTED", "Rail"]))
    ['la', 's', 'u']
    """
    words = (word.strip(".,'’").replace(".", "") for text in texts for word in text.split())
    return frozenset(
        word.lower()
        for word in words
        if word.isalpha() and word.isupper() and len(word) <= _LONGEST
    )


def spells(short: Sequence[str], full: Sequence[str], letters: AbstractSet[str]) -> bool:
    """Tells whether a name is another with words cut to their first letters.

    Args:
        short: Its words, in small letters.
        full: Those of the other.
        letters: The words that are written in capitals alone.

    Returns:
        Whether all words of the other are spelled, at least two of them by letters.

    >>> spells(("nra",), ("northern", "roads", "agency"), {"nra"})
    True
    >>> spells(("la", "times"), ("los", "angeles", "times"), {"la"})
    True
    >>> spells(("us", "rail"), ("united", "steel", "union"), {"us"})
    False
    """
    if full[-1:] == ("police",):
        full = (*full, "department")  # "NYPD" for "New York Police"
    if len(short) > len(full) or short == full:
        return False
    own = [unit for word in short for unit in _units(word, letters)]
    return any(
        _is_spelled(own, [unit for word in words for unit in _units(word, letters)])
        for words in (full, [word for word in full if word not in _SMALL])
    )


def _is_spelled(own: Sequence[str], theirs: Sequence[str]) -> bool:
    if len(own) != len(theirs):
        return False
    pairs = list(zip(own, theirs, strict=True))
    cut = sum(len(one) == 1 < len(other) for one, other in pairs)
    return cut > 1 and all(
        one == other or (len(one) == 1 and other.startswith(one)) for one, other in pairs
    )


def _units(word: str, letters: AbstractSet[str]) -> Iterable[str]:
    return word if word in letters else (word,)
