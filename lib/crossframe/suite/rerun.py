"""A finished run -> its notebooks run again aside, and where their outputs differ."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from crossframe.config import Parameters
from crossframe.suite.checks import Mismatch, beside, shown
from crossframe.suite.graph import Task, run_tasks
from crossframe.suite.kernels import kernels_for
from crossframe.suite.limits import Limits
from crossframe.suite.notebooks import SUITE, inside, run_notebook
from crossframe.suite.store import Run


def check_notebooks(folder: Path, run: Run, parameters: Parameters) -> Iterator[Mismatch]:
    """Runs every notebook of a run again on the run's own claim map, and compares all outputs.

    Args:
        folder: The run's folder.
        run: The run.
        parameters: What it was made with.

    Yields:
        What differs: an output of a cell, or a result that a notebook recorded.
    """
    limits = Limits()
    with kernels_for(limits.threads(parameters.threads)) as kernels:
        aside = kernels.folder / "run"  # goes with the kernels, were this process killed
        made = shutil.ignore_patterns("notebooks", "report.html")
        shutil.copytree(folder, aside, ignore=made)
        told = inside(parameters, aside, kernels.threads)
        one = partial(run_notebook, parameters=told, folder=aside / "notebooks", kernels=kernels)
        work = {
            notebook: Task(partial(one, notebook))
            for notebook in SUITE
            if notebook in run.notebooks and not run.notebooks[notebook].get("error")
        }
        states = run_tasks(work, limits.n_workers, kernels.end)
        for notebook, state in states.items():
            if state.error:
                yield Mismatch("figure", f"notebook {notebook}", "it ran", state.error)
            stored = run.notebooks[notebook].get("results", {})
            for key in sorted(stored.keys() | state.results.keys()):
                if stored.get(key) != state.results.get(key):
                    pair = shown(stored.get(key)), shown(state.results.get(key))
                    yield Mismatch("figure", f"notebook {notebook}, result {key}", *pair)
            paths = (at / "notebooks" / f"{notebook}.ipynb" for at in (folder, aside))
            yield from _outputs(notebook, *map(_cells, paths))


def _cells(path: Path) -> list[Mapping[str, Any]]:
    try:
        found: list[Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return []
    return found


def _outputs(
    notebook: str, stored: list[Mapping[str, Any]], derived: list[Mapping[str, Any]]
) -> Iterator[Mismatch]:
    if len(stored) != len(derived):
        yield Mismatch("figure", f"notebook {notebook}", f"{len(stored)} cells", f"{len(derived)}")
    for number, (old, new) in enumerate(zip(stored, derived, strict=False)):
        before, after = (_shown_of(cell) for cell in (old, new))
        if before != after:
            where = f"notebook {notebook}, cell {number}"
            yield Mismatch("figure", where, *beside(before, after))


def _shown_of(cell: Mapping[str, Any]) -> str:
    """What a cell shows, as one text: data of its outputs, without times and counters."""
    parts = [
        json.dumps(output.get("data") or output.get("text") or "", sort_keys=True)
        for output in cell.get("outputs", ())
    ]
    return "\n".join(parts)
