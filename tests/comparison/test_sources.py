"""Sources: one speaker for all spellings, quoted words counted by hand, honest diversity."""

from __future__ import annotations

import random
from dataclasses import replace

import pandas as pd
import pytest
from crossframe.comparison.speech.diversity import FEWEST_ATTRIBUTIONS, effective_number
from crossframe.comparison.speech.persons import People
from crossframe.comparison.speech.sources import source_diversity_table, speakers_table
from crossframe.comparison.speech.spellings import plain
from crossframe.records import ClaimMap
from crossframe.text.speech.speakers import Speaker
from hypothesis import given
from hypothesis import strategies as st
from written_claims import no_grammar, written_map

ALONE = {
    "Post-1": [
        "“The road was safe on Monday,” Mayor Anna Berg said.",
        "Berg said that the town would mourn.",
        "“We sent people over it,” the mayor told reporters.",
        "Officials said that nobody was warned.",
    ],
    "Post-2": [
        "Ms. Berg said that she was sorry.",
        "The Northern Roads Agency said the joints were rusty.",
        "The agency said that it was sorry.",
    ],
    "Tide-1": [
        "Anna Berg, the mayor of Brookfield, said that the road was safe.",
        "David Moss said the ships were late.",
        "The bridge reportedly fell at night.",
        "“Nobody came,” he said.",
    ],
}


@pytest.fixture(scope="module")
def claim_map() -> ClaimMap:
    return written_map([], alone=ALONE)


@pytest.fixture(scope="module")
def speakers(claim_map: ClaimMap) -> pd.DataFrame:
    return speakers_table(claim_map).set_index(["outlet", "speaker"])


def test_spellings_of_one_person_are_one_speaker(speakers: pd.DataFrame) -> None:
    row = speakers.loc["Post", "Anna Berg"]
    assert (row["kind"], row["n_attributions"], row["n_direct"], row["n_indirect"]) == (
        *("person", 4),
        *(2, 2),
    )
    assert row["sentence_ids"] == "Post-1#0\nPost-1#1\nPost-1#2\nPost-2#0"
    assert "mayor" in row["role"].lower()


def test_a_role_is_that_of_the_name_itself() -> None:
    alone = {
        "Post-1": [
            "Bo Lind, a ferry pilot, said that it was late.",
            "Goalkeeper Otto Ray's brother, Jan Ray, said that he was ill.",
            "The 59-year-old Ann Kos said that she was sorry.",
            "Ms. Berg, the elder, said nothing new.",
        ]
    }
    table = speakers_table(written_map([], alone=alone)).set_index("speaker")
    assert table.loc["Bo Lind", "role"] == "a ferry pilot"
    assert pd.isna(table.loc["Ann Kos", "role"])
    others = [role for name, role in table["role"].items() if name != "Bo Lind"]
    assert not any("old" in role or "ilot" in role for role in others if pd.notna(role))


def test_a_role_is_as_the_outlet_itself_writes_it() -> None:
    alone = {
        "Post-1": ["Bo Lind, a ferry pilot, said that it was late.", "Lind said that it rained."],
        "Post-2": ["Bo Lind said that he was sorry."],
        "Tide-1": ["Bo Lind said that it was late."],
        "Dorn-1": ["Captain Bo Lind said that the lamps were out."],
    }
    roles = speakers_table(written_map([], alone=alone)).set_index("outlet")["role"]
    assert roles["Post"] == "a ferry pilot"
    assert pd.isna(roles["Tide"])
    assert roles["Dorn"] == "Captain"


def test_quoted_words_equal_a_count_by_hand(speakers: pd.DataFrame) -> None:
    assert speakers.loc["Post", "Anna Berg"]["quoted_words"] == 6 + 5
    assert speakers.loc["Post", "Anna Berg"]["share_of_quoted_words"] == 1
    assert speakers.loc["Tide", "David Moss"]["quoted_words"] == 2


def test_a_body_is_found_again_by_its_noun(speakers: pd.DataFrame) -> None:
    assert speakers.loc["Post", "Northern Roads Agency"]["n_attributions"] == 2


def test_a_name_in_other_capitals_is_one_speaker() -> None:
    alone = {
        "Post-1": ["The Averley Police said that the road was shut.", "Police said it would rain."],
        "Tide-1": ["Averley police said that nobody was hurt."],
    }
    table = speakers_table(written_map([], alone=alone))
    own = table[table["speaker"] == "Averley Police"]
    assert list(own["outlet"]) == ["Post", "Tide"]
    assert not own["exclusive"].any()
    assert set(table["speaker"]) == {"Averley Police", "Police"}


def test_a_body_by_its_noun_alone_is_the_one_that_the_article_describes() -> None:
    told = "Averley's water ministry said that the pumps were old."
    again = "The ministry said that it was sorry."
    assert list(heard(told, again)) == ["Averley's water ministry"]
    another = "The Southmere ministry sent help."
    assert set(heard(told, another, again)) == {"Averley's water ministry", "ministry"}


