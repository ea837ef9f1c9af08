"""A notebook's kernel -> a fork of a process that has imported what notebooks import.

Each is a process of its own, in a session of its own, with the environment, folder and log that it
would have had. Where forking is not to be had (not on Linux, a process that does not come up or
died), kernels are started as ever.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

TETHER = Path(__file__).with_name("tether.py")
LAUNCHER = "ipykernel_launcher"
# What the libraries under the notebooks ask for the number of their threads.
THREAD_VARIABLES = (
    "BLIS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "RAYON_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
_FORKER = "crossframe.suite.forker"
# Without these, libraries start threads when they are imported, and what has threads cannot fork.
_ONE_THREAD = {
    **dict.fromkeys(THREAD_VARIABLES, "1"),
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
# It imports for two seconds; where it takes a minute, something is wrong with it.
_PATIENCE_SECONDS = 60.0
_END_SECONDS, _LOOK_SECONDS = 2.0, 0.02
# A message holds the environment of a kernel. One that is longer is not sent.
LONGEST = 1 << 17


class Forked:
    """A kernel whose parent is the forker, as `subprocess.Popen` would show one of its own."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._channel = channel
        self._channel.settimeout(0)
        self._lock = Lock()

    def poll(self) -> int | None:
        """How it ended; None while it is there. Until this was told, its number is not given again.

        If the forker died, its kernels did with it.
        """
        with self._lock:
            if self.returncode is None:
                try:
                    self.returncode = _told(self._channel)
                except BlockingIOError:
                    return None
                except OSError:
                    self.returncode = -signal.SIGKILL
                self._channel.close()
            return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Waits for its end."""
        last = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if last is not None and time.monotonic() > last:
                raise subprocess.TimeoutExpired(LAUNCHER, timeout or 0.0)
            time.sleep(_LOOK_SECONDS)
        return code

    def send_signal(self, number: int) -> None:
        """Sends it a signal, if it is there."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Ends it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Asks it to end."""
        self.send_signal(signal.SIGTERM)

    def forget(self) -> None:
        """Ends it, unless it ended, and waits until it has; how is told to nobody."""
        with self._lock, self._channel:
            if self.returncode is None:
                self.returncode = -signal.SIGKILL
                self._channel.settimeout(_END_SECONDS)
                with suppress(OSError):
                    self._channel.shutdown(socket.SHUT_WR)
                    while self._channel.recv(32):
                        pass


class Forker:
    """The process that forks kernels; where there is none, whoever asks is told by an `OSError`.

    Used as a context, it ends with it.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None
        self._findings: tuple[Forked, socket.socket] | None = None
        self._are_made = False

    def begin(self) -> None:
        """Starts it, on Linux, unless it is there; it imports while this process goes on.

        It ends with the thread that calls this, however that one ends.
        """
        if not sys.platform.startswith("linux"):
            return
        if self._process is not None:
            if self._process.poll() is None:
                return
            self.end()
        ours, theirs = _pair()
        with theirs, suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603 - this very Python
                [
                    *(sys.executable, str(TETHER), str(os.getpid())),
                    *(_FORKER, str(theirs.fileno())),
                ],
                env={**os.environ, **_ONE_THREAD},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the run, which ends it
            )
        self._requests = ours

    def make_findings(self, values: Mapping[str, object], cwd: str, log: int) -> str:
        """Has the tables of a run made by a fork, which forks the kernels from then on.

        What it found out about the claims, notebooks need not find out again.

        Args:
            values: The parameters that the notebooks of the run are told.
            cwd: The folder that it works in.
            log: Number of the open file that it writes its words to.

        Returns:
            What the tables failed of; "" if they are there.

        Raises:
            OSError: If there is no forker, or it died.
        """
        self.forget_findings()
        ours, theirs = _pair()
        try:
            with theirs:
                request = {"findings": dict(values), "cwd": cwd}
                fork = self._ask(self._requests, request, [log], [theirs.fileno()])
        except BaseException:
            ours.close()
            raise
        self._findings = fork, ours
        told = ours.recv(LONGEST)
        if not told:
            self.forget_findings()
            raise ConnectionError("the process that made the tables ended before they were there")
        self._are_made = True
        return str(json.loads(told)["error"])

    def forget_findings(self) -> None:
        """Ends the fork that made the tables of a run, and kernels that are left with it."""
        self._are_made = False
        if self._findings:
            fork, requests = self._findings
            self._findings = None
            requests.close()
            fork.forget()

    def fork(self, arguments: Sequence[str], threads: int, log: int, place: Any) -> Forked:
        """Has a kernel forked.

        Args:
            arguments: What the launcher of a kernel is given.
            threads: Threads that its libraries may use.
            log: Number of the open file that it writes its words to.
            place: Its folder `cwd` and environment `env`.

        Returns:
            The kernel.

        Raises:
            OSError: If there is no forker, or it does not answer.
        """
        request = {
            "arguments": list(arguments),
            "cwd": str(place.get("cwd") or Path.cwd()),
            "environment": dict(place["env"]),
            "threads": threads,
        }
        if self._findings and self._are_made:
            with suppress(OSError):  # it died, or has threads of a model and cannot fork
                return self._ask(self._findings[1], request, [log])
        return self._ask(self._requests, request, [log])

    def _ask(
        self,
        requests: socket.socket | None,
        request: Mapping[str, object],
        log: Sequence[int],
        more: Sequence[int] = (),
    ) -> Forked:
        if self._process is None or requests is None:
            raise OSError("no process is there to fork a kernel")
        words = json.dumps(request).encode()
        if len(words) > LONGEST:
            raise OSError("the environment is too long to be handed over")
        ours, theirs = _pair()
        try:
            with theirs:
                given = [*log, theirs.fileno(), *more]
                socket.send_fds(requests, [words], given)
            ours.settimeout(_PATIENCE_SECONDS)
            return Forked(_told(ours), ours)
        except OSError as error:
            ours.close()
            if isinstance(error, TimeoutError):
                self._process.kill()  # nobody else has to be so patient
            raise

    def end(self) -> None:
        """Ends it, and kernels that are left with it."""
        self.forget_findings()
        if self._requests is not None:
            self._requests.close()  # it takes this as the end
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_SECONDS)
            self._process.kill()
            self._process.wait()
        self._process = self._requests = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()


def _pair() -> tuple[socket.socket, socket.socket]:
    """Two ends, between which messages stay whole."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def _told(channel: socket.socket) -> int:
    """A number that the forker tells; it tells no more once it is gone."""
    told = channel.recv(32)
    if not told:
        raise ConnectionError("the process that forks kernels is gone")
    return int(told)
