"""The report as people read it, from disk, in a real browser that reaches nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from crossframe.presentation import render_report, write_report
from told_world import labelled_map

pytestmark = pytest.mark.browser

# Ten outlets, forty articles, a thousand sentences: what a page may weigh.
BUDGET = 1_500_000
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def drones(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    return write_report(labelled_map("frontline-drones"), path).as_uri()


@pytest.fixture
def offline(page):
    page.context.set_offline(True)
    return page


def shown(page, query):
    return page.locator(query).filter(visible=True).count()


@pytest.mark.parametrize(
    ("event", "scheme", "width"),
    [("small", "light", 1280), ("small", "dark", 1280), ("drones", "dark", 360)],
)
def test_axe_finds_nothing_serious(offline, claim_map, drones, tmp_path, event, scheme, width):
    offline.set_viewport_size({"width": width, "height": 800})
    offline.emulate_media(color_scheme=scheme)
    small = write_report(claim_map, tmp_path / "report.html").as_uri()
    offline.goto(small if event == "small" else drones)
    offline.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(offline, options={"runOnly": {"type": "tag", "values": LEVELS}})
    assert len(found.response["passes"]) > 20
    assert [
        (one["id"], one["nodes"][0]["html"])
        for one in found.response["violations"]
        if one["impact"] in {"serious", "critical"}
    ] == []


def test_filters_narrow_matrix_claims_and_sentences(offline, page_log, drones):
    offline.goto(drones)
    n_rows = shown(offline, ".cf-matrix tbody tr:not(.cf-group)")
    n_claims = shown(offline, ".cf-claim")
    words = offline.get_by_label("Words")
    outlet, kind = offline.locator(".cf-find select").all()
    words.fill("KRASNOARMEYSK")
    few = shown(offline, ".cf-claim")
    assert 0 < few < n_claims
    assert shown(offline, ".cf-matrix tbody tr:not(.cf-group)") == few
    assert all(
        "Krasnoarmeysk" in text
        for text in offline.locator(".cf-claim:not([hidden])").all_text_contents()
    )
    assert offline.get_by_role("status").text_content().startswith(f"{few} of ")
    words.press("Escape")
    assert shown(offline, ".cf-claim") == n_claims
    outlet.select_option("Tidewell Ledger")
    carried = offline.locator(".cf-claim:not([hidden])").all_text_contents()
    assert 0 < len(carried) < n_claims
    assert shown(offline, ".cf-lone") == 1
    kind.select_option("shared")
    assert shown(offline, ".cf-claim") < len(carried)
    assert shown(offline, ".cf-lone") == 0
    offline.get_by_role("button", name="Show all").click()
    assert shown(offline, ".cf-matrix tbody tr:not(.cf-group)") == n_rows
    assert page_log.errors == page_log.requests == []


def test_a_figure_leads_to_its_sentence(offline, drones):
    offline.goto(drones)
    cell = offline.locator(".cf-matrix td > a").first
    place = cell.get_attribute("href")
    cell.click()
    sentence = offline.locator(place)
    assert sentence.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight }"
    )
    article = sentence.locator("small a").first
    article.click()
    assert offline.locator(article.get_attribute("href")).filter(visible=True).count() == 1


def test_a_link_shows_what_a_filter_hides(offline, drones):
    offline.goto(drones)
    offline.get_by_label("Words").fill("zzzz")
    assert shown(offline, ".cf-claim") == 0
    offline.locator(".cf-lede a:has(.cf-quote)").first.press("Enter")
    place = offline.evaluate("location.hash")
    assert offline.locator(place).filter(visible=True).count() == 1


def test_without_scripts_the_page_is_whole(browser, drones):
    with browser.new_context(java_script_enabled=False) as context:
        context.set_default_timeout(180_000)
        page = context.new_page()
        page.goto(drones)
        assert page.locator(".cf-find").is_hidden()
        assert shown(page, ".cf-claim") == page.locator(".cf-claim").count() > 10
        assert page.locator(".cf-matrix").is_visible()


def test_the_policy_stops_what_is_slipped_in(offline, drones):
    offline.goto(drones)
    stopped = offline.evaluate(
        """async () => {
          const seen = [];
          document.addEventListener("securitypolicyviolation",
            (one) => seen.push(one.violatedDirective));
          document.body.insertAdjacentHTML("beforeend",
            "<img src='x.png' onerror='window.pwned=1'><style>body{display:none}</style>");
          await fetch("report.html").catch(() => {});
          await new Promise((done) => setTimeout(done, 200));
          return seen;
        }"""
    )
    assert {"img-src", "style-src-elem", "connect-src"} <= set(stopped)
    assert offline.evaluate("window.pwned") is None
    assert offline.locator("h1").is_visible()


def test_it_reflows_on_the_narrowest_screen(offline, drones):
    offline.set_viewport_size({"width": 320, "height": 640})
    offline.goto(drones)
    offline.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert offline.evaluate("document.documentElement.scrollWidth") <= 320


def test_names_of_outlets_stay_in_sight_below_the_fields_to_find_by(offline, drones):
    offline.set_viewport_size({"width": 1280, "height": 900})
    offline.goto(drones)
    offline.locator(".cf-matrix tbody tr").nth(9).evaluate("row => row.scrollIntoView()")
    fields, heads = offline.locator(".cf-find"), offline.locator(".cf-matrix thead th").first
    below, above = fields.bounding_box(), heads.bounding_box()
    assert below["y"] == 0
    assert 0 < above["y"] <= below["height"]
    names = offline.locator(".cf-matrix thead th > span").all()
    assert min(name.bounding_box()["y"] for name in names) >= below["height"]


def test_paper_has_pages_titles_and_claims_but_not_what_is_a_link_away(offline, drones):
    offline.goto(drones)
    printed = offline.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    # With claims in columns, not in a grid, 46: a third of many pages stayed empty.
    assert 20 < len(re.findall(rb"/Type /Page\b", printed)) < 44
    for title in ("Claims side by side", "What this page cannot say"):
        assert title.encode() in printed or title.encode("utf-16-be") in printed
    offline.emulate_media(media="print")
    assert offline.locator(".cf-find").is_hidden()
    assert shown(offline, "details.cf-claim dd") == offline.locator("details.cf-claim dd").count()
    assert offline.locator(".cf-evidence > ol").count() > 0
    assert shown(offline, ".cf-evidence > ol") == 0
    running = offline.evaluate(
        "document.querySelector('style').textContent.match(/@top-left{content:[^}]*}/g).at(-1)"
    )
    assert running == '@top-left{content:"How 8 outlets told Frontline drones"}'


def test_words_of_other_scripts_run_their_own_way(offline, claim_map, tmp_path):
    articles = tuple(
        replace(a, language="fa" if a.article_id == "post-1" else a.language)
        for a in claim_map.articles
    )
    page = replace(claim_map, articles=articles)
    offline.goto(write_report(page, tmp_path / "report.html").as_uri())
    sentence = offline.locator("#s-post-1_23_0 p")
    assert (sentence.get_attribute("lang"), sentence.get_attribute("dir")) == ("fa", "rtl")
    assert "in Persian (fa)" in offline.locator("#s-post-1_23_0 small").text_content()
    assert offline.locator("#s-wire-1_23_0 p").get_attribute("lang") == "en"
    # The Spanish article was not compared: it is shown all the same, and marked.
    assert "in Spanish (es)" in offline.locator("#s-eco-1_23_0").text_content()


def merged():
    """Both demonstration events as one of ten outlets: 54 articles, 944 sentences, 140 claims."""
    one, two = labelled_map("harbour-bridge"), labelled_map("frontline-drones")
    names = [f"The Daily Outlet of {place}" for place in "ABCDEFGHIJ"]
    articles = tuple(
        replace(a, outlet=names[n % 10]) for n, a in enumerate(one.articles + two.articles)
    )
    return replace(
        one,
        articles=articles,
        sentences=one.sentences + two.sentences,
        placements=one.placements + two.placements,
        parses=one.parses + two.parses,
        claims=one.claims + two.claims,
        near_misses=one.near_misses + two.near_misses,
    )


def weight(event):
    return len(render_report(event).encode()) / len(event.sentences) * 1_000


def test_a_thousand_sentences_keep_the_budget():
    assert weight(labelled_map("harbour-bridge")) < BUDGET


@pytest.mark.soak
def test_a_large_event_keeps_the_budget():
    assert weight(merged()) < BUDGET


@pytest.mark.soak
def test_a_large_event_is_painted_within_a_second(offline, tmp_path):
    address = write_report(merged(), tmp_path / "report.html").as_uri()
    offline.context.new_cdp_session(offline).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    offline.goto(address)
    paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    assert offline.evaluate(paint) < 1_000


def test_a_word_of_ten_megabytes_is_told_not_shown(offline, claim_map, tmp_path):
    word = "w" * 10_000_000
    first, *others = claim_map.articles
    long = replace(
        first, title=word, outlet=f"{first.outlet} {word}", url=f"https://x.example/{word}"
    )
    path = write_report(replace(claim_map, articles=(long, *others)), tmp_path / "report.html")
    assert path.stat().st_size < BUDGET / 4
    offline.set_viewport_size({"width": 360, "height": 800})
    offline.goto(path.as_uri())
    assert offline.get_by_text("[10,000,000 characters, of which 600 are shown]").count() > 0
    assert offline.evaluate("document.documentElement.scrollWidth") <= 360
