"""The wheel holds everything that crossframe needs where there is no clone of it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "lib" / "crossframe"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("crossframe-*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_notebook_is_in_it(names: set[str]) -> None:
    expected = {f"crossframe/notebooks/{path.name}" for path in ROOT.glob("notebooks/*.ipynb")}
    assert expected, "notebooks/ is empty"
    assert {name for name in names if name.endswith(".ipynb")} == expected


def test_every_file_of_the_library_is_in_it(names: set[str]) -> None:
    # Modules, py.typed, templates, styles, scripts: whatever lies there is there on purpose.
    # But for what Python compiles: it may be about to, for a test beside this one.
    found = (path for path in LIBRARY.rglob("*") if "__pycache__" not in path.parts)
    files = (path for path in found if path.is_file())
    expected = {f"crossframe/{path.relative_to(LIBRARY).as_posix()}" for path in files}
    assert "crossframe/py.typed" in expected
    assert expected <= names


def test_nothing_else_is_in_it(names: set[str]) -> None:
    folders = {name.split("/")[0] for name in names}
    assert {folder.rpartition(".")[2] for folder in folders} == {"crossframe", "dist-info"}
    assert not [name for name in names if "__pycache__" in name or ".ipynb_checkpoints" in name]


def test_it_works_without_the_clone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "import crossframe, importlib.resources as r\n"
        "print(crossframe.__file__)\n"
        "print(sorted(p.name for p in r.files('crossframe').joinpath('notebooks').iterdir()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    where, notebooks = done.stdout.splitlines()
    assert Path(where).is_relative_to(tmp_path.resolve()), "the test imported the clone instead"
    assert all(repr(path.name) in notebooks for path in ROOT.glob("notebooks/*.ipynb"))
