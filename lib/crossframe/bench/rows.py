"""Measurements -> rows that say what was measured, beside what, and whether a bar is reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Literal, NamedTuple


class Bar(NamedTuple):
    """What a ratio, or a value that has none, must reach: `at least` or `at most` a number."""

    kind: Literal["at least", "at most"]
    value: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a benchmark.

    `value` is the median of several rounds, `least` and `most` the span of them; all three are
    equal where there is but one, and None where nothing was measured. `ratio` compares with `peer`,
    in words that say what is divided by what, or why there is nothing. What must reach the `bar` is
    the ratio, or the value where there is no ratio.
    """

    name: str
    value: float | None
    unit: str
    least: float | None
    most: float | None
    peer: str = ""
    ratio: float | None = None
    bar: Bar | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the bar is reached; None where there is none."""
        found = self.value if self.ratio is None else self.ratio
        if self.bar is None or found is None:
            return None
        return found >= self.bar.value if self.bar.kind == "at least" else found <= self.bar.value

    def values(self) -> dict[str, Any]:
        """Plain values for JSON."""
        found = asdict(self) | {"reached": self.reached}
        return found | {"bar": None if self.bar is None else self.bar._asdict()}


def row_of(
    name: str,
    values: Sequence[float],
    unit: str,
    peer: str = "",
    ratio: float | None = None,
    bar: Bar | None = None,
) -> Row:
    """Sums up what several rounds measured.

    Args:
        name: What was measured.
        values: One value a round, at least one.
        unit: What the values count.
        peer: What the ratio compares with.
        ratio: The comparison.
        bar: What must be reached.

    Returns:
        The row.

    >>> row = row_of("encode", [1.0, 9.0, 2.0], "s", "peer / ours", 1.9, Bar("at least", 1.8))
    >>> row.value, row.most, row.reached
    (2.0, 9.0, True)
    """
    return Row(name, median(values), unit, min(values), max(values), peer, ratio, bar)


def missing_row(name: str, why: str) -> Row:
    """Says of a peer that is not there why nothing of it was measured.

    >>> missing_row("BERTopic", "not installed").values()["value"] is None
    True
    """
    return Row(name, None, "", None, None, why)
