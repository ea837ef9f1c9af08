"""The notebooks of one run -> tasks in their order, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from crossframe.claim_build import Watch
from crossframe.suite.graph import Reach, Task
from crossframe.suite.notebooks import NotebookRun
from crossframe.suite.record import concluded
from crossframe.suite.store import Run, write_run
from crossframe.suite.tables import TABLE_NAMES
from crossframe.suite.telling import Teller

QUALITY = "91_quality"
# What a notebook awaits that asks for next to no table: all that it shows is found out of these.
_CLAIMS = "claims"
# What is made before each notebook, the quickest first: the tables that it shows or asks for. Those
# that are not named here wait for the claims alone, and the report for all.
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "01_claims": ("map", "unmatched", "corrections", "stability"),
    "05_sources": ("attributions", "quoted_words", "speakers", "source_diversity"),
    "06_timeline": ("first_movers", "lags", "claim_days"),
    "02_coverage": (
        *("claims", "outlets", "coverage", "carried"),
        *("origins", "claim_origins", "silence", "overlap"),
    ),
    "03_side_by_side": (
        *("side_by_side", "differences", "certainty", "certainty_findings", "contradictions"),
        *("number_conflicts", "number_findings", "number_pairs", "numbers"),
        *("attribution_findings", "quotations", "unpaired_marks"),
        *("namings", "naming_occurrences"),
    ),
    "04_wording": (
        *("roles", "role_findings", "loaded_terms", "loaded_rates"),
        *("wording", "wording_outlets", "term_occurrences"),
    ),
}


def _tables_of(notebook: str) -> str:
    return f"tables of {notebook}"


# Tables by the name of the portion in which they are made; none is made for the claims to be there.
PORTIONS: Mapping[str, tuple[str, ...]] = {
    _CLAIMS: (),
    **{_tables_of(notebook): names for notebook, names in _SHOWN.items()},
    _tables_of("report"): tuple(sorted(set(TABLE_NAMES).difference(*_SHOWN.values()))),
}


class Beside(NamedTuple):
    """What is made beside the notebooks of a run: parts that say what they failed of, or None.

    `tables` writes the tables, and tells of each portion that is there; `shared` is whether kernels
    then have what these found out. `quality` measures the claims for the notebook that shows it.
    `changes` tells what changed since the run before.
    """

    tables: Callable[[Reach], str | None]
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
        """All notebooks side by side; where kernels share the tables, each waits for its own.

        There one that shows none waits for the claims: it is forked from what has read them, and
        what it shows of the texts is found out already.

        The report takes longest, and is begun with others under way, as if none of them failed. If
        one did, it is made again at the end.

        Args:
            beside: What is made beside the notebooks.

        Returns:
            Tasks by name.
        """
        *before, report = self.names
        marks = tuple(PORTIONS) if beside.shared else ()

        def awaited(name: str) -> tuple[str, ...]:
            mark = _tables_of(name)
            return (mark if mark in marks else _CLAIMS,) if marks else ()

        def make_tables(made: Reach = lambda _: None) -> None:
            failure = beside.tables(made)
            self.parts.update({"tables": f"tables: {failure}"} if failure else {})

        def tell_changes() -> None:
            if not self.parts:  # else it is told at the end, of a run that failed
                beside.changes()

        return {
            "tables": Task(make_tables, here=not beside.shared, marks=marks),
            **(self._measured(beside.quality, awaited(QUALITY)) if QUALITY in before else {}),
            report: Task(self.draft_report, after=awaited(report)),
            "changes": Task(tell_changes, after=("tables",), here=True),
            **{
                name: Task(partial(self.run_one, name), after=awaited(name))
                for name in before
                if name != QUALITY
            },
            "end": Task(self.settle_report, after=("tables", *before, report)),
        }

    def _measured(
        self, quality: Callable[[], str | None], awaited: tuple[str, ...]
    ) -> Mapping[str, Task[None]]:
        """The notebook that shows measures, and what measures for it."""
        failures: list[str] = []

        def measure() -> None:
            failures.extend(filter(None, [quality()]))

        def run_quality() -> None:
            self.note(_skipped(QUALITY, failures[0]) if failures else self.one(QUALITY))

        return {
            "quality": Task(measure, here=True),
            QUALITY: Task(run_quality, after=("quality", *awaited)),
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


def _skipped(name: str, why: str) -> NotebookRun:
    error = f"{name}: not run, its figures could not be measured: {why}"
    return NotebookRun(name, "skipped", 0.0, {}, error)
