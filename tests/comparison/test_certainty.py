"""How surely each outlet says a claim, and where they differ."""

from __future__ import annotations

import pandas as pd
import pytest
from crossframe.comparison.speech.certainty import certainty_table
from crossframe.comparison.speech.certainty_findings import certainty_findings_table
from ledger_world import cells_are_verbatim, make_map
from written_claims import written_map

ARTICLES = {
    "post": ["Corrosion caused the collapse."],
    "tide": ["Corrosion may have caused the collapse.", "Corrosion caused it, police said."],
    "wire": ["She said: “The bridge was old.", "Corrosion caused the collapse of it.”"],
    "faro": ["La corrosión causó el derrumbe."],
}
CLAIMS = {
    "c-cause": ["post#0", "tide#0", "tide#1", "wire#1", "faro#0"],
    "c-one": ["post#0", "wire#0"],
}


@pytest.fixture
def claim_map():
    return make_map(ARTICLES, CLAIMS, foreign=["faro"])


def test_table(claim_map):
    table = certainty_table(claim_map)
    own = table[table["claim_id"] == "c-cause"].set_index("sentence_id")
    states = {s: None if pd.isna(c) else c for s, c in own["certainty"].items()}
    assert states == {
        "post#0": "flat",
        "tide#0": "hedged",
        "tide#1": "attributed",
        "wire#1": "attributed",  # inside of a quotation that began a sentence before
        "faro#0": None,
    }
    assert own.loc["tide#0", "evidence"] == "may"
    assert own["is_hedged"].to_dict()["tide#0"]
    assert pd.isna(own.loc["faro#0", "is_hedged"])
    assert own["differs"].all()
    shown = table[table["evidence"].notna()].to_dict("records")
    assert cells_are_verbatim(claim_map, shown, "evidence")


def test_an_outlet_is_as_sure_as_its_surest_sentence(claim_map):
    found = certainty_findings_table(claim_map).iloc[0]
    assert found["flat"] == "post"
    assert found["attributed"] == "tide; wire"
    assert pd.isna(found["hedged"])
    assert found["finding"] == "1 says it flatly, 2 attribute it"


def test_who_hedges_what_others_say_is_no_plain_hedger():
    told = make_map(
        {
            "post": ["Corrosion may have caused the collapse, the mayor said."],
            "tide": ["Corrosion caused the collapse, the mayor said."],
            "wire": ["Corrosion may have caused the collapse."],
        },
        {"c": ["post#0", "tide#0", "wire#0"]},
    )
    [row] = certainty_findings_table(told).to_dict("records")
    assert (row["attributed"], row["hedged"]) == ("tide", "post; wire")
    assert row["finding"] == "1 attributes it, 1 attributes and hedges it, 1 hedges it"


def test_without_claims_or_grammar():
    assert certainty_table(make_map(ARTICLES, {})).empty
    unparsed = make_map(ARTICLES, CLAIMS, foreign=list(ARTICLES))
    assert certainty_table(unparsed)["certainty"].isna().all()
    assert certainty_findings_table(unparsed).empty


def test_a_sentence_is_as_sure_of_a_claim_as_it_is_of_what_the_claim_is_about() -> None:
    both = "Police stopped the lorry at the gate and say they had to Taser the driver."
    claims = [
        {"Post-1": both, "Tide-1": "The lorry was stopped by police at the gate."},
        {"Voice-1": both, "Echo-1": "They had to Taser the driver, said the police."},
    ]
    rows = certainty_table(written_map(claims)).to_dict("records")
    found = {(row["claim_id"], row["outlet"]): row["certainty"] for row in rows}
    assert (found["c0", "Post"], found["c1", "Voice"]) == ("flat", "attributed")


