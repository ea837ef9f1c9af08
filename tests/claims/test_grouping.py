import random
from itertools import combinations

import numpy as np
import pytest
from crossframe.claims.constraints import Constraints, Group
from crossframe.claims.grouping import SETTINGS, Setting, group_texts
from crossframe.claims.judge import Judgements
from crossframe.claims.partition import IMPROBABLE, Partition, within_reach
from crossframe.errors import ParameterError
from hypothesis import given, settings
from hypothesis import strategies as st

PLAIN = Setting(merge=0.5, size_penalty=0.0, further=2.0)


def judged(n: int, probabilities: dict[tuple[int, int], float]) -> Judgements:
    pairs = sorted(probabilities)
    first = np.array([a for a, _ in pairs], dtype=np.int64)
    second = np.array([b for _, b in pairs], dtype=np.int64)
    return Judgements(n, first, second, np.array([probabilities[p] for p in pairs], dtype=float))


def random_judged(n: int, seed: int) -> Judgements:
    draw = np.random.default_rng(seed)
    return judged(n, {pair: round(float(draw.random()), 4) for pair in combinations(range(n), 2)})


def own(n: int) -> list[set[str]]:
    return [{f"article {k}"} for k in range(n)]


@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_texts_are_no_special_case(n: int) -> None:
    alone = tuple((k,) for k in range(n))
    assert group_texts(judged(n, {}), own(n), SETTINGS["balanced"]) == alone


def test_a_merge_that_asserts_more_pairs_must_be_surer() -> None:
    chain = judged(3, {(0, 1): 0.9, (0, 2): 0.55, (1, 2): 0.55})
    assert group_texts(chain, own(3), PLAIN) == ((0, 1, 2),)
    assert group_texts(chain, own(3), PLAIN._replace(size_penalty=0.1)) == ((0, 1), (2,))


def test_pairs_that_were_not_judged_hold_groups_apart() -> None:
    chain = judged(3, {(0, 1): 0.8, (1, 2): 0.7})
    assert group_texts(chain, own(3), PLAIN) == ((0, 1), (2,))


def test_a_text_may_stand_in_several_groups_but_no_group_in_another() -> None:
    two_facts = judged(4, {(0, 1): 0.95, (1, 2): 0.9, (2, 3): 0.95, (0, 2): 0.3, (1, 3): 0.3})
    setting = PLAIN._replace(further=0.8)
    assert group_texts(two_facts, own(4), setting) == ((0, 1), (2, 3), (1, 2))
    one = judged(3, {(0, 1): 0.9, (0, 2): 0.85, (1, 2): 0.85})
    assert group_texts(one, own(3), Setting(0.88, 0.0, 0.8)) == ((0, 1, 2),)


def test_one_article_opens_no_further_group_with_itself() -> None:
    pairs = judged(3, {(0, 1): 0.95, (1, 2): 0.9, (0, 2): 0.0})
    setting = PLAIN._replace(further=0.8, merge=0.6)
    assert (1, 2) in group_texts(pairs, own(3), setting)
    assert (1, 2) not in group_texts(pairs, [{"a"}, {"b"}, {"b"}], setting)


def test_no_text_joins_more_than_five_further_groups() -> None:
    hub = judged(10, {(0, k): 0.9 for k in range(1, 10)})
    found = group_texts(hub, own(10), PLAIN._replace(further=0.8))
    assert sum(0 in group for group in found) == 6


@given(st.integers(0, 9), st.integers(0, 2**16), st.sampled_from(sorted(SETTINGS)))
@settings(max_examples=60)
def test_groups_cover_all_and_do_not_depend_on_numbering(n: int, seed: int, name: str) -> None:
    pairs = random_judged(n, seed)
    found = group_texts(pairs, own(n), SETTINGS[name])
    assert {text for group in found for text in group} == set(range(n))
    assert not any(set(a) < set(b) for a in found for b in found)
    assert all(group == tuple(sorted(group)) for group in found)
    number = np.random.default_rng(seed).permutation(n).tolist()
    again = group_texts(renumbered(pairs, number), own(n), SETTINGS[name])
    assert {frozenset(number[t] for t in group) for group in found} == set(map(frozenset, again))


def renumbered(pairs: Judgements, number: list[int]) -> Judgements:
    rows = zip(pairs.first.tolist(), pairs.second.tolist(), pairs.probability, strict=True)
    moved = {tuple(sorted((number[a], number[b]))): float(p) for a, b, p in rows}
    return judged(pairs.n, moved)  # type: ignore[arg-type]


@given(st.integers(4, 9), st.integers(0, 2**16))
@settings(max_examples=60)
def test_corrections_go_before_probabilities(n: int, seed: int) -> None:
    corrections = Constraints(must=((0, 1),), cannot=((2, 3), (1, 2)))
    found = group_texts(random_judged(n, seed), own(n), SETTINGS["wide"], corrections)
    assert any({0, 1} <= set(group) for group in found)
    assert not any(set(pair) <= set(group) for group in found for pair in corrections.cannot)


def test_what_must_be_together_stays_so_across_merges() -> None:
    pairs = judged(4, {(0, 2): 0.9, (1, 3): 0.9})
    bound = Constraints(must=((0, 1), (1, 3)))
    assert group_texts(pairs, own(4), PLAIN, bound) == ((0, 1, 3), (2,))


def test_corrections_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ParameterError, match="texts 1 and 2 must be in one claim"):
        group_texts(
            judged(3, {}), own(3), PLAIN, Constraints(must=((0, 1), (1, 2)), cannot=((0, 2),))
        )


def test_settings_grow_surer() -> None:
    def pairs(groups: tuple[Group, ...]) -> set[tuple[int, int]]:
        return {pair for group in groups for pair in combinations(group, 2)}

    judged_ = random_judged(30, 1)
    counts = [
        len(pairs(group_texts(judged_, own(30), SETTINGS[name])))
        for name in ("strict", "balanced", "wide")
    ]
    assert counts == sorted(counts)


@given(
    st.integers(2, 12),
    st.randoms(use_true_random=False),
    st.sampled_from(sorted(SETTINGS)),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_pairs_out_of_reach_have_no_say(
    n: int,
    dice: random.Random,
    name: str,
    bound: bool,  # noqa: FBT001 - Hypothesis names it
) -> None:
    first, second = np.triu_indices(n, 1)
    probability = np.array([round(dice.choice((0.1, 0.3, 0.5, 0.7, 0.9)), 4) for _ in first])
    pairs = Judgements(n, first.astype(np.int64), second.astype(np.int64), probability)
    must = ((0, n - 1),) if bound and n > 2 else ()
    constraints = Constraints(must=must, cannot=((0, 1),) if n > 3 else ())
    merge, penalty = SETTINGS[name].merge, SETTINGS[name].size_penalty
    whole = Partition(pairs.at_least(IMPROBABLE), merge, penalty, constraints)
    near = Partition(within_reach(pairs, merge, must), merge, penalty, constraints)
    whole.merge()
    near.merge()
    assert near.groups() == whole.groups()


def test_of_pairs_out_of_reach_none_is_left() -> None:
    pairs = judged(4, {(0, 1): 0.9, (0, 2): 0.3, (1, 3): 0.3, (2, 3): 0.8})
    assert within_reach(pairs, 0.5, ()).probability.tolist() == [0.9, 0.8]
    assert within_reach(pairs, 0.5, ((1, 2),)).probability.tolist() == [0.9, 0.3, 0.3, 0.8]
    assert within_reach(pairs, 0.1, ()).probability.tolist() == [0.9, 0.3, 0.3, 0.8]
