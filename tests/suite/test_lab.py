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
from axe_playwright_python.sync_playwright import Axe
from crossframe.corrections import read_corrections
from small_world import small_articles

if TYPE_CHECKING:
    from conftest import PageLog
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model]
TOKEN = "for-this-test-alone"  # noqa: S105


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the event "small"."""
    project = tmp_path_factory.mktemp("lab")
    (project / "seeds/events").mkdir(parents=True)
    lines = "".join(json.dumps(row) + "\n" for row in small_articles())
    (project / "seeds/events/small.jsonl").write_text(lines, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def lab(project: Path) -> Iterator[str]:
    """JupyterLab on the event, served on loopback; its address."""
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
        server.wait(timeout=120)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60):  # noqa: S310
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"JupyterLab did not answer; exit status {server.poll()}")


def run_all(lab: str, page: "Page", notebook: str) -> None:
    page.set_viewport_size({"width": 1400, "height": 1000})
    # A workspace of its own: JupyterLab would open what another test left there.
    where = f"lab/workspaces/{notebook}/tree/reports/small/lab/{notebook}.ipynb"
    page.goto(f"{lab}/{where}?token={TOKEN}")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    page.wait_for_selector("text=Python 3 (ipykernel) | Idle")
    page.click('.lm-MenuBar-itemLabel:text-is("Run")')
    page.click('[data-command="runmenu:run-all"]')


def test_a_notebook_of_the_event_runs_and_shows_the_matrix(lab: str, page: "Page") -> None:
    run_all(lab, page, "02_coverage")
    recorded = page.locator(".jp-OutputArea-output", has_text="n_carried:")
    recorded.scroll_into_view_if_needed()
    assert "n_cells: 12" in recorded.inner_text()
    matrix = page.locator(".jp-OutputArea-output table").first
    matrix.scroll_into_view_if_needed()
    assert matrix.locator("th", has_text="Harbour Post").count() == 1


def test_claims_are_read_and_corrected_and_stay_so(
    lab: str, project: Path, page: "Page", page_log: "PageLog"
) -> None:
    run_all(lab, page, "01_claims")
    wait_for_reader(page)
    found = claims(page)
    assert found[0] == "A span of the bridge fell into the harbour on Tuesday."
    page.get_by_label("Search", exact=True).fill("police")
    assert claims(page) == ["Four people were killed, police said."]
    page.get_by_role("button", name="Clear filters").click()

    page.get_by_label("Corrections by").fill("Ada")
    page.locator(".r-row .r-claim").first.click()
    page.get_by_role("heading", name="A span of the bridge").wait_for()
    page.wait_for_selector(".r-quote")
    assert axe_finds(page) == []
    page.keyboard.press("Escape")

    for key in ("m", "ArrowDown", "m"):  # JupyterLab would make Markdown of the cell
        page.keyboard.press(key)
    wait_for_saved(page)
    assert len(claims(page)) == len(found) - 1
    page.keyboard.press("u")
    wait_for_saved(page)
    assert claims(page) == found
    page.keyboard.press("s")
    page.locator(".r-tick input").last.check()
    page.get_by_role("button", name="Split them off").click()
    wait_for_saved(page)
    corrected = claims(page)
    assert axe_finds(page) == []

    page.click('.lm-MenuBar-itemLabel:text-is("Run")')
    page.click('[data-command="runmenu:restart-and-run-all"]')
    page.click(".jp-Dialog .jp-mod-accept")
    page.wait_for_selector(".r-row", state="detached")
    wait_for_reader(page)
    assert claims(page) == corrected
    page.get_by_role("button", name="History").click()
    history = page.get_by_role("region", name="Corrections", exact=True).inner_text()
    assert "Ada split" in history
    lines = read_corrections(project / "seeds/corrections/small.jsonl").lines
    assert [line.action for line in lines] == ["merge", "undo", "split"]
    assert {line.by for line in lines} == {"Ada"}
    assert page_log.requests == []


def wait_for_reader(page: "Page") -> None:
    page.wait_for_selector(".r-row")
    page.locator(".cf-reader").scroll_into_view_if_needed()
    page.wait_for_function("!document.querySelector('.r-chips').textContent.includes('…')")


def wait_for_saved(page: "Page") -> None:
    page.wait_for_function("document.querySelector('.r-saved').textContent === 'All saved'")


def claims(page: "Page") -> list[str]:
    return page.locator(".r-row .r-text").all_text_contents()


def axe_finds(page: "Page") -> list[str]:
    found = Axe().run(page, context=".cf-reader").response["violations"]
    return [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
