"""Workings, claims and labels -> the pairs whose label would tell most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice, product

import numpy as np
import pandas as pd

from crossframe.claims import Workings
from crossframe.comparison.frames import COUNT, FLAG, RATIO, TEXT, frame
from crossframe.evaluation.coding_sample import Population, population, sentences_of
from crossframe.evaluation.gold import SentenceKey
from crossframe.evaluation.outcomes import Floats
from crossframe.records import ClaimMap, Sentence

# No text is in more of the suggested pairs: the same sentence again and again teaches little.
_MOST_OF_ONE_TEXT = 2

_COLUMNS = {
    "outlet_a": TEXT,
    "sentence_a": TEXT,
    "outlet_b": TEXT,
    "sentence_b": TEXT,
    "probability": RATIO,
    "together": FLAG,
    "decides": COUNT,
    "weight": RATIO,
    "article_a": TEXT,
    "index_a": COUNT,
    "article_b": TEXT,
    "index_b": COUNT,
}


def next_pairs_table(
    claim_map: ClaimMap,
    workings: Workings,
    labelled: Collection[frozenset[SentenceKey]] = (),
    n: int = 20,
) -> pd.DataFrame:
    """Suggests which pairs people should judge next: those that are unsure and decide much.

    Args:
        claim_map: The event.
        workings: The same event, with the probabilities of its pairs.
        labelled: Pairs of sentences that were judged already, by article and number.
        n: Most pairs to suggest.

    Returns:
        One row a pair, the most telling first: `outlet_a`, `sentence_a`, `outlet_b`, `sentence_b`;
        `probability` that they assert the same, 0..1; `together` (a claim has both); `decides`
        (pairs of sentences that would be joined or parted with this one); `weight` (how unsure,
        4 p (1 - p), times the doublings of 1 + decides). Also `article_a`, `index_a`, `article_b`,
        `index_b`, to label it by.
    """
    found = population(claim_map, workings)
    decides = _decides(claim_map, found)
    weight = 4 * found.probability * (1 - found.probability) * np.log2(1 + decides)
    rows = [
        (
            *_worded(claim_map, a),
            *_worded(claim_map, b),
            float(found.probability[row]),
            bool(found.together[row]),
            int(decides[row]),
            round(float(weight[row]), 3),
            *_key(a),
            *_key(b),
        )
        for row, a, b in islice(_unlabelled(found, weight, labelled), n)
    ]
    return frame(rows, _COLUMNS)


def _decides(claim_map: ClaimMap, found: Population) -> Floats:
    """Of each pair (p,), how many pairs of sentences would be joined or parted with it."""
    members = [
        max((_claim_size(claim_map, s) for s in own), default=0) or len(own) for own in found.texts
    ]
    size = np.array(members, dtype=np.float64)
    copies = np.array([len(own) for own in found.texts], dtype=np.float64)
    first, second = found.first, found.second
    return np.where(
        found.together,
        copies[first] * np.maximum(size[first] - copies[first], 1),
        size[first] * size[second],
    )


def _unlabelled(
    found: Population, weight: Floats, labelled: Collection[frozenset[SentenceKey]]
) -> Iterator[tuple[int, Sentence, Sentence]]:
    """Rows of pairs that nobody labelled, the most telling first, and their sentences."""
    used: Counter[int] = Counter()
    for row in np.argsort(-weight, kind="stable").tolist():
        first, second = int(found.first[row]), int(found.second[row])
        if max(used[first], used[second]) >= _MOST_OF_ONE_TEXT:
            continue
        every = product(found.texts[first], found.texts[second])
        if not {frozenset([_key(x), _key(y)]) for x, y in every}.isdisjoint(labelled):
            continue
        used.update((first, second))
        yield row, *sentences_of(found.texts, first, second)


def _worded(claim_map: ClaimMap, sentence: Sentence) -> tuple[str, str]:
    return claim_map.article_by_id[sentence.article_id].outlet, sentence.text


def _key(sentence: Sentence) -> SentenceKey:
    return sentence.article_id, sentence.index


def _claim_size(claim_map: ClaimMap, sentence: Sentence) -> int:
    """Sentences of the surest claim of a sentence; 0 without one."""
    claims = claim_map.placement_by_id[sentence.sentence_id].claim_ids
    return len(claim_map.claim_by_id[claims[0]].sentence_ids) if claims else 0
