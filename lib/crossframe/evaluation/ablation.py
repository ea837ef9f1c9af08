"""Labelled events -> what each part of the judge and of grouping is worth, by leaving it out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from crossframe.claims import PACKAGED_JUDGE, SETTINGS, Setting
from crossframe.claims.evidence import FEATURES, Evidence
from crossframe.claims.judge import Judge
from crossframe.evaluation.fitting import GoldEvent, fit_judge
from crossframe.evaluation.gold import GoldPair, Tier
from crossframe.evaluation.measures import Interval, Measures, difference, measure
from crossframe.evaluation.outcomes import GoldIndex, Outcomes, index_gold, pair_outcomes
from crossframe.evaluation.quality import Part
from crossframe.evaluation.reading import judge_reading, pair_probabilities, predict_groups

NOTHING = "nothing"
PARTS: Mapping[str, str] = {
    NOTHING: "everything as it ships",
    "alignment": "how well the words of two sentences find each other, by their vectors",
    "shared_words": "the words that two sentences share (TF-IDF)",
    "conflict": "numbers that do not agree",
    "centrality": "how much two sentences share with the event at large",
    "crowd": "pairs of larger events having to be surer",
    "emphasis": "verbs weighing more than names",
    "size_penalty": "larger groups having to be surer",
    "further_claims": "a sentence standing in more than one claim",
}
_STEP = 0.025
_NEVER = 2.0  # a probability that no pair reaches


class Variant(NamedTuple):
    """crossframe without one part: the judge that was fitted without it, and how it groups.

    `stressed` is False where all words weigh alike.
    """

    left_out: str
    judge: Judge
    setting: Setting
    stressed: bool = True


class Worth(NamedTuple):
    """How crossframe does without one part; `difference` is the F1 of the whole less this one's."""

    left_out: str
    description: str
    merge: float
    measures: Measures
    difference: Interval | None


def leave_out(parts: Sequence[Part], tiers: Tier = "strict") -> tuple[Variant, ...]:
    """Makes a variant without each part, as good as it can be without.

    The judge is fitted anew on the split "train" where the part is its own. Then the probability
    at which groups are joined is chosen anew: the lowest at which, over all these events, no larger
    share of the different pairs is joined than with everything, so that variants are compared at
    the same cost.

    Args:
        parts: Gold events, those of the split "train" among them.
        tiers: Which labelled pairs count.

    Returns:
        The variants, the whole first.

    Raises:
        GoldError: If the split "train" does not hold pairs of both kinds.
    """
    index = index_gold([pair for part in parts for pair in part.pairs], tiers)
    whole = Variant(NOTHING, PACKAGED_JUDGE, SETTINGS["balanced"])
    allowed = measure(_outcomes(parts, whole, index))["false_merge"] or 0.0
    found = [whole]
    for name in list(PARTS)[1:]:
        setting = _setting_without(name)
        judge = replace(PACKAGED_JUDGE, crowd=0.0) if name == "crowd" else PACKAGED_JUDGE
        if name in FEATURES or name == "emphasis":
            judge = fit_judge([_gold_event(part, name) for part in parts])
        variant = Variant(name, judge, setting, stressed=name != "emphasis")
        found.append(_at_same_cost(parts, variant, index, allowed))
    return tuple(found)


def measure_variants(
    parts: Sequence[Part], variants: Sequence[Variant], tiers: Tier = "strict"
) -> tuple[Worth, ...]:
    """Measures variants on labelled events.

    Args:
        parts: The events.
        variants: As `leave_out` makes them, the whole first.
        tiers: Which labelled pairs count.

    Returns:
        One row a variant.

    Raises:
        GoldError: If no pair counts.
    """
    index = index_gold([pair for part in parts for pair in part.pairs], tiers)
    outcomes = [_outcomes(parts, variant, index) for variant in variants]
    return tuple(
        Worth(
            variant.left_out,
            PARTS[variant.left_out],
            variant.setting.merge,
            measure(found),
            difference(outcomes[0], found),
        )
        for variant, found in zip(variants, outcomes, strict=True)
    )


def _setting_without(name: str) -> Setting:
    setting = SETTINGS["balanced"]
    if name == "size_penalty":
        return setting._replace(size_penalty=0.0)
    return setting._replace(further=_NEVER) if name == "further_claims" else setting


def _at_same_cost(
    parts: Sequence[Part], variant: Variant, index: GoldIndex, allowed: float
) -> Variant:
    """The variant with the lowest `merge` that joins no more of the different pairs."""
    best = variant
    low, high = 0, round(1 / _STEP)
    while low < high:  # the share falls as `merge` rises, but for ties of the order of merges
        middle = (low + high) // 2
        tried = variant._replace(setting=variant.setting._replace(merge=round(middle * _STEP, 4)))
        if (measure(_outcomes(parts, tried, index))["false_merge"] or 0.0) <= allowed:
            best, high = tried, middle
        else:
            low = middle + 1
    return best


def _outcomes(parts: Sequence[Part], variant: Variant, index: GoldIndex) -> Outcomes:
    predictions, probabilities = [], []
    for part in parts:
        judged = judge_reading(part.reading, variant.judge, stressed=variant.stressed)
        predictions += predict_groups(judged, variant.setting)
        probabilities += pair_probabilities(judged, part.pairs)
    return pair_outcomes(predictions, index, probabilities)


def _gold_event(part: Part, left_out: str) -> GoldEvent:
    reading = part.reading
    evidence = reading.evidence if left_out != "emphasis" else reading.unstressed
    number = re.match(r"\d+", reading.event_id)
    return GoldEvent(
        event_id=reading.event_id,
        topic=number.group() if number else reading.event_id,
        split=part.split,
        evidence=_without(evidence, left_out),
        articles=reading.articles,
        text_of=reading.text_of,
        gold=tuple[GoldPair, ...](part.pairs),
    )


def _without(evidence: Evidence, feature: str) -> Evidence:
    """The same evidence with one column 0, so that a fit gives it no weight."""
    if feature not in FEATURES:
        return evidence
    features = evidence.features.copy()
    features[:, FEATURES.index(feature)] = 0.0
    return evidence._replace(features=features)
