"""Imports point downwards only, and the contracts that say so notice when they do not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
