"""A table of labelled pairs, as a spreadsheet writes it -> its rows, or the line that is wrong."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from crossframe.errors import GoldError, place
from crossframe.evaluation.gold import Label

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "event_id": ("event", "story"),
    "article_a": ("article_id_a", "article_1", "article_id_1", "a_article", "article1"),
    "sentence_a": (
        "text_a",
        "sentence_index_a",
        "index_a",
        "sentence_1",
        "a_sentence",
        "sentence1",
    ),
    "article_b": ("article_id_b", "article_2", "article_id_2", "b_article", "article2"),
    "sentence_b": (
        "text_b",
        "sentence_index_b",
        "index_b",
        "sentence_2",
        "b_sentence",
        "sentence2",
    ),
    "label": ("judgement", "judgment", "annotation", "code", "relation"),
    "coder": ("annotator", "rater", "labeller", "labeler"),
}
_NEEDED = ("article_a", "sentence_a", "article_b", "sentence_b", "label")
_LABELS: Mapping[str, Label] = {
    "same": "same",
    "yes": "same",
    "1": "same",
    "not": "not",
    "different": "not",
    "no": "not",
    "0": "not",
    "partial": "partial",
    "partly": "partial",
}


class Mention(NamedTuple):
    """How a label names a sentence: its article, and its number from 0 or its text."""

    article_id: str
    sentence: int | str


class TablePair(NamedTuple):
    """A row of the table; `event_id` and `coder` are "" where it names none."""

    line: int
    event_id: str
    a: Mention
    b: Mention
    label: Label
    coder: str


def read_pair_table(path: Path) -> list[TablePair]:
    """Reads a table of labelled pairs.

    Headings may differ in case, blanks and hyphens, and go by some other names; columns may be
    parted by commas, semicolons or tabs; further columns are passed over.

    Args:
        path: The file, in UTF-8.

    Returns:
        Its rows; blank ones are passed over.

    Raises:
        GoldError: If the file cannot be read, lacks a column, or a row cannot be used.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise GoldError(f"{path}: not UTF-8; save it as 'CSV UTF-8'") from None
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    column = _columns(path, next(rows, []))
    found: list[TablePair] = []
    before = rows.line_num
    for row in rows:
        line, before = before + 1, rows.line_num  # a quoted cell can hold a line break
        if any(cell.strip() for cell in row):
            cells = {name: row[at].strip() if at < len(row) else "" for name, at in column.items()}
            found.append(_pair(path, line, cells))
    if not found:
        raise GoldError(f"{path}: holds no pair below its headings")
    return found


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _columns(path: Path, headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    plain = [re.sub(r"[\s.-]+", "_", heading.strip().casefold()) for heading in headings]
    for name, others in _HEADINGS.items():
        at = next((plain.index(one) for one in (name, *others) if one in plain), None)
        if at is not None:
            found[name] = at
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        raise GoldError(
            f"{place(path, 1)}: no column {missing[0]!r}; it has {headings}, expected "
            f"{', '.join(_NEEDED)} (and event_id, coder)"
        )
    return found


def _pair(path: Path, line: int, cells: Mapping[str, str]) -> TablePair:
    for name in _NEEDED:
        if not cells[name]:
            raise GoldError(f"{place(path, line)}: {name} is empty")
    label = label_of(path, line, cells["label"])
    if cells["article_a"] == cells["article_b"] and cells["sentence_a"] == cells["sentence_b"]:
        raise GoldError(f"{place(path, line)}: a sentence paired with itself")
    return TablePair(
        line,
        cells.get("event_id", ""),
        Mention(cells["article_a"], _named(cells["sentence_a"])),
        Mention(cells["article_b"], _named(cells["sentence_b"])),
        label,
        cells.get("coder", ""),
    )


def label_of(path: Path, line: int, cell: str) -> Label:
    """Reads a label.

    Args:
        path: The table.
        line: Its line.
        cell: What stands there.

    Returns:
        The label.

    Raises:
        GoldError: If it is none; names the one that may be meant.
    """
    label = _LABELS.get(cell.casefold())
    if label is None:
        near = difflib.get_close_matches(cell.casefold(), ["same", "not", "partial"], 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise GoldError(f"{place(path, line)}: label {cell!r}; allowed: same, not, partial{hint}")
    return label


def _named(cell: str) -> int | str:
    return int(cell) if cell.isdecimal() else cell
