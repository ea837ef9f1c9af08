"""Names of bodies and persons that outlets spell in letters, in the plural, or by generation."""

from __future__ import annotations

import pytest
from crossframe.comparison.speech.sources import speakers_table
from written_claims import written_map


def speakers(one: str, other: str) -> list[str]:
    table = speakers_table(written_map([], alone={"Post-1": [one], "Tide-1": [other]}))
    return sorted(set(table["speaker"]))


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        (
            "NRA said that the road is shut.",
            "The Northern Roads Agency said that it is open.",
            "Northern Roads Agency",
        ),
        (
            "The LA Herald said that it rained.",
            "The Los Averles Herald said that it rained.",
            "Los Averles Herald",
        ),
        (
            "The Averley Elections Commission said that he won.",
            "The Averley Election Commission said that he lost.",
            "Averley Elections Commission",
        ),
        (
            "House Chairman Nick J. Dornwell II said that he won.",
            "Nick Dornwell said that he lost.",
            "Nick Dornwell",
        ),
        (
            "President Gurbanali Dornwell said that he won.",
            "Mr. Kurbanaly Dornwell said that he lost. President Kurbanaly Dornwell left.",
            "Kurbanaly Dornwell",
        ),
        (
            'Ben Dornwell/Harbour Master: "We are going to shut the road."',
            "Ben Dornwell said that he lost.",
            "Ben Dornwell",
        ),
    ],
)
def test_two_spellings_are_one(one: str, other: str, name: str) -> None:
    assert speakers(one, other) == [name]


def test_letters_of_two_bodies_are_neither() -> None:
    alone = {
        "Post-1": ["NRA said that the road is shut."],
        "Tide-1": [
            "The Northern Roads Agency said that it is open.",
            "The Norland Rail Association said that it is open.",
        ],
    }
    table = speakers_table(written_map([], alone=alone))
    assert set(table["speaker"]) == {
        "NRA",
        "Northern Roads Agency",
        "Norland Rail Association",
    }


def test_a_noun_that_opens_a_sentence_is_no_name() -> None:
    said = ["Agents say that he won.", "He met two agents there."]
    alone = {"Post-1": said, "Tide-1": ["Ana Kos said that he lost."]}
    table = speakers_table(written_map([], alone=alone)).set_index("speaker")
    assert table["exclusive"].isna().tolist() == [True, False]


def test_whose_lawyer_it_is_may_be_told_in_other_words() -> None:
    alone = {
        "Post-1": ["Lind's lawyer said that she is ill."],
        "Tide-1": ["Ben Dornwell, the actress's lawyer, said that she is well."],
    }
    table = speakers_table(written_map([], alone=alone)).set_index("speaker")
    assert table.loc["Lind's lawyer", "may_be"] == "Ben Dornwell"
