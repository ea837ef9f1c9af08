import math

import numpy as np
import pytest
from crossframe.errors import AlignmentError, GoldError
from crossframe.evaluation import GoldPair, Prediction, score_claims
from crossframe.evaluation.calibration import (
    average_precision,
    brier_score,
    calibration_curve,
    calibration_error,
    equal_mass,
)
from crossframe.evaluation.measures import FEWEST_UNITS, difference, measure, spread
from crossframe.evaluation.outcomes import index_gold, pair_outcomes
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss


def pair(a: int, b: int, label: str, event: str = "e", n_shared: int | None = None) -> GoldPair:
    return GoldPair(event, (f"{event}-a", a), (f"{event}-b", b), label, None, n_shared)


def claims(*rows: tuple[str, int, str]) -> list[Prediction]:
    return [Prediction(a.partition("-")[0], a, i, tuple(c)) for a, i, c in rows]


GOLD = [pair(0, 0, "same"), pair(1, 1, "same"), pair(2, 2, "not"), pair(3, 3, "not")]
FOUND = claims(("e-a", 0, "x"), ("e-b", 0, "x"), ("e-a", 2, "y"), ("e-b", 2, "y"))


def test_pooled_figures_are_those_of_the_score() -> None:
    gold = [pair(i % 7, i % 5, ("same", "not", "partial")[i % 3], "ef"[i % 2]) for i in range(60)]
    found = [
        Prediction(e, f"{e}-{s}", i, (str(i % 3),)) for e in "ef" for s in "ab" for i in range(7)
    ]
    score = score_claims(found, gold)
    measures = measure(pair_outcomes(found, index_gold(gold)))
    for name in ("precision", "recall", "f1", "false_merge", "macro_f1", "absorbed"):
        assert measures[name] == getattr(score, name)


def test_b_cubed_by_hand() -> None:
    # A claim of three, one of them wrong; a fourth sentence that belongs to the first two is out.
    gold = [
        GoldPair("e", ("a", 0), ("b", 0), "same", None),
        GoldPair("e", ("a", 0), ("c", 0), "not", None),
        GoldPair("e", ("b", 0), ("c", 0), "not", None),
        GoldPair("e", ("a", 0), ("d", 0), "same", None),
    ]
    found = [Prediction("e", article, 0, ("x",)) for article in "abc"]
    outcomes = pair_outcomes(found, index_gold(gold))
    # of a, b, c, d: itself and its partners in the claim; itself and its true partners
    assert outcomes.bcubed[:, 0].tolist() == pytest.approx([2 / 3, 2 / 3, 1 / 3, 1])
    assert outcomes.bcubed[:, 1].tolist() == pytest.approx([2 / 3, 1, 1, 1 / 2])
    assert measure(outcomes)["b_cubed_precision"] == pytest.approx(2 / 3, abs=1e-4)


def test_b_cubed_counts_how_many_claims_are_shared() -> None:
    found = claims(("e-a", 0, "xy"), ("e-b", 0, "xy"))
    once = pair_outcomes(found, index_gold([pair(0, 0, "same", n_shared=1)]))
    assert once.bcubed.tolist() == [[0.75, 1.0]] * 2  # half of what they share is too much
    twice = pair_outcomes(found, index_gold([pair(0, 0, "same", n_shared=2)]))
    assert twice.bcubed.tolist() == [[1.0, 1.0]] * 2
    unknown = pair_outcomes(found, index_gold([pair(0, 0, "same")]))
    assert unknown.bcubed.tolist() == [[1.0, 1.0]] * 2


def test_perfect_claims_are_perfect() -> None:
    found = claims(("e-a", 0, "x"), ("e-b", 0, "x"), ("e-a", 1, "y"), ("e-b", 1, "y"))
    measures = measure(pair_outcomes(found, index_gold(GOLD), [1.0, 1.0, 0.0, 0.0]))
    good = ("precision", "recall", "f1", "b_cubed_f1", "macro_recall", "average_precision")
    assert [measures[name] for name in good] == [1.0] * len(good)
    bad = ("false_merge", "macro_false_merge", "absorbed", "brier", "calibration_error")
    assert [measures[name] for name in bad] == [0.0] * len(bad)


def test_without_a_judge_there_are_no_figures_of_one() -> None:
    assert "brier" not in measure(pair_outcomes(FOUND, index_gold(GOLD)))


def test_pairs_that_were_not_judged_come_last_and_are_not_calibrated() -> None:
    outcomes = pair_outcomes(FOUND, index_gold(GOLD), [0.9, None, 0.1, None])
    measures = measure(outcomes)
    assert measures["average_precision"] == 0.75  # the second "same" is among all four
    assert measures["brier"] == pytest.approx(0.01)
    assert sum(one.n_pairs for one in calibration_curve(outcomes)) == 2


