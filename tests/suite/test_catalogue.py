"""Index and feed are made of the runs that are there, and can always be made again."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner
from crossframe.cli import main
from crossframe.suite.catalogue import list_entries, list_in_index
from history_world import make_run
from small_world import small_articles


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    make_run(tmp_path, small_articles()[:5], 1)
    make_run(tmp_path, small_articles(), 2)
    make_run(tmp_path, small_articles(), 3, status="failed")
    return tmp_path / "reports"


def test_every_run_is_told_with_what_changed_or_why_it_failed(reports: Path):
    failed, second, first = list_entries(reports)
    assert (failed.status, failed.why) == ("failed", ("report, cell 3: no",))
    assert second.changes.startswith("1 article added; 1 claim born")
    assert second.changes_page == f"small/{second.run_id}/changes.html"
    assert (reports / second.changes_page).is_file()
    assert (first.changes, first.changes_page) == ("", None)


def test_the_same_pages_are_made_again_after_they_were_lost(reports: Path):
    index = list_in_index(reports, "https://news.example/reports")
    pages = {path: path.read_bytes() for path in (index, reports / "feed.xml")}
    list_in_index(reports)  # the feed keeps its address
    assert {path: path.read_bytes() for path in pages} == pages
    for path in pages:
        path.unlink()
    done = CliRunner().invoke(main, ["index", "--base-url", "https://news.example/reports"])
    assert done.exit_code == 0, done.output
    assert {path: path.read_bytes() for path in pages} == pages
    assert not feedparser.parse(pages[reports / "feed.xml"]).bozo


def test_an_index_of_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    done = CliRunner().invoke(main, ["index", "--out", str(tmp_path / "rports")])
    assert done.exit_code == 2
    assert "rports: is no folder; name the folder of runs with --out" in done.output
    assert not list(tmp_path.iterdir())


def test_what_changed_is_found_out_where_it_was_not_written_down(reports: Path):
    told = list_entries(reports)[1].changes
    for path in reports.glob("small/*/changes.*"):
        path.unlink()
    again = list_entries(reports)[1]
    assert again.changes == told
    assert again.changes_page is None
