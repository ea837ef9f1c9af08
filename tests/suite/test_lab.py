"""A real JupyterLab in a real browser: open an event's notebook, run it, read what it shows."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_world import small_articles

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model]
TOKEN = "for-this-test-alone"  # noqa: S105


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab on the event "small", served on loopback; its address."""
    project = tmp_path_factory.mktemp("lab")
    (project / "seeds/events").mkdir(parents=True)
    lines = "".join(json.dumps(row) + "\n" for row in small_articles())
    (project / "seeds/events/small.jsonl").write_text(lines, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "crossframe"), "lab", "small"]
    server = subprocess.Popen(
        [*command, "--no-browser", f"--port={port}"],
        cwd=project,
        env=os.environ | {"JUPYTER_TOKEN": TOKEN},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/status?token={TOKEN}", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"JupyterLab did not answer; exit status {server.poll()}")


def test_a_notebook_of_the_event_runs_and_shows_the_matrix(lab: str, page: "Page") -> None:
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.goto(f"{lab}/lab/tree/reports/small/lab/02_coverage.ipynb?token={TOKEN}")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=60_000)
    page.wait_for_selector("text=Python 3 (ipykernel) | Idle", timeout=60_000)
    page.click('.lm-MenuBar-itemLabel:text-is("Run")')
    page.click('[data-command="runmenu:run-all"]')
    recorded = page.locator(".jp-OutputArea-output", has_text="n_carried:")
    recorded.scroll_into_view_if_needed(timeout=120_000)
    assert "n_cells: 12" in recorded.inner_text()
    matrix = page.locator(".jp-OutputArea-output table").first
    matrix.scroll_into_view_if_needed()
    assert matrix.locator("th", has_text="Harbour Post").count() == 1
