"""Reprints are counted once."""

import json

import pytest
from crossframe.comparison.groups import group_outlets
from crossframe.comparison.presence.origins import (
    LIGHT,
    claim_origins,
    claim_origins_table,
    origins_table,
    relation_of,
)
from crossframe.corpus.reprints import Origin
from told_world import SEEDS, Told, labelled_map, told_map

UNKNOWN = "not known which came first"
STORY = [
    ("A ferry ran aground on a sandbank off Port Amsel early on Monday morning.", "c-aground"),
    ("Two tugs tried in vain to pull the ship free before the tide went out.", "c-tugs"),
    ("Passengers were given soup and blankets in the school hall by volunteers.", "c-soup"),
]
OWN = [("On Monday the ferry hit sand near our port, and nobody could get it off.", "c-aground")]

LATER = [("The ship has now been stuck off Port Amsel for more than a whole day.", "c-aground")]


@pytest.fixture
def told():
    return told_map(
        [
            Told("wire-1", "Wire", "2024-05-02T09:00Z", STORY),
            Told("wire-2", "Wire", "2024-05-03T09:00Z", LATER),
            Told("post-1", "Post", "2024-05-02T10:00Z", STORY),
            Told("tide-1", "Tide", "2024-05-02", [*STORY, ("The mayor wept.", "c-mayor")]),
            Told("own-1", "Own", "2024-05-02", [*OWN, ("The mayor of Amsel wept.", "c-mayor")]),
        ]
    )


def test_outlets_and_origins(told) -> None:
    table = claim_origins_table(told).set_index("claim_id")
    assert table.loc["c-tugs", "in_words"] == "3 outlets, 1 origin"
    assert table.loc["c-aground", ["n_outlets", "n_texts", "n_origins"]].tolist() == [4, 3, 2]
    assert table.loc["c-aground", "origins"] == "Own; Wire"
    # A copy's own addition is its own.
    assert table.loc["c-mayor", "in_words"] == "2 outlets, 2 origins"
    assert (table["n_origins"] <= table["n_outlets"]).all()
    assert (table["n_texts"] <= table["n_articles"]).all()


def test_relations(told) -> None:
    table = origins_table(told).set_index("article_id")
    assert table["relation"].to_dict() == {
        "wire-1": "original",
        "wire-2": "original",
        "post-1": "reprint",
        "tide-1": "mostly the same text",
        "own-1": "original",
    }
    assert table.loc["tide-1", "origin_outlet"] == "Wire"
    assert 0.9 < table.loc["tide-1", "share"] < 0.97
    assert (table.loc[table["relation"] == "original", "share"] == 1).all()


def test_an_order_that_dates_do_not_tell_is_unknown(told) -> None:
    table = origins_table(told).set_index("article_id")
    # One hour after the wire; at an unknown hour of the same day; the originals have no order.
    assert table.loc["post-1", "order"] == "origin earlier"
    assert table.loc["tide-1", "order"] == UNKNOWN
    assert table.loc[table["relation"] == "original", "order"].isna().all()
    for days in ((None, None), (None, "2024-05-02"), ("2024-05-02", "2024-05-02")):
        pair = told_map([Told(f"{n}", f"O{n}", day, STORY) for n, day in enumerate(days)])
        orders = origins_table(pair)["order"].dropna().tolist()
        assert orders == [UNKNOWN]
        assert claim_origins_table(pair)["n_origins"].tolist() == [1, 1, 1]


def test_what_was_rewritten_is_not_called_edited() -> None:
    new = [
        ("Nobody could say when a stronger tug would come from the north of the country.", ""),
        ("A baker sent rolls, the school choir sang, and a clerk of the port did too.", ""),
    ]
    told = told_map(
        [Told("a", "A", "2024-05-01", STORY), Told("b", "B", "2024-05-02", [*STORY, *new])]
    )
    found = origins_table(told).set_index("article_id").loc["b"]
    assert 0.5 < found["share"] < LIGHT
    assert found["relation"] == "shares text"
    assert relation_of(Origin("c", "a", 0.3), is_known=True) == "shares text"


def test_what_goes_on_with_an_earlier_text_is_original_and_names_it() -> None:
    kernel = [
        (f"{sentence} Then the sea rose, and the wind went north.", "") for sentence, _ in STORY
    ]
    more = [
        (f"A witness, number {n}, told of {word} {word}s in the {word} of {n} houses there.", "")
        for n, word in enumerate(("bell", "gull", "mast", "rope", "oar", "net", "crab", "sail"))
    ]
    told = told_map(
        [Told("a", "A", "2024-05-01", kernel), Told("b", "B", "2024-05-02", [*more, *kernel])]
    )
    found = origins_table(told).set_index("article_id")
    assert found["relation"].tolist() == ["original", "original"]
    assert found.loc["b", "taken_over_article_id"] == "a"
    undated = told_map([Told("a", "A", None, kernel), Told("b", "B", None, [*more, *kernel])])
    assert origins_table(undated)["taken_over_article_id"].isna().all()


