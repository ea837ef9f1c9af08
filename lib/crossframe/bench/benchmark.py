"""What a benchmark is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from crossframe.bench.rows import Row


class Ask(NamedTuple):
    """How to measure.

    `rounds` of everything that is compared; `quick` for a short form that shows that all works and
    whose figures mean little. `gold` is a labelled folder as `crossframe evaluate` reads it, for
    the figures that need one. `work` is an empty folder for whatever a benchmark writes. `tell` is
    told what is being done.
    """

    rounds: int
    quick: bool
    gold: Path | None
    work: Path
    tell: Callable[[str], None]


class Benchmark(NamedTuple):
    """One benchmark: its name on the command line, what it measures, and how.

    One that takes hours is run only where it is named.
    """

    name: str
    about: str
    run: Callable[[Ask], Sequence[Row]]
    takes_hours: bool = False
