"""Rows -> a table with declared columns, whether or not there are any rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
from pandas.api.types import pandas_dtype

TEXT, COUNT, RATIO, FLAG = "str", "Int64", "Float64", "boolean"
DAY = "date32[pyarrow]"


def frame(rows: Iterable[Sequence[object]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Makes a table in long format.

    Args:
        rows: Values in the order of `columns`; None where there is none.
        columns: Type of each column by its name, in order.

    Returns:
        The table, with a plain index from 0; missing values are NA in every type of column.
    """
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    # Column by column: of rows pandas would guess types first, and change them afterwards.
    of_type = {
        name: pd.array(column, dtype=_type(kind))
        for (name, kind), column in zip(columns.items(), values, strict=True)
    }
    return pd.DataFrame(of_type, copy=False)


@cache
def _type(kind: str) -> Any:
    """The type of this name, which pandas would look for anew for each column."""
    return pandas_dtype(kind)


class Share(NamedTuple):
    """A share in 0..1 with its 95 % interval; all None where there is too little to divide."""

    share: float | None
    low: float | None
    high: float | None


def share_of(count: int, total: int, fewest: int = 1) -> Share:
    """Divides, and says how far the share can be trusted.

    Args:
        count: Cases that count, 0..total.
        total: All cases.
        fewest: Total below which no share is given.

    Returns:
        The share and its Wilson score interval, to three decimals.

    Source:
        Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927.

    >>> share_of(8, 10)
    Share(share=0.8, low=0.49, high=0.943)
    >>> share_of(1, 2, fewest=5)
    Share(share=None, low=None, high=None)
    """
    if total < max(fewest, 1):
        return Share(None, None, None)
    z = 1.959964
    p = count / total
    centre = p + z * z / (2 * total)
    spread = z * ((p * (1 - p) + z * z / (4 * total)) / total) ** 0.5
    scale = 1 + z * z / total
    low, high = (centre - spread) / scale, (centre + spread) / scale
    return Share(round(p, 3), round(max(low, 0.0), 3), round(min(high, 1.0), 3))
