"""Tasks and what each must wait for -> all of them done, as many side by side as there is room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from graphlib import TopologicalSorter
from queue import SimpleQueue
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


Reach = Callable[[str], None]


class Task(NamedTuple, Generic[T]):
    """Something to do, after others; `here` for what must be done by the calling thread.

    What passes `marks` on its way, for which others wait, is given a function that it tells of each
    when it reaches it. With its end all of them are reached.
    """

    work: Callable[..., T]
    after: tuple[str, ...] = ()
    here: bool = False
    marks: tuple[str, ...] = ()

    def do(self, reach: Reach) -> T:
        """Does it."""
        return self.work(reach) if self.marks else self.work()


def run_tasks(
    tasks: Mapping[str, Task[T]], workers: int, stop: Callable[[], None] = lambda: None
) -> dict[str, T]:
    """Does tasks, each after those tasks and marks that it names, whatever became of them.

    The calling thread waits, or does what is to be done `here`: signals reach it at once.

    Args:
        tasks: Tasks by name; of those that are ready, the first begins first.
        workers: Most tasks at a time, those done here included.
        stop: Called if this thread is interrupted, to make the tasks under way end soon.

    Returns:
        Results by name, in the order of `tasks`.
    """
    return _Graph(tasks, workers).run(stop)


class _Graph(Generic[T]):
    """Tasks under way: whoever finishes one begins what there is room for then."""

    def __init__(self, tasks: Mapping[str, Task[T]], workers: int) -> None:
        self._tasks = tasks
        self._order = TopologicalSorter({name: task.after for name, task in tasks.items()})
        self._to_reach = {mark for task in tasks.values() for mark in task.marks}
        for mark in self._to_reach:
            self._order.add(mark)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="task")
        self._turn = Lock()
        self._ready: set[str] = set()
        self._n_rooms = workers
        self._is_busy = self._is_stopped = False
        self._results: dict[str, T] = {}
        # What the calling thread is to do; None: all is done.
        self._mine: SimpleQueue[str | BaseException | None] = SimpleQueue()

    def run(self, stop: Callable[[], None]) -> dict[str, T]:
        self._order.prepare()
        with self._pool:
            try:
                with self._turn:
                    self._begin()
                while (name := self._next()) is not None:
                    self._finish(name, self._tasks[name].do(self._reach))
            except BaseException:
                self._is_stopped = True
                stop()
                raise
        return {name: self._results[name] for name in self._tasks}

    def _next(self) -> str | None:
        """Waits for what the calling thread is to do, or raises what another came to grief of."""
        mine = self._mine.get()
        if isinstance(mine, BaseException):
            raise mine
        return mine

    def _begin(self) -> None:
        """Begins what is ready, the first in the order of tasks first; the caller has the turn."""
        if not self._order.is_active():
            self._mine.put(None)
            return
        self._ready.update(self._order.get_ready())
        for name in [name for name in self._tasks if name in self._ready]:
            is_here = self._tasks[name].here
            if not self._n_rooms or (is_here and self._is_busy):
                continue
            self._ready.remove(name)
            self._n_rooms -= 1
            if is_here:
                self._is_busy = True
                self._mine.put(name)
            else:
                self._pool.submit(self._do, name)

    def _do(self, name: str) -> None:
        try:
            self._finish(name, self._tasks[name].do(self._reach))
        except BaseException as error:  # noqa: BLE001  # the calling thread raises it
            self._mine.put(error)

    def _finish(self, name: str, result: T) -> None:
        with self._turn:
            self._results[name] = result
            task = self._tasks[name]
            self._order.done(name, *self._to_reach.intersection(task.marks))
            self._to_reach.difference_update(task.marks)
            self._n_rooms += 1
            self._is_busy &= not task.here
            if not self._is_stopped:
                self._begin()

    def _reach(self, mark: str) -> None:
        with self._turn:
            if mark in self._to_reach and not self._is_stopped:
                self._to_reach.remove(mark)
                self._order.done(mark)
                self._begin()
