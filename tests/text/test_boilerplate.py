import json
from pathlib import Path

import pytest
from crossframe.text import kind_of, split_text

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Photo: AP Photo/Julia Demaree Nikhinson", "credit"),
        ("Copyright for the portal content is held by “MIC Example” LLC.", "copyright"),
        ("© 2024 Coastal Wire. All rights reserved.", "copyright"),
        ("By Jane Doe, Staff Writer", "byline"),
        ("CALDER CITY, 3 May (CW) —", "dateline"),
        ("December 15th, 2008, 7:35 am", "dateline"),
        ("UPDATED 05 / 03 / 2013 at 11:00 AM EDT", "dateline"),
        ("Fri., May. 3, 2013 11:45 AM PDT", "dateline"),
        ("Updated 4:08 p. m. ET", "dateline"),
        ("Posted on Thu Jun 13, 2013 08:45 AM PDT", "dateline"),
        ("http: / / www. example. com / news", "link"),
        ("Read more: The bridge that fell", "read_more"),
        ("Sign up for our newsletter.", "subscription"),
        ("Have you crossed the bridge this week?", "question"),
        ("Lea también: El puente", "read_more"),
    ],
)
def test_lines_that_assert_nothing_are_recognised(line: str, kind: str) -> None:
    assert kind_of(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Photographs of the span: a history of neglect",
        "The photo was taken on Monday.",
        "By the autumn, the bridge was closed.",
        "The company's copyright claim failed.",
        "Subscribers left the paper in droves, its owner said.",
        "He asked: “Will you go?”",
        "The results were disastrous:",
        "The march of 4 May is on.",
        "On Sunday 31 died.",
        "De la Cruz dijo que no.",
        "Video showed the span fall.",
    ],
)
def test_statements_about_such_things_stay_statements(line: str) -> None:
    assert kind_of(line) == "statement"


def test_a_line_alone_in_prose_needs_a_stop_but_a_list_does_not() -> None:
    prose = "The span fell on Tuesday.\n\nDivers at the pier\n\nFour people died."
    assert [span.kind for span in split_text(prose)] == ["statement", "caption", "statement"]
    items = "Four dead\n\nThirty-one hurt\n\nPort closed"
    assert {span.kind for span in split_text(items)} == {"statement"}


def test_seed_lines_are_told_apart_as_their_author_meant() -> None:
    hits = misses = alarms = 0
    for labels in sorted((SEEDS / "labels").glob("*-*[!s].jsonl")):
        articles = {
            row["article_id"]: row["text"]
            for row in map(
                json.loads, (SEEDS / "events" / labels.name).read_text("utf-8").splitlines()
            )
        }
        found = {
            (article_id, span.start, span.end)
            for article_id, text in articles.items()
            for span in split_text(text)
            if span.kind != "statement"
        }
        meant = {
            (row["article_id"], row["start"], row["end"])
            for row in map(json.loads, labels.read_text("utf-8").splitlines())
            if row["kind"] != "statement"
        }
        hits += len(found & meant)
        misses += len(meant - found)
        alarms += len(found - meant)
    assert hits / (hits + misses) >= 0.90
    assert hits / (hits + alarms) >= 0.95
