r"""`Schedule` -> lines for `crontab -e`.

cron reads a command up to the first "%" that no backslash stands before, and hands the rest to a
shell. Whether it takes the backslash away differs: so a "%" stands outside of quotes, where the
shell takes it away as well.
"""

from __future__ import annotations

import re
import shlex

from crossframe.errors import ScheduleError
from crossframe.suite.schedules.plan import Recipe, Schedule

_LONGEST = 998  # of a line, in Debian's cron and cronie


def cron_recipe(schedule: Schedule) -> tuple[Recipe, ...]:
    """Writes the lines of a crontab.

    Args:
        schedule: What to run, and when.

    Returns:
        One file.

    Raises:
        ScheduleError: If cron cannot be told so.
    """
    if schedule.watches:
        raise ScheduleError("--watch never ends, and cron would start it again; use --systemd")
    log = ["2>&1"] if schedule.log is None else [f">>{_word(str(schedule.log))}", "2>&1"]
    words = [
        *("cd", _word(str(schedule.folder)), "&&"),
        *(f"{name}={_word(value)}" for name, value in sorted(schedule.environment.items())),
        *(_word(word) for word in (*schedule.command, *schedule.arguments)),
        *log,
    ]
    line = f"{schedule.fields} {' '.join(words)}"
    if len(line.encode()) > _LONGEST:
        raise ScheduleError(
            f"the line has {len(line.encode()):,} bytes, and cron reads {_LONGEST}; put parameters "
            "into a file and name it with --params"
        )
    return (Recipe(f"{schedule.name}.cron", _head(schedule) + line + "\n", "crontab -e"),)


def _head(schedule: Schedule) -> str:
    said = "mailed to you, if this machine mails" if schedule.log is None else "in the log"
    lines = [
        f"# {schedule.name}: what it says is {said}. Add the lines with `crontab -e`.",
        "# An event that did not change costs a check of digests; exit status 0 means success.",
    ]
    if schedule.zone:
        lines += [
            "# cronie and fcron go by CRON_TZ; Debian's cron goes by the machine's own zone.",
            f"CRON_TZ={schedule.zone}",
        ]
    return "\n".join(lines) + "\n"


def _word(text: str) -> str:
    r"""One word for cron and then for the shell.

    >>> print(_word("rise of 10%"))
    'rise of 10'\%
    """
    if "\\" in text:
        raise ScheduleError(f"{text!r} has a backslash, on which crons differ; rename it")
    parts = re.split("(%)", text)
    quoted = (r"\%" if part == "%" else shlex.quote(part) for part in parts if part)
    return "".join(quoted) or "''"
