from __future__ import annotations

import re
from typing import Any

import pytest
from crossframe.corpus.contract import CONTENT, to_article
from crossframe.corpus.raw import Raw
from crossframe.records import Article, Exclusion


def article(fields: dict[str, Any], default_event: str = "default") -> Article:
    result = to_article(Raw("x.jsonl", 1, fields), default_event)
    assert isinstance(result, Article), result
    return result


def reason(fields: dict[str, Any]) -> str:
    result = to_article(Raw("x.jsonl", 1, fields), "default")
    assert isinstance(result, Exclusion), result
    return result.reason


def test_every_field_reaches_the_article(record: dict[str, Any]) -> None:
    result = article(record)
    expected = record | {"sentences": None, "authors": ("A. Ray", "B. Lo")}
    expected["extra"] = {"desk": expected.pop("desk")}
    assert {name: getattr(result, name) for name in CONTENT} == expected
    assert (result.path, result.line) == ("x.jsonl", 1)


def test_the_hash_is_of_the_content_alone(record: dict[str, Any]) -> None:
    first = article(record)
    elsewhere = to_article(Raw("y.jsonl", 7, dict(reversed(record.items()))), "other")
    assert isinstance(elsewhere, Article)
    assert elsewhere.sha256 == first.sha256
    for name in sorted(record):
        other = {"kind": "collected"} if name == "provenance" else "2025-01-01"
        assert article(record | {name: other}).sha256 != first.sha256, name


def test_null_and_empty_optional_fields_are_absent(record: dict[str, Any]) -> None:
    optional = ["url", "published_at", "language", "authors", "section", "provenance", "desk"]
    bare = {name: value for name, value in record.items() if name not in optional}
    assert article(bare | dict.fromkeys(optional)) == article(bare)
    texts = dict.fromkeys(["url", "published_at", "language", "section", "authors"], "")
    assert article(bare | texts) == article(bare)


def test_the_default_event_serves_where_none_is_named(record: dict[str, Any]) -> None:
    assert article(record | {"event_id": None}).event_id == "default"
    assert article(record).event_id == "flood"


def test_an_id_is_made_of_what_makes_the_article(record: dict[str, Any]) -> None:
    del record["article_id"]
    made = article(record).article_id
    assert re.fullmatch(r"a-[0-9a-f]{12}", made)
    assert article(record | {"url": None, "desk": None, "event_id": "rain"}).article_id == made
    assert article(record | {"text": "Other."}).article_id != made


def test_a_null_outlet_makes_the_article_its_own(record: dict[str, Any]) -> None:
    assert article(record | {"outlet": None}).outlet == "post-1"
    made = article(record | {"outlet": None, "article_id": None})
    assert made.outlet == made.article_id


def test_date_is_another_name_of_published_at(record: dict[str, Any]) -> None:
    del record["published_at"]
    dated = article(record | {"date": "2024-05-03"})
    assert dated.published_at == "2024-05-03"
    assert "date" not in dated.extra
    both = article(record | {"date": "today", "published_at": "2024-05-04"})
    assert (both.published_at, both.extra["date"]) == ("2024-05-04", "today")


def test_an_exclusion_knows_what_was_right(record: dict[str, Any]) -> None:
    result = to_article(Raw("x.jsonl", 3, record | {"text": None}), "default")
    assert result == Exclusion(
        "x.jsonl", 3, "has no text; give `text`, or `sentences`", "flood", "post-1", "The Post"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("outlet", "outlet is missing; name the outlet, or write null to make the article its own"),
        ("title", "title is missing; write the headline"),
        ("text", "has no text; give `text`, or `sentences`"),
    ],
)
def test_required_fields_are_required(record: dict[str, Any], name: str, expected: str) -> None:
    del record[name]
    assert reason(record) == expected


@pytest.mark.parametrize("event_id", ["../x", "a/b", "flood\n", "-x", "_x", "x" * 101, "<script>"])
def test_an_event_must_be_able_to_name_a_folder(record: dict[str, Any], event_id: str) -> None:
    result = to_article(Raw("x.jsonl", 1, record | {"event_id": event_id}), "default")
    assert isinstance(result, Exclusion)
    assert result.reason.startswith("event_id '")
    assert result.event_id is None


@pytest.mark.parametrize("value", [float("inf"), b"bytes", "\ud800", {"deep": ["\udfff"]}])
def test_what_json_cannot_write_is_no_extra(record: dict[str, Any], value: object) -> None:
    assert "which JSON cannot write; leave it out" in reason(record | {"desk": value})
    assert "which JSON cannot write" in reason(record | {"provenance": {"x": value}})


def test_a_key_that_json_cannot_write_is_no_extra(record: dict[str, Any]) -> None:
    assert r"'\ud800' is 1, which JSON cannot write" in reason(record | {"\ud800": 1})
