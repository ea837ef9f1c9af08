"""Fragments are pieces of the report that stand alone in a notebook."""

from __future__ import annotations

import re

import pytest
from crossframe.presentation import (
    draw_contrasts,
    draw_coverage,
    draw_days,
    draw_expected,
    draw_ledgers,
    draw_map,
    draw_namings,
    draw_numbers,
    draw_overlap,
    draw_side_by_side,
    draw_sources,
    draw_stability,
    draw_timeline,
    draw_wording,
    render_report,
    show_overview,
    show_report,
)
from told_world import labelled_map
from written_claims import nouns, random_claims, written_map

DRAWN = [
    show_overview,
    draw_contrasts,
    draw_coverage,
    draw_days,
    draw_expected,
    draw_ledgers,
    draw_map,
    draw_namings,
    draw_numbers,
    draw_overlap,
    draw_side_by_side,
    draw_sources,
    draw_stability,
    draw_timeline,
    draw_wording,
]


FIGURE = re.compile(r"<figure.*?</figure>", re.DOTALL)


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_figure_has_a_caption_an_alternative_and_what_stands_behind_it(claim_map):
    told = labelled_map("frontline-drones")
    pages = [draw(told).html for draw in DRAWN if draw is not draw_wording]
    worded = written_map(random_claims(1, planted=0.6), nouns)
    pages += [draw_map(claim_map).html, draw_wording(worded).html]
    figures = [one for page in pages for one in FIGURE.findall(page)]
    kinds = {re.search(r'class="([\w-]+)', one)[1] for one in figures}
    assert kinds == {"cf-heat", "cf-map", "cf-sources", "cf-time", "cf-wording"}
    figures += [one for one in FIGURE.findall(render_report(told)) if 'class="cf-glance"' in one]
    assert len(figures) > len(kinds)
    for one in figures:
        caption = re.search(r"<(figcaption|caption)[^>]*>(.*?)</\1>", one, re.DOTALL)
        assert len(text_of(caption[2])) > 40, one[:200]
        said = re.findall(r'<svg[^>]*role="img"[^>]*aria-label="([^"]+)"', one)
        said += re.findall(r'<p class="cf-vh">(.*?)</p>', one)
        if said:
            assert all(len(text) > 40 for text in said)
            assert "<table" in one
            continue
        # A drawing a row: the figures that it shows stand in words beside each.
        drawings = re.split(r'<svg (?![^>]*cf-scale)[^>]*aria-hidden="true"', one)[1:]
        assert drawings, one[:200]
        if 'class="cf-glance"' in one:  # there before the drawing, in the same row
            drawings = ["</svg>" + row.partition("<svg")[0] for row in one.split("<tr>")[2:]]
        for drawing in drawings:
            assert re.search(r"\d", text_of(drawing.partition("</svg>")[2][:600])), drawing


@pytest.mark.parametrize("draw", DRAWN)
def test_a_fragment_brings_the_look_of_what_it_marks(claim_map, draw):
    html = draw(claim_map).html
    style = html.partition("</style>")[0]
    marks = set(re.findall(r'<mark class="([\w-]+)"', html))
    assert {name for name in marks if f"mark.{name}" not in style} == set()


def without_style(html):
    return re.sub(r"<style>.*?</style>", "", html)


@pytest.mark.parametrize("draw", DRAWN)
def test_a_fragment_stands_alone(claim_map, draw, read):
    shown = draw(claim_map)
    page = read(shown._repr_html_())
    assert page.problems == []
    assert page.ids == []  # two fragments of one notebook cannot clash
    assert not any(link["href"].startswith("#") for link in page.all("a"))
    assert page.elements[0] == ("div", {"class": "crossframe cf-fragment"})
    assert repr(shown).startswith("<Shown: ")


def test_its_styles_reach_nothing_else(claim_map):
    style = re.search(r"<style>(.*?)</style>", draw_map(claim_map).html)[1]
    flat = re.sub(r"@media[^{]*\{((?:[^{}]*\{[^}]*\})*)\}", r"\1", style)
    for selectors in re.findall(r"([^{}]+)\{", flat):
        for selector in selectors.split(","):
            assert re.search(r"\.(crossframe|cf-)", selector), selector


def test_jupyterlabs_theme_decides_over_the_systems(claim_map):
    style = show_overview(claim_map).html
    assert '[data-jp-theme-light="false"] .crossframe{--cf-ground:#15171a' in style
    assert '[data-jp-theme-light="true"] .crossframe{--cf-ground:#fdfcf9' in style


def test_pieces_are_those_of_the_report(claim_map):
    report = render_report(claim_map)
    assert draw_coverage(claim_map).html.count(">silent<") == report.count(">silent<")
    for sentence in ("The river rose by two metres.", "Sheep were drowned, a farmer said."):
        assert sentence in report


def test_limits_are_told(claim_map, read):
    assert "1 of 2 claims shown" in read(draw_side_by_side(claim_map, limit=1).html).text
    assert "the 1 most widely carried of 2" in read(draw_coverage(claim_map, limit=1).html).text


def test_cells_show_their_sentence(claim_map, read):
    marks = [
        mark["title"] for mark in read(draw_coverage(claim_map).html).all("span") if "title" in mark
    ]
    assert any(mark.endswith("The river rose two metres overnight.") for mark in marks)


def test_overview_golden(claim_map):
    golden = """
<p class="cf-title" dir="auto">How 3 outlets told River flood</p>
<p class="cf-summary">6 articles by 3 outlets, published from 1 to 5 May 2024, make 10 statements; \
9 were compared. They share 2 claims, each carried by at least two articles. \
One of the most widely carried, in 2 of 3 compared outlets, is
<q><bdi>The river rose by two metres.</bdi></q>  \
3 of the 9 statements compared (33 %, 95 % interval 12 to 65 %) are found in no other article.</p>
"""
    found = without_style(show_overview(claim_map).html).split("<aside")[0]
    assert golden in found.replace("\u202f", " ")


def test_the_framed_report_runs_no_script(claim_map, read):
    frame = read(show_report(claim_map).html).all("iframe")[0]
    assert frame["title"] == "Report: How 3 outlets told River flood"
    assert "<script" not in frame["srcdoc"]
    assert "script-src" not in frame["srcdoc"]
    whole = re.sub(r"<script>.*</script>", "", render_report(claim_map), flags=re.DOTALL)
    assert frame["srcdoc"] == re.sub(r"script-src \S+ ", "", whole), "nothing else"
