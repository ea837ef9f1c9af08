"""The matrix says why a cell is empty, in signs and in words; every piece stands alone."""

from dataclasses import replace

import pytest
from crossframe.presentation.coverage_view import REASONS, coverage_view, draw_coverage
from crossframe.presentation.overlap_view import draw_overlap, overlap_view
from crossframe.presentation.usual_view import draw_expected, usual_views
from crossframe.records import Exclusion, Headline, NearMiss
from told_world import Told, labelled_map, told_map

FALL = "A span of the old bridge fell into the river before dawn."
FILL = "The weather had been dry and calm in the whole valley for three weeks."
TIEMPO = "El tiempo era bueno y tranquilo en todo el valle desde hace tres semanas."


@pytest.fixture(scope="module")
def told():
    return told_map(
        [
            Told("wire-1", "Wire", "2024-05-02T09:00Z", [(FILL, ""), (FALL, "c")]),
            Told("post-1", "Post", "2024-05-02T10:00Z", [(FALL, "c"), (FILL, "")]),
            Told("old-1", "Old", "2024-05-01", [(FILL, ""), (FILL, "")]),
            Told("cut-1", "Cut", "2024-05-03", [(FILL, ""), (f"{FALL[:-1]} and the", "")]),
            Told("near-1", "Near", "2024-05-03", [(FILL, ""), ("Something fell, they say.", "")]),
            Told("mute-1", "Mute", None, [(FILL, ""), (FILL, "")]),
            Told("fr-1", "Loin", "2024-05-03", [(FILL, "")], "fr"),
            Told("es-1", "Lejos", "2024-05-03", [(TIEMPO, ""), (TIEMPO, "")], "es"),
        ],
        near=[NearMiss("c", "near-1#1", 0.72)],
        exclusions=[Exclusion("x.jsonl", 3, "has no text", outlet="Lost")],
    )


@pytest.fixture(scope="module")
def bridge():
    return labelled_map("harbour-bridge")


def test_every_empty_cell_says_why_without_colour(told, read) -> None:
    page = read(draw_coverage(told).html)
    signs = [span for span in page.all("span") if "cf-sign" in span.get("class", "")]
    titles = [span["title"] for span in signs if "title" in span]
    said = {title.split(": ")[0]: title for title in titles}
    assert said["Old"].endswith("its last article is of 2024-05-01, in a zone unknown")
    assert said["Near"] == (
        "Near: near miss: a sentence may say it or tell of another matter, read it: 0.72: "
        "Something fell, they say."
    )
    assert "was cut, or seems to be: ends in mid-sentence" in said["Cut"]
    assert said["Lost"].endswith("excluded: has no text")
    assert said["Mute"].startswith("Mute: silent")
    assert "language" in said["Loin"]
    assert said["Lejos"].startswith("Lejos: in another language than the claim")
    for sign, meaning in REASONS.values():
        assert sign in page.texts
        assert meaning in page.text
    words = {
        "silent",
        "near miss",
        "cut",
        "earlier",
        "not compared",
        "no article",
        "other language",
    }
    assert words <= {text.strip() for text in page.texts}


def test_a_sentence_that_comes_near_stands_beside_an_earlier_reason(told, read) -> None:
    near = [NearMiss("c", "cut-1#0", 0.9), NearMiss("c", "old-1#0", 0.9)]
    view = coverage_view(replace(told, near_misses=tuple(near)), linked=True)
    cells = dict(zip(view.columns, view.groups[0][1][0].cells, strict=True))
    assert (cells["Cut"].reason, cells["Cut"].sign) == ("cut", "…≈")
    assert (cells["Old"].reason, cells["Old"].sign) == ("earlier", "←≈")
    assert cells["Cut"].anchor == "s-cut-1_23_1"
    assert REASONS["near_miss"] in view.reasons
    drawn = read(draw_coverage(replace(told, near_misses=tuple(near))).html)
    titles = [span["title"] for span in drawn.all("span") if "title" in span]
    assert any(f"read it: 0.90: {FILL}" in title for title in titles)


def test_cells_show_count_place_and_sentence(told, read) -> None:
    articles = tuple(replace(one, title="Old bridge falls into river") for one in told.articles)
    headed = replace(told, articles=articles, headlines=(Headline("post-1", "c", 0.9),))
    page = read(draw_coverage(headed).html)
    marks = [
        span["title"] for span in page.all("span") if "title" in span and FALL in span["title"]
    ]
    lead = "in the lead: the first paragraph or the first two statements"
    reads = "the headline reads “Old bridge falls into river”"
    assert marks == [
        f"Post; 1 sentence; first 2 May 2024, 10:00 (UTC); in a headline: {reads}: {FALL}",
        f"Wire; 1 sentence; first 2 May 2024, 09:00 (UTC); {lead}: {FALL}",
    ]


