"""A text from anywhere -> whether a folder can be named so, on any system, and in any of ours."""

from __future__ import annotations

import re

# One part of a path: no separator, nothing hidden, neither "." nor "..".
_PATTERN = re.compile(r"[^\W_][\w.-]{0,99}")
# What a file system takes for a name, less what the names of files beside it add.
_MOST_BYTES = 200
# Names of devices, whatever their ending, on Windows; and of files that stand beside the events.
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_TAKEN = frozenset({"index.html", "feed.xml"})

WHAT_NAMES_AN_EVENT = (
    "letters, digits, '.', '-' and '_', at most 100 characters and 200 bytes, starting with a "
    "letter or digit, not ending with '.', and none that is taken (NUL, COM1, index.html, …)"
)


def names_an_event(text: str) -> bool:
    """Whether an event, and the folder of its runs, can be named so.

    >>> names_an_event("flood_2024"), names_an_event("人民日报"), names_an_event("../../x")
    (True, True, False)
    >>> names_an_event("NUL.txt"), names_an_event("index.html"), names_an_event("flood.")
    (False, False, False)
    """
    return bool(
        _PATTERN.fullmatch(text)
        and len(text.encode("utf-8", "surrogatepass")) <= _MOST_BYTES
        and not text.endswith(".")
        and not is_device(text)
        and text.lower() not in _TAKEN
    )


def is_device(text: str) -> bool:
    """Whether Windows takes a name for that of a device.

    >>> is_device("nul"), is_device("nullify")
    (True, False)
    """
    return bool(_DEVICE.fullmatch(text))
