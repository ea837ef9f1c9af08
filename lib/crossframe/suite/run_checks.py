"""A run's folder -> the first thing in which its files do not say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from crossframe.claims.identity import claim_texts
from crossframe.corpus import corpus_digest
from crossframe.corrections import read_corrections
from crossframe.presentation import RunNote, render_report
from crossframe.presentation.tables_csv import csv_text, stored_table
from crossframe.records import ClaimMap, Corpus
from crossframe.suite.checks import Mismatch, beside, shown
from crossframe.suite.history import MANIFEST_FILE, digest_files, read_manifest
from crossframe.suite.lineage import follow, latest_lineage, read_lineage
from crossframe.suite.notebooks import SUITE
from crossframe.suite.opened import CORRECTIONS_FILE, stored_parameters
from crossframe.suite.plan import Inputs
from crossframe.suite.store import RUN_FILE, Run
from crossframe.suite.tables import TABLES_FOLDER

REPORT = "report.html"
# Parameters that say where and how a notebook ran: they differ from the run's own.
_OF_THE_PLACE = {"out", "reports", "threads"}


def check_parameters(folder: Path, run: Run) -> Iterator[Mismatch]:
    """Compares `run.json` with what the claim map and the notebooks say they were made with."""
    head = json.loads((folder / "claim_map/claim_map.json").read_text(encoding="utf-8"))
    made = head["provenance"]
    for name, value in made["parameters"].items():
        for where, other in (
            (f"{RUN_FILE}, parameters.{name}", run.parameters.get(name, value)),
            (f"{RUN_FILE}, provenance", run.provenance.get("parameters", {}).get(name)),
        ):
            if other != value:
                yield Mismatch("parameter", where, shown(other), shown(value))
    for name in sorted(made):
        if run.provenance.get(name) != made[name]:
            pair = shown(run.provenance.get(name)), shown(made[name])
            yield Mismatch("parameter", f"{RUN_FILE}, provenance.{name}", *pair)
    yield from _injected(folder, run)
    if set(run.inputs) == set(Inputs._fields):  # or another version of crossframe digested them
        found = Inputs(**run.inputs).digest(stored_parameters(run))
        if found != run.digest:
            yield Mismatch("parameter", f"{RUN_FILE}, digest", run.digest, found)


def _injected(folder: Path, run: Run) -> Iterator[Mismatch]:
    """Parameters as papermill handed them to each notebook; where it ran is its own affair."""
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        try:
            told = json.loads(path.read_text(encoding="utf-8"))["metadata"]["papermill"]
        except (OSError, ValueError, KeyError):
            continue  # the bytes of the file tell, at the end
        for name, value in told["parameters"].items():
            stored = run.parameters.get(name, value)
            if name not in _OF_THE_PLACE and stored != value:
                where = f"{RUN_FILE}, parameters.{name}, beside notebook {path.stem}"
                yield Mismatch("parameter", where, shown(stored), shown(value))


def check_digests(folder: Path, run: Run, stored: ClaimMap) -> Iterator[Mismatch]:
    """Digests articles and corrections again, and compares with what `run.json` says of them."""
    found = corpus_digest(Corpus(stored.event_id, stored.articles, stored.exclusions))
    noted = run.provenance.get("corpus")
    if noted != found:
        yield Mismatch("article", "digest of all articles", shown(noted), shown(found))
    corrections = read_corrections(folder / CORRECTIONS_FILE).digest
    noted = run.provenance.get("corrections")
    if noted != corrections:
        where = f"digest of {CORRECTIONS_FILE}"
        yield Mismatch("parameter", where, shown(noted), shown(corrections))


def check_counts(stored: Mapping[str, int], derived: Mapping[str, int]) -> Iterator[Mismatch]:
    """Compares the counts that a run tells with those of its claim map."""
    for name, n in derived.items():
        if name in stored and stored[name] != n:
            yield Mismatch("figure", f"{RUN_FILE}, counts.{name}", str(stored[name]), str(n))


def check_csv(folder: Path) -> Iterator[Mismatch]:
    """Compares the CSV files with the tables, which were found right."""
    for path in sorted((folder / TABLES_FOLDER).glob("*.csv")):
        tidy = path.with_suffix(".parquet")
        if not tidy.is_file():  # the list of columns: its bytes tell, at the end
            continue
        stored = path.read_text(encoding="utf-8", errors="replace").split("\n")
        derived = csv_text(stored_table(tidy)).split("\n")
        for line, pair in enumerate(zip_longest(stored, derived), 1):
            if pair[0] != pair[1]:
                where = f"{TABLES_FOLDER}/{path.name}, line {line}"
                yield Mismatch("cell", where, *beside(*pair))


def check_report(folder: Path, run: Run, compared: ClaimMap) -> Iterator[Mismatch]:
    """Renders the report again; a notebook that failed after it is one that it did not tell."""
    path = folder / REPORT
    stored = path.read_text(encoding="utf-8") if path.is_file() else ""
    failed = tuple(run.failures.items())
    before = tuple(pair for pair in failed if pair[0] != SUITE[-1])
    notes = [RunNote(run.run_id, run.created_at, one) for one in (before, failed)]
    made = [render_report(compared, note) for note in notes]
    if stored not in made:
        yield Mismatch("figure", REPORT, *beside(stored, made[0]))


def check_lineage(
    folder: Path, stored: ClaimMap, derived: ClaimMap | None, notes: list[str]
) -> Iterator[Mismatch]:
    """Checks the ids: against the lineage, and again from the run before where it still is.

    Args:
        folder: The run's folder.
        stored: The map of the run.
        derived: The same articles, compared again; None where another machine made the run.
        notes: Where it is said what could not be checked.

    Yields:
        What differs.
    """
    lineage = read_lineage(folder)
    if lineage is None:
        notes.append("the run has no lineage: its ids were not checked")
        return
    alive = {life.claim_id: life.texts for life in lineage.lives if life.is_alive}
    for claim in stored.claims:
        texts = tuple(sorted(claim_texts(stored, claim)))
        if alive.get(claim.claim_id) != texts:
            pair = shown(alive.get(claim.claim_id)), shown(texts)
            yield Mismatch("lineage", f"texts of {claim.claim_id}", *pair)
    for claim_id in sorted(alive.keys() - stored.claim_by_id.keys()):
        yield Mismatch("lineage", claim_id, "alive", "no such claim")
    if derived is None:
        return
    before = folder.parent / lineage.previous if lineage.previous else None
    if before and not (before / RUN_FILE).is_file():
        gone = f"the run before, {lineage.previous}, is gone"
        notes.append(f"{gone}: ids were checked against the lineage alone")
        return
    _, again = follow(derived, latest_lineage(before), lineage.run)
    for old, new in zip(lineage.lives, again.lives, strict=False):
        if old != new:
            yield Mismatch("lineage", f"life of {old.claim_id}", *beside(str(old), str(new)))
    if len(lineage.lives) != len(again.lives):
        pair = str(len(lineage.lives)), str(len(again.lives))
        yield Mismatch("lineage", "number of lives", *pair)


def check_files(folder: Path, notes: list[str]) -> Iterator[Mismatch]:
    """Compares every file with the manifest that was written when the run was published.

    Args:
        folder: The run's folder.
        notes: Where it is said what could not be checked, and which files are not the run's.

    Yields:
        What differs.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        notes.append(f"the run has no {MANIFEST_FILE}: the bytes of files were not checked")
        return
    found = digest_files(folder)
    for name, digest in manifest.items():
        if found.get(name) != digest:
            yield Mismatch("file", name, shown(found.get(name)), f"{digest!r} in the manifest")
    more = sorted(found.keys() - manifest.keys())
    if more:
        notes.append(f"files that the run did not write: {', '.join(more[:5])}")
