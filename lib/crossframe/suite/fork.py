"""A fork of another process -> what `subprocess` would show of a process of one's own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from threading import Lock

LAUNCHER = "ipykernel_launcher"
_END_SECONDS, _LOOK_SECONDS = 2.0, 0.02


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
                    self.returncode = told(self._channel)
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


def told(channel: socket.socket) -> int:
    """A number that the forker tells; it tells no more once it is gone."""
    said = channel.recv(32)
    if not said:
        raise ConnectionError("the process that forks kernels is gone")
    return int(said)
