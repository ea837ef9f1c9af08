"""Text of an article -> the agency or issuer that it names as its source at its head or end."""

from __future__ import annotations

import re

# These hand texts to newsrooms; whoever else is named at a head may be quoted.
_AGENCIES = "|".join(
    (
        "(?:The )?Associated Press",
        "Agence France[- ]Presse",
        "Press Trust of India",
        "(?:The )?Canadian Press",
        "Press Association",
        "PR ?Newswire",
        "Business Wire",
        *"AAP AFP ANI ANSA AP EFE GlobeNewswire IANS Kyodo PTI Reuters UPI Xinhua dpa".split(),  # noqa: SIM905
    )
)
_FORMS = (
    # A dateline with the agency in brackets; on a line of its own it has to have a day.
    re.compile(r"^[A-Z][^.\n]{1,60}?\((?P<who>[A-Z][\w .&’'-]{1,30})\)\s?[-–—]{1,2}\s"),
    re.compile(r"^[A-Z][^.,\n]{1,40},[^.\n]{1,30}?\d\s?\((?P<who>[A-Z][\w .&’'-]{1,30})\)$"),
    # A byline, or a line of its own.
    re.compile(
        r"^(?:By\s[^.\n]{3,60}?[,|/ -]+|Source:?\s|[(–—-]\s?)?"
        rf"(?P<who>{_AGENCIES})\b[^.]{{0,40}}$"
    ),
    re.compile(r"^(?P<who>(?:For immediate|Press|News|Media) release)\b[^.]{0,40}$", re.IGNORECASE),
    re.compile(r"\b(?P<who>official (?:press )?release)\b[^.]{0,20}:$", re.IGNORECASE),
)
_HEAD, _END = 6, 2


def credit_of(text: str) -> str:
    r"""Finds whom a text names as its source: in a dateline, a byline or a line of its own.

    Args:
        text: The text, line by line.

    Returns:
        The name as written; "" where there is none.

    >>> credit_of("PORT AMSEL, May 2 (Meridian Wire) - A ferry ran aground.")
    'Meridian Wire'
    >>> credit_of("Ferry aground\nBy Ann Ray, Associated Press\nA ferry ran aground.")
    'Associated Press'
    >>> credit_of("A ferry ran aground, the Associated Press said."), credit_of("It sank (Video)")
    ('', '')
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in [*lines[:_HEAD], *lines[_HEAD:][-_END:]]:
        found = next((f for f in (form.search(line) for form in _FORMS) if f), None)
        if found:
            return found["who"].strip()
    return ""
