"""What takes long to load -> loaded once, and there for one run after the other.

A call of `run_suite` has its own, unless it is given one that stays: a watched folder's. Encoders
and the parser stay in this process, what notebooks import in the one that forks their kernels, and
what was found in sentences in the one that makes tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crossframe.suite.forked import Forker

if TYPE_CHECKING:
    from crossframe.suite.making import Encoders


class Resident:
    """What outlives a run: what forks its kernels, and the encoders that were loaded."""

    def __init__(self, forker: Forker) -> None:
        self.forker = forker
        self._encoders: Encoders | None = None

    @property
    def encoders(self) -> Encoders:
        """The encoders that were loaded so far, and where others come from."""
        # Here and no earlier: an unchanged event needs neither pandas nor the templates.
        from crossframe.suite.making import Encoders

        self._encoders = self._encoders or Encoders()
        return self._encoders


@contextmanager
def residing(*, stays: bool = True) -> Iterator[Resident]:
    """Has what is loaded for one run stay for the next, until the end of a `with` statement.

    Args:
        stays: Whether the same events will be run again: then what makes their tables stays, too.

    Yields:
        What stays.
    """
    with Forker(stays=stays) as forker:
        yield Resident(forker)
