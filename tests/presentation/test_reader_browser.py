"""The reader in a real browser: keyboard, filters, screen readers, hostile text, two thousand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from large_world import large_map
from ledger_world import make_map
from reader_stage import stage

if TYPE_CHECKING:
    from conftest import PageLog
    from crossframe.records import ClaimMap
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TOLD = {
    "Harbour Post": [
        "The bridge is 480 metres long.",
        "The mayor resigned on Monday.",
        "The port stays closed for a week.",
    ],
    "Daily Tide": ["The bridge is 520 metres long.", "The mayor did not resign on Monday."],
    "Union Voice": [
        "The bridge is 480 metres long, officials say.",
        "The port is to stay shut.",
    ],
}
CLAIMS = {
    "c-long": ["Harbour Post#0", "Daily Tide#0", "Union Voice#0"],
    "c-mayor": ["Harbour Post#1", "Daily Tide#1"],
    "c-port": ["Harbour Post#2", "Union Voice#1"],
}


@pytest.fixture(scope="module")
def event() -> ClaimMap:
    found = make_map(TOLD, CLAIMS)
    long, mayor, port = found.claims
    return replace(found, claims=(long, mayor, replace(port, stability=0.4)))


def shown(page: Page) -> list[str]:
    return page.locator(".r-row").evaluate_all("rows => rows.map(row => row.dataset.claim)")


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('[data-claim]')?.dataset.claim ?? ''")


def worst(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']}" for one in found if one["impact"] in SERIOUS]


SERIOUS = {"serious", "critical"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, event: ClaimMap, theme: str) -> None:
    stage(page, event, theme)
    assert worst(page) == []
    page.get_by_role("button", name="Keys").click()
    page.locator(".r-row .r-claim").first.click()
    page.wait_for_selector(".r-open section h4, .r-open .r-none")
    assert page.locator(".r-open").count() == 1
    assert worst(page) == []


def test_filters_and_order(page: Page, page_log: PageLog, event: ClaimMap) -> None:
    stage(page, event)
    assert shown(page) == ["c-long", "c-mayor", "c-port"]
    page.get_by_label("conflicting").check()
    assert shown(page) == ["c-long", "c-mayor"]
    page.get_by_label("fragile").check()
    assert shown(page) == []
    assert page.get_by_text("No claim is like this.").is_visible()
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_label("fragile").check()
    assert shown(page) == ["c-port"]
    page.get_by_label("fragile").uncheck()
    page.get_by_label("Search").fill("OFFÍCIALS bridge")
    assert shown(page) == ["c-long"]
    assert page.get_by_text("1 of 3 claims").is_visible()
    page.get_by_label("Search").fill("")
    page.get_by_label("Outlet", exact=True).select_option("Daily Tide does not")
    assert shown(page) == ["c-port"]
    page.get_by_label("Outlet", exact=True).select_option("any")
    page.get_by_label("Published from").fill("2024-01-04")
    assert shown(page) == ["c-long", "c-port"]
    page.get_by_label("Published from").fill("")
    page.get_by_label("Order").select_option("least stable first")
    assert shown(page)[0] == "c-port"
    assert (page_log.requests, page_log.errors) == ([], [])


def test_a_variant_names_the_wider_claim(page: Page) -> None:
    wider = ["Harbour Post#0", "Daily Tide#0", "Union Voice#0"]
    claims = {"c-long": wider, "c-officials": [*wider[1:], "Harbour Post#2"]}
    told = make_map(TOLD, claims)
    wider_text = told.sentence_by_id[told.claims[0].medoid_id].text
    stage(page, told)
    page.get_by_label("variant").check()
    assert shown(page) == ["c-officials"]
    page.locator(".r-row .r-claim").click()
    facts = page.locator(".r-facts", has_text="variant of")
    facts.wait_for()
    assert facts.locator("q").inner_text() == wider_text


def test_the_keyboard_is_enough(page: Page, event: ClaimMap) -> None:
    stage(page, event)
    page.get_by_label("Order").focus()
    while not focused(page):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "c-mayor"
    page.keyboard.press("ArrowRight")
    named = page.evaluate("document.activeElement.textContent")
    assert "carried" in named
    page.keyboard.press("Enter")
    page.wait_for_selector(".r-open section h4, .r-open .r-none")
    heading = page.evaluate("document.activeElement.textContent")
    assert heading == "The mayor resigned on Monday."
    page.keyboard.press("j")
    page.wait_for_function("document.activeElement.textContent.startsWith('The port')")
    page.keyboard.press("Escape")
    assert page.locator(".r-open").count() == 0
    assert focused(page) == "c-port"
    page.keyboard.press("/")
    page.keyboard.type("mayor")
    assert shown(page) == ["c-mayor"]
    page.keyboard.press("Escape")
    assert focused(page) == "c-mayor"
    page.keyboard.press("?")
    assert page.get_by_role("region", name="Keys").is_visible()
    page.keyboard.press("?")
    assert focused(page) == "c-mayor"


def test_a_screen_reader_hears_a_grid_its_states_and_headings(page: Page, event: ClaimMap) -> None:
    stage(page, event)
    grid = page.get_by_role("grid", name="Claims by outlet")
    assert grid.get_attribute("aria-rowcount") == "4"
    assert grid.get_attribute("aria-colcount") == "4"
    heads = grid.get_by_role("columnheader").all_inner_texts()
    assert heads == ["Claim", "Daily Tide", "Harbour Post", "Union Voice"]
    first = grid.get_by_role("rowheader").first
    assert first.get_attribute("aria-expanded") == "false"
    first.click()
    page.wait_for_selector(".r-open section h4, .r-open .r-none")
    assert grid.get_by_role("rowheader").first.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("heading", name="Figures").is_visible()
    assert page.get_by_role("heading", name="Daily Tide").is_visible()
    said = page.locator("[role=status]").all_inner_texts()
    assert "Opened. 3 sentences in 3 outlets." in said


def test_a_claim_is_read_in_place_with_differences_and_ledgers(page: Page, event: ClaimMap) -> None:
    stage(page, event)
    page.locator(".r-row .r-claim").first.click()
    page.wait_for_selector(".r-figures")
    tide = page.locator(".r-quote[data-sentence='Daily Tide#0']")
    assert tide.locator("ins").first.inner_text().startswith("520")
    assert "instead of" in tide.locator("ins").first.inner_text()
    assert tide.locator(".r-soft").inner_text() == "The mayor did not resign on Monday."
    figures = page.locator(".r-figures tbody tr")
    assert figures.count() == 3
    assert "conflict" in page.locator(".r-relation").first.inner_text()


def test_hostile_text_is_text(page: Page, page_log: PageLog, wholly_poisoned_map: ClaimMap) -> None:
    stage(page, wholly_poisoned_map)
    page.locator(".r-row .r-claim").first.click()
    page.wait_for_selector(".r-open section h4, .r-open .r-none")
    inside = page.locator(".cf-reader")
    assert "<script>window.pwned = 1</script>" in inside.inner_text()
    assert inside.locator("script, img, svg, iframe, style, [onerror], [onload]").count() == 0
    assert page.evaluate("window.pwned") is None
    assert inside.locator("a").evaluate_all("all => all.every(a => /^https?:/.test(a.href))")
    assert page.evaluate(
        "[...document.querySelectorAll('.cf-reader a')].every(a => a.rel.includes('noopener'))"
    )
    assert page_log.requests == []
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0


def test_two_thousand_claims_are_drawn_as_far_as_they_are_seen(page: Page) -> None:
    reader = stage(page, large_map())
    assert len(reader.table) < 1_000_000
    assert page.evaluate(ROWS) < 40
    # However fast somebody scrolls or types, no frame has more rows than stand on the screen.
    assert len(scrolled := page.evaluate(SCROLL)) == FRAMES
    assert len(typed := page.evaluate(FILTER)) == len(WORD)
    assert max(scrolled + typed) < 40
    search = page.get_by_label("Search")
    search.fill("statement 1999")
    assert page.get_by_text("1 of 2,000 claims").is_visible()


@pytest.mark.soak
def test_two_thousand_claims_stay_smooth(page: Page) -> None:
    stage(page, large_map())
    # A frame at 60 a second has 17 ms; somebody who types notices 100 ms.
    assert busy(page, SCROLL) / FRAMES < 14
    assert busy(page, FILTER) / len(WORD) < 50


def busy(page: Page, script: str) -> float:
    """Milliseconds of processor time that the page's thread takes for a script and its drawing.

    Not the time on the clock: other programs of the machine have no say in it.
    """
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})

    def taken() -> float:
        metrics = client.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    before = taken()
    page.evaluate(script)
    return 1000 * (taken() - before)


FRAMES = 90
WORD = "statement 12"
ROWS = "() => document.querySelectorAll('.r-row').length"
# Two or three claims go by in each frame: a fast scroll. Gives the rows there were in each.
SCROLL = f"""() => new Promise((done) => {{
  const grid = document.querySelector(".r-grid");
  const rows = [];
  const step = () => {{
    rows.push(({ROWS})());
    grid.scrollTop += 200;
    requestAnimationFrame(rows.length < {FRAMES} ? step : () => done(rows));
  }};
  requestAnimationFrame(step);
}})"""
# A word is typed into the search, letter by letter, and the claims are drawn after each.
FILTER = f"""() => {{
  const search = document.querySelector(".r-search input");
  return [..."{WORD}"].map((_, n, all) => {{
    search.value = all.slice(0, n + 1).join("");
    search.dispatchEvent(new Event("input", {{ bubbles: true }}));
    document.querySelector(".r-body").getBoundingClientRect();
    return ({ROWS})();
  }});
}}"""
