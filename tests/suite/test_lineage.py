"""What becomes of claims along many runs: born, died, returned, merged, split."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from crossframe.errors import StoreError
from crossframe.records import Article, Claim, ClaimMap, Placement, Sentence
from crossframe.suite.lineage import (
    LINEAGE_FILE,
    Lineage,
    RunName,
    follow,
    read_lineage,
    write_lineage,
)
from crossframe.text import text_key
from hypothesis import given
from hypothesis import strategies as st


def world(claims: Sequence[str], prefix: str = "c") -> ClaimMap:
    """A map in which every letter is a text, told by two articles, and every word a claim."""
    letters = sorted(set("".join(claims)))
    articles = [Article(a, "e", a.upper(), "T", "\n".join(letters), "0", "f") for a in "pq"]
    sentences = [
        Sentence(f"{a.article_id}#{i}", a.article_id, i, 2 * i, 2 * i + 1, 0, letter)
        for a in articles
        for i, letter in enumerate(letters)
    ]
    found = []
    for n, word in enumerate(claims):
        ids = tuple(s.sentence_id for s in sentences if s.text in word)
        found.append(Claim(f"{prefix}-{n}", ids[0], ids, (1.0,) * len(ids), 1.0))
    placements = []
    for s in sentences:
        held = tuple(c.claim_id for c in found if s.sentence_id in c.sentence_ids)
        placements.append(Placement(s.sentence_id, "claim" if held else "unmatched", held))
    nothing = (None,) * len(sentences)
    parts = (tuple(articles), (), tuple(sentences), tuple(placements), nothing, tuple(found))
    return ClaimMap("e", *parts, (), (), (), {})


def run(n: int) -> RunName:
    return RunName(f"r{n}", f"2026-01-{n:02}T05:00:00+00:00")


def through(*maps: ClaimMap) -> tuple[list[ClaimMap], list[Lineage]]:
    named, lineages = [], []
    for n, one in enumerate(maps, 1):
        found, lineage = follow(one, lineages[-1] if lineages else None, run(n))
        named.append(found)
        lineages.append(lineage)
    return named, lineages


def told(lineage: Lineage) -> dict[str, tuple[str, ...]]:
    return {kind: ids for kind, ids in lineage.changes().items() if ids}


def test_ids_survive_while_claims_gain_and_lose_sentences():
    maps, lineages = through(world(["abc", "xyz"]), world(["xyw", "abcd"], "n"), world(["ab"], "m"))
    assert [c.claim_id for c in maps[0].claims] == ["c-0", "c-1"]
    assert [c.claim_id for c in maps[1].claims] == ["c-1", "c-0"]
    assert [c.claim_id for c in maps[2].claims] == ["c-0"]
    assert [told(one) for one in lineages] == [{"born": ("c-0", "c-1")}, {}, {"died": ("c-1",)}]
    assert lineages[2].lives[0].born == run(1)


def test_a_claim_that_comes_back_gets_its_old_id():
    maps, lineages = through(
        world(["abc", "xyz"]), world(["abc"]), world(["abc"]), world(["xyz", "abc"], "n")
    )
    assert [c.claim_id for c in maps[3].claims] == ["c-1", "c-0"]
    assert told(lineages[3]) == {"returned": ("c-1",)}
    back = lineages[3].lives[0]
    assert [(p.born, p.died) for p in back.periods] == [(run(1), run(2)), (run(4), None)]


def test_merged_and_split_are_told_apart_from_born_and_died():
    _, lineages = through(
        world(["abcd", "ef", "wx"]),
        world(["abcdef", "wx"], "n"),
        world(["abcd", "ef", "wx"], "m"),
        world(["ab", "cd", "gh", "ef"], "k"),
    )
    assert told(lineages[1]) == {"merged": ("c-1",)}
    assert {one.claim_id: one.merged_into for one in lineages[1].lives}["c-1"] == "c-0"
    assert told(lineages[2]) == {"returned": ("c-1",)}
    assert {one.claim_id: one.merged_into for one in lineages[2].lives}["c-1"] is None
    changes = told(lineages[3])
    assert changes["died"] == ("c-2",)
    assert len(changes["split"]) == len(changes["born"]) == 1
    lives = {life.claim_id: life for life in lineages[3].lives}
    assert lives[changes["split"][0]].split_from == "c-0"


def test_a_name_is_never_given_twice():
    # The pure map calls its first claim c-0 each time, whatever it says.
    maps, lineages = through(world(["ab"]), world(["xy"]), world(["uv", "xy"]))
    ids = [[c.claim_id for c in one.claims] for one in maps]
    assert ids[0] == ["c-0"]
    assert "c-0" not in ids[1] + ids[2]
    assert ids[1][0] == ids[2][1]
    assert len(lineages[2].ids) == 3


WORDS = st.lists(
    st.sets(st.sampled_from("abcdefg"), min_size=1, max_size=4).map(
        lambda letters: "".join(sorted(letters))
    ),
    min_size=1,
    max_size=4,
    unique=True,
)


@given(st.lists(WORDS, min_size=2, max_size=5))
def test_through_any_history_ids_are_unique_and_every_life_is_told(
    history: list[list[str]],
) -> None:
    maps, lineages = through(*(world(words) for words in history))
    for one, lineage in zip(maps, lineages, strict=True):
        ids = [claim.claim_id for claim in one.claims]
        assert len(set(ids)) == len(ids)
        assert {life.claim_id for life in lineage.lives if life.is_alive} == set(ids)
        assert len(lineage.ids) == len(lineage.lives)
    for before, after in itertools.pairwise(lineages):
        assert before.ids <= after.ids
        changes = after.changes()
        was = {life.claim_id for life in before.lives if life.is_alive}
        now = {life.claim_id for life in after.lives if life.is_alive}
        assert set(changes["died"]) | set(changes["merged"]) == was - now
        assert {*changes["born"], *changes["split"], *changes["returned"]} == now - was
    again, _ = through(*(world(words) for words in history))
    assert again == maps


def test_a_lineage_is_read_as_it_was_written(tmp_path: Path):
    _, lineages = through(world(["abcd", "ef"]), world(["abcdef"]), world(["ab", "cd", "ef"]))
    for lineage in lineages:
        write_lineage(lineage, tmp_path)
        assert read_lineage(tmp_path) == lineage


@pytest.mark.parametrize(
    "damage", [lambda text: text[:40], lambda text: text.replace('"format": 1', '"format": 9')]
)
def test_a_damaged_lineage_is_no_new_beginning(
    tmp_path: Path, damage: Callable[[str], str]
) -> None:
    assert read_lineage(tmp_path) is None
    write_lineage(through(world(["ab"]))[1][0], tmp_path)
    path = tmp_path / LINEAGE_FILE
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(StoreError, match=r"lineage\.json"):
        read_lineage(tmp_path)


def test_the_file_says_when_a_claim_was_born(tmp_path: Path):
    write_lineage(through(world(["ab"]), world(["abc"]))[1][1], tmp_path)
    stored = json.loads((tmp_path / LINEAGE_FILE).read_text(encoding="utf-8"))
    assert stored["previous"] == "r1"
    assert stored["lives"][0]["periods"][0]["born"]["created_at"] == run(1).created_at
    assert stored["lives"][0]["texts"] == sorted(map(text_key, "abc"))
