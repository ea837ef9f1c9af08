"""Word -> what all ways of spelling it have in common."""

from __future__ import annotations

import re

# How British and American spelling differ, and hyphens; never what tells two words apart.
_VARIANTS = (
    (re.compile(r"[^\w]|_"), ""),
    (re.compile(r"(?<=\w{2})our(?=s?$|ed|ing|able|ful|ite|hood)"), "or"),
    (re.compile(r"(?<=[a-z][bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w{3})ors?$"), "er"),
    (re.compile(r"(?<=\w{2}[iy])s(?=e|ing|ation)"), "z"),
    (re.compile(r"enc(?=es?$)"), "ens"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"gramme(?=s?$)"), "gram"),
    (re.compile(r"[ao]e(?=[a-z]{2})"), "e"),
    (re.compile(r"ll"), "l"),
    (re.compile(r"^grey"), "gray"),
)


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
    key = word.casefold()
    for form, shared in _VARIANTS:
        key = form.sub(shared, key)
    return key
