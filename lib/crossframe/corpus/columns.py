"""The names in a table's header -> the same names, or why the table will not do."""

from __future__ import annotations

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
    found = ", ".join(quote(column) for column in columns)
    for column in ("outlet", "title"):
        if column not in columns:
            raise CorpusError(path, None, f"column {column!r} is missing; found: {found}")
    if not {"text", "sentences"} & set(columns):
        raise CorpusError(path, None, f"column 'text' (or 'sentences') is missing; found: {found}")
    return columns
