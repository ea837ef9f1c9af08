"""Saved pages: text, metadata, health, in the layouts of publishers."""

from __future__ import annotations

import gzip
import random
import time
from pathlib import Path

import pytest
from collection.conftest import Collect
from collection.pages import (
    COOKIES,
    GATE,
    STORY,
    TITLE,
    article_page,
    cookie_page,
    json_ld,
    live_page,
    meta_page,
    page,
    paragraphs,
    paywalled_page,
)
from crossframe.corpus.formats.page import Page, read_page
from crossframe.corpus.raw import Raw
from crossframe.records import Exclusion


def read(html: str | bytes, **known: object) -> Raw:
    data = html if isinstance(html, bytes) else html.encode()
    found = read_page(Page(data, known=known), "page.html")
    assert isinstance(found, Raw), found
    return found


def refused(data: bytes) -> str:
    found = read_page(Page(data), "page.html")
    assert isinstance(found, Exclusion)
    return found.reason


def test_article_with_json_ld() -> None:
    fields = read(article_page()).fields
    assert fields["text"] == "\n".join(STORY)
    assert fields["title"] == TITLE
    assert fields["outlet"] == "Harbour Post"
    assert fields["published_at"] == "2024-03-12T08:00:00+02:00"
    assert fields["authors"] == ["M. Ode", "K. Brandt"]
    assert (fields["language"], fields["url"]) == ("en", "https://post.example/harbour/span-falls")
    evidence = fields["health"]["page"]
    assert (evidence["kept_share"], evidence["words_after"], evidence["gate"]) == (1.0, 0, None)


def test_article_with_meta_elements_alone() -> None:
    fields = read(meta_page()).fields
    assert fields["text"] == "\n".join(STORY)
    assert (fields["outlet"], fields["section"]) == ("Tide Online", "Local")
    assert fields["published_at"] == "2024-03-12T09:30:00Z"
    assert fields["authors"] == ["R. Anders"]


def test_an_article_that_is_the_main_thing_of_its_page() -> None:
    before, start, rest = article_page().partition('ld+json">')
    article, end, after = rest.partition("</script>")
    inside = f'{{"@type": "WebPage", "mainEntity": {article}}}'
    found, plain = read(before + start + inside + end + after), read(article_page())
    for name in ("title", "outlet", "published_at", "authors", "health"):
        assert found.fields[name] == plain.fields[name]


def test_the_article_of_several_that_has_the_pages_headline() -> None:
    other = json_ld(headline="Ministers quarrel over pensions", articleBody="They do. " * 90)
    fields = read(article_page(head=other + json_ld())).fields
    assert (fields["title"], fields["health"]["page"]["body_share"]) == (TITLE, None)
    assert fields["authors"] == ["M. Ode", "K. Brandt"]
    alone = read(article_page(head=json_ld(headline="A day at sea") + other)).fields
    assert alone["published_at"] == "2024-03-12T08:00:00+02:00"


def test_a_date_in_no_time_zone_that_there_is_does_no_harm() -> None:
    page = "<html><head><meta property='article:published_time' content='2024-03-12T08:0AZ'>"
    page += "</head><body><article>" + "".join(f"<p>{line}</p>" for line in STORY)
    assert STORY[0] in read(page + "</article></body></html>").fields["text"]


def test_live_blog_keeps_every_entry() -> None:
    text = read(live_page()).fields["text"]
    assert all(line in text for line in STORY)


def test_what_a_list_knows_goes_before_what_the_page_says() -> None:
    fields = read(
        article_page(), outlet="The Post", title="Span falls", url="https://x.example/1"
    ).fields
    assert (fields["outlet"], fields["title"]) == ("The Post", "Span falls")
    assert fields["url"] == "https://post.example/harbour/span-falls"


def test_wrong_charset_declarations_do_no_harm() -> None:
    declared = article_page().replace('charset="utf-8"', 'charset="iso-8859-1"')
    assert "“We heard it" in read(declared).fields["text"]
    latin = article_page(lang="de").replace("Harbour Bridge", "Hafenbrücke").replace("“", '"')
    latin = latin.replace("”", '"').replace("©", "(c)")
    assert "Hafenbrücke" in read(latin.encode("cp1252")).fields["text"]


def test_what_only_bears_the_name_of_a_page_is_left_out() -> None:
    picture = random.Random(7).randbytes(3_000)  # noqa: S311
    assert refused(picture) == "is no text, and so no HTML; save the page itself"
    assert refused(b"<p>Divers search on.</p>" + picture).startswith("is no text")
    assert refused(gzip.compress(article_page().encode()) * 2).startswith("is no text")


def test_a_page_with_some_characters_that_no_text_has_is_read() -> None:
    marked = article_page().replace(" ", " \x02", 15).encode()
    assert read(marked).fields["text"] == "\n".join(STORY)
    assert read(article_page().encode("utf-16-le")).fields["title"] == TITLE


def test_address_that_the_browser_noted() -> None:
    html = article_page().replace('<link rel="canonical"', '<link rel="other"')
    noted = "<!-- saved from url=(0030)https://post.example/a/span -->\n"
    assert read(noted + html).fields["url"] == "https://post.example/a/span"


