"""Colons before marks: who says what stands in them, whatever the word before the colon is."""

from __future__ import annotations

import pytest
from crossframe.text import parse_texts
from crossframe.text.speech.attribution import find_attributions


def speakers_in(text: str) -> list[str]:
    found = find_attributions(text, parse_texts([text])[0])
    return [one.speaker.text for one in found if one.speaker and one.quoted]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('Her agent Ana Kos siad: "The boat sank at noon, and nobody knew of it."', ["Ana Kos"]),
        ('In June, she sent a note to the club: "I am glad to be the host of it."', ["she"]),
        ('A sign hung on the wall of the club: "This place is for members alone."', []),
    ],
)
def test_whoever_stands_before_a_colon_and_marks_says_it(text, who):
    assert speakers_in(text) == who
