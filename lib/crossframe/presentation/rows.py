"""Tables and shares -> rows and bars, as views take them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from crossframe.comparison import Share
from crossframe.presentation.phrasing import percent

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """A share with its interval, as text (short, and for a sentence) and in 0..100 for drawing."""

    text: str
    interval: str
    in_words: str
    at: float
    low: float
    high: float


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table by column name, with None for what is missing.

    >>> rows_of(pd.DataFrame({"n": pd.array([1, None], "Int64"), "said": ["so", None]}))
    [{'n': 1, 'said': 'so'}, {'n': None, 'said': None}]
    """
    names = [str(name) for name in table.columns]
    columns = (values_of(column) for _, column in table.items())
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def values_of(column: pd.Series) -> list[Any]:
    """The values of a column as Python has them, with None for what is missing."""
    values: list[Any] = pa.array(column.array, from_pandas=True).to_pylist()
    return values


def bar(share: Share) -> Bar | None:
    """A share as text and as positions; None where none is given."""
    if share.share is None or share.low is None or share.high is None:
        return None
    low, high = round(100 * share.low), percent(share.high)
    return Bar(
        text=percent(share.share),
        interval=f"{low}–{high}",
        in_words=f"{low} to {high}",
        at=round(100 * share.share, 1),
        low=round(100 * share.low, 1),
        high=round(100 * share.high, 1),
    )
