"""House style of the notebooks: what a reader and papermill can rely on."""

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from crossframe.config import PARAMETERS
from crossframe.suite import SUITE

FOLDER = Path(__file__).parents[2] / "notebooks"
TUTORIAL = FOLDER / "tutorial.ipynb"  # a session of its own, no part of a run
NOTEBOOKS = sorted(path for path in FOLDER.glob("*.ipynb") if path != TUTORIAL)


@pytest.fixture(params=[*NOTEBOOKS, TUTORIAL], ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> Any:
    return nbformat.read(request.param, as_version=4)


def code(notebook: Any) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_the_suite_is_what_is_there() -> None:
    assert sorted(SUITE) == [path.stem for path in NOTEBOOKS]


def test_it_opens_with_a_title_and_a_question(notebook: Any) -> None:
    first = notebook.cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert "*" in first.source


def test_it_is_short_and_holds_no_logic(notebook: Any) -> None:
    cells = code(notebook)
    assert len(cells) <= 12
    assert sum(len(cell.splitlines()) for cell in cells) <= 60
    banned = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Lambda)
    for cell in cells:
        assert not [node for node in ast.walk(ast.parse(cell)) if isinstance(node, banned)]


def test_it_is_committed_without_outputs(notebook: Any) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_its_prose_states_no_figure(notebook: Any) -> None:
    for cell in notebook.cells[1:]:
        if cell.cell_type == "markdown":
            assert not re.search(r"\d+(\.\d+)? ?%|\b\d{2,}\b", cell.source), cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_its_parameters_are_those_of_the_schema(path: Path) -> None:
    found = papermill.inspect_notebook(str(path))
    assert list(found) == list(PARAMETERS)
    for name, declared in found.items():
        parameter = PARAMETERS[name]
        assert parameter.about.description in declared["help"]
        if not parameter.is_required:
            assert ast.literal_eval(declared["default"]) == parameter.default


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_cell_after_the_parameters_checks_them(path: Path) -> None:
    cells = code(nbformat.read(path, as_version=4))
    assert "Parameters.from_namespace(globals())" in cells[1]


def test_the_last_cell_records_results(notebook: Any) -> None:
    assert "record_results(" in notebook.cells[-1].source
