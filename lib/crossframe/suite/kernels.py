"""A notebook's kernel -> a process over sockets in a private folder, limited, measured, ended.

Kernels that run side by side cannot clash on TCP ports, nothing listens on the network, and
whatever a kernel leaves lies in one folder that is deleted with the run. A run that is killed
takes its kernels along, and the next one on the machine deletes the folder.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from crossframe.config import Parameters, home
from crossframe.suite.forked import THREAD_VARIABLES, Forker
from crossframe.suite.provisioning import forking_provisioner, tethered

_PREFIX, _UNREADY = "crossframe-run-", "crossframe-new-"
_LOCK = "lock"
# A folder is made and locked in no time: one of this age was left by a process that was killed.
_STALE_SECONDS = 3600


class Usage(NamedTuple):
    """What a process used; None where the system does not tell."""

    cpu_seconds: float | None = None
    peak_bytes: int | None = None


def usage_of(pid: int) -> Usage:
    """Reads what a process has used so far, from /proc; nothing is known on other systems."""
    folder = Path(f"/proc/{pid}")
    try:
        fields = (folder / "stat").read_text(encoding="ascii").rpartition(")")[2].split()
        status = (folder / "status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return Usage()
    ticks = int(fields[11]) + int(fields[12])
    peak = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return Usage(round(ticks / os.sysconf("SC_CLK_TCK"), 2), int(peak[0]) * 1024 if peak else None)


class Kernels:
    """The kernels of one run: their folder, their threads, and a way to end all of them."""

    def __init__(self, folder: Path, threads: int, forker: Forker) -> None:
        self.folder = folder
        self.threads = threads
        self.forker = forker
        self._lock = Lock()
        self._alive: set[Kernel] = set()
        self._closed = False

    def open(self, name: str) -> Kernel:
        """Prepares a kernel.

        Args:
            name: The notebook it is for.

        Returns:
            The kernel, not yet started.

        Raises:
            RuntimeError: If the run is being stopped.
        """
        kernel = Kernel(name, self)
        with self._lock:
            if self._closed:
                raise RuntimeError("the run is being stopped")
            self._alive.add(kernel)
        return kernel

    def make_findings(self, parameters: Parameters) -> str:
        """Has the tables of the run made by what forks its kernels from then on.

        Args:
            parameters: What the notebooks of the run are told.

        Returns:
            What the tables failed of; "" if they are there.

        Raises:
            OSError: If nothing here forks kernels; then they are to be made otherwise.
        """
        with (self.folder / "findings.log").open("wb") as log:
            values, cwd = parameters.model_dump(), str(home())
            return self.forker.make_findings(values, cwd, log.fileno())

    @property
    def are_ended(self) -> bool:
        """Whether the run is being stopped."""
        return self._closed

    def forget(self, kernel: Kernel) -> None:
        """Takes note that a kernel ended."""
        with self._lock:
            self._alive.discard(kernel)

    def end(self) -> None:
        """Ends every kernel now and starts none again."""
        with self._lock:
            self._closed = True
            alive = tuple(self._alive)
        for kernel in alive:
            kernel.end()


class Kernel:
    """One notebook's kernel, as far as its process is concerned."""

    def __init__(self, name: str, family: Kernels) -> None:
        self.usage = Usage()
        self.timed_out = False
        self._ended = False
        self._family = family
        self._files = family.folder / name
        self._process: Any = None

    @property
    def last_words(self) -> str:
        """How the process ended and the last line that it wrote, as far as it did either."""
        code = self._process.poll() if self._process is not None else None
        parts = [f"it was ended by {signal.Signals(-code).name}"] if code and code < 0 else []
        with suppress(OSError):
            lines = self._files.with_suffix(".log").read_text("utf-8", "replace").splitlines()
            parts += [line.strip() for line in lines if line.strip()][-1:]
        return "; ".join(parts)

    def time_out(self) -> None:
        """Ends the process because its time is over."""
        self.timed_out = True
        self.end()

    def end(self) -> None:
        """Ends the process, and whatever it started, now."""
        self._ended = True
        process = self._process
        if process is not None and process.poll() is None:
            self.measure()
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)  # a kernel leads a group of its own
            with suppress(OSError):
                process.kill()  # one that was just forked, and does not lead it yet

    def measure(self) -> None:
        """Notes what the process used, while it is there to be asked."""
        if self._process is not None:
            found = usage_of(self._process.pid)
            self.usage = found if found.cpu_seconds is not None else self.usage

    def manager_class(self) -> type:
        """The class by which nbclient starts this kernel."""
        from jupyter_client.manager import AsyncKernelManager

        kernel = self

        class OwnKernelManager(AsyncKernelManager):
            def __init__(self, **settings: Any) -> None:
                place = {"transport": "ipc", "connection_file": str(kernel._files) + ".json"}
                super().__init__(**settings | place)

            def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
                return tethered(super().format_kernel_cmd(extra_arguments))

            async def start_kernel(self, **settings: Any) -> None:  # type: ignore[override]
                self.provisioner = self.provisioner or kernel._provisioner(self)
                with kernel._files.with_suffix(".log").open("wb") as log:
                    # Its own words must not get into the lines that machines read from us.
                    settings |= {"stdout": log, "stderr": log, "env": kernel._environment()}
                    await super().start_kernel(**settings)
                kernel._process = getattr(self.provisioner, "process", None)
                if kernel._ended:
                    kernel.end()

            async def shutdown_kernel(  # type: ignore[override]
                self, *args: Any, **settings: Any
            ) -> None:
                kernel.measure()
                await super().shutdown_kernel(*args, **settings)

        return OwnKernelManager

    def close(self) -> None:
        """Takes note that nbclient is done with the kernel."""
        self.end()
        self._family.forget(self)

    def _provisioner(self, manager: Any) -> Any:
        return forking_provisioner(self._family.forker, self._family.threads, manager)

    def _environment(self) -> dict[str, str]:
        limits = dict.fromkeys(THREAD_VARIABLES, str(self._family.threads))
        # What it leaves behind when it is ended goes with the folder.
        return {**os.environ, **limits, "TMPDIR": str(self._family.folder)}


