"""One quotation in several articles: whole, trimmed, altered, paraphrased."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from crossframe.comparison.speech.quotations import (
    quotations_table,
    quoted_words_table,
    unpaired_marks_table,
)
from crossframe.comparison.speech.utterances import find_quoted
from ledger_world import cells_are_verbatim, make_map
from written_claims import written_map

ARTICLES = {
    "post": [
        "“The state failed the people on that bridge, and it will answer for it,” Ana Kos said."
    ],
    "tide": [
        "“The state failed the people on that bridge,” said Ana Kos.",
        "A “reform” was promised.",
    ],
    "wire": [
        "“The state failed the people on this bridge, and it will answer,” Ana Kos told reporters."
    ],
    "mail": ["Ana Kos admitted that the state had failed the people on the bridge."],
    "echo": ["“Nobody told us anything at all,” said Bo Lind."],
}
CLAIMS = {"c-state": ["post#0", "tide#0", "wire#0", "mail#0"]}


@pytest.fixture
def claim_map():
    return make_map(ARTICLES, CLAIMS)


def test_table(claim_map):
    rows = quotations_table(claim_map).to_dict("records")
    assert [(r["outlet"], r["relation"]) for r in rows] == [
        ("post", "whole"),
        ("tide", "trimmed"),
        ("wire", "altered"),
        ("mail", "paraphrased"),
        ("echo", "only"),
    ]
    assert [r["is_reference"] for r in rows] == [True, False, False, False, True]
    assert rows[1]["missing"] == "and it will answer for it"
    assert rows[1]["missing_at"] == "end"
    assert rows[2]["added"] == "this"
    assert len({r["quotation_id"] for r in rows[:4]}) == 1
    assert {r["n_outlets"] for r in rows[:4]} == {4}
    assert rows[0]["speaker"] == "Ana Kos"
    assert pd.isna(rows[0]["missing"])
    assert cells_are_verbatim(claim_map, rows, "quotation")


def test_words_in_marks_stand_apart(claim_map):
    rows = quoted_words_table(claim_map).to_dict("records")
    assert [(r["outlet"], r["words"], r["kind"], r["sentence_id"]) for r in rows] == [
        ("tide", "reform", "words", "tide#1")
    ]
    assert cells_are_verbatim(claim_map, rows, "words")


def test_the_order_of_articles_changes_nothing():
    turned = make_map(dict(reversed(ARTICLES.items())), CLAIMS)
    straight = make_map(ARTICLES, CLAIMS)
    columns = ["quotation_id", "outlet", "relation", "missing", "added"]
    first, second = (quotations_table(m)[columns].to_dict("records") for m in (straight, turned))
    assert sorted(map(str, first)) == sorted(map(str, second))


def test_without_quotations():
    claim_map = make_map({"post": ["It rained."]}, {})
    assert quotations_table(claim_map).empty
    assert quoted_words_table(claim_map).empty
    assert find_quoted(claim_map) == ()


def test_the_utterances_of_a_seed(record_property):
    """Pairs of quotations of one utterance, as labelled, and as the table puts them together."""
    root = Path(__file__).parents[2] / "seeds"
    path = root / "labels/harbour-bridge.quotations.jsonl"
    labels = [json.loads(row) for row in path.read_text("utf-8").splitlines()]
    path = root / "events/harbour-bridge.jsonl"
    articles = [json.loads(row) for row in path.read_text("utf-8").splitlines()]
    texts = {row["article_id"]: [row["text"]] for row in articles if row["language"] == "en"}
    table = quotations_table(make_map(texts, {}, foreign=list(texts)))
    found = {(r.article_id, r.start): r.quotation_id for r in table.itertuples()}
    gold = {
        (x["article_id"], x["start"] + shift): x["utterance"]
        for x in labels
        for shift in (0, 1)
        if (x["article_id"], x["start"] + shift) in found
    }
    assert len(gold) >= 0.95 * sum(len(x["text"].split()) > 2 for x in labels)  # words stand apart
    pairs = [(a, b) for a in gold for b in gold if a < b]
    same = {p for p in pairs if gold[p[0]] == gold[p[1]]}
    together = {p for p in pairs if found[p[0]] == found[p[1]]}
    precision, recall = len(same & together) / len(together), len(same & together) / len(same)
    record_property("precision", precision)
    record_property("recall", recall)
    assert precision >= 0.95
    assert recall >= 0.9, sorted(same - together)


def test_what_does_not_pair_is_left_out_and_listed():
    texts = {
        "post": ["“The gate held for a day and a night,” said Ana Kos."],
        "tide": ["The gate held for a day and a night,” Ana Kos said."],
    }
    claim_map = make_map(texts, {"c-gate": ["post#0", "tide#0"]})
    assert list(quotations_table(claim_map)["outlet"]) == ["post"]
    rows = unpaired_marks_table(claim_map).to_dict("records")
    assert [(r["outlet"], r["sentence_id"], r["reason"]) for r in rows] == [
        ("tide", "tide#0", "quotation marks do not pair")
    ]
    assert cells_are_verbatim(claim_map, rows, "passage")


def test_what_a_third_holds_of_both_makes_two_no_one_utterance():
    gate = "It is sad to hear of the old iron gate of the harbour"
    port = "Our men take the safety of this port more seriously than anything"
    articles = {
        "post": [f"“{port}, and they always have done so,” Ana Kos said."],
        "tide": [f"“{gate}. {port},” Ana Kos said."],
        "wire": [f"“{gate},” Ana Kos said."],
    }
    rows = quotations_table(make_map(articles, {})).to_dict("records")
    assert {row["carried"] for row in rows if row["relation"] != "only"} > {1.0}
    assert all(row["carried"] > 0 for row in rows)


def test_each_piece_tells_the_words_of_its_own_that_alter_it():
    articles = {
        "post": ["“We saw the old gate fall on them,” Ana Kos said. “It was a sad day to us.”"],
        "tide": ["“We saw the iron gate fall on them,” Ana Kos said. “It was a sad day to us.”"],
    }
    rows = quotations_table(make_map(articles, {})).to_dict("records")
    added = {row["quotation"]: row["added"] for row in rows if not row["is_reference"]}
    assert [value for value in added.values() if not pd.isna(value)] in (["old"], ["iron"])
    assert {row["reference"] for row in rows} == {
        " ".join(row["quotation"] for row in rows if row["is_reference"])
    }


def test_a_cry_that_another_repeats_is_no_quotation_of_his():
    articles = {
        "post": ["“A man told the driver ‘No, no, no, stop it’ as she lay,” Ana Kos said."],
        "tide": ["“No, no, no!” Bo Lind screamed."],
    }
    rows = quotations_table(make_map(articles, {})).to_dict("records")
    assert {row["relation"] for row in rows} == {"only"}


def test_two_who_speak_together_are_both_named():
    articles = {"post": ["“We are glad to have him as host,” Ana Kos and Bo Lind said on Monday."]}
    rows = quotations_table(make_map(articles, {})).to_dict("records")
    assert [row["speaker"] for row in rows] == ["Ana Kos and Bo Lind"]


def _rows(articles: dict[str, list[str]]) -> list[dict[str, object]]:
    claims = {"c-1": [f"{outlet}#0" for outlet in articles]}
    return quotations_table(make_map(articles, claims)).to_dict("records")  # type: ignore[no-untyped-call]


def test_the_reference_leaves_no_words_out_itself():
    rows = _rows(
        {
            "post": ["“She was the soul of the old harbour... Nobody equals her,” Bo Lind said."],
            "tide": ["“She was the soul of the old harbour and of the town,” Bo Lind said."],
        }
    )
    assert [(r["outlet"], r["relation"]) for r in rows] == [("tide", "whole"), ("post", "trimmed")]
    assert rows[1]["missing"] == "and of the town"


def test_no_speaker_from_within_what_is_told_on():
    rows = _rows(
        {
            "post": [
                "A clerk told reporters that Lind called, saying “I am the one you all seek”."
            ],
            "tide": ["“I am the one you all seek,” Lind said, the Averley Times reported."],
        }
    )
    assert [r["speaker"] for r in rows] == ["Lind", "Lind"]


def test_a_paper_that_has_a_few_words_from_another_does_not_say_them():
    rows = _rows(
        {
            "post": ["He was sorry for his “wholly undeserved attention”, the Averley Times said."],
            "tide": ["“I am sorry for the wholly undeserved attention,” Bo Lind said."],
        }
    )
    assert {r["outlet"]: r["speaker"] for r in rows if r["outlet"] == "tide"} == {"tide": "Bo Lind"}
    assert all(pd.isna(r["speaker"]) for r in rows if r["outlet"] == "post")


def test_two_persons_say_two_things_unless_word_for_word():
    said = "People ran into the streets in fear of the next quake"
    rows = _rows(
        {
            "post": [f"“{said}, and we wept,” Ana Kos said."],
            "tide": ["“People ran into the streets, fearing the next quake,” Bo Lind said."],
        }
    )
    assert {r["relation"] for r in rows} == {"only"}
    rows = _rows({"post": [f"“{said},” Ana Kos said."], "tide": [f"“{said},” Bo Lind said."]})
    assert {r["relation"] for r in rows} == {"whole"}


def test_a_quotation_in_a_language_of_one_outlet_may_be_a_translation():
    texts = {
        "post": ["“Nobody came to mend the lamps,” said Ana Kos."],
        "tide": ["“Nobody asked us about the tunnel,” said Bo Lind."],
        "faro": ["«Nadie vino a arreglar las farolas», dijo Ana Kos."],
    }
    claim_map = make_map(texts, {})
    languages = {"post": "en", "tide": "en", "faro": "es"}
    articles = [replace(one, language=languages[one.outlet]) for one in claim_map.articles]
    rows = quotations_table(replace(claim_map, articles=tuple(articles))).set_index("outlet")
    assert pd.isna(rows.loc["faro", "relation"])
    assert {rows.loc["post", "relation"], rows.loc["tide", "relation"]} == {"only"}
    assert set(quotations_table(claim_map)["relation"]) == {"only"}


@pytest.mark.parametrize(
    ("scrap", "has_claim", "relation"),
    [
        ("The bank would open “as soon as possible”, said Bo Lind.", False, "only"),
        ("The bank would open “as soon as possible”, said Bo Lind.", True, "only"),
        ("The bank would open “as soon as possible”.", False, "only"),
        ("They would mend them “as soon as possible”.", True, "trimmed"),
        ("She would mend them “as soon as possible”, Ana Kos said.", False, "trimmed"),
    ],
)
def test_a_few_words_that_others_say_as_well_may_be_another_utterance(scrap, has_claim, relation):
    whole = "“The pumps are old, and we have to mend them as soon as possible,” said Ana Kos."
    claims = {"c-1": ["post#0", "tide#0"]} if has_claim else {}
    claim_map = make_map({"post": [whole], "tide": [scrap]}, claims)
    rows = quotations_table(claim_map).set_index("outlet")
    assert rows.loc["tide", "relation"] == relation


def test_verbatim_words_without_marks_are_no_paraphrase():
    said = "The state failed the people on that bridge"
    rows = _rows(
        {
            "post": [f"“{said},” Ana Kos said."],
            "tide": [f"Ana Kos said {said.lower()}."],
        }
    )
    assert [r["outlet"] for r in rows] == ["post"]


def test_a_sentence_that_the_reference_lacks_stands_under_the_one_that_has_it():
    ours = "“It is sad to hear of the fire at the mill. We will wait and let the law run.”"
    theirs = (
        "“We will wait and let the law run. The club has always led in this town and "
        "gives much to it. Through the league our players learn how to deal with such things.”"
    )
    claim_map = make_map(
        {
            "post": [f"{ours} Ana Kos said."],
            "tide": [f"{theirs} Ana Kos said."],
            "wire": ["“It is sad to hear of the fire at the mill,” Ana Kos said."],
        },
        {"c": ["post#0", "tide#0", "wire#0"]},
    )
    rows = quotations_table(claim_map)
    for row in rows.to_dict("records"):
        assert row["carried"] > 0
    sad = rows[rows["quotation"].str.startswith("It is sad")]
    assert len(set(sad["quotation_id"])) == 1
    assert set(sad["n_outlets"]) == {2}
    assert cells_are_verbatim(claim_map, rows.to_dict("records"), "quotation")


def test_of_two_wordings_as_long_the_commoner_is_the_reference():
    claim_map = make_map(
        {
            "post": ["“It is an honour to be named at Ana Lind,” Bo Kos said."],
            "tide": ["“It is an honour to be named with Ana Lind,” Bo Kos said."],
            "wire": ["“It is an honour to be named with Ana Lind,” Bo Kos said."],
        },
        {"c": ["post#0", "tide#0", "wire#0"]},
    )
    [reference] = set(quotations_table(claim_map)["reference"])
    assert "with" in reference


def test_a_report_of_other_figures_is_no_paraphrase():
    claim_map = make_map(
        {
            "post": ["“The crew took six rifles, 12 magazines and 300 rounds,” Ana Kos said."],
            "tide": ["Ana Kos said the crew took 14 rifles, 31 magazines and 923 rounds."],
        },
        {"c": ["post#0", "tide#0"]},
    )
    assert list(quotations_table(claim_map)["relation"]) == ["only"]


def test_a_phrase_of_one_speaker_in_two_cuts_is_one_utterance():
    articles = {
        "post": ["“We had mended some old nets but lost two. That was all,” Kos said."],
        "tide": [
            "“It was an odd day, we had mended some old nets but both drifted,” Ana Kos said."
        ],
        "wire": [
            "“I just wanted to say that I like nets, boats, gulls and long days,” Ana Kos said."
        ],
        "gull": [
            "“And I just wanted to say that I will leave Orlo for good in May,” Ana Kos said."
        ],
    }
    rows = quotations_table(make_map(articles, {})).to_dict("records")
    nets = {row["outlet"]: row for row in rows if "mended" in row["quotation"]}
    assert {row["n_outlets"] for row in nets.values()} == {2}
    assert "only" not in {row["relation"] for row in nets.values()}
    assert {row["relation"] for row in rows if "wanted" in row["quotation"]} == {"only"}


def test_a_few_long_words_are_one_utterance_whoever_tells_them_on() -> None:
    whole = (
        "“She said that the mill may have burned through the wretched unending quarrelling that it "
        "has seen in all these years,” Ben Hale said."
    )
    table = quotations_table(
        written_map(
            [],
            alone={
                "Post-1": [whole],
                "Tide-1": ["The mill burned after the “wretched unending quarrelling” of its men."],
            },
        )
    )
    assert set(table["n_outlets"]) == {2}
