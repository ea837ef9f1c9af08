"""Claim map -> of outlets without a claim, the sentences that have most of the claim's words.

The judge names one sentence an article, the most probable one. Another of the outlet, also one that
was taken into another claim, may tell more of the same. Words are compared by how they begin:
"disrupted" and "disruption" tell the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.comparison.languages import language_of, spoken_by_outlet, told_by_claim
from crossframe.comparison.once import once
from crossframe.comparison.presence.nearness import (
    Words,
    rarity_of,
    usual_words,
    usual_words_of_claims,
    weighty_words,
)
from crossframe.records import ClaimMap, NearMiss
from crossframe.text.same_words import compared_by

# So many letters of a word are compared.
_BEGINNING = 5
# With fewer sentences nobody knows which words are usual.
_SEVERAL = 2
# With fewer things in common two sentences have no number in common.
_IN_COMMON = 2
# What each weighs: see `nearest`.
_USUAL, _LIKE, _NUMBERS = 4.0, 14.0, 0.7
# So many sentences of an outlet are named.
_MOST = 3
# Less than this weighs nothing.
_NO_WEIGHT = 1e-9
# A line that is an address has the words of a headline, and tells nothing.
_ADDRESS = re.compile(r"\W*(?:https?\s*:|www\s*\.)", re.IGNORECASE)

_Rows = npt.NDArray[np.int64]
_Shares = npt.NDArray[np.float64]
_NO_ROWS: _Rows = np.zeros(0, dtype=np.int64)


class Likeness(NamedTuple):
    """What the words of a sentence that are a claim's speak for, about 0 to 12, and its id.

    It is the sum of three shares: of the words of most of the claim's sentences, times 4; of the
    words of it and one of the claim's what both have, the mean over these, times 14; and of the
    numbers of one of these, times .7.
    """

    words: float
    sentence_id: str


class Closest(NamedTuple):
    """Of an outlet without a claim the most probable sentence, what it has, and the likest.

    `named` is None where the most probable one is no more than a web address; `n_words` counts the
    weighty words of the claim, in a language of the outlet's.
    """

    miss: NearMiss
    named: Likeness | None
    likest: Sequence[Likeness]
    n_words: int


@once
def closest_sentences(claim_map: ClaimMap) -> Mapping[tuple[str, str], Closest]:
    """Finds the sentences of outlets that are closest to a claim which they do not carry.

    Args:
        claim_map: The event.

    Returns:
        By claim and outlet, where the outlet has a near miss, the one of the highest probability,
        and of its others the three that have most of the claim's words, these first; no web
        addresses, and of sentences of the same words one.
    """
    probable: dict[str, dict[str, NearMiss]] = defaultdict(dict)
    for miss in sorted(claim_map.near_misses, key=lambda m: (m.probability, m.sentence_id)):
        probable[miss.claim_id][claim_map.article_of(miss.sentence_id).outlet] = miss
    words = _Indexed.of(claim_map)
    compared = _Members(claim_map)
    found: dict[tuple[str, str], Closest] = {}
    for claim_id, misses in probable.items():
        shares: dict[Sequence[str], _Shares] = {}
        for outlet, miss in misses.items():
            members = compared.of(claim_id, outlet)
            if members not in shares:
                usual = compared.usual_words(claim_id, members)
                shares[members] = _words_had(members, usual, words)
            has = shares[members]
            row = words.row[miss.sentence_id]
            is_line = is_address(claim_map.sentence_by_id[miss.sentence_id].text)
            named = None if is_line else Likeness(float(has[row]), miss.sentence_id)
            medoid = claim_map.claim_by_id[claim_id].medoid_id
            length = len(words.words.of[medoid if medoid in members else members[0]])
            found[claim_id, outlet] = Closest(miss, named, _likest(outlet, row, has, words), length)
    return found


def _likest(outlet: str, named: int, has: _Shares, words: _Indexed) -> tuple[Likeness, ...]:
    """The sentences of an outlet that have most, but for the one that the judge named."""
    own = words.of_outlet.get(outlet, _NO_ROWS)
    found, seen = list[Likeness](), {words.stems[named]}
    for row in own[np.argsort(-has[own], kind="stable")].tolist():
        if words.stems[row] not in seen:
            seen.add(words.stems[row])
            found.append(Likeness(float(has[row]), words.ids[row]))
        if len(found) == _MOST:
            break
    return tuple(found)


def is_address(text: str) -> bool:
    """Whether a line is a web address, also one that was torn apart.

    >>> is_address("http: / / www. post. example / ferry-sinks"), is_address("A ferry sinks")
    (True, False)
    """
    return _ADDRESS.match(text) is not None


class _Indexed(NamedTuple):
    """Sentences by their row, and which have each word.

    `stems` are the beginnings of the words of each, and `rarity` how rare each beginning is.
    `having` are rows that have a beginning, `had` those that have a word as a thing (ints,
    ascending); `weights` (sentences,) is what the beginnings of each weigh together; `of_outlet`
    are an outlet's, but for addresses.
    """

    words: Words
    ids: Sequence[str]
    row: Mapping[str, int]
    stems: Sequence[frozenset[str]]
    rarity: Mapping[str, float]
    having: Mapping[str, _Rows]
    had: Mapping[str, _Rows]
    weights: _Shares
    of_outlet: Mapping[str, _Rows]

    @classmethod
    def of(cls, claim_map: ClaimMap) -> _Indexed:
        """Indexes the sentences of an event."""
        words, ids = weighty_words(claim_map), list(claim_map.sentence_by_id)
        stems = [_stems(words.of[sentence_id]) for sentence_id in ids]
        rarity = rarity_of(stems)
        outlets = [
            [] if is_address(one.text) else [claim_map.article_of(one.sentence_id).outlet]
            for one in claim_map.sentence_by_id.values()
        ]
        return cls(
            words,
            ids,
            {sentence_id: row for row, sentence_id in enumerate(ids)},
            stems,
            rarity,
            _rows_by(stems),
            _rows_by([set(map(compared_by, words.things[s])) for s in ids]),
            np.array([sum(rarity[stem] for stem in sorted(own)) for own in stems]),
            _rows_by(outlets),
        )


def _stems(words: Iterable[str]) -> frozenset[str]:
    """How words begin, or the words that news uses for them; numbers whole."""
    told = map(compared_by, words)
    return frozenset(word if word.isdigit() else word[:_BEGINNING] for word in told)


def _rows_by(named: Sequence[Iterable[str]]) -> Mapping[str, _Rows]:
    """The rows at which each name stands."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, names in enumerate(named):
        for name in names:
            rows[name].append(row)
    return {name: np.array(own) for name, own in rows.items()}


