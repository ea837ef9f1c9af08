"""Words about outlets -> the same about groups, where groups of outlets are compared."""

from __future__ import annotations

import re

from crossframe.comparison.groups import grouping
from crossframe.records import ClaimMap

# As a word of its own: in no name of a class, and in no attribute of a value.
_OUTLET = re.compile(r"(?<![\w.-])(?:([Aa])n )?([Oo])utlet(s?)(?![\w-])")
# What a template fills in, and in it what it says itself.
_FILLED = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_SAID = re.compile(r'"[^"\n]*"')


def is_grouped(claim_map: ClaimMap) -> bool:
    """Whether groups stand where outlets would."""
    return grouping(claim_map) is not None


def in_units(claim_map: ClaimMap, words: str) -> str:
    """Says of groups what is said of outlets, where groups are compared.

    Args:
        claim_map: The event.
        words: Words of the page's own, in which nobody else's stand.

    Returns:
        The words as they are, or about groups.
    """
    return of_groups(words) if is_grouped(claim_map) else words


def of_groups(words: str) -> str:
    """Says of groups what is said of outlets.

    >>> of_groups("An outlet is silent: half of the outlets are.")
    'A group is silent: half of the groups are.'
    """
    return _OUTLET.sub(_group, words)


def template_of_groups(source: str) -> str:
    """Makes a template speak of groups: its own words alone, and nothing that it fills in.

    >>> template_of_groups('Outlet {{ one.outlet }}: {{ n | counted("outlet") }}')
    'Group {{ one.outlet }}: {{ n | counted("group") }}'
    """
    pieces = _FILLED.split(source)
    pieces[::2] = map(of_groups, pieces[::2])
    pieces[1::2] = (_SAID.sub(lambda found: of_groups(found[0]), one) for one in pieces[1::2])
    return "".join(pieces)


def _group(found: re.Match[str]) -> str:
    article = f"{found[1]} " if found[1] else ""
    return f"{article}{'G' if found[2] == 'O' else 'g'}roup{found[3]}"
