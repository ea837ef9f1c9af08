"""A sample of pairs <-> a folder of CSV files: one for each coder, and the design for later."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from crossframe.corpus.labels import DESIGN_FILE
from crossframe.errors import GoldError, place
from crossframe.evaluation.coding_sample import DesignPair
from crossframe.evaluation.pair_table import Mention, TablePair, label_of
from crossframe.records import ClaimMap

_CODER = re.compile(r"[^\W_][\w -]{0,39}")
_SHEET = ("pair", "before_a", "sentence_a", "before_b", "sentence_b", "label", "note")
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


def write_coding(
    sample: Sequence[DesignPair], claim_map: ClaimMap, coders: Sequence[str], folder: Path
) -> list[Path]:
    """Writes a sheet for each coder, and the design.

    The coders get the same pairs, each in an order of their own, with sides changed at random.
    Neither outlets, probabilities nor claims are in a sheet, and no coder sees another's.

    Args:
        sample: The pairs.
        claim_map: The event.
        coders: Names of at least one coder.
        folder: Where to write; it must not hold a coding already.

    Returns:
        The sheets, coder for coder.

    Raises:
        GoldError: If a name will not do, or the folder holds a coding.
    """
    if (folder / DESIGN_FILE).exists():
        raise GoldError(f"{folder}: holds a coding already; name another folder")
    for coder in coders:
        if not _CODER.fullmatch(coder) or coder.casefold() == Path(DESIGN_FILE).stem:
            raise GoldError(
                f"coder {coder!r} cannot name a file; use letters, digits, spaces, '-' and '_'"
            )
    if len({coder.casefold() for coder in coders}) != len(coders) or not coders:
        raise GoldError(f"coders {', '.join(coders) or '(none)'}: name each once, and at least one")
    folder.mkdir(parents=True, exist_ok=True)
    texts = {(s.article_id, s.index): s.text for s in claim_map.sentences}
    sheets: list[Path] = []
    for coder in coders:
        path = folder / f"{coder}.csv"
        dice = random.Random(f"{claim_map.event_id} {coder}")  # noqa: S311 - an order, no secret
        rows = [_sheet_row(pair, texts, turned=dice.random() < 0.5) for pair in sample]
        dice.shuffle(rows)
        _write(path, _SHEET, rows)
        sheets.append(path)
    columns = DesignPair._fields
    _write(folder / DESIGN_FILE, columns, ([_cell(v) for v in pair] for pair in sample))
    return sheets


def _sheet_row(
    pair: DesignPair, texts: Mapping[tuple[str, int], str], *, turned: bool
) -> list[str]:
    sides = [(pair.article_a, pair.sentence_a), (pair.article_b, pair.sentence_b)]
    cells: list[str] = []
    for article, index in reversed(sides) if turned else sides:
        cells += [texts.get((article, index - 1), ""), texts[article, index]]
    return [pair.pair, *cells, "", ""]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _write(path: Path, columns: Sequence[str], rows: Iterator[list[str]] | list[list[str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    # Excel takes a file for UTF-8 if it begins so.
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def is_coding(path: Path) -> bool:
    """Whether a folder holds the design of a coding."""
    return (path / DESIGN_FILE).is_file()


def read_design(folder: Path) -> list[DesignPair]:
    """Reads how a sample was drawn.

    Args:
        folder: Folder of a coding.

    Returns:
        Its pairs.

    Raises:
        GoldError: If the file cannot be read as a design.
    """
    path = folder / DESIGN_FILE
    found: list[DesignPair] = []
    for line, row in _rows(path, DesignPair._fields):
        try:
            found.append(
                DesignPair(
                    pair=row["pair"],
                    event_id=row["event_id"],
                    article_a=row["article_a"],
                    sentence_a=int(row["sentence_a"]),
                    article_b=row["article_b"],
                    sentence_b=int(row["sentence_b"]),
                    stratum=row["stratum"],
                    stratum_size=int(row["stratum_size"]),
                    probability=float(row["probability"]) if row["probability"] else None,
                    together=row["together"] == "yes",
                )
            )
        except ValueError as error:
            raise GoldError(
                f"{place(path, line)}: {error}; the design must stay as it was"
            ) from None
    return found


def read_sheets(folder: Path, design: Sequence[DesignPair]) -> list[TablePair]:
    """Reads what the coders said; the name of a sheet is its coder's.

    Args:
        folder: Folder of a coding.
        design: Its pairs.

    Returns:
        The labels that were given; a pair without one is passed over.

    Raises:
        GoldError: If a sheet cannot be read, names a pair that was not drawn, or has a label that
            is none.
    """
    by_name = {pair.pair: pair for pair in design}
    found: list[TablePair] = []
    for path in sorted(folder.glob("*.csv")):
        if path.name == DESIGN_FILE:
            continue
        for line, row in _rows(path, ("pair", "label")):
            if not row["label"]:
                continue
            pair = by_name.get(row["pair"])
            if pair is None:
                raise GoldError(f"{place(path, line)}: pair {row['pair']!r} was not drawn")
            a, b = (
                Mention(pair.article_a, pair.sentence_a),
                Mention(pair.article_b, pair.sentence_b),
            )
            label = label_of(path, line, row["label"])
            found.append(TablePair(line, pair.event_id, a, b, label, path.stem))
    if not found:
        raise GoldError(f"{folder}: no sheet has a label yet; write same, not or partial")
    return found


def _rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
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
