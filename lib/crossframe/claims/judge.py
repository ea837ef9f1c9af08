"""Evidence of pairs -> the probability that each asserts the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from crossframe.claims.evidence import FEATURES, Evidence
from crossframe.errors import AlignmentError
from crossframe.records import Labels, Matrix

# An event of so many texts is judged as the regression says; in a smaller one a text is less easily
# mistaken for another, and in a larger one more. Half of the ECB+ events are larger. Below the
# second number, the smallest event that was measured, nothing changes any more.
_USUAL_SIZE = 150
_SMALLEST_SIZE = 15
# Four digits: what people read, and safe from the last bits of a product on another machine.
_DECIMALS = 4


class PairJudge(Protocol):
    """What says how probably two texts assert the same: the seam for other judges."""

    @property
    def name(self) -> str:
        """What the user calls it."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever a probability may."""
        ...

    @property
    def reads_event(self) -> bool:
        """True if the probability of a pair depends on the other texts of its event."""
        ...

    def judge(self, pairs: Evidence) -> Matrix:
        """Probabilities (p,), float64 in 0..1, four decimals, pair for pair."""
        ...


@dataclass(frozen=True, slots=True)
class Judge:
    """A logistic regression over `FEATURES`, one weight each, made surer as events grow.

    `crowd` is added to the logit for each doubling of the event's size: among more texts, more
    come near by chance.

    The probability is calibrated to labels in which a pair that shares only a happening counts as
    60 % the same; it is no chance that a claim is right.
    """

    intercept: float
    alignment: float
    shared_words: float
    conflict: float
    centrality: float
    crowd: float = 0.0

    @property
    def name(self) -> str:
        """What the judge is, and its numbers."""
        return f"packaged judge {self.fingerprint}"

    @property
    def fingerprint(self) -> str:
        """The numbers themselves."""
        return " ".join(f"{weight:g}" for weight in (self.intercept, *self.weights, self.crowd))

    @property
    def reads_event(self) -> bool:
        """True: what is rare and what is central is counted within the event."""
        return True

    @property
    def weights(self) -> tuple[float, ...]:
        """Its weights, in the order of `FEATURES`."""
        return tuple(float(getattr(self, name)) for name in FEATURES)

    def judge(self, pairs: Evidence) -> Matrix:
        """Judges pairs.

        Args:
            pairs: The evidence of p pairs.

        Returns:
            Float64 (p,) in 0..1, rounded to four decimals.

        >>> pair = np.array([0]), np.array([1]), np.array([[0.8, 0.4, 0.0, 0.2]])
        >>> Judge(-5.0, 8.0, 3.0, -0.5, 3.0).judge(Evidence(("It fell.", "It sank."), *pair, 2))
        array([0.9608])
        """
        doublings = np.log2(max(pairs.event_size, _SMALLEST_SIZE) / _USUAL_SIZE)
        logits = pairs.features @ np.array(self.weights) + self.intercept + self.crowd * doublings
        probabilities: Matrix = np.round(1 / (1 + np.exp(-logits)), _DECIMALS)
        return probabilities


# Fitted by `crossframe evaluate --fit` on the 12,121 labelled pairs of ECB+ train alone (Cybulska &
# Vossen 2014, annotation CC BY 3.0). `crowd` was chosen on ECB+ train and dev, and on four SuperPAL
# events: it lets fewer lone sentences of large events be absorbed, and finds more in small ones. A
# fifth part, how well the names of both texts align, was left out: .003 F1 more on ECB+, but a
# lower average precision everywhere else.
PACKAGED_JUDGE = Judge(
    intercept=-6.0914,
    alignment=11.0554,
    shared_words=1.8602,
    conflict=-0.3823,
    centrality=2.1973,
    crowd=-0.15,
)


class Judgements(NamedTuple):
    """What was judged of n texts: pairs `first` < `second` (p,) int64, sorted; `probability` (p,).

    A pair that is not listed was not worth judging.
    """

    n: int
    first: Labels
    second: Labels
    probability: Matrix

    def within(self, kept: npt.NDArray[np.bool_]) -> Judgements:
        """The pairs of which both texts are kept; bool (n,)."""
        return self.chosen(kept[self.first] & kept[self.second])

    def at_least(self, probability: float) -> Judgements:
        """The pairs at least so probable."""
        return self.chosen(self.probability >= probability)

    def chosen(self, pairs: npt.NDArray[np.bool_]) -> Judgements:
        """Some of the pairs; bool (p,)."""
        columns = (self.first[pairs], self.second[pairs], self.probability[pairs])
        return Judgements(self.n, *columns)

    def among(self, texts: npt.NDArray[np.int64], unjudged: float = 0.0) -> Matrix:
        """Probabilities of the texts of one group with each other.

        Args:
            texts: Int64 (m,), different numbers of texts, sorted.
            unjudged: What stands for a pair that was not judged.

        Returns:
            Float64 (m, m), symmetric, ones on the diagonal.
        """
        found = np.full((len(texts), len(texts)), unjudged)
        code = self.first * self.n + self.second
        row, column = np.triu_indices(len(texts), 1)
        wanted = texts[row] * self.n + texts[column]
        at = np.searchsorted(code, wanted)
        known = at < len(code)
        known[known] = code[at[known]] == wanted[known]
        found[row[known], column[known]] = self.probability[at[known]]
        found[column, row] = found[row, column]
        np.fill_diagonal(found, 1.0)
        return found


def joined_judgements(one: Judgements, other: Judgements) -> Judgements:
    """Joins what was judged of different pairs of the same texts.

    >>> pair = np.array([0]), np.array([2]), np.array([0.9])
    >>> other = np.array([0]), np.array([1]), np.array([0.2])
    >>> joined_judgements(Judgements(3, *pair), Judgements(3, *other)).probability.tolist()
    [0.2, 0.9]
    """
    order, columns = joining_order(one, other), zip(one[1:], other[1:], strict=True)
    return Judgements(one.n, *(np.concatenate(both)[order] for both in columns))


def joining_order(one: Judgements, other: Judgements) -> npt.NDArray[np.intp]:
    """Where the pairs of both, put end to end, stand once they are sorted."""
    first, second = (np.concatenate(both) for both in zip(one[1:3], other[1:3], strict=True))
    return np.lexsort((second, first))


def judge_pairs(judge: PairJudge, evidence: Evidence) -> Judgements:
    """Judges every pair of which there is evidence.

    Args:
        judge: The judge.
        evidence: The pairs.

    Returns:
        The pairs and their probabilities.

    Raises:
        AlignmentError: If the judge returns another number of probabilities than there are pairs.
    """
    found = judge.judge(evidence)
    if found.shape != evidence.first.shape:
        raise AlignmentError(
            f"judge {judge.name!r} returned {len(found)} probabilities of {len(evidence.first)} "
            "pairs"
        )
    return Judgements(len(evidence.texts), evidence.first, evidence.second, found)
