"""The ledgers as they are drawn: words marked by more than colour, nothing unescaped."""

from __future__ import annotations

import pytest
from crossframe.presentation.certainty_view import certainty_view
from crossframe.presentation.ledger_view import draw_ledgers, ledgers_view
from ledger_world import make_map

ARTICLES = {
    "post": [
        "A span of the bridge fell on Tuesday.",
        "“The state failed the people on that bridge, and it will answer,” Ana Kos said.",
        "The company was never warned.",
    ],
    "tide": [
        "A part of the bridge may have fallen on Tuesday.",
        "“The state failed the people on that bridge,” said Ana Kos.",
        "The company was warned in May.",
    ],
    "echo": ["A span of the bridge fell on Tuesday."],
}
CLAIMS = {
    "c-span": ["post#0", "tide#0", "echo#0"],
    "c-warned": ["post#2", "tide#2"],
}


@pytest.fixture
def ledgers():
    return make_map(ARTICLES, CLAIMS)


def test_the_same_words_stand_once(ledgers):
    first = ledgers_view(ledgers, linked=False).claims[0]
    assert [one.outlets for one in first.versions] == [("post", "echo"), ("tide",)]
    assert first.finding == "2 say it flatly, 1 hedges it"
    assert "".join(run.text for run in first.versions[1].runs) == ARTICLES["tide"][0]


def test_marks_are_told_to_those_who_do_not_see_them(ledgers, read):
    page = read(draw_ledgers(ledgers).html)
    assert page.problems == []
    assert page.ids == []
    marks = [mark["class"] for mark in page.all("mark")]
    assert {"cf-own", "cf-changed", "cf-against"} <= set(marks)
    assert "part (medoid: span)" in page.text
    assert "left out: and it will answer (end)" in page.text
    assert "hedged : “ may ”" in page.text
    assert all("scope" in head for head in page.all("th"))


def test_contradictions_and_quotations(ledgers):
    view = ledgers_view(ledgers, linked=True)
    (pair,) = view.opposed
    assert [side.marked for side in pair.sides] == ["never warned", "warned"]
    (utterance,) = view.utterances
    assert utterance.speaker == "Ana Kos"
    assert [(one.outlets, one.relation) for one in utterance.renderings] == [
        (("post",), "whole"),
        (("tide",), "trimmed"),
    ]
    assert pair.sides[0].anchor == "s-post_23_2"
    assert view.claims == ()  # the page that holds the claims shows there how they are worded


def test_limits_are_told(ledgers, read):
    page = read(draw_ledgers(ledgers, limit=1).html)
    assert "1 more claim in the run’s tables" in page.text
    assert ledgers_view(ledgers, linked=False, limit=1).n_claims_left == 1


def test_nothing_to_show(make_map, read):
    page = read(draw_ledgers(make_map([])).html)
    assert page.problems == []
    assert page.text.count("No ") >= 3


def test_hostile_texts_are_text(poisoned_map, read):
    page = read(draw_ledgers(poisoned_map).html)
    assert page.problems == []
    assert not any(tag in {"script", "img", "iframe"} for tag, _ in page.elements)


@pytest.mark.parametrize("width", [360, 1280])
def test_it_never_scrolls_sideways(page, page_log, ledgers, tmp_path, width):
    path = tmp_path / "ledgers.html"
    path.write_text(
        f"<!doctype html><meta charset=utf-8><body>{draw_ledgers(ledgers).html}", "utf-8"
    )
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    assert page_log.errors == page_log.requests == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_report_lists_claims_of_which_outlets_are_not_equally_sure():
    claim_map = make_map(
        {
            "Gazette": ["The bridge fell into the harbour on Monday."],
            "Post": ["The bridge fell into the harbour on Monday, police said."],
            "Tide": ["The bridge may have fallen into the harbour on Monday."],
        },
        {"c-1": ["Gazette#0", "Post#0", "Tide#0"]},
    )
    [found] = certainty_view(claim_map).claims
    assert {state: [one.outlet for one in outlets] for state, outlets in found.states} == {
        "flat": ["Gazette"],
        "attributed": ["Post"],
        "hedged": ["Tide"],
    }
    evidence = {one.outlet: one.evidence for _, outlets in found.states for one in outlets}
    assert evidence == {"Gazette": "", "Post": "police said", "Tide": "may"}
    assert all(one.anchor for _, outlets in found.states for one in outlets)
    assert certainty_view(claim_map, 0).left == "1 more claim"


def test_the_report_names_who_says_it_flatly_here_and_not_there():
    fell = "The bridge fell into the harbour on Monday."
    said = "The bridge fell into the harbour on Monday, police said."
    claim_map = make_map(
        {"Gazette": [fell], "Post": [said], "Tide": [fell, said]},
        {"c-1": ["Gazette#0", "Post#0", "Tide#0", "Tide#1"]},
    )
    [found] = certainty_view(claim_map).claims
    states = {state: [one.outlet for one in outlets] for state, outlets in found.states}
    assert states["flat here and not there"] == ["Tide"]
