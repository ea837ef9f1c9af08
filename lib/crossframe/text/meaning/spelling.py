"""Word -> how it is spelled in American English, and what all ways of spelling it share."""

from __future__ import annotations

import re
from functools import lru_cache

# British endings and American ones; of shorter words two are no endings ("rise", "four").
_ENDINGS = (
    (re.compile(r"(?<=\w{4}[^\W\d_])is(?=(?:e[drs]?|es|ing|ation)$)"), "iz"),
    (re.compile(r"(?<=\w{2}[^\W\d_])our(?=(?:s|ed|ing|able|ite|ites|ful|less|hood)?$)"), "or"),
    (re.compile(r"(?<=[a-z][bt])re(?=s?$)"), "er"),
)
# How else British and American spelling differ, and hyphens; never what tells two words apart.
_VARIANTS = (
    (re.compile(r"[^\w]|_"), ""),
    (re.compile(r"(?<=\w{3})or(?=s?$)"), "er"),
    (re.compile(r"(?<=\w{2}[iy])s(?=e|ing|ation)"), "z"),
    (re.compile(r"enc(?=es?$)"), "ens"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"gramme(?=s?$)"), "gram"),
    (re.compile(r"[ao]e(?=[a-z]{2})"), "e"),
    (re.compile(r"ll"), "l"),
    (re.compile(r"^grey"), "gray"),
)
# Words of one event that are asked for over and over.
_KNOWN = 1 << 14


@lru_cache(maxsize=_KNOWN)
def spelled(word: str) -> str:
    """A word in small letters, as it is spelled in American English.

    >>> [spelled(word) for word in ("Apologised", "honour", "fibre", "rise", "four")]
    ['apologized', 'honor', 'fiber', 'rise', 'four']
    """
    found = word.casefold()
    for ending, other in _ENDINGS:
        found = ending.sub(other, found)
    return found


@lru_cache(maxsize=_KNOWN)
def spelling_key(word: str) -> str:
    """Brings a word into a form that its spellings share; the form itself need be no word.

    Args:
        word: One word, in any case.

    Returns:
        Its key.

    >>> spelling_key("centre") == spelling_key("Center")
    True
    >>> spelling_key("protester") == spelling_key("protestor")
    True
    >>> spelling_key("height") == spelling_key("time")
    False
    """
    key = spelled(word)
    for form, shared in _VARIANTS:
        key = form.sub(shared, key)
    return key
