"""Imports point downwards only, and the contracts that say so notice when they do not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest
from crossframe.claim_provenance import DECIDING

ROOT = Path(__file__).parents[2]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs import-linter over the library that lies in `folder`."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        env={**os.environ, "PYTHONPATH": str(folder / "lib"), "NO_COLOR": "1", "COLUMNS": "200"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "lib", tmp_path / "lib", ignore=ignored)
    return tmp_path


def append(folder: Path, module: str, line: str) -> None:
    path = folder / "lib" / "crossframe" / module
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def test_the_library_keeps_every_contract() -> None:
    linted = lint_imports(ROOT)
    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert "0 broken" in linted.stdout


@pytest.mark.parametrize(
    ("module", "line", "complaint"),
    [
        ("errors.py", "import crossframe.config", "crossframe.errors -> crossframe.config"),
        ("text/__init__.py", "import pandas", "crossframe.text -> pandas"),
        ("text/__init__.py", "import papermill", "crossframe.text -> papermill"),
        ("embedding/__init__.py", "import nbconvert", "crossframe.embedding -> nbconvert"),
        ("attic.py", "import math", "crossframe.attic"),
    ],
)
def test_a_breach_is_noticed(copy: Path, module: str, line: str, complaint: str) -> None:
    append(copy, module, line)
    linted = lint_imports(copy)
    assert linted.returncode == 1, linted.stdout + linted.stderr
    assert complaint in linted.stdout


def test_the_code_that_decides_a_claim_map_is_all_that_building_one_imports() -> None:
    graph = grimp.build_graph("crossframe")
    waiting, found = ["crossframe.claim_build"], set[str]()
    while waiting:
        module = waiting.pop()
        found.add(module)
        waiting += graph.find_modules_directly_imported_by(module) - found
    deciding = tuple(part.removesuffix(".py") for part in DECIDING)
    paths = {module.removeprefix("crossframe.").replace(".", "/") for module in found}
    others = {
        path for path in paths if not any((path + "/").startswith(f"{one}/") for one in deciding)
    }
    # None of these has a say in what a claim map holds.
    without_say = {"crossframe", "errors", "machine", "names", "remote", "text", "text/remembering"}
    assert others <= without_say
    assert {"records/found", "claims/grouping", "text/stops"} <= paths
