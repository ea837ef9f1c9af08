"""The page of a run without claims says why there are none, whatever the reason looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from crossframe.presentation import FailedRun, render_failed_report, write_failed_report

RUN = FailedRun(
    event_id="harbour-bridge",
    run_id="20260101T060000Z-01234567",
    created_at="2026-01-01T06:00:00+00:00",
    is_demonstration=True,
    why=("encoder 'e5' cannot be loaded", "articles.jsonl:14: is no JSON"),
    outlets={"Daily Tide": 4, "Harbour Post": 1},
    excluded=(("articles.jsonl:14", "is no JSON"),),
    last_report="../latest/report.html",
)


def test_the_first_screen_says_why_and_where_the_last_report_is(read: Callable[[str], Any]) -> None:
    page = read(render_failed_report(RUN))
    assert page.problems == []
    first_screen = page.html.partition("<main")[0]
    assert all(f"<bdi>{reason.split(chr(39))[0]}" in first_screen for reason in RUN.why)
    assert "Demonstration text" in first_screen
    assert "../latest/report.html" in [link["href"] for link in page.all("a")]
    assert "5 articles of 2 outlets" in page.text


def test_what_is_not_there_is_not_shown(read: Callable[[str], Any]) -> None:
    bare = replace(RUN, outlets={}, excluded=(), last_report=None, is_demonstration=False)
    page = read(render_failed_report(bare))
    assert page.problems == []
    assert "There is no complete report of this event yet." in page.text
    assert "No article could be used." in page.text
    assert [link["href"] for link in page.all("a")] == ["#main"]
    assert not page.all("table")


def test_no_markup_of_a_stranger_runs(read: Callable[[str], Any], poison: str) -> None:
    text = poison
    run = FailedRun(text, text, text, False, (text,), {text: 1}, ((text, text),), text)  # noqa: FBT003
    page = read(render_failed_report(run))
    assert page.problems == []
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "svg"})
    assert "javascript:" not in " ".join(link["href"] for link in page.all("a"))


def test_it_is_written_at_once(tmp_path: Path) -> None:
    path = write_failed_report(RUN, tmp_path / "run/report.html")
    assert path.read_text(encoding="utf-8") == render_failed_report(RUN)
    assert [one.name for one in path.parent.iterdir()] == ["report.html"]
