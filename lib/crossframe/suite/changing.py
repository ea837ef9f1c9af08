"""A run's folder -> how much changed since the run before, as one share of its claims."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from crossframe.errors import StoreError
from crossframe.suite.lineage import read_lineage
from crossframe.suite.store import CHANGES_FILE


def change_of(folder: Path) -> Mapping[str, Any] | None:
    """Measures what became of the claims of an event since the run before.

    A claim changed if it was born, split off, returned, died or was merged, or if what a cell of
    its row says of an outlet is another thing: the outlet carries it now or no longer, or does not
    for another reason. Cells count where claim and outlet are there in both runs; how many of them
    changed in one claim makes no difference.

    Args:
        folder: The run's folder.

    Returns:
        `share`, 0..1, of the claims of both runs that changed; `n_claims`, how many these are;
        `since`, the run before; and how many claims changed by kind, those with another cell in
        "cells". None for a first run, or where no lineage can be read.
    """
    try:
        lineage = read_lineage(folder)
    except StoreError:
        return None
    if lineage is None or lineage.previous is None:
        return None
    found = lineage.changes()
    touched = {claim_id for ids in found.values() for claim_id in ids}
    alive = {life.claim_id for life in lineage.lives if life.is_alive}
    with_other_cells = (_claims_with_other_cells(folder) & alive) - touched
    counts = {**{kind: len(ids) for kind, ids in found.items()}, "cells": len(with_other_cells)}
    n_claims = len(alive) + counts["died"] + counts["merged"]
    share = sum(counts.values()) / n_claims if n_claims else 0.0
    return {"since": lineage.previous, "share": round(share, 4), "n_claims": n_claims, **counts}


def _claims_with_other_cells(folder: Path) -> set[str]:
    """Claims of which a cell changed, as the run tells it; none where it could not be told."""
    with suppress(OSError, ValueError, KeyError, TypeError, IndexError):
        told = json.loads((folder / CHANGES_FILE).read_text(encoding="utf-8"))
        return {str(cell["about"][0]) for cell in told["changes"]["cells"]}
    return set()
