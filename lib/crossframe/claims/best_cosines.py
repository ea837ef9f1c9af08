"""Token vectors and pairs of texts -> the best cosine of each word piece, kept from run to run.

Each pair is multiplied by itself. What is found of it depends on its two texts alone, to the last
bit, and so may be taken from an event that had other texts beside them; products of many texts at
once round differently as their shapes change, and take longer: their rows must be gathered first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.embedding import TokenVectors, one_run_at_a_time, runs_of, take_rows
from crossframe.records import Labels, Vectors

# Fewer texts are aligned one at a time: there two threads take as long as one, half as much again
# of the processors, and that from what goes on beside them (537 texts, two processors).
_FEWEST_FOR_THREADS = 1000
# Texts that a thread takes at once: each time costs it a wait for the one that hands them out.
_TEXTS_AT_A_TIME = 50
# Bytes that are kept of all events together; one of 4,000 texts takes 30 MB.
_LIMIT = 128_000_000


class BestCosines(NamedTuple):
    """The best cosine of each word piece of a text in another text, for pairs of n texts.

    Pairs (p,) int64 are `first` < `second`, sorted. `there` float32 holds for each pair the best
    cosine of each word piece of `first` in `second`, end to end; `back` those of `second` in
    `first`, but with the pairs in the order `by_second`, so that the rows of one text are together
    in both. 0 where the other text has no piece. `starts` are those of the token vectors.
    """

    texts: tuple[str, ...]
    starts: npt.NDArray[np.int64]
    first: Labels
    second: Labels
    by_second: Labels
    there: Vectors
    back: Vectors

    @property
    def n_bytes(self) -> int:
        """Memory that they take."""
        arrays: tuple[npt.NDArray[np.generic], ...] = self[1:]
        return sum(array.nbytes for array in arrays) + sum(map(len, self.texts))

    def places(self) -> tuple[Labels, Labels]:
        """Where the values of each pair begin in `there` and in `back`, (p,) and (p,)."""
        lengths = np.diff(self.starts)
        there = lengths[self.first]
        back = lengths[self.second[self.by_second]]
        found = np.empty(len(self.first), dtype=np.int64)
        found[self.by_second] = np.cumsum(back) - back
        return np.cumsum(there) - there, found


class Kept:
    """What was found of the events that were compared last, in memory, of at most `limit` bytes."""

    def __init__(self, limit: int = _LIMIT) -> None:
        self._limit = limit
        self._found: OrderedDict[tuple[str, ...], BestCosines] = OrderedDict()

    def of(self, *key: str) -> Memory:
        """What is kept of one event, by all that decides the token vectors of a text, too."""
        return Memory(self, key)

    def read(self, key: tuple[str, ...]) -> BestCosines | None:
        """What was found last under a key."""
        return self._found.get(key)

    def write(self, key: tuple[str, ...], found: BestCosines) -> None:
        """Keeps what was found in the place of what was before; the longest unused give way."""
        self._found.pop(key, None)
        if found.n_bytes > self._limit:
            return
        self._found[key] = found
        while sum(one.n_bytes for one in self._found.values()) > self._limit:
            self._found.popitem(last=False)


class Memory(NamedTuple):
    """What is kept of one event."""

    kept: Kept
    key: tuple[str, ...]

    def read(self) -> BestCosines | None:
        """What was found last."""
        return self.kept.read(self.key)

    def write(self, found: BestCosines) -> None:
        """Keeps what was found now."""
        self.kept.write(self.key, found)


def find_best_cosines(
    texts: Sequence[str],
    tokens: TokenVectors,
    pairs: tuple[Labels, Labels],
    threads: int,
    progress: Callable[[int], None],
    before: BestCosines | None = None,
) -> BestCosines:
    """Finds the best cosines of pairs, in both directions.

    Args:
        texts: n texts.
        tokens: Their token vectors, text for text.
        pairs: Int64 (p,) and (p,), the lower number first, sorted.
        threads: Texts aligned at a time; the result does not depend on it.
        progress: Called with the number of texts aligned since the last call.
        before: What was found of texts that had the same vectors where they are the same.

    Returns:
        The same with `before` as without.
    """
    first, second = pairs
    n, lengths = len(texts), np.diff(tokens.starts)
    by_second = np.lexsort((first, second)).astype(np.int64)
    there = np.zeros(int(lengths[first].sum()), dtype=np.float32)
    back = np.zeros(int(lengths[second].sum()), dtype=np.float32)
    found = BestCosines(tuple(texts), tokens.starts, first, second, by_second, there, back)
    there_at, back_at = found.places()
    missing = ~_taken_over(found, before) if before else np.ones(len(first), dtype=np.bool_)
    bounds = np.searchsorted(first, np.arange(n + 1))

    def fill(some: range) -> int:
        run = one_run_at_a_time(tokens.vectors)
        for text in some:
            begin, end = bounds[text : text + 2].tolist()
            wanted = begin + np.flatnonzero(missing[begin:end])
            if len(wanted) and lengths[text]:
                others = second[wanted]
                cosines = _cosines(tokens, text, others, run)
                own = np.full(len(wanted), lengths[text])
                there[runs_of(there_at[wanted], own)] = _best(cosines, lengths[others]).ravel()
                back[runs_of(back_at[wanted], lengths[others])] = cosines.max(axis=1)
        return len(some)

    parts = [range(n)[at : at + _TEXTS_AT_A_TIME] for at in range(0, n, _TEXTS_AT_A_TIME)]
    with ThreadPoolExecutor(threads if n >= _FEWEST_FOR_THREADS else 1) as pool:
        for done in pool.map(fill, parts):
            progress(done)
    return found


def _taken_over(found: BestCosines, before: BestCosines) -> npt.NDArray[np.bool_]:
    """Copies what is known of pairs; bool (p,), which those are.

    The two texts of a pair have to be in the same order: else its product is another one.
    """
    place: dict[str, int] = {}
    for number, text in enumerate(before.texts):
        place.setdefault(text, number)
    old = np.array([place.get(text, -1) for text in found.texts], dtype=np.int64)
    one, other = old[found.first], old[found.second]
    known = (one >= 0) & (one < other)
    code = before.first * len(before.texts) + before.second
    wanted = one[known] * len(before.texts) + other[known]
    at = np.searchsorted(code, wanted)
    there = at < len(code)
    there[there] = code[at[there]] == wanted[there]
    known[known] = there
    at = at[there]
    lengths = np.diff(found.starts)
    places = zip(found.places(), before.places(), strict=True)
    sides = (found.first, found.there, before.there), (found.second, found.back, before.back)
    for (texts, values, known_values), (to, source) in zip(sides, places, strict=True):
        counts = lengths[texts[known]]
        values[runs_of(to[known], counts)] = known_values[runs_of(source[at], counts)]
    return known


def _cosines(
    tokens: TokenVectors, text: int, others: Labels, run: Callable[[int, int], Vectors]
) -> Vectors:
    """Cosines of each piece of the others, end to end, with those of a text: (rows, its pieces)."""
    starts, bounds = tokens.starts, tokens.starts[text : text + 2]
    own = take_rows(tokens.vectors, bounds[:1], np.diff(bounds)).T
    counts = starts[others + 1] - starts[others]
    found = np.empty((int(counts.sum()), own.shape[1]), dtype=np.float32)
    at = 0
    for begin, count in zip(starts[others].tolist(), counts.tolist(), strict=True):
        np.matmul(run(begin, count), own, out=found[at : at + count])
        at += count
    return found


def _best(cosines: Vectors, lengths: npt.NDArray[np.int64]) -> Vectors:
    """Rows of each text -> their largest value, float32 (texts, columns); 0 for one without any."""
    best = np.zeros((len(lengths), cosines.shape[1]), dtype=np.float32)
    filled = lengths > 0
    if filled.any():
        best[filled] = np.maximum.reduceat(cosines, (np.cumsum(lengths) - lengths)[filled], axis=0)
    return best
