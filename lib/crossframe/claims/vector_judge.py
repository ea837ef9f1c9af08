"""Evidence from sentence vectors -> the probability that each pair asserts the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crossframe.claims.evidence import Evidence
from crossframe.claims.mixture import VECTOR_FEATURES
from crossframe.records import Matrix

# As the judge of words gives them.
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class VectorWeights:
    """A logistic regression over all `VECTOR_FEATURES` but the last."""

    intercept: float
    cosine: float
    rival: float
    conflict: float
    shared_words: float

    @property
    def numbers(self) -> tuple[float, ...]:
        """Its weights, in the order of `VECTOR_FEATURES`, and last the intercept."""
        weights = (self.cosine, self.rival, self.conflict, self.shared_words)
        return (*weights, self.intercept)


@dataclass(frozen=True, slots=True)
class VectorJudge:
    """One regression for pairs of different languages, and one for pairs of the same."""

    across: VectorWeights
    within: VectorWeights

    @property
    def name(self) -> str:
        """What the judge is, and its numbers."""
        return f"packaged judge across languages {self.fingerprint}"

    @property
    def fingerprint(self) -> str:
        """The numbers themselves."""
        return " ".join(f"{w:g}" for part in (self.across, self.within) for w in part.numbers)

    @property
    def reads_event(self) -> bool:
        """True: rivals, and what is rare, are looked for within the event."""
        return True

    def judge(self, pairs: Evidence) -> Matrix:
        """Judges pairs.

        Args:
            pairs: The evidence of p pairs, as `weigh_vectors` gives it.

        Returns:
            Float64 (p,) in 0..1, rounded to four decimals.
        """
        weights = np.array([self.across.numbers, self.within.numbers])
        chosen = weights[pairs.features[:, VECTOR_FEATURES.index("one_language")].astype(np.int64)]
        logits = (pairs.features[:, :-1] * chosen[:, :-1]).sum(axis=1) + chosen[:, -1]
        probabilities: Matrix = np.round(1 / (1 + np.exp(-logits)), _DECIMALS)
        return probabilities


# Fitted by `crossframe evaluate --fit`. Across languages on MEANTIME (Minard et al. 2016, CC BY
# 4.0): 60 articles in English, Spanish, Italian and Dutch, of which a half, a quarter and an eighth
# of the sentences were kept at random, since outlets seldom translate each other; all of them kept,
# a sentence without a counterpart would never have been seen. Within a language on the pairs of
# ECB+ train, by the vectors of the same encoder: English, for lack of gold in others.
PACKAGED_VECTOR_JUDGE = VectorJudge(
    across=VectorWeights(
        intercept=-12.7537, cosine=17.5789, rival=-6.0223, conflict=-3.4372, shared_words=0.0
    ),
    within=VectorWeights(
        intercept=-4.1422, cosine=2.2882, rival=0.0, conflict=-0.2602, shared_words=8.4464
    ),
)
