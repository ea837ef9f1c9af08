"""The figure of speakers: readable, escaped, and every sentence verbatim with its marks."""

from __future__ import annotations

import re

import pytest
from crossframe.presentation.sources_view import draw_sources, sources_view
from crossframe.records import ClaimMap
from written_claims import no_grammar, written_map

ALONE = {
    "Post-1": [
        "“The road was safe on Monday,” Mayor Anna Berg said.",
        "David Moss said that nobody was warned.",
        "Officials denied it.",
    ],
    "Tide-1": ["The mayor wept."],
    "Voice-1": ["“Nobody <b>came</b>,” said Peter Hale."],
}


@pytest.fixture(scope="module")
def claim_map() -> ClaimMap:
    return written_map([], alone=ALONE)


def test_the_figure_stands_alone(claim_map, read):
    page = read(draw_sources(claim_map)._repr_html_())
    assert page.problems == []
    assert page.ids == []
    assert page.elements[0] == ("div", {"class": "crossframe cf-fragment"})


def test_each_speaker_opens_to_marked_sentences(claim_map, read):
    page = read(draw_sources(claim_map).html)
    assert len(page.all("details")) == 4
    marks = re.findall(r'<mark class="cf-(\w+)">([^<]+)</mark>', draw_sources(claim_map).html)
    assert ("speaker", "Mayor Anna Berg") in marks
    assert ("verb", "denied") in marks
    for sentence in ALONE["Post-1"]:
        assert sentence.replace("“", "").split(",")[0][:12] in page.text


def test_bars_are_told_in_words_too(claim_map, read):
    text = read(draw_sources(claim_map).html).text
    assert "the most quoted is Anna Berg with 6 words (100 %)" in text
    assert "it is full at 6 words" in text
    assert "heard once, directly" in text
    assert "Nobody was found to speak in Tide" in text


def test_the_longest_bar_is_full(claim_map):
    view = sources_view(claim_map)
    widths = [speaker.width for outlet in view.outlets for speaker in outlet.speakers]
    assert max(widths) == 100
    assert min(widths) == 0


def test_the_limit_is_told(claim_map, read):
    text = read(draw_sources(claim_map, limit=1).html).text
    assert "2 more speakers in the run’s tables" in text


def test_pieces_are_the_sentence(claim_map):
    speakers = [one for outlet in sources_view(claim_map).outlets for one in outlet.speakers]
    said = [sentence for one in speakers for sentence in one.sentences]
    texts = {text for texts in ALONE.values() for text in texts}
    assert {"".join(piece.text for piece in sentence.pieces) for sentence in said} <= texts


def test_what_articles_say_is_escaped(claim_map):
    assert "<b>came</b>" not in draw_sources(claim_map).html


def test_nobody_speaking_is_said(read):
    for empty in (written_map([]), written_map([], no_grammar, {"Post-1": ["No se supo."]})):
        assert "Nobody was found to speak" in read(draw_sources(empty).html).text
