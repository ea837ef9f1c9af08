"""SIGTERM and SIGHUP -> an exception in the main thread, so that a run ends as tidily as it can."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Signals that came, of which each was to end what runs.
_came: list[int] = []


def pause(seconds: float) -> None:
    """Waits, unless a signal came: Python drops what is raised while it deletes an object.

    Args:
        seconds: How long.

    Raises:
        SystemExit: If a signal came, as `stopped_by_signals` has it.
    """
    if _came:
        raise SystemExit(128 + _came[0])
    time.sleep(seconds)


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Lets SIGTERM and SIGHUP unwind the stack instead of ending the process where it stands.

    Whoever holds something gives it back on the way: kernels are ended, the half-made run is
    deleted, the lock is free. A second signal does not interrupt that.

    Yields:
        Nothing; afterwards the signals mean what they meant before.

    Raises:
        SystemExit: With status 128 and the signal's number, as shells have it.
    """

    def stop(number: int, _: FrameType | None) -> None:
        for name in stopping:
            signal.signal(name, signal.SIG_IGN)
        _came.append(number)
        raise SystemExit(128 + number)

    stopping = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(name, stop) for name in stopping}
    try:
        yield
    finally:
        _came.clear()
        for name, handler in before.items():
            signal.signal(name, handler)
