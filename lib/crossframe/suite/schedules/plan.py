"""What a user asked for -> a `Schedule`, checked once for all schedulers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crossframe.errors import ScheduleError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
# No format of the four holds a line break or a control character in a command.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Recipe(NamedTuple):
    """One file of a recipe: its name, its text, and what to do with it."""

    name: str
    text: str
    use: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is run, where and when.

    `command` is the program and `arguments` what follows it; names in them are relative to
    `folder`. `days` are numbers from 0 (Monday); all seven for every day. `zone` is an IANA name,
    "" for that of the machine. `log` is a file for what the run says, None for the scheduler's own
    place. `environment` holds variables that the run needs. `setup` is a shell command that
    installs crossframe where the scheduler begins with an empty machine.
    """

    name: str
    folder: Path
    command: tuple[str, ...]
    arguments: tuple[str, ...]
    hour: int
    minute: int
    days: tuple[int, ...] = tuple(range(7))
    zone: str = ""
    log: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    setup: str = ""

    def __post_init__(self) -> None:
        """Refuses what no scheduler can be told."""
        texts = [self.name, str(self.folder), *self.command, *self.arguments, self.setup]
        for text in (*texts, *map(str, filter(None, [self.log])), *self.environment.values()):
            if found := _UNWRITABLE.search(text):
                raise ScheduleError(
                    f"{text!r} has the character U+{ord(found[0]):04X}, which no scheduler takes "
                    "in a command; rename it"
                )
        if self.zone:
            _require_zone(self.zone)

    @property
    def watches(self) -> bool:
        """Whether the command goes on for ever and needs no time of day."""
        return any(word.split("=")[0] == "--watch" for word in self.arguments)

    @property
    def fields(self) -> str:
        """The five fields of cron."""
        days = "*" if len(self.days) == len(DAYS) else ",".join(str((d + 1) % 7) for d in self.days)
        return f"{self.minute} {self.hour} * * {days}"


def read_time(text: str) -> tuple[int, int]:
    """Reads a time of day.

    Args:
        text: Hours and minutes.

    Returns:
        Both as numbers.

    Raises:
        ScheduleError: If it is none.

    >>> read_time("6:30")
    (6, 30)
    """
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise ScheduleError(f"--at {text!r} is no time of day; write 06:30")
    return int(found[1]), int(found[2])


def read_days(text: str) -> tuple[int, ...]:
    """Reads days of the week: "daily", a list, or a span.

    Args:
        text: As in "daily", "mon,thu" or "mon-fri".

    Returns:
        Numbers from 0 (Monday), sorted.

    Raises:
        ScheduleError: If a word is no day.

    >>> read_days("mon-wed,sat"), read_days("fri-mon")
    ((0, 1, 2, 5), (0, 4, 5, 6))
    """
    if text.strip().lower() == "daily":
        return tuple(range(7))
    found: set[int] = set()
    for part in text.lower().split(","):
        first, _, last = (word.strip() for word in part.partition("-"))
        if first not in DAYS or (last and last not in DAYS):
            raise ScheduleError(
                f"--days {text!r}: {part.strip()!r} is no day; write daily, mon-fri, or days of "
                f"{', '.join(DAYS)}"
            )
        begin = DAYS.index(first)
        length = (DAYS.index(last or first) - begin) % 7
        found |= {(begin + step) % 7 for step in range(length + 1)}
    return tuple(sorted(found))


def _require_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # unknown, a path, a folder of zones
        raise ScheduleError(
            f"--zone {zone!r} is no time zone; write an IANA name, as Europe/Berlin"
        ) from None
