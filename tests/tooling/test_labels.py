"""The hand labels in seeds/labels: every place holds its text, and nothing is there twice."""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"
EVENTS = ["frontline-drones", "harbour-bridge"]
KEYS = {
    "numbers": ["text", "low", "high", "unit", "hedge", "kind"],
    "attributions": [
        *("speaker", "verb", "speaker_start", "speaker_end"),
        *("verb_start", "verb_end", "form", "kind"),
    ],
    "quotations": ["text", "speaker", "utterance", "form"],
}
COUNTS = {
    ("frontline-drones", "numbers"): 88,
    ("frontline-drones", "attributions"): 126,
    ("frontline-drones", "quotations"): 13,
    ("harbour-bridge", "numbers"): 394,
    ("harbour-bridge", "attributions"): 235,
    ("harbour-bridge", "quotations"): 56,
}
HEDGES = {"exact", "about", "at_least", "at_most", "over", "under"}
NUMBER_KINDS = {"count", "percent", "money", "measure", "duration", "rate", "age", "other"}

Row = dict[str, Any]

each_event = pytest.mark.parametrize("event", EVENTS)
each_file = pytest.mark.parametrize(("event", "name"), sorted(COUNTS))


def read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def labels(event: str, name: str) -> list[Row]:
    return read(SEEDS / f"labels/{event}.{name}.jsonl")


def articles(event: str) -> dict[str, Row]:
    return {row["article_id"]: row for row in read(SEEDS / f"events/{event}.jsonl")}


def statements(event: str) -> dict[str, list[tuple[int, int]]]:
    """Where the statements of each article stand."""
    spans = defaultdict(list)
    for row in read(SEEDS / f"labels/{event}.jsonl"):
        if row["kind"] == "statement":
            spans[row["article_id"]].append((row["start"], row["end"]))
    return spans


def by_utterance(rows: Iterable[Row]) -> dict[str, list[Row]]:
    renderings = defaultdict(list)
    for row in rows:
        if row["form"] != "scare":
            renderings[row["utterance"]].append(row)
    return renderings


@each_file
def test_every_row_has_the_keys_and_an_article_in_english(event: str, name: str) -> None:
    known = articles(event)
    rows = labels(event, name)
    assert len(rows) == COUNTS[event, name]
    for row in rows:
        assert list(row) == ["event_id", "article_id", "start", "end", *KEYS[name]]
        assert row["event_id"] == event
        assert known[row["article_id"]]["language"] == "en"


@each_file
def test_every_place_lies_in_statements(event: str, name: str) -> None:
    spans = statements(event)
    for row in labels(event, name):
        inside = [
            span
            for span in spans[row["article_id"]]
            if row["start"] < span[1] and span[0] < row["end"]
        ]
        assert inside, row
        assert inside[0][0] <= row["start"] < row["end"] <= inside[-1][1], row
        assert name == "quotations" or len(inside) == 1, "only a quotation crosses a sentence end"


@each_file
def test_rows_stand_in_reading_order_and_once(event: str, name: str) -> None:
    order = list(articles(event))
    rows = labels(event, name)
    places = [(order.index(row["article_id"]), row["start"], row["end"]) for row in rows]
    assert places == sorted(places)
    words = [(row.get("speaker_start"), row.get("verb_start")) for row in rows]
    assert len(set(zip(places, words, strict=True))) == len(rows)


@each_event
@pytest.mark.parametrize("name", ["numbers", "quotations"])
def test_every_place_holds_its_text(event: str, name: str) -> None:
    known = articles(event)
    for row in labels(event, name):
        assert known[row["article_id"]]["text"][row["start"] : row["end"]] == row["text"]


@each_event
def test_numbers_are_ranges_in_known_terms(event: str) -> None:
    for row in labels(event, "numbers"):
        assert row["low"] <= row["high"]
        assert row["hedge"] in HEDGES
        assert row["kind"] in NUMBER_KINDS
        assert row["unit"]


@each_event
def test_numbers_do_not_overlap(event: str) -> None:
    ends: dict[str, int] = defaultdict(int)
    for row in labels(event, "numbers"):
        assert row["start"] >= ends[row["article_id"]], row
        ends[row["article_id"]] = row["end"]


@each_event
def test_attributions_point_at_speaker_and_verb(event: str) -> None:
    known = articles(event)
    for row in labels(event, "attributions"):
        text = known[row["article_id"]]["text"]
        assert row["form"] in {"direct", "indirect"}
        assert row["kind"] in {"said", "held", "hearsay"}
        if row["speaker"] is not None:
            spoken = text[row["speaker_start"] : row["speaker_end"]]
            assert " ".join(spoken.split()) == row["speaker"]
        for part in ("speaker", "verb"):
            start, end = row[f"{part}_start"], row[f"{part}_end"]
            assert (row[part] is None) == (start is None) == (end is None)
            assert start is None or start < end


@each_event
def test_quotations_stand_between_marks(event: str) -> None:
    known = articles(event)
    for row in labels(event, "quotations"):
        text = known[row["article_id"]]["text"]
        assert text[row["start"] - 1] in '“"'
        assert text[row["end"]] in '”"'
        assert (row["speaker"] is None) == (row["form"] == "scare")
        assert row["speaker"] is None or row["speaker"].lower() in text.lower()


@each_event
def test_forms_agree_with_who_carries_the_utterance(event: str) -> None:
    for renderings in by_utterance(labels(event, "quotations")).values():
        forms = {row["form"] for row in renderings}
        if len(renderings) == 1:
            assert forms == {"only"}
            continue
        assert "whole" in forms
        assert forms <= {"whole", "trimmed", "altered"}
        assert len({row["article_id"] for row in renderings}) == len(renderings)
        assert len({row["text"] for row in renderings if row["form"] == "whole"}) == 1


@each_event
def test_every_article_has_an_origin_that_is_original(event: str) -> None:
    origins = json.loads((SEEDS / f"labels/{event}.origins.json").read_text("utf-8"))
    assert sorted(origins) == sorted(articles(event))
    assert all(origins[origin] == origin for origin in origins.values())
