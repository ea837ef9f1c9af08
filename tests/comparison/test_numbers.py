"""The ledger of numbers: hand-written claims, and the hand labels of the seeds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from crossframe.comparison.figures.ledger import _as_shown, read_ledgers
from crossframe.comparison.figures.reading import read_figures
from crossframe.comparison.figures.relations import Related, relate
from crossframe.comparison.figures.sameness import UNSHOWN
from crossframe.comparison.figures.tables import (
    number_conflicts_table,
    number_findings_table,
    number_pairs_table,
    numbers_table,
)
from crossframe.comparison.groups import group_outlets
from crossframe.corpus import read_corpora
from crossframe.records import Article, Claim, ClaimMap, Parse, Placement, Sentence
from crossframe.text import split_article
from crossframe.text.parsing import parse_texts
from crossframe.text.quantities import find_quantities

SEEDS = Path(__file__).parents[2] / "seeds"
# What was measured on the labels of both seed events together, less a little for luck.
FLOORS = {"precision": 0.97, "recall": 0.98, "hedge": 0.98}

MORNING, NOON, NEXT_DAY = "2024-05-01T08:00Z", "2024-05-01T12:00Z", "2024-05-02T12:00Z"


def map_of(
    told: Iterable[tuple[str, str | None, str]],
    claims: Sequence[Sequence[int]] | None = None,
    *,
    parsed: bool = True,
    language: str = "en",
) -> ClaimMap:
    """An event of one-sentence articles; one claim of all of them, or the claims named by place."""
    rows = list(told)
    articles = tuple(
        Article(f"a{n}", "quake", outlet, "Title", text, f"{n:064x}", "x.jsonl", n,
                published_at=when, language=language)
        for n, (outlet, when, text) in enumerate(rows)
    )  # fmt: skip
    sentences = tuple(
        Sentence(f"a{n}#0", f"a{n}", 0, 0, len(text), 0, text)
        for n, (_, _, text) in enumerate(rows)
    )
    parses: list[Parse | None] = [None] * len(rows)
    if parsed and rows:
        parses = list(parse_texts([sentence.text for sentence in sentences]))
    members = [tuple(range(len(rows)))] if claims is None else [tuple(c) for c in claims]
    return ClaimMap(
        event_id="quake",
        articles=tuple(sorted(articles, key=lambda article: article.order)),
        exclusions=(),
        sentences=sentences,
        placements=tuple(Placement(s.sentence_id, "claim", ("c0",)) for s in sentences),
        parses=tuple(parses),
        claims=tuple(
            Claim(f"c{k}", f"a{own[0]}#0", tuple(f"a{n}#0" for n in own), (0.9,) * len(own), 0.9)
            for k, own in enumerate(members)
            if own
        ),
        near_misses=(),
        headlines=(),
        perturbations=(),
        provenance={},
    )


def relation(one: tuple[str | None, str], other: tuple[str | None, str]) -> tuple[str, str]:
    """The relation, and the reason, of the only figures of two outlets' sentences."""
    table = number_pairs_table(map_of([("Post", *one), ("Tide", *other)]))
    [row] = table.to_dict("records")
    return row["relation"], row["why"]