def test_exclusive_are_named_speakers_of_one_outlet(speakers: pd.DataFrame) -> None:
    assert not speakers.loc["Post", "Anna Berg"]["exclusive"]
    assert speakers.loc["Tide", "David Moss"]["exclusive"]
    assert pd.isna(speakers.loc["Post", "Officials"]["exclusive"])


def test_two_of_one_surname_stay_apart() -> None:
    said = [
        "Anna Berg said it was late.",
        "David Berg said it was early.",
        "Berg said it was over.",
    ]
    table = speakers_table(written_map([], alone={"Post-1": said}))
    assert sorted(table["speaker"]) == ["Anna Berg", "Berg", "David Berg"]


def test_places_lead_to_the_speaker(claim_map: ClaimMap) -> None:
    for row in speakers_table(claim_map).to_dict("records"):
        text = claim_map.article_by_id[row["article_id"]].text
        assert text[row["start"] : row["end"]].strip()
        assert row["sentence_ids"].split("\n")[0] == row["sentence_id"]


def test_shares_of_quoted_words_add_up(claim_map: ClaimMap) -> None:
    shares = speakers_table(claim_map).groupby("outlet")["share_of_quoted_words"].sum()
    assert (shares <= 1.0001).all()


def test_too_little_is_refused_with_its_reason(claim_map: ClaimMap) -> None:
    table = source_diversity_table(claim_map).set_index("outlet")
    assert table.loc["Post", "refusal"] == "fewer than 3 articles"
    assert pd.isna(table.loc["Post", "effective_sources"])
    assert table.loc["Tide", "n_unstated"] == 1
    assert table.loc["Tide", "n_exclusive"] == 1


def diverse() -> ClaimMap:
    names = ["Anna Berg", "David Moss", "Peter Hale", "Laura Quill"]
    told = {
        f"Post-{n}": [f"{name} said the ship {n} was late." for name in names[: n + 1]]
        for n in range(1, 4)
    }
    return written_map([], alone={**told, "Post-4": ["Anna Berg said it was over."]})


def test_diversity_lies_in_its_interval_and_stays_the_same() -> None:
    claim_map = diverse()
    row = source_diversity_table(claim_map).iloc[0]
    assert row["n_attributions"] == FEWEST_ATTRIBUTIONS == 10
    assert row["effective_sources"] == round(effective_number([4, 3, 2, 1]), 2)
    assert 1 <= row["effective_low"] <= row["effective_sources"] <= row["effective_high"]
    shuffled = list(claim_map.articles)
    random.Random(1).shuffle(shuffled)  # noqa: S311
    again = source_diversity_table(replace(claim_map, articles=tuple(shuffled)))
    pd.testing.assert_frame_equal(source_diversity_table(claim_map), again)


@given(st.lists(st.integers(0, 50), max_size=12))
def test_effective_number_is_between_one_and_the_number_of_kinds(counts: list[int]) -> None:
    found = effective_number(counts)
    kinds = sum(count > 0 for count in counts)
    assert min(kinds, 1) - 1e-6 <= found <= kinds + 1e-6


def test_names_are_compared_without_titles_and_accents() -> None:
    assert plain("Capt. José Núñez") == plain("jose nunez") == ("jose", "nunez")


def test_without_parses_and_articles_the_columns_stay() -> None:
    for claim_map in (written_map([]), written_map([], no_grammar, {"Post-1": ["No se supo."]})):
        assert len(speakers_table(claim_map)) == 0
        assert "share_of_quoted_words" in speakers_table(claim_map)
        assert len(source_diversity_table(claim_map)) == len(claim_map.outlets)


def test_a_last_name_finds_its_person_whatever_the_parser_made_of_it(claim_map: ClaimMap) -> None:
    people = People.of(claim_map)
    berg = people.find(Speaker(0, 4, "Berg", "Berg", "document"), "Tide-1")
    assert berg == people.find(Speaker(0, 9, "Anna Berg", "Berg", "person", "Anna Berg"), "Tide-1")
    assert people.find(Speaker(0, 4, "Moss", "Moss", "office"), "Post-1") is None


def heard(*lines: str) -> dict[str, dict[str, object]]:
    """The speakers of one article, by name."""
    table = speakers_table(written_map([], alone={"Post-1": list(lines)}))
    return {str(row["speaker"]): dict(row) for row in table.to_dict("records")}


def test_what_somebody_did_not_say_lets_nobody_speak() -> None:
    assert heard("How it was to be watched the report did not say.") == {}
    assert heard("Moss said nothing after the crew had come aboard.") == {}


def test_an_office_of_another_body_is_not_the_one_who_bears_the_title() -> None:
    found = heard(
        "President Anna Berg spoke of the gate.",
        "“It was old,” the president said.",
        "“She joined us in May,” the rowing club's president announced.",
    )
    assert found["Anna Berg"]["n_attributions"] == 2
    assert any("club" in name for name in found)


def test_some_of_them_are_named_whole() -> None:
    assert list(heard("Some of the protesters shouted, “Open the gate at once!”")) == [
        "Some of the protesters"
    ]


