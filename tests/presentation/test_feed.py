"""The feed is an Atom document that a reader of feeds takes as it is."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from crossframe.errors import ParameterError
from crossframe.presentation import IndexEntry
from crossframe.presentation.feed import N_ENTRIES, base_of, check_base, render_feed, write_feed


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  # our own


ATOM = "{http://www.w3.org/2005/Atom}"


def entry(
    event: str = "river-flood", run: str = "r1", day: int = 1, **changes: object
) -> IndexEntry:
    values: dict[str, object] = {"status": "complete", "report": f"{event}/{run}/report.html"}
    counts = {"n_articles": 36, "n_outlets": 12, "n_claims": 11}
    created = f"2024-05-{day:02}T12:00:00.250+02:00"
    return IndexEntry(event, run, created, **{**values, **counts, **changes})  # type: ignore[arg-type]


ENTRIES = [
    entry(changes=""),
    entry(run="r2", day=2, changes="1 article added", changes_page="river-flood/r2/changes.html"),
    entry("a&b <c>", "r3", 3, status="failed", report=None, why=("02: no ]]> \x07 data",)),
]


def test_everything_that_atom_requires_is_there():
    feed = parsed(render_feed(ENTRIES))
    for parent in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1
            assert parent.findtext(f"{ATOM}{name}")
        assert any(link.get("rel") == "alternate" for link in parent.findall(f"{ATOM}link"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "feed.xml"
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 4
    assert all(one.startswith("tag:crossframe.invalid,2026:") for one in ids)
    assert ids[1] == "tag:crossframe.invalid,2026:a%26b%20%3Cc%3E/r3"
    assert feed.findtext(f"{ATOM}updated") == "2024-05-03T10:00:00Z"


def test_a_reader_takes_it_without_a_complaint():
    found = feedparser.parse(render_feed(ENTRIES, "https://news.example/reports"))
    assert not found.bozo
    assert found.version == "atom10"
    newest, second, first = found.entries
    assert newest.title == "A&b <c>: failed"
    assert newest.summary == "Failed: 02: no ]]> [U+0007] data. 36 articles, 12 outlets, 11 claims."
    assert newest.link == "https://news.example/reports/index.html"
    assert second.title == "River flood: 1 article added"
    assert second.link == "https://news.example/reports/river-flood/r2/report.html"
    assert [link.href for link in second.links if link.rel == "related"] == [
        "https://news.example/reports/river-flood/r2/changes.html"
    ]
    assert first.summary.startswith("The first run.")
    assert first.updated_parsed[:5] == (2024, 5, 1, 10, 0)


def test_without_an_address_links_are_relative_to_the_feed():
    feed = parsed(render_feed(ENTRIES[:1]))
    href = feed.find(f"{ATOM}entry/{ATOM}link").get("href")
    there = urljoin("file:///home/me/reports/feed.xml", href)
    assert there == "file:///home/me/reports/river-flood/r1/report.html"
    assert "{http://www.w3.org/XML/1998/namespace}base" not in feed.attrib


def test_ids_are_the_same_whatever_the_order_the_address_and_the_day():
    def ids(text: str) -> set[str | None]:
        return {one.text for one in parsed(text).iter(f"{ATOM}id")}

    assert ids(render_feed(ENTRIES)) == ids(render_feed(ENTRIES[::-1], "https://other.example/"))
    assert render_feed(ENTRIES) == render_feed(ENTRIES[::-1])


def test_no_run_is_a_feed_as_well():
    found = feedparser.parse(render_feed([]))
    assert not found.bozo
    assert found.entries == []


def test_the_newest_are_kept():
    many = [entry(run=f"r{n}", day=n % 28 + 1) for n in range(N_ENTRIES + 20)]
    found = feedparser.parse(render_feed(many))
    assert len(found.entries) == N_ENTRIES
    assert found.entries[0].updated >= found.entries[-1].updated


def test_its_address_is_remembered(tmp_path: Path):
    path = tmp_path / "feed.xml"
    assert base_of(path) == ""
    write_feed(ENTRIES, path, "https://news.example/reports")
    assert base_of(path) == "https://news.example/reports/"
    path.write_text("<feed", encoding="utf-8")
    assert base_of(path) == ""


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ParameterError, match="is no address"):
        check_base("javascript:alert(1)")
