"""Who may be one speaker with whom, where no article says so."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest
from crossframe.comparison.speech.likely import _is_anywhere
from crossframe.comparison.speech.likely_pairs import likely_pairs
from crossframe.comparison.speech.sources import speakers_table
from crossframe.comparison.speech.speakers import Source
from crossframe.text.speech.speaker_kinds import SpeakerKind
from written_claims import written_map


def told(alone: dict[str, list[str]]) -> dict[tuple[str, str], str | None]:
    """By outlet and speaker whom it may be."""
    table = speakers_table(written_map([], alone=alone))
    return {
        (row["outlet"], row["speaker"]): None if pd.isna(row["may_be"]) else row["may_be"]
        for row in table.to_dict("records")
    }


def test_the_police_may_be_those_whom_another_outlet_names() -> None:
    found = told(
        {
            "Post-1": ["Averley Police said that the road was shut."],
            "Tide-1": ["In Averley police said that two men fled."],
        }
    )
    assert found["Post", "Averley Police"] == "police"
    assert found["Tide", "police"] == "Averley Police"


def test_a_spokesman_may_be_whoever_has_that_post_in_the_same_article() -> None:
    named = "Port Authority spokesman Ben Kos said that it rained."
    found = told(
        {
            "Post-1": ["A spokesman said that the road was shut.", named],
            "Tide-1": ["A spokesman said that the road was open."],
        }
    )
    assert found["Post", "spokesman"] == "Ben Kos"
    assert found["Post", "Ben Kos"] == "spokesman"
    assert found["Tide", "spokesman"] is None


def test_the_governor_of_a_place_may_be_whoever_is_its_governor() -> None:
    found = told(
        {
            "Post-1": ["The governor of Averley said that the road was shut."],
            "Tide-1": ["Averley Governor Ben Kos said that the road was open."],
        }
    )
    assert found["Post", "governor of Averley"] == "Ben Kos"


def test_a_report_may_be_that_of_the_station_beside_it() -> None:
    found = told(
        {
            "Post-1": [
                "Norland state television said that the wall fell.",
                "The report said that two men fled.",
            ]
        }
    )
    assert found["Post", "report"] == "Norland state television"


def test_whoever_owns_a_name_is_not_told_by_it() -> None:
    found = told(
        {
            "Post-1": ["Norlen's security response team said that it rained."],
            "Tide-1": ["Norlen said that it rained."],
        }
    )
    assert not any(found.values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Egypt's navy said that it left.", "The Egyptian Navy said that it stayed."),
        ("The Dorn news agency said that it left.", "Dorn said that it stayed."),
        ("Egypt's Norlen Rail said that it left.", "Norlen Rail said that it stayed."),
    ],
)
def test_a_body_is_one_by_land_kind_and_adjective(one: str, other: str) -> None:
    where = "Both left Egypt, where Egyptian ships and Egyptian sailors stayed."
    table = speakers_table(written_map([], alone={"Post-1": [one, where], "Tide-1": [other]}))
    assert len(set(table["speaker"])) == 1
    assert list(table["exclusive"]) == [False, False]


def test_an_owner_is_found_by_what_is_owned() -> None:
    found = told(
        {
            "Post-1": [
                "The boat's owner said that it sank.",
                "Two men drowned, said Ana Kos, owner of the Tide.",
            ]
        }
    )
    assert list(found) == [("Post", "Ana Kos")]


def test_a_father_is_not_a_son_whose_letters_begin_as_his_name() -> None:
    said = [
        "His son, T.J. Dorn, plays for the Tide, and he said that it was a surprise.",
        "Tony Dorn left the harbour.",
        "T.J. Dorn said that he was glad.",
    ]
    found = told({"Post-1": said, "Tide-1": ["Tony Dorn said that he left."]})
    assert ("Post", "T.J. Dorn") in found
    assert ("Tide", "Tony Dorn") in found


@pytest.mark.parametrize(
    ("one", "other", "told_so"),
    [
        ("Officials said that it rained.", "Port officials said that the wall fell.", True),
        ("Officers said that it rained.", "Averley police said that the wall fell.", True),
        ("Officers said that it rained.", "The police said that the wall fell.", True),
        ("A witness said that it rained.", "Another witness said that the wall fell.", False),
        ("Two jurors said that it rained.", "All jurors said that the wall fell.", False),
        (
            "A frustrated prosecutor said that it rained.",
            "District Attorney Ben Kos said that the wall fell.",
            True,
        ),
    ],
)
def test_an_article_may_describe_one_speaker_in_two_ways(
    one: str,
    other: str,
    told_so: bool,  # noqa: FBT001
) -> None:
    found = told({"Post-1": [one, other]})
    assert len(found) == 2
    assert all((may_be is not None) == told_so for may_be in found.values())


def test_a_pair_may_be_the_two_who_speak_beside_it() -> None:
    two = ["Ben Kos said that it rained.", "Maria Lind said that the wall fell."]
    pair = "The pair said that nobody was hurt."
    third = "Mia Dorn said that two men fled."
    assert told({"Post-1": [*two, pair]})["Post", "pair"] == "Ben Kos; Maria Lind"
    assert told({"Post-1": [*two, third, pair]})["Post", "pair"] is None


def test_a_long_description_may_be_the_same_people_in_another_article() -> None:
    found = told(
        {
            "Post-1": ["Families of the wounded men said that they stayed away."],
            "Tide-1": ["Families of the two wounded men said that they stayed at home."],
        }
    )
    assert all(found.values())


NAMES: dict[SpeakerKind, str] = {
    "person": "Ben Kos|Kos|Ana Kos|the Mr. Lind|Lind|Ida Ruud",
    "office": "police|the Averley Police|Averley police department|Port Authority|PA|DA|D.A.|"
    "Port Authority officials|officials|senior port officials|city prosecutor|the prosecutor|"
    "attorney|a spokesman|the governor|Averley Herald|Herald|Averley|harbour officers of Averley|"
    "the local harbour police|Head of the Port Authority",
    "unnamed": "a witness|two witnesses|families of the wounded men|wounded men's families|"
    "president of the harbour board|board members|senior harbour officers|a port spokesperson",
    "document": "the report|a website|the official site|bio",
}
ROLES = {
    "Ben Kos": ["Port Authority spokesman", "spokesman"],
    "Ana Kos": ["Averley Gov.", "governor of Averley"],
    "Ida Ruud": ["District Attorney", "Averley district attorney"],
}


def test_speakers_that_are_not_looked_at_together_are_not_one() -> None:
    sources = [
        Source(name, kind, has_name=has_name, key=name)
        for kind, names in NAMES.items()
        for name in names.split("|")
        for has_name in (True, False)
    ]
    apart = {source: {str(number)} for number, source in enumerate(sources)}
    looked_at = list(likely_pairs(apart, ROLES))
    assert len(looked_at) < len(sources) * (len(sources) - 1) / 5
    assert [pair for pair in permutations(sources, 2) if pair in {*looked_at}] == looked_at
    for one, other in {*permutations(sources, 2)} - {*looked_at}:
        assert not _is_anywhere(one, other, ROLES), (one, other)
    assert any(_is_anywhere(one, other, ROLES) for one, other in looked_at)
    together = likely_pairs({source: {"one"} for source in sources}, {})
    assert list(together) == list(permutations(sources, 2))


def test_of_two_lands_the_ministry_is_that_which_the_article_names() -> None:
    named = "Norway's Harbour Ministry said that the ships of Norway stayed."
    other = "Egypt's Harbour Ministry asked the Norwegian crew to leave Egypt, an Egyptian port."
    found = told(
        {
            "Post-1": [named],
            "Tide-1": ["The ministry said that two ships had left.", other],
            "Wave-1": ["The ministry said that no ship had left."],
        }
    )
    assert found["Tide", "ministry"] is None
    assert found["Wave", "ministry"] is None
