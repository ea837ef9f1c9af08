"""Two figures of a claim, of two articles, and how they relate."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from crossframe.comparison.figures.around import UNDATED
from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.relations import Related


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of a claim, one's article the earlier, and how they relate."""

    one: Figure
    other: Figure
    related: Related
    counts_the_same: bool

    @property
    def key(self) -> tuple[tuple[str, int], tuple[str, int]]:
        """What tells it from every other pair of the event, in whichever claim it stands."""
        return (min(self.one.key, self.other.key), max(self.one.key, self.other.key))

    @property
    def values(self) -> frozenset[float]:
        """What the two figures amount to, in one unit."""
        return frozenset((self.one.quantity.base_low, self.other.quantity.base_low))

    def undated(self) -> str:
        """The reason for a doubt that a date would settle; "" for other doubts and for none."""
        _, sign, behind = self.related.why.partition(UNDATED)
        return sign + behind if self.related.relation == "unclear" else ""

    def if_held(self, firm: AbstractSet[str]) -> Pair:
        """The same pair; an unclear one is of two things where a claim holds a sentence loosely."""
        held = self.one.sentence_id in firm and self.other.sentence_id in firm
        if held or self.related.relation != "unclear":
            return self
        return replace(self, counts_the_same=False)

    def doubted(self, why: str) -> Pair:
        """The same pair; what was called a conflict or an update is unclear."""
        if self.related.relation not in {"conflict", "update"}:
            return self
        return replace(self, related=Related("unclear", why))
