"""What is found out about a claim map is found out once, and stays whole for all who ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
from crossframe.comparison import TABLES, claims_table, read_texts
from crossframe.comparison.once import of_texts, once
from crossframe.records import ClaimMap


def test_each_answer_is_found_once_for_each_claim_map(small_map: ClaimMap):
    asked: list[tuple[int, str]] = []

    @once
    def find(claim_map: ClaimMap, number: int = 0, *, word: str = "") -> list[object]:
        asked.append((number, word))
        return [len(claim_map.claims), number, word]

    assert [find(small_map), find(small_map)] == [[len(small_map.claims), 0, ""]] * 2
    assert find(small_map, 0, word="") == find(small_map)
    assert find(small_map, 1) == find(small_map, 1)
    assert find(small_map, word="it") == find(small_map, word="it")
    assert asked == [(0, ""), (1, ""), (0, "it")]
    assert find(replace(small_map, claims=())) == [0, 0, ""]
    assert len(asked) == 4


def test_what_cannot_be_told_apart_is_found_anew(small_map: ClaimMap):
    @once
    def find(claim_map: ClaimMap, among: Sequence[str]) -> int:
        return len(claim_map.claims) + len(among)

    assert find(small_map, ["a"]) + 1 == find(small_map, ["a", "b"])


def test_who_changes_a_table_changes_it_for_nobody_else(small_map: ClaimMap):
    mine = claims_table(small_map)
    as_found = mine.copy()
    mine.insert(0, "run_id", "x")
    mine["claim"] = "another"
    mine.loc[:, "n_outlets"] = 0
    pd.testing.assert_frame_equal(claims_table(small_map), as_found)


def test_who_changes_a_list_changes_it_for_nobody_else_and_a_mapping_is_shared(small_map: ClaimMap):
    @once
    def names(claim_map: ClaimMap) -> list[str]:
        return list(claim_map.article_by_id)

    @once
    def places(claim_map: ClaimMap) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(names(claim_map))}

    names(small_map).clear()
    assert names(small_map) == list(places(small_map))
    assert places(small_map) is places(small_map)


def test_every_table_is_found_once(small_map: ClaimMap):
    fresh = replace(small_map)
    for name, table in TABLES.items():
        table(fresh)
        n_found = len(fresh.findings)
        assert n_found > 0, name
        table(fresh)
        assert len(fresh.findings) == n_found, name


def test_tables_are_the_same_whatever_was_asked_before(small_map: ClaimMap):
    for name, table in TABLES.items():
        alone = table(replace(small_map))
        pd.testing.assert_frame_equal(table(small_map), alone, obj=name)
        pd.testing.assert_frame_equal(table(small_map), alone, obj=name)


def test_what_is_found_out_of_texts_is_shown_no_claim(small_map: ClaimMap):
    shown: list[ClaimMap] = []

    @of_texts
    def find(claim_map: ClaimMap, word: str = "") -> list[str]:
        shown.append(claim_map)
        return [word, *(one.status for one in claim_map.placements)]

    other = replace(small_map, claims=())
    assert find(small_map) == find(small_map) == find(small_map.unclaimed)
    assert find(other, "it") == ["it", *find(other)[1:]]
    assert [one.unclaimed is one for one in shown] == [True, True, True]
    assert shown[0] == shown[1]
    assert shown[0].sentences == small_map.sentences
    assert not any((shown[0].claims, shown[0].near_misses, shown[0].perturbations))
    assert set(find(small_map)) == {"", "unmatched", "non_claim"}


def test_tables_are_the_same_where_texts_were_read_before(small_map: ClaimMap):
    ahead, plain = replace(small_map), replace(small_map)
    read_texts(small_map.unclaimed)
    known = small_map.unclaimed.findings
    assert known
    assert not ahead.findings
    ahead.unclaimed.findings.update(known)
    for name, table in TABLES.items():
        pd.testing.assert_frame_equal(table(ahead), table(plain), obj=name)
