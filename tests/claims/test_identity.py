"""A claim found again keeps its id; what competes for one is decided the same way every time."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

from crossframe.claims.identity import (
    claim_texts,
    match_claims,
    new_claim_id,
    rename_claims,
)
from crossframe.records import ClaimMap
from crossframe.text import text_key
from hypothesis import given
from hypothesis import strategies as st

CLAIMS = st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=5), max_size=5)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def test_a_claim_that_one_outlet_corrected_is_the_same_claim():
    assert match_claims([frozenset("ab")], [frozenset("aB")]) == {0: 0}
    assert match_claims([frozenset("abc")], [frozenset("axy")]) == {}


def test_of_two_halves_the_first_by_its_texts_keeps_the_id():
    halves = [frozenset("cd"), frozenset("ab")]
    assert match_claims([frozenset("abcd")], halves) == {1: 0}
    assert match_claims([frozenset("abcd")], halves[::-1]) == {0: 0}


def test_where_best_partners_are_shared_the_largest_sum_decides():
    old = [frozenset("abc"), frozenset("abd")]
    new = [frozenset("ab"), frozenset("abce")]
    best = max(
        itertools.permutations(range(2)),
        key=lambda p: sum(overlap(old[o], new[n]) for n, o in enumerate(p)),
    )
    assert match_claims(old, new) == dict(enumerate(best))


@given(CLAIMS, CLAIMS, st.randoms(use_true_random=False))
def test_every_match_is_close_and_none_depends_on_the_order_of_what_is_new(
    old: list[frozenset[str]], new: list[frozenset[str]], rng: random.Random
) -> None:
    found = match_claims(old, new)
    assert len(set(found.values())) == len(found)
    assert all(overlap(old[o], new[n]) >= 1 / 3 for n, o in found.items())
    shuffled = rng.sample(range(len(new)), len(new))
    again = match_claims(old, [new[n] for n in shuffled])
    texts = {(new[n], o) for n, o in found.items()}
    assert {(new[shuffled[n]], o) for n, o in again.items()} == texts


@given(CLAIMS.map(lambda claims: list(dict.fromkeys(claims))))
def test_claims_that_did_not_change_are_all_found_again(claims: list[frozenset[str]]) -> None:
    assert match_claims(claims, claims) == {n: n for n in range(len(claims))}


def test_texts_are_known_by_their_words(small_map: ClaimMap):
    claim = small_map.claims[0]
    texts = claim_texts(small_map, claim)
    assert texts == {text_key(small_map.sentence_by_id[s].text) for s in claim.sentence_ids}
    assert text_key("Four died.") != text_key("Five died.")


def test_other_ids_reach_every_place(small_map: ClaimMap):
    names = {claim.claim_id: f"c-{n}" for n, claim in enumerate(small_map.claims)}
    renamed = rename_claims(small_map, names)
    assert [claim.claim_id for claim in renamed.claims] == list(names.values())
    back = rename_claims(renamed, {new: old for old, new in names.items()})
    assert back == small_map
    held = {one for p in renamed.placements for one in p.claim_ids}
    assert held == set(names.values())
    assert {m.claim_id for m in (*renamed.near_misses, *renamed.headlines)} <= set(names.values())


def test_a_new_claim_takes_no_name_that_another_had(small_map: ClaimMap):
    claim = small_map.claims[0]
    assert new_claim_id(small_map, claim, set()) == claim.claim_id
    other = new_claim_id(small_map, claim, {claim.claim_id})
    assert other != claim.claim_id
    assert new_claim_id(small_map, replace(claim), {claim.claim_id, other}) not in {
        claim.claim_id,
        other,
    }
