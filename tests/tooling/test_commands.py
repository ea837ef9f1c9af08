"""One list of checks: the Makefile's, which CI and pre-commit repeat."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PHONY = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)[0].split()


def recipe(target: str) -> list[str]:
    """The commands of one target, with the Makefile's own variables filled in."""
    (block,) = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, flags=re.MULTILINE)
    return [line.strip().replace("$(BIN)", ".venv/bin") for line in block.splitlines()]


def make(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs make by itself, not as a part of the `make test` that may be running."""
    inherited = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    return subprocess.run(
        ["make", *arguments],
        env={**inherited, "LC_ALL": "C"},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with what `make setup` reads, and nothing else."""
    for name in ("Makefile", "requirements.lock", "requirements.hashes", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def test_make_alone_explains_every_target() -> None:
    listed = re.findall(r"^make ([a-z-]+) +\S.*$", make().stdout, flags=re.MULTILINE)
    assert listed == PHONY


def test_pre_commit_runs_what_make_check_runs() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (repository,) = config["repos"]
    assert repository["repo"] == "local", "a hook from elsewhere would be downloaded"
    assert [hook["entry"] for hook in repository["hooks"]] == recipe("check")
    assert all(hook["language"] == "system" for hook in repository["hooks"])


def test_ci_runs_make_check_and_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert re.search(r"^make check\b", text, flags=re.MULTILINE)
    assert re.search(r"^make test\b", text, flags=re.MULTILINE)
    subprocess.run(["bash", "-n", script], check=True)


@pytest.mark.parametrize(
    "name", ["Makefile", ".ci/run", "pyproject.toml", "requirements.lock", "requirements.hashes"]
)
def test_no_registry_and_no_path_of_one_machine_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|\s/(home|opt|root|work)/", text)


# A Python that takes itself for 3.9 and runs what `-c` gives it.
OLD_PYTHON = """\
#!/bin/sh
exec {python} -c 'import sys; sys.version_info = (3, 9, 1); exec(sys.argv[1])' "$2"
"""


def test_a_python_that_is_too_old_is_named(bare: Path) -> None:
    (bare / "old").write_text(OLD_PYTHON.format(python=sys.executable), encoding="utf-8")
    (bare / "old").chmod(0o755)
    done = make("setup", "PYTHON=./old", cwd=bare)
    assert done.returncode == 2
    assert "crossframe needs Python 3.11 or newer; ./old is 3.9" in done.stderr
    assert not (bare / ".venv").exists()


def test_a_python_that_is_absent_is_named(bare: Path) -> None:
    done = make("setup", "PYTHON=./none", cwd=bare)
    assert done.returncode == 2
    assert "there is no './none' here" in done.stderr


def test_setup_is_done_once_and_again_when_the_lock_changes(bare: Path) -> None:
    # Each tool is a stub that writes down how it was called.
    (bare / ".venv" / "bin").mkdir(parents=True)
    pip = bare / ".venv" / "bin" / "pip"
    pip.write_text('#!/bin/sh\necho "$@" >> calls\n', encoding="utf-8")
    pip.chmod(0o755)
    assert make("setup", "TORCH_ARGS=--chosen", cwd=bare).returncode == 0
    calls = (bare / "calls").read_text(encoding="utf-8").splitlines()
    installs = [call for call in calls if call.startswith("install")]
    assert re.search(r" torch==[0-9.]+ --chosen$", installs[0]), "torch is installed first"
    assert installs[1].endswith("--require-hashes --requirement requirements.hashes")
    assert "--no-deps" in installs[2]
    assert make("setup", cwd=bare).returncode == 0
    assert (bare / "calls").read_text(encoding="utf-8").splitlines() == calls
    (stamp,) = (bare / ".venv").glob(".setup-*")
    later = stamp.stat().st_mtime + 5
    os.utime(bare / "requirements.lock", (later, later))
    assert make("setup", cwd=bare).returncode == 0
    assert len((bare / "calls").read_text(encoding="utf-8").splitlines()) == 2 * len(calls)
