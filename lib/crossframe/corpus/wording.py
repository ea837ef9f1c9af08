"""Values found in files -> words for error messages, short and safe to print."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Iterable

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxlong = _SHORT.maxother = 60
_SHORT.fillvalue = "…"


def quote(value: object) -> str:
    """Quotes a value; long ones lose their middle, unprintable characters are escaped.

    >>> quote("3 May")
    "'3 May'"
    >>> quote("rain " * 1_000)
    "'rain rain rain rain rain ra…in rain rain rain rain rain '"
    """
    return _SHORT.repr(value)


def kind(value: object) -> str:
    """Names the type of a value as JSON has it.

    >>> kind(17), kind(None), kind([])
    ('a number', 'null', 'a list')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a truth value"
    if isinstance(value, int | float):
        return "a number"
    names: dict[type, str] = {str: "text", list: "a list", dict: "an object"}
    return names.get(type(value)) or f"of type {type(value).__name__}"


def how_many(count: int, thing: str) -> str:
    """Counts things whose plural ends in s.

    >>> how_many(1, "new event"), how_many(1200, "article")
    ('1 new event', '1,200 articles')
    """
    return f"1 {thing}" if count == 1 else f"{count:,} {thing}s"


def suggestion(name: str, known: Iterable[str]) -> str:
    """Asks whether the nearest of the known names was meant; empty if none is near.

    >>> suggestion("flod", ["fire", "flood"])
    "did you mean 'flood'? "
    """
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"did you mean {quote(near[0])}? " if near else ""
