"""A notebook's kernel -> a process over sockets in a private folder, limited, measured, ended.

Kernels that run side by side cannot clash on TCP ports, nothing listens on the network, and
whatever a kernel leaves lies in one folder that is deleted with the run. A run that is killed
takes its kernels along, and the next one on the machine deletes the folder.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from crossframe.claim_store import write_claim_map
from crossframe.config import Parameters, home
from crossframe.records import ClaimMap
from crossframe.suite.fork import Forked
from crossframe.suite.forked import THREAD_VARIABLES, Forker, last_line
from crossframe.suite.private_folder import private_folder
from crossframe.suite.provisioning import forking_provisioner, tethered
from crossframe.suite.readiness import prompt_client
from crossframe.suite.usage import Usage, usage_of

_FINDINGS_LOG, _DRAFT = "findings.log", "draft"
# Notebooks that have time do not hold up what the last one waits for. At 0 a run of 41 articles
# takes a sixth longer on two processors, at 10 as long as at 5.
_NICENESS = 5
# How often it is looked whether a kernel that was ended is gone.
_LOOK_SECONDS = 0.01


class Kernels:
    """The kernels of one run: their folder, their threads, and a way to end all of them."""

    def __init__(
        self, folder: Path, threads: int, forker: Forker, warn: Callable[[str], None]
    ) -> None:
        self.folder = folder
        self.threads = threads
        self.forker = forker
        self.tables = Usage()
        self._warn = warn
        self._is_warned = False
        self._lock = Lock()
        self._alive: set[Kernel] = set()
        self._ahead: Thread | None = None
        self._closed = False

    def open(self, name: str, *, has_time: bool = False) -> Kernel:
        """Prepares a kernel.

        Args:
            name: The notebook it is for.
            has_time: Whether it leaves the processors to others that have not.

        Returns:
            The kernel, not yet started.

        Raises:
            RuntimeError: If the run is being stopped.
        """
        kernel = Kernel(name, self, has_time=has_time)
        with self._lock:
            if self._closed:
                raise RuntimeError("the run is being stopped")
            self._alive.add(kernel)
        return kernel

    def read_ahead(self, draft: ClaimMap) -> None:
        """Has what will make the tables of the run read its texts, while this process goes on.

        Args:
            draft: The event, without claims; only the first that is given is read.
        """
        if self._ahead is None and self.are_forked:
            self._ahead = Thread(target=self._read_ahead, args=(draft,), daemon=True)
            self._ahead.start()

    def _read_ahead(self, draft: ClaimMap) -> None:
        folder = self.folder / _DRAFT
        with suppress(OSError):  # then nothing is read ahead
            write_claim_map(draft, folder)
            self._begin_findings(str(folder))

    def _begin_findings(self, draft: str = "") -> None:
        with (self.folder / _FINDINGS_LOG).open("wb") as log:
            self.forker.begin_findings(draft, str(home()), log.fileno())

    def make_findings(
        self,
        parameters: Parameters,
        portions: Mapping[str, Sequence[str]],
        made: Callable[[str], None],
    ) -> str:
        """Has the tables of the run made by what forks its kernels from the first of them on.

        Args:
            parameters: What the notebooks of the run are told.
            portions: Names of tables, by that of their portion.
            made: Told of each portion that is there.

        Returns:
            What the tables failed of; "" if they are there.

        Raises:
            OSError: If nothing here forks kernels; then they are to be made otherwise.
        """
        try:
            if self._ahead:
                self._ahead.join()
            if self.forker.findings_pid is None:
                self._begin_findings()
            return self.forker.make_findings(asdict(parameters), portions, made)
        except OSError as error:
            self._tell_once(error)
            raise

    def fork(self, arguments: Sequence[str], niceness: int, log: int, place: Any) -> Forked | None:
        """Has a kernel forked; None where it has to be started as ever, which is told once."""
        if not self.forker.was_begun:  # not on Linux
            return None
        try:
            return self.forker.fork(arguments, self.threads, niceness, log, place, self._tell_once)
        except OSError as error:
            self._tell_once(error)
            return None

    def _tell_once(self, error: OSError) -> None:
        """Warns that something cannot be forked, with its own last words: all else goes on."""
        with self._lock:
            is_first, self._is_warned = not (self._is_warned or self._closed), True
        if is_first:
            words = self.forker.last_words or _last_line(self.folder / _FINDINGS_LOG)
            why = f"{error}: {words}" if words else str(error)
            self._warn(f"kernels cannot be forked as they should be, which takes longer: {why}")

    @property
    def are_forked(self) -> bool:
        """Whether there is a process that forks kernels, as far as is known."""
        return self.forker.is_there

    @property
    def are_ended(self) -> bool:
        """Whether the run is being stopped."""
        return self._closed

    def forget(self, kernel: Kernel) -> None:
        """Takes note that a kernel ended."""
        with self._lock:
            self._alive.discard(kernel)

    def end(self, *, is_done: bool = False) -> None:
        """Ends every kernel now, and starts none again; what made the tables may rest, if done."""
        with self._lock:
            self._closed, alive = True, tuple(self._alive)
        if self._ahead:
            self._ahead.join()  # what it begins is to be ended
        for kernel in alive:
            kernel.end()
        if pid := self.forker.findings_pid:
            self.tables = usage_of(pid)
        (self.forker.leave_findings if is_done else self.forker.forget_findings)()


class Kernel:
    """One notebook's kernel, as far as its process is concerned."""

    def __init__(self, name: str, family: Kernels, *, has_time: bool) -> None:
        self.usage = Usage()
        self.timed_out = False
        self._ended = False
        self._niceness = _NICENESS if has_time else 0
        self._family = family
        self._files = family.folder / name
        self._process: Any = None

    @property
    def last_words(self) -> str:
        """How the process ended and the last line that it wrote, as far as it did either."""
        code = self._process.poll() if self._process is not None else None
        parts = [f"it was ended by {signal.Signals(-code).name}"] if code and code < 0 else []
        words = _last_line(self._files.with_suffix(".log"))
        return "; ".join([*parts, words] if words else parts)

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
                super().__init__(**settings | place | {"client_factory": prompt_client()})

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

            async def _async_wait(self, pollinterval: float = 0.1) -> None:
                await super()._async_wait(min(pollinterval, _LOOK_SECONDS))

        return OwnKernelManager

    def close(self) -> None:
        """Takes note that nbclient is done with the kernel."""
        self.end()
        self._family.forget(self)

    def _provisioner(self, manager: Any) -> Any:
        return forking_provisioner(self._family.fork, manager, self._niceness)

    def _environment(self) -> dict[str, str]:
        limits = dict.fromkeys(THREAD_VARIABLES, str(self._family.threads))
        # What it leaves behind when it is ended goes with the folder.
        return {**os.environ, **limits, "TMPDIR": str(self._family.folder)}


@contextmanager
def kernels_for(
    threads: int, forker: Forker | None = None, warn: Callable[[str], None] = lambda _: None
) -> Iterator[Kernels]:
    """Gives a run the place for its kernels, and ends and clears all of it afterwards.

    What runs left that were killed is cleared as well: nobody holds the lock in their folders.

    Args:
        threads: Threads that the libraries in each kernel may use.
        forker: What forks the kernels; None for one of their own.
        warn: Told once if nothing can be forked.

    Yields:
        The kernels.
    """
    with private_folder() as folder, Forker() as own:
        (forker or own).begin()
        kernels = Kernels(folder, threads, forker or own, warn)
        try:
            yield kernels
            kernels.end(is_done=True)
        finally:
            kernels.end()


def _last_line(log: Path) -> str:
    """The last line of a log; "" where there is none."""
    with suppress(OSError):
        return last_line(log.read_bytes())
    return ""
