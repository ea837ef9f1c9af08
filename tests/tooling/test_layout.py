"""Of the files that git keeps: what the layout names, and nothing binary by accident."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = frozenset({".ci", "lib", "notebooks", "reports", "seeds", "tests"})
FILES = frozenset(
    {
        *(".editorconfig", ".gitattributes", ".gitignore", ".pre-commit-config.yaml"),
        *("LICENSE", "Makefile", "README.md", "pyproject.toml"),
        *("requirements.hashes", "requirements.lock"),
    }
)
# Pictures and the claim map of the sample run.
BINARY = frozenset({".parquet", ".npz", ".npy", ".png"})


@pytest.fixture(scope="module")
def kept() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout of git")
    listed = subprocess.run(
        # Whoever runs the tests need not own the clone.
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(name) for name in listed.stdout.split("\0") if name]


def test_the_top_level_is_the_one_that_is_fixed(kept: list[Path]) -> None:
    assert {path.parts[0] for path in kept if len(path.parts) > 1} <= FOLDERS
    assert {str(path) for path in kept if len(path.parts) == 1} <= FILES


def test_only_the_sample_run_is_binary(kept: list[Path]) -> None:
    binary = {path for path in kept if b"\0" in (ROOT / path).read_bytes()[:4096]}
    sample = {path for path in binary if path.parts[0] == "reports" and path.suffix in BINARY}
    assert binary == sample
