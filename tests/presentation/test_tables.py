"""Tables show what they hold, readable and complete."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from crossframe.comparison import articles_table, outlets_table
from crossframe.errors import ParameterError
from crossframe.presentation import show_table
from crossframe.records import ClaimMap


@pytest.fixture
def table():
    columns = {
        "outlet": pd.array(["The Post", "A & B"], dtype="str"),
        "n": pd.array([1200, None], dtype="Int64"),
        "share": pd.array([0.5, None], dtype="Float64"),
        "medoid": pd.array([True, None], dtype="boolean"),
        "url": pd.array(["https://post.example/a", "ftp://post.example"], dtype="str"),
    }
    return pd.DataFrame(columns)


def test_golden(table):
    golden = """
<caption><bdi>Small &lt;table&gt;</bdi> <small>2 rows</small></caption>
<thead><tr>\
<th scope="col"><bdi>outlet</bdi></th>\
<th scope="col" class="cf-num"><bdi>n</bdi></th>\
<th scope="col" class="cf-num"><bdi>share</bdi></th>\
<th scope="col"><bdi>medoid</bdi></th>\
<th scope="col"><bdi>url</bdi></th>\
</tr></thead>
<tbody>
<tr>\
<td dir="auto">The Post</td>\
<td class="cf-num" dir="auto">1200</td>\
<td class="cf-num" dir="auto">0.500</td>\
<td dir="auto">yes</td>\
<td><a href="https://post.example/a" rel="noopener noreferrer nofollow" target="_blank" \
dir="auto">https://post.example/a</a></td>\
</tr>
<tr>\
<td dir="auto">A &amp; B</td>\
<td class="cf-num" dir="auto">–</td>\
<td class="cf-num" dir="auto">–</td>\
<td dir="auto">–</td>\
<td dir="auto">ftp://post.example</td>\
</tr>
</tbody>
"""
    assert golden in show_table(table, "Small <table>").html


def test_columns_are_chosen_and_renamed(table, read):
    page = read(show_table(table, "Two", columns={"n": "Articles", "outlet": "Outlet"}).html)
    assert "Articles Outlet 1200 The Post" in page.text
    assert "share" not in page.text.split("Two")[-1]


def test_what_is_left_out_is_told(table, read):
    assert "1 of 2 rows shown" in read(show_table(table, "One", limit=1).html).text


def test_an_empty_table_is_a_sentence(table, read):
    page = read(show_table(table.head(0), "Nothing").html)
    assert "table" not in {tag for tag, _ in page.elements}
    assert page.text.endswith("Nothing : no rows.")


def test_unknown_columns_and_limits_are_refused(table):
    with pytest.raises(ParameterError, match=r"no 'outlets'; it has \['outlet', 'n'"):
        show_table(table, "Typo", columns=["outlets"])
    with pytest.raises(ParameterError, match="limit is 0; allowed: a whole number from 1"):
        show_table(table, "None", limit=0)


@pytest.mark.parametrize("make", [articles_table, outlets_table])
def test_comparison_tables_can_be_shown(claim_map, make, read):
    page = read(show_table(make(claim_map), "Table").html)
    assert page.problems == []
    assert "nan" not in page.text.lower().split()


def test_a_claim_is_marked_as_fragile_or_corrected_wherever_its_id_stands(
    small_map: ClaimMap,
) -> None:
    claim, other = small_map.claims[:2]
    weak = replace(claim, stability=0.5, correction_ids=("x",))
    marked = replace(small_map, claims=(weak, *small_map.claims[1:]))
    rows = pd.DataFrame({"claim_id": [claim.claim_id, other.claim_id, "c-none"]})
    plain, told = show_table(rows, "Rows").html, show_table(rows, "Rows", about=marked).html
    assert "cf-flag cf-fragile" not in plain.partition("</style>")[2]
    row = told.partition(claim.claim_id)[2].partition("</td>")[0]
    assert ">fragile</small>" in row
    assert ">corrected</small>" in row
    assert told.count(">fragile</small>") == 1


def test_a_fragile_claim_is_marked_as_the_nearest_among_others_and_by_its_text(
    small_map: ClaimMap,
) -> None:
    claim, other = small_map.claims[:2]
    weak = replace(claim, stability=0.5)
    marked = replace(small_map, claims=(weak, *small_map.claims[1:]))
    both = f"{other.claim_id} {claim.claim_id}"
    rows = pd.DataFrame({"nearest_claim_id": [claim.claim_id, None], "claim_ids": [None, both]})
    told = show_table(rows, "Rows", about=marked).html.partition("</style>")[2]
    mark = '<small class="cf-flag cf-fragile">fragile</small>'
    cells = re.findall(r"<td[^>]*>(.*?)</td>", told)
    assert cells == [f"{claim.claim_id} {mark}", "–", "–", f"{both} {mark}"]
    named = pd.DataFrame({"claim_id": [other.claim_id, claim.claim_id], "claim": ["one", "two"]})
    told = show_table(named, "Claims", columns=["claim"], about=marked).html.partition("</style>")[
        2
    ]
    assert re.findall(r"<td[^>]*>(.*?)</td>", told) == ["one", f"two {mark}"]


def test_a_claim_s_first_row_says_how_its_sentence_begins(small_map: ClaimMap) -> None:
    claim, other = small_map.claims[:2]
    ids = [claim.claim_id, claim.claim_id, other.claim_id]
    rows = pd.DataFrame({"claim_id": ids, "n": [1, 2, 3]})
    told = show_table(rows, "Rows", about=small_map).html.partition("</style>")[2]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", told)[::2]
    texts = [small_map.sentence_by_id[one.medoid_id].text for one in (claim, other)]
    assert [text.split()[0] in cell for text, cell in zip(texts, cells[::2], strict=True)] == [
        True,
        True,
    ]
    assert cells[1] == claim.claim_id
    named = show_table(rows.assign(claim="its text"), "Rows", about=small_map).html
    assert "cf-begins" not in named.partition("</style>")[2]
