"""SIGTERM, SIGHUP and Ctrl-C -> an exception in the main thread, so that a run ends tidily."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

# Signals that came, of which each was to end what runs.
_came: list[int] = []


def pause(seconds: float) -> None:
    """Waits, unless a signal came: Python drops what is raised while it deletes an object.

    Args:
        seconds: How long.

    Raises:
        SystemExit: If a signal came, as `stopped_by_signals` has it.
        KeyboardInterrupt: If it was Ctrl-C.
    """
    if _came:
        _raise(_came[0])
    time.sleep(seconds)


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Lets SIGTERM and SIGHUP unwind the stack as Ctrl-C does, and takes note that they came.

    Whoever holds something gives it back on the way: kernels are ended, the half-made run is
    deleted, the lock is free. A second signal does not interrupt that.

    Yields:
        Nothing; afterwards the signals mean what they meant before.

    Raises:
        SystemExit: With status 128 and the signal's number, as shells have it.
        KeyboardInterrupt: Of Ctrl-C.
    """

    def stop(number: int, _: FrameType | None) -> None:
        for name in stopping:
            signal.signal(name, signal.SIG_IGN)
        _came.append(number)
        _raise(number)

    def interrupt(number: int, _: FrameType | None) -> None:
        _came.append(number)
        _raise(number)

    stopping = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(name, stop) for name in stopping}
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        before[signal.SIGINT] = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        _came.clear()
        for name, handler in before.items():
            signal.signal(name, handler)


def _raise(number: int) -> NoReturn:
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)
