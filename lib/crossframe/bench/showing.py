"""Results of benchmarks -> a table for people, values for machines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from crossframe.bench.rows import Bar, Row

_SIGNS = {"at least": "≥", "at most": "≤"}
_PEER_WIDTH = 18  # a narrow terminal has room for names then


def draw_rows(title: str, rows: Sequence[Row]) -> Table:
    """Lays the rows of one benchmark out for a terminal.

    Args:
        title: What stands above.
        rows: The rows.

    Returns:
        The table.
    """
    table = Table(title=title, title_justify="left", title_style="bold")
    table.box, table.padding = None, (0, 1, 0, 0)
    table.add_column("what", overflow="fold")
    for name in ("median", "from", "to"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("unit", no_wrap=True)
    table.add_column("ratio", justify="right", no_wrap=True)
    table.add_column("of what", overflow="fold", max_width=_PEER_WIDTH)
    table.add_column("must be", no_wrap=True)
    for row in rows:
        table.add_row(*map(escape, _cells(row)), style="red" if row.reached is False else "")
    return table


def _cells(row: Row) -> list[str]:
    one = row.least == row.most
    return [
        row.name,
        _number(row.value),
        "" if one else _number(row.least),
        "" if one else _number(row.most),
        row.unit,
        _number(row.ratio),
        row.peer,
        _worded(row.bar, reached=row.reached),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else number(value)


def _worded(bar: Bar | None, *, reached: bool | None) -> str:
    if bar is None:
        return ""
    return f"{_SIGNS[bar.kind]} {number(bar.value)}: {'yes' if reached else 'NO'}"


def number(value: float) -> str:
    """Words a number with three digits that count.

    >>> number(12345.6), number(1.8), number(0.65), number(3e-7), number(0)
    ('12,346', '1.8', '0.65', '3e-07', '0')
    """
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"