class _Members:
    """The sentences of claims with which those of an outlet are compared."""

    def __init__(self, claim_map: ClaimMap) -> None:
        self.claim_map = claim_map
        self.spoken, self.told = spoken_by_outlet(claim_map), told_by_claim(claim_map)
        self.usual = usual_words_of_claims(claim_map)

    def of(self, claim_id: str, outlet: str) -> Sequence[str]:
        """Those of the outlet's languages, or all where there are none: words cross no language."""
        every, spoken = self.claim_map.claim_by_id[claim_id].sentence_ids, self.spoken[outlet]
        if self.told[claim_id] <= spoken:
            return every
        own = (s for s in every if language_of(self.claim_map.article_of(s)) in spoken)
        return tuple(own) or every

    def usual_words(self, claim_id: str, members: Sequence[str]) -> Mapping[str, float]:
        """The words of at least half of some of a claim's sentences, and what each weighs.

        A single one would have all its words usual; then they are those of all the claim's.
        """
        n = len(members)
        if n < _SEVERAL or n == len(self.claim_map.claim_by_id[claim_id].sentence_ids):
            return self.usual[claim_id]
        words = weighty_words(self.claim_map)
        n_texts = Counter(word for s in members for word in words.of[s])
        return usual_words(n_texts, len(members), words)


def _words_had(claimed: Sequence[str], usual: Mapping[str, float], words: _Indexed) -> _Shares:
    """What the words of each sentence speak for that it says what some say, (sentences,)."""
    n = len(words.ids)
    # Copies of one text are like the same sentences.
    members = {words.words.of[s]: s for s in claimed}.values()
    alike = np.mean([_likeness(words.row[member], words) for member in members], axis=0)
    told = np.maximum.reduce([_numbers_told(member, words) for member in members])
    had = _summed(_usual_stems(usual), words.having, n)
    shares: _Shares = _USUAL * had + _LIKE * alike + _NUMBERS * told
    return shares.round(6)


def _usual_stems(usual: Mapping[str, float]) -> Mapping[str, float]:
    """What the beginnings of the usual words of a claim weigh; together 1."""
    weights: dict[str, float] = {}
    for word in sorted(usual):
        (stem,) = _stems([word])
        weights[stem] = max(weights.get(stem, 0.0), usual[word])
    whole = sum(weights.values()) or 1.0
    return {stem: weight / whole for stem, weight in weights.items()}


def _likeness(member: int, words: _Indexed) -> _Shares:
    """Which share of the words of each sentence and one of a claim's both have, (sentences,)."""
    own = {stem: words.rarity[stem] for stem in words.stems[member]}
    common = _summed(own, words.having, len(words.ids))
    every = words.weights[member] + words.weights - common
    shares: _Shares = common / np.maximum(every, _NO_WEIGHT)
    return shares


def _numbers_told(member: str, words: _Indexed) -> _Shares:
    """Which share of the numbers of one of a claim's sentences each has, (sentences,)."""
    n, things = len(words.ids), set(map(compared_by, words.words.things[member]))
    numbers = set(map(compared_by, words.words.numbers[member])) & things
    if not numbers:
        return np.zeros(n)
    n_common = _summed(dict.fromkeys(things, 1.0), words.had, n)
    told = _summed(dict.fromkeys(numbers, 1.0 / len(numbers)), words.had, n)
    return np.where(n_common >= _IN_COMMON, told, 0.0)


def _summed(weights: Mapping[str, float], having: Mapping[str, _Rows], n: int) -> _Shares:
    """What the words of each of n sentences weigh together, (n,)."""
    words = sorted(weights)
    if not words:
        return np.zeros(n)
    rows = [having[word] for word in words]
    each = np.repeat([weights[word] for word in words], [len(own) for own in rows])
    return np.bincount(np.concatenate(rows), each, n).astype(np.float64)
