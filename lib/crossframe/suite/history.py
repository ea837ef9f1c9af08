"""A run in the making -> its place among the runs of its event: ids, lineage, tables, changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from crossframe.claim_map import as_compared
from crossframe.config import Parameters
from crossframe.corrections import Corrections, open_corrections
from crossframe.corrections.correction import to_line
from crossframe.presentation.difference_view import write_difference
from crossframe.presentation.difference_words import changes_in_words
from crossframe.records import ClaimMap
from crossframe.suite.difference import compare_runs
from crossframe.suite.lineage import RunName, follow, latest_lineage, write_lineage
from crossframe.suite.opened import CORRECTIONS_FILE, open_run
from crossframe.suite.store import Run
from crossframe.suite.tables import run_tables, write_tables

CHANGES_FILE = "changes.json"
CHANGES_PAGE = "changes.html"
MANIFEST_FILE = "manifest.json"


def keep_ids(
    claim_map: ClaimMap, parameters: Parameters, run: Run, before: Path | None, aside: Path
) -> ClaimMap:
    """Gives the claims of a run their surviving ids, and writes down where they come from.

    Args:
        claim_map: As it was built, with ids of its own.
        parameters: What it was built with.
        run: The run that is being made.
        before: Folder of the latest complete run of the event; None if there is none.
        aside: Where the run is being made: lineage, tables and the corrections are written there.

    Returns:
        The claim map that the run publishes.

    Raises:
        StoreError: If the lineage of the run before is damaged.
    """
    name = RunName(run.run_id, run.created_at)
    named, lineage = follow(claim_map, latest_lineage(before), name)
    aside.mkdir(parents=True, exist_ok=True)
    write_lineage(lineage, aside)
    tables = run_tables(as_compared(named, parameters), lineage, parameters.nli)
    write_tables(tables, aside)
    _write_corrections(open_corrections(parameters), aside / CORRECTIONS_FILE)
    return named


def _write_corrections(corrections: Corrections, path: Path) -> None:
    lines = [*map(to_line, corrections.lines), *(line.raw for line in corrections.damaged)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def tell_changes(aside: Path, before: Path | None) -> None:
    """Writes down what changed since the run before: `changes.json` and `changes.html`.

    Nothing is derived for it; `crossframe diff` does that where several causes have to be told
    apart.

    Args:
        aside: Where the run is being made, finished but for this.
        before: Folder of the latest complete run of the event; None if there is none.
    """
    if before is None:
        return
    found = compare_runs(open_run(before), open_run(aside), measured=False)
    told = {"summary": changes_in_words(found.changes), **asdict(found)}
    text = json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False)
    (aside / CHANGES_FILE).write_text(text + "\n", encoding="utf-8")
    earlier = f"../{before.name}/report.html"
    write_difference(found, aside / CHANGES_PAGE, (earlier, "report.html"))


def seal(aside: Path) -> None:
    """Writes `manifest.json`: the SHA-256 of every file of a run, itself left out.

    It tells what belongs to a run, and what changed in it afterwards.
    """
    digests = digest_files(aside)
    text = json.dumps({"format": 1, "files": digests}, indent=1, sort_keys=True)
    (aside / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")


def digest_files(folder: Path) -> dict[str, str]:
    """SHA-256 of the files of a run by their path within it, the manifest left out."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST_FILE
    }
