"""Opened from disk in a real browser: no request, no error, no script of an article."""

from __future__ import annotations

import pytest
from crossframe.presentation import (
    draw_coverage,
    draw_map,
    draw_side_by_side,
    show_overview,
    show_report,
    write_index,
    write_report,
)
from written_claims import written_map

pytestmark = pytest.mark.browser


@pytest.fixture
def requests(page):
    """Every request of the page, local ones too."""
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    return seen


@pytest.fixture
def report(claim_map, tmp_path):
    return write_report(claim_map, tmp_path / "report.html").as_uri()


@pytest.fixture
def hostile(wholly_poisoned_map, tmp_path):
    return write_report(wholly_poisoned_map, tmp_path / "hostile.html").as_uri()


def test_one_file_is_all_it_needs(page, page_log, requests, report):
    page.goto(report)
    assert requests == [report]
    assert page_log.requests == page_log.errors == []


def test_hostile_texts_do_not_run(page, page_log, requests, hostile):
    page.goto(hostile)
    page.wait_for_timeout(100)
    assert page.evaluate("window.pwned") is None
    assert requests == [hostile]
    assert page_log.errors == []
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_never_scrolls_sideways(page, report, hostile, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for address in (report, hostile):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_colours_follow_the_system(page, report):
    grounds = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(report)
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds == {"rgb(253, 252, 249)", "rgb(21, 23, 26)"}


def test_a_link_opens_what_it_leads_to(page, report):
    page.goto(f"{report}#s-eco-2_23_1")
    sentence = page.get_by_text("Sheep were drowned, a farmer said.", exact=True)
    assert sentence.is_visible()
    page.locator("a[href='#s-wire-1_23_0']").first.click()
    assert page.evaluate("location.hash") == "#s-wire-1_23_0"


def test_the_keyboard_reaches_the_content_first(page, report):
    page.goto(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"


def test_printing_shows_what_is_folded(page, report):
    page.goto(report)
    assert len(page.pdf()) > 10_000
    page.goto(report)
    page.emulate_media(media="print")
    assert page.get_by_text("Sheep were drowned, a farmer said.", exact=True).is_visible()


def test_many_outlets_leave_room_for_claims_on_paper(page, tmp_path):
    text = "A span of the old bridge fell into the river before dawn on Tuesday, police said."
    outlets = [f"Gazette {number:02}" for number in range(22)]
    wide = written_map([{f"{outlet}-1": text for outlet in outlets}])
    page.goto(write_report(wide, tmp_path / "wide.html").as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 990})  # between the margins of A4
    claim = page.locator(".cf-matrix tbody th[scope=row]").first.bounding_box()
    table = page.locator(".cf-matrix").bounding_box()
    assert claim["width"] > 140
    assert claim["height"] < 60
    assert table["x"] + table["width"] <= 680


def test_fragments_in_one_notebook(page, page_log, claim_map, tmp_path):
    drawn = (show_overview, draw_coverage, draw_side_by_side, draw_map, show_report)
    body = "".join(draw(claim_map).html for draw in drawn)
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{body}", encoding="utf-8")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(path.as_uri())
    assert page_log.errors == page_log.requests == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.frame_locator("iframe").locator("h1").is_visible()


def test_the_empty_index(page, page_log, requests, tmp_path):
    address = write_index([], tmp_path / "index.html").as_uri()
    page.goto(address)
    assert requests == [address]
    assert page_log.errors == []