@pytest.mark.parametrize(
    ("text", "others", "certainty"),
    [
        (
            "The mill at the pier burned down on Friday, and the guard may have left.",
            ["The mill at the pier burned down on Friday."],
            "flat",
        ),
        (
            "Born on May 4, 1923, in Averley, Dorn said she grew up without a garden.",
            ["Dorn was born on May 4, 1923, in Averley.", "She was born in 1923 in Averley."],
            "flat",
        ),
        (
            "Police said both were dead, but they delayed the news of the death of Lena Dorn.",
            ["Guard Ana Kos and Lena Dorn died.", "Ana Kos and Lena Dorn both died on Friday."],
            "attributed",
        ),
        (
            "Police released a man after a witness said he stole the boat at the old pier.",
            ["The man stole the boat at the old pier.", "He stole a boat at the old pier."],
            "attributed",
        ),
        (
            "The sailor's agent, Lena Dorn, confirmed his death to the Harbour Tide on Thursday.",
            ["The sailor died in his sleep on the boat.", "He died in his sleep on Thursday."],
            "attributed",
        ),
        (
            "The boat, which replaced the old ferry in May, may sail for Dorn.",
            [
                "The boat replaced the old ferry in June.",
                "It replaced the old ferry, a boat, in May.",
            ],
            "flat",
        ),
        ("Lena Dorn was blunt:", ["Lena Dorn was blunt about the pier."], "attributed"),
        (
            "Reports put the theft in June — but the owner denies that he was there.",
            ["The theft was in June.", "Reports put the theft in June."],
            "flat",
        ),
        (
            "Ana Kos says the woman accused of burning down the old mill is a good neighbour.",
            ["A woman burned down the old mill.", "She burned down the old mill."],
            "attributed",
        ),
        # Who is said to be behind it is one thing, what became of him another.
        (
            "The man police say is behind the fire at the old mill in Averley, now faces a charge.",
            ["A man faces a charge after the fire at the mill in Averley.", "Man faces a charge"],
            "flat",
        ),
        (
            "The sailor was jailed on Monday after police said they found him in a stolen boat.",
            ["The sailor was jailed on Monday.", "A sailor was jailed at noon on Monday."],
            "flat",
        ),
        (
            "The owner suspected her of the theft and twice ordered the captain to search her.",
            [
                "The owner ordered the captain to search her.",
                "The owner ordered him to search her.",
            ],
            "flat",
        ),
        # A guess at the cause leaves what was burned as it was.
        (
            "Arson suspected in fire that destroyed the old mill in Averley",
            ["Fire destroyed the old mill in Averley.", "The old mill in Averley was destroyed."],
            "flat",
        ),
        (
            "A fire that destroyed the old mill in Averley may have been the work of a sailor.",
            ["Fire destroyed the old mill in Averley.", "The old mill in Averley was destroyed."],
            "flat",
        ),
        # What is suspected is the claim, or it is not.
        (
            "The old mill in Averley was damaged by fire, and investigators suspect arson.",
            ["The old mill in Averley was damaged by arson.", "Arson damaged the mill in Averley."],
            "hedged",
        ),
        (
            "The old mill in Averley was damaged by fire, and investigators suspect arson.",
            ["The old mill in Averley was damaged.", "Fire damaged the old mill in Averley."],
            "flat",
        ),
        (
            "Fire at Averley mill may have been arson",
            ["There was a fire at Averley mill.", "Big fire at the mill in Averley"],
            "flat",
        ),
        (
            "A sailor has denied arson after the fire at the mill.",
            ["Sailor denies arson", "A sailor denied the arson at the mill."],
            "flat",
        ),
        # Only of the side clause is told on, and that is a guess.
        (
            "The crew is in a hurry to leave, though Dorn might upset the plan with a suit at law.",
            ["Dorn might upset the plan with a suit.", "Dorn could upset the plan with a suit."],
            "hedged",
        ),
        (
            "The crew left Averley on Friday, though Dorn might upset the plan with a suit at law.",
            ["The crew left Averley on Friday.", "On Friday the crew left the port of Averley."],
            "flat",
        ),
        # What is reputed is the deed, wherever the sentence begins.
        (
            "A sailor walked into a harbour bar in Averley on Friday and allegedly shot a guard.",
            ["A sailor shot a guard in Averley.", "A guard was shot by a sailor in Averley."],
            "attributed",
        ),
        (
            "Dorn is thought to be the guard who opened the old lock in Averley.",
            ["A guard opened the old lock in Averley.", "Dorn opened the old lock in Averley."],
            "hedged",
        ),
    ],
)
def test_a_claim_may_be_one_part_of_a_sentence(
    text: str, others: list[str], certainty: str
) -> None:
    claim = {f"Voice{n}-1": other for n, other in enumerate(others)}
    table = certainty_table(written_map([{"Post-1": text, **claim}]))
    found = table.set_index("outlet").loc["Post"]
    assert found["certainty"] == certainty
    if "accused" in text:
        assert found["evidence"] == "accused"


def test_words_that_lost_their_marks_are_somebodys_as_elsewhere() -> None:
    words = "We had a great time."
    articles = {"post": ["Kos was glad.", f"“{words}”"], "tide": ["It rained.", words]}
    claim_map = make_map(articles, {"c-time": ["post#1", "tide#1"]})
    found = certainty_table(claim_map).set_index("sentence_id")["certainty"]
    assert found.to_dict() == {"post#1": "attributed", "tide#1": "attributed"}
