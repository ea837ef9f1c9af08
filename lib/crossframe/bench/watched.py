"""A process that watches a folder -> what each run in it takes, while it stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from crossframe.errors import BenchError

COMMAND = "from crossframe.cli import main; main()"
# The shortest that there may be between two looks at the folder.
LOOK_SECONDS = 0.1
_END_SECONDS = 30.0


class Spent(NamedTuple):
    """What a run took, all its processes included, and the `run.json` it left.

    `processor_seconds` is None where the system does not tell them of processes that go on.
    """

    seconds: float
    processor_seconds: float | None
    told: Mapping[str, Any]


class Watched:
    """A folder under watch."""

    def __init__(self, folder: Path, process: subprocess.Popen[str]) -> None:
        self._folder = folder
        self._process = process

    def bring(self, text: str) -> Spent:
        """Puts the articles of the event into the folder at once, and waits for all of their run.

        Args:
            text: The articles, one a line.

        Returns:
            What it took from then on, the looks at the folder included.

        Raises:
            BenchError: If the run fails or the watch ends.
        """
        aside = self._folder / "event.part"
        aside.write_text(text, encoding="utf-8")
        began, worked = perf_counter(), _worked(self._process.pid)
        aside.rename(self._folder / "inbox/event.jsonl")
        self._await_end()
        seconds, after = perf_counter() - began, _worked(self._process.pid)
        known = None if worked is None or after is None else after - worked
        latest = self._folder / "reports/event/latest/run.json"
        return Spent(seconds, known, json.loads(latest.read_text(encoding="utf-8")))

    def _await_end(self) -> None:
        said = ""
        for line in self._process.stdout or ():
            said = line.strip()
            if not said.startswith("{"):
                continue
            told = json.loads(said)
            if told["kind"] == "ended":
                if told["failed"]:
                    break
                return
        raise BenchError(f"crossframe run --watch: {said or 'nothing was said'}")


@contextmanager
def watching(folder: Path, environment: Mapping[str, str]) -> Iterator[Watched]:
    """Watches `inbox` in a folder, in a process of its own.

    Args:
        folder: Where it works.
        environment: Its environment.

    Yields:
        The folder under watch; afterwards nothing watches it.
    """
    (folder / "inbox").mkdir(parents=True)
    options = ["--watch", "inbox", "--interval", str(LOOK_SECONDS), "--json"]
    process = subprocess.Popen(  # noqa: S603 - crossframe itself
        [sys.executable, "-c", COMMAND, "run", *options],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Watched(folder, process)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _worked(pid: int) -> float | None:
    """Seconds of a core that a process and all below it used, those that ended included."""
    try:
        ticks = sum(map(_ticks, _tree(pid)))
    except OSError:
        return None
    return ticks / os.sysconf("SC_CLK_TCK")


def _tree(pid: int) -> Iterator[int]:
    """A process and all below it, whichever of their threads started them."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text(encoding="ascii").split():
            yield from _tree(int(child))


def _ticks(pid: int) -> int:
    """What a process used, and those that it saw end."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    return sum(map(int, told.rpartition(")")[2].split()[11:15]))