def test_outlets_that_were_only_named_are_listed(told, read) -> None:
    shown = draw_coverage(told, known=["Wire", "Ghost Times"])
    assert "Named by you, without an article here: Ghost Times" in read(shown.html).text
    assert "Ghost" not in draw_coverage(told).html


def test_it_may_be_cut_and_says_so(bridge, read) -> None:
    view = coverage_view(bridge, linked=False, limit=5)
    assert (view.n_shown, view.n_claims) == (5, sum(row.n_outlets > 1 for row in _all(bridge)))
    assert "the 5 most widely carried of" in read(draw_coverage(bridge, limit=5).html).text


def _all(told):
    return [row for _, rows in coverage_view(told, linked=False).groups for row in rows]


def test_origins_stand_beside_outlets(bridge) -> None:
    rows = {row.text: row for row in _all(bridge)}
    assert all(row.n_origins <= row.n_outlets for row in rows.values())
    assert any(row.origins == "8 outlets, 6 origins" for row in rows.values())


def test_links_lead_to_claims_and_sentences(told) -> None:
    view = coverage_view(told, linked=True)
    row = view.groups[0][1][0]
    assert row.claim.anchor == "c-c"
    assert {cell.anchor for cell in row.cells} == {
        "s-wire-1_23_1",
        "s-post-1_23_0",
        "s-near-1_23_1",
        "",
    }


@pytest.mark.parametrize("draw", [draw_coverage, draw_expected, draw_overlap])
def test_pieces_stand_alone(draw, bridge, read) -> None:
    page = read(draw(bridge).html)
    assert page.problems == []
    assert page.ids == []
    assert not any(link["href"].startswith("#") for link in page.all("a"))
    assert not any("style" in attrs for _, attrs in page.elements)


@pytest.mark.parametrize("draw", [draw_coverage, draw_expected, draw_overlap])
def test_too_little_is_said(draw, read) -> None:
    for articles in ([], [Told("a", "A", None, [(FALL, "")])]):
        page = read(draw(told_map(articles)).html)
        assert page.problems == []
    few = told_map([Told(f"{o}1", o, None, [(FALL, "c")]) for o in "AB"])
    assert "too little" in read(draw_overlap(few).html).text
    assert "too little" in read(draw_expected(few).html).text


@pytest.mark.parametrize("draw", [draw_coverage, draw_expected, draw_overlap])
def test_hostile_texts_stay_text(draw, poisoned_map, read) -> None:
    page = read(draw(poisoned_map).html)
    assert page.problems == []
    assert not page.all("script")
    assert not page.all("img")
    assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)


def test_bars_lie_within_their_track(bridge) -> None:
    for view in usual_views(bridge):
        assert 0 <= view.low <= view.expected <= view.high <= 100
        assert 0 <= view.at <= 100


def test_the_heat_map_has_a_square_for_each_pair(bridge) -> None:
    view = overlap_view(bridge)
    assert len(view.pairs) == 66
    for pair in view.pairs:
        assert pair.x + view.size <= view.width
        assert pair.y + view.size <= view.height
        assert 0 <= pair.strength <= 0.4
    marks = overlap_view(labelled_map("frontline-drones"))
    assert "Granitny Golos and The Southmere Chronicle: more" in marks.description
    assert sorted(pair.sign for pair in marks.pairs if pair.sign) == ["▲", "▲", "▼"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways(page, page_log, bridge, tmp_path, width, scheme) -> None:
    head = "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    body = "".join(draw(bridge).html for draw in (draw_coverage, draw_expected, draw_overlap))
    path = tmp_path / "v.html"
    path.write_text(head + body, encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page_log.requests == page_log.errors == []
    cells = page.evaluate(
        "[...document.querySelectorAll('.cf-matrix .cf-mark')].map(e => e.getBoundingClientRect())"
        ".filter(r => r.height > 34).length"
    )
    assert cells == 0  # a number and its place stand on one line


def test_a_variant_stands_beneath_its_wider_claim_and_alone_where_that_is_of_another_kind() -> None:
    outlets = ["Wire", "Post", "Tide", "Echo", "Mute"]
    claims = ["wide half", "wide half few", "wide", "wide", "half few"]
    told = told_map(
        Told(f"{outlet}-1", outlet, None, [(f"{outlet} said so.", own), (f"{outlet}: {FILL}", "")])
        for outlet, own in zip(outlets, claims, strict=True)
    )
    rows = {
        told.claims[row.claim.number - 1].claim_id: row
        for _, group in coverage_view(told, linked=True).groups
        for row in group
    }
    assert list(rows) == ["wide", "half", "few"]
    assert {name: row.kind for name, row in rows.items()}["few"] == "minority"
    assert [row.claim.variant_of for row in rows.values()] == [0, 1, 1]
    assert [row.is_beneath for row in rows.values()] == [False, True, False]
