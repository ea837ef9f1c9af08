"""Who was first, as far as dates can tell, and what changed along the days."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from crossframe.comparison.presence import saying
from crossframe.comparison.presence.days import claim_days_table
from crossframe.comparison.presence.saying import certainties
from crossframe.comparison.presence.timeline import first_movers_table, lag_in_words, lags_table
from crossframe.comparison.presence.times import earliest, is_earlier, span_of
from crossframe.comparison.speech.attribution import attributions_table
from crossframe.corpus.printed import printed_at
from crossframe.records import NearMiss
from crossframe.text.parsing import parse_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from told_world import Told, labelled_map, told_map

FALL = "A span of the old bridge fell into the river before dawn."


def claimed(*dates: tuple[str, str | None]):
    """One claim, in an article of each outlet at each date."""
    return told_map(
        Told(f"a{n}", outlet, day, [(FALL, "c")]) for n, (outlet, day) in enumerate(dates)
    )


def first(*dates: tuple[str, str | None]) -> tuple[str, object]:
    row = first_movers_table(claimed(*dates)).iloc[0]
    return row["certainty"], None if pd.isna(row["outlets"]) else row["outlets"]


def lags(*dates: tuple[str, str | None]) -> dict[str, tuple[object, ...]]:
    table = lags_table(claimed(*dates))
    return {row.outlet: (row.lag, row.is_first) for row in table.itertuples()}


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([("A", "2024-05-02T09:00+02:00"), ("B", "2024-05-02T08:00Z")], ("known", "A")),
        ([("A", "2024-05-02"), ("B", "2024-05-03T00:30+02:00")], ("open", "A; B")),
        ([("A", "2024-05-02"), ("B", "2024-05-03")], ("open", "A; B")),
        ([("A", "2024-05-02"), ("B", "2024-05-04")], ("known", "A")),
        ([("A", "2024-05-02T09:00"), ("B", "2024-05-02T23:00")], ("open", "A; B")),
        ([("A", "2024-05-02T18:00Z"), ("B", "2024-05-03")], ("open", "A; B")),
        ([("A", "2024-05-02T09:00Z"), ("B", "2024-05-03")], ("known", "A")),
        ([("A", "2024-05-02"), ("B", "2024-05-02")], ("open", "A; B")),
        ([("A", "2024-05-02T09:00Z"), ("B", "2024-05-02T11:00+02:00")], ("open", "A; B")),
        ([("A", "2024-05-02"), ("B", None)], ("open", "A")),
        ([("A", "2024-05-02"), ("A", None), ("B", "2024-05-05")], ("known", "A")),
        ([("A", None), ("B", None)], ("unknown", None)),
    ],
)
def test_first_movers(dates, expected) -> None:
    assert first(*dates) == expected
    assert first(*dates[::-1]) == expected


def test_a_loose_sentence_makes_no_outlet_first() -> None:
    told = loosely(FALL, "The bridge was closed.", "Boats went to look.")
    dates = ("2024-05-06", "2024-05-02", "2024-05-04")
    articles = tuple(
        replace(a, published_at=day) for a, day in zip(told.articles, dates, strict=True)
    )
    moved = replace(told, articles=articles)
    [row] = first_movers_table(moved).to_dict("records")
    assert (row["certainty"], row["outlets"], row["near_outlets"]) == ("not sure", "A", "B; C")
    assert row["why"] == "a sentence of B, C comes near and may be as early"
    assert (row["sentence_id"], row["near_sentence_id"]) == ("a0#0", "a1#0")
    table = lags_table(moved)
    assert table["outlet"].tolist() == ["B", "C", "A"]
    assert table["is_first"].tolist() == ["perhaps", "perhaps", "perhaps"]
    assert table["lag"].tolist() == ["perhaps first", "perhaps 2 days", "perhaps 4 days"]
    assert table["doubt"].tolist() == [
        "the claim holds its sentence loosely",
        "the claim holds its sentence loosely",
        "another may have been the first",
    ]


def test_where_no_dated_sentence_is_firm_nobody_is_surely_the_first() -> None:
    told = loosely(FALL, "The bridge was closed.", "Boats went to look.")
    articles = tuple(
        replace(a, published_at=day)
        for a, day in zip(told.articles, (None, "2024-05-02", "2024-05-06"), strict=True)
    )
    [row] = first_movers_table(replace(told, articles=articles)).to_dict("records")
    assert (row["certainty"], row["outlets"]) == ("not sure", "B")
    assert row["why"] == "the claim holds no dated sentence firmly"


def test_what_an_outlet_told_earlier_and_loosely_does_not_stand_for_what_it_tells_firmly() -> None:
    told = loosely(FALL, "The bridge was closed.", "Boats went to look.")
    dates = (("A", "2024-05-06"), ("A", "2024-05-02"), ("B", "2024-05-09"))
    articles = tuple(
        replace(article, outlet=outlet, published_at=day)
        for article, (outlet, day) in zip(told.articles, dates, strict=True)
    )
    moved = replace(told, articles=articles)
    [row] = first_movers_table(moved).to_dict("records")
    assert (row["outlets"], row["sentence_id"]) == ("A", "a0#0")
    assert row["first_published"] == "2024-05-06"
    lag = lags_table(moved).set_index("outlet").loc["A"]
    assert (lag["lag"], lag["sentence_id"], lag["near_sentence_id"]) == (
        "perhaps first",
        "a0#0",
        "a1#0",
    )


def test_whoever_told_an_earlier_state_did_not_tell_a_later_one_first() -> None:
    def rows(early: str) -> tuple[object, ...]:
        late = "Nine people died in the fire and two are missing."
        told = told_map(
            [
                Told("a", "A", "2024-05-02", [(early, "c")]),
                Told("b", "B", "2024-05-05", [(late, "c")]),
                Told("n", "C", "2024-05-07", [(late, "c")]),
            ]
        )
        parses = tuple(parse_texts([s.text for s in told.sentences]))
        [claim] = told.claims
        told = replace(told, parses=parses, claims=(replace(claim, medoid_id="b#0"),))
        lag = lags_table(told).set_index("outlet").loc["A"]
        return first_movers_table(told)["outlets"][0], lag["doubt"]

    doubt = "its sentence tells an earlier state, by its figures"
    assert rows("Four people died in the fire and twelve are missing.") == ("B", doubt)
    assert rows("Four people died in the fire and two are missing.")[0] == "A"


def test_where_nothing_is_dated_a_firm_sentence_is_shown_and_loose_ones_are_marked() -> None:
    told = loosely("The bridge was closed.", FALL, "Boats went to look.")
    claim = replace(told.claims[0], medoid_id="a1#0", probabilities=(0.6, 0.9, 0.6))
    undated = tuple(replace(article, published_at=None) for article in told.articles)
    told = replace(told, articles=undated, claims=(claim,))
    [row] = first_movers_table(told).to_dict("records")
    assert (row["certainty"], row["sentence_id"]) == ("unknown", "a1#0")
    assert row["near_sentence_id"] == "a0#0"
    table = lags_table(told).set_index("outlet")
    assert set(table["lag"]) == {"unknown"}
    loose = "the claim holds its sentence loosely"
    assert table["doubt"].fillna("").to_dict() == {"A": loose, "B": "", "C": loose}


def test_of_undated_articles_the_one_that_holds_it_firmly_is_shown() -> None:
    told = loosely("The bridge was closed.", FALL, "Boats went to look.")
    claim = replace(told.claims[0], medoid_id="a1#0", probabilities=(0.6, 0.9, 0.6))
    own = tuple(replace(one, published_at=None, outlet="A") for one in told.articles)
    told = replace(told, articles=own, claims=(claim,))
    [row] = first_movers_table(told).to_dict("records")
    assert (row["certainty"], row["sentence_id"]) == ("unknown", "a1#0")
    assert lags_table(told)["doubt"].isna().all()


def test_an_earlier_article_that_comes_near_makes_a_lag_doubtful() -> None:
    told = told_map(
        [
            Told("a", "A", "2024-05-02T08:00Z", [(FALL, "c")]),
            Told("b1", "B", "2024-05-02T09:00Z", [(FALL, "")]),
            Told("b2", "B", "2024-05-05T09:00Z", [(FALL, "c")]),
        ],
        [NearMiss("c", "b1#0", 0.6)],
    )
    table = lags_table(told).set_index("outlet")
    assert table["lag"].tolist() == ["first", "perhaps 3 d 1 h"]
    assert table["is_first"].tolist() == ["yes", "no"]
    assert table.loc["B", "near_sentence_id"] == "b1#0"
    assert table.loc["B", "doubt"] == "a sentence of an earlier article comes near"


def test_several_firsts_stay_open_unless_a_near_sentence_is_earlier() -> None:
    def told(day: str):
        articles = [
            Told("a", "A", "2024-05-02", [(FALL, "c")]),
            Told("b", "B", "2024-05-02", [(FALL, "c")]),
            Told("n", "C", day, [(FALL, "")]),
        ]
        table = first_movers_table(told_map(articles, [NearMiss("c", "n#0", 0.6)]))
        return tuple(table[["certainty", "outlets", "near_outlets"]].fillna("").iloc[0])

    assert told("2024-05-02") == ("open", "A; B", "C")
    assert told("2024-05-01") == ("not sure", "A; B", "C")
    assert told("2024-05-09") == ("open", "A; B", "")


def test_what_has_words_of_a_claim_may_say_it_in_other_words() -> None:
    texts = [
        "Thick smoke kept small boats in the harbour since Monday, two captains said.",
        "Smoke kept the boats away.",
        "There is one thing that stops them, smoke, which has grounded most boats.",
        "The mayor thanked everyone for coming.",
    ]
    days = ("2024-05-03", "2024-05-05", "2024-05-02", "2024-05-01")
    told = told_map(
        [
            Told(f"a{n}", "ABCD"[n], days[n], [(text, "c" if n < 2 else "")])
            for n, text in enumerate(texts)
        ],
        [NearMiss("c", "a2#0", 0.4), NearMiss("c", "a3#0", 0.4)],
    )
    parses = tuple(parse_texts([sentence.text for sentence in told.sentences]))
    [row] = first_movers_table(replace(told, parses=parses)).to_dict("records")
    assert (row["certainty"], row["near_outlets"]) == ("not sure", "C")


def test_the_sentence_that_is_shown_is_of_an_outlet_that_may_have_been_first() -> None:
    told = claimed(("A", "2024-05-02"), ("B", "2024-05-02"))
    heads = ("May 2, 2024 8:13 AM PDT\n", "May 2, 2024 11:10 AM EDT\n")
    articles = (replace(a, text=h + a.text) for a, h in zip(told.articles, heads, strict=True))
    [row] = first_movers_table(replace(told, articles=tuple(articles))).to_dict("records")
    assert (row["outlets"], row["article_id"]) == ("B", told.articles[1].article_id)


@pytest.mark.parametrize(
    ("day", "certainty"), [("2024-05-02", "not sure"), ("2024-05-06", "known")]
)
def test_who_comes_near_as_early_leaves_nobody_surely_the_first(day: str, certainty: str) -> None:
    told = told_map(
        [
            Told("a", "A", "2024-05-02", [(FALL, "c")]),
            Told("b", "B", "2024-05-05", [(FALL, "c")]),
            Told("n", "C", day, [(FALL, "")]),
        ],
        [NearMiss("c", "n#0", 0.6)],
    )
    [row] = first_movers_table(told).to_dict("records")
    assert row["certainty"] == certainty
    assert certainty == "known" or row["why"].startswith("a sentence of C comes near")
    yes = "yes" if certainty == "known" else "perhaps"
    assert lags_table(told)["is_first"].tolist() == [yes, "no"]


def test_zones_that_are_not_told_make_nobody_surely_the_first() -> None:
    dates = (("A", "2024-05-02"), ("B", "2024-05-03"), ("C", "2024-05-04"))
    assert first(*dates) == ("open", "A; B")
    assert lags(*dates) == {
        "A": ("perhaps first", "perhaps"),
        "B": ("1 day", "perhaps"),
        "C": ("2 days", "no"),
    }


def test_an_hour_printed_above_the_text_orders_neighbouring_days() -> None:
    told = claimed(("A", "2024-05-02"), ("B", "2024-05-03"))
    assert first_movers_table(told)["certainty"].tolist() == ["open"]
    heads = ("May 2, 2024 1:12 PM EDT\n", "May 3, 2024 1:12 PM EDT\n")
    articles = (replace(a, text=h + a.text) for a, h in zip(told.articles, heads, strict=True))
    told = replace(told, articles=tuple(articles))
    assert first_movers_table(told)["certainty"].tolist() == ["known"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", ("known", "A")),
        ("Published: May 3, 2024\n", ("open", "A; B")),
        ("Published: July 29, 2020\n", ("open", "B")),
        ("Posted 1 year, 60 days ago\n", ("open", "B")),
        ("In April 2027 the builder was found guilty. ", ("open", "B")),
    ],
)
def test_a_date_that_the_text_contradicts_is_none(head: str, expected: tuple[str, str]) -> None:
    told = claimed(("A", "2024-05-02"), ("B", "2024-05-04"))
    articles = tuple(
        replace(a, text=head + a.text) if a.outlet == "A" else a for a in told.articles
    )
    table = first_movers_table(replace(told, articles=articles))
    assert tuple(table[["certainty", "outlets"]].iloc[0]) == expected


def test_a_date_that_the_text_contradicts_is_shown_nowhere() -> None:
    told = claimed(("A", "1923-05-02"), ("B", "1923-05-04"))
    head = "Published: July 29, 2020\n"
    articles = tuple(replace(article, text=head + article.text) for article in told.articles)
    told = replace(told, articles=articles)
    assert first_movers_table(told)["certainty"].tolist() == ["unknown"]
    assert first_movers_table(told)["first_published"].isna().all()
    assert lags_table(told)["published_at"].isna().all()


def test_a_year_between_the_first_and_the_next_is_told() -> None:
    dates = (("A", "2012-09-10"), ("B", "2013-09-10"), ("C", "2013-09-11"))
    [row] = first_movers_table(claimed(*dates)).to_dict("records")
    assert (row["certainty"], row["outlets"]) == ("not sure", "A")
    assert row["why"] == "364 days lie before the next, so they may tell of two things"


def test_lags_are_no_finer_than_known() -> None:
    assert lags(
        ("A", "2024-05-02T09:00Z"), ("B", "2024-05-02T14:05+02:00"), ("C", "2024-05-04")
    ) == {
        "A": ("first", "yes"),
        "B": ("3 h 5 min", "no"),
        "C": ("2 days", "no"),
    }
    assert lags(("A", "2024-05-02"), ("B", "2024-05-02T12:00Z"), ("C", None)) == {
        "A": ("same day", "perhaps"),
        "B": ("same day", "perhaps"),
        "C": ("unknown", "unknown"),
    }


def test_hours_are_ranges_where_days_are_all_that_is_known() -> None:
    table = lags_table(claimed(("A", "2024-05-02T18:00Z"), ("B", "2024-05-03"))).set_index("outlet")
    assert table.loc["B", ["hours_low", "hours_high"]].tolist() == [6, 30]
    assert table.loc["A", ["hours_low", "hours_high"]].tolist() == [0, 0]
    table = lags_table(claimed(("A", None), ("B", "2024-05-03"))).set_index("outlet")
    assert table.loc["A", ["hours_low", "hours_high"]].isna().all()
    assert table.loc["B", "is_first"] == "perhaps"


def test_an_outlets_first_article_counts() -> None:
    table = lags_table(
        claimed(("A", "2024-05-02"), ("B", "2024-05-06"), ("B", "2024-05-03"), ("B", None))
    ).set_index("outlet")
    assert table.loc["B", "published_at"] == "2024-05-03"
    assert table.loc["B", "lag"] == "1 day"


def test_time_zones_decide_in_the_seeds() -> None:
    table = lags_table(labelled_map("harbour-bridge")).set_index(["claim_id", "outlet"])
    # 08:45 in Southmere (UTC) is an hour and three quarters after 09:00 in Averley (UTC+2).
    assert table.loc[("cause-corrosion", "Southmere Observer"), "lag"] == "1 h 45 min"
    assert table.loc[("collapse-event", "El Faro de Lirio"), "lag"] == "11 h 4 min"


def test_each_row_leads_to_its_sentence() -> None:
    told = labelled_map("harbour-bridge")
    for table in (first_movers_table(told), lags_table(told)):
        for row in table.itertuples():
            text = told.article_by_id[row.article_id].text[row.start : row.end]
            assert text == told.sentence_by_id[row.sentence_id].text


def test_days_are_recounted() -> None:
    told = labelled_map("harbour-bridge")
    table = claim_days_table(told)
    n_said = sum(len(claim.sentence_ids) for claim in told.claims)
    assert table["n_sentences"].sum() == n_said
    counts = table[["n_flat", "n_hedged", "n_attributed", "n_denied", "n_unparsed"]]
    assert (counts.sum(axis=1) == table["n_sentences"]).all()
    assert (table["n_unparsed"] == table["n_sentences"]).all()  # the labels bring no grammar
    deaths = table[table["claim_id"] == "deaths-4"].iloc[0]
    assert deaths["day"] == "2024-03-12"
    assert "at least four people" in deaths["figures"]
    for row in table.itertuples():
        for sentence_id in row.sentence_ids.split():
            assert told.article_of(sentence_id).outlet in row.outlets.split("; ")


def test_what_a_claim_holds_loosely_is_counted_apart() -> None:
    table = claim_days_table(loosely(FALL, "The bridge was closed.", "Boats went to look."))
    assert table["outlets"].fillna("none").tolist() == ["A", "none"]
    assert table["n_outlets"].fillna(-1).tolist() == [1, -1]
    assert table[["n_sentences", "n_loose"]].to_numpy().tolist() == [[1, 1], [0, 1]]
    assert table["loose_sentence_ids"].tolist() == ["a1#0", "a2#0"]
    told = loosely(FALL, "The bridge was closed.", "Boats went to look.")
    corrected = replace(told.claims[0], correction_ids=("k1",))
    assert claim_days_table(replace(told, claims=(corrected,)))["n_loose"].sum() == 0


def test_a_copy_of_a_firm_sentence_is_not_loose() -> None:
    table = claim_days_table(loosely(FALL, "The bridge was closed.", FALL.upper()))
    assert table["outlets"].tolist() == ["A", "C"]
    assert table["n_loose"].tolist() == [1, 0]


@pytest.mark.parametrize(
    ("edited", "n_loose"),
    [
        (FALL.replace("the old bridge", "an old bridge"), 0),
        (FALL.replace("A span", "Two spans"), 1),
        (FALL.replace("fell", "never fell"), 1),
        ("The old bridge fell into the river.", 1),
    ],
)
def test_a_lightly_edited_copy_is_not_loose(edited: str, n_loose: int) -> None:
    table = claim_days_table(loosely(FALL, "The bridge was closed.", edited))
    assert table["n_loose"].tolist() == [1, n_loose]


@pytest.mark.parametrize(("probability", "n_loose"), [(0.9, 1), (0.95, 0)])
def test_a_sentence_with_few_of_the_words_has_to_be_surer(probability: float, n_loose: int) -> None:
    texts = [
        "The polling stations in the north were closed at six in the evening.",
        "The northern polling stations were closed in the evening at six.",
        "Some two million voters had cast their ballots by four o'clock, officials said.",
    ]
    told = told_map(Told(f"a{n}", "ABC"[n], "2024-05-02", [(t, "c")]) for n, t in enumerate(texts))
    claim = replace(told.claims[0], probabilities=(0.9, 0.9, probability), medoid_id="a0#0")
    told = replace(told, claims=(claim,), parses=tuple(parse_texts(texts)))
    assert claim_days_table(told)["n_loose"].tolist() == [n_loose]


@pytest.mark.parametrize(
    ("probability", "said", "n_loose"),
    [
        (0.76, "Fire crews were called to the mill in Amsel High Street shortly after six.", 0),
        (0.45, "Fire crews were called to the mill in Amsel High Street shortly after six.", 1),
        (0.76, "Nobody was found inside by the crews who came to the mill.", 1),
    ],
)
def test_a_paraphrase_with_most_of_the_words_is_not_loose(
    probability: float, said: str, n_loose: int
) -> None:
    texts = ["Crews were called to the old mill in Amsel High Street at six in the morning.", said]
    told = told_map(Told(f"a{n}", "AB"[n], "2024-05-02", [(t, "c")]) for n, t in enumerate(texts))
    claim = replace(told.claims[0], probabilities=(0.9, probability), medoid_id="a0#0")
    told = replace(told, claims=(claim,), parses=tuple(parse_texts(texts)))
    assert claim_days_table(told)["n_loose"].tolist() == [n_loose]


@pytest.mark.parametrize(
    ("other", "n_loose"),
    [
        ("Tom Lind of the Gulls finished the game with 16 points.", 1),
        ("The captain, Ann Ray, finished the game with 20 points.", 0),
        ("Officials said Lind finished the game with 20 points.", 1),
        ("The captain finished the game with 20 points.", 0),
        ("Woman finished the game with 20 points.", 0),
    ],
)
def test_whoever_is_named_otherwise_makes_a_sentence_loose(other: str, n_loose: int) -> None:
    texts = ["Ann Ray finished the game with 20 points and nine rebounds.", other, "A woman came."]
    told = told_map(
        Told(f"a{n}", "ABC"[n], "2024-05-02", [(t, "c" if n < 2 else "")])
        for n, t in enumerate(texts)
    )
    sure = replace(told.claims[0], probabilities=(0.9, 0.9), medoid_id="a0#0")
    told = replace(told, claims=(sure,), parses=tuple(parse_texts(texts)))
    assert claim_days_table(told)["n_loose"].tolist() == [n_loose]


def test_whoever_else_says_i_says_something_else() -> None:
    texts = [
        "“I am glad to lead the Kites this season,” Ann Ray said on Monday.",
        "“We are glad to have Ann Ray lead the Kites this season,” said Tom Lind.",
    ]
    told = told_map(Told(f"a{n}", "AB"[n], "2024-05-02", [(t, "c")]) for n, t in enumerate(texts))
    sure = replace(told.claims[0], probabilities=(0.9, 0.9), medoid_id="a0#0")
    told = replace(told, claims=(sure,), parses=tuple(parse_texts(texts)))
    assert claim_days_table(told)["n_loose"].tolist() == [1]


def test_figures_of_others_make_a_sentence_loose() -> None:
    texts = [
        "The Kites have offered Ann Ray a contract of $160 million for eight years.",
        "The Gulls have offered Ann Ray a contract of $200 million, it is said.",
        "The Kites offered Ray a contract of $160 million for eight years.",
    ]
    told = told_map(Told(f"a{n}", "ABC"[n], "2024-05-02", [(t, "c")]) for n, t in enumerate(texts))
    sure = replace(told.claims[0], probabilities=(0.9, 0.85, 0.85), medoid_id="a0#0")
    told = replace(told, claims=(sure,), parses=tuple(parse_texts(texts)))
    [row] = claim_days_table(told).to_dict("records")
    assert (row["outlets"], row["n_loose"]) == ("A; C", 1)
    assert row["loose_sentence_ids"] == "a1#0"


def test_a_figure_that_one_article_gives_beside_the_claim_is_none_of_it() -> None:
    texts = [
        "Tony Lind will coach the Kites for the rest of this season.",
        "Lind, who has spent 19 seasons with the Kites, will coach them.",
    ]
    told = told_map(Told(f"a{n}", "AB"[n], "2024-05-02", [(t, "c")]) for n, t in enumerate(texts))
    unsure = replace(told.claims[0], probabilities=(0.85, 0.85), medoid_id="a0#0")
    surer = replace(unsure, probabilities=(0.95, 0.95))
    for claim, figures in ((unsure, "none"), (surer, "19 seasons")):
        table = claim_days_table(replace(told, claims=(claim,)))
        assert table["figures"].fillna("none").tolist() == [figures]


def days_of_two(first: str, second: str) -> str:
    told = told_map(
        Told(f"a{n}", "AB"[n], "2024-05-02", [(t, "c")]) for n, t in enumerate((first, second))
    )
    unsure = replace(told.claims[0], probabilities=(0.85, 0.85), medoid_id="a0#0")
    told = replace(told, claims=(unsure,), parses=tuple(parse_texts([first, second])))
    [row] = claim_days_table(told).to_dict("records")
    return row["figures"]


def test_a_figure_in_conflict_is_never_left_out() -> None:
    figures = days_of_two(
        "Orr still leads Tom Lind's 2,301 career points for Norvik.",
        "Orr is now ahead of Tom Lind, whose 2,302 led Norvik in career points.",
    )
    assert "2,302" in figures


def test_a_figure_of_another_happening_is_left_out_where_the_claims_own_is_given_too() -> None:
    figures = days_of_two(
        "The fire in Norvik killed 31 people in 2003.",
        "The fire in Norvik killed 31 people in 2003, and six were killed in Averley in March.",
    )
    assert figures == "31 people"


def test_a_figure_of_the_other_half_of_a_sure_sentence_is_none_of_the_claim() -> None:
    texts = [
        "A navy helicopter drove pirates off from a freighter near Averley on Friday.",
        "The guard held 23 men in Kelling, and a helicopter drove pirates off near Averley.",
    ]
    told = told_map(Told(f"a{n}", "AB"[n], "2024-05-02", [(t, "c")]) for n, t in enumerate(texts))
    sure = replace(told.claims[0], probabilities=(0.95, 0.95), medoid_id="a0#0")
    told = replace(told, claims=(sure,), parses=tuple(parse_texts(texts)))
    assert claim_days_table(told)["figures"].isna().all()


def test_how_many_speak_is_no_figure_of_what_they_say() -> None:
    texts = [
        '"We will keep the harbour open for every ship in the winter," the mayor said.',
        '"We will keep the harbour open for every ship in the winter," the two men said.',
    ]
    told = told_map(Told(f"a{n}", "AB"[n], "2024-05-02", [(t, "c")]) for n, t in enumerate(texts))
    sure = replace(told.claims[0], probabilities=(1.0, 1.0), medoid_id="a0#0")
    told = replace(told, claims=(sure,), parses=tuple(parse_texts(texts)))
    assert claim_days_table(told)["figures"].isna().all()


def test_figures_that_differ_in_capitals_alone_are_told_once() -> None:
    assert days_of_two("Five men fell in Norvik.", "In Norvik five men fell.") == "Five men"


def test_what_only_points_back_is_no_speaker() -> None:
    texts = ["They found ladders and ropes, all of which confirmed that they were thieves.", FALL]
    told = told_map(Told(f"a{n}", "AB"[n], "2024-05-02", [(t, "c")]) for n, t in enumerate(texts))
    told = replace(told, parses=tuple(parse_texts(texts)))
    assert claim_days_table(told)["speakers"].isna().all()


def loosely(*texts: str):
    """One claim that holds all but its first sentence loosely; the third is of the next day."""
    told = told_map(
        Told(f"a{n}", "ABC"[n], f"2024-05-0{2 + n // 2}", [(text, "c")])
        for n, text in enumerate(texts)
    )
    unsure = replace(told.claims[0], probabilities=(0.9, 0.6, 0.5), medoid_id="a0#0")
    return replace(told, claims=(unsure,))


def test_what_an_outlet_prints_twice_counts_once() -> None:
    said = [(FALL, "c"), ("Nobody was near.", ""), (FALL, "c")]
    told = told_map([Told("a0", "A", "2024-05-02", said), Told("a1", "B", "2024-05-02", said[:1])])
    [row] = claim_days_table(told).to_dict("records")
    assert (row["outlets"], row["n_sentences"], row["n_unparsed"]) == ("A; B", 2, 2)
    assert row["sentence_ids"] == "a0#0\na1#0"


def test_speakers_of_a_day_are_those_of_the_attributions() -> None:
    texts = ["Mayor Ann Ray came at noon.", "“The east span fell,” she said.", FALL]
    told = told_map(
        [
            Told("a0", "A", "2024-05-02", [(texts[0], ""), (texts[1], "c")]),
            Told("a1", "B", "2024-05-03", [(texts[2], "c")]),
        ]
    )
    told = replace(told, parses=tuple(parse_texts(texts)))
    assert attributions_table(told)["stands_for"].tolist() == ["Mayor Ann Ray"]
    assert claim_days_table(told)["speakers"].fillna("none").tolist() == ["Mayor Ann Ray", "none"]


def test_undated_articles_have_no_day() -> None:
    table = claim_days_table(claimed(("A", None), ("B", "2024-05-03T23:30-05:00")))
    assert table["day"].fillna("none").tolist() == ["2024-05-04", "none"]
    assert table["outlets"].tolist() == ["B", "A"]


def test_firmness_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    told = claimed(("A", "2024-05-02"), ("B", "2024-05-02"), ("C", "2024-05-03"))
    table = pd.DataFrame(
        {
            "claim_id": [told.claims[0].claim_id] * 3,
            "sentence_id": ["a0#0", "a1#0", "a2#0"],
            "certainty": ["flat", "denied", None],
        }
    )
    monkeypatch.setattr(saying, "certainty_table", lambda _: table)
    assert [*certainties(told).values()] == ["flat", "denied", None]
    found = claim_days_table(told)[["n_flat", "n_denied", "n_unparsed"]]
    assert found.to_numpy().tolist() == [[1, 1, 0], [0, 0, 1]]


moments = st.datetimes(datetime(2024, 5, 1), datetime(2024, 5, 5), timezones=st.just(UTC))  # noqa: DTZ001
published = st.one_of(
    st.none(), moments.map(datetime.isoformat), moments.map(lambda m: m.date().isoformat())
)


@settings(deadline=None)  # time is no promise of a table
@given(st.lists(st.tuples(st.sampled_from("ABCD"), published), min_size=2, max_size=6))
def test_lags_hold_whatever_is_known(dates) -> None:
    table = lags_table(claimed(*dates))
    known = table[table["hours_low"].notna()]
    assert (known["hours_low"] >= 0).all()
    assert (known["hours_low"] <= known["hours_high"]).all()
    assert (table["is_first"] == "yes").sum() <= 1
    assert set(table["outlet"]) == {outlet for outlet, _ in dates}
    if len(known):
        assert known["is_first"].isin(["yes", "perhaps"]).any()


@given(moments, st.integers(0, 10_000))
def test_words_of_a_lag_say_its_length(moment: datetime, minutes: int) -> None:
    moment = moment.replace(microsecond=0)
    later = span_of((moment + timedelta(minutes=minutes)).isoformat())
    said = lag_in_words(span_of(moment.isoformat()), later)
    units = {"d": 1440, "h": 60, "min": 1}
    parts = said.split()
    if said != "same minute":
        total = sum(int(n) * units[u] for n, u in zip(parts[::2], parts[1::2], strict=True))
        assert 0 <= minutes - total < (60 if minutes >= 1440 else 1)


def test_spans() -> None:
    day, noon = span_of("2024-05-02"), span_of("2024-05-02T12:00+00:00")
    assert earliest([]) is None
    assert earliest([noon, day]) == (day.start, noon.end)
    assert is_earlier(day, span_of("2024-05-03"))
    assert not is_earlier(day, noon)
    assert not is_earlier(noon, noon)


@pytest.mark.parametrize(
    ("first", "second", "certainty"),
    [
        # Afternoon here and midnight a day later there, in whatever zone the first was told.
        ("Posted 12/19/2005 3:36 PM", "Published: Dec. 21, 2005 12:00 a.m. MST", "known"),
        ("Posted 12/19/2005 3:36 PM", "Published: Dec. 20, 2005 1:00 a.m. CET", "open"),
        ("Published: 19 Dec 2005 11:25 GMT+02:00", "12:48PM BST 19 Dec 2005", "known"),
        ("Fri, 19 Dec 2005 at 09:56 IST", "Dec 20, 2005, 05.51AM IST", "known"),
        ("Fri, 19 Dec 2005 at 09:56 IST", "Dec 19, 2005, 10.51AM IST", "open"),
        ("Updated 9:28 AM EDT, Dec 19, 2005", "12/19/05 08:23 PM ET", "known"),
        ("Updated 9:28 PM EDT, Dec 19, 2005", "12/19/05 08:23 PM ET", "open"),
    ],
)
def test_an_hour_at_the_head_of_a_text_tells_who_was_first(
    first: str, second: str, certainty: str
) -> None:
    told = told_map(
        Told(f"a{n}", "AB"[n], str(printed.day), [(FALL, "c")])
        for n, head in enumerate((first, second))
        if (printed := printed_at(head))
    )
    heads = zip(told.articles, (first, second), strict=True)
    articles = tuple(replace(article, text=f"{head}\n{FALL}") for article, head in heads)
    table = first_movers_table(replace(told, articles=articles))
    assert table["certainty"].tolist() == [certainty]
