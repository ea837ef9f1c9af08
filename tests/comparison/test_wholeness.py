"""What is not whole, and what changed between versions, from articles to the report."""

from __future__ import annotations

from pathlib import Path

from collection.pages import STORY, TITLE
from crossframe.claim_store import read_claim_map, write_claim_map
from crossframe.comparison import coverage_table, group_outlets, health_table, versions_table
from crossframe.presentation.report import render_report
from crossframe.records import Article, ClaimMap, Placement
from crossframe.text import split_article

LATER = [
    STORY[0],
    STORY[2].replace("Two fishing", "Three fishing"),
    *STORY[3:],
    "Divers have found the van, the harbour master said.",
]


def small_map() -> ClaimMap:
    at = "https://post.example/1"
    old = Article(
        "p1",
        "e",
        "Post",
        TITLE,
        "\n".join(STORY[:3]),
        "",
        "x.jsonl",
        1,
        None,
        "2024-03-12",
        at,
        "en",
    )
    new = Article(
        "p2",
        "e",
        "Post",
        "Van found",
        "\n".join(LATER),
        "",
        "x.jsonl",
        2,
        None,
        "2024-03-13",
        at,
        "en",
    )
    page = {"health": {"page": {"words": 150, "words_after": 80}}}
    cut = Article("t1", "e", "Tide", TITLE, "\n".join(STORY[:2]), "", "x.jsonl", 3, extra=page)
    articles = (new, cut)
    sentences = tuple(s for one in articles for s in split_article(one))
    return ClaimMap(
        event_id="e",
        articles=articles,
        exclusions=(),
        sentences=sentences,
        placements=tuple(Placement(s.sentence_id, "unmatched", x=0.0, y=0.0) for s in sentences),
        parses=(None,) * len(sentences),
        claims=(),
        near_misses=(),
        headlines=(),
        perturbations=(),
        provenance={"encoder": {"name": "none", "languages": None}, "parameters": {}},
        older=(old,),
    )


def test_changes_between_versions() -> None:
    found = versions_table(small_map()).astype(object)
    rows = [
        (row.change, row.before, row.after, row.figures)
        for row in found.where(found.notna(), None).itertuples()
    ]
    assert [row[0] for row in rows].count("headline") == 1
    assert rows[0][1:3] == (TITLE, "Van found")
    assert ("removed", "“We heard it before we saw it,” she told reporters.", None, None) in rows
    [figures] = [row[3] for row in rows if row[0] == "reworded"]
    assert figures == "Two fishing boats -> Three fishing boats"
    assert rows[-1][:3] == ("added", None, LATER[-1])


def test_versions_survive_storage_and_groups(tmp_path: Path) -> None:
    claim_map = small_map()
    write_claim_map(claim_map, tmp_path / "map")
    assert read_claim_map(tmp_path / "map") == claim_map
    grouped = group_outlets(
        claim_map, {"Post": {"bank": "north"}, "Tide": {"bank": "north"}}, "bank"
    )
    table = versions_table(grouped)
    assert list(table["outlet"].unique()) == ["north"]
    assert len(table) == len(versions_table(claim_map))


def test_page_that_goes_on_is_a_sign() -> None:
    table = health_table(small_map())
    assert table[["article_id", "kind", "sign"]].to_numpy().tolist() == [
        ["t1", "page_goes_on", "its page goes on for 80 words"]
    ]
    assert STORY[1].endswith(table["line"][0])
    assert len(coverage_table(small_map())) == 0


def test_the_report_shows_both() -> None:
    html = render_report(small_map())
    assert "its page goes on for 80 words" in html
    assert "Two fishing boats → Three fishing boats" in html
    assert "<ins" in html
    assert "<del" in html
