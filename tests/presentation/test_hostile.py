"""Whatever an article holds, it is text."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from crossframe.presentation import (
    IndexEntry,
    RunNote,
    draw_coverage,
    draw_map,
    draw_side_by_side,
    render_index,
    render_report,
    show_overview,
    show_report,
    show_table,
)

ALLOWED = frozenset(
    re.findall(
        r"\w+",
        "html head meta title style body a p header h1 h2 h3 h4 em div aside strong ul li nav ol "
        "small main section table caption thead tbody tr th td span svg path circle g text desc "
        "bdi time i b sub rect mark details summary article dl dt dd figure figcaption q script "
        "iframe footer label input select option button del ins wbr",
    )
)
ACTING = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def assert_harmless(page):
    assert page.problems == []
    assert sorted(set(page.ids)) == sorted(page.ids)
    assert {tag for tag, _ in page.elements} <= ALLOWED
    assert not ACTING.search(page.html)
    assert len(page.all("script")) <= 1
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
        href = attributes.get("href", "#")
        assert re.match(r"#|https?://[a-z0-9.-]+[/?#]?", href, re.IGNORECASE), href
        assert not re.search(r"[\s<>\"']", href), href


def test_report(poisoned_map, poison, read):
    html = render_report(poisoned_map, RunNote(poison, poison))
    page = read(html)
    assert_harmless(page)
    assert html.count("<script") == 1
    if "w" * 100 in poison:
        assert "w" * 500 in page.text
        assert "w" * 1_000 not in page.text
        assert "characters, of which 600 are shown]" in page.text


def test_fragments(poisoned_map, read):
    for draw in (show_overview, draw_map, draw_coverage, draw_side_by_side):
        assert_harmless(read(draw(poisoned_map).html))


def test_frame(wholly_poisoned_map, read):
    page = read(show_report(wholly_poisoned_map).html)
    assert page.problems == []
    assert [tag for tag, _ in page.elements] == ["div", "style", "iframe"]
    assert "allow-scripts" not in page.all("iframe")[0]["sandbox"]
    assert_harmless(read(page.all("iframe")[0]["srcdoc"]))


def test_table(poison, read):
    table = pd.DataFrame({poison: [poison, None], "url": [poison, "https://post.example/"]})
    assert_harmless(read(show_table(table, poison).html))


def test_index(poison, read):
    entry = IndexEntry(
        poison,
        poison,
        poison,
        "failed",
        1,
        2,
        3,
        poison,
        failed=(poison,),
        pages=((poison, poison),),
    )
    page = read(render_index([entry]))
    assert page.problems == []
    assert {tag for tag, _ in page.elements} <= ALLOWED | {"code", "link"}
    assert [(one["rel"], one["href"]) for one in page.all("link")] == [("alternate", "feed.xml")]
    assert "script" not in {tag for tag, _ in page.elements}
    assert not any(":" in link["href"] for link in page.all("a"))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<b>",
        "//evil.example/",
        "https://",
        "https://[broken/",
        "https://user@evil.example/",
        "https://x.example/\u202egpj.exe",
        " https://x.example/",
        'https://x.example/"onclick="',
    ],
)
def test_addresses_that_are_no_links_are_shown(make_map, read, address):
    from dataclasses import replace

    made = make_map(["post-1", "wire-1"])
    made = replace(made, articles=tuple(replace(a, url=address) for a in made.articles))
    page = read(render_report(made))
    assert all(link["href"].startswith("#") for link in page.all("a"))
    assert page.text.count("address not linked: ") == 2
