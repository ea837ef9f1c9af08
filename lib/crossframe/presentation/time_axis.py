"""Moments -> places on the axis of the timeline, in drawing units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, takewhile

from crossframe.comparison.presence.times import Span
from crossframe.presentation.phrasing import moment

LEFT, RIGHT = 310, 940
_MOST_TICKS, _TICK = 9, 70
_STEPS = [timedelta(hours=h) for h in (1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 672, 2_016, 8_760)]


@dataclass(frozen=True, slots=True)
class TickView:
    """A moment of the axis."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Turns moments into places: `first` stands at `LEFT`, `last` at `RIGHT`."""

    first: datetime
    last: datetime

    @classmethod
    def over(cls, spans: Sequence[Span]) -> Axis:
        """The axis that holds all spans, with a little room."""
        first, last = min(s.start for s in spans), max(s.end for s in spans)
        room = max((last - first) * 0.02, timedelta(minutes=10))
        return cls(first - room, last + room)

    def x(self, moment: datetime) -> float:
        """Where a moment stands."""
        share = (moment - self.first) / (self.last - self.first)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def ticks(self) -> tuple[TickView, ...]:
        """Round moments in UTC, at most as many as can be read."""
        whole = self.last - self.first
        step = next((step for step in _STEPS if whole / step < _MOST_TICKS), whole / _MOST_TICKS)
        day = datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)
        moments = takewhile(lambda at: at <= self.last, (day + n * step for n in count()))
        shown = [TickView(self.x(at), _tick(at, step)) for at in moments if at >= self.first]
        begins = TickView(LEFT, _tick(self.first, timedelta(days=1)))
        is_free = not shown or shown[0].x - LEFT > _TICK
        return (begins, *shown) if is_free else tuple(shown)


def _tick(at: datetime, step: timedelta) -> str:
    named = moment(at.date().isoformat())
    day = named.day.rpartition(" ")[0] if named else ""
    return day if step >= timedelta(days=1) else f"{day} {at:%H:%M}"
