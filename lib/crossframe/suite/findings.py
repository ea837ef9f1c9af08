"""A run whose claims are settled -> its tables, made once for the run and for its notebooks.

What they begin with is found out of the texts before, while the claims are still looked for. The
process that does this may be there for run after run, and rests in between.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from crossframe.claim_map import forget_claim_maps, keep_claim_map
from crossframe.claim_store import read_claim_map
from crossframe.comparison import read_texts
from crossframe.config import Parameters
from crossframe.errors import StoreError
from crossframe.records import ClaimMap, Parse
from crossframe.suite.lineage import LINEAGE_FILE, read_lineage
from crossframe.suite.tables import run_tables, write_tables
from crossframe.suite.usage import begin_peak
from crossframe.text.remembering import keep_sentences, recall_sentences, remembered


def write_findings(
    values: Mapping[str, object],
    portions: Mapping[str, Sequence[str]],
    draft: ClaimMap | None = None,
) -> Iterator[str | None]:
    """Makes and writes the tables of a run, in a process whose forks then find all of it made.

    Args:
        values: The parameters that the notebooks of the run are told.
        portions: Names of tables, by the name of their portion.
        draft: The same event as it was read ahead, None if it was not. What turns out to be of
            other texts is of no use, and none is made of it.

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


@remembered
def _known(parse: Parse) -> Parse:
    """The same grammar as it was read the time before: what is found of that is found soonest."""
    return parse


class Findings:
    """What a process finds out for one run after the other, as it is asked to.

    Of a run that is over it keeps what it found in the sentences of its event, until that event is
    read again: then it knows of those that are still there.
    """

    def __init__(self) -> None:
        self._event_id = ""
        self._draft: ClaimMap | None = None
        self._tables: Iterator[str | None] | None = None

    @property
    def are_made(self) -> bool:
        """Whether tables are left to be made."""
        return self._tables is not None

    def heed(self, request: Mapping[str, Any], given: Sequence[int] = ()) -> None:
        """Does what is asked for.

        Args:
            request: `findings`: the folder of a run's claim map without claims, or "", of which the
                texts are read, and `cwd`, the folder to do it in. `values` and `portions`: as
                `write_findings` is given them. `rest`: the run is over.
            given: The number of the file that is written to from now on; nothing, if it stays.
        """
        if "findings" in request:
            self._write_to(*given)
            begin_peak()
            os.chdir(request["cwd"])
            self._read(request["findings"])
        elif "rest" in request:
            self._rest()
        else:
            self._recall(str(request["values"]["event"]))
            self._tables = write_findings(**request, draft=self._draft)

    def go_on(self) -> Mapping[str, str]:
        """Makes the next table, if one is left.

        Returns:
            What is to be told: `made`, a portion that is there, or `error`, what the tables failed
            of, "" once all are there; nothing where there is nothing to tell.
        """
        if self._tables is None:
            return {}
        try:
            portion = next(self._tables, "")
        except Exception as failure:  # noqa: BLE001  # whatever it is, the run tells it
            self._tables = None
            return {"error": f"{type(failure).__name__}: {failure}"}
        if portion is None:
            return {}
        if not portion:
            self._tables = None
            return {"error": ""}
        return {"made": portion}

    def _read(self, folder: str) -> None:
        if folder:
            with suppress(Exception):  # whatever it is, the tables fail of it, too, and tell it
                draft = read_claim_map(Path(folder))
                self._recall(draft.event_id)
                draft = replace(
                    draft, parses=tuple(parse and _known(parse) for parse in draft.parses)
                )
                read_texts(draft)
                self._draft = draft

    def _recall(self, event_id: str) -> None:
        if self._event_id != event_id:
            recall_sentences(event_id)
            self._event_id = event_id

    def _rest(self) -> None:
        """Forgets all of the run but what was found in its sentences."""
        keep_sentences(self._event_id)
        self._event_id, self._draft, self._tables = "", None, None
        forget_claim_maps()
        gc.unfreeze()  # what kernels were not to copy is looked through, too
        gc.collect()
        with Path(os.devnull).open("wb") as nothing:
            self._write_to(os.dup(nothing.fileno()))

    def _write_to(self, *log: int) -> None:
        """Has all that is said from now on go to a file, whose number is used up."""
        for number in log:
            os.dup2(number, 1)
            os.dup2(number, 2)
            os.close(number)
