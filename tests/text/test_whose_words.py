"""Whose words a sentence reports, and how far they go, where the grammar is easily misread."""

from __future__ import annotations

import pytest
from crossframe.text.speech.attribution import find_attributions
from ledger_world import parse


def said(text: str) -> list[tuple[str, str, str]]:
    """Speaker, verb and content of each attribution."""
    return [
        (
            one.speaker.text if one.speaker else "",
            one.verb,
            text[one.content.start : one.content.end],
        )
        for one in find_attributions(text, parse(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We are glad,” producers Ana Kos and Ben Lind said in a statement.",
            [("Ana Kos and Ben Lind", "say", "We are glad")],
        ),
        (
            "The wall will be rebuilt, trade magazine The Harbour Reporter wrote.",
            [("The Harbour Reporter", "write", "The wall will be rebuilt")],
        ),
        (
            "The driver stopped, and a man believed to be Lind's brother shouted, “No, no, no!”",
            [("a man", "shout", "No, no, no")],
        ),
        (
            "The tug Tide left when it received a call from the ferry saying two boats were near.",
            [],
        ),
        (
            "He was a man who considered himself a victim.",
            [],
        ),
        (
            "Ana Kos is a singer who said it all by looking into the camera.",
            [],
        ),
        (
            "Ana Kos added 12 points for the Tides (10-3), who have won two in a row.",
            [],
        ),
        (
            "The wall, which she said was old, fell.",
            [("she", "say", "was old")],
        ),
        (
            "Norlen Telecom said it plans to send a boat by May 3, according to the Herald.",
            [
                ("Norlen Telecom", "say", "it plans to send a boat by May 3"),
                ("the Herald", "according", "Norlen Telecom said it plans to send a boat by May 3"),
            ],
        ),
        (
            "Kos went through “some serious trouble” and was released, according to her biography.",
            [
                (
                    "her biography",
                    "according",
                    "Kos went through “some serious trouble” and was released",
                )
            ],
        ),
        (
            "“It ’ s official: I ’ m coming to Averley!",
            [],
        ),
        (
            "Kos beat and reportedly stabbed his brother.",
            [("", "reportedly", "stabbed his brother")],
        ),
        (
            "The wall fell, a Roads Agency spokeswoman who asked not to be named said.",
            [("a Roads Agency spokeswoman", "say", "The wall fell")],
        ),
        (
            "The mayor said damage to the mill had been extensive but the mill would be rebuilt.",
            [
                (
                    "The mayor",
                    "say",
                    "damage to the mill had been extensive but the mill would be rebuilt",
                )
            ],
        ),
        (
            "He was found dead, reportedly of a cold, in his room.",
            [("", "reportedly", "of a cold")],
        ),
        (
            "When it rained, Kos allegedly fled the mill and the owner shut the road.",
            [("", "allegedly", "Kos allegedly fled the mill")],
        ),
        (
            "In his book, “The Old Tide: The Story of a Wall,” out in May, Kos wrote that it fell.",
            [("Kos", "write", "that it fell")],
        ),
        (
            "The mayor announced changes to the Act, causing some to charge that it is weak.",
            [],
        ),
        (
            "The wall fell, the Herald quoted a clerk as saying.",
            [
                ("the Herald", "quote", "The wall fell"),
                ("a clerk", "say", "The wall fell"),
            ],
        ),
        (
            "Many shops in the town reported problems.",
            [],
        ),
        (
            "While it rained for days, the mayor said the road would not be shut.",
            [("the mayor", "say", "the road would not be shut")],
        ),
    ],
)
def test_who_says_what(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected
