"""Claim map -> `tables/*.csv` for other programs, and what every column means."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Callable, Mapping
from inspect import getdoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from crossframe.comparison import TABLES
from crossframe.presentation.page import write_page
from crossframe.presentation.phrasing import event_title
from crossframe.presentation.untrusted import neutralise
from crossframe.records import ClaimMap

if TYPE_CHECKING:
    import pandas as pd

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\n]")
_INDEX = ("table", "column", "type", "meaning")
# Types as Arrow names them, and as others do.
_TYPES = {
    "bool": "true or false",
    "date32[day]": "date",
    "double": "number",
    "int64": "whole number",
    "large_string": "text",
}


def write_csv_tables(claim_map: ClaimMap, folder: Path) -> list[Path]:
    """Writes every table of the comparison as CSV, with an index of what their columns mean.

    A run keeps its tables as Parquet; where they are in the folder they are taken from there.

    Args:
        claim_map: The event as it is compared.
        folder: The folder of the tables; it is made.

    Returns:
        The files: the tables by name, `columns.csv` and `README.txt`.
    """
    tables = {name: _table(claim_map, name, folder) for name in TABLES}
    meanings = {name: column_meanings(table) for name, table in TABLES.items()}
    index = [
        (name, field.name, _TYPES[str(field.type)], meaning_of(field.name, meanings[name]))
        for name, table in tables.items()
        for field in table.schema
    ]
    texts = {f"{name}.csv": csv_text(table) for name, table in tables.items()}
    texts["columns.csv"] = csv_text(pa.table(list(zip(*index, strict=True)), names=_INDEX))
    texts["README.txt"] = _readme(claim_map, tables)
    return [write_page(text, folder / name) for name, text in texts.items()]


def _table(claim_map: ClaimMap, name: str, folder: Path) -> pa.Table:
    path = folder / f"{name}.parquet"
    if path.is_file():
        return stored_table(path)
    return pa.Table.from_pandas(TABLES[name](claim_map), preserve_index=False)


def stored_table(path: Path) -> pa.Table:
    """Reads a table of a run, each column of the type that it was stored with."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        return file.read(use_threads=False)


def csv_text(table: pa.Table) -> str:
    r"""Writes a table as CSV: UTF-8, a comma between values, nothing where a value is missing.

    A text that a spreadsheet would run as a formula gets an apostrophe in front; characters that
    would act instead of being read are written out.

    >>> csv_text(pa.table({"said": ["=HYPERLINK(1)", "so, no"], "n": [-1, 2]}))
    'said,n\n\'=HYPERLINK(1),-1\n"so, no",2\n'
    """
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(map(_harmless, table.column_names))
    writer.writerows(zip(*map(_cells, table.columns), strict=True))
    return made.getvalue()


def _cells(column: pa.ChunkedArray) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if not pa.types.is_string(column.type) and not pa.types.is_large_string(column.type):
        return values
    shown = {text: text and _harmless(text) for text in set(values)}  # ids come many times
    return [shown[value] for value in values]


def _harmless(text: str) -> str:
    # Half of all readers end a row at a \r.
    shown = neutralise(text).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{shown}" if _FORMULA.match(shown) else shown


def column_meanings(table: Callable[[ClaimMap], pd.DataFrame]) -> Mapping[str, str]:
    """Reads from a table's own declaration what its columns mean.

    Args:
        table: The function that makes it; its docstring says what it returns, each column in
            backquotes before its meaning.

    Returns:
        The part of the sentence in which a column is first named, by column.
    """
    found: dict[str, str] = {}
    for part in _parts(_declared(table)):
        for name in re.findall(r"`(\w+)`", part):
            found.setdefault(name, part.replace("`", ""))
    return found


# Columns that a run puts in front of its stored tables.
_OF_RUN = {"event_id": "the event", "run_id": "the run"}


def meaning_of(column: str, meanings: Mapping[str, str]) -> str:
    """The meaning of a column: its own, or that of its name without what is put before or after it.

    >>> meaning_of("own_text", {"own_": "of the first sentence", "text": "its words"})
    'of the first sentence: its words'
    """
    if column in meanings:
        return meanings[column]
    for affix, says in meanings.items():
        is_before = affix.endswith("_") and column.startswith(affix)
        name = column.removeprefix(affix) if is_before else column.removesuffix(affix)
        if (is_before or affix.startswith("_")) and name != column and name in meanings:
            return f"{says}: {meanings[name]}"
    return _OF_RUN.get(column, "")


def _declared(table: Callable[[ClaimMap], pd.DataFrame]) -> str:
    """What a docstring says under "Returns:", in one line."""
    said = (getdoc(table) or "").partition("Returns:\n")[2]
    return " ".join(re.split(r"\n(?=\S)", said)[0].split())


def _parts(text: str) -> list[str]:
    """Cuts at semicolons and full stops that no brackets hold.

    >>> _parts("`a` (one; two); `b`, `c` of it. Done")
    ['`a` (one; two)', '`b`, `c` of it', 'Done']
    """
    parts, depth = [""], 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        ends = character == ";" or (character == "." and text[at + 1 : at + 2] in {"", " "})
        if ends and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def _readme(claim_map: ClaimMap, tables: Mapping[str, pa.Table]) -> str:
    head = (
        f"Tables of the comparison of {neutralise(event_title(claim_map.event_id))}.",
        (
            "Each is CSV in UTF-8: a comma between values, double quotes around a value that needs "
            "them, nothing where a value is missing. In a spreadsheet import them as UTF-8. A text "
            "that begins as a formula would has an apostrophe in front. columns.csv lists every "
            "column with its type and meaning. Ids lead from table to table; start and end count "
            "characters of an article's text. event_id and run_id, where there, name the run."
        ),
    )
    lines = [textwrap.fill(paragraph, 78) for paragraph in head]
    if claim_map.is_demonstration:
        lines.append("The articles are demonstration text: no outlet published them.")
    for name, table in tables.items():
        first = (getdoc(TABLES[name]) or "").partition("\n")[0]
        said = textwrap.fill(_declared(TABLES[name]).replace("`", ""), 78)
        lines.append(
            f"{name}.csv  ({table.num_rows:,} rows)\n{first}\n{textwrap.indent(said, '  ')}"
        )
    return "\n\n".join(lines) + "\n"
