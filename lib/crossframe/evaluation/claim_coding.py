"""Claims -> a sample that people should judge whole, and what they said -> how many hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from crossframe.comparison.frames import share_of
from crossframe.evaluation.agreement import Agreement, nominal_agreement
from crossframe.evaluation.coding import AGREED
from crossframe.evaluation.gold import SentenceKey
from crossframe.evaluation.measures import Interval
from crossframe.records import ClaimMap


class DesignClaim(NamedTuple):
    """A claim that was drawn: its name in the sheets, its id, its sentences by article and number.

    `n_claims` is how many claims of at least two different texts the event had.
    """

    claim: str
    event_id: str
    claim_id: str
    n_claims: int
    sentences: tuple[SentenceKey, ...]


class CodedClaim(NamedTuple):
    """What each coder said of a claim; `stands` if the event still has a claim of its sentences."""

    claim: str
    labels: Mapping[str, str]
    stands: bool


class ClaimScore(NamedTuple):
    """What one coder, or all who agree, said of the claims that stand.

    `n_claims` were judged: `whole` are one statement, `partly` hold a sentence that is another,
    `apart` are none. `n_gone` were judged, and are no claim any more. `precision` is the share of
    whole ones, 0..1, None of no claim, with its 95 % interval (Wilson).
    """

    coder: str
    n_claims: int
    whole: int
    partly: int
    apart: int
    n_gone: int
    precision: float | None
    interval: Interval | None


class ClaimCoding(NamedTuple):
    """How far coders agree on whole claims, and what each of them said."""

    agreement: Agreement
    scores: tuple[ClaimScore, ...]


def draw_claims(claim_map: ClaimMap, n: int, seed: int = 0) -> list[DesignClaim]:
    """Draws claims for people to judge, each as likely as any other.

    Args:
        claim_map: The event, with its claims as they are to be measured.
        n: Claims to draw.
        seed: Of the draw.

    Returns:
        n claims of at least two different texts, or all that there are.
    """
    there = [
        claim
        for claim in claim_map.claims
        if len({claim_map.sentence_by_id[s].text for s in claim.sentence_ids}) > 1
    ]
    dice = np.random.default_rng(seed)
    chosen = dice.choice(len(there), min(n, len(there)), replace=False).tolist() if there else []
    return [
        DesignClaim(
            f"c{number:04}",
            claim_map.event_id,
            there[row].claim_id,
            len(there),
            _keys(claim_map, there[row].sentence_ids),
        )
        for number, row in enumerate(chosen, 1)
    ]


def _keys(claim_map: ClaimMap, sentence_ids: Sequence[str]) -> tuple[SentenceKey, ...]:
    sentences = (claim_map.sentence_by_id[sentence_id] for sentence_id in sentence_ids)
    return tuple((sentence.article_id, sentence.index) for sentence in sentences)


def find_claims(
    design: Sequence[DesignClaim], said: Mapping[str, Mapping[str, str]], claim_map: ClaimMap
) -> list[CodedClaim]:
    """Looks up which of the judged claims an event still has.

    Args:
        design: The claims that were drawn.
        said: By the name of a claim, what each coder said of it.
        claim_map: The event; claims of other events are left out.

    Returns:
        The claims that somebody judged, in the order of the design.
    """
    there = {frozenset(_keys(claim_map, claim.sentence_ids)) for claim in claim_map.claims}
    return [
        CodedClaim(one.claim, said[one.claim], frozenset(one.sentences) in there)
        for one in design
        if one.event_id == claim_map.event_id and said.get(one.claim)
    ]


def measure_claims(coded: Sequence[CodedClaim]) -> ClaimCoding | None:
    """Measures coders against each other, and counts the claims that hold.

    Args:
        coded: What was judged.

    Returns:
        The figures; None where nothing was judged.
    """
    coders = sorted({coder for claim in coded for coder in claim.labels})
    if not coders:
        return None
    scores = [_score(name, list(_said_by(coded, name))) for name in coders]
    if len(coders) > 1:
        scores.append(_score(AGREED, list(_agreed(coded))))
    return ClaimCoding(nominal_agreement([claim.labels for claim in coded]), tuple(scores))


def _said_by(coded: Sequence[CodedClaim], coder: str) -> Iterator[tuple[str, bool]]:
    return ((one.labels[coder], one.stands) for one in coded if coder in one.labels)


def _agreed(coded: Sequence[CodedClaim]) -> Iterator[tuple[str, bool]]:
    for one in coded:
        if len(one.labels) > 1 and len(set(one.labels.values())) == 1:
            yield next(iter(one.labels.values())), one.stands


def _score(coder: str, said: Sequence[tuple[str, bool]]) -> ClaimScore:
    counts = Counter(label for label, stands in said if stands)
    n, whole = counts.total(), counts["yes"]
    precision, low, high = share_of(whole, n)
    return ClaimScore(
        coder=coder,
        n_claims=n,
        whole=whole,
        partly=counts["partly"],
        apart=counts["no"],
        n_gone=len(said) - n,
        precision=precision,
        interval=None if low is None or high is None else Interval(low, high),
    )