def test_a_nickname_is_no_quoted_word() -> None:
    found = heard('Gate keeper David "Ice" Moss died on Monday, officials said.')
    assert [row["quoted_words"] for row in found.values()] == [0]


def test_quoted_words_are_those_of_the_innermost_who_says_them() -> None:
    told = heard("The clerk said that Mayor Ana Kos called the wall “a shame of the town”.")
    assert told["Ana Kos"]["quoted_words"] == 5
    assert told["clerk"]["quoted_words"] == 0
    told = heard("“The wall is a shame,” Ana Kos said, the Averley Herald reported.")
    assert (told["Ana Kos"]["quoted_words"], told["Ana Kos"]["n_direct"]) == (5, 1)
    assert (told["Averley Herald"]["quoted_words"], told["Averley Herald"]["n_direct"]) == (0, 0)


def test_those_who_speak_together_are_heard_each() -> None:
    told = heard("“We saw the wall fall,” Ana Kos and Ben Lind said.")
    assert [told[name]["quoted_words"] for name in ("Ana Kos", "Ben Lind")] == [5, 5]
    told = heard("Police and the Averley Port Authority said that the wall fell.")
    assert {"Police", "Averley Port Authority"} <= set(told)
    told = heard("A baker and poet said that the wall fell.")
    assert [row["n_attributions"] for row in told.values()] == [1]


def test_what_a_crowd_is_said_to_expect_lets_nobody_speak() -> None:
    table = speakers_table(
        written_map(
            [
                {"Post-1": "Averley fans had expected the ferry to win the regatta."},
                {"Tide-1": "Many think that the ferry will win, and analysts expect it to."},
                {"Wave-1": "Fans said that the ferry should win."},
            ]
        )
    )
    assert set(zip(table["outlet"], table["speaker"], strict=True)) == {
        ("Tide", "analysts"),
        ("Wave", "Fans"),
    }


def test_what_somebody_says_to_think_is_said_once() -> None:
    told = heard("Ana Kos said that she believes the wall fell.")
    assert told["Ana Kos"]["n_attributions"] == 1
    told = heard("Ana Kos believes that the wall fell.")
    assert told["Ana Kos"]["n_attributions"] == 1


def test_a_short_name_that_others_end_with_as_well_is_not_called_exclusive() -> None:
    alone = {
        "Post-1": ["The Averley Herald said that the road was shut."],
        "Tide-1": ["The Herald said that the road was wet.", "Norlen Rail said that it rained."],
    }
    table = speakers_table(written_map([], alone=alone)).set_index("speaker")
    assert pd.isna(table.loc["Herald", "exclusive"])
    assert pd.isna(table.loc["Averley Herald", "exclusive"])
    assert table.loc["Norlen Rail", "exclusive"]
    assert table.loc["Averley Herald", "may_be"] == "Herald"


def test_a_quotation_that_is_announced_in_the_sentence_before_counts_once() -> None:
    said = ["Port head Ana Kos told the Herald:", "“It never was safe. We all knew it.”"]
    row = speakers_table(written_map([], alone={"Post-1": said})).iloc[0]
    assert (row["n_attributions"], row["n_direct"], row["quoted_words"]) == (1, 1, 8)


def test_words_in_marks_behind_what_is_told_are_a_saying_of_their_own() -> None:
    lines = ["The wall fell at noon, Ben Kos said on the pier.", "“It was an old wall by then.”"]
    (row,) = speakers_table(written_map([], alone={"Post-1": lines})).to_dict("records")
    assert (row["n_attributions"], row["n_direct"], row["quoted_words"]) == (2, 1, 7)


def test_whose_words_another_outlet_has_from_somebody_else_is_not_called_exclusive() -> None:
    words = "“They shut the gate at noon and nobody told the crew of the boat,”"
    alone = {
        "Post-1": [f"{words} Ana Kos said.", "Bo Lind said that it rained."],
        "Tide-1": [f"{words} a local barber said.", "Otto Renn said that it was late."],
    }
    table = speakers_table(written_map([], alone=alone)).set_index("speaker")
    assert pd.isna(table.loc["Ana Kos", "exclusive"])
    assert table.loc["Bo Lind", "exclusive"]


def test_letters_of_a_police_may_leave_out_its_department() -> None:
    alone = {
        "Post-1": ["The NYPD said that it rained.", "New York Police said that it was late."],
        "Tide-1": ["The New York Police said that the road was shut."],
    }
    table = speakers_table(written_map([], alone=alone)).set_index("outlet")
    assert table.loc["Post", "n_attributions"] == 2


def test_a_body_whose_officials_another_outlet_hears_is_not_called_exclusive() -> None:
    alone = {
        "Post-1": ["Norlen Rail Plc said that it rained.", "Averley Gas said that it was cold."],
        "Tide-1": ["A spokesman for Norlen Rail said that the road was shut."],
    }
    table = speakers_table(written_map([], alone=alone)).set_index("speaker")
    assert pd.isna(table.loc["Norlen Rail Plc", "exclusive"])
    assert table.loc["Averley Gas", "exclusive"]
