"""What becomes of a run's notebooks: each noted, the report last, and told what the others lack."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from crossframe.presentation import find_note
from crossframe.suite import SUITE, Happening, Run
from crossframe.suite.graph import run_tasks
from crossframe.suite.notebooks import NotebookRun
from crossframe.suite.tables import TABLE_NAMES
from crossframe.suite.telling import Teller
from crossframe.suite.work import PORTIONS, Beside, Work

# What shows no table waits for the claims alone.
WITHOUT = {"00_corpus", "90_stability", "91_quality"}
AWAITING = set(SUITE) - WITHOUT


def nothing(*_: object) -> None:
    pass


def a_run() -> Run:
    return Run("small", "r", "2024-01-01T00:00:00+00:00", "running", "d", {}, {}, {})


def test_figures_that_cannot_be_measured_skip_their_notebook_alone(tmp_path: Path) -> None:
    begun: list[str] = []
    page = tmp_path / "report.html"
    failed_when_the_report_began: list[tuple[str, str]] = []

    def one(name: str) -> NotebookRun:
        begun.append(name)
        note = find_note(tmp_path)
        failed_when_the_report_began.extend(note.failed if note else ())
        if name == "report":
            assert not page.exists(), "no page of a draft stands for the one that says what failed"
            page.write_text(str(len(begun)))
        error = f"{name}: no" if name == "02_coverage" else None
        return NotebookRun(name, "failed" if error else "succeeded", 1.0, {}, error)

    told: list[Happening] = []
    watched: list[tuple[str, int, int]] = []
    teller = Teller(told.append, "small", "[1/1] small")
    work = Work(SUITE, a_run(), tmp_path, one, teller, lambda *given: watched.append(given))
    beside = Beside(
        nothing, lambda: "GoldError: labels.csv:3: names no sentence", nothing, shared=True
    )
    run_tasks(work.tasks(beside), 2)
    states = work.in_order()
    assert list(states) == list(SUITE)
    assert "91_quality" not in begun
    assert states["91_quality"].state == "skipped"
    assert states["91_quality"].error == (
        "91_quality: not run, its figures could not be measured: "
        "GoldError: labels.csv:3: names no sentence"
    )
    assert begun[-1] == "report"
    assert dict(failed_when_the_report_began) == {
        "02_coverage": "02_coverage: no",
        "91_quality": states["91_quality"].error,
    }
    assert [one.details["notebook"] for one in told][-1] == "report"
    assert watched[-1] == ("notebooks", len(SUITE), len(SUITE))


def test_tables_that_cannot_be_made_fail_the_run_and_stop_no_notebook(tmp_path: Path) -> None:
    told_by_the_report: list[tuple[str, str]] = []

    def one(name: str) -> NotebookRun:
        if name == SUITE[-1]:
            note = find_note(tmp_path)
            told_by_the_report.extend(note.failed if note else ())
        return NotebookRun(name, "succeeded", 1.0, {})

    teller = Teller(lambda _: None, "small", "small")
    work = Work(SUITE, a_run(), tmp_path, one, teller, lambda *_: None)

    def never() -> None:
        raise AssertionError("what changed is told of a run that failed, at the end")

    beside = Beside(lambda _: "ModelError: no such model", nothing, never, shared=False)
    run_tasks(work.tasks(beside), 2)
    run = work.concluded()
    assert run.status == "failed"
    assert run.failed_parts == {"tables": "tables: ModelError: no such model"}
    assert run.errors == ("tables: ModelError: no such model",)
    assert told_by_the_report == [("tables", "tables: ModelError: no such model")]
    assert {state["state"] for state in run.notebooks.values()} == {"succeeded"}


def test_a_suite_without_measures_measures_nothing(tmp_path: Path) -> None:
    def never() -> str | None:
        raise AssertionError

    teller = Teller(lambda _: None, "small", "small")
    names = (SUITE[0], SUITE[-1])

    def one(name: str) -> NotebookRun:
        return NotebookRun(name, "succeeded", 1.0, {})

    work = Work(names, a_run(), tmp_path, one, teller, lambda *_: None)
    run_tasks(work.tasks(Beside(nothing, never, nothing, shared=True)), 2)
    assert tuple(work.in_order()) == names


def test_every_table_is_made_in_one_portion() -> None:
    made = [name for names in PORTIONS.values() for name in names]
    assert sorted(made) == sorted(TABLE_NAMES)
    assert set(PORTIONS) == {"claims", *(f"tables of {name}" for name in AWAITING)}


def wait_for(names: set[str], order: list[str]) -> None:
    """Gives others the time that they need, should they be the ones to come first."""
    last = time.monotonic() + 60
    while not names <= set(order) and time.monotonic() < last:
        time.sleep(0.01)


@pytest.mark.parametrize("shared", [True, False])
def test_only_where_kernels_share_the_tables_do_they_wait_for_them(
    tmp_path: Path, *, shared: bool
) -> None:
    order: list[str] = []

    def one(name: str) -> NotebookRun:
        order.append(name)
        return NotebookRun(name, "succeeded", 1.0, {})

    def tables(made: Callable[[str], None]) -> None:
        for portion in PORTIONS:
            time.sleep(0.1)
            if shared and portion == "tables of 01_claims":
                wait_for(WITHOUT, order)
            order.append(portion)
            made(portion)
        wait_for({"02_coverage"} if shared else set(SUITE) - {"91_quality"}, order)
        order.append("tables")

    teller = Teller(lambda _: None, "small", "small")
    work = Work(SUITE, a_run(), tmp_path, one, teller, lambda *_: None)
    run_tasks(work.tasks(Beside(tables, nothing, lambda: order.append("changes"), shared)), 2)
    if shared:
        assert order[0] == "claims", "no kernel has what its parent has not yet read"
        assert set(order[1 : order.index("tables of 01_claims")]) == WITHOUT
        assert all(order.index(f"tables of {name}") < order.index(name) for name in AWAITING)
        assert order.index("02_coverage") < order.index("tables"), "and no longer than that"
    else:
        assert set(SUITE) - {"91_quality"} < set(order[: order.index("tables")])
    assert order.index("changes") > order.index("tables")
    assert order.count("report") == 1, "nothing failed: the report that was begun early stands"
    assert list(work.in_order()) == list(SUITE)
