"""The report is one well-formed page that asks for nothing and leads everywhere it says."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from crossframe.comparison import group_outlets, overview
from crossframe.presentation import (
    RunNote,
    claim_view,
    coverage_view,
    find_note,
    render_report,
    write_report,
)
from crossframe.presentation.untrusted import LONGEST
from large_world import large_map


@pytest.fixture
def html(claim_map):
    return render_report(claim_map, RunNote("r-2024", "2024-05-06T07:08:00+00:00"))


@pytest.fixture
def page(html, read):
    return read(html)


def test_elements_are_balanced_and_ids_unique(page):
    assert page.problems == []
    assert sorted(set(page.ids)) == sorted(page.ids)
    assert all(re.fullmatch(r"[A-Za-z][\w-]*", one) for one in page.ids)


def test_every_internal_link_has_a_target(page):
    targets = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}
    assert {"part-claims", "c-c-river", "s-wire-1_23_0"} <= targets
    assert targets <= set(page.ids)


def test_nothing_is_fetched(html, page):
    for tag, attributes in page.elements:
        assert not {"src", "srcset", "data", "poster", "action", "ping"} & set(attributes), tag
        if "href" in attributes:
            assert tag == "a"
            assert re.match(r"#|https://[a-z0-9-]+\.example/", attributes["href"])
    assert not {"link", "img", "base", "form", "iframe", "object"} & {t for t, _ in page.elements}
    assert "url(" not in html
    assert "@import" not in html


def test_links_to_articles_tell_nobody(page):
    for link in page.all("a"):
        if link["href"].startswith("http"):
            assert set(link["rel"].split()) == {"noopener", "noreferrer", "nofollow"}


def test_policy_allows_its_own_style_and_script_alone(html, page):
    policy = next(
        m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        body = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(body) == 1
        digest = base64.b64encode(sha256(body[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not any("style" in attributes for _, attributes in page.elements)
    assert not any(name.startswith("on") for _, found in page.elements for name in found)


def test_headings_are_in_order(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_scopes(page):
    tags = [tag for tag, _ in page.elements]
    assert tags.count("caption") == tags.count("table") >= 3
    assert all(head.get("scope") in {"col", "row", "rowgroup"} for head in page.all("th"))


def test_the_head_counts(page, claim_map):
    assert "How 3 outlets told River flood" in page.text
    assert (
        "6 articles by 3 outlets , from 1 to 5 May 2024, of 6 independent origins , make "
        in page.text
    )
    assert "10 statements ; 9 were compared and share 2 claims ." in page.text
    assert "3 statements (33 % of those compared, 95 % interval 12 to 65 %)" in page.text
    assert "Demonstration text These 6 articles were written to show crossframe." in page.text
    assert "Limits of this comparison" in page.text
    assert all(limit in page.text for limit in overview(claim_map).limits)


def test_a_page_without_demonstration_text_does_not_say_so(claim_map, read):
    from dataclasses import replace

    articles = tuple(replace(article, provenance={}) for article in claim_map.articles)
    assert "Demonstration" not in read(render_report(replace(claim_map, articles=articles))).text


def test_groups_of_outlets_are_named_on_the_first_screen(claim_map, read):
    first = claim_map.outlets[0]
    page = read(render_report(group_outlets(claim_map, {first: {"country": "Veldria"}}, "country")))
    assert "How 3 outlets told River flood" in page.text
    assert "6 articles by 3 outlets in 2 groups by country" in page.text
    assert "Compared by country" in page.text
    assert f"Veldria : {first}" in page.text


def test_a_page_that_compares_groups_calls_them_groups(claim_map, read):
    first, *others = claim_map.outlets
    labels = {first: {"bank": "north"}, **{other: {"bank": "south"} for other in others}}
    grouped = group_outlets(claim_map, labels, "bank")
    text = read(render_report(grouped)).text
    assert "Which group carries which claim" in text
    assert "of 2 compared groups" in text
    assert "Where this page speaks of an outlet" not in text
    # What is left speaks of the outlets themselves.
    kept = ("How 3 outlets told", "by 3 outlets in 2 groups", "3 outlets in 2 groups by bank")
    for words in (*kept, "No outlet published them", "older version of"):
        text = text.replace(words, "")
    assert re.findall(r".{0,40}outlet.{0,40}", text, re.IGNORECASE) == []
    assert "Which outlet carries which claim" in read(render_report(claim_map)).text


def test_cells_say_in_text_what_they_mean(html):
    river = html[html.index('<table class="cf-matrix">') :]
    river = river[river.index("c-c-river") : river.index("</tr>", river.index("c-c-river"))]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", river)
    # Outlets and origins, then El Eco, News Wire and The Post (compared, by name), then Far Mail.
    assert cells[:2] == ["2", "2"]
    assert (cells[2], cells[5]) == ("cut", "no article")
    assert [re.findall(r'href="#(.*?)"', cell) for cell in cells[3:5]] == [
        ["s-wire-1_23_0"],
        ["s-post-1_23_0"],
    ]


def test_every_statement_stands_in_the_page_once(claim_map, page):
    for placement in claim_map.placements:
        if placement.status in {"claim", "unmatched"}:
            assert page.ids.count("s-" + placement.sentence_id.replace("#", "_23_")) == 1


def test_texts_of_other_languages_are_marked(page):
    assert {link["lang"] for link in page.all("a") if "lang" in link} == {"es"}


def test_the_run_is_named(page, claim_map, read):
    assert "Run r-2024" in page.text
    assert "Made 6 May 2024, 07:08 (UTC)" in page.text
    assert "Run r-2024" not in read(render_report(claim_map)).text


def test_what_failed_is_said_on_the_first_screen(claim_map, read):
    note = RunNote("r", "2024-05-06", (("05_sources", "kernel died: <b>killed</b>"),))
    page = read(render_report(claim_map, note))
    at = page.text.index("1 part of this run failed.")
    assert at < page.text.index("What was compared")
    assert "05_sources : kernel died: <b>killed</b>" in page.text
    assert "of this run failed" not in read(render_report(claim_map)).text


def test_a_run_tells_what_has_failed_so_far(tmp_path):
    assert find_note(tmp_path) is None
    states = {"00_corpus": {"error": None}, "01_claims": {"error": "cell 3: no disk space"}}
    run = {"run_id": "r", "created_at": "2024-05-06", "notebooks": states}
    (tmp_path / "run.json").write_text(json.dumps(run), encoding="utf-8")
    assert find_note(tmp_path).failed == (("01_claims", "cell 3: no disk space"),)


def test_provenance_is_complete(page):
    for value in (
        "a1" * 32,
        "c0" * 32,
        "f0" * 32,
        "tiny",
        "0.4",
        "tiny judge",
        "numpy 2.4.6",
        f"{1:064x}",
    ):
        assert value in page.text


def test_nothing_judges(html):
    assert "bias" not in html.lower()


def test_the_map_is_described(page):
    assert "Map of 9 sentences on River flood. 6 sentences in claims" in page.text
    assert all(link["tabindex"] == "-1" for link in page.all("a") if "tabindex" in link)


def test_the_same_map_gives_the_same_bytes(claim_map, tmp_path):
    first = write_report(claim_map, tmp_path / "deep" / "report.html")
    second = write_report(claim_map, tmp_path / "report.html")
    assert isinstance(first, Path)
    assert first.read_bytes() == second.read_bytes() == render_report(claim_map).encode()
    assert [found.name for found in (tmp_path / "deep").iterdir()] == ["report.html"]


def test_ticks_of_hundreds_of_claims_are_drawn_to_the_end(read):
    page = read(render_report(large_map(n_claims=400, n_outlets=3)))
    ticks = [path["d"] for path in page.all("path") if path.get("class") == "cf-tall"]
    assert len(ticks) == 3
    assert all(len(path) > LONGEST for path in ticks)
    assert all(re.fullmatch(r"(M\d+ 0h\.72v10h-\.72z)+", path) for path in ticks)


def test_a_matrix_too_large_for_a_page_ends_and_says_so(read, monkeypatch):
    event = large_map(n_claims=30, n_outlets=3)
    whole = read(render_report(event))
    monkeypatch.setattr(coverage_view, "_CELLS", 30)
    monkeypatch.setattr(coverage_view, "_FEWEST_ROWS", 1)
    page = read(render_report(replace(event, event_id="larger")))
    said = "The 10 most widely carried claims stand here; below stand all 27, each with"
    assert (said in whole.text, said in page.text) == (False, True)
    assert "The matrix names the first 10." in page.text
    assert len([one for one in page.elements if "cf-claim" in one[1].get("class", "")]) == 30


def test_of_many_silent_outlets_the_number_is_told(read, monkeypatch):
    event = large_map(n_claims=12, n_outlets=12)
    monkeypatch.setattr(claim_view, "_NAMED", 6)
    told = read(render_report(event)).text
    assert re.search(r"(Silent|Older articles only): the other \d+ compared outlets", told)
    for one in claim_view.claim_views(event, linked=True):
        named = [outlet for _, outlets, _ in one.without for outlet in outlets]
        assert len(named) + sum(n for *_, n in one.without) + one.n_outlets == one.n_compared


def test_a_report_that_cannot_be_written_leaves_nothing_beside_it(claim_map, tmp_path):
    path = tmp_path / "report.html"
    path.mkdir()
    with pytest.raises(OSError, match=r"report\.html"):
        write_report(claim_map, path)
    assert [at.name for at in tmp_path.iterdir()] == ["report.html"]
