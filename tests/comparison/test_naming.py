import pandas as pd
import pytest
from crossframe.comparison.wordings.entities import _is_no_body
from crossframe.comparison.wordings.equated import is_initials
from crossframe.comparison.wordings.names import Name, name_of
from crossframe.comparison.wordings.naming import naming_occurrences_table, namings_table
from crossframe.records import ClaimMap
from crossframe.text.meaning.phrases import noun_phrase
from crossframe.text.parsing import parse_texts
from written_claims import no_grammar, written_map

CLAIMS = [
    {
        "Post-1": "The regime banned the march in the capital on Friday.",
        "Tide-1": "The government banned the march in the capital on Friday.",
    },
    {
        "Post-1": "The regime closed the border with its neighbour last week.",
        "Tide-2": "The government closed the border with its neighbour last week.",
    },
    {
        "Post-2": "Rescuers pulled the survivors from the wreck near Kaltsk at dawn.",
        "Tide-2": "Rescuers pulled the survivors from the wreck near Kaltsky at dawn.",
    },
    {
        "Post-2": "Marta Oleander opened the new hospital on Sunday.",
        "Tide-2": "Oleander opened the new hospital on Sunday.",
    },
]


@pytest.fixture(scope="module")
def named() -> ClaimMap:
    return written_map(CLAIMS)


def by_naming(found: ClaimMap) -> pd.DataFrame:
    return namings_table(found).drop_duplicates("naming").set_index("naming")


def test_names_at_one_position_are_found(named: ClaimMap) -> None:
    table = by_naming(named)
    row = table.loc["government / regime"]
    assert (row["kind"], row["sure"], row["role"]) == ("different", "high", "agent")
    assert (row["n_alignments"], row["n_claims"]) == (2, 2)


def test_names_are_told_by_outlet(named: ClaimMap) -> None:
    table = namings_table(named)
    regime = table[table["naming"] == "government / regime"]
    assert regime[["name", "outlet", "n"]].to_numpy().tolist() == [
        ["government", "Tide", 2],
        ["regime", "Post", 2],
    ]


def test_spellings_and_short_forms_are_told_apart(named: ClaimMap) -> None:
    kinds = by_naming(named)["kind"]
    assert kinds["Marta Oleander / Oleander"] == "shortened"
    assert kinds["Kaltsk / Kaltsky"] == "spelling"


def test_every_place_is_verbatim(named: ClaimMap) -> None:
    for table in (namings_table(named), naming_occurrences_table(named)):
        assert len(table)
        for _, row in table.iterrows():
            text = named.article_of(row["sentence_id"]).text
            assert text[row["start"] : row["end"]].lower() == row["name"].lower()


def test_what_stands_side_by_side_is_not_one_thing() -> None:
    claims = [
        {
            "Post-1": "The sailor reached the harbour of the island on Friday evening.",
            "Tide-1": "The fisherman reached the harbour of the island on Friday evening.",
        }
    ]
    alone = {"Tide-1": ["The sailor met the fisherman.", "A fisherman took the sailor home."]}
    assert len(namings_table(written_map(claims))) == 2
    assert len(namings_table(written_map(claims, alone=alone))) == 0


def test_spellings_of_common_nouns() -> None:
    claims = [
        {
            "Post-1": "The protester reached the harbour of the island on Friday evening.",
            "Tide-1": "The protestor reached the harbour of the island on Friday evening.",
        },
        {
            "Post-1": "The mayor opened the new centre on the island on Sunday morning.",
            "Tide-1": "The mayor opened the new center on the island on Sunday morning.",
        },
    ]
    kinds = by_naming(written_map(claims))["kind"]
    assert kinds.to_dict() == {
        "protester / protestor": "spelling",
        "new center / new centre": "spelling",
    }


def test_measures_and_plain_things_are_no_names() -> None:
    claims = [
        {
            "Post-1": "The storm reached the height of the season on Friday evening.",
            "Tide-1": "The storm reached the time of the season on Friday evening.",
        }
    ]
    assert len(namings_table(written_map(claims))) == 0


def test_amounts_and_partitives_are_no_names() -> None:
    claims = [
        {
            "Post-1": f"The thieves took {one} from the Averley jeweller on Friday.",
            "Tide-1": f"The thieves took {other} from the Averley jeweller on Friday.",
        }
        for one, other in (
            ("€74million of diamond rings", "Norvik rings"),
            ("millions worth of diamond rings", "a handful of Norvik rings"),
            ("p74million of diamond rings", "worth of Norvik rings"),
        )
    ]
    names = " ".join(namings_table(written_map(claims)).get("naming", []))
    assert not any(word in names for word in ("million", "worth", "handful"))


