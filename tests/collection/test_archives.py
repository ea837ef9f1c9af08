"""WARC and WACZ: pages in, pictures and redirects out, damage and tricks said."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from collection.archive import HTML, ok, write_wacz, write_warc
from collection.conftest import Collect
from collection.pages import STORY, article_page, meta_page

POST = ok("https://post.example/harbour/span-falls", article_page())
TIDE = ok("https://tide.example/2024/bridge", meta_page())


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_warc(name: str, folder: Path, collected: Collect) -> None:
    answers = [
        ("https://post.example/", "200 OK", HTML, article_page().encode()),
        ("https://post.example/old", "301 Moved", [("Location", "/harbour/span-falls")], b""),
        POST,
        ("https://post.example/a.png", "200 OK", [("Content-Type", "image/png")], b"\x89PNG"),
        ("https://post.example/robots.txt", "200 OK", [("Content-Type", "text/plain")], b"x"),
        ("https://post.example/gone", "404 Not Found", HTML, b"<p>gone</p>"),
        TIDE,
    ]
    rows, summary = collected(write_warc(folder / name, answers))
    assert [row["outlet"] for row in rows] == ["Harbour Post", "Tide Online"]
    assert rows[0]["text"] == "\n".join(STORY)
    assert rows[0]["provenance"]["fetched_at"] == "2024-03-12T10:00:00Z"
    reasons = [left.reason for left in summary.exclusions]
    assert "front page" in reasons[0]
    assert "status 404" in reasons[1]
    assert len(reasons) == 2


def test_wacz_gives_the_same_as_its_warc(folder: Path, collected: Collect) -> None:
    warc = write_warc(folder / "data.warc.gz", [POST, TIDE])
    from_warc, _ = collected(warc)
    tricks = [("archive/../../evil.warc", b"x"), ("/archive/evil.warc", b"x"), ("../a.warc", b"")]
    wacz = write_wacz(folder / "data.wacz", warc, *tricks)
    from_wacz, summary = collected(wacz)
    assert from_wacz == from_warc
    assert summary.exclusions == ()
    assert sorted(path.name for path in folder.iterdir()) == ["data.wacz", "data.warc.gz"]


def test_packed_pages(folder: Path, collected: Collect) -> None:
    packed = gzip.compress(article_page().encode(), mtime=0)
    gz = (*POST[:2], [*HTML, ("Content-Encoding", "gzip")], packed)
    odd = ("https://tide.example/odd", "200 OK", [*HTML, ("Content-Encoding", "rot13")], b"<p>x")
    rows, summary = collected(write_warc(folder / "a.warc", [gz, odd]))
    assert rows[0]["text"] == "\n".join(STORY)
    assert "packed as 'rot13'" in summary.exclusions[0].reason


def test_page_that_unpacks_without_end(folder: Path, collected: Collect) -> None:
    bomb = gzip.compress(b"<p>" + b" " * 100_000_000, 9, mtime=0)
    answer = ("https://tide.example/b", "200 OK", [*HTML, ("Content-Encoding", "gzip")], bomb)
    rows, summary = collected(write_warc(folder / "a.warc.gz", [answer, POST]))
    assert [row["outlet"] for row in rows] == ["Harbour Post"]
    assert "more than 10,000,000 bytes" in summary.exclusions[0].reason


def test_cut_archive_keeps_what_is_before_the_cut(folder: Path, collected: Collect) -> None:
    whole = write_warc(folder / "a.warc.gz", [POST, TIDE]).read_bytes()
    (folder / "a.warc.gz").write_bytes(whole[:-300])
    rows, summary = collected(folder / "a.warc.gz")
    assert len(rows) == 1
    assert len(summary.exclusions) == 1


NOT_ARCHIVES = [b"", b"PK\x03\x04 no zip", b"WARC/1.0\r\nnonsense", b"\0" * 999]


@pytest.mark.parametrize("data", NOT_ARCHIVES)
@pytest.mark.parametrize("name", ["a.wacz", "a.warc", "a.warc.gz"])
def test_what_is_no_archive(name: str, data: bytes, folder: Path, collected: Collect) -> None:
    (folder / name).write_bytes(data)
    rows, summary = collected(folder)
    assert rows == []
    [left] = summary.exclusions
    assert "damaged" in left.reason or "holds no article" in left.reason
    assert left.path == str(folder / name)
