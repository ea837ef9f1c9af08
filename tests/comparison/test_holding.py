"""What a claim holds loosely is shown apart, by every ledger that reads something off a claim."""

from dataclasses import replace

import pytest
from crossframe.comparison import (
    attribution_findings_table,
    certainty_findings_table,
    certainty_table,
    coverage_table,
    loaded_terms_table,
    side_by_side_table,
)
from crossframe.presentation.coverage_view import coverage_view, draw_coverage
from crossframe.presentation.differing_view import differing_views
from crossframe.presentation.figures import draw_side_by_side
from crossframe.presentation.reader.ledgers import Ledgers
from crossframe.records import ClaimMap
from crossframe.text import parse_texts
from told_world import Told, told_map

TEXTS = [
    "Fire destroyed the old mill in Amsel High Street on Tuesday.",
    "A fire destroyed the mill in Amsel High Street, police said on Tuesday.",
    "The owner may sell what is left of his fields.",
]


@pytest.fixture(scope="module")
def told() -> ClaimMap:
    """A claim of three outlets, the last of which tells of another matter."""
    made = told_map(
        Told(f"a{n}", "ABC"[n], "2024-05-02", [(text, "c")]) for n, text in enumerate(TEXTS)
    )
    claim = replace(made.claims[0], probabilities=(0.9, 0.85, 0.7), medoid_id="a0#0")
    return replace(made, claims=(claim,), parses=tuple(parse_texts(TEXTS)))


def test_each_sentence_says_whether_it_is_loose(told: ClaimMap) -> None:
    assert side_by_side_table(told)["is_loose"].tolist() == [False, False, True]
    assert certainty_table(told)["is_loose"].tolist() == [False, False, True]


def test_a_loose_sentence_has_no_say_in_how_sure_outlets_are(told: ClaimMap) -> None:
    [row] = certainty_findings_table(told).to_dict("records")
    assert [row[name] for name in ("flat", "attributed", "loose")] == ["A", "B", "C"]
    assert row["finding"] == "1 says it flatly, 1 attributes it, 1 held loosely"
    assert row["sentence_ids"] == "a0#0 a1#0"


def test_nothing_is_told_of_the_voice_of_a_loose_sentence(told: ClaimMap) -> None:
    table = attribution_findings_table(told).set_index("outlet")
    assert table["voice"].to_dict() == {"A": "own", "B": "attributed", "C": "loose"}
    assert table["n_loose"].tolist() == [0, 0, 1]
    assert table.loc["C", "sentence"] == TEXTS[2]


def test_a_loose_sentence_neither_shows_nor_carries_a_rated_word(told: ClaimMap) -> None:
    table = loaded_terms_table(told)
    assert table["word"].tolist() == ["destroyed", "destroyed"]
    assert table["n_carriers"].tolist() == [2, 2]


def test_a_cell_that_holds_loose_sentences_alone_says_so(told: ClaimMap) -> None:
    table = coverage_table(told).set_index("outlet")
    assert table["n_loose"].tolist() == [0, 0, 1]
    assert table["evidence"].fillna("").tolist() == [
        "",
        "",
        "held loosely: it may tell of another matter, read it",
    ]
    assert "another matter" in draw_coverage(told).html
    [(_, [row])] = coverage_view(told, linked=False).groups
    assert [cell.sign for cell in row.cells] == ["1", "1", "1?"]


def test_a_place_is_that_of_a_firm_sentence() -> None:
    said = [(TEXTS[2], "c"), *[(f"It was day {n} of the fair.", "") for n in range(9)]]
    made = told_map(
        [
            Told("a0", "A", "2024-05-02", [*said, (TEXTS[1], "c")]),
            Told("a1", "B", "2024-05-02", [(TEXTS[0], "c")]),
        ]
    )
    [claim] = made.claims
    sure = dict(zip(claim.sentence_ids, (0.7, 0.9, 0.9), strict=True))
    claim = replace(claim, probabilities=tuple(sure.values()), medoid_id="a1#0")
    parses = tuple(parse_texts([one.text for one in made.sentences]))
    table = coverage_table(replace(made, claims=(claim,), parses=parses)).set_index("outlet")
    assert table.loc["A", "placement"] == "quarter 4"
    assert table.loc["A", ["n_sentences", "n_loose"]].tolist() == [2, 1]
    assert table.loc["A", "first_sentence_id"] == "a0#10"


def test_pages_mark_it(told: ClaimMap) -> None:
    assert [one.is_loose for one in differing_views(told)[0].versions] == [False, False, True]
    assert draw_side_by_side(told).html.count("<b>held loosely</b>") == 1
    assert Ledgers(told).entries("c")["assured"] == {"a1#0": "attributed", "a2#0": "held loosely"}


