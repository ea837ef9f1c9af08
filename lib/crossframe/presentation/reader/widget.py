"""The reader in JupyterLab: what the browser asks for, answered from the claim map."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from crossframe.claim_map import is_finished
from crossframe.config import Parameters
from crossframe.errors import CrossframeError, ParameterError
from crossframe.presentation.page import Shown
from crossframe.presentation.palette import palette_css
from crossframe.presentation.reader.desk import (
    corrected_map,
    count_unseen,
    keep_correction,
    kept_where,
    make_correction,
    own_name,
    say_change,
)
from crossframe.presentation.reader.details import claim_details
from crossframe.presentation.reader.ledgers import LEDGERS
from crossframe.presentation.reader.payload import reader_table
from crossframe.presentation.reader.shelf import Shelf
from crossframe.presentation.reader.wire import Json, harmless, pack
from crossframe.records import ClaimMap

_HERE = Path(__file__).parent
# In this order each module finds what it uses before it.
MODULES = (
    *("dom", "answers", "query", "words", "grid", "ledger", "claim", "bar", "keys"),
    *("store", "history", "tools", "desk", "reader"),
)
_IMPORT = re.compile(r'^import [^;]*? from "\./[a-z]+\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def script() -> str:
    """The reader's modules as the one module that a widget is: joined, their imports left out."""
    texts = ((_HERE / f"{name}.js").read_text(encoding="utf-8") for name in MODULES)
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts)


def style() -> str:
    """The colours of crossframe under the reader's own name, and its style sheet.

    The name keeps the rules of other outputs of the notebook away from it.
    """
    return palette_css().replace(".crossframe", ".cf-reader") + (_HERE / "reader.css").read_text(
        encoding="utf-8"
    )


class Reader(anywidget.AnyWidget):
    """A claim map to read, filter and search in JupyterLab.

    The browser is sent every claim in a line (`table`), and asks for the rest: what the ledgers
    hold, and a claim's sentences in context once it is opened. What a person corrects is kept in
    the event's file before anything else is done; then `claim_map` is found anew and sent again.
    """

    _esm = script()
    _css = style()
    table = traitlets.Bytes().tag(sync=True)

    def __init__(self, claim_map: ClaimMap, still: Shown, parameters: Parameters) -> None:
        self._still = still
        self._parameters = parameters
        self._revision = 0
        self._by = own_name()
        self._shelf = Shelf(claim_map, parameters.nli)
        super().__init__(table=self._table())
        self.on_msg(self._hear)

    @property
    def claim_map(self) -> ClaimMap:
        """The event as it is shown, with all corrections."""
        return self._shelf.claim_map

    def _table(self) -> bytes:
        table = reader_table(self._shelf)
        kept = {
            "kept": kept_where(self._parameters),
            "finished": is_finished(self._parameters),
            "unseen": count_unseen(self.claim_map, self._parameters),
        }
        return pack({**table, "revision": self._revision, "by": self._by, **kept})

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget, and for places that show none, the same event standing still."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, "text/html": self._still.html, "text/plain": repr(self)}, metadata

    def __repr__(self) -> str:
        """A line for front ends that show neither widgets nor HTML."""
        return f"<Reader: {len(self.claim_map.claims):,} claims of {self.claim_map.event_id}>"

    def _hear(self, _: object, content: Json, __: object) -> None:
        """Answers a question of the browser; what goes wrong is told there, as nobody else sees."""
        try:
            answer = self.answer(content)
        except CrossframeError as error:
            answer = {"error": str(error)}
        except Exception as error:  # noqa: BLE001  # else the browser would wait for ever
            answer = {"error": f"{type(error).__name__}: {error}"}
        self.send(harmless({"answer": content.get("ask"), **answer}))

    def answer(self, content: Json) -> Json:
        """Answers one question.

        Args:
            content: `want`, and what it needs: "ledger" and its `name`, which reads it; "flags",
                what all ledgers hold; "claim" or "entries" and the claim's `id`; "correct" and the
                `action`, as in `make_correction`; "unseen", for the claims as the file of
                corrections now has them.

        Returns:
            The answer; of a correction that cannot be made `refused`, and why.

        Raises:
            CrossframeError: If the question cannot be answered.
        """
        ledgers, known = self._shelf.ledgers, self.claim_map.claim_by_id
        match content:
            case {"want": "ledger", "name": str(name)} if name in LEDGERS:
                ledgers.read(name)
                return {"read": name}
            case {"want": "flags"}:
                return {"flags": ledgers.all_flags()}
            case {"want": "claim", "id": str(claim_id)} if claim_id in known:
                return {"claim": claim_details(self._shelf, claim_id)}
            case {"want": "entries", "id": str(claim_id)} if claim_id in known:
                return {"entries": ledgers.entries(claim_id)}
            case {"want": "correct", "action": dict(action)}:
                return self._correct(action)
            case {"want": "unseen"}:
                return self._anew()
        raise CrossframeError(f"the reader was asked {content!r}, which it does not know")

    def _correct(self, action: Json) -> Json:
        """Keeps what a person did; what cannot be done is no failure to be tried again."""
        try:
            made = make_correction(self.claim_map, action)
        except ParameterError as error:
            return {"refused": str(error)}
        keep_correction(self._parameters, made)
        return self._anew()

    def _anew(self) -> Json:
        """Finds the claims as the event's file now has them, and sends them."""
        before = self.claim_map
        after = corrected_map(self._parameters)
        self._shelf = Shelf(after, self._parameters.nli)
        self._revision += 1
        self.table = self._table()
        return {**say_change(before, after), "revision": self._revision}
