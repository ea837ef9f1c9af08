"""Persons: one for all spellings of a name, and nobody where a name may be another's."""

from __future__ import annotations

import pandas as pd
from crossframe.comparison.speech.persons import People
from crossframe.comparison.speech.sources import speakers_table
from crossframe.records import ClaimMap
from written_claims import written_map


def _speakers(alone: dict[str, list[str]]) -> pd.DataFrame:
    return speakers_table(written_map([], alone=alone))


def _names(alone: dict[str, list[str]]) -> list[str]:
    return sorted(set(_speakers(alone).speaker))


def test_one_letter_makes_no_other_person_where_no_article_has_both() -> None:
    one = ["The spokesman Gregg Milliote said that the road was shut."]
    two = ["The spokesman Greg Miliote said that the road was wet."]
    assert len(_names({"Post-1": one, "Tide-1": two})) == 1
    assert len(_names({"Post-1": [*one, *two]})) == 2


def test_short_forms_initials_and_second_names_are_of_one_person() -> None:
    alone = {
        "Post-1": ["Robert Hale said it fell.", "Stanley Moss said it stood."],
        "Tide-1": ["Bob Hale said it fell.", "Stan Moss said it stood."],
        "Star-1": ["R. Hale said it fell.", "W. Stanley Moss said it stood."],
    }
    assert len(_names(alone)) == 2


def test_whoever_most_articles_name_in_full_bears_the_surname_alone() -> None:
    alone = {
        f"Post-{number}": ["Ana Kos said that the road was shut.", "Kos said that it was wet."]
        for number in range(3)
    }
    alone["Tide-1"] = ["Kos said that the road was shut."]
    alone["Star-1"] = ["Her brother Emil Kos wept.", "Ana Kos left.", "Kos said that it was wet."]
    found = _speakers(alone)
    assert set(found.speaker) == {"Ana Kos"}
    assert not found.exclusive.any()


def test_a_surname_of_two_makes_nobody_exclusive() -> None:
    alone = {
        "Post-1": ["Ana Kos said that the road was shut."],
        "Tide-1": ["Emil Kos said that the road was wet."],
        "Star-1": ["Kos said that the road was icy."],
    }
    found = _speakers(alone)
    assert len(found) == 3
    assert found.exclusive.isna().all()


def test_a_given_name_alone_is_of_the_one_whom_the_article_names_so() -> None:
    alone = {
        "Post-1": ["Bettina Kos said that the road was shut.", "“I saw it,” Bettina said."],
        "Tide-1": ["David Moss said that the road was wet."],
    }
    assert _names(alone) == ["Bettina Kos", "David Moss"]


def test_titles_and_what_leads_up_to_a_name_are_no_part_of_it() -> None:
    alone = {
        "Post-1": ["Comedian Ana Kos said that the road was shut."],
        "Tide-1": [
            "Ana Kos said it was wet.",
            "Ana Kos said it was icy.",
            "ADA Moss said no more.",
        ],
        "Star-1": ["Prosecutor Ada Moss said that the road was shut."],
    }
    assert "Ana Kos" in _names(alone)
    assert not any(name.startswith(("Comedian", "ADA")) for name in _names(alone))


def test_the_judge_of_one_article_is_not_the_judge_of_another() -> None:
    alone = {
        "Post-1": ["The judge said that the road was shut."],
        "Post-2": ["The judge said that the road was wet."],
    }
    found = _speakers(alone)
    assert list(found.speaker) == ["judge", "judge"]
    assert list(found.n_attributions) == [1, 1]


def test_of_two_judges_the_judge_is_nobody_known() -> None:
    alone = {
        "Post-1": [
            "Judge Ana Kos said that the road was shut.",
            "Judge David Moss left.",
            "The judge said that the road was wet.",
        ]
    }
    assert set(_speakers(alone).speaker) == {"Ana Kos"}


