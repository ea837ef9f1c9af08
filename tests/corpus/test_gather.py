from __future__ import annotations

import re
from typing import Any

import pytest
from crossframe.corpus import (
    corpus_digest,
    read_corpora,
    require_article,
    require_complete,
)
from crossframe.errors import CorpusError, ExclusionError, ParameterError

BROKEN = b"not JSON"


def test_one_corpus_an_event_sorted(write_jsonl: Any, record: dict[str, Any]) -> None:
    events = ["flood", "fire", "storm"]
    path = write_jsonl(*(record | {"event_id": event} for event in events))
    assert list(read_corpora(path)) == ["fire", "flood", "storm"]
    assert list(read_corpora(path, events=["storm", "fire"])) == ["fire", "storm"]


def test_articles_stand_in_their_order(read_one: Any, record: dict[str, Any]) -> None:
    times = [None, "2024-05-03T09:00+02:00", "2024-05-03T08:00Z", "2024-05-02"]
    corpus = read_one(
        *(
            record | {"article_id": f"a{n}", "published_at": time, "url": None}
            for n, time in enumerate(times)
        )
    )
    assert [article.article_id for article in corpus.articles] == ["a3", "a1", "a2", "a0"]


def test_an_event_that_is_not_there(write_jsonl: Any, record: dict[str, Any]) -> None:
    path = write_jsonl(*(record | {"event_id": f"rain-{n}"} for n in range(12)))
    expected = (
        r"flood.jsonl: event 'ran-11' is not in it; did you mean 'rain-11'\? "
        r"it has: rain-0, .* and 2 more$"
    )
    with pytest.raises(CorpusError, match=expected):
        read_corpora(path, events=["rain-0", "ran-11"])


def test_a_default_event_must_be_able_to_name_a_folder(write_jsonl: Any) -> None:
    with pytest.raises(ParameterError, match=r"^default_event: event_id '\.\./x' cannot name"):
        read_corpora(write_jsonl({}), default_event="../x")


def test_an_exclusion_goes_to_its_event_or_to_every_event(
    write_jsonl: Any, record: dict[str, Any]
) -> None:
    path = write_jsonl(
        record, record | {"event_id": "fire"}, BROKEN, record | {"event_id": "fire", "text": ""}
    )
    corpora = read_corpora(path)
    assert [left.line for left in corpora["fire"].exclusions] == [3, 4]
    assert [left.line for left in corpora["flood"].exclusions] == [3]


def test_in_a_folder_it_goes_to_the_events_of_its_file_first(
    write_jsonl: Any, record: dict[str, Any]
) -> None:
    write_jsonl(record, BROKEN, name="all/a.jsonl")
    write_jsonl(record | {"event_id": "fire"}, name="all/b.jsonl")
    path = write_jsonl(BROKEN, BROKEN, name="all/c.jsonl")
    corpora = read_corpora(path.parent)
    assert {name: len(corpus.exclusions) for name, corpus in corpora.items()} == {
        "fire": 2,
        "flood": 3,
    }


def test_an_event_without_articles_is_a_result(write_jsonl: Any, record: dict[str, Any]) -> None:
    only_broken = read_corpora(write_jsonl(BROKEN))
    assert [(name, corpus.articles) for name, corpus in only_broken.items()] == [("flood", ())]
    assert list(read_corpora(write_jsonl(BROKEN), default_event="x")) == ["x"]
    no_text = read_corpora(write_jsonl(record | {"event_id": "fire", "text": None}))
    assert [len(corpus.exclusions) for corpus in no_text.values()] == [1]
    assert list(no_text) == ["fire"]


def test_the_same_article_twice(read_one: Any, record: dict[str, Any]) -> None:
    corpus = read_one(record, dict(reversed(record.items())))
    assert [article.line for article in corpus.articles] == [1]
    assert [(left.line, left.reason) for left in corpus.exclusions] == [
        (2, "repeats line 1; leave one out")
    ]


