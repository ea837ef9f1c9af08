"""Where nobody is at the other end of a kernel, or no widget can be shown, the event still is."""

from __future__ import annotations

from pathlib import Path

import nbformat
from crossframe.config import Parameters
from crossframe.presentation.page import Shown
from crossframe.presentation.reader.widget import Reader
from crossframe.records import ClaimMap
from nbconvert import HTMLExporter


def test_a_notebook_saved_without_its_widgets_is_exported_with_the_claims(
    claim_map: ClaimMap,
) -> None:
    reader = Reader(claim_map, Shown("<p>The claims, standing still</p>"), Parameters(event="x"))
    data, metadata = reader._repr_mimebundle_()
    output = nbformat.v4.new_output("execute_result", data, metadata=metadata, execution_count=1)
    cell = nbformat.v4.new_code_cell("open_reader(claim_map, parameters)", outputs=[output])
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert "<p>The claims, standing still</p>" in html
    assert reader.model_id not in html


def test_what_is_sent_names_no_place_of_this_machine(claim_map: ClaimMap, tmp_path: Path) -> None:
    import gzip

    for parameters in (
        Parameters(event="river-flood"),
        Parameters(event="river-flood", source=str(tmp_path / "river-flood.jsonl")),
    ):
        table = gzip.decompress(Reader(claim_map, Shown(""), parameters).table).decode()
        assert str(tmp_path) not in table
        assert str(Path.cwd()) not in table
        assert "river-flood.jsonl" in table
