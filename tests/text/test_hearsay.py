"""What reports put at a figure, what one lets others know, whose count is to be believed."""

from __future__ import annotations

import pytest
from crossframe.text.speech.attribution import find_attributions
from ledger_world import parse


@pytest.mark.parametrize(
    ("text", "speaker", "verb", "pieces"),
    [
        (
            "Reports put only ten to twelve guards on each pier of the harbour.",
            "Reports",
            "put",
            ["only ten to twelve guards on each pier of the harbour"],
        ),
        (
            "Some reports speak of only three ferries for the whole coast.",
            "Some reports",
            "speak",
            ["of only three ferries for the whole coast"],
        ),
        (
            "The agency let its crew know that the lamps were out.",
            "The agency",
            "let know",
            ["that the lamps were out"],
        ),
        (
            "Lind went on to thank the crew and to let visitors know that the pier would open.",
            "Lind",
            "let know",
            ["that the pier would open"],
        ),
        (
            "Nine ferries have sunk this year, if the harbour office's count is to be believed.",
            "the harbour office's",
            "count",
            ["Nine ferries have sunk this year"],
        ),
        (
            "The board named a number for the sailors it says the storms have drowned this year.",
            "it",
            "say",
            ["the sailors", "the storms have drowned this year"],
        ),
    ],
)
def test_it_is_told_as_somebodys(text, speaker, verb, pieces) -> None:
    found = [one for one in find_attributions(text, parse(text)) if one.verb == verb]
    assert len(found) == 1
    one = found[0]
    assert one.speaker is not None
    assert one.speaker.text == speaker
    assert [text[piece.start : piece.end] for piece in one.contents] == pieces


@pytest.mark.parametrize(
    "text",
    [
        "The captain put two lamps on each pier.",
        "The mayor will let the crew know that the pier is shut.",
        "Kos did not let the crew know that the pier was shut.",
        "Kos let the boys row to the island.",
        "Nine ferries sail, if it is to be done at all.",
    ],
)
def test_what_nobody_tells_is_nobodys(text) -> None:
    assert find_attributions(text, parse(text)) == ()
