"""What the reader is sent, and what it answers."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace

import pytest
from crossframe.config import Parameters
from crossframe.errors import CrossframeError
from crossframe.presentation import open_reader
from crossframe.presentation.page import Shown
from crossframe.presentation.reader.context import (
    MOST_CHARACTERS,
    Context,
    context_of,
    paragraphs_of,
)
from crossframe.presentation.reader.details import claim_details
from crossframe.presentation.reader.payload import reader_table
from crossframe.presentation.reader.shelf import Shelf
from crossframe.presentation.reader.widget import Reader, script
from crossframe.records import ClaimMap, NearMiss
from crossframe.text import split_article
from ledger_world import make_map

PARAMETERS = Parameters(event="river-flood")
ACTING = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@pytest.fixture
def make_small(request: pytest.FixtureRequest):
    """The hand-written map, of some of its articles (`make_map` of conftest)."""
    return request.getfixturevalue("make_map")


def unpacked(reader: Reader) -> dict:
    return json.loads(gzip.decompress(reader.table))


def test_every_claim_and_every_sentence_of_one_is_sent_once(claim_map: ClaimMap) -> None:
    table = reader_table(Shelf(claim_map))
    assert [claim["id"] for claim in table["claims"]] == ["c-river", "c-bridge"]
    assert len(table["sentences"]) == 6
    river = table["claims"][0]
    texts = [table["sentences"][member][1] for member in river["members"]]
    assert texts[0] == "The river rose by two metres."
    assert [table["articles"][table["sentences"][m][0]]["day"] for m in river["members"]] == [
        "2024-05-01",
        "2024-05-02",
        "2024-05-03",
    ]


def test_a_cell_says_where_the_claim_stands_or_why_not(claim_map: ClaimMap) -> None:
    table = reader_table(Shelf(claim_map))
    assert table["outlets"] == ["El Eco", "Far Mail", "News Wire", "The Post"]
    assert [claim["cells"] for claim in table["claims"]] == ["coLL", "LoLc"]


def test_an_event_without_a_claim_or_an_article_can_be_read(make_small) -> None:
    for articles in ((), ("post-1",)):
        table = reader_table(Shelf(make_small(articles)))
        assert table["claims"] == []
        assert len(table["articles"]) == len(articles)


def test_context_is_the_paragraph_and_those_beside_it(claim_map: ClaimMap) -> None:
    paragraphs = ["First one. Second one.", "Before. It fell. After.", "Last one."]
    article = replace(claim_map.articles[0], text="\n\n".join(paragraphs), sentences=None)
    sentences = split_article(article)
    told = replace(claim_map, articles=(article,), sentences=sentences)
    (fell,) = [one for one in sentences if one.text == "It fell."]
    around = context_of(told, paragraphs_of(told), fell)
    assert around == Context(paragraphs[0], "Before.", "After.", paragraphs[2])
    first = context_of(told, paragraphs_of(told), sentences[0])
    assert first == Context("", "", "Second one.", paragraphs[1])


def test_an_article_of_one_paragraph_is_cut_around_the_sentence(claim_map: ClaimMap) -> None:
    said = [f"Sentence number {n} of a long article." for n in range(100)]
    text = " ".join(said)
    old = claim_map.sentences[0]
    starts = [text.index(one) for one in said]
    rows = tuple(
        replace(old, sentence_id=f"s{n}", index=n, start=at, end=at + len(one), text=one)
        for n, (one, at) in enumerate(zip(said, starts, strict=True))
    )
    told = replace(claim_map, articles=(replace(claim_map.articles[0], text=text),), sentences=rows)
    around = context_of(told, paragraphs_of(told), rows[50])
    assert around.lead.startswith("… Sentence number")
    assert around.lead.endswith(said[49])
    assert around.rest.startswith(said[51])
    assert around.rest.endswith("article. …")
    assert len(around.lead) <= MOST_CHARACTERS + 2
    assert (around.before, around.after) == ("", "")


def test_the_sentences_of_a_claim_are_whole_whatever_is_marked(small_map: ClaimMap) -> None:
    shelf = Shelf(small_map)
    assert small_map.claims
    for claim in small_map.claims:
        details = claim_details(shelf, claim.claim_id)
        assert {quote["sentence"] for quote in details["quotes"]} == set(claim.sentence_ids)
        for quote in details["quotes"]:
            text = small_map.sentence_by_id[quote["sentence"]].text
            assert "".join(run[0] for run in quote["runs"]) == text
            whole = small_map.article_of(quote["sentence"]).text
            parts = [quote["lead"], text, quote["rest"]]
            assert " ".join(filter(None, parts)) in whole


def test_both_sentences_that_have_to_be_read_are_shown() -> None:
    said = "The mayor of Amsel closed the northern channel on Monday."
    told = {
        "Post": [said, "Gulls cried above the pier."],
        "Tide": [said, "Gulls cried above the pier."],
        "Voice": [
            "The mayor closed some northern old roads.",
            "The mayor closed some channel roads.",
        ],
        "Word": ["He had signed it.", "By Monday a northern channel of Amsel was closed."],
    }
    found = make_map(told, {"c-closed": ["Post#0", "Tide#0"]})
    near = tuple(NearMiss("c-closed", f"{outlet}#0", 0.3) for outlet in ("Voice", "Word"))
    details = claim_details(Shelf(replace(found, near_misses=near)), "c-closed")
    shown = [(one["sentence"], one["probability"]) for one in details["near"]]
    # Where the judge named another than the one for which the words speak, none is shown.
    assert shown == [("Voice#0", "0.30"), ("Voice#1", ""), ("Word#1", "")]


def test_ledgers_stand_beside_their_claim() -> None:
    told = {
        "Post": ["The bridge is 480 metres long.", "The mayor resigned on Monday."],
        "Tide": ["The bridge is 520 metres long.", "The mayor did not resign on Monday."],
        "Voice": ["The bridge is 480 metres long, officials said."],
    }
    claims = {"c-long": ["Post#0", "Tide#0", "Voice#0"], "c-mayor": ["Post#1", "Tide#1"]}
    shelf = Shelf(make_map(told, claims))
    flags = shelf.ledgers.all_flags()
    assert "figures conflict" in flags["c-long"]
    assert "contradicted" in flags["c-mayor"]
    (figure,) = shelf.ledgers.entries("c-long")["figures"]
    assert [value["outlet"] for value in figure["values"]] == ["Post", "Tide", "Voice"]
    assert [value["written"][:3] for value in figure["values"]] == ["480", "520", "480"]
    (opposed,) = shelf.ledgers.entries("c-mayor")["opposed"]
    assert [f"{o['before']}{o['marked']}{o['after']}" for o in opposed["sides"]] == [
        told["Post"][1],
        told["Tide"][1],
    ]


def test_a_question_is_answered_and_a_wrong_one_is_told(claim_map: ClaimMap) -> None:
    reader = Reader(claim_map, Shown(""), PARAMETERS)
    assert reader.answer({"want": "claim", "id": "c-river"})["claim"]["id"] == "c-river"
    assert reader.answer({"want": "flags"})["flags"] == {}
    for wrong in ({"want": "claim", "id": "c-none"}, {"want": "claim", "id": 3}, {}):
        with pytest.raises(CrossframeError, match="was asked"):
            reader.answer(wrong)


def test_nothing_that_is_sent_acts(wholly_poisoned_map: ClaimMap) -> None:
    reader = Reader(wholly_poisoned_map, Shown(""), PARAMETERS)
    assert not ACTING.search(json.dumps(unpacked(reader), ensure_ascii=False))
    sent: list[dict] = []
    reader.send = lambda content, _=None: sent.append(content)
    reader._hear(reader, {"ask": "1", "want": "claim", "id": "c-river"}, [])
    (answer,) = sent
    assert answer["claim"]["quotes"]
    assert not ACTING.search(json.dumps(answer, ensure_ascii=False))
    for quote in answer["claim"]["quotes"]:
        assert quote["lang"] == ""
        assert quote["href"] is None or quote["href"].startswith("https://x.example/")


def test_where_nobody_reads_the_event_stands_still(claim_map: ClaimMap) -> None:
    shown = open_reader(claim_map, Parameters(event="river-flood"))
    assert isinstance(shown, Shown)
    assert "The river rose by two metres." in shown.html


def test_the_widget_holds_what_stands_still_too(claim_map: ClaimMap) -> None:
    data, _ = Reader(claim_map, Shown("<p>still</p>"), PARAMETERS)._repr_mimebundle_()
    assert data["text/html"] == "<p>still</p>"
    assert data["text/plain"] == "<Reader: 2 claims of river-flood>"
    assert "model_id" in data["application/vnd.jupyter.widget-view+json"]


def test_the_script_is_one_module_that_asks_for_no_other() -> None:
    code = script()
    assert not re.search(
        r"^import |\bimport\(|https?://|innerHTML|outerHTML|insertAdjacent", code, re.MULTILINE
    )
    assert code.count("export ") == 1