def test_the_same_id_with_another_text(read_one: Any, record: dict[str, Any]) -> None:
    lines = [record, record | {"text": "Other.", "url": None}]
    expected = (
        "article_id 'post-1' is also that of line {}, which differs in text, url; "
        "give each article its own"
    )
    kept_texts = set()
    for given in (lines, lines[::-1]):
        corpus = read_one(*given)
        (kept,), (left,) = corpus.articles, corpus.exclusions
        assert {kept.line, left.line} == {1, 2}
        assert left.reason == expected.format(kept.line)
        assert (left.article_id, left.outlet) == ("post-1", "The Post")
        kept_texts.add(kept.text)
    assert len(kept_texts) == 1


def test_an_id_may_serve_again_in_another_event(write_jsonl: Any, record: dict[str, Any]) -> None:
    corpora = read_corpora(write_jsonl(record, record | {"event_id": "fire"}))
    assert [len(corpus.articles) for corpus in corpora.values()] == [1, 1]


def test_a_repetition_names_the_other_file(write_jsonl: Any, record: dict[str, Any]) -> None:
    first = write_jsonl(record, name="all/a.jsonl")
    write_jsonl(record, name="all/b.jsonl")
    (corpus,) = read_corpora(first.parent).values()
    assert corpus.exclusions[0].reason == f"repeats {first}:1; leave one out"


def test_the_digest_knows_content_alone(
    read_one: Any, write_jsonl: Any, record: dict[str, Any]
) -> None:
    other = record | {"article_id": "b", "text": "Other."}
    lines = [record, other, BROKEN, record, other | {"text": "Third."}]
    digest = corpus_digest(read_one(*lines))
    assert re.fullmatch("[0-9a-f]{64}", digest)
    moved = write_jsonl(b"", *lines[::-1], name="elsewhere/rain.jsonl")
    assert corpus_digest(read_corpora(moved)["flood"]) == digest
    assert corpus_digest(read_one(*lines[:-1])) != digest
    assert corpus_digest(read_one(other | {"title": "Rain"}, *lines[:-1])) != digest


def test_a_complete_corpus_passes(read_one: Any, record: dict[str, Any]) -> None:
    corpus = read_one(record)
    require_complete(corpus)
    assert corpus.exclusions == ()


def test_an_incomplete_corpus_lists_what_was_left_out(
    write_jsonl: Any, record: dict[str, Any]
) -> None:
    path = write_jsonl(record, BROKEN, record | {"text": 17})
    with pytest.raises(ExclusionError) as caught:
        require_complete(read_corpora(path)["flood"])
    assert str(caught.value).splitlines() == [
        "event 'flood' has 2 exclusions; mend them, or run without strict",
        f"  {path}:2: the line is not JSON: Expecting value at character 0",
        f"  {path}:3: text is a number (17); write it as text",
    ]


def test_a_text_of_fifty_megabytes_loses_nothing_else(
    read_one: Any, record: dict[str, Any]
) -> None:
    corpus = read_one(record | {"article_id": "giant", "text": "x" * 50_000_000}, record)
    assert [article.line for article in corpus.articles] == [2]
    assert [left.reason for left in corpus.exclusions] == [
        "text has 50,000,000 characters; at most 1,000,000 are read; cut or split it"
    ]


def test_a_corpus_of_which_no_article_is_left_is_refused(
    write_jsonl: Any, record: dict[str, Any]
) -> None:
    path = write_jsonl(record | {"text": ""}, record | {"text": 17})
    with pytest.raises(ExclusionError) as caught:
        require_article(read_corpora(path)["flood"])
    head, *lines = str(caught.value).splitlines()
    assert head == "event 'flood' has no article that can be used; mend one"
    assert [line.split(": ")[0] for line in lines] == [f"  {path}:1", f"  {path}:2"]


def test_a_corpus_with_one_article_passes(write_jsonl: Any, record: dict[str, Any]) -> None:
    corpus = read_corpora(write_jsonl(record, record | {"text": ""}))["flood"]
    require_article(corpus)
    assert (len(corpus.articles), len(corpus.exclusions)) == (1, 1)
