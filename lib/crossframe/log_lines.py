"""Progress of stages -> lines of a log: a stage that is done, and now and then how far one is."""

from __future__ import annotations

import time
from collections.abc import Callable

# Seconds without a line after which a stage that is under way gets one: whoever looks into the log
# of a large event can tell a long stage from one that hangs, and the log stays short.
_PAUSE = 60.0


def log_lines(
    write: Callable[[str], object], clock: Callable[[], float] = time.monotonic
) -> Callable[[str, int, int], None]:
    """Tells of stages in lines.

    Args:
        write: Takes a line.
        clock: Gives seconds.

    Returns:
        What to hand to `load_claim_map`.

    >>> watch = log_lines(print)
    >>> watch("embedding", 1, 2)
    >>> watch("embedding", 2, 2)
    embedding: 2 of 2
    """
    last = clock()

    def watch(stage: str, done: int, total: int) -> None:
        nonlocal last
        now = clock()
        if done >= total > 0 or (total > 0 and now - last >= _PAUSE):
            last = now
            write(f"{stage}: {done:,} of {total:,}")

    return watch
