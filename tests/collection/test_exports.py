"""Exports and lists, in the shapes that their documentation gives; all text is ours."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from collection.conftest import Collect
from collection.pages import STORY, TITLE, article_page, meta_page
from crossframe.errors import CorpusError

TEXT = "\n".join(STORY)
MEDIA_CLOUD = {
    "id": "7f0c1",
    "indexed_date": "2024-03-12 11:02:10",
    "language": "en",
    "media_name": "post.example",
    "media_url": "post.example",
    "publish_date": "2024-03-12",
    "title": TITLE,
    "url": "https://post.example/harbour/span-falls",
}
EVENT_REGISTRY: dict[str, Any] = {
    "uri": "8021",
    "lang": "eng",
    "isDuplicate": False,
    "date": "2024-03-12",
    "time": "06:05:00",
    "dateTime": "2024-03-12T06:05:00Z",
    "dateTimePub": "2024-03-12T06:00:00Z",
    "dataType": "news",
    "url": "https://post.example/harbour/span-falls",
    "title": TITLE,
    "body": TEXT,
    "source": {"uri": "post.example", "dataType": "news", "title": "Harbour Post"},
    "authors": [{"uri": "m_ode@post.example", "name": "M. Ode", "type": "author"}],
    "eventUri": "eng-9001",
}
NEWSAPI = {
    "source": {"id": "harbour-post", "name": "Harbour Post"},
    "author": "M. Ode, K. Brandt",
    "title": TITLE,
    "description": "A span fell into the harbour.",
    "url": "https://post.example/harbour/span-falls",
    "urlToImage": None,
    "publishedAt": "2024-03-12T06:00:00Z",
    "content": f"{TEXT[:200]}… [+612 chars]",
}
CSL = {
    "id": "ode2024",
    "type": "article-newspaper",
    "title": TITLE,
    "container-title": "Harbour Post",
    "URL": "https://post.example/harbour/span-falls",
    "language": "en",
    "author": [{"family": "Ode", "given": "M."}],
    "issued": {"date-parts": [["2024", 3, 12]]},
}
ZOTERO = {
    "Key": "AB12",
    "Item Type": "newspaperArticle",
    "Publication Year": "2024",
    "Author": "Ode, M.; Brandt, K.",
    "Title": TITLE,
    "Publication Title": "Harbour Post",
    "Url": "https://post.example/harbour/span-falls",
    "Date": "2024-03-12",
    "Language": "en",
    "File Attachments": "",
}
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
 <bib:Article rdf:about="https://post.example/elsewhere">
  <z:itemType>newspaperArticle</z:itemType>
  <dcterms:isPartOf>
   <bib:Newspaper><dc:title>Quay Courier</dc:title></bib:Newspaper>
  </dcterms:isPartOf>
  <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Ode</foaf:surname>
   <foaf:givenName>M.</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
  <link:link rdf:resource="#item_14"/>
  <dc:title>Span falls, as noted</dc:title><dc:date>2024-03-12</dc:date>
 </bib:Article>
 <z:Attachment rdf:about="#item_14"><z:itemType>attachment</z:itemType>
  <rdf:resource rdf:resource="files/14/span.html"/><link:type>text/html</link:type></z:Attachment>
 <bib:Document rdf:about="#item_15"><z:itemType>webpage</z:itemType>
  <dcterms:isPartOf rdf:resource="#site"/><dc:title>Span down</dc:title>
  <dc:identifier><dcterms:URI><rdf:value>https://tide.example/b</rdf:value></dcterms:URI></dc:identifier>
 </bib:Document>
 <z:Website rdf:about="#site"><dc:title>Tide</dc:title></z:Website>
</rdf:RDF>
"""
RIS = f"""TY  - NEWS
TI  - {TITLE}
AU  - Ode, M.
T2  - Harbour Post
DA  - 2024/03/12/
UR  - https://post.example/harbour/span-falls
LA  - en
ER  - 

"""  # noqa: W291 - as Zotero writes it


