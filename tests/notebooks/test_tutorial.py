"""The tutorial is a session that somebody can have: from a CSV file to an exported report."""

from __future__ import annotations

from pathlib import Path

import nbformat
import papermill
import pytest
from crossframe.corrections import read_corrections
from crossframe.presentation.results import RESULTS

TUTORIAL = Path(__file__).parents[2] / "notebooks" / "tutorial.ipynb"


@pytest.mark.notebook
@pytest.mark.model
def test_it_runs_from_a_table_to_a_report(tmp_path: Path) -> None:
    done = tmp_path / "done.ipynb"
    papermill.execute_notebook(
        str(TUTORIAL), str(done), kernel_name="python3", cwd=str(tmp_path), progress_bar=False
    )
    (output,) = nbformat.read(done, as_version=4).cells[-1].outputs
    results = output.data[RESULTS]
    assert results["n_claims"] >= 4
    assert results["n_corrections"] == 2
    assert results["n_judged"] == results["n_pairs"] >= 10
    desk = tmp_path / "reports/tutorial"
    assert "The ferry Aurelia ran aground" in (desk / "report.html").read_text(encoding="utf-8")
    lines = read_corrections(desk / "corrections/ferry.jsonl").lines
    assert [(line.by, line.action) for line in lines] == [("Ada", "merge"), ("Ben", "check")]
