"""The strictness that the house style promises is switched on."""

import itertools
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
TOOL = tomllib.loads(TEXT)["tool"]


def test_mypy_is_strict_everywhere() -> None:
    assert TOOL["mypy"]["strict"] is True
    assert TOOL["mypy"]["packages"] == ["crossframe"]
    for override in TOOL["mypy"]["overrides"]:
        # An override may excuse a library without types, by name; never one of our modules.
        assert set(override) == {"module", "ignore_missing_imports"}
        assert not [name for name in override["module"] if name.startswith(("crossframe", "*"))]


def test_ruff_checks_notebooks_and_its_rules_are_chosen_one_by_one() -> None:
    assert "*.ipynb" in TOOL["ruff"]["extend-include"]
    assert {"ANN", "ALL"}.isdisjoint(TOOL["ruff"]["lint"]["select"])
    assert {"B", "D", "E", "F", "I", "S", "T20"} <= set(TOOL["ruff"]["lint"]["select"])


def test_every_ignored_warning_has_its_reason_beside_it() -> None:
    assert TOOL["pytest"]["ini_options"]["filterwarnings"][0] == "error"
    (block,) = re.findall(r"^filterwarnings = \[\n(.*?)^\]", TEXT, flags=re.DOTALL | re.MULTILINE)
    lines = block.splitlines()
    for before, line in itertools.pairwise(lines):
        if line.strip().startswith(('"', "'")):
            assert "#" in f"{before}{line}", f"no reason beside {line.strip()}"


@pytest.mark.parametrize(
    ("test", "outcome"),
    [
        ("def test_it():\n    assert True\n", "1 passed"),
        ("import warnings\ndef test_it():\n    warnings.warn('old')\n", "1 failed"),
        ("import pytest\n@pytest.mark.unheard_of\ndef test_it():\n    pass\n", "1 error"),
        ("import pytest\n@pytest.mark.xfail\ndef test_it():\n    pass\n", "1 failed"),
        ('def test_it():\n    """\n    >>> 1 + 1\n    3\n    """\n', "1 failed, 1 passed"),
    ],
    ids=["sound", "warning", "marker", "xfail", "doctest"],
)
def test_pytest_does_not_let_it_pass(tmp_path: Path, test: str, outcome: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "test_it.py").write_text(test, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "test_it.py"],
        env={**os.environ, "PYTEST_ADDOPTS": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in done.stdout.splitlines()[-1], done.stdout
