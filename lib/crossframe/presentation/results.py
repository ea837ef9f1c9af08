"""What a notebook tells the run it belongs to, and is told of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from crossframe.presentation.provenance_view import RunNote

RESULTS = "application/vnd.crossframe.results+json"


class Recorded:
    """Values by name, shown as a list to people and kept as JSON for machines."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        lines = [f"{name}: {value}" for name, value in self.values.items()]
        return {RESULTS: self.values, "text/plain": "\n".join(lines)}


def record_results(**values: str | float | list[str] | None) -> Recorded:
    """Records what a notebook found; its last cell ends with this call.

    Args:
        **values: Plain values by name.

    Returns:
        The record, to be the value of the cell.

    >>> record_results(n_claims=3).values
    {'n_claims': 3}
    """
    return Recorded(values)


def find_note(folder: Path) -> RunNote | None:
    """Finds the name and time of the run that is being made in a folder.

    Args:
        folder: The run's folder.

    Returns:
        The note, with what `run.json` says has failed so far; None where no run is
        being made.
    """
    path = folder / "run.json"
    if not path.is_file():
        return None
    run = json.loads(path.read_text(encoding="utf-8"))
    states = run.get("notebooks", {}).items()
    failed = [(name, state["error"]) for name, state in states if state.get("error")]
    failed += run.get("failed_parts", {}).items()
    return RunNote(run["run_id"], run["created_at"], tuple(failed))