def test_particles_are_of_the_surname() -> None:
    alone = {
        "Post-1": ["Judge Vincent Del Rio said that the road was shut."],
        "Tide-1": ["Judge Vincent DelRio said it.", "Del Rio said that the road was wet."],
    }
    people: People = People.of(_map(alone))
    assert set(people.known) == {"@vincent delrio"}


def _map(alone: dict[str, list[str]]) -> ClaimMap:
    return written_map([], alone=alone)


def test_the_police_are_no_captain_of_police() -> None:
    alone = {"Post-1": ["Police Capt. Ana Kos left.", "The police said that the road was wet."]}
    assert list(_speakers(alone).kind) == ["office"]


def test_whoever_is_called_by_the_last_word_is_no_body() -> None:
    alone = {
        "Post-1": ["Averley Kyrtso said that the road was shut.", "Kyrtso said that it was wet."],
        "Tide-1": ["Kyrtso Rail said that the road was shut."],
    }
    found = _speakers(alone).set_index("outlet")
    assert found.loc["Post", "kind"] == "person"


def test_a_nickname_between_two_words_parts_no_name() -> None:
    alone = {
        "Post-1": ['Vincent "the Ox" Lind left.', "Lind said that the road was shut."],
        "Tide-1": ["Vincent Lind said that the road was wet.", "Louis Lind left."],
    }
    assert _names(alone) == ["Vincent Lind"]


def test_an_office_is_no_title_in_front_of_a_name() -> None:
    alone = {
        "Post-1": ["The sheriff's officials said that the road was shut."],
        "Tide-1": ["Officials said that the road was wet."],
    }
    assert _names(alone) == ["Officials", "sheriff's officials"]


def test_a_list_behind_a_name_is_no_role() -> None:
    found = _speakers(
        {"Post-1": ["Ana Kos was seen with a judge, a reporter and a clerk.", "Kos said so."]}
    )
    assert found.role.isna().all()


def test_the_capitals_of_a_headline_make_nobody() -> None:
    alone = {
        "Post-1": [
            "Three Dead In Norlen Factory Shooting",
            "The shooting was over by noon, police said.",
            "Norlen said that the plant was shut.",
        ]
    }
    assert _names(alone) == ["Norlen", "police"]


def test_the_governor_is_called_so_by_an_abbreviated_title() -> None:
    alone = {"Post-1": ["Gov. Ana Kos left.", "The governor said that the road was shut."]}
    assert _names(alone) == ["Ana Kos"]
    deputy = {"Post-1": ["Deputy Mayor Ana Kos left.", "The mayor said that the road was shut."]}
    assert _names(deputy) == ["mayor"]


def test_two_spellings_of_a_foreign_alphabet_are_of_one_person() -> None:
    one = ["Ministry spokesperson Serhii Kovalskyi said that the bridge was shut."]
    two = ["Sergey Kovalsky, who speaks for the ministry, said that the bridge was open."]
    found = _speakers({"Post-1": one, "Tide-1": two})
    assert len(set(found.speaker)) == 1
    assert not found.exclusive.any()
    assert len(_names({"Post-1": [*one, *two]})) == 2
    assert len(_names({"Post-1": ["Gary Moss said no."], "Tide-1": ["Harry Moss said no."]})) == 2


def test_a_capital_that_speaks_is_a_government_and_nobody_exclusive() -> None:
    found = _speakers({"Post-1": ["Kiev said no."], "Tide-1": ["Ana Kos said yes."]})
    rows = {row["speaker"]: row for row in found.to_dict("records")}
    assert rows["Kiev"]["kind"] == "office"
    assert pd.isna(rows["Kiev"]["exclusive"])


def test_whose_view_another_outlet_gives_is_not_exclusive() -> None:
    one = ["The analyst Ana Kos said that the harbour was failing."]
    two = [
        "The analyst Ana Kos portrays the strike as a sign of decay.",
        "Ben Hale said that he left.",
    ]
    found = _speakers({"Post-1": one, "Tide-1": two}).set_index("speaker")
    assert pd.isna(found.loc["Ana Kos", "exclusive"])
    assert found.loc["Ben Hale", "exclusive"]
