"""Rows of a coder's sheet <-> a CSV file that any spreadsheet reads, and that runs nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from crossframe.corpus.labels import DESIGN_FILE
from crossframe.errors import GoldError, place
from crossframe.names import is_device

_CODER = re.compile(r"[^\W_][\w -]{0,39}")
# A spreadsheet takes a cell that begins so for a formula, and runs it.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def inert(text: str) -> str:
    """Puts an apostrophe before a text that a spreadsheet would run as a formula.

    >>> inert("=1+1"), inert("Four died.")
    ("'=1+1", 'Four died.')
    """
    return f"'{text}" if text.startswith(_ACTIVE) else text


def active(cell: str) -> str:
    """The text that `inert` was given."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_ACTIVE) else cell


def check_coders(coders: Sequence[str], folder: Path) -> None:
    """Makes sure that each coder gets a sheet of their own in a folder without one.

    Args:
        coders: Names of the coders.
        folder: Where their sheets will be.

    Raises:
        GoldError: If a name will not do, or the folder holds a coding.
    """
    if (folder / DESIGN_FILE).exists():
        raise GoldError(f"{folder}: holds a coding already; name another folder")
    for coder in coders:
        taken = is_device(coder) or coder.casefold() == Path(DESIGN_FILE).stem
        if taken or not _CODER.fullmatch(coder):
            raise GoldError(
                f"coder {coder!r} cannot name a file; use letters, digits, spaces, '-' and '_'"
            )
    if len({coder.casefold() for coder in coders}) != len(coders) or not coders:
        raise GoldError(f"coders {', '.join(coders) or '(none)'}: name each once, and at least one")


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes a sheet.

    Args:
        path: The file.
        columns: Its headings.
        rows: Its cells, row by row.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    # Excel takes a file for UTF-8 if it begins so.
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def read_rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Reads a sheet, whichever way a spreadsheet parted its cells.

    Args:
        path: The file.
        needed: Headings that it must have.

    Yields:
        The line of each row, and its cells by heading; blank rows are passed over.

    Raises:
        GoldError: If it cannot be read, or lacks a column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise GoldError(f"{path}: not UTF-8; save it as 'CSV UTF-8'") from None
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    names = [cell.strip().casefold() for cell in next(rows, [])]
    missing = [name for name in needed if name not in names]
    if missing:
        raise GoldError(f"{place(path, 1)}: no column {missing[0]!r}; it has {names}")
    before = rows.line_num
    for row in rows:
        line, before = before + 1, rows.line_num
        if any(cell.strip() for cell in row):
            cells = [active(cell.strip()) for cell in row]
            yield line, dict(zip(names, cells + [""] * (len(names) - len(cells)), strict=False))
