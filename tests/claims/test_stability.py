import numpy as np
import pytest
from crossframe.claims.alignment import Alignments, align_pairs
from crossframe.claims.constraints import NO_CONSTRAINTS, Constraints
from crossframe.claims.evidence import Evidence, weigh_each, weigh_pairs
from crossframe.claims.grouping import SETTINGS, Setting, group_texts
from crossframe.claims.judge import PACKAGED_JUDGE, judge_pairs
from crossframe.claims.stability import Stability, Weigh, judge_without, perturb_groups
from small_world import FakeEncoder

PLAIN = Setting(merge=0.5, size_penalty=0.0, further=2.0)
TEXTS = ["a", "b", "c", "d", "e", "f"]


class Table:
    """A judge with a list of probabilities, pair by pair; those missing are 0."""

    name = "table"
    fingerprint = "0"
    reads_event = False

    def __init__(self, probabilities: dict[str, float]) -> None:
        self.probabilities = probabilities

    def judge(self, pairs: Evidence) -> np.ndarray:
        told = [pairs.texts[a] + pairs.texts[b] for a, b in zip(*pairs[1:3], strict=True)]
        return np.array([self.probabilities.get(pair, 0.0) for pair in told])


def aligned(texts: list[str]) -> Alignments:
    return align_pairs(texts, FakeEncoder().encode_tokens(texts), [None] * len(texts))


def weighing(alignments: Alignments) -> Weigh:
    return lambda ways: weigh_each(alignments, [there for there, _ in ways])


def perturbed(
    probabilities: dict[str, float], own: list[set[str]], constraints: Constraints = NO_CONSTRAINTS
) -> Stability:
    judge, alignments = Table(probabilities), aligned(TEXTS[: len(own)])
    judged = judge_pairs(judge, weigh_pairs(alignments))
    groups = group_texts(judged, own, PLAIN, constraints)
    without = judge_without(weighing(alignments), judged, own, judge)
    return perturb_groups(judged, without, groups, own, PLAIN, constraints)


def test_a_sure_claim_survives_and_one_at_the_edge_does_not() -> None:
    found = perturbed({"ab": 0.9, "cd": 0.51}, [{"1"}, {"2"}, {"1"}, {"2"}])
    # Without article 1 or 2 neither claim has two articles left: only the thresholds count.
    assert found.shares == (1.0, 0.5)
    assert [run.change for run in found.runs] == [
        "without 1",
        "without 2",
        "threshold +0.03",
        "threshold −0.03",
    ]
    assert [run.mean_jaccard for run in found.runs] == [None, None, 0.75, 1.0]
    assert [run.n_claims for run in found.runs] == [0, 0, 2, 2]


def test_a_claim_that_hangs_on_one_sentence_falls_without_it() -> None:
    # b holds a and c together: their mean is .55 with b, .2 without.
    own = [{"1"}, {"2"}, {"3"}]
    found = perturbed({"ab": 0.9, "bc": 0.9, "ac": 0.2}, own)
    without = {run.change: run.mean_jaccard for run in found.runs}
    assert without["without 2"] == 0.5
    assert without["without 1"] == 1.0
    assert found.shares == (0.8,)


def test_copies_in_two_articles_and_texts_of_one() -> None:
    found = perturbed({"bc": 0.9}, [{"1", "2"}, {"3"}, {"3"}])
    assert found.shares == (1.0, None)


def test_corrections_are_replayed_in_every_run() -> None:
    own = [{"1"}, {"2"}, {"3"}]
    must = Constraints(must=((0, 1),))
    assert perturbed({}, own, must).shares[0] == 1.0


def test_at_most_twenty_articles_are_left_out_evenly() -> None:
    texts = sorted(f"{a}{b}" for a in "abcdef" for b in "uvwxyz")
    own = [{f"{k:02}"} for k in range(len(texts))]
    judge, alignments = Table({}), aligned(texts)
    judged = judge_pairs(judge, weigh_pairs(alignments))
    without = judge_without(weighing(alignments), judged, own, judge)
    found = perturb_groups(judged, without, [(0,)], own, PLAIN)
    changes = [run.change for run in found.runs]
    assert len(changes) == 22
    assert (changes[0], changes[19]) == ("without 00", "without 35")
    assert len(set(changes)) == 22


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_few_texts_are_no_special_case(n: int) -> None:
    alignments, own = aligned(TEXTS[:n]), [{str(k)} for k in range(n)]
    judged = judge_pairs(PACKAGED_JUDGE, weigh_pairs(alignments))
    groups = group_texts(judged, own, SETTINGS["balanced"])
    without = judge_without(weighing(alignments), judged, own, PACKAGED_JUDGE)
    found = perturb_groups(judged, without, groups, own, SETTINGS["balanced"])
    assert len(found.shares) == len(groups)
    assert len(found.runs) == n + 2


def test_an_event_without_an_article_is_weighed_as_if_it_had_never_been_there() -> None:
    texts = ["divers searched the water", "four people died", "four died", "the four died there"]
    alignments = aligned(texts)
    there = np.array([False, True, True, True])
    left = judge_pairs(PACKAGED_JUDGE, weigh_pairs(alignments, there)).within(there)
    alone = judge_pairs(PACKAGED_JUDGE, weigh_pairs(aligned(texts[1:])))
    assert left.probability.tolist() == pytest.approx(alone.probability.tolist(), abs=2e-4)
