"""A client of a scheduler -> its workers, each looked at before it is given work."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from crossframe.cluster.identity import Identity, machine, slot_of
from crossframe.cluster.worker import Admission, admit
from crossframe.config import Parameters
from crossframe.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client, Future

# A task that fails for what may be the worker's fault (memory, disk) is tried again so many times.
RETRIES = 2
_POLL_SECONDS = 0.5
# A result that is there has only to travel; a large one over a slow line takes its time.
_RESULT_SECONDS = 600
# As much of an error of another library as a line of a log holds.
_WORDS = 400


class WorkersDiedError(ClusterError):
    """Too many workers died while they had a task; in work, or waiting behind another."""


@dataclass
class Cluster:
    """The workers of a scheduler; those that would compute other bytes get no work."""

    client: Client
    parameters: Parameters
    identity: Identity
    wait: float
    warn: Callable[[str], None]
    looked_at: dict[str, Admission] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _alone_since: float | None = None

    @property
    def n_workers(self) -> int:
        """Workers that get work now."""
        return sum(not one.differences for one in self.looked_at.values())

    @property
    def refusals(self) -> Mapping[str, str]:
        """Why workers that are there get no work, by address."""
        return {
            address: "; ".join(one.differences)
            for address, one in self.looked_at.items()
            if one.differences
        }

    def number_of(self, worker: str) -> int:
        """A number for a worker, from 1, in the order of their first answers."""
        return self._numbers.setdefault(worker, len(self._numbers) + 1)

    def submit(self, name: str, function: Callable[..., Any], *given: object) -> Future[Any]:
        """Has a worker that computes as this process does call a function.

        Args:
            name: What the task is called on Dask's pages.
            function: One of `cluster.worker`.
            *given: Its arguments.

        Returns:
            What will be its result.
        """
        key = f"crossframe-{name}-{uuid4().hex}"
        slot = {slot_of(self.identity): 1}
        with told_if_lost(name):
            return self.client.submit(function, *given, key=key, resources=slot, retries=RETRIES)

    def result(self, future: Future[Any], what: str, waiting: Callable[[], None]) -> Any:
        """Waits for a result, and looks at the workers that join meanwhile.

        Args:
            future: What is waited for.
            what: Its name in errors.
            waiting: Called again and again.

        Returns:
            The result.

        Raises:
            ClusterError: If it failed, was lost too often, or there is no worker for too long.
        """
        self.await_end(future, what, waiting)
        return _result(future, what)

    def await_end(self, future: Future[Any], what: str, waiting: Callable[[], None]) -> None:
        """As `result`, of a future whose result nobody wants: it may have failed."""
        while not _is_done(future):
            waiting()
            with told_if_lost(what):
                self.look_at_workers()
            self._require_workers(what)
        waiting()

    def look_at_workers(self) -> None:
        """Admits or refuses workers that joined, and forgets those that left."""
        there = self.client.nthreads()
        for address in self.looked_at.keys() - there.keys():
            del self.looked_at[address]
        new = sorted(there.keys() - self.looked_at.keys())
        if not new:
            return
        given = (self.identity, self.parameters)
        answers = self.client.run(admit, *given, workers=new, on_error="return")
        for address, answer in answers.items():
            self._note(address, answer if isinstance(answer, Admission) else _unable(answer))

    def _note(self, address: str, admission: Admission) -> None:
        self.looked_at[address] = admission
        if admission.differences:
            self.warn(f"worker {address} is refused: {self.refusals[address]}")
        elif admission.machine != machine():
            self.warn(
                f"worker {address} is {admission.machine}, not {machine()}: last digits may differ"
            )

    def _require_workers(self, what: str) -> None:
        if self.n_workers:
            self._alone_since = None
            return
        now = time.monotonic()
        self._alone_since = self._alone_since or now
        if now - self._alone_since > self.wait:
            raise ClusterError(f"{what}: {self.lack()}")

    def lack(self) -> str:
        """Words that there is no worker to give work to, and what to do."""
        if self.refusals:
            address, why = next(iter(self.refusals.items()))
            return (
                f"of {len(self.looked_at)} workers none computes as this process does, as "
                f"{address}: {why}; install the same there, from the same requirements.lock"
            )
        return (
            f"no worker for {self.wait:g} s; start some (dask worker ADDRESS), or wait longer with "
            "--scheduler-wait SECONDS"
        )


def _is_done(future: Future[Any]) -> bool:
    with suppress(TimeoutError, CancelledError):
        future.exception(timeout=_POLL_SECONDS)
    return bool(future.done())


def _result(future: Future[Any], what: str) -> Any:
    from distributed import KilledWorker

    if future.status != "error":
        with told_if_lost(what):
            return future.result(timeout=_RESULT_SECONDS)
    error = future.exception(timeout=_RESULT_SECONDS)
    if isinstance(error, KilledWorker):  # without the address: what is said of a run is published
        raise WorkersDiedError(
            f"{what}: given up, {error.allowed_failures + 1} workers died of it alone; give them "
            "more memory, or look into their logs"
        )
    words = " ".join(str(error).split())[:_WORDS]
    raise ClusterError(
        f"{what}: failed on a worker {RETRIES + 1} times: {type(error).__name__}: {words}"
    )


@contextmanager
def told_if_lost(what: str) -> Iterator[None]:
    """Says that the scheduler went away, where Dask says it in its own words.

    Args:
        what: What was waited for.

    Yields:
        Nothing.

    Raises:
        ClusterError: In the place of errors of the connection.
    """
    try:
        yield
    except (CancelledError, OSError, TimeoutError) as error:
        raise ClusterError(
            f"{what}: the scheduler went away ({type(error).__name__}); start it again, and run "
            "this again: what was done is kept"
        ) from error


def _unable(answer: object) -> Admission:
    """What is to be said of a worker that could not even look at itself."""
    if isinstance(answer, ImportError):
        return Admission((f"{answer}; install crossframe there, in the same version",), "")
    return Admission((f"{type(answer).__name__}: {answer}",), "")
