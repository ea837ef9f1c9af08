"""The notebooks of one run -> tasks in their order, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from crossframe.claim_build import Watch
from crossframe.suite.graph import Task
from crossframe.suite.notebooks import NotebookRun
from crossframe.suite.record import concluded
from crossframe.suite.store import Run, write_run
from crossframe.suite.telling import Teller

QUALITY = "91_quality"
# They ask for next to nothing that the tables tell; the others begin when these are there.
_BEFORE_TABLES = frozenset({"00_corpus", "90_stability", QUALITY})


class Beside(NamedTuple):
    """What is made beside the notebooks of a run: parts that say what they failed of, or None.

    `tables` writes the tables; `shared` is whether kernels then have what these found out.
    `quality` measures the claims for the notebook that shows it. `changes` tells what changed since
    the run before.
    """

    tables: Callable[[], str | None]
    quality: Callable[[], str | None]
    changes: Callable[[], None]
    shared: bool


@dataclass(frozen=True)
class Work:
    """The notebooks of one run, and what has become of them so far.

    `names` are in reading order, the report last. `one` runs a notebook in a kernel. `parts` says
    what failed of that which is made beside them. `draft` is the report as it came out while others
    were under way.
    """

    names: tuple[str, ...]
    run: Run
    aside: Path
    one: Callable[[str], NotebookRun]
    tell: Teller
    watch: Watch
    states: dict[str, NotebookRun] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    draft: list[NotebookRun] = field(default_factory=list)
    turn: Lock = field(default_factory=Lock)

    def tasks(self, beside: Beside) -> Mapping[str, Task[None]]:
        """All notebooks side by side; where they share what the tables find out, most wait for it.

        The report takes longest, and is made first of those: with others under way, as if none of
        them failed. If one did, it is made again at the end.

        Args:
            beside: What is made beside the notebooks.

        Returns:
            Tasks by name.
        """
        *before, report = self.names
        awaited = partial(_awaited, shared=beside.shared)

        def make_tables() -> None:
            failure = beside.tables()
            self.parts.update({"tables": f"tables: {failure}"} if failure else {})

        def tell_changes() -> None:
            if not self.parts:  # else it is told at the end, of a run that failed
                beside.changes()

        return {
            "tables": Task(make_tables, here=not beside.shared),
            **(self._measured(beside.quality) if QUALITY in before else {}),
            report: Task(self.draft_report, after=awaited(report)),
            "changes": Task(tell_changes, after=("tables",), here=True),
            **{
                name: Task(partial(self.run_one, name), after=awaited(name))
                for name in before
                if name != QUALITY
            },
            "end": Task(self.settle_report, after=("tables", *before, report)),
        }

    def _measured(self, quality: Callable[[], str | None]) -> Mapping[str, Task[None]]:
        """The notebook that shows measures, and what measures for it."""
        failures: list[str] = []

        def measure() -> None:
            failures.extend(filter(None, [quality()]))

        def run_quality() -> None:
            self.note(_skipped(QUALITY, failures[0]) if failures else self.one(QUALITY))

        return {
            "quality": Task(measure, here=True),
            QUALITY: Task(run_quality, after=("quality",)),
        }

    def run_one(self, name: str) -> None:
        """Runs a notebook and takes note of it."""
        self.note(self.one(name))

    def draft_report(self) -> None:
        """Runs the report as if no other notebook failed."""
        self.draft.append(self.one(self.names[-1]))

    def settle_report(self) -> None:
        """Takes note of the report; where others died it is run again, and says what of."""
        if not self.concluded().failures:
            self.note(self.draft[0])
            return
        (self.aside / "report.html").unlink(missing_ok=True)
        write_run(replace(self.concluded(), status=self.run.status), self.aside)
        self.run_one(self.names[-1])

    def concluded(self) -> Run:
        """The run as it would be if nothing more came."""
        return concluded(self.run, self.in_order(), self.parts)

    def note(self, state: NotebookRun) -> None:
        """Takes note of a notebook that ended, and tells of it at once."""
        with self.turn:
            self.states[state.name] = state
            self.watch("notebooks", len(self.states), len(self.names))
        words = f"{state.state} after {state.seconds:.1f} s"
        self.tell(
            "notebook",
            f"notebook {state.name} {words}" + (f": {state.error}" if state.error else ""),
            notebook=state.name,
            state=state.state,
            seconds=state.seconds,
            error=state.error,
        )

    def in_order(self) -> dict[str, NotebookRun]:
        """What became of the notebooks so far, in reading order."""
        return {name: self.states[name] for name in self.names if name in self.states}


def _awaited(name: str, *, shared: bool) -> tuple[str, ...]:
    return ("tables",) if shared and name not in _BEFORE_TABLES else ()


def _skipped(name: str, why: str) -> NotebookRun:
    error = f"{name}: not run, its figures could not be measured: {why}"
    return NotebookRun(name, "skipped", 0.0, {}, error)
