"""Tasks: each after those it names, no more at a time than there is room, none left behind."""

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest
from crossframe.suite.graph import Task, run_tasks


def test_what_can_run_side_by_side_does_and_the_rest_waits() -> None:
    both = threading.Barrier(2, timeout=60)
    done: list[str] = []

    def together(name: str) -> list[str]:
        both.wait()  # would break if these two did not run at the same time
        done.append(name)
        return [threading.current_thread().name]

    tasks = {
        "last": Task(lambda: sorted(done), after=("a", "b")),
        "a": Task(partial(together, "a")),
        "b": Task(partial(together, "b")),
    }
    results = run_tasks(tasks, 2)
    assert list(results) == ["last", "a", "b"]
    assert results["last"] == ["a", "b"]
    assert results["a"] != results["b"]


def test_there_are_never_more_at_a_time_than_allowed() -> None:
    at_work: list[int] = []
    most: list[int] = []
    two = threading.Event()

    def work() -> None:
        at_work.append(1)
        most.append(len(at_work))
        if len(at_work) == 2:
            two.set()
        two.wait(60)
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
        assert ended.wait(60)

    def interrupted() -> None:
        raise KeyboardInterrupt

    tasks = {
        "here": Task(interrupted, here=True),
        "long": Task(long),
        "queued": Task(lambda: begun.append("queued")),
        "after": Task(lambda: begun.append("after"), after=("long",)),
    }
    with pytest.raises(KeyboardInterrupt):
        run_tasks(tasks, workers, stop=ended.set)
    assert "after" not in begun
    assert ended.is_set()
    assert not [t for t in threading.enumerate() if t.name.startswith("task")]


def test_others_go_on_while_something_is_done_here() -> None:
    second = threading.Event()
    tasks = {
        "here": Task(lambda: second.wait(60), here=True),
        "first": Task(lambda: True),
        "second": Task(lambda: second.set() or True, after=("first",)),
    }
    assert run_tasks(tasks, 2)["here"], "what follows the first began before this was done"


@pytest.mark.parametrize("here", [True, False])
def test_an_error_of_a_task_is_raised_here(*, here: bool) -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        run_tasks({"one": Task(fail, here=here), "two": Task(lambda: None, ("one",))}, 2)


def test_nothing_to_do_is_done_at_once() -> None:
    assert run_tasks({}, 2) == {}


def test_where_there_is_room_the_first_of_those_that_are_ready_begins() -> None:
    order: list[str] = []
    tasks = {
        "second": Task(lambda: order.append("second"), after=("first",)),
        "late": Task(lambda: order.append("late"), after=("second",), here=True),
        "first": Task(lambda: order.append("first")),
        "idle": Task(lambda: order.append("idle")),
    }
    run_tasks(tasks, 1)
    assert order == ["first", "second", "late", "idle"]


@pytest.mark.parametrize("here", [True, False])
def test_others_begin_when_a_task_reaches_what_they_wait_for(*, here: bool) -> None:
    order: list[str] = []
    begun = threading.Event()

    def long(reach: Callable[[str], None]) -> None:
        order.append("long")
        reach("half")
        reach("half")
        assert begun.wait(60), "what waits for half of it begins while it goes on"
        order.append("longer")

    tasks = {
        "end": Task(lambda: order.append("end"), after=("all",)),
        "early": Task(lambda: order.append("early") or begun.set(), after=("half",)),
        "long": Task(long, here=here, marks=("half", "all")),
    }
    run_tasks(tasks, 2)
    assert order == ["long", "early", "longer", "end"], "its end reaches all that it has not"
