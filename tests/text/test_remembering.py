"""What is kept of sentences from one time to the next is what was asked, and within bounds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from crossframe.text import remembering as kept
from crossframe.text.remembering import keep_sentences, recall_sentences, remembering

WORKED: list[str] = []


@pytest.fixture
def length(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """A function that notes what it really works out; at most three answers are kept."""
    monkeypatch.setattr(kept, "_MEMORIES", [])
    WORKED.clear()

    @remembering(3)
    def length(text: str, *, by: int = 1) -> int:
        WORKED.append(text)
        return len(text) // by

    return length


def read(length: Callable[..., int], event: str, *texts: str) -> list[str]:
    """Reads the sentences of an event twice over; returns those that were worked out."""
    WORKED.clear()
    recall_sentences(event)
    assert [length(text) for text in texts * 2] == [len(text) for text in texts * 2]
    keep_sentences(event)
    return [*WORKED]


def test_of_an_event_read_again_new_sentences_alone_are_worked_out(
    length: Callable[..., int],
) -> None:
    assert read(length, "fire", "It burned.", "It rained.") == ["It burned.", "It rained."]
    assert read(length, "flood", "It rained.") == ["It rained."]
    assert read(length, "fire", "It burned.", "It rained.", "It froze.") == ["It froze."]
    assert read(length, "fire", "It burned.", "It rained.", "It froze.") == []


def test_what_is_gone_is_forgotten(length: Callable[..., int]) -> None:
    read(length, "fire", "It burned.", "It rained.")
    assert read(length, "fire", "It rained.") == []
    assert read(length, "fire", "It burned.", "It rained.") == ["It burned."]


def test_no_more_is_kept_than_is_said(length: Callable[..., int]) -> None:
    read(length, "fire", "a", "bb", "ccc", "dddd")
    assert read(length, "fire", "a", "bb", "ccc") == []
    read(length, "fire", "a", "bb", "ccc", "dddd")
    assert "dddd" in read(length, "fire", "a", "bb", "ccc", "dddd")


def test_arguments_by_name_count_and_nothing_is_kept_unasked(length: Callable[..., int]) -> None:
    recall_sentences("fire")
    assert [length("It burned.", by=2), length("It burned.", by=5)] == [5, 2]
    keep_sentences("fire")
    assert length("It burned.", by=2) == 5
    assert WORKED == ["It burned."] * 3, "between two times it remembers as in any process"
    recall_sentences("fire")
    assert [length("It burned.", by=5), length("It burned.")] == [2, 10]
    assert WORKED == ["It burned."] * 4
