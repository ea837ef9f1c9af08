"""RSS and Atom: whole texts, summaries, and feeds that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from collection.conftest import Collect
from collection.pages import STORY, paragraphs
from crossframe.errors import CorpusError

RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Harbour Post</title><link>https://post.example/</link><language>en-gb</language>
<item><title>Bridge span falls</title><link>https://post.example/1</link>
<pubDate>Tue, 12 Mar 2024 08:00:00 +0200</pubDate><dc:creator>M. Ode</dc:creator>
<description>A span fell.</description>
<content:encoded><![CDATA[{paragraphs()}<script>alert(1)</script>]]></content:encoded></item>
<item><title>Ferries run again</title><link>https://post.example/2</link>
<description>The ferries between the two banks run again since this morning, every half hour from
six to ten, the port authority said on its site.</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Tide Online</title>
<entry><title>Span in the water</title><link href="https://tide.example/1"/>
<id>urn:1</id><published>2024-03-12T09:30:00Z</published><author><name>R. Anders</name></author>
<content type="html">{paragraphs().replace("<", "&lt;").replace(">", "&gt;")}</content></entry>
</feed>"""


def test_rss_with_full_text(folder: Path, collected: Collect) -> None:
    (folder / "post.rss").write_text(RSS, "utf-8")
    rows, summary = collected(folder)
    whole, short = rows
    assert whole["text"] == "\n".join(STORY)
    assert (whole["outlet"], whole["authors"]) == ("Harbour Post", ["M. Ode"])
    assert (whole["published_at"], whole["language"]) == ("2024-03-12T08:00:00+02:00", "en-gb")
    assert whole["health"]["signs"] == []
    assert [sign["kind"] for sign in short["health"]["signs"]] == ["excerpt"]
    assert [left.reason for left in summary.exclusions] == [
        "the entry has neither text nor address"
    ]


def test_atom(folder: Path, collected: Collect) -> None:
    (folder / "tide.atom").write_text(ATOM, "utf-8")
    [row], _ = collected(folder / "tide.atom")
    assert (row["text"], row["outlet"]) == ("\n".join(STORY), "Tide Online")
    assert (row["published_at"], row["url"]) == ("2024-03-12T09:30:00Z", "https://tide.example/1")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + RSS, "declares entities"),
        ("<html><body>No feed</body></html>", "is not RSS or Atom"),
        ("", "is not RSS or Atom"),
        ("https://post.example/feed", "is not RSS or Atom"),
        ("/etc/hostname", "is not RSS or Atom"),
    ],
)
def test_what_is_no_feed(data: str, words: str, folder: Path, collected: Collect) -> None:
    (folder / "feed.xml").write_text(data, "utf-8")
    with pytest.raises(CorpusError, match=words):
        collected(folder / "feed.xml")
