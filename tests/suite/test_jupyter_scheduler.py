"""jupyter-scheduler runs a notebook of the suite: far from home, every parameter raw text."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import nbformat
import pytest
from crossframe.config import Parameters
from crossframe.presentation.results import RESULTS
from crossframe.suite import notebooks_folder
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from small_world import small_articles

pytestmark = [pytest.mark.notebook, pytest.mark.model]
# What its form sends, and what it writes as `name = text`: hence the quotes.
RAW = {
    name: repr(str(value))
    for name, value in asdict(Parameters(event="small", source="articles.jsonl")).items()
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scheduled")
    rows = "".join(json.dumps(row) + "\n" for row in small_articles())
    (folder / "articles.jsonl").write_text(rows, encoding="utf-8")
    return folder


def results_of(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    found = [output["data"][RESULTS] for output in outputs if RESULTS in output.get("data", {})]
    assert len(found) == 1
    return dict(found[0])


def injected(parameters: Mapping[str, str]) -> nbformat.NotebookNode:
    """The notebook as jupyter-scheduler 2.12 makes it: its cell has a tag, and no comment."""
    notebook = nbformat.read(notebooks_folder() / "02_coverage.ipynb", 4)
    places = [c.metadata.get("tags") == ["parameters"] for c in notebook.cells]
    source = "\n".join(f"{name} = {text}" for name, text in parameters.items())
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["injected-parameters"]})
    notebook.cells.insert(places.index(True) + 1, cell)
    return notebook


def execute(notebook: nbformat.NotebookNode, project: Path, away: Path) -> None:
    environment = {**os.environ, "CROSSFRAME_HOME": str(project)}
    client = NotebookClient(notebook, resources={"metadata": {"path": str(away)}})
    client.execute(env=environment)


def test_every_parameter_may_come_as_text(project: Path, tmp_path: Path) -> None:
    notebook = injected(RAW)
    execute(notebook, project, tmp_path)
    assert results_of(notebook)["n_cells"] == 12
    assert list(tmp_path.iterdir()) == []


def test_a_misspelt_parameter_stops_it(project: Path, tmp_path: Path) -> None:
    with pytest.raises(CellExecutionError, match="unknown parameter 'sede'; did you mean 'seed'"):
        execute(injected({**RAW, "sede": "7"}), project, tmp_path)


@pytest.fixture
def server(project: Path, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """`crossframe lab` with jupyter-scheduler beside what is locked; calls its addresses."""
    beside = tmp_path / "beside"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    packages = ["jupyter-scheduler==2.12.*", "sqlalchemy==2.*", "croniter==1.4.*", "pytz"]
    subprocess.run([*install, "--no-deps", "--target", beside, *packages], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "crossframe"), "lab", "--no-browser"]
    places = {
        "PYTHONPATH": str(beside),
        "JUPYTER_CONFIG_PATH": str(beside / "etc/jupyter"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "JUPYTER_TOKEN": "t",
    }
    running = subprocess.Popen(
        [*command, f"--port={port}"],
        cwd=project,
        env=os.environ | places,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def call(path: str, values: object = None) -> Any:
        data = None if values is None else json.dumps(values).encode()
        head = {"Authorization": "token t", "Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, head)
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)

    try:
        wait_until(lambda: running.poll() is not None or answers(call))
        yield call
    finally:
        running.terminate()
        try:
            running.wait(60)
        finally:
            running.kill()


def answers(call: Callable[..., Any]) -> bool:
    try:
        return bool(call("/api/status"))
    except OSError:
        return False


def wait_until(happened: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.3)


def run_job(call: Callable[..., Any], parameters: Mapping[str, str]) -> dict[str, Any]:
    job = {
        "name": "coverage",
        "input_uri": "reports/lab/02_coverage.ipynb",
        "runtime_environment_name": "python3",
        "output_formats": ["ipynb"],
        "parameters": dict(parameters),
    }
    address = f"/scheduler/jobs/{call('/scheduler/jobs', job)['job_id']}"
    # It calls a job "stopped" as long as its process has not begun.
    wait_until(lambda: call(address)["status"] in {"COMPLETED", "FAILED"})
    return dict(call(address))


@pytest.mark.soak
def test_a_real_jupyter_scheduler_runs_it(
    server: Callable[..., Any], project: Path, tmp_path: Path
) -> None:
    notebooks = notebooks_folder()
    if not (project / "reports/lab").exists():  # from a checkout, JupyterLab opens its notebooks
        (project / "reports/lab").mkdir(parents=True)
        source = (notebooks / "02_coverage.ipynb").read_bytes()
        (project / "reports/lab/02_coverage.ipynb").write_bytes(source)
    assert run_job(server, RAW)["status"] == "COMPLETED"
    [made] = (tmp_path / "data").rglob("02_coverage-*.ipynb")
    assert results_of(nbformat.read(made, 4))["n_cells"] == 12
    failed = run_job(server, {**RAW, "sede": "7"})
    assert failed["status"] == "FAILED"
    assert "unknown parameter 'sede'" in failed["status_message"]
