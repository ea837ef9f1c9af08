"""A real scheduler and real worker processes on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

DASK = str(Path(sys.executable).with_name("dask"))
# A worker process that dies of a task twice is no accident.
DEATHS = 1
_QUIET = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error"}
_START_SECONDS = 120


class Site:
    """A scheduler, and as many workers as were started."""

    def __init__(self, folder: Path, open_processes: ExitStack, *security: str) -> None:
        self._folder = folder
        self._security = security
        self._processes = open_processes
        self._file = folder / "scheduler.json"
        limit = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(DEATHS)}
        arguments = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.scheduler = self._start(
            "scheduler", *arguments, "--scheduler-file", str(self._file), environment=limit
        )
        self.address = self._address()

    def add_worker(
        self, name: str, *, nanny: str = "--no-nanny", **environment: str
    ) -> subprocess.Popen[bytes]:
        """Starts a worker of one thread; with a nanny, that starts it again when it dies."""
        arguments = ("--nthreads", "1", "--no-dashboard", "--name", name, nanny)
        return self._start("worker", self.address, *arguments, environment=environment)

    def _start(
        self, what: str, *arguments: str, environment: dict[str, str]
    ) -> subprocess.Popen[bytes]:
        cache = str(self._folder / "cache-of-workers")
        log = self._processes.enter_context((self._folder / f"{what}.log").open("ab"))
        return self._processes.enter_context(
            ended(
                subprocess.Popen(
                    [DASK, what, *arguments, *self._security],
                    env={**os.environ, **_QUIET, "CROSSFRAME_CACHE": cache, **environment},
                    cwd=self._folder,
                    stdout=log,
                    stderr=log,
                )
            )
        )

    def _address(self) -> str:
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            try:
                return str(json.loads(self._file.read_text(encoding="utf-8"))["address"])
            except (OSError, ValueError):
                time.sleep(0.1)
        pytest.fail((self._folder / "scheduler.log").read_text(encoding="utf-8"))


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Ends a process at last: a nanny that is asked ends its worker."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
