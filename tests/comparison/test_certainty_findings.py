"""Where outlets are not equally sure of one matter, sentence against sentence."""

from __future__ import annotations

import pytest
from crossframe.comparison.speech.certainty_findings import certainty_findings_table
from written_claims import written_map


def _rows(*claims: dict[str, str]) -> list[dict[str, object]]:
    return certainty_findings_table(written_map(list(claims))).to_dict("records")


@pytest.mark.parametrize(
    ("flat", "other", "state"),
    [
        (
            "The ferry sank off Dornby on Sunday.",
            "The old ferry sank off Dornby early on Sunday, the coastguard said.",
            "attributed",
        ),
        # The same deed by another verb, and most of its words.
        (
            "Divers seized six crates of copper wire from the wreck.",
            "Six crates of copper wire were found in the wreck by divers, the coastguard said.",
            "attributed",
        ),
        (
            "A spark from the winch lit the fuel on the ferry.",
            "A spark from the winch may have lit the fuel on the ferry.",
            "hedged",
        ),
        # Of other things other numbers are told; a short sentence says all of it.
        (
            "The firm sacked its captain on Sunday after a 9-14 season.",
            "The firm sacked its captain on Sunday, one day after a quarrel, the Tide reported.",
            "attributed",
        ),
        (
            "A spark lit the fuel.",
            "A spark lit the fuel of the ferry, the board said.",
            "attributed",
        ),
        # "Alleged" tells of whom; that he hanged himself is said flatly.
        (
            "An alleged smuggler hanged himself in a cell in Dornby.",
            "An alleged smuggler hanged himself in a cell in Dornby, the warden said.",
            "attributed",
        ),
    ],
)
def test_what_one_states_another_does_not(flat: str, other: str, state: str) -> None:
    [row] = _rows({"Post-1": flat, "Tide-1": other})
    assert (row["flat"], row[state]) == ("Post", "Tide")


@pytest.mark.parametrize(
    ("flat", "other"),
    [
        # What is told of the ship is not what the owner says of it.
        (
            "The ferry Lena Dorn carries mail and cattle to Averley.",
            "The ferry Lena Dorn had no lifeboats, its captain told Averley radio.",
        ),
        # Both leave it open by the same word.
        (
            "The owner is in custody before charges that are expected on Friday.",
            "The owner is expected to face charges on Friday, the coastguard said.",
        ),
        (
            "Some speculated that the captain sold the map of the wreck.",
            "Some, among them the owner, speculated that the captain sold the map of the wreck.",
        ),
        # Whoever says "we" speaks for themselves.
        ("But we know nothing of the fuel for sure.", "I know of the fuel for sure, he said."),
        # What stands in marks is not the outlet's own.
        (
            "She went on to tell the passengers that “lifeboats and vests are not needed”.",
            "“Lifeboats and vests are not needed.”",
        ),
        # They give different numbers.
        (
            "The ferry carried 90 people and sank off Dornby.",
            "The ferry carried 70 people and sank off Dornby, the coastguard said.",
        ),
        # Of the thief both know from others alone, so that the first does not say it flatly.
        (
            "A fire caused $1m in damage to the ferry, and divers say a thief may be at work.",
            "A fire that caused $1m in damage to the ferry was the work of a thief, divers say.",
        ),
        # One leaves it open by one word, and the other by another.
        (
            "The fire on the ferry, suspected as arson, razed its bridge and deck.",
            "Arson may have razed the bridge and deck of the ferry.",
        ),
        # Who quotes that it may be so has nobody say that it is.
        (
            "Ferry traffic badly hit, parcels lost.",
            "“So ferry traffic may slow down and some parcels could get lost.”",
        ),
        # Whoever tells of a report does not say that it is true.
        (
            "Reports that the ferry had sunk off Dornby on Sunday spread in the harbour.",
            "The ferry sank off Dornby on Sunday, the coastguard said.",
        ),
        # One ferry of its name is not all of them.
        (
            "The Dornby Ferry, three miles from the wreck, stayed in harbour on Monday.",
            "All ferries near the wreck stay in harbour on Monday, the coastguard said.",
        ),
    ],
)
def test_other_matters_are_not_set_against_each_other(flat: str, other: str) -> None:
    assert _rows({"Post-1": flat, "Tide-1": other}) == []


def test_an_outlet_that_tells_another_part_is_shown_apart() -> None:
    [row] = _rows(
        {
            "Post-1": "The ferry sank off Dornby on Sunday.",
            "Tide-1": "The ferry sank off Dornby on Sunday, the coastguard said.",
            "Echo-1": "Fourteen lorries and a bus stood below its deck.",
        }
    )
    assert (row["flat"], row["attributed"], row["unclear"]) == ("Post", "Tide", "Echo")
    assert row["finding"] == "1 says it flatly, 1 attributes it, 1 perhaps tells another part"
    assert len(str(row["sentence_ids"]).split()) == 2


FLAT = "The ferry sank off Dornby on Sunday."
SAID = "The ferry sank off Dornby on Sunday, the coastguard said."
GUESSED = "The ferry may have sunk off Dornby on Sunday."


@pytest.mark.parametrize("beside", [{"Post-1": FLAT}, {"Post-1": SAID}, {"Post-1": GUESSED}])
def test_who_says_it_flatly_here_and_not_there_stands_on_no_side(beside: dict[str, str]) -> None:
    assert _rows({**beside, "Tide-1": SAID, "Tide-2": FLAT}) == []
    assert _rows({**beside, "Tide-1": FLAT, "Tide-2": GUESSED}) == []


def test_who_says_it_flatly_here_and_not_there_is_shown_apart() -> None:
    [row] = _rows({"Post-1": FLAT, "Tide-1": SAID, "Echo-1": SAID, "Echo-2": FLAT})
    assert (row["flat"], row["attributed"], row["both"]) == ("Post", "Tide", "Echo")
    assert row["finding"] == (
        "1 says it flatly, 1 attributes it, 1 says it flatly here and not there"
    )


def test_nobody_is_set_against_who_is_as_sure_elsewhere() -> None:
    assert _rows({"Post-1": SAID, "Tide-1": GUESSED, "Tide-2": SAID}) == []
    [row] = _rows({"Post-1": FLAT, "Tide-1": GUESSED, "Tide-2": SAID})
    assert (row["flat"], row["attributed"]) == ("Post", "Tide")
