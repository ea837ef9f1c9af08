"""Every table is kept in a run, under the name of the function that makes it."""

from __future__ import annotations

import crossframe.comparison
from crossframe.comparison import TABLES, all_tables, carried_table, lags_table
from crossframe.records import ClaimMap


def test_no_table_is_forgotten():
    made = {name for name in crossframe.comparison.__all__ if name.endswith("_table")}
    assert {f"{name}_table" for name in TABLES} == made


def test_all_of_them_are_made(small_map: ClaimMap):
    tables = all_tables(small_map)
    assert list(tables) == sorted(TABLES)
    assert len(tables["claims"]) == len(small_map.claims) > 0


def test_who_was_first_stands_in_one_table(small_map: ClaimMap):
    carried = carried_table(small_map)
    lags = lags_table(small_map)
    assert carried["is_first"].tolist() == lags["is_first"].tolist()
    assert carried["claim_id"].tolist() == lags["claim_id"].tolist()
    first = carried[carried["is_first"] == "yes"].iloc[0]
    assert first["day"].isoformat() == "2024-03-12"
    article = small_map.article_by_id[first["article_id"]]
    assert article.text[first["start"] : first["end"]] == first["sentence"]
    undated = carried[carried["article_id"] == "voice-1"]
    assert undated["day"].isna().all()
