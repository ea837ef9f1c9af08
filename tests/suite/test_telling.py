"""What goes on in a run is told to people and machines."""

from __future__ import annotations

from crossframe.records import Corpus, Exclusion
from crossframe.suite.telling import Happening, Teller, tell_corpus


def told(n_excluded: int) -> tuple[list[Happening], Teller]:
    happenings: list[Happening] = []
    teller = Teller(happenings.append, "flood", "")
    left = tuple(Exclusion("a.jsonl", n, "title is missing") for n in range(1, n_excluded + 1))
    tell_corpus(teller, Corpus("flood", (), left))
    return happenings, teller


def test_the_first_articles_that_are_left_out_are_named_with_why():
    happenings, teller = told(2)
    assert [one.kind for one in happenings] == ["articles", "excluded", "excluded", "warning"]
    assert "excluded: a.jsonl:1: title is missing" in happenings[1].text
    assert happenings[1].details == {"path": "a.jsonl", "line": 1, "reason": "title is missing"}
    assert teller.warnings == ["no article could be used, so nothing is compared"]


def test_where_many_are_left_out_the_others_are_counted():
    happenings, _ = told(8)
    named = [one.text for one in happenings if one.kind == "excluded"]
    assert len(named) == 6
    assert "3 more, which the report lists" in named[-1]
    assert not any(one.kind == "excluded" for one in told(0)[0])
