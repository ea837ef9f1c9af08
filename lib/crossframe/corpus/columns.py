"""The names in a table's header -> the same names, or why the table will not do."""

from __future__ import annotations

import difflib
from pathlib import Path

from crossframe.corpus.wording import quote
from crossframe.errors import CorpusError


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
    near = difflib.get_close_matches(column, [name.casefold() for name in columns], n=1)
    meant = next((quote(name) for name in columns if name.casefold() in near), None)
    mend = f"rename {meant}" if meant else "name the columns in the first line"
    return CorpusError(path, None, f"column {column!r}{other} is missing; found: {found}; {mend}")
