"""Requests -> when the next one of a host may go out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


@dataclass(slots=True)
class Pace:
    """Holds requests to one host apart; hosts do not wait for each other.

    `clock` and `sleep` are those of the machine, or a test's.
    """

    seconds: float = 1.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _ready: dict[str, float] = field(default_factory=dict)

    def ready_at(self, host: str) -> float:
        """When the next request to a host may go out, by the clock."""
        return self._ready.get(host, 0.0)

    def wait(self, host: str) -> None:
        """Waits until a request may go out."""
        pause = self.ready_at(host) - self.clock()
        if pause > 0:
            self.sleep(pause)

    def done(self, host: str, delay: float | None = None) -> None:
        """Notes that a request was answered; the next is at least `delay` or `seconds` away."""
        self._ready[host] = self.clock() + max(self.seconds, delay or 0.0)


def retry_after(value: str | None, now: Callable[[], datetime] | None = None) -> float | None:
    """Reads how many seconds a server asks to wait: a number or a date.

    Args:
        value: The header `Retry-After`.
        now: The time it is; None for the machine's clock.

    Returns:
        Seconds from now, at least 0; None where nothing is asked for.

    >>> retry_after("120"), retry_after("soon")
    (120.0, None)
    """
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value.strip())
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    today = now() if now else datetime.now(UTC)
    return max(0.0, (moment - today).total_seconds())
