"""The names in a table's header -> the same names, or why the table will not do."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from crossframe.corpus.wording import quote
from crossframe.errors import CorpusError

# Bytes that are not UTF-8, as the handler "surrogateescape" leaves them, and those of UTF-16.
_NOT_TEXT = re.compile("[\x00\udc80-\udcff]")


def distinct_columns(path: Path, columns: list[str]) -> list[str]:
    """Refuses a table in which a column stands twice.

    Args:
        path: The file, for the message.
        columns: Names in its header.

    Returns:
        The columns.

    Raises:
        CorpusError: If one stands twice.
    """
    for column in columns:
        if columns.count(column) > 1:
            found = ", ".join(quote(column) for column in columns)
            raise CorpusError(path, None, f"column {quote(column)} stands twice; found: {found}")
    return columns


def checked_columns(path: Path, columns: list[str]) -> list[str]:
    """Refuses a table that cannot hold articles.

    Args:
        path: The file, for the message.
        columns: Names in its header.

    Returns:
        The columns.

    Raises:
        CorpusError: If a required column is missing, or one stands twice.
    """
    distinct_columns(path, columns)
    for column in ("outlet", "title"):
        if column not in columns:
            raise _missing(path, column, columns)
    if not {"text", "sentences"} & set(columns):
        raise _missing(path, "text", columns, " (or 'sentences')")
    return columns


def _missing(path: Path, column: str, columns: list[str], other: str = "") -> CorpusError:
    found = ", ".join(quote(name) for name in columns)
    return CorpusError(
        path, None, f"column {column!r}{other} is missing; found: {found}; {_mend(column, columns)}"
    )


def _mend(column: str, columns: list[str]) -> str:
    """What to do about a column that is missing."""
    header = "".join(columns)
    mark = next((mark for mark in ";\t|" if len(columns) == 1 and mark in header), None)
    near = difflib.get_close_matches(column, [name.casefold() for name in columns], n=1)
    meant = next((name for name in columns if name.casefold() in near), None)
    if _NOT_TEXT.search(header):
        return "the file is not UTF-8; save it as UTF-8 ('CSV UTF-8')"
    if mark:
        return f"its cells are parted by {mark!r}; save it as CSV, parted by commas"
    return f"rename {quote(meant)}" if meant else "name the columns in the first line"
