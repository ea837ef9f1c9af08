"""A notebook's kernel -> a fork of a process that has imported what notebooks import.

Each is a process of its own, in a session of its own, with the environment, folder and log that it
would have had. Where forking is not to be had (not on Linux, a process that does not come up or
died), kernels are started as ever.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import IO, Any, Self

from crossframe.suite.fork import Forked, told
from crossframe.suite.table_maker import TableMaker, worded

TETHER = Path(__file__).with_name("tether.py")
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
# How much is read of what the forker wrote: it writes nothing unless it fails.
_LONGEST_WORDS = 1 << 16


class Forker:
    """The process that forks kernels; where there is none, whoever asks is told by an `OSError`.

    Used as a context, it ends with it.

    Args:
        stays: Whether there will be run after run: what made the tables of one then waits for the
            next.
    """

    def __init__(self, *, stays: bool = False) -> None:
        self._stays = stays
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None
        self._maker: TableMaker | None = None
        self._turn = Lock()
        self._log: IO[bytes] | None = None

    @property
    def was_begun(self) -> bool:
        """Whether it was begun, however it fared since."""
        return self._process is not None

    @property
    def is_there(self) -> bool:
        """Whether it was begun and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def last_words(self) -> str:
        """The last line that it wrote, "" for none: what it died of, if it did."""
        if self._log is None or self._process is None:
            return ""
        try:
            self._process.wait(_END_SECONDS)  # who finds out that it ends may be faster than it
        except subprocess.TimeoutExpired:
            return ""
        return last_line(os.pread(self._log.fileno(), _LONGEST_WORDS, 0))

    @property
    def findings_pid(self) -> int | None:
        """The process that made the tables of the run and forks its kernels; None for none."""
        return self._maker.pid if self._maker and not self._maker.rests else None

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
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process is there
        with theirs, suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603 - this very Python
                [
                    *(sys.executable, str(TETHER), str(os.getpid())),
                    *(_FORKER, str(theirs.fileno())),
                ],
                env={**os.environ, **_ONE_THREAD},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                start_new_session=True,  # Ctrl-C is for the run, which ends it
            )
        self._requests = ours

    def begin_findings(self, draft: str, cwd: str, log: int) -> None:
        """Forks what is to make the tables of a run, once it is told which, or wakes one at rest.

        Args:
            draft: The folder of the run's claim map without claims, whose texts it reads until
                then; "" for none.
            cwd: The folder that it works in.
            log: Number of the open file that it writes its words to.

        Raises:
            OSError: If there is no forker, or it died.
        """
        with self._turn:
            if self._maker and self._maker.wake(draft, cwd, log):
                return
            self._end_maker()
            ours, theirs = _pair()
            try:
                with theirs:
                    request = {"findings": draft, "cwd": cwd}
                    fork = self._ask(self._requests, request, [log], [theirs.fileno()])
                    self._maker = TableMaker(fork, ours)
            except BaseException:
                ours.close()
                raise

    def make_findings(
        self,
        values: Mapping[str, object],
        portions: Mapping[str, Sequence[str]],
        made: Callable[[str], None],
    ) -> str:
        """Has the fork that was begun make the tables of a run, and fork kernels meanwhile.

        What it found out about the claims until then, notebooks need not find out again.

        Args:
            values: The parameters that the notebooks of the run are told.
            portions: Names of tables, by that of their portion, in the order to make them in.
            made: Told of each portion that is there.

        Returns:
            What the tables failed of; "" if they are there.

        Raises:
            OSError: If nothing was begun, or it died.
        """
        maker = self._maker
        if maker is None or maker.rests:
            raise OSError("no process is there to make the tables")
        try:
            return maker.make(values, portions, made)
        except ConnectionError:
            self.forget_findings()
            raise

    def forget_findings(self) -> None:
        """Ends the fork that made the tables of a run, and its kernels, unless it rests."""
        with self._turn:
            if self._maker and not self._maker.rests:
                self._end_maker()

    def leave_findings(self) -> None:
        """Has the fork that made the tables of a run rest until the next, if one will come."""
        with self._turn:
            if self._maker and not (self._stays and self._maker.rest()):
                self._end_maker()

    def _end_maker(self) -> None:
        maker, self._maker = self._maker, None
        if maker:
            maker.end()

    def fork(
        self,
        arguments: Sequence[str],
        threads: int,
        niceness: int,
        log: int,
        place: Any,
        warn: Callable[[OSError], None] = lambda _: None,
    ) -> Forked:
        """Has a kernel forked, from what made the tables of the run where that is there.

        Args:
            arguments: What the launcher of a kernel is given.
            threads: Threads that its libraries may use.
            niceness: How much it leaves the processors to others, 0..19.
            log: Number of the open file that it writes its words to.
            place: Its folder `cwd` and environment `env`.
            warn: Told why what made the tables cannot fork: then the kernel knows nothing of them.

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
            "niceness": niceness,
        }
        maker = self._maker
        if maker and maker.knows_any:
            try:
                return self._ask(maker.requests, request, [log])
            except OSError as error:  # it died, or has threads of a model and cannot fork
                warn(error)
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
        words = worded(request)
        ours, theirs = _pair()
        try:
            with theirs:
                given = [*log, theirs.fileno(), *more]
                socket.send_fds(requests, [words], given)
            ours.settimeout(_PATIENCE_SECONDS)
            return Forked(told(ours), ours)
        except OSError as error:
            ours.close()
            if isinstance(error, TimeoutError):
                self._process.kill()  # nobody else has to be so patient
            raise

    def end(self) -> None:
        """Ends it, and kernels that are left with it."""
        with self._turn:
            self._end_maker()
        if self._requests is not None:
            self._requests.close()  # it takes this as the end
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_SECONDS)
            self._process.kill()
            self._process.wait()
        if self._log is not None:
            self._log.close()
        self._process = self._requests = self._log = None

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


def last_line(said: bytes) -> str:
    """The last line of what a process wrote that holds anything; "" where none does."""
    lines = said.decode("utf-8", "replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
