"""Equal figures that are no fact on which two outlets agree: hand-written sentences."""

from __future__ import annotations

import pytest
from crossframe.comparison.figures import ledger
from crossframe.comparison.figures.offers import offerer_of
from crossframe.comparison.figures.tables import number_findings_table, number_pairs_table
from crossframe.records import ClaimMap
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


def _told(*texts: str) -> ClaimMap:
    """One claim of a sentence an outlet."""
    outlets = [f"outlet{number}" for number, _ in enumerate(texts)]
    articles = {outlet: [text] for outlet, text in zip(outlets, texts, strict=True)}
    return make_map(articles, {"claim": [f"{outlet}#0" for outlet in outlets]})


def test_a_figure_that_another_comes_nearer_than_agrees_with_nothing() -> None:
    pairs = number_pairs_table(
        _told(
            "The mill caused 80% of the losses of the valley.",
            "The mill caused nearer 60% than 80% of the losses of the valley.",
        )
    )
    [row] = [r for r in pairs.to_dict("records") if r["as_written_a"] == r["as_written_b"]]
    assert row["relation"] == "unclear"
    assert "comes nearer than 80%" in row["why"]


def test_those_found_alive_are_called_rescued_only_where_a_sentence_says_it() -> None:
    alive = "Four people on the list were found alive at their homes, Ada Lind said."
    saved = "Four people on the list were found alive and rescued from their homes, Ada Lind said."
    for other, state in ((alive, "alive"), (saved, "rescued")):
        table = number_findings_table(_told(alive, other))
        assert list(table["counted"]) == [f"people {state}"]


def test_a_pair_stands_in_the_claim_that_holds_it_firmly(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ada Lind has spent 19 seasons with the club."
    claim_map = make_map(
        {"Post": [text], "Tide": [text], "Gull": ["Tom Orr has left."]},
        {"first": ["Gull#0", "Post#0", "Tide#0"], "second": ["Post#0", "Tide#0"]},
    )
    firm = {"first": {"Gull#0"}, "second": {"Post#0", "Tide#0"}}
    monkeypatch.setattr(ledger, "firm_sentences", lambda _: firm)
    homes = [one.claim.claim_id for one in ledger.read_ledgers(claim_map) if one.pairs]
    assert homes == ["second"]


def test_loose_sentences_that_agree_on_another_figure_than_the_claims_are_no_finding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim_map = make_map(
        {
            "Post": ["The storm in Orlo injured five people on Friday."],
            "Tide": ["The storm in Orlo injured two people at the mill."],
            "Gull": ["The storm in Orlo injured two people at the mill."],
        },
        {"claim": ["Post#0", "Tide#0", "Gull#0"]},
    )
    monkeypatch.setattr(ledger, "firm_sentences", lambda _: {"claim": {"Post#0"}})
    assert "agree" not in set(number_findings_table(claim_map)["relation"])
    assert "agree" in set(number_pairs_table(claim_map)["relation"])


def test_a_part_that_the_same_is_done_to_may_be_all_that_it_is_done_to() -> None:
    pairs = number_pairs_table(
        _told(
            "Raiders are holding about a dozen ships and their crews in the bays of the coast.",
            "At least 17 of the captured ships are still being held by the raiders for ransom.",
        )
    )
    assert set(pairs["relation"]) == {"unclear"}
