"""Quotations whose marks surely pair, and the passages that are left out."""

from __future__ import annotations

import pytest
from crossframe.text.speech.pairing import sift_quotations

LOST = "quotation marks do not pair"
SWAPPED = "words of the article stand between the marks"


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ('"The gate held," said Ana Kos. "We saw it."', ["The gate held,", "We saw it."]),
        ("“The gate held,” she said.\n“And the wall?”", ["The gate held,", "And the wall?"]),
        # By convention a quotation that goes on in the next paragraph is not closed.
        ('"The gate held.\n"It was the wall."', ["The gate held.", "It was the wall."]),
        ('It was 6" wide, "a mere crack," he said.', ["a mere crack,"]),
        ("‘He said “go” and we went,’ Ana Kos said.", ["He said “go” and we went,"]),
        ('"Nobody told us anything," she said.', ["Nobody told us anything,"]),
    ],
)
def test_sound_marks(text, sure):
    found = sift_quotations(text)
    assert [one.text for one in found.sure if one.kind == "speech"] == sure
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('She saw it coming," Ana Kos said.', LOST),
        ("The gate held,” Ana Kos said.", LOST),
        ('The play "The Last Ferry.\n"Kos wrote it" in a year. "', LOST),
        ('"The gate held, and with that:\n"We are glad."', LOST),
        ('It took years, "the harbour master, Bo Lind, told them.\n"We had none."', SWAPPED),
        ('We had no boat, "Lind\'s son, Otto, said later.\n"It was gone."', SWAPPED),
        ('It fell, "Lind, who saw it, said later in the day.\n"It was gone."', SWAPPED),
        ("Ross will not direct 'Tide' again\nToo late for 'Ebb', he says", None),
        (f'"{"It went on and on. " * 80}" she said.', "too long for a quotation"),
        ('It fell.\n\n"One. Two," he said. "Three\n\nIt rained.', LOST),
    ],
)
def test_marks_that_do_not_pair(text, reason):
    found = sift_quotations(text)
    if reason is None:
        assert not any(" " in one.text for one in found.sure if one.kind == "speech")
    else:
        assert reason in [one.reason for one in found.left_out]
    assert all(0 <= one.start < one.end <= len(text) for one in found.left_out)


def test_only_the_line_with_the_lost_mark_is_left_out():
    text = '"The gate held," said Ana Kos.\nShe left," Bo Lind said.\n"We saw it," said Otto Ray.'
    found = sift_quotations(text)
    assert [one.text for one in found.sure] == ["The gate held,", "We saw it,"]
    assert [text[one.start : one.end] for one in found.left_out] == ['She left," Bo Lind said.']


def test_titles_with_a_full_stop_within_are_no_speech():
    found = sift_quotations('Kos starred in the drama "The Winter Ferry."')
    assert [one.kind for one in found.sure] == ["title"]
    found = sift_quotations('"God Save Averley," Ana Kos said.')
    assert [one.kind for one in found.sure] == ["speech"]


def test_marks_that_stand_right_need_no_fellow_elsewhere():
    text = (
        '"The gate held.\n"It was old. It was rusty. "\nAnn Ray spoke later.\n'
        '"We are at a fork in the road," she said.\n'
    )
    found = sift_quotations(text).sure
    assert [one.text for one in found] == [
        "The gate held.",
        "It was old. It was rusty.",
        "We are at a fork in the road,",
    ]
    assert found[0].utterance == found[1].utterance != found[2].utterance


def test_a_verb_behind_a_mark_says_that_it_closes():
    text = 'The gate is old, "Kos maintained.\nThe crowd left.\n"It fell," said Bo Lind.'
    assert [one.text for one in sift_quotations(text).sure] == ["It fell,"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        # Texts cut into words put a closing mark at the word behind it.
        (
            '"We saw the boats.\n"They had guns.\nWe took them, "the officer said.\nHe left.',
            ["We saw the boats.", "They had guns.\nWe took them,"],
        ),
        ('"They had guns.\nWe ran. "she said.\nShe left.', ["They had guns.\nWe ran."]),
    ],
)
def test_who_speaks_behind_it_shows_that_a_mark_closes(text: str, quoted: list[str]) -> None:
    found = sift_quotations(text)
    assert [one.text for one in found.sure] == quoted
    assert not found.left_out


def test_the_name_of_a_work_with_a_full_stop_is_no_speech() -> None:
    found = sift_quotations('She was seen in "The Old Tide." Then she left.')
    assert [one.kind for one in found.sure] == ["title"]


def test_a_line_that_a_mark_opens_goes_on_with_the_speech_of_the_line_before() -> None:
    text = "“ It fell.\n“ Then it sank. ” Kos said.\n“ It was late. ” Lind said."
    found = sift_quotations(text)
    assert [one.text for one in found.sure] == ["It fell.", "Then it sank.", "It was late."]
    assert found.left_out == ()
