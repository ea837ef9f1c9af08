"""Claim map -> the sentences that are copies of others: one choice of words, not two."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from math import floor

from crossframe.comparison.once import once
from crossframe.comparison.presence.times import is_surely_earlier, times_of
from crossframe.records import ClaimMap
from crossframe.text.meaning.tree import Extent
from crossframe.text.plain_words import plain_words

# Share of their words that a sentence has in common with one of which it is a copy, a few words
# changed. By judgement, as are the next.
_COPIED = 0.75
# Share of the shorter one's words of which the other is a trimmed copy.
_TRIMMED = 0.9
# What has fewer words is a copy of the same words alone: of 27 pairs of real headlines and the like
# that were nearly the same, 24 were what two people write of one event.
_FEWEST_WORDS = 8
# So many in one order are no accident: what a witness said. Eight are the name of a place at times.
_RUN = 10


def copied_within_outlets(claim_map: ClaimMap) -> AbstractSet[str]:
    """Sentences of claims that say in all but the same words what the same outlet said before.

    A sentence of an agency that an outlet prints twice, in two stories, is one choice of words.
    """
    words = _words_of_claims(claim_map)
    spread = Counter(word for own in words.values() for word in own)
    found: set[str] = set()
    earlier: dict[str, _Copies] = defaultdict(lambda: _Copies(spread))
    for sentence_id, own in words.items():
        shelf = earlier[claim_map.article_of(sentence_id).outlet]
        if next(shelf.like(own), None) is not None:
            found.add(sentence_id)
        else:
            shelf.add(sentence_id, own)
    return found


@once
def copied_between_outlets(claim_map: ClaimMap) -> Mapping[str, AbstractSet[str]]:
    """Finds of each sentence of a claim what of it may be another outlet's, whatever the claim.

    Args:
        claim_map: The event.

    Returns:
        By sentence, the sentences of other outlets of which it is all but a copy, and that are not
        known to be later: which of two was first, days and hours often leave open.
    """
    words = _words_of_claims(claim_map)
    shelf = _Copies(Counter(word for own in words.values() for word in own))
    found: dict[str, set[str]] = defaultdict(set)
    times = times_of(claim_map)
    for sentence_id, own in words.items():
        article = claim_map.article_of(sentence_id)
        for other in shelf.like(own):
            earlier = claim_map.article_of(other)
            if article.outlet == earlier.outlet:
                continue
            one, two = times[article.article_id], times[earlier.article_id]
            if not is_surely_earlier(one, two):
                found[sentence_id].add(other)
            if not is_surely_earlier(two, one):
                found[other].add(sentence_id)
        shelf.add(sentence_id, own)
    return dict(found)


@once
def copied_runs(claim_map: ClaimMap) -> Mapping[str, tuple[Extent, ...]]:
    """Finds the words that a sentence of a claim has in one run with one of another outlet.

    Args:
        claim_map: The event.

    Returns:
        By sentence, characters of its text: runs of ten words and more in the same order, as of a
        witness whom both quote, where the other is not known to be later.
    """
    claimed = {sentence_id for claim in claim_map.claims for sentence_id in claim.sentence_ids}
    places = defaultdict[tuple[str, ...], list[tuple[str, Extent]]](list)
    for one in claim_map.sentences:
        words = [*re.finditer(r"\w+", one.text)] if one.sentence_id in claimed else []
        said = [word[0].casefold() for word in words]
        for at in range(len(words) - _RUN + 1):
            extent = Extent(words[at].start(), words[at + _RUN - 1].end())
            places[tuple(said[at : at + _RUN])].append((one.sentence_id, extent))
    found: dict[str, set[Extent]] = defaultdict(set)
    times = times_of(claim_map)
    for shared in places.values():
        articles = [claim_map.article_of(sentence_id) for sentence_id, _ in shared]
        for (sentence_id, extent), own in zip(shared, articles, strict=True):
            if any(
                other.outlet != own.outlet
                and not is_surely_earlier(times[own.article_id], times[other.article_id])
                for other in articles
            ):
                found[sentence_id].add(extent)
    return {sentence_id: tuple(sorted(runs)) for sentence_id, runs in found.items()}


def _words_of_claims(claim_map: ClaimMap) -> Mapping[str, frozenset[str]]:
    """The words of all sentences of claims, in the order of the event."""
    claimed = {sentence_id for claim in claim_map.claims for sentence_id in claim.sentence_ids}
    return {
        one.sentence_id: frozenset(plain_words(one.text))
        for one in claim_map.sentences
        if one.sentence_id in claimed
    }


class _Copies:
    """Sentences on a shelf, by their words: whoever looks for a copy asks those alone that may be.

    Two that have so much in common share one of the rarest words of either, or of the shorter.
    """

    def __init__(self, spread: Counter[str]) -> None:
        self._spread = spread
        self._words: dict[str, frozenset[str]] = {}
        self._with: dict[str, list[str]] = defaultdict(list)
        self._with_rare: dict[str, list[str]] = defaultdict(list)

    def add(self, sentence_id: str, words: frozenset[str]) -> None:
        self._words[sentence_id] = words
        for word in words:
            self._with[word].append(sentence_id)
        for word in self._rarest(words):
            self._with_rare[word].append(sentence_id)

    def like(self, words: frozenset[str]) -> Iterator[str]:
        """The sentences on the shelf of which one with these words is a copy, or they of it."""
        near = [self._with[word] for word in self._rarest(words) if word in self._with]
        near += [self._with_rare[word] for word in words if word in self._with_rare]
        for sentence_id in dict.fromkeys(one for own in near for one in own):
            if _is_copy(words, self._words[sentence_id]):
                yield sentence_id

    def _rarest(self, words: Iterable[str]) -> list[str]:
        """So many of the rarest words that a copy cannot lack all of them."""
        ordered = sorted(words, key=lambda word: (self._spread[word], word))
        return ordered[: floor((1 - _COPIED) * len(ordered)) + 1]


def _is_copy(one: frozenset[str], other: frozenset[str]) -> bool:
    shared, shorter = len(one & other), min(len(one), len(other))
    if shorter < _FEWEST_WORDS:
        return one == other
    return shared >= _TRIMMED * shorter or shared >= _COPIED * len(one | other)