CASES: Mapping[str, tuple[tuple[str | None, str], tuple[str | None, str], str, str]] = {
    "same figure": (
        (MORNING, "Thirty people were hurt in Averley."),
        (NOON, "In Averley 30 people were hurt."),
        "agree",
        "the same figure",
    ),
    "the hedge alone differs": (
        (MORNING, "At least 30 people were hurt."),
        (NOON, "Some 30 people were hurt."),
        "agree",
        "at least",
    ),
    "higher later": (
        (MORNING, "Four people were killed by the quake."),
        (NEXT_DAY, "The quake killed nine people."),
        "update",
        "later article, higher count",
    ),
    "fewer missing later": (
        (MORNING, "Twelve people are missing."),
        (NEXT_DAY, "Two people are still missing."),
        "update",
        "fewer still missing",
    ),
    "lower later": (
        (MORNING, "The quake killed 19 people."),
        (NEXT_DAY, "The quake killed 11 people."),
        "unclear",
        "different times",
    ),
    "undated": (
        (None, "The quake killed 19 people."),
        (None, "The quake killed 11 people."),
        "unclear",
        "no date",
    ),
    "as of the same time": (
        ("2024-05-01", "By noon on Tuesday the quake had killed 19 people."),
        ("2024-05-01", "By noon on Tuesday the quake had killed 11 people."),
        "conflict",
        "same time",
    ),
    "cost": (
        (MORNING, "The new bridge over the sound will cost 480 million euros."),
        (NOON, "The new bridge over the sound will cost 310 million euros."),
        "conflict",
        "neither time",
    ),
    "cost, days apart": (
        (MORNING, "The new bridge over the sound will cost 480 million euros."),
        ("2024-05-09", "The new bridge over the sound will cost 310 million euros."),
        "unclear",
        "may have changed",
    ),
    "a length stays what it is": (
        (MORNING, "The broken span of the old bridge measured 94 metres."),
        ("2024-05-09", "The broken span of the old bridge measured 120 metres."),
        "conflict",
        "neither time",
    ),
    "about": (
        (MORNING, "About 400 people were injured."),
        (NOON, "Some 392 people were injured."),
        "rounding",
        "",
    ),
    "a third": (
        (MORNING, "A third of the steel was gone."),
        (NOON, "Some 33.3 percent of the steel was gone."),
        "rounding",
        "",
    ),
    "other unit, same length": (
        (MORNING, "The convoy drove about 8 km through the old town."),
        (NOON, "The convoy drove 5 miles through the old town."),
        "rounding",
        "",
    ),
    "at least": (
        (None, "At least 30 people were injured."),
        (None, "There were 36 people injured."),
        "compatible",
        "'at least' leaves room for both",
    ),
    "injured, killed": (
        (MORNING, "Thirty people were injured."),
        (NOON, "Twelve people were killed."),
        "different_quantity",
        "one counts those injured, the other those killed",
    ),
    "further ones": (
        (MORNING, "Thirty people were injured."),
        (NOON, "Another 12 people were injured."),
        "different_quantity",
        "another",
    ),
    "of different ones": (
        (MORNING, "Kos scored 20 points in the last game."),
        (NOON, "Brand scored 25 points in the last game."),
        "different_quantity",
        "of different ones",
    ),
    "during a run only": (
        (MORNING, "Kos scored 20 points against Averley."),
        (NOON, "Kos scored 12 points against Averley during a 15-2 run."),
        "different_quantity",
        "only one is limited: '15-2 run'",
    ),
    "a list that a run opens": (
        (MORNING, "Kos scored well against Averley, and blocked six shots."),
        (NOON, "During the game's deciding 15-2 run, Kos scored well, and blocked two shots."),
        "different_quantity",
        "only one is limited",
    ),
    "in one half only": (
        (MORNING, "In the first half, Kos scored nine points against Averley."),
        (NOON, "Kos scored 21 points against Averley."),
        "different_quantity",
        "only one is limited: 'first half'",
    ),
    "in the same half": (
        (MORNING, "Kos scored 14 points against Averley in the opening half."),
        (NOON, "Kos scored 14 points against Averley in the first half."),
        "agree",
        "the same figure",
    ),
    "in one quarter only": (
        (MORNING, "The mill in Averley lost 48 million crowns in the second quarter."),
        (NOON, "The mill in Averley lost 31 million crowns."),
        "different_quantity",
        "only one is limited: 'second quarter'",
    ),
    "in one season only": (
        (MORNING, "The mill in Averley lost 48 million crowns last season."),
        (NOON, "The mill in Averley lost 31 million crowns."),
        "unclear",
        "only one names the time: last season",
    ),
    "in one year only": (
        (MORNING, "In 2008 the mill in Averley lost 48 million crowns."),
        (NOON, "The mill in Averley lost 31 million crowns."),
        "unclear",
        "only one names the time: 2008",
    ),
    "plus": (
        (MORNING, "The trial of the Averley mayor lasted nearly four years."),
        (NOON, "The trial of the Averley mayor lasted three-plus years."),
        "compatible",
        "leaves room for both",
    ),
    "more than is no further": (
        (MORNING, "The fire did an estimated 2 million dorins of damage."),
        (NOON, "The fire did more than 2 million dorins of damage."),
        "agree",
        "one says",
    ),
    "equal, though one says of whom": (
        (MORNING, "The fire at the mill killed one man."),
        (NOON, "The fire at the mill killed one person."),
        "agree",
        "the same figure",
    ),
    "age of one": (
        (None, "Ann Ray, 61, is accused of burning the mill."),
        (None, "Police arrested 60-year-old Ann Ray at noon."),
        "conflict",
        "both give the age of Ann Ray",
    ),
    "ages of two": (
        (None, "Ann Ray, 61, is accused of burning the mill."),
        (None, "Police arrested Bob Ray, 35, at noon."),
        "different_quantity",
        "ages of Ann Ray and of Bob Ray",
    ),
    "described alike": (
        (
            "2024-03-12",
            "Two undersea cables near Averley suffered damage, and cut the phones of the island.",
        ),
        (
            "2024-03-12",
            "Three undersea cables near Averley were damaged, and the phones of the island cut.",
        ),
        "conflict",
        "both count 'undersea cable'",
    ),
    "few, of days unknown": (
        (None, "Two undersea cables near Averley suffered damage, and cut the phones of the isle."),
        (None, "Three undersea cables off Averley were damaged, and nobody could reach Norvik."),
        "unclear",
        "no date tells whether both speak of the same day",
    ),
    "the only sum": (
        (
            None,
            "Four robbers in wigs took 137 million dollars of jewels from a famous shop at noon.",
        ),
        (None, "Jewels worth 108 million dollars were snatched by men at the famous shop of Ray."),
        "conflict",
        "only sum of money",
    ),
    "the close and the day": (
        (None, "Shares of the Averley mill closed down 3.9 percent after the fire at its depot."),
        (None, "Shares of the Averley mill plunged 5.4 per cent after the fire at its depot."),
        "unclear",
        "how the day closed",
    ),
    "one quake": (
        (MORNING, "The quake that struck Averley had a magnitude of 6.1, the survey said."),
        (NOON, "A quake of magnitude 5.9 struck Averley, according to the survey."),
        "conflict",
        "",
    ),
    "an aftershock": (
        (MORNING, "The quake that struck Averley had a magnitude of 6.1, the survey said."),
        (NOON, "An aftershock of magnitude 5.9 struck Averley, according to the survey."),
        "different_quantity",
        "aftershock",
    ),
    "how long, and when": (
        (None, "The new fishing rules of the council take effect in about 30 days."),
        (None, "The new fishing rules of the council take effect nine days before the vote."),
        "different_quantity",
        "one says how long, the other when",
    ),
    "counted back from the article": (
        (MORNING, "The mayor of Averley was married three weeks ago."),
        (NEXT_DAY, "The mayor of Averley was married two weeks ago."),
        "unclear",
        "weeks ago",
    ),
    "as long as it has lasted": (
        (None, "The quay was calm after four days of the worst floods in Averley in decades."),
        (None, "The quay was calm after eight days of the worst floods in Averley in decades."),
        "unclear",
        "it went on",
    ),
    "one person under two titles": (
        (MORNING, "Police Chief Ann Ray, 46, was hurt at the quay in Averley."),
        (NOON, "Anne Ray, 46, was hurt at the quay in Averley."),
        "agree",
        "the same figure",
    ),
    "equal ages, one man in two spellings": (
        (MORNING, "Fred Lindqvist, 46, was hurt at the quay in Averley."),
        (NOON, "Frederick Lindqvist, 46, was hurt at the quay in Averley."),
        "agree",
        "the same figure",
    ),
    "equal ages of two": (
        (MORNING, "Ann Ray, 46, was hurt at the quay in Averley."),
        (NOON, "Bo Lind, 46, was hurt at the quay in Averley."),
        "unclear",
        "ages of",
    ),
    "a day owns no age": (
        (MORNING, "On Monday, a 46-year-old was hurt at the quay in Averley."),
        (NOON, "On Friday, a 46-year-old was hurt at the quay in Averley."),
        "agree",
        "the same figure",
    ),
    "a place that the other article does not know": (
        (MORNING, "The earthquake killed three people on Monday."),
        (NEXT_DAY, "The earthquake near Madrid killed nine people on Monday."),
        "unclear",
        "",
    ),
    "missed is not missing": (
        (MORNING, "Kos missed ten games after the injury."),
        (NOON, "Kos missed nine games after the injury."),
        "conflict",
        "both stand with 'Kos' and 'miss'",
    ),
    "other places": (
        (MORNING, "Thirty people were injured in Lisbon."),
        (NOON, "Twelve people were injured in Madrid."),
        "different_quantity",
        "other places are named",
    ),
    "other places, nearly as many": (
        (MORNING, "Thirty people were injured in Lisbon."),
        (NOON, "Twenty-eight people were injured in Madrid."),
        "unclear",
        "other places are named",
    ),
    "who live there, and who died": (
        (MORNING, "The flood drowned Averley, a town of 9,000 people, in the night."),
        (NOON, "The flood in Averley killed 61 people in the night."),
        "different_quantity",
        "living there",
    ),
    "who live there": (
        (MORNING, "The flood drowned Averley, a town of 9,000 people, in the night."),
        (NOON, "The flood came at night to Averley, home to 14,000 people."),
        "conflict",
        "both give the inhabitants of Averley",
    ),
    "who live in two towns": (
        (MORNING, "The flood drowned Averley, a town of 9,000 people, in the night."),
        (NOON, "The flood came at night to Norvik, home to 14,000 people."),
        "different_quantity",
        "inhabitants of Averley and of Norvik",
    ),
    "a pronoun for the one who is named before": (
        (None, "Miller was the last to plead guilty. He served nine months in the Norvik jail."),
        (None, "Miller served fourteen months in the Norvik jail."),
        "conflict",
        "both stand with 'serve'",
    ),
    "all so far": (
        (MORNING, "So far, the Averley coast guard has seized 14 boats."),
        (NOON, "On that night, the Averley coast guard seized six boats."),
        "different_quantity",
        "one counts all so far",
    ),
    "a year as the name of a thing": (
        (MORNING, "The 2006 champion lost 14 games in Averley."),
        (NOON, "The champion lost nine games in Averley, in 2008."),
        "unclear",
        "only one names the time: 2008",
    ),
    "a time that opens the sentence": (
        (None, "More than 26,000 people were killed by a quake in Bam in December 2003."),
        (None, "In December 2003, a quake of magnitude 6.7 killed more than 31,000 people in Bam."),
        "compatible",
        "'over' leaves room",
    ),
    "some of them": (
        (None, "The office has received nearly 300,000 comments on the rule."),
        (None, "More than 200,000 of the comments that the office received opposed the rule."),
        "different_quantity",
        "one counts a part",
    ),
    "shares of two countries": (
        (None, "Up to 60 per cent of the traffic in India was lost when the cable broke."),
        (None, "Up to 70 per cent of the traffic in Egypt was lost when the cable broke."),
        "different_quantity",
        "other places are named",
    ),
    "a birthday between": (
        ("2007-04-11", "The man accused is Anton Lind, a 38-year-old Norvik resident."),
        ("2008-04-30", "Anton Lind, 39, was accused of the fire in Norvik."),
        "update",
        "so much time lies between",
    ),
    "a birthday of one who is not named": (
        ("2007-04-11", "The man accused of the fire is Anton Lind, a 38-year-old Norvik resident."),
        ("2008-04-30", "A lawyer said that the 39-year-old Norvik man had lit the fire."),
        "update",
        "so much time lies between",
    ),
    "what one did, in few like words": (
        (MORNING, "Thomas was hurt in the game at Averley and missed ten games."),
        (
            NOON,
            "Thomas missed nine games this season because of his foot, the club told Radio Ray.",
        ),
        "conflict",
        "both stand with 'Thomas' and 'miss'",
    ),
    "a term, and what was served of it": (
        (None, "LaRoche served four months in the Norvik jail."),
        (None, "LaRoche served most of a six-month term in the Norvik jail."),
        "unclear",
        "one measures what the next word names",
    ),
    "where one lives": (
        (MORNING, "The driver, Pavel Lind, 52, was among the dead."),
        (NOON, "Among the dead was Pavel Lind of Ray's Row, who was 52 and drove a bus."),
        "agree",
        "the same figure",
    ),
    "one name in two spellings": (
        (MORNING, "The mother, Catherine Lind, 61, was found in Norvik."),
        (NOON, "Katherine, 61, was found in Norvik, the mother of a guard."),
        "agree",
        "the same figure",
    ),
    "by the season, by the year": (
        (MORNING, "Marchetti is seeking at least $20 million per season in Averley."),
        (NOON, "Marchetti is believed to be seeking more than $21 million per year in Averley."),
        "compatible",
        "leaves room for both",
    ),
    "women, and who is not told": (
        (MORNING, "The shots in the mill killed three and hurt several."),
        (NOON, "The shots in the mill killed two women."),
        "different_quantity",
        "one counts 'woman', the other does not say whom",
    ),
    "a birthday, perhaps": (
        ("2007-04-11", "The man accused is Anton Lind, a 38-year-old Norvik resident."),
        ("2007-05-11", "Anton Lind, 39, was accused of the fire in Norvik."),
        "unclear",
        "a birthday may lie between",
    ),
    "nearly is below": (
        (MORNING, "Brand signed a deal of $82 million with the Norvik club on Tuesday."),
        (NOON, "Brand signed a deal of nearly $80 million with the Norvik club on Tuesday."),
        "conflict",
        "neither time",
    ),
    "nearly is just below": (
        (MORNING, "Brand signed a deal of $79.4 million with the Norvik club on Tuesday."),
        (NOON, "Brand signed a deal of nearly $80 million with the Norvik club on Tuesday."),
        "rounding",
        "",
    ),
    "on either side of one figure": (
        (MORNING, "Brand signed a deal of over $80 million with the Norvik club on Tuesday."),
        (NOON, "Brand signed a deal of nearly $80 million with the Norvik club on Tuesday."),
        "unclear",
        "one tells of more than the figure, the other of less",
    ),
    "other unit, rounded": (
        (MORNING, "The convoy drove 48km through the old town of Norvik on Tuesday."),
        (NOON, "The convoy drove 30 miles through the old town of Norvik on Tuesday."),
        "rounding",
        "one is the other, rounded",
    ),
    "this year may be that year": (
        ("2024-05-02", "This year the Norvik club sold 40 boats and the Tide club sold none."),
        ("2024-05-02", "In 2024 the Norvik club sold 44 boats and the Tide club sold none."),
        "unclear",
        "only one names",
    ),
    "about, meant widely": (
        (MORNING, "Brand signed a deal of $23 million with the Norvik club on Tuesday."),
        (NOON, "Brand signed a deal of roughly $22 million with the Norvik club on Tuesday."),
        "unclear",
        "meant widely",
    ),
    "a half may be rounded to either side": (
        (None, "LaRoche served four months in the Norvik jail for obstructing justice."),
        (None, "LaRoche served four and a half months in the Norvik jail for the same."),
        "rounding",
        "one is the other, rounded",
    ),
    "until when": (
        (MORNING, "Kos was hurt in Averley and missed ten games, including the last one."),
        (NOON, "Kos was hurt in Averley and missed nine games before coming back."),
        "unclear",
        "longer and shorter times: 'including', 'before'",
    ),
    "until the same end": (
        (MORNING, "Kos was hurt in Averley and missed ten games, including the last one."),
        (NOON, "Kos was hurt in Averley and missed nine games, including the final."),
        "conflict",
        "both stand with",
    ),
    "some of a kind among all": (
        (MORNING, "Pirates in two speed boats had surrounded the ship when a warship came."),
        (NOON, "Pirates in three boats had surrounded the ship when a warship came."),
        "unclear",
        "only one says 'speed'",
    ),
    "since when": (
        (MORNING, "Miller was arrested four times on charges of larceny and riot."),
        (NOON, "Miller was arrested three times since the fire on charges of larceny and riot."),
        "unclear",
        "only one counts since the fire",
    ),
    "a month of another clause": (
        (MORNING, "Kos was hurt in the opening game in September and missed ten games."),
        (NOON, "Kos was hurt in the opening game, then missed nine games."),
        "conflict",
        "both stand with 'miss'",
    ),
    "an old toll": (
        ("2010-09-10", "In February, a woman opened fire in Norvik, killing three people."),
        ("2010-09-10", "A woman opened fire at the mill, killing two people."),
        "different_quantity",
        "one tells of february, long before",
    ),
    "ages near each other": (
        (None, "A 60-year-old woman was charged with the fire."),
        (None, "Ann Ray, 61, was charged with the fire."),
        "unclear",
        "",
    ),
}


