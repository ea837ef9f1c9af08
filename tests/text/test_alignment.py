"""What one sentence words as another does, and what in its own way."""

from __future__ import annotations

from itertools import pairwise

import pytest
from crossframe.text.meaning.alignment import compare_words, mark_unshared
from hypothesis import given
from hypothesis import strategies as st
from ledger_world import parse

WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "span",
            "fell",
            "a",
            "bridge",
            "was",
            "four",
            "4",
            "not",
            "on",
            "Tuesday,",
            "killing",
            "men.",
        ]
    ),
    max_size=12,
).map(" ".join)


def shown(marked):
    return "".join(
        s.text if s.state == "equal" else f"[{s.text}{'|' + s.instead if s.instead else ''}]"
        for s in marked.segments
    )


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("A span fell on Tuesday.", "The span fell on Tuesday.", "A span fell on Tuesday."),
        ("A part fell on Tuesday.", "A span fell on Tuesday.", "A [part|span] fell on Tuesday."),
        ("Four men died.", "4 men died.", "Four men died."),
        (
            "On Tuesday a span fell, killing four of the men.",
            "A span fell on Tuesday.",
            "On Tuesday a span fell, [killing four of the men].",
        ),
        (
            "The mayor did not resign on Monday.",
            "The mayor did resign on Monday.",
            "The mayor did [not] resign on Monday.",
        ),
        (
            "Police closed both roads.",
            "Both roads were closed by police.",
            "Police closed both roads.",
        ),
    ],
)
def test_marks(text, other, marked):
    assert shown(compare_words(text, other, parse(text), parse(other))) == marked


def test_without_grammar_words_are_compared_as_written():
    assert shown(compare_words("El río subió dos metros.", "El río subió tres metros.")) == (
        "El río subió [dos|tres] metros."
    )


def test_sentences_that_share_hardly_a_word_are_left_plain():
    marked = compare_words("The mayor wept at the quay.", "Divers searched until dark.")
    assert marked.is_apart
    assert marked.shared == 0
    assert [s.state for s in marked.segments] == ["equal"]


def test_what_no_other_has():
    others = [("A part fell.", None), ("It fell at noon.", None)]
    assert shown(mark_unshared("A span fell at noon.", others)) == "A [span] fell at noon."


@given(WORDS, WORDS)
def test_nothing_is_lost(text, other):
    marked = compare_words(text, other)
    assert "".join(s.text for s in marked.segments) == text
    assert 0 <= marked.shared <= 1
    assert all(a.end == b.start for a, b in pairwise(marked.segments))
    assert compare_words(text, text).shared == 1 or not text


@given(WORDS)
def test_a_sentence_does_not_differ_from_itself(text):
    assert all(s.state == "equal" for s in compare_words(text, text).segments)
