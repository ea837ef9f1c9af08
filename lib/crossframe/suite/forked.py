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
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from select import select
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

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
_END_SECONDS = 2.0


class Forked:
    """A kernel whose parent is the forker, as `subprocess.Popen` would show one of its own."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._channel = channel
        self._lock = Lock()

    def poll(self) -> int | None:
        """How it ended; None while it is there. Until this was told, its number is not given again.

        If the forker died, its kernels did with it.
        """
        with self._lock:
            if self.returncode is None and select([self._channel], [], [], 0)[0]:
                try:
                    self.returncode = _told(self._channel)
                except OSError:
                    self.returncode = -signal.SIGKILL
                self._channel.close()
            return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Waits for its end."""
        if self.poll() is None:
            select([self._channel], [], [], timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(LAUNCHER, timeout or 0.0)
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


class Forker:
    """The process that forks kernels; where there is none, whoever asks is told by an `OSError`.

    Used as a context, it ends with it.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None

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
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
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
        if self._process is None or self._requests is None:
            raise OSError("no process is there to fork a kernel")
        request = {
            "arguments": list(arguments),
            "cwd": str(place.get("cwd") or Path.cwd()),
            "environment": dict(place["env"]),
            "threads": threads,
        }
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                given = [log, theirs.fileno()]
                socket.send_fds(self._requests, [json.dumps(request).encode()], given)
            ours.settimeout(_PATIENCE_SECONDS)
            return Forked(_told(ours), ours)
        except OSError as error:
            ours.close()
            if isinstance(error, TimeoutError):
                self._process.kill()  # nobody else has to be so patient
            raise

    def end(self) -> None:
        """Ends it, and kernels that are left with it."""
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


def forking_provisioner(forker: Forker, threads: int, manager: Any) -> LocalProvisioner | None:
    """What starts a kernel by forking; None for a kernel of a make that is not the usual one.

    Args:
        forker: What forks.
        threads: Threads that the libraries in the kernel may use.
        manager: The kernel's manager, which will ask it.

    Returns:
        The provisioner. Where it cannot fork, it starts the kernel as ever.
    """
    from uuid import uuid4

    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    if "kernel_provisioner" in manager.kernel_spec.metadata:
        return None

    class Forking(LocalProvisioner):
        async def launch_kernel(self, cmd: list[str], **settings: Any) -> Any:
            arguments, log = _arguments(cmd), settings["stdout"].fileno()
            if arguments is None:
                return await super().launch_kernel(cmd, **settings)
            try:
                forked = forker.fork(arguments, threads, log, settings)
            except OSError:
                return await super().launch_kernel(cmd, **settings)
            self.process = forked  # type: ignore[assignment]  # all that is asked of a Popen
            self.pid = self.pgid = forked.pid
            self.cwd = settings.get("cwd", Path.cwd())
            return self.connection_info

    manager.kernel_id = manager.kernel_id or str(uuid4())
    return Forking(kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager)


def _told(channel: socket.socket) -> int:
    """A number that the forker tells; it tells no more once it is gone."""
    told = channel.recv(32)
    if not told:
        raise ConnectionError("the process that forks kernels is gone")
    return int(told)


def tethered(command: list[str]) -> list[str]:
    """The command of a kernel that ends with this process; one of another make as it is."""
    for at in range(1, len(command) - 1):
        if command[at : at + 2] == ["-m", LAUNCHER]:
            return [*command[:at], str(TETHER), str(os.getpid()), *command[at + 1 :]]
    return command


def _arguments(command: list[str]) -> list[str] | None:
    """What a tethered command of this very Python gives the launcher; None for another command."""
    is_own = command[0] == sys.executable and str(TETHER) in command
    return command[command.index(str(TETHER)) + 3 :] if is_own else None
