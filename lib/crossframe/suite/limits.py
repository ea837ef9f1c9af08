"""What the machine has and what was asked for -> how much a run may take."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossframe.cluster import SchedulerAddress

# Kernels of a suite take about 250 MB each; more of them side by side than this gain little.
MOST_WORKERS = 4
# No notebook of the suite takes a minute on a finished claim map; one that takes ten hangs.
NOTEBOOK_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a run may take.

    `workers` kernels at a time, None for one more than there are processors, since each waits for
    messages a third of its time, at most `MOST_WORKERS`; `seconds` for a whole notebook; `wait`
    seconds for another process that runs the event now. `scheduler` is of a Dask cluster that works
    out the claims, None works them out here.
    """

    workers: int | None = None
    seconds: float = NOTEBOOK_SECONDS
    wait: float = 0.0
    scheduler: SchedulerAddress | None = None

    @property
    def n_workers(self) -> int:
        """Kernels at a time."""
        return self.workers or min(n_processors() + 1, MOST_WORKERS)

    def threads(self, asked: int) -> int:
        """Threads in each kernel, so that all of them together do not exceed the processors.

        >>> Limits(workers=2).threads(8), Limits(workers=4).threads(2)
        (4, 1)
        """
        return max(1, (asked or n_processors()) // self.n_workers)


def n_processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
