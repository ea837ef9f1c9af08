"""Claim map -> of outlets without a claim, the sentences that have most of the claim's words.

The judge names one sentence an article, the most probable one. Another of the outlet, also one that
was taken into another claim, may tell more of the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.comparison.once import once
from crossframe.comparison.presence.nearness import (
    Words,
    usual_words_of_claims,
    weighty_words,
)
from crossframe.records import Claim, ClaimMap, NearMiss

# With fewer words in common two sentences are not alike, and have no number in common.
_IN_COMMON, _IN_COMMON_WITH_NUMBER = 3, 2
# What numbers weigh: see `nearest`.
_NUMBERS = 0.4
# So many sentences of an outlet are named.
_MOST = 3
# Less than this weighs nothing.
_NO_WEIGHT = 1e-9

_Rows = npt.NDArray[np.int64]
_Shares = npt.NDArray[np.float64]


class Likeness(NamedTuple):
    """What a sentence has of the words of a claim, about 0 to 2.4, and its id.

    It is the sum of three shares: of the words of most of the claim's sentences; of the nouns,
    names, adjectives and numbers of it and one of the claim's what both have; and, times .4, of the
    numbers of that one.
    """

    words: float
    sentence_id: str


class Closest(NamedTuple):
    """Of an outlet without a claim the most probable sentence, what it has, and the likest."""

    miss: NearMiss
    words: float
    likest: Sequence[Likeness]


@once
def closest_sentences(claim_map: ClaimMap) -> Mapping[tuple[str, str], Closest]:
    """Finds the sentences of outlets that are closest to a claim which they do not carry.

    Args:
        claim_map: The event.

    Returns:
        By claim and outlet, where the outlet has a near miss, the one of the highest probability,
        and of all of its sentences the three that have most of the claim's words, these first.
    """
    probable: dict[str, dict[str, NearMiss]] = defaultdict(dict)
    for miss in sorted(claim_map.near_misses, key=lambda m: (m.probability, m.sentence_id)):
        probable[miss.claim_id][claim_map.article_of(miss.sentence_id).outlet] = miss
    words, usual = _Indexed.of(claim_map), usual_words_of_claims(claim_map)
    found: dict[tuple[str, str], Closest] = {}
    for claim_id, misses in probable.items():
        has = _words_had(claim_map.claim_by_id[claim_id], usual[claim_id], words)
        for outlet, miss in misses.items():
            own = words.of_outlet[outlet]
            best = own[np.argsort(-has[own], kind="stable")[:_MOST]].tolist()
            likest = tuple(Likeness(float(has[row]), words.ids[row]) for row in best)
            itself = float(has[words.row[miss.sentence_id]])
            found[claim_id, outlet] = Closest(miss, itself, likest)
    return found


class _Indexed(NamedTuple):
    """Sentences by their row, and which have each word.

    `having` are rows that have a word, `had` those that have it as a thing (ints, ascending);
    `weights` (sentences,) is what the things of each weigh together; `of_outlet` are an outlet's.
    """

    words: Words
    ids: Sequence[str]
    row: Mapping[str, int]
    having: Mapping[str, _Rows]
    had: Mapping[str, _Rows]
    weights: _Shares
    of_outlet: Mapping[str, _Rows]

    @classmethod
    def of(cls, claim_map: ClaimMap) -> _Indexed:
        """Indexes the sentences of an event."""
        words, ids = weighty_words(claim_map), list(claim_map.sentence_by_id)
        outlets = [[claim_map.article_of(sentence_id).outlet] for sentence_id in ids]
        weights = np.array([words.weight(words.things[sentence_id]) for sentence_id in ids])
        return cls(
            words,
            ids,
            {sentence_id: row for row, sentence_id in enumerate(ids)},
            _rows_by([words.of[sentence_id] for sentence_id in ids]),
            _rows_by([words.things[sentence_id] for sentence_id in ids]),
            weights,
            _rows_by(outlets),
        )


def _rows_by(named: Sequence[Iterable[str]]) -> Mapping[str, _Rows]:
    """The rows at which each name stands."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, names in enumerate(named):
        for name in names:
            rows[name].append(row)
    return {name: np.array(own) for name, own in rows.items()}


def _words_had(claim: Claim, usual: Mapping[str, float], words: _Indexed) -> _Shares:
    """What each sentence has of the words of a claim, (sentences,)."""
    # Copies of one text are like the same sentences.
    members = {words.words.things[s]: s for s in claim.sentence_ids}.values()
    alike = np.maximum.reduce([_likenesses(member, words) for member in members])
    shares: _Shares = alike + _summed(usual, words.having, len(words.ids))
    return shares.round(6)


def _likenesses(member: str, words: _Indexed) -> _Shares:
    """How like each sentence is to one of a claim's, by their things and numbers, (sentences,)."""
    n, rarity = len(words.ids), words.words.rarity
    things, numbers = words.words.things[member], words.words.numbers[member]
    n_common = _summed(dict.fromkeys(things, 1.0), words.had, n)
    common = _summed({word: rarity[word] for word in things}, words.had, n)
    every = words.weights[words.row[member]] + words.weights - common
    shares = np.where(n_common >= _IN_COMMON, common / np.maximum(every, _NO_WEIGHT), 0.0)
    if numbers:
        told = _summed(dict.fromkeys(numbers, _NUMBERS / len(numbers)), words.had, n)
        shares += np.where(n_common >= _IN_COMMON_WITH_NUMBER, told, 0.0)
    return shares


def _summed(weights: Mapping[str, float], having: Mapping[str, _Rows], n: int) -> _Shares:
    """What the words of each of n sentences weigh together, (n,)."""
    words = sorted(weights)
    if not words:
        return np.zeros(n)
    rows = [having[word] for word in words]
    each = np.repeat([weights[word] for word in words], [len(own) for own in rows])
    return np.bincount(np.concatenate(rows), each, n).astype(np.float64)
