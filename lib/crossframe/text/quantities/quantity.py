"""A number in a sentence and what it counts: the value that everything here works towards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Hedge = Literal["exact", "about", "at_least", "at_most", "over", "under"]
Kind = Literal[
    "count",
    "percent",
    "money",
    "length",
    "area",
    "volume",
    "mass",
    "duration",
    "speed",
    "temperature",
    "power",
    "magnitude",
    "age",
    "multiple",
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a sentence: `sentence[start:end]` is its whole expression, hedge and unit.

    `low` and `high` are the value in `unit` as written ("1.2 million" is 1,200,000; "a third" is
    33.33 percent), equal unless the text gives a range; `hedge` says on which side of them the text
    leaves room, and of what is "about" a figure, `leans` is -1 where it is below it ("nearly"), 1
    where it is above, else 0. `unit` is a measure, a currency or the lemma of what is counted, ""
    where the text does not say. `base_low`, `base_high` are the value in `base_unit`, which
    measures that convert into each other share. `rate` is what the quantity is for ("day" in "9
    million a day"), or "".

    From the parse, for telling what is counted from its likes: `deed`, the lemma of the verb that
    governs it; `undergoes`, whether what is counted is itself its subject or object; `actor`, the
    lemma of whoever does it or has it (a name keeps its capital); `qualities`, lemmas of what
    describes it; `whole`, the lemma of what it is a part of.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    hedge: Hedge
    kind: Kind
    base_low: float
    base_high: float
    base_unit: str
    leans: int = 0
    rate: str = ""
    deed: str = ""
    undergoes: bool = False
    actor: str = ""
    qualities: tuple[str, ...] = ()
    whole: str = ""

    @property
    def is_exact(self) -> bool:
        """True for a single figure that the text does not hedge."""
        return self.low == self.high and self.hedge == "exact"
