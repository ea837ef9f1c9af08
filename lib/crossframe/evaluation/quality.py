"""Events with labels -> how far claims and judge agree with people, beside other methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from crossframe.claim_build import NO_CACHES, Caches
from crossframe.claims import PACKAGED_JUDGE, PACKAGED_VECTOR_JUDGE, SETTINGS, PairJudge
from crossframe.config import Parameters
from crossframe.embedding import Encoder
from crossframe.evaluation.calibration import CalibrationBin, calibration_curve
from crossframe.evaluation.claim_coding import CodedClaim
from crossframe.evaluation.coding import CodedPair, Coding, measure_coding
from crossframe.evaluation.gold import GoldPair, Tier
from crossframe.evaluation.measures import (
    Interval,
    Measures,
    Spread,
    difference,
    measure,
    spread,
)
from crossframe.evaluation.outcomes import Outcomes, index_gold, pair_outcomes
from crossframe.evaluation.peers import PEERS, Material, Peer
from crossframe.evaluation.predictions import Prediction
from crossframe.evaluation.reading import (
    Reading,
    judge_reading,
    pair_probabilities,
    predict_groups,
    read_event,
)
from crossframe.evaluation.score import Score, score_claims
from crossframe.records import ClaimMap

CROSSFRAME = "crossframe"


class Part(NamedTuple):
    """What one event brings: its labelled pairs, the judge's probabilities, claims by method.

    `claims` has `CROSSFRAME` (the claims of the claim map), each setting and each peer that is
    installed. `split` is the part of the gold that the event belongs to, "" for none. `coded` is
    what single coders said of pairs, where they are named, `coded_claims` what they said of claims.
    """

    reading: Reading
    split: str
    pairs: tuple[GoldPair, ...]
    probabilities: tuple[float | None, ...]
    claims: Mapping[str, tuple[Prediction, ...]]
    coded: tuple[CodedPair, ...] = ()
    coded_claims: tuple[CodedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How one method did.

    `difference` is the interval of crossframe's F1 less the method's, over the same draws.
    `missing` says how to install a method that is not there; then nothing else is known.
    """

    name: str
    settings: str
    measures: Measures | None = None
    spread: Spread | None = None
    difference: Interval | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """How far crossframe agrees with people on labelled pairs.

    `score` are the figures of the yardstick, `standing` all of crossframe's, `settings` those of
    `strict`, `balanced` and `wide`, `peers` those of other methods on the same sentences and
    vectors; `curve` compares the judge's probabilities with what people said. `coding` holds the
    claims against single coders, None where none is named.
    """

    verification: str
    judge: str
    score: Score
    outcomes: Outcomes
    standing: Standing
    settings: tuple[Standing, ...]
    peers: tuple[Standing, ...]
    curve: tuple[CalibrationBin, ...]
    coding: Coding | None = None


def read_part(
    claim_map: ClaimMap,
    pairs: Sequence[GoldPair],
    parameters: Parameters,
    encoder: Encoder,
    caches: Caches = NO_CACHES,
    judge: PairJudge = PACKAGED_JUDGE,
    *,
    peers: bool = True,
) -> Part:
    """Reads one event, judges its labelled pairs, and groups its sentences in every way.

    Args:
        claim_map: The event, made with these parameters.
        pairs: Labelled pairs of its sentences.
        parameters: How it was compared.
        encoder: The model it was compared with.
        caches: Where vectors are kept.
        judge: The judge it was compared with.
        peers: False to leave out the other methods.

    Returns:
        What the event brings to a measurement.
    """
    vector_judge = judge if parameters.judge else PACKAGED_VECTOR_JUDGE
    reading = read_event(claim_map, parameters.near_duplicate, encoder, caches, vector_judge)
    judged = judge_reading(reading, judge)
    claims = {CROSSFRAME: tuple(own_claims(claim_map))}
    claims |= {name: tuple(predict_groups(judged, setting)) for name, setting in SETTINGS.items()}
    claims |= {
        peer.name: tuple(peer_claims(peer, reading)) for peer in PEERS if peers and not peer.missing
    }
    splits = {str(article.extra.get("split", "")) for article in claim_map.articles}
    return Part(
        reading=reading,
        split=splits.pop() if len(splits) == 1 else "",
        pairs=tuple(pairs),
        probabilities=tuple(pair_probabilities(judged, pairs)),
        claims=claims,
    )


def own_claims(claim_map: ClaimMap) -> list[Prediction]:
    """The claims of every sentence of a claim map."""
    return [
        Prediction(claim_map.event_id, sentence.article_id, sentence.index, placed.claim_ids)
        for sentence, placed in zip(claim_map.sentences, claim_map.placements, strict=True)
    ]


def peer_claims(peer: Peer, reading: Reading) -> list[Prediction]:
    """The groups that another method makes of the same sentences and vectors."""
    texts = [sentence.text for sentence in reading.sentences]
    groups = peer.group(Material(texts, reading.vectors)) if texts else np.zeros(0, np.int64)
    return [
        Prediction(
            reading.event_id,
            sentence.article_id,
            sentence.index,
            (str(group),) if group >= 0 else (),
        )
        for sentence, group in zip(reading.sentences, groups.tolist(), strict=True)
    ]


def measure_quality(
    parts: Sequence[Part],
    verification: str,
    tiers: Tier = "strict",
    judge: PairJudge = PACKAGED_JUDGE,
) -> Quality:
    """Measures claims and judge on the labelled pairs of one or more events.

    Args:
        parts: The events.
        verification: The setting that the claims were made with.
        tiers: "strict" counts the reliable tiers of the gold alone, "all" every pair.
        judge: Whose probabilities they are.

    Returns:
        The figures.

    Raises:
        GoldError: If no pair counts.
    """
    gold = [pair for part in parts for pair in part.pairs]
    probabilities = [value for part in parts for value in part.probabilities]
    own = [found for part in parts for found in part.claims[CROSSFRAME]]
    outcomes = pair_outcomes(own, index_gold(gold, tiers), probabilities)

    def standing(name: str, settings: str) -> Standing:
        return _standing(name, settings, parts, outcomes)

    there = {name for part in parts for name in part.claims}
    return Quality(
        verification=verification,
        judge=judge.name,
        score=score_claims(own, gold, tiers),
        outcomes=outcomes,
        standing=Standing(CROSSFRAME, verification, measure(outcomes), spread(outcomes)),
        settings=tuple(
            standing(name, f"merge {at.merge}, further {at.further}")
            for name, at in SETTINGS.items()
        ),
        peers=tuple(
            standing(peer.name, peer.settings)
            if peer.name in there
            else Standing(peer.name, peer.settings, missing=peer.missing)
            for peer in PEERS
            if peer.name in there or (peer.missing and len(there) > 1 + len(SETTINGS))
        ),
        curve=calibration_curve(outcomes),
        coding=measure_coding([pair for part in parts for pair in part.coded], own),
    )


def _standing(name: str, settings: str, parts: Sequence[Part], ours: Outcomes) -> Standing:
    """How one method did on the pairs of which `ours` are crossframe's outcomes."""
    theirs = pair_outcomes([one for part in parts for one in part.claims[name]], ours.gold)
    return Standing(name, settings, measure(theirs), spread(theirs), difference(ours, theirs))