def test_one_sentence_that_tells_much_the_same_is_enough(told: ClaimMap) -> None:
    said = [
        "The old ferry Amsel ran aground on the northern sandbank in thick fog.",
        "Fog drove a ferry onto the northern sandbank, where the Amsel stuck.",
        "Nobody was hurt.",
    ]
    made = told_map(
        Told(f"a{n}", "ABC"[n], "2024-05-02", [(text, "c")]) for n, text in enumerate(said)
    )
    claim = replace(made.claims[0], probabilities=(0.8, 0.7, 0.7), medoid_id="a0#0")
    made = replace(made, claims=(claim,), parses=tuple(parse_texts(said)))
    assert side_by_side_table(made)["is_loose"].tolist() == [False, False, True]


def test_what_articles_begin_with_months_apart_is_not_one_matter() -> None:
    said = [
        "The court at Amsel fined the ferry line.",
        "The court at Amsel fined the ferry line again.",
    ]
    further = [
        "The fog was thick.",
        "Nobody was hurt.",
        "The ferry line had been fined by the court at Amsel.",
    ]
    made = told_map(
        [
            Told("a0", "A", "2024-05-02", [(said[0], "c")]),
            Told("a1", "B", "2024-09-02", [(said[1], "c")]),
            Told("a2", "C", "2024-09-02", [(further[0], ""), (further[1], ""), (further[2], "c")]),
        ]
    )
    claim = replace(made.claims[0], probabilities=(0.95, 0.95, 0.95), medoid_id="a0#0")
    parses = tuple(parse_texts([one.text for one in made.sentences]))
    made = replace(made, claims=(claim,), parses=parses)
    table = side_by_side_table(made).set_index("outlet")
    assert table["is_loose"].to_dict() == {"A": False, "B": True, "C": False}


def _loose_by_sentence(articles: list[Told], medoid: str) -> dict[str, bool]:
    made = told_map(articles)
    parses = tuple(parse_texts([one.text for one in made.sentences]))
    sure = (0.9,) * len(made.claims[0].sentence_ids)
    claim = replace(made.claims[0], probabilities=sure, medoid_id=medoid)
    table = side_by_side_table(replace(made, claims=(claim,), parses=parses))
    return table.set_index("sentence_id")["is_loose"].to_dict()


def test_what_an_article_goes_on_with_is_another_matter() -> None:
    lead = [("The match at Amsel was played in the rain.", ""), ("It was the last one.", "")]
    said = [
        ("Ana Kos scored 16 points for the Herons in the final.", "c"),
        ("Tom Lind added 12 points and eight rebounds.", "c"),
        ("Kos scored 16 points for the Herons in the match.", "c"),
    ]
    loose = _loose_by_sentence(
        [
            Told("a0", "A", "2024-05-02", [("Kos scored 16 points in the final.", "c")]),
            Told("a1", "B", "2024-05-02", [*lead, *said]),
        ],
        "a0#0",
    )
    assert loose == {"a0#0": False, "a1#2": False, "a1#3": True, "a1#4": False}


@pytest.mark.parametrize(
    ("beside", "is_loose"),
    [
        ("On Tuesday the Herons placed Tom Lind on the injured list.", True),
        ("On Tuesday the Herons placed Ana Koss on the injured list.", False),
        ("On Tuesday the Herons placed their captain on the injured list.", False),
    ],
)
def test_who_is_acted_on_tells_matters_apart(beside: str, *, is_loose: bool) -> None:
    loose = _loose_by_sentence(
        [
            Told("a0", "A", "2024-05-02", [("The Herons placed Ana Kos on the list.", "c")]),
            Told("a1", "B", "2024-05-02", [(beside, "c")]),
        ],
        "a0#0",
    )
    assert loose == {"a0#0": False, "a1#0": is_loose}


@pytest.mark.parametrize(
    ("beside", "is_loose"),
    [
        ("On Tuesday Tom Lind was placed on the injured list.", True),
        ("On Tuesday Kos was placed on the injured list.", False),
    ],
)
def test_a_name_that_is_written_small_in_an_address_is_one_still(
    beside: str, *, is_loose: bool
) -> None:
    said = [("Ana Kos was placed on the injured list.", "c"), ("See herons.example/kos-list.", "")]
    further = [(f"Ana Kos was in town {n}.", "") for n in range(6)]
    loose = _loose_by_sentence(
        [
            Told("a0", "A", "2024-05-02", [*said, *further]),
            Told("a1", "B", "2024-05-02", [(beside, "c")]),
        ],
        "a0#0",
    )
    assert loose == {"a0#0": False, "a1#0": is_loose}


