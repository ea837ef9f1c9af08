"""Tasks: each after those it names, no more at a time than there is room, none left behind."""

import threading
import time

import pytest
from crossframe.suite.graph import Task, run_tasks


def test_what_can_run_side_by_side_does_and_the_rest_waits() -> None:
    both = threading.Barrier(2, timeout=5)
    order: list[str] = []

    def together() -> str:
        both.wait()  # would break if these two did not run at the same time
        return threading.current_thread().name

    tasks = {
        "last": Task(lambda: "end", after=("a", "b")),
        "a": Task(together),
        "b": Task(together),
    }
    results = run_tasks(tasks, 2, lambda name, _: order.append(name))
    assert list(results) == ["last", "a", "b"]
    assert order[-1] == "last"
    assert results["a"] != results["b"]


def test_there_are_never_more_at_a_time_than_allowed() -> None:
    at_work: list[int] = []
    most: list[int] = []

    def work() -> None:
        at_work.append(1)
        most.append(len(at_work))
        time.sleep(0.02)
        at_work.pop()

    tasks = {str(number): Task(work, here=number == 3) for number in range(8)}
    assert len(run_tasks(tasks, 2)) == 8
    assert max(most) == 2


def test_what_must_be_done_here_is_done_by_the_calling_thread() -> None:
    tasks = {
        "here": Task(threading.current_thread, here=True),
        "there": Task(threading.current_thread),
    }
    results = run_tasks(tasks, 1)
    assert results["here"] is threading.current_thread()
    assert results["there"] is not threading.current_thread()


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interruption_ends_what_is_under_way_and_begins_nothing(workers: int) -> None:
    ended = threading.Event()
    begun: list[str] = []

    def long() -> None:
        begun.append("long")
        assert ended.wait(5)

    def interrupted() -> None:
        raise KeyboardInterrupt

    tasks = {
        "long": Task(long),
        "queued": Task(lambda: begun.append("queued")),
        "here": Task(interrupted, here=True),
        "after": Task(lambda: begun.append("after"), after=("long",)),
    }
    with pytest.raises(KeyboardInterrupt):
        run_tasks(tasks, workers, stop=ended.set)
    assert "after" not in begun
    assert ended.is_set()
    assert not [t for t in threading.enumerate() if t.name.startswith("task")]
