"""Tasks and what each must wait for -> all of them done, as many side by side as there is room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import nullcontext
from graphlib import TopologicalSorter
from threading import Semaphore
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Task(NamedTuple, Generic[T]):
    """Something to do, after others; `here` for what must be done by the calling thread."""

    work: Callable[[], T]
    after: tuple[str, ...] = ()
    here: bool = False


def run_tasks(
    tasks: Mapping[str, Task[T]],
    workers: int,
    done: Callable[[str, T], None] = lambda *_: None,
    stop: Callable[[], None] = lambda: None,
) -> dict[str, T]:
    """Does tasks, each after those it names, whatever became of them.

    The calling thread waits, or does what is to be done `here`: signals reach it at once.

    Args:
        tasks: Tasks by name; those ready together begin in this order.
        workers: Most tasks at a time, those done here included.
        done: Told of each result, by the calling thread, as it comes.
        stop: Called if this thread is interrupted, to make the tasks under way end soon.

    Returns:
        Results by name, in the order of `tasks`.
    """
    return _Graph(tasks, workers, done).run(stop)


class _Graph(Generic[T]):
    """Tasks under way."""

    def __init__(
        self, tasks: Mapping[str, Task[T]], workers: int, done: Callable[[str, T], None]
    ) -> None:
        self._tasks = tasks
        self._done = done
        self._order = TopologicalSorter({name: task.after for name, task in tasks.items()})
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="task")
        self._room = Semaphore(workers)
        self._under_way: dict[Future[T], str] = {}
        self._results: dict[str, T] = {}

    def run(self, stop: Callable[[], None]) -> dict[str, T]:
        self._order.prepare()
        with self._pool:
            try:
                while self._order.is_active():
                    ready = sorted(self._order.get_ready(), key=list(self._tasks).index)
                    if ready:
                        self._begin(ready)
                    else:
                        self._await_one()
            except BaseException:
                stop()
                self._pool.shutdown(wait=False, cancel_futures=True)
                raise
        return {name: self._results[name] for name in self._tasks}

    def _begin(self, ready: Sequence[str]) -> None:
        mine = [name for name in ready if self._tasks[name].here]
        with self._room if mine else nullcontext():  # taken before the pool can take it
            for name in ready:
                if name not in mine:
                    future = self._pool.submit(self._in_room, self._tasks[name].work)
                    self._under_way[future] = name
            for name in mine:
                self._finish(name, self._tasks[name].work())

    def _in_room(self, work: Callable[[], T]) -> T:
        with self._room:
            return work()

    def _await_one(self) -> None:
        finished, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
        for future in finished:
            self._finish(self._under_way.pop(future), future.result())

    def _finish(self, name: str, result: T) -> None:
        self._results[name] = result
        self._order.done(name)
        self._done(name, result)
