"""What becomes of a run's notebooks: each noted, the report last, and told what the others lack."""

from pathlib import Path

from crossframe.presentation import find_note
from crossframe.suite import SUITE, Happening, Run
from crossframe.suite.graph import run_tasks
from crossframe.suite.notebooks import NotebookRun
from crossframe.suite.telling import Teller
from crossframe.suite.work import Work


def a_run() -> Run:
    return Run("small", "r", "2024-01-01T00:00:00+00:00", "running", "d", {}, {}, {})


def test_figures_that_cannot_be_measured_skip_their_notebook_alone(tmp_path: Path) -> None:
    begun: list[str] = []
    failed_when_the_report_began: list[tuple[str, str]] = []

    def one(name: str) -> NotebookRun:
        begun.append(name)
        note = find_note(tmp_path)
        failed_when_the_report_began.extend(note.failed if note else ())
        error = f"{name}: no" if name == "02_coverage" else None
        return NotebookRun(name, "failed" if error else "succeeded", 1.0, {}, error)

    told: list[Happening] = []
    watched: list[tuple[str, int, int]] = []
    teller = Teller(told.append, "small", "[1/1] small")
    work = Work(SUITE, a_run(), tmp_path, one, teller, lambda *given: watched.append(given))
    tasks = work.tasks(lambda: None, lambda: "GoldError: labels.csv:3: names no sentence")
    run_tasks(tasks, 2)
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
    run_tasks(work.tasks(lambda: "ModelError: no such model", lambda: None), 2)
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
    run_tasks(work.tasks(lambda: None, never), 2)
    assert tuple(work.in_order()) == names
