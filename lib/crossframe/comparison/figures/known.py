"""What an event as a whole tells about its figures: synonyms, updates, and values that are two."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from crossframe.comparison.figures.around import Around, gives, may_be_of_two
from crossframe.comparison.figures.figure import Figure
from crossframe.comparison.figures.likenesses import Synonyms
from crossframe.comparison.figures.owners import is_alias

Values = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Known:
    """What the whole event tells about its figures.

    `synonyms` are units and verbs that were seen to count the same; `updates` pairs of values of
    which one outlet replaced the first by the second; `contested` pairs of values that one article
    gives side by side, each from a speaker of its own; `apart` pairs of values that one article
    gives for like things, the lower first, with the figures that do. `moneys` are the currencies
    that the event names beside dollars; `halves` the figures with a half: unit and value;
    `around` is what stands beside each figure, by the id of its sentence.
    """

    synonyms: Synonyms = field(default_factory=Synonyms)
    updates: AbstractSet[Values] = frozenset()
    contested: AbstractSet[Values] = frozenset()
    apart: Mapping[Values, tuple[tuple[Figure, Figure], ...]] = field(default_factory=dict)
    moneys: AbstractSet[str] = frozenset()
    halves: AbstractSet[tuple[str, float]] = frozenset()
    around: Mapping[str, Around] = field(default_factory=dict)

    def is_contested(self, one: Figure, other: Figure) -> bool:
        """Whether one article gives both values, each from a speaker of its own."""
        return (thing(one), *in_order(one, other)) in self.contested

    def is_told_in_both(self, one: Figure, other: Figure) -> bool:
        """Whether either article gives the other's figure too, beside its own."""
        near, beside = self._around(one), self._around(other)
        return gives(near, one, other) or gives(beside, other, one)

    def of_two(self, one: Figure, other: Figure) -> str:
        """What tells, where a day is not known, that two happenings may be told of; or ""."""
        return may_be_of_two(one, other, self._around(one), self._around(other))

    def half_between(self, one: Figure, other: Figure) -> float | None:
        """The half that the event gives too, and that both figures may be, rounded."""
        a, b = one.quantity, other.quantity
        between = (a.low + b.low) / 2
        rounded = a.unit == b.unit and abs(a.low - b.low) == 1
        return between if rounded and (a.unit, between) in self.halves else None

    def _around(self, figure: Figure) -> Around:
        return self.around.get(figure.sentence_id, Around())

    def are_two(self, one: Figure, other: Figure) -> bool:
        """Whether one article gives both values, and for those whom these two name, if they do."""
        low, high = sorted((one, other), key=lambda figure: figure.quantity.base_low)
        return any(
            _may_be_that(low, low.agent or _named_too(low, high), first)
            and _may_be_that(high, high.agent or _named_too(high, low), second)
            for unit in {like(one), like(other)}
            for first, second in self.apart.get((unit, *in_order(one, other)), ())
        )


def _named_too(figure: Figure, beside: Figure) -> str:
    """Whom the other figure is told of, if the sentence of this one has the name."""
    return beside.agent if beside.agent.lower() in figure.words else ""


def _may_be_that(figure: Figure, name: str, given: Figure) -> bool:
    """Whether a figure of somebody may be the equal one that another article gives."""
    if given.agent and name:
        return is_alias(name, given.agent) or given.agent.lower() in figure.words
    return not name or name.lower() in given.words


def thing(figure: Figure) -> str:
    """What a figure counts, in a word, for telling whether values belong together."""
    return figure.state or figure.quantity.base_unit or figure.quantity.deed


def like(figure: Figure) -> str:
    """What a figure has in common with all that it may be taken for: its unit."""
    return figure.quantity.base_unit or figure.state


def in_order(one: Figure, other: Figure) -> tuple[float, float]:
    """The values of two figures in their base unit, the lower first."""
    values = one.quantity.base_low, other.quantity.base_low
    return (min(values), max(values))
