"""Values -> places on an axis, in drawing units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class TickView:
    """A place on an axis and what it says; `is_zero` where nothing is gained or lost."""

    at: float
    text: str
    is_zero: bool = False


class Scale(NamedTuple):
    """Values from `low` to `high` on `left` to `right`; what lies outside is put on the edge."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.left + min(max(share, 0.0), 1.0) * (self.right - self.left), 1)
