r"""`Schedule` -> a service, and the timer that starts it.

In a unit "%" begins a specifier and is written twice. A colon before the program switches "$" off;
words are quoted, and in quotes a backslash escapes. `WorkingDirectory=` takes its value as it is.
"""

from __future__ import annotations

import re

from crossframe.errors import ScheduleError
from crossframe.suite.schedules.plan import DAYS, Recipe, Schedule

_PLAIN = re.compile(r"[\w@+=:,./-]+", re.ASCII)


def systemd_recipe(schedule: Schedule) -> tuple[Recipe, ...]:
    """Writes the units of a user; a command that watches needs no timer.

    Args:
        schedule: What to run, and when.

    Returns:
        The service, then the timer.

    Raises:
        ScheduleError: If systemd cannot be told so.
    """
    name = schedule.name
    start = f"systemctl --user enable --now {name}.{'service' if schedule.watches else 'timer'}"
    use = f"put into ~/.config/systemd/user, then: {start}; loginctl enable-linger"
    service = Recipe(f"{name}.service", _service(schedule), use)
    return (
        (service,)
        if schedule.watches
        else (service, Recipe(f"{name}.timer", _timer(schedule), use))
    )


def _service(schedule: Schedule) -> str:
    words = [*schedule.command, *schedule.arguments]
    if not _PLAIN.fullmatch(words[0]):  # systemd takes a program with an odd name from none but sh
        words = ["/bin/sh", "-c", 'exec "$0" "$@"', *words]
    lines = [
        "[Unit]",
        f"Description=crossframe: {_specified(schedule.name)}",
        "",
        "[Service]",
        f"Type={'exec' if schedule.watches else 'oneshot'}",
        f"WorkingDirectory={_path(str(schedule.folder), 'folder')}",
        *(
            f"Environment={_word(f'{key}={value}')}"
            for key, value in sorted(schedule.environment.items())
        ),
        f"ExecStart=:{' '.join(map(_word, words))}",
        "Nice=10",
        "NoNewPrivileges=yes",
    ]
    if schedule.log is not None:
        path = _path(str(schedule.log), "log")
        lines += [f"StandardOutput=append:{path}", f"StandardError=append:{path}"]
    if schedule.watches:
        # 143: it was told to stop, and did.
        lines += ["Restart=on-failure", "RestartSec=60", "SuccessExitStatus=143"]
        lines += ["", "[Install]", "WantedBy=default.target"]
    return "\n".join(lines) + "\n"


def _timer(schedule: Schedule) -> str:
    names = [day.capitalize() for number, day in enumerate(DAYS) if number in schedule.days]
    days = "" if len(names) == len(DAYS) else ",".join(names) + " "
    zone = f" {schedule.zone}" if schedule.zone else ""
    lines = [
        "[Unit]",
        f"Description=crossframe: {_specified(schedule.name)}, by the clock",
        "",
        "[Timer]",
        f"OnCalendar={days}*-*-* {schedule.hour:02}:{schedule.minute:02}:00{zone}",
        "# A run that was missed while the machine slept is made up for.",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return "\n".join(lines) + "\n"


def _word(text: str) -> str:
    r"""One word of a command line.

    >>> print(_word('a "b" 10%'))
    "a \"b\" 10%%"
    """
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{_specified(escaped)}"'


def _specified(text: str) -> str:
    return text.replace("%", "%%")


def _path(text: str, what: str) -> str:
    if text != text.strip() or text.endswith("\\"):
        raise ScheduleError(
            f"the {what} {text!r} ends with a space or a backslash, which systemd cannot be told; "
            "rename it"
        )
    return _specified(text)