def test_average_precision_by_hand() -> None:
    probability = np.array([0.9, 0.8, 0.8, 0.1])
    same = np.array([True, False, True, True])
    # the tie falls together: precision 1 at 1/3, 2/3 at 2/3, 3/4 at 1
    assert average_precision(probability, same) == pytest.approx((1 + 2 / 3 + 3 / 4) / 3)
    assert math.isnan(average_precision(probability, np.zeros(4, dtype=bool)))
    assert average_precision(np.full(4, 0.3), same) == pytest.approx(0.75)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_average_precision_is_scikit_learns(rows: list[tuple[float, bool]]) -> None:
    probability, same = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    if same.any():
        expected = average_precision_score(same, probability)
        assert average_precision(probability, same) == pytest.approx(expected)
    if len(set(same.tolist())) == 2:
        assert brier_score(probability, same) == pytest.approx(brier_score_loss(same, probability))
    assert 0 <= calibration_error(probability, same) <= 1


def test_weights_count_pairs_as_often() -> None:
    probability, same = np.array([0.9, 0.6, 0.2]), np.array([True, False, True])
    twice = np.array([0, 0, 1, 2, 2, 2])
    weights = np.array([2.0, 1.0, 3.0])
    for figure in (average_precision, brier_score):
        assert figure(probability, same, weights) == pytest.approx(
            figure(probability[twice], same[twice])
        )


@given(st.lists(st.floats(0, 1), max_size=200))
def test_bins_are_of_equal_mass_but_for_ties(values: list[float]) -> None:
    probability = np.array(values)
    bins = equal_mass(probability)
    assert len(bins) == len(values)
    for one in set(values):
        assert len(set(bins[probability == one].tolist())) == 1
    assert set(bins.tolist()) == set(range(len(set(bins.tolist()))))
    order = np.argsort(probability, kind="stable")
    assert (np.diff(bins[order]) >= 0).all()
    if len(set(values)) == len(values) >= 10:
        sizes = np.bincount(bins)
        assert sizes.max() - sizes.min() <= 1


def test_calibration_error_by_hand() -> None:
    # ten bins of two: each says .9 and is right half of the time
    probability = np.array([0.9 + i / 1000 for i in range(20)])
    same = np.array([True, False] * 10)
    assert calibration_error(probability, same) == pytest.approx(probability.mean() - 0.5)


def test_events_are_drawn_where_there_are_several() -> None:
    gold = [pair(0, 0, "same", event) for event in "abcdefgh"]
    found = [Prediction(event, f"{event}-{side}", 0, ("x",)) for event in "abcd" for side in "ab"]
    outcomes = pair_outcomes(found, index_gold(gold), [0.5] * 8)
    first = spread(outcomes)
    assert (first.over, first.n_units) == ("events", 8)
    low, high = first.intervals["recall"]
    assert low < 0.5 < high
    assert spread(outcomes) == first


def test_articles_of_a_single_event_are_drawn() -> None:
    gold = [
        GoldPair("e", (f"a{i}", 0), (f"a{j}", 0), "same" if i % 2 == j % 2 else "not", None)
        for i in range(8)
        for j in range(i)
    ]
    found = [Prediction("e", f"a{i}", 0, ("x",)) for i in range(0, 8, 2)]
    result = spread(pair_outcomes(found, index_gold(gold)))
    assert (result.over, result.n_units) == ("articles", 8)
    low, high = result.intervals["recall"]
    assert low < 0.5 < high


def test_too_few_units_have_no_interval() -> None:
    outcomes = pair_outcomes(FOUND, index_gold(GOLD))
    assert FEWEST_UNITS > 2
    assert spread(outcomes).intervals == {}
    assert difference(outcomes, outcomes) is None


def test_the_difference_of_a_method_and_itself_is_nothing() -> None:
    gold = [pair(0, 0, "same", event) for event in "abcdefgh"]
    found = [Prediction(event, f"{event}-{side}", 0, ("x",)) for event in "abcd" for side in "ab"]
    index = index_gold(gold)
    one, none = pair_outcomes(found, index), pair_outcomes([], index)
    assert difference(one, one) == (0.0, 0.0)
    interval = difference(one, none)
    assert interval
    assert interval.low > 0


def test_gold_that_counts_nothing_is_refused() -> None:
    with pytest.raises(GoldError, match="no gold pair"):
        index_gold([pair(0, 0, "partial")])
    with pytest.raises(AlignmentError, match="1 probabilities beside 4 pairs"):
        pair_outcomes(FOUND, index_gold(GOLD), [0.5])