def test_two_persons_are_two_persons() -> None:
    claims = [
        {
            "Post-1": "Mayor Anna Brandt opened the new hospital in the town on Sunday.",
            "Tide-1": "Mayor Peter Holm opened the new hospital in the town on Sunday.",
        }
    ]
    assert len(namings_table(written_map(claims))) == 0


def test_a_text_that_gives_both_names_is_believed() -> None:
    claims = [
        {
            "Post-1": "Shells fell on Ostrava yesterday.",
            "Tide-1": "Artillery pounded Kraslow for an hour.",
            "Wire-1": "The shelling of Ostrava, which the army calls Kraslow, lasted an hour.",
        }
    ]
    row = by_naming(written_map(claims)).loc["Kraslow / Ostrava"]
    assert (row["role"], row["sure"], row["n_alignments"]) == ("said to be one", "high", 1)


def test_initials() -> None:
    assert is_initials("NGO", "National Guild of Opticians")
    assert not is_initials("Nato", "National Guild")


def test_without_grammar_or_claims_the_columns_stay(named: ClaimMap) -> None:
    for found in (written_map(CLAIMS, no_grammar), written_map([])):
        assert list(namings_table(found)) == list(namings_table(named))
        assert len(namings_table(found)) == len(naming_occurrences_table(found)) == 0


def test_an_age_is_no_part_of_a_name_and_a_part_of_something_has_none() -> None:
    claims = [
        {
            "Post-1": "A 31-year-old Norvik climber crossed the glacier near the hut on Friday.",
            "Tide-1": "Marta Oleander crossed the glacier near the hut on Friday.",
        },
        {
            "Post-2": "The bodies of two Norvik sailors were found near the old pier on Friday.",
            "Tide-2": "The crew was found near the old pier on Friday.",
        },
    ]
    assert list(by_naming(written_map(claims)).index) == ["Marta Oleander / Norvik climber"]


def test_a_ship_is_not_its_navy_and_another_man_is_another() -> None:
    said = [
        {
            "Post-1": "The warship Ansgar boarded two boats of the smugglers near Norvik.",
            "Tide-1": "The Averley navy boarded two boats of the smugglers near Norvik.",
        },
        {
            "Post-1": "Ray was pronounced dead at the hospital in Norvik.",
            "Tide-1": "An unidentified woman was pronounced dead at the hospital in Norvik.",
        },
    ]
    names = " ".join(namings_table(written_map(said))["naming"].unique())
    assert "navy" not in names
    assert "unidentified" not in names


def test_a_name_that_the_reading_cut_is_no_other_name() -> None:
    def namings(name: str) -> list[str]:
        told = "The tug led five boats through the {} on Friday."
        own = told.format("internationally recognised transit corridor")
        claims = [{"Post-1": own, "Tide-1": told.format(name)}]
        return namings_table(written_map(claims))["naming"].unique().tolist()

    assert namings("Transit Corridor")
    assert not namings("Internationally Recognised Transit Corridor")


def test_a_score_is_no_part_of_a_name() -> None:
    said = {
        "Post-1": "The Norvik Gulls defeated Averley, 65-53, on Friday.",
        "Tide-1": "The Norvik Gulls defeated Averley 65-53 on Friday.",
    }
    assert not any("65" in name for name in namings_table(written_map([said]))["naming"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The town hosts the #Regatta again this year.", "The town hosts the Regatta again here."),
        # Officials are not the body that they are of, and one of them is not several.
        (
            "The New York Rovers placed Ray on leave.",
            "On Friday, team officials placed Ray on leave.",
        ),
        ("One protester threw a stone at the bank.", "Protesters threw a stone at the bank."),
        # What the other sentence says as well makes no shorter name.
        ("She checked into Oldham Clinic on Monday.", "She checked into the Clinic at Oldham."),
        # The man may be another one.
        ("On Friday Ann Ray fell from the ridge.", "On Friday the man fell from the ridge."),
    ],
)
def test_what_may_be_two_things_is_no_naming(one: str, other: str) -> None:
    assert len(namings_table(written_map([{"Post-1": one, "Tide-1": other}]))) == 0


def test_a_title_in_small_letters_is_a_title_too() -> None:
    said = {
        "Post-1": "The club fired Coach Maro Quill on Saturday.",
        "Tide-1": "The club fired coach Maro Quill on Saturday morning.",
        "Gull-1": "The club fired Maro Quill on Saturday night.",
    }
    table = namings_table(written_map([said]))
    assert set(table["naming"]) == {"Coach Maro Quill / Maro Quill"}
    assert set(table["outlet"]) == {"Post", "Gull"}


