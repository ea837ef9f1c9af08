"""What takes long to load -> loaded once, and there for one run after the other.

A call of `run_suite` has its own, unless it is given one that stays: a watched folder's. Encoders
and the parser stay in this process, what notebooks import in the one that forks their kernels.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from crossframe.suite.forked import Forker

if TYPE_CHECKING:
    from crossframe.suite.making import Encoders


class Resident:
    """What outlives a run; used as a context, it ends with it."""

    def __init__(self) -> None:
        self.forker = Forker()
        self._encoders: Encoders | None = None

    @property
    def encoders(self) -> Encoders:
        """The encoders that were loaded so far, and where others come from."""
        # Here and no earlier: an unchanged event needs neither pandas nor the templates.
        from crossframe.suite.making import Encoders

        self._encoders = self._encoders or Encoders()
        return self._encoders

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.forker.end()