@pytest.mark.parametrize(
    ("html", "kind"),
    [(paywalled_page(), "gate"), (cookie_page(), "consent")],
)
def test_page_without_its_article_is_unhealthy(
    html: str, kind: str, folder: Path, collected: Collect
) -> None:
    (folder / "page.html").write_text(html, "utf-8")
    [row], summary = collected(folder)
    assert kind in [sign["kind"] for sign in row["health"]["signs"]]
    assert [one.article_id for one in summary.unhealthy] == [row["article_id"]]


def test_whole_pages_are_healthy(folder: Path, collected: Collect) -> None:
    for name, html in {"a": article_page(), "b": meta_page(), "c": live_page()}.items():
        (folder / f"{name}.html").write_text(html, "utf-8")
    rows, summary = collected(folder)
    assert [row["health"]["signs"] for row in rows] == [[], [], []]
    assert summary.unhealthy == ()


def test_site_name_is_evened_out_over_a_host(folder: Path, collected: Collect) -> None:
    for number, site in enumerate(["Harbour Post", "Harbour Post", "News you can moor by"]):
        html = article_page(
            [f"This is story number {number} of three.", *STORY],
            site=site,
            url=f"https://post.example/{number}",
            head=json_ld(publisher={"name": site}),
        )
        (folder / f"{number}.html").write_text(html, "utf-8")
    rows, _ = collected(folder)
    assert {row["outlet"] for row in rows} == {"Harbour Post"}


def test_compressed_page_and_mhtml(folder: Path, collected: Collect) -> None:
    (folder / "a.html.gz").write_bytes(gzip.compress(article_page().encode(), mtime=0))
    mhtml = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://tide.example/2024/bridge\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B\n'
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
        f"Content-Location: https://tide.example/2024/bridge\n\n{meta_page()}\n--B--\n"
    )
    (folder / "b.mhtml").write_text(mhtml, "utf-8")
    # Packed as the server sent it, under a name that does not say so.
    packed = meta_page().replace("Tide Online", "Packed Post").replace("tide.", "packed.").encode()
    (folder / "c.html").write_bytes(gzip.compress(packed, mtime=0))
    rows, summary = collected(folder)
    outlets = ["Harbour Post", "Packed Post", "Tide Online"]
    assert sorted(row["outlet"] for row in rows) == outlets
    assert summary.exclusions == ()


def test_sidecar_and_baggage_of_a_saved_page(folder: Path, collected: Collect) -> None:
    (folder / "a.html").write_text(article_page(), "utf-8")
    (folder / "a.json").write_text('{"outlet": "Named Beside", "event_id": "span"}', "utf-8")
    (folder / "a_files").mkdir()
    (folder / "a_files" / "frame.html").write_text(page("<p>Advertisement</p>"), "utf-8")
    [row], summary = collected(folder)
    assert (row["outlet"], row["event_id"], summary.exclusions) == ("Named Beside", "span", ())


class TestHostilePages:
    """Limits hold by construction, and say what they are."""

    def test_huge_page(self, folder: Path, collected: Collect) -> None:
        with (folder / "huge.html").open("wb") as file:
            file.write(b"<html><body><p>")
            file.seek(100_000_000)
            file.write(b"</p>")
        rows, summary = collected(folder)
        assert rows == []
        assert "100,000,004 seen" in summary.exclusions[0].reason

    def test_decompression_bomb(self, folder: Path, collected: Collect) -> None:
        (folder / "bomb.html.gz").write_bytes(gzip.compress(b"\0" * 200_000_000, 9, mtime=0))
        started = time.process_time()
        _, summary = collected(folder)
        assert "more than 10,000,000 bytes" in summary.exclusions[0].reason
        assert time.process_time() - started < 2

    def test_deep_nesting(self) -> None:
        deep = "<div>" * 200_000 + "text" + "</div>" * 200_000
        assert "no text" in refused(deep.encode())

    def test_many_elements(self) -> None:
        assert "100,000 are read" in refused(b"<html><body>" + b"<p>a</p>" * 150_000)

    def test_nothing_and_no_html(self) -> None:
        for data in (b"", b"\0\0\0", b"%PDF-1.7 binary", b"<html></html>"):
            assert "page" in refused(data)

    def test_entities_are_not_expanded(self) -> None:
        head = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        html = article_page(["&b; " + STORY[0], *STORY[1:]]).replace("<!DOCTYPE html>", head)
        assert "aaaaaaaaaa" not in read(html).fields["text"].split("A span")[0]

    def test_json_ld_that_is_none(self) -> None:
        for text in ("{", "[" * 5_000, '{"@type": 7}', "null", '{"@graph": {"@type": []}}'):
            script = f'<script type="application/ld+json">{text}</script>'
            assert read(article_page(head=script)).fields["title"] == TITLE


def test_gate_and_cookie_lines_are_ours() -> None:
    """The fixtures use the words that the signs look for, in sentences of our own."""
    from crossframe.corpus.gates import GATE as GATES
    from crossframe.corpus.gates import is_consent

    assert GATES.search(GATE)
    assert is_consent(COOKIES)
    assert not any(GATES.search(line) or is_consent(line) for line in STORY)
    assert paragraphs().count("<p>") == len(STORY)
