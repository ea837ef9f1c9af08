"""What must hold whatever is read."""

from __future__ import annotations

import codecs
import csv
import dataclasses
import json
import random
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from crossframe.corpus import corpus_digest, read_corpora
from crossframe.corpus.contract import CONTENT
from crossframe.records import Article, Corpus
from hypothesis import given, settings
from hypothesis import strategies as st

TEXTS = st.text(st.characters(exclude_categories=["C"]), min_size=1).filter(str.strip)
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 .&-]{0,20}", fullmatch=True)
AUTHORS = st.from_regex(r"[A-Z]\. [A-Z][a-z]{1,5}", fullmatch=True)
RECORDS = st.fixed_dictionaries(
    {"outlet": NAMES, "title": TEXTS, "text": TEXTS},
    optional={
        "event_id": st.sampled_from(["flood", "fire"]),
        "article_id": st.sampled_from("abc"),
        "url": TEXTS,
        "published_at": st.dates().map(str),
        "language": st.sampled_from(["en", "uk"]),
        "authors": st.lists(AUTHORS, min_size=1),
        "provenance": st.just({"kind": "demonstration"}),
        "desk": TEXTS,
    },
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.text("\ud800\x00a"),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts),
    max_leaves=10,
)
KEYS = st.sampled_from([*sorted(CONTENT), "date", "desk"])
LINES = (RECORDS | st.dictionaries(KEYS, JSON | TEXTS) | JSON).map(
    lambda value: json.dumps(value).encode()
) | st.binary().filter(lambda line: b"\n" not in line and not line.startswith(codecs.BOM_UTF8))
FILES = st.lists(LINES, min_size=1).filter(lambda lines: any(map(bytes.strip, lines)))

# The first example imports pyarrow, and every one writes a file.
unhurried = settings(deadline=None)


def read(lines: Iterable[bytes]) -> dict[str, Corpus]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flood.jsonl"
        path.write_bytes(b"\n".join(lines))
        return read_corpora(path)


def read_records(records: Iterable[dict[str, Any]]) -> list[Article]:
    corpora = read(json.dumps(record).encode() for record in records)
    return [article for corpus in corpora.values() for article in corpus.articles]


def without_places(articles: Iterable[Article]) -> list[Article]:
    return [dataclasses.replace(article, path="", line=None) for article in articles]


def own_reasons(corpus: Corpus) -> list[str]:
    """Without the reasons that may name another line: those of articles that have an id."""
    return sorted(left.reason for left in corpus.exclusions if left.article_id is None)


def as_record(article: Article) -> dict[str, Any]:
    content = {name: getattr(article, name) for name in CONTENT - {"extra"}}
    return content | dict(article.extra)


def as_cells(record: dict[str, Any]) -> dict[str, str]:
    cells = dict(record)
    if "authors" in cells:
        cells["authors"] = "; ".join(cells["authors"])
    if "provenance" in cells:
        cells["provenance"] = json.dumps(cells["provenance"])
    return cells


@unhurried
@given(FILES)
def test_every_line_is_an_article_or_an_exclusion(lines: list[bytes]) -> None:
    corpora = read(lines).values()
    kept = [article.line for corpus in corpora for article in corpus.articles]
    # An exclusion whose event is not known stands in every corpus, but it is one line.
    excluded = {left.line for corpus in corpora for left in corpus.exclusions}
    filled = {number for number, line in enumerate(lines, start=1) if line.strip()}
    assert len(kept) + len(excluded) == len(filled)
    assert excluded.union(kept) == filled


@unhurried
@given(FILES)
def test_whatever_is_found_can_be_printed_and_stored(lines: list[bytes]) -> None:
    for corpus in read(lines).values():
        for found in (*corpus.articles, *corpus.exclusions):
            text = json.dumps(dataclasses.asdict(found), ensure_ascii=False, allow_nan=False)
            assert text.encode().decode() == text


@unhurried
@given(FILES, st.randoms())
def test_the_order_of_lines_changes_nothing(lines: list[bytes], luck: random.Random) -> None:
    first = read(lines)
    luck.shuffle(lines)
    second = read(lines)
    assert list(first) == list(second)
    for one, other in zip(first.values(), second.values(), strict=True):
        assert without_places(one.articles) == without_places(other.articles)
        assert corpus_digest(one) == corpus_digest(other)
        assert own_reasons(one) == own_reasons(other)
        assert list(one.articles) == sorted(one.articles, key=lambda article: article.order)


@unhurried
@given(st.lists(RECORDS, min_size=1, unique_by=lambda record: record.get("article_id")))
def test_what_was_read_can_be_written_and_read_again(records: list[dict[str, Any]]) -> None:
    first = read_records(records)
    assert len(first) == len(records)
    again = read_records(as_record(article) for article in first)
    assert without_places(again) == without_places(first)


@unhurried
@given(st.lists(RECORDS, min_size=1))
def test_every_format_gives_the_same_content(records: list[dict[str, Any]]) -> None:
    columns = sorted({name for record in records for name in record})
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"flood.{suffix}" for suffix in ("jsonl", "csv", "parquet")]
        paths[0].write_text("\n".join(map(json.dumps, records)))
        with paths[1].open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows(map(as_cells, records))
        table = {name: [record.get(name) for record in records] for name in columns}
        pq.write_table(pa.table(table), paths[2])
        corpora = [read_corpora(path) for path in paths]
    digests = [{name: corpus_digest(one) for name, one in found.items()} for found in corpora]
    assert digests[0] == digests[1] == digests[2]
