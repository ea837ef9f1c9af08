"""The report of a large event in a real browser: what is out of sight is there, at little cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from crossframe.presentation import write_report
from large_world import large_map

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import PageLog
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

N_CLAIMS = 700
LAST = "details.cf-claim >> nth=-1"
HEADING = "summary > :is(h3, h4)"
# For a machine that does much else.
PATIENCE = 60_000

LAID_OUT = "one => one.checkVisibility({ contentVisibilityAuto: true })"
AT_THE_TOP = """one => {
  const { top } = one.getBoundingClientRect();
  return top >= 0 && top < 90;
}"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("large") / "report.html"
    return write_report(large_map(N_CLAIMS), path).as_uri()


@pytest.fixture
def opened(page: Page, large: str) -> Page:
    page.set_default_timeout(PATIENCE)
    page.goto(large)
    return page


def n_laid_out(page: Page, query: str) -> int:
    return page.locator(query).evaluate_all(f"all => all.filter({LAID_OUT}).length")


def becomes(one: Locator, what: str) -> bool:
    """Waits, frame by frame, until something holds of an element; false if it never does."""
    return one.evaluate(
        f"""one => new Promise((done) => {{
          const holds = {what};
          const end = performance.now() + {PATIENCE};
          const look = () => {{
            if (holds(one)) done(true);
            else if (performance.now() > end) done(false);
            else setTimeout(look, 20);
          }};
          look();
        }})"""
    )


def test_what_is_out_of_sight_is_not_laid_out(opened: Page, page_log: PageLog) -> None:
    assert opened.locator(".cf-claim").count() == N_CLAIMS
    assert n_laid_out(opened, f".cf-claim > {HEADING}") < N_CLAIMS / 4
    assert n_laid_out(opened, ".cf-searched ~ .cf-part h2") == 0
    assert n_laid_out(opened, "h1, .cf-lede, .cf-contents a") > 10
    opened.locator(LAST).scroll_into_view_if_needed()
    assert becomes(opened.locator(LAST).locator(HEADING), LAID_OUT)
    assert page_log.errors == page_log.requests == []


@pytest.mark.parametrize("way", ["followed", "opened with"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_link_leads_to_what_was_never_laid_out(
    browser: Browser, large: str, way: str, *, scripts: bool
) -> None:
    with browser.new_context(java_script_enabled=scripts) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(large)
        claim = page.locator(LAST).get_attribute("id")
        for place in (claim, "part-limits", claim, "part-claims"):
            if way == "opened with":
                page.goto("about:blank")
            page.goto(f"{large}#{place}")
            assert becomes(page.locator(f"#{place}"), AT_THE_TOP)


def test_a_link_leads_there_where_the_browser_does_not_hold_on_to_what_is_read(
    browser: Browser, large: str
) -> None:
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(large)
        page.add_style_tag(content="html { overflow-anchor: none }")
        claim = page.locator(LAST).get_attribute("id")
        for place in ("part-timeline", claim, "part-limits"):
            page.goto(f"{large}#{place}")
            assert becomes(page.locator(f"#{place}"), AT_THE_TOP)


def test_the_browsers_own_search_finds_what_was_never_laid_out(opened: Page) -> None:
    last = opened.locator(LAST)
    words = last.locator(f"{HEADING} > span[dir]").text_content().strip("“”")
    assert opened.evaluate("words => window.find(words)", words)
    assert becomes(last, "one => Math.abs(one.getBoundingClientRect().top) < innerHeight")


def test_the_keyboard_reaches_and_opens_what_was_never_laid_out(opened: Page) -> None:
    summaries = opened.locator("details.cf-claim > summary")
    summaries.nth(-2).focus()
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    last = opened.locator(LAST)
    assert becomes(last, "one => one.open")
    assert last.evaluate("one => one.contains(document.activeElement)")
    assert last.locator("dd").first.evaluate(LAID_OUT)


def test_filters_find_what_was_never_laid_out(opened: Page) -> None:
    opened.get_by_label("Words").fill(f"{N_CLAIMS - 1}:")
    first, last = opened.locator(".cf-claim").first, opened.locator(LAST)
    assert becomes(first, "one => one.hidden")
    assert opened.get_by_role("status").text_content().startswith(f"1 of {N_CLAIMS} claims")
    (found,) = opened.locator(".cf-claim:not([hidden])").all()
    found.scroll_into_view_if_needed()
    assert becomes(found.locator(HEADING), LAID_OUT)
    opened.get_by_label("Words").focus()
    opened.keyboard.press("Escape")
    assert becomes(first, "one => !one.hidden")
    assert not last.evaluate("one => one.hidden")


def test_on_paper_all_is_laid_out(opened: Page) -> None:
    opened.emulate_media(media="print")
    for query in (
        f".cf-claim > {HEADING}",
        ".cf-claim dd > p",
        ".cf-matrix tbody th",
        ".cf-part > h2",
    ):
        assert n_laid_out(opened, query) == opened.locator(query).count() > 0


def test_a_high_matrix_scrolls_by_itself_across_the_page(opened: Page, claim_map, tmp_path) -> None:
    opened.set_viewport_size({"width": 1280, "height": 900})
    box = opened.locator(".cf-tall-box").bounding_box()
    assert box["height"] < 900
    assert box["width"] == opened.locator("#part-matrix").bounding_box()["width"] > 1000
    opened.goto(write_report(claim_map, tmp_path / "report.html").as_uri())
    style = "getComputedStyle(document.querySelector('.cf-tall-box')).overflowX"
    assert opened.evaluate(style) == "visible"
