"""Name in Latin letters -> a key that is the same for all usual spellings of a foreign alphabet."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossframe.text.speech.given_names import PRONOUN_OF

# So short a word may be another's.
_SHORTEST = 4
# What outlets write for one sound, of Cyrillic and of Arabic letters.
_SOUNDS = (
    (r"kh|(?<=.)gh", "h"), (r"dh", "d"), (r"ck|q", "k"), (r"x", "ks"), (r"w|ff\b", "v"),
    (r"ou|oo", "u"), (r"ph", "f"), (r"tch", "ch"), (r"(?<=.)g", "h"), (r"ye", "e"),
    (r"[ea]?[iyj]+", "i"), (r"(.)\1+", r"\1"),
)  # fmt: skip
# A given name as it is in Russian, by what it is in Ukrainian or Belarusian.
_TWINS: Mapping[str, str] = {
    "andrii": "andrei", "dmytro": "dmitri", "hanna": "anna", "kateryna": "ekaterina",
    "kostiantyn": "konstantin", "mykhailo": "mikhail", "mykola": "nikolai",
    "oleksandr": "alexander", "oleksandra": "alexandra", "oleksii": "alexei", "olena": "elena",
    "pavlo": "pavel", "petro": "pyotr", "svitlana": "svetlana", "volodymyr": "vladimir",
    "yevhen": "yevgeny", "yevheniia": "yevgeniya",
}  # fmt: skip


def surname_key(word: str) -> str:
    """The key of a surname.

    Args:
        word: A word in small letters without accents.

    Returns:
        Its key.

    >>> surname_key("zelenskyy") == surname_key("zelenskiy") == surname_key("zelensky")
    True
    >>> surname_key("hill") == surname_key("gill")
    False
    """
    for spelling, sound in _SOUNDS:
        word = re.sub(spelling, sound, word)
    return word


def given_key(word: str) -> str:
    """The key of a given name, whose first letter and vowels differ as well.

    Args:
        word: A word in small letters without accents.

    Returns:
        Its key.

    >>> given_key("heorhii") == given_key("georgy")
    True
    >>> given_key("mohammed") == given_key("muhammad"), given_key("mahmoud") == given_key("mohamed")
    (True, False)
    """
    twins = {surname_key(name): surname_key(twin) for name, twin in _TWINS.items()}
    key = surname_key(word)
    key = re.sub(r"^g", "h", twins.get(key, key))
    return key.replace("e", "a").replace("o", "u")


def is_romanised(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tells whether two names may be one in a foreign alphabet.

    Args:
        one: A given name and a surname, in small letters.
        other: Another's.

    Returns:
        Whether both words have one key; never of two usual given names, as "Gary" and "Harry" are.
    """
    if one[0] != other[0] and one[0] in PRONOUN_OF and other[0] in PRONOUN_OF:
        return False
    short = min(map(len, (*one, *other))) < _SHORTEST
    return (
        not short
        and surname_key(one[1]) == surname_key(other[1])
        and given_key(one[0]) == given_key(other[0])
    )
