"""A quotation beside the longest one of its utterance."""

from __future__ import annotations

import pytest
from crossframe.text.speech.renderings import compare_rendering
from crossframe.text.speech.same_utterance import is_same_utterance
from hypothesis import given
from hypothesis import strategies as st

LONG = "The state failed the people on that bridge, and the state will answer. I am sorry."
SOME = [
    "the",
    "state",
    "failed",
    "people",
    "on",
    "that",
    "bridge",
    "and",
    "will",
    "answer,",
    "[for]",
    "it.",
]
WORDS = st.lists(st.sampled_from(SOME), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("pieces", "relation", "missing", "added"),
    [
        ([LONG], "whole", [], ()),
        ([LONG.lower().replace(",", " –")], "whole", [], ()),
        (
            ["The state failed the people on that bridge."],
            "trimmed",
            [("and the state will answer. I am sorry", "end")],
            (),
        ),
        (  # Three words in a row that every speech has carry nothing.
            ["I am sorry.", "Nobody who was on that bridge shall ever pay for any of it."],
            "trimmed",
            [
                (
                    "The state failed the people on that bridge, and the state will answer",
                    "beginning",
                )
            ],
            (),
        ),
        (
            ["The state failed the people on that bridge", "I am sorry"],
            "trimmed",
            [("and the state will answer", "middle")],
            (),
        ),
        (
            ["failed the people on that bridge [in May], and the state will answer. I am sorry."],
            "trimmed",
            [("The state", "beginning")],
            (),
        ),
        (
            ["The state failed the people on this bridge, and the state will answer. I am sorry."],
            "altered",
            [("that", "middle")],
            ("this",),
        ),
    ],
)
def test_renderings(pieces, relation, missing, added):
    found = compare_rendering(LONG, pieces)
    assert found.relation == relation
    assert [(gap.text, gap.place) for gap in found.missing] == missing
    assert found.added == added
    assert all(LONG[gap.start : gap.end] == gap.text for gap in found.missing)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LONG, "the state will answer for", True),
        ("We gave up at 6 p.m. on Friday", "We gave up at 6:00 p.m. on Friday", True),
        ("undeserved attention", "undeserved attention from all", True),
        ("for the time being", "for the time we have", False),
        ("We are very glad to be here", "We are very sorry to be late", False),
        (LONG, "", False),
    ],
)
def test_same_utterance(one, other, same):
    assert is_same_utterance(one, other) is same
    assert is_same_utterance(other, one) is same


def test_the_name_of_a_law_makes_no_utterance():
    law = "the old law on the keeping of harbours and of ferries"
    one = f"We have seen {law} undone by men who never once set foot in any port of this country."
    one += " They did it at night, in a room without windows, and told nobody what they had done."
    other = f"Today the council has mended {law} and our town is glad of what it did for all of us."
    other += " It took eleven years, three mayors and a storm until somebody had the will to act."
    assert not is_same_utterance(one, other)


@given(WORDS, WORDS)
def test_whatever_is_compared(reference, piece):
    found = compare_rendering(reference, [piece])
    assert 0 <= found.carried <= 1
    assert (found.relation == "whole") == (not found.missing and not found.added)
    assert compare_rendering(reference, [reference]).relation == "whole"


@pytest.mark.parametrize(
    ("reference", "piece", "relation", "missing"),
    [
        ("They all knew that it was OK", "They all knew that it was okay", "whole", []),
        ("They came at the 11th hour", "They came at the eleventh hour", "whole", []),
        ("He realized that he was late", "He realised that he was late", "whole", []),
        ("[The police] have a hard time here", "They have a hard time here", "whole", []),
        ("We altered (our course) towards them", "We altered towards them", "whole", []),
        (
            "They all looked after each other. He was never one to get into trouble.",
            "He was never one to get into trouble. They all looked after each other.",
            "whole",
            [],
        ),
        (
            "She led the town... We miss her now",
            "She led the old town. We miss her now",
            "altered",
            [],
        ),
        (
            "She led the town... We miss her now",
            "She led the town with care. We miss her",
            "trimmed",
            ["now"],
        ),
    ],
)
def test_what_is_no_difference(reference, piece, relation, missing):
    found = compare_rendering(reference, [piece])
    assert (found.relation, [gap.text for gap in found.missing]) == (relation, missing)


@pytest.mark.parametrize(
    ("reference", "piece", "relation", "missing"),
    [
        (
            "Yesterday I was met by a guard.",
            "This morning I was met by a guard.",
            "whole",
            [],
        ),
        ("Yesterday I was met by a guard.", "I was met by a guard.", "whole", []),
        ("The bridges aren't going to stand.", "The bridges are not going to stand.", "whole", []),
        (
            "The old walls aren't going to fall.",
            "old walls are going to fall",
            "trimmed",
            None,
        ),
    ],
)
def test_days_and_contractions(reference, piece, relation, missing):
    found = compare_rendering(reference, [piece])
    assert found.relation == relation
    gaps = [gap.text for gap in found.missing]
    assert gaps == (["The", "n't"] if missing is None else missing)


def test_the_word_with_which_both_end_is_carried() -> None:
    said = "We are glad that it is over, and we need to do anything anymore."
    found = compare_rendering(said, [said.replace("anything", "any of that")])
    assert [gap.text for gap in found.missing] == ["anything"]
    assert found.added == ("any of that",)
