"""A run whose claims are settled -> its tables, made once for the run and for its notebooks."""

from __future__ import annotations

from collections.abc import Mapping

from crossframe.claim_map import keep_claim_map
from crossframe.config import Parameters
from crossframe.errors import StoreError
from crossframe.suite.lineage import LINEAGE_FILE, read_lineage
from crossframe.suite.tables import run_tables, write_tables


def make_findings(values: Mapping[str, object]) -> None:
    """Makes and writes the tables of a run, in a process whose forks then find all of it made.

    Args:
        values: The parameters that the notebooks of the run are told.

    Raises:
        StoreError: If there is no lineage of the claims.
    """
    parameters = Parameters.from_values(dict(values))
    claim_map = keep_claim_map(parameters)
    lineage = read_lineage(parameters.out_path)
    if lineage is None:
        raise StoreError(f"{parameters.out_path / LINEAGE_FILE}: not there; run the event again")
    write_tables(run_tables(claim_map, lineage, parameters.nli), parameters.out_path)
