"""A run whose claims are settled -> its tables, made once for the run and for its notebooks.

What they begin with is found out of the texts before, while the claims are still looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from crossframe.claim_map import keep_claim_map
from crossframe.claim_store import read_claim_map
from crossframe.comparison import read_texts
from crossframe.config import Parameters
from crossframe.errors import StoreError
from crossframe.records import ClaimMap
from crossframe.suite.lineage import LINEAGE_FILE, read_lineage
from crossframe.suite.tables import run_tables, write_tables


def read_ahead(folder: Path) -> ClaimMap:
    """Reads the texts of a run, and finds out of them what its tables will begin with.

    Args:
        folder: Where the claim map lies that has no claims yet.

    Returns:
        It, with what was found out.

    Raises:
        StoreError: If it cannot be read.
    """
    draft = read_claim_map(folder)
    read_texts(draft)
    return draft


def write_findings(
    values: Mapping[str, object],
    portions: Mapping[str, Sequence[str]],
    draft: ClaimMap | None = None,
) -> Iterator[str | None]:
    """Makes and writes the tables of a run, in a process whose forks then find all of it made.

    Args:
        values: The parameters that the notebooks of the run are told.
        portions: Names of tables, by the name of their portion.
        draft: The same event as `read_ahead` found it, None if it was not read ahead. What turns
            out to be of other texts is of no use, and none is made of it.

    Yields:
        None when the claims are there and after each table; after each portion, its name.

    Raises:
        StoreError: If there is no lineage of the claims.
    """
    parameters = Parameters.from_values(dict(values))
    claim_map = keep_claim_map(parameters, draft)
    lineage = read_lineage(parameters.out_path)
    if lineage is None:
        raise StoreError(f"{parameters.out_path / LINEAGE_FILE}: not there; run the event again")
    yield None
    for portion, names in portions.items():
        for name in names:
            tables = run_tables(claim_map, lineage, parameters.nli, [name])
            write_tables(tables, parameters.out_path)
            yield None
        yield portion
