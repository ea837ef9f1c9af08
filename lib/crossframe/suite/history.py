"""A run in the making -> what it keeps for later: its corrections, what changed, a manifest."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from crossframe.config import Parameters
from crossframe.corrections import open_corrections
from crossframe.corrections.correction import to_line
from crossframe.presentation.difference_view import write_difference
from crossframe.presentation.difference_words import changes_in_words
from crossframe.records import ClaimMap
from crossframe.suite.difference import compare_runs
from crossframe.suite.lineage import Lineage
from crossframe.suite.opened import CORRECTIONS_FILE, OpenRun, compared_tables, open_run
from crossframe.suite.store import CHANGES_FILE, Run, latest_run

CHANGES_PAGE = "changes.html"
MANIFEST_FILE = "manifest.json"


def keep_corrections(parameters: Parameters, aside: Path) -> None:
    """Writes the corrections that a run was made with into its folder; an empty file for none.

    Args:
        parameters: Where they are.
        aside: Where the run is being made.

    Raises:
        CorrectionError: If the file of corrections cannot be used.
    """
    corrections = open_corrections(parameters)
    lines = [*map(to_line, corrections.lines), *(line.raw for line in corrections.damaged)]
    text = "".join(f"{line}\n" for line in lines)
    (aside / CORRECTIONS_FILE).write_text(text, encoding="utf-8")


def tell_changes(run: Run, aside: Path, claim_map: ClaimMap, lineage: Lineage) -> None:
    """Writes down what changed since the run before: `changes.json` and `changes.html`.

    Nothing is derived for it; `crossframe diff` does that where several causes have to be told
    apart. The first run of an event has neither file.

    Args:
        run: The run, as it ended.
        aside: Where it is being made, finished but for this.
        claim_map: What was written there.
        lineage: The lineage of its claims.

    Raises:
        StoreError: If the run before cannot be read.
    """
    latest = latest_run(aside.parents[1], run.event_id)
    if latest is None:
        return
    before = open_run(aside.parent / latest.run_id)
    after = OpenRun(aside, run, claim_map, lineage, compared_tables(aside))
    found = compare_runs(before, after, measured=False)
    told = {"summary": changes_in_words(found.changes), **asdict(found)}
    text = json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False)
    (aside / CHANGES_FILE).write_text(text + "\n", encoding="utf-8")
    earlier = f"../{latest.run_id}/report.html"
    write_difference(found, aside / CHANGES_PAGE, (earlier, "report.html"))


def seal(aside: Path) -> None:
    """Writes `manifest.json`: the SHA-256 of every file of a run, itself left out.

    It tells what belongs to a run, and what changed in it afterwards.
    """
    digests = digest_files(aside)
    text = json.dumps({"format": 1, "files": digests}, indent=1, sort_keys=True)
    (aside / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, str] | None:
    """Reads what `seal` wrote; None where there is no manifest that can be read.

    Args:
        folder: The run's folder.

    Returns:
        SHA-256 by path within the folder.
    """
    try:
        found: dict[str, str] = json.loads((folder / MANIFEST_FILE).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found


def digest_files(folder: Path) -> dict[str, str]:
    """SHA-256 of the files of a run by their path within it, the manifest left out."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST_FILE
    }
