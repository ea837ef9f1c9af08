"""Text of anyone -> GitHub-flavoured Markdown in which it is text, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crossframe.presentation.untrusted import clip, neutralise

_ACTING = re.compile(r"([\\`*_\[\]#|<>~$&])")
# Where GitHub makes a link of plain text: a name after an at sign, an issue's number, an address.
_CALLING = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=GH-)(?=\d)", re.IGNORECASE)
_JOINER = "\u2060"


def escaped(text: str) -> str:
    r"""Escapes a text for the middle of a line.

    An invisible word joiner keeps GitHub from making links of names, numbers and addresses.

    >>> escaped("*<b>* | a")
    '\\*\\<b\\>\\* \\| a'
    >>> escaped("@all #1 https://x.example").count("\u2060")
    3
    """
    shown = " ".join(neutralise(clip(text)).split())
    return _ACTING.sub(r"\\\1", _CALLING.sub(_JOINER, shown))


def quoted(text: str) -> str:
    """A sentence of somebody's, in quotation marks."""
    return f"“{escaped(text)}”"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a table; cells are escaped already.

    >>> table(["a", "b"], [["1", "2"]])
    ['| a | b |', '| --- | --- |', '| 1 | 2 |']
    """
    return [_row(heads), _row(["---"] * len(heads)), *map(_row, rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