@pytest.mark.parametrize(
    "beside",
    [
        "Lind Marine Plc, a salvage firm, said it lost two tugs in the storm.",
        "The Lind River Bank lost two tugs in the storm.",
    ],
)
def test_what_many_firms_are_called_is_no_name(beside: str) -> None:
    loose = _loose_by_sentence(
        [
            Told("a0", "A", "2024-05-02", [("Kos Bank Plc lost two tugs in the storm.", "c")]),
            Told("a1", "B", "2024-05-02", [(beside, "c"), ("The bank is a bank like others.", "")]),
        ],
        "a0#0",
    )
    assert loose == {"a0#0": False, "a1#0": True}


@pytest.mark.parametrize(
    ("first", "beside", "is_loose"),
    [
        (
            "A storm broke the sea wall at Amsel on Sunday.",
            "In March a storm also broke the sea wall at Amsel.",
            True,
        ),
        (
            "A storm broke the sea wall at Amsel on Sunday.",
            "Last month, police said a storm had broken the sea wall at Amsel.",
            True,
        ),
        (
            "A storm broke the sea wall at Amsel on Sunday.",
            "A storm broke the sea wall at Amsel, which was built in 1921.",
            False,
        ),
        (
            "The herring fleet left the harbour of Amsel on Tuesday.",
            "The herring fleet of Amsel reached the harbour on Friday.",
            True,
        ),
        (
            "The herring fleet left the harbour of Amsel on Tuesday.",
            "The herring fleet left the harbour of Amsel on Monday.",
            False,
        ),
        (
            "A man was charged with the murder of a baker.",
            "A man was found guilty of the murder of a baker.",
            True,
        ),
        (
            "A man was charged with the murder of a baker.",
            "Police arrested a man and charged him with the murder of a baker.",
            False,
        ),
        (
            "A man was charged with arson after the fire at the mill of Amsel.",
            "A fire badly damaged the mill of Amsel.",
            True,
        ),
        (
            "A fire badly damaged the mill of Amsel.",
            "A man was charged with arson after a fire badly damaged the mill of Amsel.",
            False,
        ),
        (
            "Man charged with arson over blaze at mill in Amsel",
            "Blaze at mill in Amsel",
            True,
        ),
        (
            "Police in Amsel have arrested a man over the theft of the bell.",
            "The bell of Amsel was stolen from its tower, police in Amsel said.",
            True,
        ),
        (
            "Police in Amsel have arrested a man over the theft of the bell.",
            "Police in Amsel took a man into custody over the theft of the bell.",
            False,
        ),
        (
            "Man charged in fatal Amsel hit and run",
            "Arrest made in Amsel hit and run",
            True,
        ),
        (
            "A baker has been charged with the murder of his aunt in Amsel.",
            "A trial date has been set for a baker accused of murdering his aunt in Amsel.",
            True,
        ),
        (
            "The baker is due to appear before a judge in Amsel on Friday.",
            "The baker from Amsel was charged with the theft on Friday.",
            True,
        ),
        (
            "The baker is due to appear before a judge in Amsel on Friday.",
            "The baker will appear in court in Amsel on Friday.",
            False,
        ),
        (
            "Kos served ten months in prison for the theft of the bell.",
            "Kos pleaded guilty to the theft of the bell and was sentenced to two years.",
            True,
        ),
        (
            "Kos served ten months in prison for the theft of the bell.",
            "Kos was known as the bellman, and served ten months in jail for the theft.",
            False,
        ),
        (
            "Kos was arrested on a charge of theft, police in Amsel said.",
            "Kos was on probation for a previous arrest, police in Amsel said.",
            True,
        ),
        (
            "Woman killed in Amsel crash, driver charged",
            "Woman killed in Amsel crash",
            False,
        ),
        (
            "Kos was on trial for theft when he grabbed a gun and shot a guard in Amsel.",
            "Kos grabbed a gun and shot a guard in Amsel.",
            False,
        ),
        (
            "Kos was found dead in his cell in Amsel hours after his arrest.",
            "Kos was found dead late on Monday in his cell in Amsel.",
            False,
        ),
        (
            "The museum of Amsel charged nine euros for a ticket to the tower.",
            "A ticket to the tower was nine euros at the museum of Amsel.",
            False,
        ),
        (
            "So far the coast guard has seized nine nets, 14 lamps and 200 crates of herring.",
            "Two nets, five lamps and 40 crates of herring were found on the boat at Amsel.",
            True,
        ),
        (
            "So far the coast guard has seized nine nets, 14 lamps and 200 crates of herring.",
            "Nets, 14 lamps and 210 crates of herring were found by the coast guard at Amsel.",
            False,
        ),
        (
            "Three sailors and two passengers were killed on the ferry off Amsel.",
            "A storm off Amsel has cost five sailors and nine passengers of a ferry their lives.",
            False,
        ),
        (
            "A 36-year-old climber died on Sunday after a fall from the Amselhorn.",
            "A 32-year-old climber died on Sunday after a fall from the Amselhorn.",
            True,
        ),
        (
            "A 36-year-old climber died on Sunday after a fall from the Amselhorn.",
            "A climber, 35, died on Sunday after a fall from the Amselhorn.",
            False,
        ),
        (
            "Ana Kos has spent nine seasons with the Herons and was promoted in 2003.",
            "Ana Kos, who was with the Herons for nine seasons, will be their coach.",
            True,
        ),
        (
            "Ana Kos has spent nine seasons with the Herons and was promoted in 2003.",
            "Ana Kos, promoted by the Herons in 2003, will be in her tenth season with them.",
            False,
        ),
        (
            "Previously owners had to consult the harbour office before they moved a ship.",
            "Owners will have to consult the harbour office before they move a ship.",
            True,
        ),
        (
            "In May thieves took two rings from a shop in Amsel.",
            "In July a masked man took stones worth a million from a hotel in Amsel.",
            True,
        ),
    ],
)
def test_other_days_times_and_steps_at_law_are_other_matters(
    first: str, beside: str, *, is_loose: bool
) -> None:
    loose = _loose_by_sentence(
        [
            Told("a0", "A", "2024-05-02", [(first, "c")]),
            Told("a1", "B", "2024-05-02", [("It rained.", ""), ("So it is.", ""), (beside, "c")]),
        ],
        "a0#0",
    )
    assert loose == {"a0#0": False, "a1#2": is_loose}


