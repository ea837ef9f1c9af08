"""Who acts, and rated words: laid out for the report, each finding with its two sentences."""

from __future__ import annotations

import pytest
from crossframe.comparison import role_findings_table
from crossframe.presentation.roles_view import rated_view, roles_view
from crossframe.records import ClaimMap
from written_claims import no_grammar, written_map

CLAIMS = [
    {
        "Post-1": "Police shot the protester on Monday.",
        "Tide-1": "The protester was shot on Monday, witnesses said.",
        "Voice-1": "The innocent protester was shot by soldiers on Monday.",
    },
    {
        "Post-2": "The council closed the old pier.",
        "Tide-2": "The old pier was closed by the council.",
    },
]


@pytest.fixture(scope="module")
def cast() -> ClaimMap:
    return written_map(CLAIMS)


def test_a_finding_stands_beside_its_two_sentences(cast: ClaimMap) -> None:
    view = roles_view(cast, 10)
    assert view.n_all == len(view.findings) == len(role_findings_table(cast))
    left = view.findings[0]
    assert (left.kind, left.deed) == ("agent left out", "shoot: the protester")
    assert [quote.marked for quote in left.quotes] == ["Police", "shot"]
    assert [quote.outlet for quote in left.quotes] == ["Post", "Tide"]
    for finding in view.findings:
        for quote in finding.quotes:
            said = quote.before + quote.marked + quote.after
            assert any(said == sentence.text for sentence in cast.sentences)


def test_no_more_are_shown_than_asked_for(cast: ClaimMap) -> None:
    view = roles_view(cast, 1)
    assert (len(view.findings), view.n_all) == (1, len(role_findings_table(cast)))


def test_rated_words_come_with_their_list_and_its_licence(cast: ClaimMap) -> None:
    view = rated_view(cast)
    assert "MIT" in view.note
    assert [one.outlet for one in view.outlets] == ["Post", "Tide", "Voice"]
    assert all("fewer than 100 words" in one.interval for one in view.outlets)
    assert view.outlets[2].counts == ("9", "1", "0", "1", "0")


def test_without_grammar_there_is_nothing_to_find() -> None:
    found = written_map(CLAIMS, no_grammar)
    assert roles_view(found, 10).findings == ()
    assert len(rated_view(found).outlets) == 3