@contextmanager
def kernels_for(threads: int, forker: Forker | None = None) -> Iterator[Kernels]:
    """Gives a run the place for its kernels, and ends and clears all of it afterwards.

    What runs left that were killed is cleared as well: nobody holds the lock in their folders.

    Args:
        threads: Threads that the libraries in each kernel may use.
        forker: What forks the kernels; None for one of their own.

    Yields:
        The kernels.
    """
    _sweep()
    unready = Path(tempfile.mkdtemp(prefix=_UNREADY))
    lock = FileLock(unready / _LOCK)
    lock.acquire()
    # Locked before it has the name that others look for.
    folder = unready.rename(unready.with_name(unready.name.replace(_UNREADY, _PREFIX, 1)))
    own = Forker()
    try:
        with own:
            (forker or own).begin()
            kernels = Kernels(folder, threads, forker or own)
            try:
                yield kernels
            finally:
                kernels.end()
                kernels.forker.forget_findings()
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Clears the folders of runs that were killed."""
    place = Path(tempfile.gettempdir())
    mine = [path for path in place.glob("crossframe-*") if _is_mine(path)]
    for folder in mine:
        if folder.name.startswith(_UNREADY) and time.time() - _age_of(folder) > _STALE_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
        if not folder.name.startswith(_PREFIX):
            continue
        lock = FileLock(folder / _LOCK)
        with suppress(Timeout, OSError):
            lock.acquire(timeout=0)
            lock.release()
            shutil.rmtree(folder, ignore_errors=True)


def _is_mine(folder: Path) -> bool:
    """True for a real folder of this user: a temporary folder is shared with strangers."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


def _age_of(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return time.time()
