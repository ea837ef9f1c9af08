"""Events that are done -> a bar on a terminal, now and then a line in a log, with the time left."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_SECONDS_BETWEEN_LINES = 10.0

# Told of an event that is done, and how many sentences it has.
Done = Callable[[str, int], None]


@dataclass
class Pace:
    """How far a row of events has come, and how fast; `clock` gives seconds."""

    total: int
    clock: Callable[[], float] = time.monotonic
    events: int = 0
    sentences: int = 0

    def __post_init__(self) -> None:
        self._began = self.clock()

    def add(self, sentences: int) -> None:
        """Counts one more event."""
        self.events += 1
        self.sentences += sentences

    def __str__(self) -> str:
        """Sentences, their rate, and the time left if events go on as they went."""
        seconds = max(self.clock() - self._began, 1e-9)
        left = seconds / max(self.events, 1) * (self.total - self.events)
        rate = self.sentences / seconds
        return (
            f"{self.sentences:,} sentences, {rate:,.{0 if rate >= 10 else 1}f} a second, "
            f"{timedelta(seconds=round(left))} left"
        )


@contextmanager
def shown_events(total: int, console: Console | None = None) -> Iterator[Done]:
    """Shows how far events have come.

    Args:
        total: How many there are.
        console: Where to write; None for standard error.

    Yields:
        What to tell of each event that is done.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = console or Console(stderr=True)
    pace = Pace(total)
    if not console.is_terminal:
        yield _lines(pace, console)
        return
    parts = (MofNCompleteColumn(), BarColumn(), TextColumn("{task.description}"))
    with Progress(*parts, console=console) as bars:
        task = bars.add_task("", total=total)

        def done(_: str, sentences: int) -> None:
            pace.add(sentences)
            bars.update(task, completed=pace.events, description=str(pace))

        yield done


def _lines(pace: Pace, console: Console) -> Done:
    last = -_SECONDS_BETWEEN_LINES

    def done(event_id: str, sentences: int) -> None:
        nonlocal last
        pace.add(sentences)
        now = pace.clock()
        if now - last >= _SECONDS_BETWEEN_LINES or pace.events == pace.total:
            last = now
            text = f"[{pace.events:,}/{pace.total:,}] {event_id}: {pace}"
            console.print(text, highlight=False, markup=False, soft_wrap=True)

    return done
