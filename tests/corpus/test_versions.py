"""Versions of one article are told from articles that only look alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from collection.pages import STORY, TITLE
from crossframe.corpus import corpus_digest, find_versions, read_corpora, require_complete
from crossframe.corpus.addresses import canonical_url
from crossframe.records import Article

TEXT = "\n".join(STORY)
OTHER = (
    "The ferries between the two banks run again since this morning, every half hour from six to "
    "ten, and carry bicycles free of charge until the end of the month, the port authority said."
)


def article(name: str, text: str = TEXT, title: str = TITLE, **more: Any) -> Article:
    return Article(name, "e", more.pop("outlet", "Post"), title, text, "", "", **more)


def ids(*articles: Article) -> list[list[str]]:
    return [[one.article_id for one in group.articles] for group in find_versions(articles)]


def test_one_address_however_written() -> None:
    old = article(
        "old", url="http://www.post.example/span?utm_source=mail", published_at="2024-03-12"
    )
    new = article("new", "\n".join(STORY[2:]), "Span falls", url="https://post.example/span/#top",
                  published_at="2024-03-13")  # fmt: skip
    assert ids(new, old) == [["old", "new"]]


def test_one_address_with_another_article() -> None:
    page = "https://post.example/live"
    assert ids(article("a", url=page), article("b", OTHER, "Ferries", url=page)) == []


def test_one_outlet_and_nearly_the_same_text() -> None:
    grown = "\n".join([*STORY, OTHER])
    assert ids(article("a"), article("b", grown)) == [["a", "b"]]
    assert ids(article("a"), article("b", TEXT + " Divers search.", "Another headline")) != []
    assert ids(article("a"), article("b", TEXT, outlet="Tide")) == []
    assert ids(article("a"), article("b", OTHER)) == []
    assert ids(article("a"), article("b", f"{STORY[0]}\n{OTHER}\n{OTHER}", "Ferries")) == []


def test_short_texts_are_no_versions() -> None:
    assert ids(article("a", "The span fell."), article("b", "The span fell.")) == []


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"published_at": "2024-03-12"}, {"published_at": "2024-03-12T08:00Z"}),
        ({}, {"published_at": "2024-03-12"}),
        (
            {"published_at": "2024-03-12", "extra": {"modified_at": "2024-03-12T07:00Z"}},
            {"published_at": "2024-03-12", "extra": {"modified_at": "2024-03-12T09:00Z"}},
        ),
        (
            {"provenance": {"fetched_at": "2024-03-12T10:00:00Z"}},
            {"provenance": {"fetched_at": "2024-03-13T10:00:00Z"}},
        ),
    ],
)
def test_which_is_newest(older: dict[str, Any], newer: dict[str, Any]) -> None:
    assert ids(article("z", **older), article("a", **newer)) == [["z", "a"]]
    assert ids(article("a", **newer), article("z", **older)) == [["z", "a"]]


def test_older_versions_are_counted_and_kept(write_jsonl: Any) -> None:
    rows = [
        {"event_id": "span", "article_id": name, "outlet": "Post", "title": TITLE, "text": text,
         "published_at": day}
        for name, text, day in (
            ("c", TEXT, "2024-03-14"), ("a", STORY[0] + STORY[1], "2024-03-12"),
            ("b", TEXT[:400], "2024-03-13"),
        )
    ]  # fmt: skip
    corpus = read_corpora(write_jsonl(*rows))["span"]
    assert [one.article_id for one in corpus.articles] == ["c"]
    assert [one.article_id for one in corpus.older] == ["a", "b"]
    reasons = [left.reason for left in corpus.exclusions]
    assert reasons == ["older version of line 1 ('c'), which is compared"] * 2
    require_complete(corpus)
    assert corpus_digest(corpus) != corpus_digest(read_corpora(write_jsonl(*rows[:2]))["span"])


@pytest.mark.parametrize("url", ["", None, "x", "ftp://a.example/1", "http://[", "https://"])
def test_what_is_no_address(url: str | None) -> None:
    assert canonical_url(url) is None


def test_seeds_hold_no_versions() -> None:
    seeds = Path(__file__).parents[2] / "seeds/events"
    assert {name: len(one.older) for name, one in read_corpora(seeds).items()} == {
        "frontline-drones": 0,
        "harbour-bridge": 0,
    }