def write_json(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), "utf-8")
    return path


def write_csv(path: Path, row: dict[str, Any]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    return path


@pytest.fixture
def with_page(folder: Path) -> Path:
    (folder / "snapshots").mkdir()
    (folder / "snapshots" / "span.html").write_text(article_page(), "utf-8")
    return folder


class TestServices:
    @pytest.mark.parametrize(
        "value",
        [
            {"articles": {"page": 1, "totalResults": 1, "results": [EVENT_REGISTRY]}},
            [EVENT_REGISTRY],
            {"8021": {"info": EVENT_REGISTRY}},
        ],
    )
    def test_event_registry(self, value: object, folder: Path, collected: Collect) -> None:
        [row], _ = collected(write_json(folder / "export.json", value))
        assert (row["text"], row["outlet"], row["language"]) == (TEXT, "Harbour Post", "en")
        assert (row["event_id"], row["authors"]) == ("eng-9001", ["M. Ode"])
        assert row["published_at"] == "2024-03-12T06:00:00Z"
        assert row["health"]["unknown"] == ["page_goes_on"]

    def test_event_registry_table(self, folder: Path, collected: Collect) -> None:
        row = {
            name: EVENT_REGISTRY[name]
            for name in ("uri", "url", "title", "body", "dateTime", "lang")
        }
        [found], _ = collected(write_csv(folder / "e.csv", row | {"source.title": "Harbour Post"}))
        assert (found["text"], found["outlet"], found["language"]) == (TEXT, "Harbour Post", "en")

    def test_newsapi_is_an_excerpt(self, folder: Path, collected: Collect) -> None:
        export = {"status": "ok", "totalResults": 1, "articles": [NEWSAPI]}
        [row], _ = collected(write_json(folder / "export.json", export))
        assert row["authors"] == ["M. Ode", "K. Brandt"]
        assert row["text"] == f"{TEXT[:200]}…"
        assert "excerpt" in [sign["kind"] for sign in row["health"]["signs"]]

    def test_newsapi_takes_the_page_beside_it(self, with_page: Path, collected: Collect) -> None:
        export = {"status": "ok", "articles": [NEWSAPI]}
        [row], _ = collected(write_json(with_page / "export.json", export))
        assert (row["text"], row["health"]["signs"]) == (TEXT, [])

    def test_media_cloud_table_with_pages(self, with_page: Path, collected: Collect) -> None:
        [row], summary = collected(write_csv(with_page / "urls.csv", MEDIA_CLOUD))
        assert (row["text"], row["outlet"], row["published_at"]) == (
            TEXT,
            "Harbour Post",  # the export has no more than the host, the page its name
            "2024-03-12",
        )
        assert summary.exclusions == ()

    def test_media_cloud_with_text(self, folder: Path, collected: Collect) -> None:
        [row], _ = collected(write_json(folder / "stories.json", [MEDIA_CLOUD | {"text": TEXT}]))
        assert (row["text"], row["provenance"]["id"]) == (TEXT, "7f0c1")

    def test_json_lines_of_a_service(self, folder: Path, collected: Collect) -> None:
        [row], _ = collected(write_json(folder / "stories.jsonl", EVENT_REGISTRY))
        assert row["outlet"] == "Harbour Post"


class TestZotero:
    def test_each_form_gives_the_same(self, with_page: Path, collected: Collect) -> None:
        (with_page / "a.ris").write_text(RIS, "utf-8")
        paths = [
            with_page / "a.ris",
            write_json(with_page / "b.json", [CSL]),
            write_csv(with_page / "c.csv", ZOTERO | {"Author": "Ode, M."}),
        ]
        found = [collected(path)[0] for path in paths]
        assert found[0] == found[1] == found[2]
        assert (found[0][0]["text"], found[0][0]["authors"]) == (TEXT, ["M. Ode"])
        assert found[0][0]["published_at"] == "2024-03-12"

    def test_rdf_with_the_files_that_it_exports(self, with_page: Path, collected: Collect) -> None:
        snapshot = with_page / "files" / "14"
        snapshot.mkdir(parents=True)
        (with_page / "snapshots" / "span.html").rename(snapshot / "span.html")
        (with_page / "My Library.rdf").write_text(RDF, "utf-8")
        rows, summary = collected(with_page)
        assert [(row["outlet"], row["title"], row["text"]) for row in rows] == [
            ("Quay Courier", "Span falls, as noted", TEXT)
        ]
        assert (rows[0]["authors"], rows[0]["published_at"]) == (["M. Ode"], "2024-03-12")
        [left] = summary.exclusions
        assert (left.line, left.outlet) == (2, "Tide")
        assert "https://tide.example/b: no saved page" in left.reason

    @pytest.mark.parametrize(
        "attached", ["snapshots/span.html", r"C:\Users\a\storage\X\span.html", "/home/a/span.html"]
    )
    def test_snapshots_are_found_wherever_they_were(
        self, attached: str, with_page: Path, collected: Collect
    ) -> None:
        row = ZOTERO | {"Url": "https://post.example/other", "File Attachments": attached}
        [found], _ = collected(write_csv(with_page / "z.csv", row))
        assert found["text"] == TEXT

    def test_attachments_do_not_lead_out(self, with_page: Path, collected: Collect) -> None:
        (with_page.parent / "secret.html").write_text(meta_page(), "utf-8")
        row = ZOTERO | {"Url": "", "File Attachments": "../secret.html; /etc/passwd"}
        rows, summary = collected(write_csv(with_page / "z.csv", row))
        assert rows == []
        assert "no saved page" in summary.exclusions[0].reason


class TestLists:
    def test_pages_are_found_by_address_and_read_once(
        self, with_page: Path, collected: Collect
    ) -> None:
        (with_page / "tide.html").write_text(meta_page(), "utf-8")
        (with_page / "urls.txt").write_text(
            "# our sample\nhttps://www.post.example/harbour/span-falls/?utm_source=mail#x\n"
            "https://tide.example/elsewhere tide.html\nhttps://quay.example/missing\n",
            "utf-8",
        )
        rows, summary = collected(with_page)
        assert [row["outlet"] for row in rows] == ["Harbour Post", "Tide Online"]
        [left] = summary.exclusions
        assert left.line == 4
        assert "give --fetch" in left.reason

    def test_table_of_addresses(self, with_page: Path, collected: Collect) -> None:
        row = {
            "url": "https://x.example/1",
            "file": "span.html",
            "outlet": "Post",
            "event_id": "span",
        }
        [found], _ = collected(write_csv(with_page / "list.csv", row))
        assert (found["outlet"], found["event_id"]) == ("Post", "span")

    def test_bad_lines_are_said(self, folder: Path, collected: Collect) -> None:
        (folder / "u.csv").write_text("url,outlet\nftp://x.example/1,Post\n,Tide\n", "utf-8")
        _, summary = collected(folder)
        assert [left.line for left in summary.exclusions] == [2, 3]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.json", "{", "is not JSON"),
        ("a.json", "[]", "holds no article"),
        ("a.csv", "a,b\n1,2\n", "column 'outlet' is missing"),
        ("a.ris", "nothing", "holds no article"),
        ("a.docx", "x", "suffix '.docx' is not read"),
        ("a.txt", "", "holds no article"),
    ],
)
def test_what_holds_no_article(
    name: str, text: str, words: str, folder: Path, collected: Collect
) -> None:
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(CorpusError, match=words):
        collected(folder / name)


def test_unknown_objects_are_left_out(folder: Path, collected: Collect) -> None:
    _, summary = collected(write_json(folder / "a.json", [{"headline": "x", "content": "y"}]))
    assert "it has 'content', 'headline'" in summary.exclusions[0].reason
