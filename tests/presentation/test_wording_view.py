"""Words and names, drawn: with their figures in text, and their sentences a click away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from crossframe.comparison.wordings.wording import wording_table
from crossframe.presentation.naming_view import draw_namings, namings_view
from crossframe.presentation.wording_view import draw_wording, wording_view
from written_claims import nouns, random_claims, written_map

NAMED = [
    {
        "Post-1": "The regime banned the march in the capital on Friday.",
        "Tide-1": "The government banned the march in the capital on Friday.",
    }
]


@pytest.fixture(scope="module")
def planted():
    return written_map(random_claims(1, planted=0.6), nouns)


def test_a_term_is_drawn_with_its_figures_and_sentences(planted, read):
    page = read(draw_wording(planted).html)
    assert page.problems == []
    assert "regime" in page.text
    assert "stands out, q = 0.0" in page.text
    assert "95 % interval" in page.text
    marks = [tag for tag, _ in page.elements if tag == "mark"]
    assert len(marks) >= 10
    assert all(svg.get("aria-hidden") == "true" for svg in page.all("svg"))


def test_dots_lie_between_their_whiskers(planted):
    view = wording_view(planted)
    drawn = [term for outlet in view.outlets for term in outlet.terms]
    assert drawn
    assert all(0 <= term.low <= term.at <= term.high <= 240 for term in drawn)
    assert [term.term for term in drawn if term.is_found] == ["regime"]


def test_a_term_stands_out_in_the_picture_as_it_does_in_the_table(planted, monkeypatch):
    table = wording_table(planted)
    wide = table.assign(low=-1.0, told_apart=False)
    monkeypatch.setattr("crossframe.presentation.wording_view.wording_table", lambda _: wide)
    view = wording_view(planted)
    drawn = {term.term: term for outlet in view.outlets for term in outlet.terms}
    assert not any(term.is_found for term in drawn.values())
    assert drawn["regime"].chance.startswith("too few places to tell")
    assert "No term" in view.summary


def test_a_marked_sentence_is_verbatim(planted):
    term = next(t for t in wording_view(planted).outlets[0].terms if t.is_found)
    texts = {sentence.text for sentence in planted.sentences}
    for passage in term.passages:
        for quote in (passage.own, *passage.others):
            assert quote.before + quote.marked + quote.after in texts
        assert passage.own.marked == "regime"


def test_names_are_drawn_beside_each_other(read):
    found = written_map(NAMED)
    page = read(draw_namings(found).html)
    assert page.problems == []
    assert "government Tide regime Post" in page.text
    naming = namings_view(found).namings[0]
    assert [name.quotes[0].marked for name in naming.names] == ["government", "regime"]


def test_little_data_is_told_in_words(read):
    empty = written_map([])
    assert "No outlet has enough text" in read(draw_wording(empty).html).text
    assert "No two outlets were found" in read(draw_namings(empty).html).text
    refused = read(draw_wording(written_map(NAMED)).html).text
    assert "1 article on shared claims; needs 2: Post and Tide" in refused


def test_hostile_names_stay_text(planted, read):
    poison = '"><script>window.pwned=1</script>'
    poisoned = replace(
        planted,
        articles=tuple(replace(a, outlet=f"{a.outlet}{poison}") for a in planted.articles),
    )
    page = read(draw_wording(poisoned).html)
    assert page.problems == []
    assert page.all("script") == []
