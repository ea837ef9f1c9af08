import pytest
from crossframe.claims import collapse_texts
from crossframe.text import normalised
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Four people died on Tuesday.", "FOUR PEOPLE DIED ON TUESDAY"),
        ("“It fell,” he said.", '"It fell", he said.'),
        (
            "The span of the old bridge fell into the harbour early on Tuesday morning.",
            "The span of the old bridge fell into the harbour early Tuesday morning.",
        ),
    ],
)
def test_copies_and_light_edits_are_one_text(a: str, b: str) -> None:
    assert collapse_texts([a, b], near=0.9).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "The firm said on Tuesday that it had been warned about the bridge by inspectors.",
            "The firm said on Tuesday that it had not been warned about the bridge by inspectors.",
        ),
        (
            "Police said on Tuesday that 31 people were injured when the bridge fell.",
            "Police said on Tuesday that 38 people were injured when the bridge fell.",
        ),
        (
            "Police said on Tuesday that four people were killed when the old bridge fell.",
            "Police said on Tuesday that seven people were killed when the old bridge fell.",
        ),
        ("The bridge fell.", "The mayor wept at the quay."),
    ],
)
def test_a_number_or_a_negation_is_no_light_edit(a: str, b: str) -> None:
    assert collapse_texts([a, b], near=0.8).tolist() == [0, 1]


def test_near_of_one_keeps_copies_alone_together() -> None:
    edits = ["It fell into the old harbour today.", "It fell into the harbour today."]
    assert collapse_texts(edits, near=1.0).tolist() == [0, 1]
    assert collapse_texts([edits[0], edits[0].upper()], near=1.0).tolist() == [0, 0]


@given(st.lists(st.text(max_size=30), max_size=12))
def test_equal_words_are_always_together(texts: list[str]) -> None:
    groups = collapse_texts(texts, near=0.9).tolist()
    assert all(groups[group] == group <= index for index, group in enumerate(groups))
    for a, first in enumerate(texts):
        for b, second in enumerate(texts):
            if normalised(first) == normalised(second):
                assert groups[a] == groups[b]
