"""A sentence that tells of another deed than its claim is held loosely, however like its words."""

from dataclasses import replace

import pytest
from crossframe.comparison import side_by_side_table
from crossframe.text import parse_texts
from told_world import Told, told_map

_OTHERS = [
    # Others do it as well.
    (
        "The Lind brothers were found dead in a hut at Amsel on Monday.",
        "The guard dog was also found dead.",
        True,
    ),
    (
        "The Ostmark Bank also has shown interest.",
        "The Lindau Fund and Kos Brothers have shown interest in the yard.",
        True,
    ),
    (  # a name and a noun may be of one person
        "The skipper was charged with fraud and theft over the loss of the ferry.",
        "Kos was also charged with fraud and theft.",
        False,
    ),
    (  # it says that another thing is told
        "A tug also pulled two men from the water off Amsel.",
        "Crews of a tug also pulled two men from the water off the port of Amsel.",
        False,
    ),
    # What is usual is not news.
    (
        "The port of Amsel opens its locks to yachts.",
        "Normally, the port of Amsel opens its locks to yachts in the second week of May.",
        True,
    ),
    (
        "The port of Amsel usually opens its locks to yachts in May.",
        "Normally, the port of Amsel opens its locks to yachts in the second week of May.",
        False,
    ),
    # One thing begins, another ends.
    (
        "The regatta of the Ostmark yachts ended on Sunday evening, the harbour office said.",
        "Crews began to rig their Ostmark yachts on Sunday at 7 a.m., the harbour office said.",
        True,
    ),
    (
        "The yard said that Ann Ray has been hired to lead the Amsel works of the yard.",
        "The yard said earlier that Tom Lind, who led the Amsel works of the yard, was dismissed.",
        True,
    ),
    (  # of one thing that is a contradiction
        "The regatta of the Ostmark yachts ended on Sunday.",
        "The regatta of the Ostmark yachts began on Sunday.",
        False,
    ),
    # It is not so of whom the other tells something else.
    (
        "None of the other bidders, the Ostmark Bank and the Lindau Fund, offered nine million.",
        "Other bidders are the Ostmark Bank (eight million) and the Lindau Fund.",
        True,
    ),
    (
        "No one was hurt in the fire, which began in the mill at Amsel on Friday night.",
        "Nobody was hurt in the fire that began in the mill at Amsel on Friday.",
        False,
    ),
    (
        "No one was hurt in the fire, which began in the mill at Amsel on Friday night.",
        "All escaped unharmed from the fire that began in the mill at Amsel on Friday night.",
        False,
    ),
    (  # that it came late is no denial
        "It was not until May that the yard sold the ferry Amsel.",
        "The yard sold the ferry Amsel in May.",
        False,
    ),
    # Days and rounds that go by their number.
    (
        "Strikers closed the docks and the yard of Amsel on the fifth day of the strike.",
        "Strikers closed the docks and two banks of Amsel on the sixth day of the strike.",
        True,
    ),
    (
        "Strikers closed the docks and the yard of Amsel on the fifth day of the strike.",
        "Strikers closed the docks and two banks of Amsel on the fifth straight day of strikes.",
        False,
    ),
    # What is still talked about, and what is settled.
    (
        "Ann Ray is in talks to lead the new regatta of Amsel, which the yard pays for.",
        "It is official: Ann Ray leads the new regatta of Amsel, which the yard pays for.",
        True,
    ),
    (
        "Ann Ray is in talks to lead the new regatta of Amsel, which the yard pays for.",
        "Ann Ray is expected to lead the new regatta of Amsel, which the yard pays for.",
        False,
    ),
    # Who says nothing, and what somebody feels.
    (
        "The harbour master declined to say whether the yard had received threats of late.",
        "The police have said that the yard had not received any threats of late.",
        True,
    ),
    (
        "The harbour master declined to say whether the yard had received threats of late.",
        "The harbour master would not say if the yard had received threats of late.",
        False,
    ),
    (
        '"We are thrilled to have Ann Ray lead the regatta of Amsel," the organisers said.',
        "Ann Ray will lead the regatta of Amsel again, the organisers said.",
        True,
    ),
    (
        '"We are thrilled to have Ann Ray lead the regatta of Amsel," the organisers said.',
        "The organisers said they were thrilled that Ann Ray will lead the regatta of Amsel.",
        False,
    ),
    (  # it quotes more than that
        '"I am proud to lead the regatta," Ann Ray said, "and the wind of Amsel is my friend."',
        '"The wind of Amsel is my friend," Ann Ray said of the regatta that she is to lead.',
        False,
    ),
    # What was is not what will be.
    (
        "At the earlier hearing on Monday Max Ode was too ill to appear in the court of Amsel.",
        "Max Ode will appear in the court of Amsel this morning.",
        True,
    ),
    (
        "At the earlier hearing on Monday Max Ode was too ill to appear in the court of Amsel.",
        "Max Ode, too ill at an earlier hearing, will appear in the court of Amsel on Friday.",
        False,
    ),
    # A figure that is named because it is not the one.
    (
        "The office puts nearer 40% than 70% of the catch at Amsel down to the new nets.",
        "The new nets bring in 70% of the catch at Amsel, the owner said.",
        True,
    ),
    (
        "The office puts nearer 40% than 70% of the catch at Amsel down to the new nets.",
        "The new nets bring in some 40% of the catch at Amsel, the office said.",
        False,
    ),
    (
        "The office puts nearer 40% than 70% of the catch at Amsel down to the new nets.",
        "The owner puts 70% of the catch at Amsel down to the new nets, the office 40%.",
        False,
    ),
    # A few words that name somebody tell nothing.
    ("Chief engineer shot and killed in Amsel", "Chief engineer", True),
    (
        "The yard has nominated Ann Ray as harbour master.",
        "Nomination of Ann Ray as harbour master",
        False,
    ),
    # The missing and the dead.
    (
        "Ann Ray, the pilot of the ferry, was buried this morning.",
        "The pilot of the ferry, Ann Ray, 52, was among the dead.",
        True,
    ),
    (
        "Ann Ray, the pilot of the ferry, was buried this morning.",
        "The coffin of Ann Ray, the pilot of the ferry, was lowered into its grave this morning.",
        False,
    ),
    (
        "The search for the two missing sailors of the ferry has been called off.",
        "Two sailors of the ferry are still missing.",
        True,
    ),
    (
        "The bodies of Ann Ray and Tom Lind were found in a hut at Amsel on Monday.",
        "The victims have been identified as Ann Ray and Tom Lind of Amsel.",
        True,
    ),
    (
        "Ann Ray and her husband Tom Lind were found in Amsel on Monday.",
        "Max Ode is due in court over the murders of Ann Ray and her husband Tom Lind in Amsel.",
        True,
    ),
    (
        "Ann Ray and her husband Tom Lind were found in Amsel on Monday.",
        "The bodies of Ann Ray and her husband Tom Lind were discovered on Monday in Amsel.",
        False,
    ),
    # Who says of himself what he does is whom it is told of.
    (
        "Harbour master Ann Ray told the Tide that she has made a nine-year offer to Max Ode.",
        "Tom Lind said that it would take a nine-year offer to Max Ode to win him.",
        True,
    ),
    (
        "Harbour master Ann Ray told the Tide that she has made a nine-year offer to Max Ode.",
        "Ann Ray said that a nine-year offer has been made to Max Ode.",
        False,
    ),
    (  # of whom a quotation tells is not who says it
        'Ann Ray said: "He has sold the ferry Amsel to the yard."',
        "Tom Lind has sold the ferry Amsel to the yard.",
        False,
    ),
]


@pytest.mark.parametrize(("first", "beside", "is_loose"), _OTHERS)
def test_another_deed_is_another_matter(first: str, beside: str, *, is_loose: bool) -> None:
    said = [first, beside, f"{first.rstrip('.')}, the Tide of Lindau wrote."]
    made = told_map(
        Told(f"a{n}", "ABC"[n], "2024-05-02", [(text, "c")]) for n, text in enumerate(said)
    )
    claim = replace(made.claims[0], probabilities=(0.95, 0.95, 0.95), medoid_id="a0#0")
    made = replace(made, claims=(claim,), parses=tuple(parse_texts(said)))
    assert side_by_side_table(made)["is_loose"].tolist()[1] == is_loose
