"""A run of another machine, or of other code -> how far it is found again on this one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pandas as pd

from crossframe.claim_map import as_compared
from crossframe.claim_provenance import DECIDING, code_digest, library_versions
from crossframe.claims.identity import rename_claims
from crossframe.config import Parameters
from crossframe.errors import StoreError
from crossframe.records import ClaimMap
from crossframe.suite.about import versions_of
from crossframe.suite.checks import n_same_cells
from crossframe.suite.lineage import read_lineage
from crossframe.suite.store import Run
from crossframe.suite.tables import read_table, run_tables
from crossframe.suite.verdict import Agreement


def elsewhere(run: Run) -> tuple[str, ...]:
    """In what this machine and its code are others than those that made a run."""
    stored, here = run.versions, versions_of({"versions": library_versions()})
    found = [
        f"{name}: {stored[name]} there, {here.get(name, 'none')} here"
        for name in sorted(stored)
        if stored[name] != here.get(name)
    ]
    if run.provenance.get("code") != code_digest(*DECIDING):
        found.append("the code that finds claims: another there than here")
    return tuple(found)


def like(derived: ClaimMap, stored: ClaimMap) -> ClaimMap:
    """Gives derived claims the ids that claims of just these sentences have in the run."""
    ids = {frozenset(claim.sentence_ids): claim.claim_id for claim in stored.claims}
    names: dict[str, str] = {}
    for claim in derived.claims:
        known = ids.get(frozenset(claim.sentence_ids))
        names[claim.claim_id] = known or f"{claim.claim_id} (derived)"
    return rename_claims(derived, names)


def agree_on_claims(stored: ClaimMap, derived: ClaimMap) -> list[Agreement]:
    """Says how many claims and sentences of a run are found again.

    Args:
        stored: The map of the run.
        derived: The same articles, compared again here.

    Returns:
        Agreements on claims, with the largest difference of a probability, and on sentences.
    """
    new = {frozenset(claim.sentence_ids): claim for claim in derived.claims}
    same = [
        (claim, new[frozenset(claim.sentence_ids)])
        for claim in stored.claims
        if frozenset(claim.sentence_ids) in new
    ]
    largest = max(
        (
            abs(a - b)
            for one, other in same
            for a, b in zip(one.probabilities, other.probabilities, strict=True)
        ),
        default=0.0,
    )
    n_claims = len(stored.claims) + len(derived.claims) - len(same)
    pairs = zip(stored.placements, derived.placements, strict=True)
    n_placed = sum(one.status == other.status for one, other in pairs)
    return [
        Agreement("claims", len(same), n_claims, largest),
        Agreement("sentences", n_placed, len(stored.placements)),
    ]


def agree_on_cells(
    folder: Path, stored: ClaimMap, derived: ClaimMap, parameters: Parameters
) -> list[Agreement]:
    """Says how many cells of the tables of a run are found again.

    Args:
        folder: The run's folder.
        stored: The map of the run.
        derived: The same articles, compared again here.
        parameters: What the run was made with.

    Returns:
        One agreement; none where the run has no lineage.
    """
    lineage = read_lineage(folder)
    if lineage is None:
        return []
    made = run_tables(as_compared(like(derived, stored), parameters), lineage, parameters.nli)
    counts = [n_same_cells(_stored(folder, name), table) for name, table in made.items()]
    n_same, n = (sum(column) for column in zip(*counts, strict=True))
    return [Agreement("cells of tables", n_same, n)]


def _stored(folder: Path, name: str) -> pd.DataFrame | None:
    """A table as it was stored; None for one that cannot be read, which is named later."""
    with suppress(StoreError):
        return read_table(folder, name)
    return None
