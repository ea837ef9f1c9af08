"""What somebody makes of a thing, counts, or lays at another's door; and what is doubted."""

from __future__ import annotations

import pytest
from crossframe.text.meaning.certainty import assess_certainty
from crossframe.text.speech.attribution import find_attributions
from ledger_world import parse


@pytest.mark.parametrize(
    ("text", "speaker", "verb", "content"),
    [
        (
            "The union takes the letter as proof that the firm cannot pay.",
            "The union",
            "take",
            "the letter as proof that the firm cannot pay",
        ),
        (
            "Analyst Lena Dorn sees in the strike a sign that the firm cannot pay.",
            "Analyst Lena Dorn",
            "see",
            "a sign that the firm cannot pay",
        ),
        (
            "Police raised their count of the injured to 36 on Friday.",
            "Police",
            "raise",
            "their count of the injured to 36",
        ),
        (
            "The ministry lowered its estimate to 4,000 tonnes.",
            "The ministry",
            "lower",
            "its estimate to 4,000 tonnes",
        ),
        (
            "The town's clinic union has a higher figure, 38.",
            "The town's clinic union",
            "have",
            "a higher figure, 38",
        ),
        (
            "Each day costs the town 2 million crowns, the harbour office estimates.",
            "the harbour office",
            "estimate",
            "Each day costs the town 2 million crowns",
        ),
        (
            "The two fires, which local papers lay at the door of the guard, remain unexplained.",
            "local papers",
            "lie",
            "The two fires, which at the door of the guard",
        ),
        (
            "The guard stands accused in local papers of setting two fires.",
            "local papers",
            "accuse",
            "The guard of setting two fires",
        ),
    ],
)
def test_it_is_theirs_without_a_verb_of_speech(
    text: str, speaker: str, verb: str, content: str
) -> None:
    parsed = parse(text)
    [found] = find_attributions(text, parsed)
    assert found.speaker is not None
    assert (found.speaker.text, found.verb) == (speaker, verb)
    assert " ".join(text[piece.start : piece.end] for piece in found.contents) == content
    assurance = assess_certainty(text, parsed)
    assert assurance is not None
    assert assurance.state == "attributed"


@pytest.mark.parametrize(
    "text",
    [
        "Residents see the tower as a neighbour.",
        "She took the bag as a gift for the captain.",
        "The storm raised the river to 36 feet.",
        "The firm has a new figure skater, 38.",
        "The crew raised the price of the ticket to 36 crowns.",
        "The guard laid a wreath at the door of the mill.",
        "The guard laid the wreath at the door of the mill.",
        "Kos has a toll road.",
    ],
)
def test_things_done_are_nobodys_words(text: str) -> None:
    assert not find_attributions(text, parse(text))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The ferry carried 90 people, if the owner's count is to be believed.", "hedged"),
        ("If the owners are right, the ferry carried 90 people.", "hedged"),
        ("The ferry carried 90 people, if it was full.", "flat"),
        ("The ferry sails if the wind is right.", "flat"),
    ],
)
def test_what_rests_on_a_count_that_may_be_wrong_is_left_open(text: str, state: str) -> None:
    assurance = assess_certainty(text, parse(text))
    assert assurance is not None
    assert assurance.state == state
