"""Whose words are reported: cut names, second posts, asides between dashes, writing on a wall."""

from __future__ import annotations

import pytest
from crossframe.records import Sentence
from crossframe.text import parse_texts
from crossframe.text.speech.attribution import find_attributions
from crossframe.text.speech.sentence_quotes import quotes_by_sentence

WHO = {
    "Norlen Rovers President and General Manager Billy King said on Monday that it rained.": [
        ("General Manager Billy King", "person")
    ],
    "The road is shut, a senior Democrat said on Tuesday.": [("a senior Democrat", "unnamed")],
    "The boat sank at noon, said sheriff ’ s Sgt. Ana Kos.": [
        ("sheriff ’ s Sgt. Ana Kos", "person")
    ],
    '"They began to shout at noon," the records state.': [("the records", "document")],
    "Ana Kos had reminded the judge that the gate was shut.": [("Ana Kos", "person")],
    "His lawyer, Ana Kos, offered the explanation that it was too cold for the boats.": [
        ("Ana Kos", "person")
    ],
    "But the mayor denied him the job.": [],
    "She called police to the house many times “for the noise.”": [],
    "He showed that he is willing to wait for the boat.": [],
    "Ana Kos, a critic of the port, said before Bo Lind came to the pier.": [],
}


@pytest.fixture(scope="module")
def parses():
    return dict(zip(WHO, parse_texts([*WHO]), strict=True))


@pytest.mark.parametrize("text", WHO)
def test_whose_words_they_are(text, parses):
    found = find_attributions(text, parses[text])
    assert [(one.speaker.text, one.speaker.kind) for one in found if one.speaker] == WHO[text]


def test_what_stands_between_dashes_is_all_that_is_said_there():
    text = "The boat came in after Kos was hit — tackled, he said — while he ran to the pier."
    found = find_attributions(text, parse_texts([text])[0])
    assert [text[one.content.start : one.content.end] for one in found] == ["tackled"]


def test_writing_on_a_wall_is_not_quoted_of_whoever_tells_of_it():
    lines = ("“Go home now” was written on the gate, she said.", "“It is the end,” she said.")
    sentences, start = [], 0
    for number, line in enumerate(lines):
        sentences.append(Sentence(f"s{number}", "a", number, start, start + len(line), 0, line))
        start += len(line) + 1
    assert [len(quoted) for quoted in quotes_by_sentence(" ".join(lines), sentences)] == [0, 1]
