"""Index and page of changes in a real browser: legible everywhere, for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from crossframe.presentation import FailedRun, write_failed_report
from crossframe.suite.catalogue import list_in_index
from history_world import make_run
from small_world import small_articles

if TYPE_CHECKING:
    from conftest import PageLog
    from playwright.sync_api import Page

SCHEMES = [("light", 1200), ("dark", 1200), ("light", 360), ("dark", 360)]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    project = tmp_path_factory.mktemp("pages")
    rows = small_articles()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        make_run(project, rows[:5], 1)
        make_run(project, rows, 2, status="failed")
        edited = {**rows[0], "text": str(rows[0]["text"]).replace("Four", "Five")}
        last = make_run(project, [edited, *rows[1:]], 3)
        for day in range(4, 9):
            make_run(project, [edited, *rows[1:]], day)
        index = list_in_index(project / "reports")
    why = ("encoder 'e5' cannot be loaded: " + "so long a word " * 9,)
    run = FailedRun("small", last.name, "2024-01-09", True, why, {"Daily Tide": 4})  # noqa: FBT003
    failed = write_failed_report(run, project / "failed.html")
    pages = {"index": index, "changes": last / "changes.html", "failed": failed}
    return {name: path.as_uri() for name, path in pages.items()}


@pytest.mark.parametrize(("scheme", "width"), SCHEMES)
@pytest.mark.parametrize("name", ["index", "changes", "failed"])
def test_a_page_is_legible_and_axe_finds_nothing(
    page: Page, page_log: PageLog, pages: dict[str, str], name: str, scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(pages[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page_log.requests == []
    assert page_log.errors == []


def test_links_of_the_index_lead_somewhere(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["index"])
    links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    files = {link.split("#")[0].removeprefix("file://") for link in links}
    assert len(files) > 10
    assert all(Path(file).is_file() for file in files)
