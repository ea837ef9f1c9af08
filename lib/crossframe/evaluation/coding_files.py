"""A sample of pairs <-> a folder of CSV files: one for each coder, and the design for later."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from crossframe.corpus.labels import DESIGN_FILE
from crossframe.errors import GoldError, place
from crossframe.evaluation.coding_sample import DesignPair
from crossframe.evaluation.coding_sheets import check_coders, read_rows, write_rows
from crossframe.evaluation.pair_table import Mention, TablePair, label_of
from crossframe.records import ClaimMap

_SHEET = ("pair", "before_a", "sentence_a", "before_b", "sentence_b", "label", "note")


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
    check_coders(coders, folder)
    folder.mkdir(parents=True, exist_ok=True)
    texts = {(s.article_id, s.index): s.text for s in claim_map.sentences}
    sheets: list[Path] = []
    for coder in coders:
        path = folder / f"{coder}.csv"
        dice = random.Random(f"{claim_map.event_id} {coder}")  # noqa: S311 - an order, no secret
        rows = [_sheet_row(pair, texts, turned=dice.random() < 0.5) for pair in sample]
        dice.shuffle(rows)
        write_rows(path, _SHEET, rows)
        sheets.append(path)
    columns = DesignPair._fields
    write_rows(folder / DESIGN_FILE, columns, ([_cell(v) for v in pair] for pair in sample))
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


def read_design(folder: Path) -> list[DesignPair]:
    """Reads how a sample was drawn.

    Args:
        folder: Folder of a coding.

    Returns:
        Its pairs; none where claims alone were drawn.

    Raises:
        GoldError: If the file cannot be read as a design.
    """
    path = folder / DESIGN_FILE
    if not path.is_file():
        return []
    found: list[DesignPair] = []
    for line, row in read_rows(path, DesignPair._fields):
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
        for line, row in read_rows(path, ("pair", "label")):
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
    return found