def test_groups_keep_their_outlets_apart(told) -> None:
    labels = {name: {"country": "Amsel"} for name in told.outlets}
    grouped = group_outlets(told, labels, "country")
    assert claim_origins(grouped)["c-aground"] == {"Wire", "Own"}


def test_the_seeds_equal_a_recount() -> None:
    told = labelled_map("harbour-bridge")
    gold = json.loads((SEEDS / "labels/harbour-bridge.origins.json").read_text())
    table = claim_origins_table(told).set_index("claim_id")
    for claim in told.claims:
        carriers = {told.article_of(s).article_id for s in claim.sentence_ids}
        texts = {gold[a] if gold[a] in carriers else a for a in carriers}
        outlets = {told.article_by_id[a].outlet for a in texts}
        assert table.loc[claim.claim_id, "n_texts"] == len(texts)
        assert table.loc[claim.claim_id, "n_origins"] == len(outlets)


def test_printed_dates_and_hours_decide_where_no_others_do() -> None:
    def head(line: str) -> list[tuple[str, str]]:
        return [(line, ""), *STORY]

    table = origins_table(
        told_map(
            [
                Told("a-1", "Late", None, head("Last updated 15:48 15/05/2013")),
                Told("b-1", "Early", None, head("Last updated 13:26 14/05/2013")),
                Told("c-1", "Noon", "2013-05-14", head("May 14, 2013 12:05 PM")),
            ]
        )
    )
    assert set(table["origin_outlet"]) == {"Noon"}
    assert set(table["order"].dropna()) == {UNKNOWN}


def test_a_day_between_two_bare_dates_tells_no_order_but_two_do() -> None:
    for later, order, relation in (
        ("2024-05-03", UNKNOWN, "same text"),
        ("2024-05-04", "origin earlier", "reprint"),
    ):
        pair = told_map([Told("a", "A", "2024-05-02", STORY), Told("b", "B", later, STORY)])
        found = origins_table(pair).set_index("article_id").loc["b"]
        assert (found["order"], found["relation"]) == (order, relation)


def test_a_short_piece_of_a_text_is_not_the_same_text() -> None:
    for later, relation in (("2024-05-02", "part of the same text"), ("2024-05-06", "excerpt")):
        pair = told_map([Told("a", "A", "2024-05-02", STORY), Told("b", "B", later, STORY[:2])])
        found = origins_table(pair).set_index("article_id").loc["b"]
        assert (found["relation"], found["origin_article_id"]) == (relation, "a")


def test_a_printed_hour_counts_where_its_zone_is_told() -> None:
    def told(line: str, other: str) -> list[str]:
        days = ("2024-05-03", "2024-05-02")
        heads = zip("ab", (line, other), days, strict=True)
        pair = told_map([Told(n, n.upper(), day, [(head, ""), *STORY]) for n, head, day in heads])
        table = origins_table(pair).query("relation != 'original'")
        return [*table["article_id"], *table["order"]]

    east, west = "May 3, 2024 7:07 AM AEST", "Posted: May 2, 2024 6:04 PM EDT"
    assert told(east, west) == ["b", "origin earlier"]
    assert told(east, west.replace("Posted", "Updated")) == ["b", UNKNOWN]


def test_beside_the_origin_stands_the_nearest_copy_and_who_is_credited() -> None:
    more = [
        ("Nobody could say when a stronger tug would come from the north.", ""),
        ("A baker sent rolls to the hall, and the school choir sang in it.", ""),
    ]
    own = [("The clerk of the port wept when asked about the sandbank.", "")]
    head = [("PORT AMSEL, May 1 (Meridian Wire)\n", "")]
    told = told_map(
        [
            Told("a", "A", "2024-05-01", [*head, *STORY, *own]),
            Told("b", "B", "2024-05-04", [*STORY, *more]),
            Told("c", "C", "2024-05-08", [*STORY, *more, ("It rained.", "")]),
        ]
    )
    found = origins_table(told).set_index("article_id")
    assert found.loc["c", ["origin_outlet", "nearest_outlet"]].tolist() == ["A", "B"]
    assert found.loc["c", "nearest_share"] > 0.9 > found.loc["c", "share"]
    assert found.loc["b", "nearest_outlet"] == "A"
    assert found["credited_to"].tolist()[1:] == ["Meridian Wire"] * 2
    assert found.loc["a", ["nearest_outlet", "nearest_share", "credited_to"]].isna().all()


def test_what_is_told_in_another_order_was_rewritten() -> None:
    more = [
        ("The mayor of Amsel thanked the volunteers on the pier in the evening.", ""),
        ("Divers looked at the hull for an hour and found no hole in it.", ""),
    ]
    told = told_map(
        [
            Told("a", "A", "2024-05-01", [*STORY, *more]),
            Told("b", "B", "2024-05-08", [*more, *STORY][::-1]),
        ]
    )
    found = origins_table(told).set_index("article_id").loc["b"]
    assert found["share"] > LIGHT
    assert found["relation"] == "shares text"
