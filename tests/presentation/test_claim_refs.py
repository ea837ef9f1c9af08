"""Names of claims: told apart where one sentence heads several."""

from __future__ import annotations

from dataclasses import replace

import pytest
from crossframe.presentation import render_report, render_report_text
from crossframe.presentation.claim_refs import claim_refs
from crossframe.records import ClaimMap
from told_world import Told, told_map

BOTH = "Four people died and twelve were hurt."


@pytest.fixture
def twice() -> ClaimMap:
    """One sentence that says two things, and heads the claim of each."""
    found = told_map(
        [
            Told("post-1", "Post", "2024-05-01", [(BOTH, "dead hurt")]),
            Told("tide-1", "Tide", "2024-05-01", [("Four are dead.", "dead")]),
            Told("mail-1", "Mail", "2024-05-01", [("<b>A dozen</b> were hurt.", "hurt")], "fa"),
        ]
    )
    headed = tuple(replace(claim, medoid_id="post-1#0") for claim in found.claims)
    return replace(found, claims=headed)


def test_only_the_later_of_two_claims_with_one_heading_is_told_apart(twice: ClaimMap) -> None:
    first, second = claim_refs(twice, linked=True).values()
    assert (first.text, first.apart) == (BOTH, "")
    assert second.text == BOTH
    assert second.apart == "<b>A dozen</b> were hurt."


def test_page_and_text_show_it_as_text_in_its_language(twice: ClaimMap) -> None:
    page = render_report(twice)
    matrix = page[page.index('<table class="cf-matrix">') : page.index("As many as can")]
    assert page.count('class="cf-apart"') > matrix.count('class="cf-apart"') == 1
    apart = '<span lang="fa" dir="rtl"><q>&lt;b&gt;A dozen&lt;/b&gt; were hurt.</q></span>'
    assert apart in matrix
    assert " with " in render_report_text(twice)


def test_words_from_the_right_are_a_run_of_their_own_in_a_drawing() -> None:
    said = [("سقط جزء من جسر الميناء صباح الثلاثاء في الماء أمام المدينة.", "fell")]
    told = [
        Told(name, name, f"2024-05-0{day}", said, "ar")
        for day, name in enumerate(("one", "two"), start=1)
    ]
    page = render_report(told_map(told))
    run = '<tspan lang="ar" dir="rtl" direction="rtl" unicode-bidi="isolate">سقط جزء'
    assert page.count(f"1 {run}") >= 1
    drawn = page[page.index("<svg") :]
    assert '<text class="cf-what" lang' not in drawn


def test_nothing_stands_apart_where_all_of_a_claim_stands_in_an_earlier_one() -> None:
    found = told_map(
        [
            Told("post-1", "Post", None, [(BOTH, "dead")]),
            Told("tide-1", "Tide", None, [(BOTH, "dead"), (BOTH, "hurt")]),
            Told("mail-1", "Mail", None, [(BOTH, "hurt")]),
        ]
    )
    assert [ref.apart for ref in claim_refs(found, linked=True).values()] == ["", ""]


def test_a_variant_leads_to_the_wider_claim_and_no_other_claim_does() -> None:
    found = told_map(
        [
            Told("post-1", "Post", None, [("Four died.", "dead")]),
            Told("tide-1", "Tide", None, [(BOTH, "dead hurt")]),
            Told("mail-1", "Mail", None, [("Four are dead.", "dead"), ("Twelve hurt.", "hurt")]),
        ]
    )
    wider, variant = claim_refs(found, linked=True).values()
    assert (wider.variant_of, wider.wider_anchor) == (0, "")
    assert (variant.variant_of, variant.wider_anchor) == (wider.number, wider.anchor)
    assert [ref.wider_anchor for ref in claim_refs(found, linked=False).values()] == ["", ""]
    page, text = render_report(found), render_report_text(found)
    assert f'variant of <a href="#{wider.anchor}">1</a>' in page
    # In the matrix and over its sentences.
    assert (page.count('class="cf-variant"'), text.count("*(variant of 1)*")) == (2, 2)
