"""Table -> HTML for a notebook: escaped, with every number readable and nothing cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pandas as pd
from pandas.api.types import is_bool_dtype, is_float_dtype, is_numeric_dtype

from crossframe.errors import ParameterError
from crossframe.presentation.claim_refs import ClaimRef, claim_refs
from crossframe.presentation.page import Shown, render_part
from crossframe.presentation.phrasing import counted, number, shortened
from crossframe.presentation.untrusted import web_link
from crossframe.records import ClaimMap

# Characters from which a text gives its column the width and the letters of prose.
_LONG = 60
# Of a claim's sentence, what stands beside its id.
_BEGINNING = 72


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column's heading, and whether its values are numbers or prose."""

    name: str
    is_number: bool
    is_prose: bool


class NamedClaim(NamedTuple):
    """A claim as a cell names it, by id or by text, and what is to be known of it.

    `beginning` is that of its medoid, where an id alone would tell a reader nothing; else "".
    `apart` tells it from others of the same medoid, as `ClaimRef` has it.
    """

    text: str
    flags: tuple[str, ...]
    beginning: str = ""
    lang: str | None = None
    apart: str = ""
    apart_lang: str | None = None


@dataclass(frozen=True, slots=True)
class ValueView:
    """A cell: its text, the address it leads to if it is one, or the claims that it names."""

    text: str
    href: str | None
    claims: tuple[NamedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as it is shown; `rows` pair each column with its value."""

    caption: str
    extent: str
    columns: tuple[ColumnView, ...]
    rows: tuple[tuple[tuple[ColumnView, ValueView], ...], ...]


def show_table(
    table: pd.DataFrame,
    caption: str,
    *,
    limit: int = 20,
    columns: Sequence[str] | Mapping[str, str] | None = None,
    about: ClaimMap | None = None,
) -> Shown:
    """Shows the first rows of a table.

    Args:
        table: Any table; its index is not shown.
        caption: What it shows.
        limit: Most rows to show; the caption says how many there are.
        columns: Which columns, in which order, or their headings by their names; None for all.
        about: The event that the table is about: then a claim that is fragile, was checked or
            corrected by people is marked so wherever its id stands, alone or among others; where
            the table's ids are not shown, at its text. The first row of a claim says beside its
            `claim_id` how its medoid begins, unless the table shows its text.

    Returns:
        The table, or a sentence where it has no rows.

    Raises:
        ParameterError: If the table has no such column, or `limit` is below 1.

    >>> "1 of 2 rows shown" in show_table(pd.DataFrame({"n": [1, 2]}), "Counts", limit=1).html
    True
    """
    if limit < 1:
        raise ParameterError(f"limit is {limit}; allowed: a whole number from 1")
    names = dict(columns) if isinstance(columns, Mapping) else {c: c for c in columns or table}
    unknown = [name for name in names if name not in table.columns]
    if unknown:
        raise ParameterError(f"columns: the table has no {unknown[0]!r}; it has {list(table)}")
    shown = table[list(names)].head(limit)
    values = {name: _values(shown[name]) for name in shown.columns}
    if about:
        _mark_claims(values, table, about)
    heads = [_head(str(names[name]), shown[name], values[name]) for name in values]
    rows = [tuple(zip(heads, row, strict=True)) for row in zip(*values.values(), strict=True)]
    extent = counted(len(table), "row")
    if len(shown) < len(table):
        extent = f"{number(len(shown))} of {extent} shown"
    return render_part("table", TableView(caption, extent, tuple(heads), tuple(rows)))


def _head(name: str, column: pd.Series, values: Sequence[ValueView]) -> ColumnView:
    is_prose = any(len(value.text) > _LONG for value in values)
    return ColumnView(name, _is_number(column.dtype), is_prose)


def _mark_claims(values: dict[str, list[ValueView]], table: pd.DataFrame, about: ClaimMap) -> None:
    """Puts what is to be known of claims where they are named: at their ids, else at their text."""
    refs = claim_refs(about, linked=False)
    for name in filter(_names_claims, values):
        values[name] = [_named(value, refs) for value in values[name]]
    if "claim_id" in values and "claim" not in values:
        values["claim_id"] = _begun(values["claim_id"], refs)
    if "claim" in values and "claim_id" in table and "claim_id" not in values:
        ids = table["claim_id"].head(len(values["claim"]))
        values["claim"] = [
            replace(value, claims=(NamedClaim(value.text, refs[one].flags),))
            if one in refs
            else value
            for value, one in zip(values["claim"], ids, strict=True)
        ]


def _names_claims(column: str) -> bool:
    return column in {"claim_id", "claim_ids"} or column.endswith("_claim_id")


def _named(value: ValueView, refs: Mapping[str, ClaimRef]) -> ValueView:
    """A cell of claim ids parted by spaces, with what is to be known of each."""
    ids = value.text.split()
    if not all(one in refs for one in ids):
        return value
    return replace(value, claims=tuple(NamedClaim(one, refs[one].flags) for one in ids))


def _begun(column: Sequence[ValueView], refs: Mapping[str, ClaimRef]) -> list[ValueView]:
    """The ids of a column, each where it is another than above with the beginning of its medoid."""
    found = []
    for above, value in zip([None, *column], column, strict=False):
        if value.claims and not (above and above.text == value.text):
            [claim] = value.claims
            ref = refs[claim.text]
            named = claim._replace(
                beginning=shortened(ref.text, _BEGINNING),
                lang=ref.lang,
                apart=ref.apart,
                apart_lang=ref.apart_lang,
            )
            found.append(replace(value, claims=(named,)))
        else:
            found.append(value)
    return found


def _is_number(dtype: Any) -> bool:
    return is_numeric_dtype(dtype) and not is_bool_dtype(dtype)


def _values(column: pd.Series) -> list[ValueView]:
    decimals = is_float_dtype(column.dtype)
    return [_value(value, decimals=decimals) for value in column]


def _value(value: Any, *, decimals: bool) -> ValueView:
    if not isinstance(value, str | list | tuple | dict | set) and pd.isna(value):
        return ValueView("–", None)
    if isinstance(value, bool) or str(value) in {"True", "False"}:
        return ValueView("yes" if value else "no", None)
    text = f"{value:.3f}" if decimals else str(value)
    return ValueView(text, web_link(text))