def test_what_an_article_gives_for_two_things_is_of_two_where_it_is_far_apart():
    told = [
        ("Post", MORNING, "Kos scored 23 points in Averley, and has scored 2,117 points in all."),
        ("Tide", NOON, "Kos scored 2,117 points in Averley, more than anybody in all."),
        ("Gull", NOON, "Kos scored 23 points in Averley, more than anybody else there."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    relations = {(r["outlet_a"], r["outlet_b"]): r["relation"] for r in rows}
    assert ("Gull", "Tide") not in relations


def test_of_two_people_by_name_no_value_is_agreed_on():
    told = [
        ("Post", MORNING, "Jan Orr finished with 20 points and nine rebounds for Norvik."),
        ("Tide", NOON, "Tom Kos finished the game with 20 points and eight rebounds."),
        ("Gull", NOON, "Orr finished the game with 20 points and nine rebounds."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    points = [row for row in rows if row["as_written_a"] == "20 points"]
    found = {(r["outlet_a"], r["outlet_b"]): r["relation"] for r in points}
    assert found["Post", "Gull"] == "agree"
    assert found["Post", "Tide"] == found["Gull", "Tide"] == "unclear"
    findings = number_findings_table(map_of(told)).to_dict("records")
    assert [r["n_outlets"] for r in findings if "20" in r["figures"]] == [2]


def test_time_since_something_is_no_duration_of_it():
    told = [("Post", MORNING, "Three years later, while walking home, Orr was struck by a car.")]
    assert numbers_table(map_of(told))["counted"].tolist() == ["time (strike)"]


def test_another_figure_shows_that_it_is_the_same():
    told = [
        ("Post", MORNING, "The 36-year-old fell 60 metres down an icy gully near Averley."),
        ("Tide", NOON, "A climber from Norvik, who was 36-years-old, fell 150 metres."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    found = {
        (r["outlet_a"], r["outlet_b"]): (r["relation"], r["why"]) for r in rows if r["counted"]
    }
    assert found["Post", "Tide"][0] == "conflict"
    assert "both sentences also give 36-year-old" in found["Post", "Tide"][1]


def test_a_measure_of_one_thing_has_no_part():
    told = [
        ("Post", MORNING, "Jan Orr ran for 226 yards for Norvik, including an 86-yard dash."),
        ("Tide", NOON, "Jan Orr ran for 226 yards, including an 84-yard dash in the second half."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    found = {row["as_written_a"]: (row["relation"], row["why"]) for row in rows}
    assert found["86-yard"][0] == "conflict", found
    assert "226 yards" in found["86-yard"][1]


def test_a_list_that_both_give_ties_what_is_left_of_it():
    told = [
        ("Post", None, "They seized seven pistols, two other rifles and 13 nets from the boat."),
        ("Tide", None, "Seven pistols, three other army rifles and 13 nets were in the boat."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    found = {row["as_written_a"]: (row["relation"], row["why"]) for row in rows}
    assert found["two other rifles"][0] == "conflict", found


def test_more_hurt_than_killed_are_no_further_ones():
    told = [
        ("Post", MORNING, "The quake killed ten people and injured 70 more, officials said."),
        ("Tide", MORNING, "The quake killed ten people and injured 80, officials said."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    found = {row["as_written_b"]: row["relation"] for row in rows}
    assert found["80"] == "unclear", found


def test_of_two_in_a_list_each_is_compared_with_himself():
    told = [
        ("Post", MORNING, "Carl Orr scored 14 points and Ben Lind scored 13 for Norvik."),
        ("Tide", NOON, "Norvik had 13 points from Ben Lind, while Carl Orr had 12 points."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    found = {row["as_written_a"]: (row["relation"], row["as_written_b"]) for row in rows}
    assert found["14 points"] == ("conflict", "12 points"), found


NO_PAIRS = {
    "nothing but the unit": (
        (MORNING, "The mayor met 20 people."),
        (NOON, "A bus holds 53 people."),
    ),
    "ages of two who are not named": (
        (None, "A 60-year-old woman was charged with the fire."),
        (None, "Police made an arrest in the 41-year-old case of the fire."),
    ),
    "nobody tells who did it": (
        (None, "Kos has scored 11 times this year."),
        (None, "There were 53 times to remember."),
    ),
}


@pytest.mark.parametrize("case", NO_PAIRS)
def test_figures_with_nothing_in_common_and_nothing_that_tells_them_apart_are_no_pair(case):
    one, other = NO_PAIRS[case]
    assert number_pairs_table(map_of([("Post", *one), ("Tide", *other)])).empty


@pytest.mark.parametrize("case", CASES)
def test_relations(case):
    one, other, expected, reason = CASES[case]
    found, why = relation(one, other)
    assert found == expected, why
    assert reason in why


@pytest.mark.parametrize("case", CASES)
def test_the_order_of_outlets_changes_no_relation(case):
    one, other, expected, _ = CASES[case]
    assert relation(other, one)[0] == expected


def test_an_outlets_own_correction_explains_the_others():
    told = [
        ("Post", MORNING, "Fourteen ships waited in the roads outside the port."),
        ("Post", NEXT_DAY, "By now 26 ships waited in the roads outside the port."),
        ("Tide", NEXT_DAY, "A fleet of 26 ships waited in the roads outside the port."),
    ]
    table = number_pairs_table(map_of(told))
    own = table[(table["outlet_a"] == "Post") & (table["outlet_b"] == "Tide")]
    assert set(own["relation"]) == {"update", "agree"}


def test_two_speakers_in_one_article_make_a_conflict_that_no_date_explains():
    told = [
        (
            "Post",
            MORNING,
            "The hospital said 38 people were injured, and the police said 31 were injured.",
        ),
        ("Tide", NOON, "According to the police, 31 people were injured."),
        ("Echo", NEXT_DAY, "According to the hospital, 38 people were injured."),
    ]
    table = number_pairs_table(map_of(told))
    [row] = table[table["relation"] == "conflict"].to_dict("records")
    assert (row["as_written_a"], row["as_written_b"]) == ("31 people", "38 people")
    assert "each from a speaker of its own" in row["why"]


def articles_of(told: Iterable[tuple[str, str | None, Sequence[str]]]) -> ClaimMap:
    """An event of articles of several sentences; the second of each makes the one claim."""
    rows = list(told)
    flat = map_of([(outlet, when, text) for outlet, when, texts in rows for text in texts])
    bodies = [" ".join(texts) for _, _, texts in rows]
    articles = tuple(
        Article(f"a{n}", "quake", outlet, "Title", bodies[n], f"{n:064x}", "x.jsonl", n,
                published_at=when, language="en")
        for n, (outlet, when, _) in enumerate(rows)
    )  # fmt: skip
    sentences = tuple(
        Sentence(f"a{n}#{k}", f"a{n}", k, at, at + len(text), 0, text)
        for n, (_, _, texts) in enumerate(rows)
        for k, text in enumerate(texts)
        if (at := bodies[n].index(text)) >= 0
    )
    members = tuple(f"a{n}#1" for n in range(len(rows)))
    claim = Claim("c0", members[0], members, (0.9,) * len(rows), 0.9)
    return replace(flat, articles=articles, sentences=sentences, claims=(claim,),
                   placements=tuple(Placement(s.sentence_id, "claim", ("c0",)) for s in sentences),
                   )  # fmt: skip


def test_two_articles_that_both_give_both_figures_make_no_conflict():
    police, hospitals = "The police counted 31 injured people.", "Hospitals said 38 were injured."
    told = [
        ("Post", MORNING, ("Rain fell.", f"{hospitals[:-1]}, and police counted 31.", "It fell.")),
        ("Tide", MORNING, ("Rain fell.", police, hospitals)),
    ]
    rows = number_pairs_table(articles_of(told))
    assert "conflict" not in set(rows["relation"])
    other = [*told[:1], ("Echo", MORNING, ("Rain fell.", police, "The hospitals are full."))]
    assert "conflict" not in set(number_pairs_table(articles_of(other))["relation"])


def _points(points: str, opponent: str) -> tuple[str, str, str]:
    return (
        f"Norvik beat the {opponent} club in a close game.",
        f"Kos scored {points} points for the Norvik team in the win.",
        "The coach was glad.",
    )


def test_where_no_date_tells_and_others_are_named_two_games_may_be_told_of():
    told = [
        ("Post", None, _points("15", "Canada")),
        ("Tide", None, _points("16", "Mexico")),
        ("Echo", None, _points("16", "Canada")),
    ]
    [two] = number_pairs_table(articles_of(told[:2])).to_dict("records")
    assert (two["relation"], "Canada, Mexico" in two["why"]) == ("unclear", True), two
    [one] = number_pairs_table(articles_of(told[::2])).to_dict("records")
    assert one["relation"] == "conflict", one
    dated = [(outlet, MORNING, texts) for outlet, _, texts in told[:2]]
    assert list(number_pairs_table(articles_of(dated))["relation"]) == ["conflict"]


def test_a_fact_stands_only_if_no_pair_of_it_is_doubted_for_want_of_a_date():
    told = [
        ("Post", None, _points("15", "Canada")),
        ("Tide", None, _points("16", "Mexico")),
        ("Echo", None, _points("16", "Canada")),
    ]
    claim_map = articles_of(told)
    rows = number_pairs_table(claim_map)
    differ = rows[rows["relation"] != "agree"]
    assert set(differ["relation"]) == {"unclear"}
    assert differ["why"].str.contains("no date tells").all()
    assert number_conflicts_table(claim_map).empty


def test_a_half_that_both_may_round_makes_no_conflict_of_them():
    text = "Ann Ray served {} months in the Averley prison for the fire."
    told = [("Post", None, text.format("four")), ("Tide", None, text.format("five"))]
    assert list(number_pairs_table(map_of(told))["relation"]) == ["conflict"]
    told.append(("Echo", None, text.format("four and a half")))
    rows = number_pairs_table(map_of(told)).to_dict("records")
    assert sorted(row["relation"] for row in rows) == ["rounding", "rounding", "unclear"]
    assert any("both may be 4.5" in row["why"] for row in rows)


def test_a_pair_stands_in_the_first_of_the_claims_that_hold_both_its_figures():
    told = [
        ("Post", MORNING, "The quake killed four people in Averley."),
        ("Tide", NEXT_DAY, "The quake killed nine people in Averley."),
        ("Echo", NEXT_DAY, "The quake killed nine people in Averley town."),
    ]
    claim_map = map_of(told, [(0, 1), (0, 1, 2), (1, 0)])
    pairs = number_pairs_table(claim_map)
    places = ["sentence_id_a", "start_a", "sentence_id_b", "start_b"]
    assert not pairs.duplicated(places).any()
    assert list(pairs["claim_id"]) == ["c0", "c1", "c1"]
    findings = number_findings_table(claim_map)
    assert list(findings["claim_id"]) == ["c0", "c1"]
    assert list(findings["n_figures"]) == [2, 3]
    assert set(numbers_table(claim_map)["slot"]) == {0}


def test_who_says_it_and_as_of_when():
    text = "As of 6 a.m. five people were missing, the police said."
    [row] = numbers_table(map_of([("Post", MORNING, text)])).to_dict("records")
    assert (row["as_of"], row["said_by"]) == ("As of 6 a.m.", "the police")


@pytest.mark.parametrize(
    "text",
    [
        "Sixty residents left their homes, but they had all returned by Saturday evening.",
        "She urged them to pass the plan of three years by Friday.",
        "The clerk, fired four days earlier, was charged, police said Wednesday.",
        "They offered $5 million, matching the highest sum so far reported.",
        "So far, Kos has refused to go, but his party holds only a one-seat majority.",
        "The survey put the centre of Sunday's quake at about 58km from the town.",
        "Ann Ray was 75, the Averley Herald reported Wednesday.",
        "The warship stopped three boats of pirates, the navy said Saturday.",
    ],
)
def test_a_time_of_something_else_is_not_that_of_the_number(text):
    [row] = numbers_table(map_of([("Post", MORNING, text)])).to_dict("records")
    assert pd.isna(row["as_of"])


def test_sentences_that_differ_in_every_figure_are_not_called_conflicting():
    told = [
        ("Post", None, "Clark finished the home game with 25 points and 16 rebounds."),
        ("Tide", None, "Clark finished the home game with 22 points and nine rebounds."),
    ]
    assert set(number_pairs_table(map_of(told))["relation"]) == {"unclear"}


def test_offsets_are_verbatim_in_the_article():
    claim_map = map_of([("Post", MORNING, "Some 30 people came, and 12 left.")])
    for row in numbers_table(claim_map).to_dict("records"):
        text = claim_map.article_by_id[row["article_id"]].text
        assert text[row["start"] : row["end"]] == row["as_written"]


def test_figures_of_one_slot_stand_in_one_finding():
    told = [
        ("Post", MORNING, "The quake killed four people and injured 30 people."),
        ("Tide", NEXT_DAY, "The quake killed nine people and injured 30 people."),
    ]
    claim_map = map_of(told)
    findings = number_findings_table(claim_map)
    assert list(findings["relation"]) == ["update", "agree"]
    assert list(findings["counted"]) == ["people killed", "people injured"]
    assert list(findings["n_outlets"]) == [2, 2]
    assert findings["figures"].iloc[0] == "four people (Post); nine people (Tide)"
    slots = numbers_table(claim_map).groupby("slot")["as_written"].apply(list)
    assert list(slots) == [["four people", "nine people"], ["30 people", "30 people"]]


@pytest.mark.parametrize(
    "claim_map",
    [
        map_of([]),
        map_of([("Post", None, "Nobody came.")], parsed=False),
        map_of([("Post", None, "Murieron 30 personas.")], parsed=False, language="es"),
    ],
    ids=["no article", "no figure", "another language"],
)
def test_nothing_to_compare_gives_empty_tables(claim_map):
    tables = [t(claim_map) for t in (numbers_table, number_pairs_table, number_findings_table)]
    assert [len(table) for table in tables] == [0, 0, 0]
    assert all(len(table.columns) > 8 for table in tables)


def test_no_parse_and_no_date_work():
    told = [("Post", None, "At least 30 people died."), ("Tide", None, "30 people died.")]
    [row] = number_pairs_table(map_of(told, parsed=False)).to_dict("records")
    assert row["relation"] == "agree"


def test_the_order_of_articles_changes_nothing():
    told = [
        ("Post", MORNING, "The quake killed four people."),
        ("Tide", None, "The quake killed nine people."),
        ("Echo", NOON, "At least seven people were killed by the quake."),
    ]
    tables = [
        number_findings_table(map_of([told[n] for n in order], [range(3)]))
        .drop(columns=["sentence_id_a", "sentence_id_b"])
        .to_dict("records")
        for order in ([0, 1, 2], [2, 1, 0])
    ]
    assert tables[0] == tables[1]


def _measured(event: str) -> tuple[int, int, int, int]:
    """Labels, found, matched, and matched with the same hedge, in the English statements."""
    corpus = read_corpora(SEEDS / "events" / f"{event}.jsonl")[event]
    articles = {a.article_id: a for a in corpus.articles if a.language in {"en", None}}
    lines = (SEEDS / "labels" / f"{event}.numbers.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [row for row in map(json.loads, lines) if row["article_id"] in articles]
    sentences = [s for a in articles.values() for s in split_article(a) if s.is_statement]
    parses = parse_texts(list(dict.fromkeys(s.text for s in sentences)))
    parse_of = dict(zip(dict.fromkeys(s.text for s in sentences), parses, strict=True))
    found = [
        (s.article_id, s.start + q.start, s.start + q.end, q)
        for s in sentences
        for q in find_quantities(s.text, parse_of[s.text])
    ]
    taken: set[int] = set()
    hedged = 0
    for label in labels:
        for number, (article_id, start, end, quantity) in enumerate(found):
            overlaps = (
                article_id == label["article_id"] and start < label["end"] and end > label["start"]
            )
            value = (quantity.low, quantity.high)
            same = value == pytest.approx((label["low"], label["high"]), rel=0.005)
            if number not in taken and overlaps and same:
                taken.add(number)
                hedged += quantity.hedge == label["hedge"]
                break
    return len(labels), len(found), len(taken), hedged


def test_quantities_reach_their_floors_on_the_labels_of_the_seeds(capsys):
    counts = [_measured(event) for event in ("frontline-drones", "harbour-bridge")]
    labels, found, matched, hedged = (sum(column) for column in zip(*counts, strict=True))
    measured = {
        "precision": matched / found,
        "recall": matched / labels,
        "hedge": hedged / matched,
    }
    with capsys.disabled():
        told = ", ".join(f"{name} {value:.3f}" for name, value in measured.items())
        print(f"\nquantities on {labels} labels of the seeds: {told}")  # noqa: T201
    assert {n: v for n, v in measured.items() if v < FLOORS[n]} == {}


def test_figures_stand_within_their_sentences():
    claim_map = map_of([("Post", MORNING, "Some 30 people came, and 12 left.")])
    for sentence_id, figures in read_figures(claim_map).items():
        sentence = claim_map.sentence_by_id[sentence_id]
        for figure in figures:
            assert sentence.start <= figure.start < figure.end <= sentence.end


def test_bare_dollars_beside_another_currency_make_no_conflict():
    told = [
        ("Post", None, CASES["the only sum"][0][1].replace("137 million dollars", "$137 million")),
        ("Tide", None, CASES["the only sum"][1][1].replace("108 million dollars", "$108 million")),
    ]
    euros = ("Echo", None, "The shop had lost 85 million euros.")
    assert [r["relation"] for r in _pairs_of(told, "million")] == ["conflict"]
    [row] = [r for r in _pairs_of([*told, euros], "$") if "$" in r["as_written_b"]]
    assert row["relation"] == "unclear"
    assert "dollars, which not said" in row["why"]
    named = [(o, w, t.replace("$", "US$")) for o, w, t in told]
    [row] = [r for r in _pairs_of([*named, euros], "US$") if "US$" in r["as_written_b"]]
    assert row["relation"] == "conflict"


def _pairs_of(told, sign):
    rows = number_pairs_table(map_of(told)).to_dict("records")
    return [row for row in rows if sign in row["as_written_a"]]


def test_a_half_whose_digits_ran_together_makes_no_conflict():
    told = [
        ("Post", None, "Ann Ray served 412 months in the Averley prison for the fire."),
        ("Tide", None, "Ann Ray served four and a half months in the Averley prison for the fire."),
        ("Echo", None, "Ann Ray served four months in the Averley prison for the fire."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    why = [row["why"] for row in rows if "412" in row["as_written_a"] + row["as_written_b"]]
    assert len(why) == 2
    assert all("run together" in one for one in why)
    alone = number_pairs_table(map_of([told[0], told[2]]))
    assert list(alone["relation"]) == ["conflict"]


def test_one_fact_in_several_claims_is_one_conflict_with_all_its_outlets():
    text = "The climber fell {} down an icy gully near Averley."
    told = [
        ("Post", None, text.format("60 metres")),
        ("Tide", None, text.format("150 metres")),
        ("Echo", None, text.format("about 200ft")),
        ("Voice", None, text.format("150 metres")),
        ("Star", None, text.format("200 metres")),
        ("Sun", None, "The bridge near Averley will cost 480 million dorins in all."),
        ("Mail", None, "The bridge near Averley will cost 310 million dorins in all."),
    ]
    claim_map = map_of(told, [(0, 1, 2), (3, 2), (4, 0), (5, 6)])
    table = number_conflicts_table(claim_map)
    assert list(table["claim_ids"]) == ["c0 c1 c2", "c3"]
    assert list(table["n_outlets"]) == [5, 2]
    told_by = {part.split(" (")[1] for part in table["figures"].iloc[0].split("; ")}
    assert told_by == {"Echo, Post)", "Tide, Voice)", "Star)"}


def test_what_is_done_to_one_is_not_done_to_several() -> None:
    text = "A man who shot at three people in the mill was arrested at noon."
    [row] = numbers_table(map_of([("Post", MORNING, text)])).to_dict("records")
    assert row["counted"] == "people"


def test_no_verb_stands_for_what_is_counted() -> None:
    told = [("Post", MORNING, "Two managed to sail."), ("Tide", NOON, "Two did sail.")]
    assert set(numbers_table(map_of(told))["counted"].fillna("")) == {""}


def test_a_reason_says_what_both_sentences_name() -> None:
    one = "The star spent four weeks in a clinic with pneumonia, an agent said."
    other = "A clinic treated the singer with pneumonia for three weeks."
    _, why = relation((MORNING, one), (NOON, other))
    assert "shows that the same is counted surely, though both say 'clinic', 'pneumonia'" in why


def test_spellings_and_short_forms_of_a_name_are_no_other_one() -> None:
    one = "Marchetti will earn at least $20 million in Averley."
    for name in ("Marketti", "Marche"):
        said, why = relation((MORNING, one), (NOON, f"{name} will earn $31 million there."))
        assert (said, "of different ones" in why) != ("different_quantity", True)
    said, why = relation((MORNING, one), (NOON, "Lindqvist will earn $31 million there."))
    assert (said, "of different ones" in why) == ("different_quantity", True)


def test_a_range_leaves_room_for_a_figure_of_the_same_things() -> None:
    said, why = relation(
        (MORNING, "Three or four robbers held up a jeweller."),
        (NOON, "Four robbers in blue coats drove away."),
    )
    assert (said, why) == ("compatible", "'a range' leaves room for both")


def test_an_equal_figure_goes_before_one_that_a_hedge_leaves_room_for() -> None:
    told = [
        ("Post", MORNING, "Drones cause up to 80% of all losses."),
        ("Tide", NOON, "Nearer 60% were burnt, doctors hold, and 80% were hit by a drone."),
    ]
    [row] = number_pairs_table(map_of(told)).to_dict("records")
    assert (row["relation"], row["as_written_b"]) == ("agree", "80%")


def _rifles(*told: tuple[str, str, str]) -> pd.DataFrame:
    pairs = number_pairs_table(map_of(told))
    return pairs[(pairs["counted"] == "rifle") & (pairs["relation"] != "agree")]


def test_two_values_of_one_thing_are_unclear_wherever_one_pair_of_them_is() -> None:
    two = "Guards found seven pistols, two other rifles and 13 magazines."
    three = "Guards found seven pistols, three other rifles and 13 magazines."
    told = [("Post", MORNING, two), ("Tide", MORNING, three), ("Wire", NEXT_DAY, three)]
    rifles = _rifles(*told)
    assert len(rifles) == 2
    assert set(rifles["relation"]) == {"unclear"}
    assert set(rifles["why"].str.startswith("as in another pair for the same, ")) == {True, False}
    assert set(_rifles(*told[:2])["relation"]) == {"conflict"}


def test_a_number_of_something_else_is_not_the_others_figure() -> None:
    rifles = _rifles(
        ("Post", MORNING, "Guards found seven pistols, two other rifles and 13 magazines."),
        (
            "Tide",
            MORNING,
            "Guards found seven pistols, three other rifles, 13 magazines and two bombs.",
        ),
    )
    assert list(rifles["relation"]) == ["conflict"]


def test_some_of_other_numbers_are_others() -> None:
    said, why = relation(
        (MORNING, "Kos landed 28 of his 68 punches in that round."),
        (MORNING, "Kos landed 178 of 369 punches in all."),
    )
    assert (said, why) == ("different_quantity", "they are some of other numbers: 68, 369")


def test_a_quake_of_long_ago_is_another() -> None:
    said, why = relation(
        ("2024-11-27", "A quake with a magnitude of at least 5.9 hit Veldria on Sunday."),
        ("2024-11-28", "A 6.4-magnitude quake hit the town of Averley in February."),
    )
    assert (said, why.partition(",")[0]) == ("different_quantity", "one tells of february")


def test_whoever_speaks_from_a_place_tells_of_none() -> None:
    told = [
        ("Post", MORNING, "France's state television says the quake in Berlin hurt three people."),
        ("Tide", MORNING, "The quake in Berlin hurt five people."),
        ("Wire", MORNING, "France's state television says the quake hurt three people."),
    ]
    figures = read_figures(map_of(told))
    assert [own[0].places for own in figures.values()] == [{"berlin"}, {"berlin"}, frozenset()]


def test_an_unnamed_age_is_that_of_the_one_who_is_named_with_it() -> None:
    told = [
        ("Post", MORNING, "Ann Ray, 60, was charged with killing two women in a shop."),
        ("Tide", MORNING, "A 60-year-old woman was charged with killing two women in a shop."),
        ("Wire", MORNING, "Police charged Ann Ray, 61, with killing two women in a shop."),
        ("Echo", MORNING, "Her 60-year-old sister owned a 60-year-old shop."),
    ]
    claim_map = map_of(told, [(0, 1, 2), (3,)])
    owners = [[f.owner for f in own if f.quantity.kind == "age"]
              for own in read_figures(claim_map).values()]  # fmt: skip
    assert owners == [["ann ray"], ["ann ray"], ["ann ray"], ["", ""]]
    pairs = number_pairs_table(claim_map)
    assert list(pairs[pairs["counted"] == "age of Ann Ray"]["relation"]) == [
        "agree",
        "conflict",
        "conflict",
    ]


def test_both_are_named_of_whom_two_ages_are() -> None:
    told = [("Post", MORNING, "Ann Ray, 60, died."), ("Tide", MORNING, "Bo Lind, 31, died.")]
    [row] = number_pairs_table(map_of(told)).to_dict("records")
    assert (row["relation"], row["counted"]) == ("different_quantity", "age of Ann Ray / Bo Lind")


def test_one_age_is_of_one_person_however_called() -> None:
    told = [("Post", MORNING, "Katie Ray, 20, died."), ("Tide", MORNING, "Kathryn Ray, 20, died.")]
    assert set(number_pairs_table(map_of(told))["counted"]) == {"age of Kathryn Ray"}


def test_whoever_survives_somebody_is_not_rescued() -> None:
    told = [("Post", MORNING, "His wife and four grandsons survive Ray.")]
    assert list(numbers_table(map_of(told))["counted"]) == ["grandson"]


def test_a_place_is_of_no_age() -> None:
    told = [("Post", MORNING, "The singer has died in Los Angeles, aged 85.")]
    assert [f.owner for own in read_figures(map_of(told)).values() for f in own] == [""]


def _boats(text: str) -> dict[str, object]:
    own = "A warship stopped three boats with pirates in Averley Sound."
    rows = number_pairs_table(map_of([("Post", MORNING, own), ("Tide", MORNING, text)]))
    [row] = rows[rows["counted"] == "boat"].to_dict("records")
    return row


def test_what_an_article_gives_beside_its_own_figure_is_something_else() -> None:
    attack = "A five-boat attack of pirates in Averley Sound was stopped by a warship"
    row = _boats(f"{attack}, which took three of the skiffs.")
    assert (row["relation"], "both numbers" in str(row["why"])) == ("unclear", True)
    told = [
        (
            "Post",
            MORNING,
            ("Rain fell.", "A warship stopped three boats in Averley Sound.", "It fell."),
        ),
        ("Tide", MORNING, ("Rain fell.", f"{attack}.", "It took three boats.")),
    ]
    [row] = number_pairs_table(articles_of(told)).to_dict("records")
    assert (row["relation"], str(row["why"]).partition(",")[0]) == (
        "different_quantity",
        "an article gives the other's figure beside its own",
    )
    assert pd.isna(row["slot"])


def test_sums_for_other_terms_are_of_two_offers() -> None:
    said, _ = relation(
        (MORNING, "The seven-year offers for Kos were in the $140 million to $160 million range."),
        (MORNING, "The deal is believed to be an offer of eight years and around $160 million."),
    )
    assert said != "compatible"


def test_a_third_is_33_percent() -> None:
    said, why = relation(
        (MORNING, "He speaks of a one-third rise of losses to drones in July."),
        (NOON, "Losses to drones grew 33% in July, Kos says."),
    )
    assert (said, why) == ("rounding", "one is the other, rounded")


def test_days_that_are_counted_back_to_one_day_grow() -> None:
    said, why = relation(
        ("2024-05-14", "Two days after the bridge fell, nine were known to have died."),
        ("2024-05-15", "It comes three days after many people died."),
    )
    assert (said, why) == ("update", "so much time lies between the articles")


def test_others_of_a_list_may_be_those_of_a_list_that_has_no_word_for_it() -> None:
    pairs = _rifles(
        ("Post", MORNING, "Guards seized seven pistols, two other rifles and a launcher."),
        ("Tide", MORNING, "Guards recovered 12 pistols, three rifles and a launcher."),
    )
    assert "different_quantity" not in set(pairs["relation"])


@pytest.mark.parametrize(
    ("own", "its", "expected"),
    [
        ("Kos scored 20 Thursday night to win.", "Kos scored 20 points on Thursday.", "agree"),
        ("Kos now has 2,301 career points.", "Kos now has 2,302 for his career.", "conflict"),
    ],
)
def test_a_bare_figure_is_one_that_is_told_alike(own: str, its: str, expected: str) -> None:
    assert relation((MORNING, own), (MORNING, its))[0] == expected


def test_a_bare_figure_of_another_deed_is_no_pair() -> None:
    told = [("Post", MORNING, "Kos scored 20 to win."), ("Tide", MORNING, "Kos lost 20 points.")]
    assert number_pairs_table(map_of(told)).empty


def test_whoever_is_named_behind_a_length_owns_it() -> None:
    said, why = relation(
        (MORNING, "Lind kicked a 44-yard field goal in the second quarter."),
        (MORNING, "He threw well and set up a 45-yard field goal by Ada Kos."),
    )
    assert (said, why) == ("different_quantity", "of different ones: Lind, Kos")


def test_a_term_is_no_agreement_with_less_than_such_a_time() -> None:
    own = (
        "A year ago the club fired its president and hired Lind, who gave Kos a one-year contract "
        "extension and another one-year extension this spring."
    )
    its = (
        "Kos received his second one-year contract extension in less than a year, which takes him "
        "through the season."
    )
    term, span = (
        own[-1]
        for own in read_figures(map_of([("Post", MORNING, own), ("Tide", MORNING, its)])).values()
    )
    assert relate(term, span) == ("different_quantity", "one says how long, the other when ('in')")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("After two hours, a man gave himself up in Norvik.", "duration"),
        ("Kos was in prison for two years.", "duration"),
        ("The car dragged her 10 feet along the quay.", "length (drag)"),
        ("Lind won it with a 45-yard field goal.", "length (goal)"),
        ("The tremor struck seven km east of Averley.", "distance"),
        ("Orr scored the goal with 12 seconds left.", "time"),
        ("For the third time in two months the navy stopped pirates.", "duration"),
        ("It was the second fall in the park in two days.", "duration"),
        ("Kos had planned a four-day ski tour of the hills.", "duration (tour)"),
        ("After four days the jury deadlocked over it.", "duration"),
        ("Ten minutes after being sent home, Orr drove to the mill.", "time (drive)"),
        ("Orr stayed away for nine minutes before coming back.", "duration (stay)"),
        ("At the age of 91, Kos told the paper that he was the man.", "age"),
        ("Kos was arrested five houses away.", "house"),
        ("She spent two cold nights alive on the ridge.", "night"),
    ],
)
def test_what_is_measured_is_named_only_where_it_was_so_long(text: str, counted: str) -> None:
    assert numbers_table(map_of([("Post", MORNING, text)]))["counted"].tolist() == [counted]


def test_one_word_names_what_two_sentences_measure_only_if_both_tell_of_it() -> None:
    told = [
        ("Post", MORNING, "Kos had served a five-year heroin rap in Norvik in 1959."),
        (
            "Tide",
            MORNING,
            "After serving five years on the heroin charge, Kos was freed.",
        ),
        ("Gull", MORNING, "Kos was locked up in Norvik five years."),
    ]
    counted = numbers_table(map_of(told[:2]))["counted"]
    assert set(counted) <= {"duration (serve)", "duration"}
    assert "duration (rap)" not in set(numbers_table(map_of(told))["counted"])


def test_whatever_is_quoted_has_its_speaker_though_another_sentence_names_her() -> None:
    texts = [
        "The navy told of it.",
        '"We held three boats.',
        'There were 26 men on them," said Captain Ann Ray.',
    ]
    rows = numbers_table(articles_of([("Post", MORNING, texts)]))
    assert rows["said_by"].tolist() == ["Captain Ann Ray"]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Norvik 'Bear' Ann Ray, 31, Dies", "ann ray"),
        ("Furious, Ann Ray, 31, was arrested.", "ann ray"),
        ("The 31-year-old singer checked into Ada Ray Center on Friday.", ""),
    ],
)
def test_a_name_is_nothing_that_stands_beside_it(text: str, owner: str) -> None:
    [own] = read_figures(map_of([("Post", MORNING, text)])).values()
    assert [f.owner for f in own if f.quantity.kind == "age"] == [owner]


def test_what_has_lasted_until_then_may_have_grown() -> None:
    told = [
        ("Post", None, "Kos had been in hospital for three weeks with a broken leg."),
        ("Tide", None, "Kos had been in hospital in Norvik for four weeks with a broken leg."),
    ]
    assert number_pairs_table(map_of(told))["relation"].tolist() == ["unclear"]


def test_outlets_of_one_group_do_not_correct_each_other() -> None:
    told = [
        ("Post", MORNING, "Nine people were hurt in the quake."),
        ("Tide", NEXT_DAY, "Seven people were hurt in the quake."),
    ]
    claim_map = map_of(told)
    labels = {"Post": {"bank": "north"}, "Tide": {"bank": "north"}}
    relations = [
        number_pairs_table(one)[["relation", "why"]].to_numpy().tolist()
        for one in (claim_map, group_outlets(claim_map, labels, "bank"))
    ]
    assert relations[0] == relations[1]
    assert relations[0][0][0] != "update"
    [[name, why]] = number_pairs_table(map_of([("Post", *one) for _, *one in told]))[
        ["relation", "why"]
    ].to_numpy()
    assert name == "update"
    assert why.endswith("an outlet itself replaced the one by the other")


def test_one_height_in_two_units_is_no_room_for_another() -> None:
    told = [
        ("Post", MORNING, "Police chased him at speeds up to 193 km/h through Norvik."),
        ("Tide", MORNING, "Police chased him at speeds up to 120 mph through Norvik."),
    ]
    [row] = number_pairs_table(map_of(told)).to_dict("records")
    assert (row["relation"], row["why"]) == ("rounding", "one is the other, rounded")


def test_a_record_that_was_beaten_is_not_what_beat_it() -> None:
    told = [
        ("Post", MORNING, "Lind also set a rookie record for a season with 4,183 passing yards."),
        ("Tide", MORNING, "Lind broke Orr's rookie record of 4,051 yards passing in the season."),
    ]
    [row] = number_pairs_table(map_of(told)).to_dict("records")
    assert row["why"] == "one is the mark that was passed, the other is not"


def test_a_sum_in_a_list_of_several_is_not_that_of_whoever_is_named_alone() -> None:
    own = "They signed free agent Bo Lind to a deal worth nearly $80 million last summer, but lost."
    others = (
        "Kos expected more from a team that had signed free agent Bo Lind to an $82 million deal "
        "and kept Orr and Ray for $80 million and $25 million, respectively."
    )
    rows = number_pairs_table(map_of([("Post", MORNING, own), ("Tide", MORNING, others)]))
    assert "agree" not in set(rows["relation"])


def test_whoever_gives_a_figure_is_not_whom_it_is_told_of() -> None:
    told = [
        ("Post", MORNING, "The Gull Survey put the centre of the quake at 58 km from Averley."),
        ("Tide", MORNING, "The quake was 45 km from Averley, and it was felt in Norvik."),
    ]
    rows = number_pairs_table(map_of(told))
    assert not any("only one is said of" in why for why in rows["why"])


def test_a_figure_that_is_not_round_is_one_whoever_is_named() -> None:
    told = [
        ("Post", MORNING, "Kos Park ended the game with 352 net yards rushing in Norvik."),
        ("Tide", MORNING, "Bo Lind added 101 yards for the Gulls, who ran 352 yards in Norvik."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    assert [r["relation"] for r in rows if r["as_written_a"].startswith("352")] == ["agree"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Kos will appear in court on two murder charges today.", "charge"),
        ("Kos, who has four prior arrests, was seen on Friday.", "arrest"),
        ("The nine pro-death jurors asked Kos to leave.", "juror"),
        ("The navy took 23 arrested pirates to Norvik.", "pirate arrested"),
        ("Two murders in Norvik are told of.", "murder killed"),
        (
            "The worst pins have lost 40 per cent of their cross-section.",
            "percent of cross-section",
        ),
        ("Lind stopped the 40-year-old Orr with two seconds left.", "age of Orr"),
    ],
)
def test_what_is_done_to_those_counted_is_told_of_them(text: str, counted: str) -> None:
    assert counted in set(numbers_table(map_of([("Post", MORNING, text)]))["counted"])


def test_of_two_who_say_it_the_one_says_it_whom_the_other_quotes() -> None:
    text = "The quake killed ten persons, Veldrian officials were quoted by AP as saying."
    [row] = numbers_table(map_of([("Post", MORNING, text)])).to_dict("records")
    assert row["said_by"] == "Veldrian officials"


def test_parts_of_one_name_are_one_of_that_age() -> None:
    told = [
        ("Post", MORNING, "Kimani Ray, 16, was shot in Norvik on Friday."),
        ("Tide", MORNING, "Kimani, 16, was shot in Norvik on Friday."),
        ("Gull", MORNING, "Ray, 16, was shot in Norvik on Friday."),
        ("Echo", MORNING, "A 16-year-old was shot in Norvik on Friday."),
    ]
    assert set(numbers_table(map_of(told))["counted"]) == {"age of Kimani Ray"}


def test_shares_of_the_homes_of_other_numbers_of_villages_are_two() -> None:
    told = [
        ("Post", MORNING, "Between half and two-thirds of homes in five villages were damaged."),
        ("Tide", MORNING, "Some 40 to 70 percent of homes in seven villages were damaged."),
    ]
    pairs = number_pairs_table(map_of(told))
    shares = pairs[pairs["as_written_a"].str.contains("half")]
    assert shares["relation"].tolist() == ["different_quantity"]


def test_times_of_two_deeds_agree_on_nothing() -> None:
    told = [
        ("Post", MORNING, "Kos was married three times but had no children."),
        ("Tide", MORNING, "Kos was divorced three times and had no children."),
        ("Gull", MORNING, "Kos, who married three times, had no children."),
    ]
    pairs = number_pairs_table(map_of(told)).set_index(["outlet_a", "outlet_b"])["relation"]
    assert pairs["Post", "Tide"] == "unclear"
    assert pairs["Gull", "Post"] == "agree"


def test_how_long_and_how_long_ago_may_be_one_where_both_are_nearly_as_long() -> None:
    told = [
        ("Post", MORNING, "Orr had been led out of the mill 10 minutes earlier."),
        ("Tide", MORNING, "Orr was out of the mill for nine minutes before she came back."),
    ]
    assert number_pairs_table(map_of(told))["relation"].tolist() == ["unclear"]


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("The board of Norvik said that turnout was almost 90%.", "The board of Norvik"),
        ("Ann Ray says the woman accused of killing two clerks is a good person.", None),
        ("Ann Ray says the woman is accused of killing two clerks.", "Ann Ray"),
        ("Police said the woman accused of killing two clerks fled.", "Police"),
        ("Police said Bo Lind had robbed two banks, the Averley Herald reported.", "Police"),
    ],
)
def test_whoever_speaks_of_somebody_does_not_say_what_she_is_accused_of(
    text: str, said_by: str | None
) -> None:
    [row] = numbers_table(map_of([("Post", MORNING, text)])).to_dict("records")
    assert row["said_by"] == said_by or (said_by is None and pd.isna(row["said_by"]))


def test_an_age_is_that_of_the_name_behind_it_though_a_title_has_a_dot() -> None:
    told = [
        ("Post", MORNING, "The dead were Ann Ray, 51, and another officer."),
        ("Tide", MORNING, "Police named the officer who died as 51-year-old Capt. Tom Lind."),
    ]
    rows = number_pairs_table(map_of(told))
    assert "agree" not in set(rows["relation"])


def test_whoever_agrees_with_one_side_of_a_conflict_differs_from_the_other() -> None:
    told = [
        ("Post", MORNING, "Orr scored 14 points for Norvik."),
        ("Tide", MORNING, "Orr scored 12 points for Norvik."),
        ("Gull", MORNING, "Orr scored 12 points for Norvik on Friday."),
    ]
    [ledger] = read_ledgers(map_of(told))
    shown, unshown = (pair for pair in ledger.pairs if pair.related.relation == "conflict")
    unclear = replace(unshown, related=Related("unclear", UNSHOWN), counts_the_same=False)
    found = _as_shown((shown, unclear), ledger.slots)
    assert [pair.related.relation for pair in found] == ["conflict", "conflict"]
    assert found[1].related.why == "as in another pair for the same, " + shown.related.why
    dated = replace(unclear, related=Related("unclear", "no date tells"))
    assert _as_shown((shown, dated), ledger.slots)[1] is dated


@pytest.mark.parametrize(
    ("own", "its", "expected"),
    [
        ("(21-2, 15 knockouts)", "(22-2, 16 knockouts)", "unclear"),
        ("(21-2, 15 knockouts)", "(22-2, 18 knockouts)", "conflict"),
        ("(21-2, 15 knockouts)", "(21-2, 16 knockouts)", "conflict"),
        (", the three-time world champion,", ", now a four-time champion,", "unclear"),
        (", the three-time world champion,", ", now a five-time champion,", "conflict"),
    ],
)
def test_what_a_bout_adds_to_a_record_is_in_one_of_two_and_no_conflict(
    own: str, its: str, expected: str
) -> None:
    told = [
        ("Post", MORNING, f"Ola Brandt {own} stopped Jan Orr (30-4, 22 knockouts) in Norvik."),
        ("Tide", MORNING, f"Ola Brandt {its} stopped Jan Orr (30-4, 22 knockouts) in Norvik late."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    assert {row["relation"] for row in rows} == {"agree", expected}


def test_what_is_estimated_at_a_figure_is_about_it() -> None:
    told = [
        ("Post", MORNING, "Officials estimate the damage to the mill at $3 million."),
        ("Tide", MORNING, "Damage to the mill is estimated at $3 million."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    found = [(row["relation"], row["why"], row["as_written_a"]) for row in rows]
    assert found == [("agree", "the same figure", "$3 million")]


def test_equal_lengths_by_two_who_are_named_behind_them_are_no_agreement() -> None:
    told = [
        ("Post", MORNING, "It was countered by Ola Lind's two-yard run for a 24-14 lead."),
        ("Tide", MORNING, "The Gulls scored again on a two-yard touchdown run by Orr."),
        ("Wire", MORNING, "The Gulls led after a two-yard run by Ola Lind."),
    ]
    rows = number_pairs_table(map_of(told)).to_dict("records")
    found = {(row["outlet_a"], row["outlet_b"]): row["relation"] for row in rows}
    assert found["Post", "Tide"] == "unclear"
    assert found["Post", "Wire"] == "agree"