def test_where_somebody_is_from_is_no_part_of_a_name() -> None:
    said = {
        "Post-1": "Anton Phil Lasker of Amsel was charged on Friday with theft.",
        "Tide-1": "Lasker was charged on Friday with theft.",
    }
    assert list(by_naming(written_map([said])).index) == ["Anton Phil Lasker / Lasker"]


def test_a_bare_surname_that_is_taken_for_a_body_is_a_persons_beside_the_name_in_full() -> None:
    said = {
        "Post-1": "Marta Quill opened the new hospital on Sunday.",
        "Tide-1": "Quill opened the new hospital on Sunday.",
        "Gull-1": "Quill opened the new hospital on Sunday morning.",
        "Star-1": "On Sunday Quill opened the new hospital in town.",
    }
    claim_map = written_map([said], alone={"Post-2": ["Ms. Quill said that it was late."]})
    taken = [
        parse.entities[parse.lemmas.index("Quill")]
        for parse in claim_map.parses
        if parse is not None
    ]
    assert taken.count("ORG") > taken.count("PERSON")
    table = namings_table(claim_map)
    assert table[["naming", "entity"]].drop_duplicates().to_numpy().tolist() == [
        ["Marta Quill / Quill", "PERSON"]
    ]


def test_only_proper_names_tell_what_a_thing_is() -> None:
    claims = [
        {
            "Post-1": "The INS Averley reached the harbour of Kaltsk on Friday.",
            "Tide-1": "The Averley reached the harbour of Kaltsk on Friday.",
        },
        {
            "Post-1": "The protesters burned two cars in the square on Sunday.",
            "Tide-1": "The rioters burned two cars in the square on Sunday.",
        },
        {
            "Post-1": "Marta Oleander opened the new hospital on Sunday.",
            "Tide-2": "Oleander opened the new hospital on Sunday.",
        },
    ]
    entities = by_naming(written_map(claims))["entity"]
    assert entities["Marta Oleander / Oleander"] == "PERSON"
    assert entities[["Averley / INS Averley", "protesters / rioters"]].isna().all()


@pytest.mark.parametrize(
    ("text", "head", "found"),
    [("12th Amsel Games", "games", True), ("show", "show", True), ("company", "company", False)],
)
def test_an_event_that_is_counted_and_a_show_are_no_bodies(
    text: str, head: str, *, found: bool
) -> None:
    name = Name(
        text=text,
        key=text.lower(),
        head=head,
        entity="",
        is_proper=text != head,
        is_named=text != head,
        is_many=False,
        proper=frozenset(),
        start=0,
        end=len(text),
        row=0,
    )
    assert _is_no_body(name) == found


@pytest.mark.parametrize(
    ("whole", "found"),
    [("Amsel Gulls of 2008", "Amsel Gulls"), ("mother of two", "mother of two")],
)
def test_a_year_behind_a_name_is_no_part_of_it(whole: str, found: str) -> None:
    text = f"The crew met the {whole} and left."
    parse = parse_texts([text])[0]
    head = text.split().index(found.partition(" of ")[0].rpartition(" ")[2])
    assert (name := name_of(text, parse, noun_phrase(text, parse, head))) is not None
    assert name.text == found


def test_a_body_is_not_the_line_that_is_called_and_a_mark_is_no_hold() -> None:
    claims = [
        {
            "Post-1": "Anyone who saw the car in Averley on Friday is asked to call the tip line.",
            "Tide-1": "Anyone who saw the car in Averley on Friday is asked to call the FBI.",
        },
        {
            "Post-2": "Tom Orr has broken the Norvik scoring mark in the first half.",
            "Tide-2": "Before a crowd on Friday Orr has broken the hold in the first half.",
        },
    ]
    assert namings_table(written_map(claims)).empty


def test_a_pair_that_differs_in_capitals_alone_is_told_once() -> None:
    claims = [
        {
            "Post-1": "The Kites placed Tom Orr on injured reserve on Friday in Norvik.",
            "Tide-1": "The Kites placed Tom Orr on IR on Friday in Norvik.",
        },
        {
            "Post-2": "The Gulls have placed their striker Bo Lind on Injured Reserve in Averley.",
            "Tide-2": "The Gulls have placed their striker Bo Lind on IR in Averley.",
        },
    ]
    names = by_naming(written_map(claims))
    assert names["kind"].to_dict() == {"Injured Reserve / IR": "shortened"}, names
