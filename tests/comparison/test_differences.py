"""The sentences of a claim beside its medoid, marked to the word."""

from __future__ import annotations

import pytest
from crossframe.comparison.wordings.differences import (
    differences_table,
    mark_difference,
    mark_differences,
)
from ledger_world import cells_are_verbatim, make_map

ARTICLES = {
    "post": ["A span of the bridge fell on Tuesday.", "The mayor wept."],
    "tide": ["It rained.", "A part of the bridge fell on Tuesday."],
    "faro": ["Un tramo del puente cayó."],
}
CLAIMS = {"c-span": ["post#0", "tide#1", "faro#0"]}


@pytest.fixture
def claim_map():
    return make_map(ARTICLES, CLAIMS, foreign=["faro"])


def test_table(claim_map):
    rows = differences_table(claim_map).to_dict("records")
    assert [(r["outlet"], r["words"], r["state"]) for r in rows] == [
        ("post", "span", "own"),
        ("tide", "part", "changed"),
        ("faro", "Un tramo del puente cayó.", "apart"),
    ]
    assert rows[1]["instead"] == "span"
    assert [r["is_medoid"] for r in rows] == [True, False, False]
    assert cells_are_verbatim(claim_map, rows, "words")


def test_all_sentences_of_a_claim_are_marked(claim_map):
    marked = mark_differences(claim_map, claim_map.claims[0])
    assert list(marked) == ["post#0", "tide#1", "faro#0"]
    for sentence_id, one in marked.items():
        assert "".join(s.text for s in one.segments) == claim_map.sentence_by_id[sentence_id].text


def test_any_two(claim_map):
    assert mark_difference(claim_map, "post#1", "tide#0").is_apart


def test_without_claims():
    table = differences_table(make_map(ARTICLES, {}))
    assert table.empty
    assert "instead" in table.columns