def _is_loose(said: list[str], probability: float) -> list[bool]:
    made = told_map(
        Told(f"a{n}", "ABC"[n], "2024-05-02", [(text, "c"), ("It was a day in May.", "")])
        for n, text in enumerate(said)
    )
    sure = (0.9, probability, 0.9)[: len(said)]
    claim = replace(made.claims[0], probabilities=sure, medoid_id="a0#0")
    parses = tuple(parse_texts([one.text for one in made.sentences]))
    made = replace(made, claims=(claim,), parses=parses)
    return side_by_side_table(made)["is_loose"].tolist()


def test_two_sentences_that_no_third_bears_out_have_to_be_liker() -> None:
    said = [
        "The ferry Amsel struck a sandbank in fog near the northern cape.",
        "Fog had hidden the cape from those on the ferry.",
        "The ferry Amsel ran onto a sandbank in the fog off the northern cape.",
    ]
    assert _is_loose(said[:2], 0.8) == [False, True]
    assert _is_loose([said[0], said[2]], 0.8) == [False, False]


def test_one_subject_speaks_for_one_matter() -> None:
    said = [
        "The ferry Amsel struck a sandbank in fog.",
        "The ferry Amsel was stuck in the evening.",
        "The ferry Amsel struck a sandbank off the cape.",
    ]
    assert _is_loose(said, 0.8) == [False, False, False]
    said[1] = "Crews of tugs went to the Amsel in the evening."
    assert _is_loose(said, 0.8) == [False, True, False]


@pytest.mark.parametrize(
    ("beside", "is_loose"),
    [
        ('"We are overjoyed to have Lena Ode lead the regatta," said the organisers.', True),
        ('"I am proud to lead the Ostmark regatta a second time," she told the Tide.', False),
        ('"Proud to lead the regatta," she said.', False),  # trimmed
        ("She is proud to lead the Ostmark regatta for a second time.", False),  # no quotation
    ],
)
def test_another_quotation_is_another_statement(beside: str, *, is_loose: bool) -> None:
    medoid = '"I am proud to lead the Ostmark regatta for the second time," Lena Ode said.'
    assert _is_loose([medoid, beside, medoid.replace("said", "wrote")], 0.95)[1] == is_loose


@pytest.mark.parametrize(
    ("beside", "is_loose"),
    [
        ("A quake of magnitude 4.1 shook the island of Ostmark and hurt two people.", True),
        ("A quake of magnitude 4.9 shook the island of Ostmark and hurt two people.", False),
        ("A quake shook the island of Ostmark and hurt two people.", False),
    ],
)
def test_who_measures_everything_otherwise_tells_of_another_thing(
    beside: str, *, is_loose: bool
) -> None:
    medoid = "A quake of magnitude 4.9 shook the island of Ostmark and hurt seven people."
    assert _is_loose([medoid, beside, medoid.replace("shook", "struck")], 0.95)[1] == is_loose
