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
    assert (row["flat"], row[state], row["is_clear"]) == ("Post", "Tide", True)
    assert not str(row["finding"]).startswith("perhaps")


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
    ],
)
def test_other_matters_are_not_set_against_each_other(flat: str, other: str) -> None:
    assert not any(row["is_clear"] for row in _rows({"Post-1": flat, "Tide-1": other}))


def test_what_may_be_of_another_part_stands_behind_and_says_so() -> None:
    unclear = {
        "Post-1": "The ferry carried 90 people and sank off Dornby.",
        "Tide-1": "The ferry carried 70 people and sank off Dornby, the coastguard said.",
    }
    clear = {
        "Voice-1": "The mill in Averley burned down on Monday.",
        "Echo-1": "The mill in Averley burned down on Monday, the mayor said.",
    }
    first, second = _rows(unclear, clear)
    assert (first["claim_id"], first["is_clear"]) == ("c1", True)
    assert (second["claim_id"], second["is_clear"]) == ("c0", False)
    assert second["finding"] == "perhaps 1 says it flatly, 1 attributes it"


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


def test_who_says_it_flatly_too_does_not_attribute_it() -> None:
    rows = _rows(
        {
            "Post-1": "The ferry sank off Dornby on Sunday.",
            "Tide-1": "The ferry sank off Dornby on Sunday, the coastguard said.",
            "Tide-2": "The ferry sank off Dornby on Sunday.",
        }
    )
    assert rows == []
