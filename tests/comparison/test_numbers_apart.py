"""Equal figures that are no fact on which two outlets agree: hand-written sentences."""

from __future__ import annotations

import pytest
from crossframe.comparison.figures.offers import offerer_of
from crossframe.comparison.figures.tables import number_pairs_table
from ledger_world import make_map


def relations(one: str, other: str) -> dict[str, tuple[str, str]]:
    """Relation and reason of each pair of figures of two outlets, by what the first writes."""
    claim_map = make_map({"Post": [one], "Tide": [other]}, {"c0": ["Post#0", "Tide#0"]})
    table = number_pairs_table(claim_map)
    return {row.as_written_a: (row.relation, row.why) for row in table.itertuples()}


def test_two_who_offer_as_much_do_not_offer_one_thing() -> None:
    one = "The Kites have offered Ada Lind a nine-year contract, more than the Owls did."
    other = "The Owls have offered Ada Lind a nine-year contract."
    assert relations(one, other)["nine-year"] == (
        "different_quantity",
        "offered by others: 'Kites', 'Owls'",
    )


def test_two_names_of_one_team_may_offer_one_thing() -> None:
    one = "The Kites have offered Ada Lind a nine-year contract, and the Averley Kites wait."
    other = "The Averley have offered Ada Lind a nine-year contract."
    assert relations(one, other)["nine-year"][0] == "agree"


@pytest.mark.parametrize(
    ("before", "text", "figure", "name"),
    [
        ("", "The Kites (nine years, $30 million) and Owls (ten years) bid.", "$30", "Kites"),
        ("", "The Kites (nine years, $30 million) and Owls (ten years) bid.", "ten", "Owls"),
        ("", "Bids: the Kites are at nine years, the Owls around ten years.", "ten", "Owls"),
        ("", "She has a nine-year offer on the table from the Kites.", "nine", "Kites"),
        ("", "That tops the nine-year offers by the Kites and the Owls.", "nine", ""),
        ("The Kites made an offer. ", "The deal is worth $30 million.", "$30", "Kites"),
        ("The Kites played. ", "It took nine years.", "nine", ""),
    ],
)
def test_an_offer_is_that_of_the_name_beside_it(
    before: str, text: str, figure: str, name: str
) -> None:
    start = text.index(figure)
    end = start + len(next(w for w in (figure + " million", "nine-year", figure) if w in text))
    assert offerer_of(before, text, start, end) == name


def test_a_bound_that_none_passes_agrees_with_no_figure() -> None:
    one = "None of the other teams has offered Ada Lind more than nine years."
    other = "One of the other teams has offered Ada Lind nine years."
    assert relations(one, other)["more than nine years"] == (
        "unclear",
        "one says that none is more than nine years",
    )


def test_less_than_a_sum_told_elsewhere_is_not_that_sum() -> None:
    one = "The mill paid Ada Lind $84 million."
    other = "The mill paid Ada Lind less than the $84 million that the Post told of."
    assert relations(one, other)["$84 million"][0] == "unclear"


def test_few_told_with_another_measure_are_of_another_tally() -> None:
    one = "Ada Lind had 90 yards and two goals last week."
    other = "Ada Lind had 404 yards and two goals this year."
    relation, why = relations(one, other)["two goals"]
    assert relation == "unclear"
    assert "told with other figures" in why


def test_points_from_a_player_are_hers_whoever_got_them() -> None:
    one = "Bo Carter scored 14 points."
    other = "Averley also got 14 points from keeper Ada Lind."
    relation, why = relations(one, other)["14 points"]
    assert relation == "unclear"
    assert "'Carter'" in why
    assert "'Lind'" in why


def test_distances_from_two_places_in_two_directions_are_two() -> None:
    one = "She was found about 25 miles northwest of the bridge."
    other = "The mill stands about 25 miles east of Averley."
    assert relations(one, other)["about 25 miles"][0] == "different_quantity"
