"""Different texts of one event and their token vectors -> candidate pairs, aligned piece by piece.

Late interaction: each word piece of a text looks for the piece of the other text that it is most
like. What is found does not depend on the other texts of the event; how much each piece weighs
does, and is left to `evidence.py`, so that an event with one article less is weighed again at
little cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.claims.neighbours import near_vectors, near_words
from crossframe.claims.vocabulary import (
    SharedWords,
    count_words,
    find_shared_words,
    numbers_conflict,
    weigh_words,
)
from crossframe.embedding import TokenVectors, no_progress, runs_of, take_rows
from crossframe.errors import AlignmentError
from crossframe.records import Labels, Matrix, Parse, PartsOfSpeech, Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Up to so many texts every pair is judged. Above, those among each other's nearest by words or by
# sentence vector: a third of the pairs, and on ECB+ the same F1 (.775 against .772).
ALL_PAIRS = 400
# What a piece weighs by its part of speech. Inside one event everybody names the same people; what
# differs is what they did. On ECB+ (topics left out) verbs 2.5 to 4 and names .1 to .5 lie within
# .003 F1 of each other; 1 and 1 cost .03.
_EMPHASIS = {"VERB": 3.0, "PROPN": 0.3}

# Fewer texts are aligned one at a time: there two threads take as long as one, half as much again
# of the processors, and that from what goes on beside them (537 texts, two processors).
_FEWEST_FOR_THREADS = 1000


class Alignments(NamedTuple):
    """What the texts of an event have to do with each other, whichever of them count.

    Pairs (p,) int64 are `first` < `second`, sorted. `there` float32 holds for each pair the best
    cosine of each word piece of `first` in `second`, end to end; `back` those of `second` in
    `first`, but with the pairs in the order `by_second`, so that the rows of one text are together
    in both. 0 where the other text has no piece. `starts` are those of the token vectors; `kinds`
    (t,) int64 numbers their pieces, like ones alike, and `standing` int64 holds `kind * n + text`
    once for each kind in each text; `emphasis` (t,) float64 is the weight of each piece by its part
    of speech, 1 where no parse tells it. `words` (n, words) counts words, `shared` are those that
    pairs share; `conflict` (p,) is 1 where both texts state numbers and share none.
    """

    texts: tuple[str, ...]
    first: Labels
    second: Labels
    there: Vectors
    back: Vectors
    by_second: Labels
    starts: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.int64]
    standing: Labels
    emphasis: Matrix
    words: csr_matrix
    shared: SharedWords
    conflict: Matrix


def align_pairs(
    texts: Sequence[str],
    tokens: TokenVectors,
    parses: Sequence[Parse | PartsOfSpeech | None],
    vectors: Vectors | None = None,
    threads: int = 1,
    progress: Callable[[int], None] = no_progress,
) -> Alignments:
    """Aligns every pair of texts that is worth judging.

    Args:
        texts: n different texts of one event, in an order that does not depend on the input's.
        tokens: Their token vectors, text for text.
        parses: Their grammar, text for text; None where it is not known.
        vectors: Float32 (n, d), unit rows: sentence vectors, which help to choose the candidates
            above 400 texts; None to choose by words alone.
        threads: Texts aligned at a time; the result does not depend on it.
        progress: Called with the number of texts aligned since the last call.

    Returns:
        The alignments.

    Raises:
        AlignmentError: If tokens, parses or vectors are not of these texts.

    Source:
        MaxSim after Khattab & Zaharia, "ColBERT", SIGIR 2020.
    """
    n = len(texts)
    rows = {"token vectors": len(tokens.starts) - 1, "parses": len(parses)}
    rows |= {} if vectors is None else {"sentence vectors": len(vectors)}
    for name, found in rows.items():
        if found != n:
            raise AlignmentError(f"{name} of {found} texts beside {n} texts")
    words = count_words(texts)
    first, second = candidate_pairs(words, vectors)
    there, back, by_second = _align(tokens, first, second, threads, progress)
    _, kinds = np.unique(tokens.pieces, return_inverse=True)
    text_of = np.repeat(np.arange(n), np.diff(tokens.starts))
    return Alignments(
        texts=tuple(texts),
        first=first,
        second=second,
        there=there,
        back=back,
        by_second=by_second,
        starts=tokens.starts,
        kinds=kinds,
        standing=np.unique(kinds * n + text_of),
        emphasis=_emphasis(tokens, parses),
        words=words,
        shared=find_shared_words(words, first, second),
        conflict=numbers_conflict(texts, first, second),
    )


def candidate_pairs(words: csr_matrix, vectors: Vectors | None) -> tuple[Labels, Labels]:
    """Chooses the pairs that are worth judging.

    Args:
        words: Counted words (n, words).
        vectors: Float32 (n, d), unit rows; None to choose by words alone.

    Returns:
        Int64 (p,) and (p,), the lower number first, sorted: all pairs up to 400 texts, else those
        in which either text is among the 40 nearest of the other by words or by vector.
    """
    n = words.shape[0]
    if n <= ALL_PAIRS:
        first, second = np.triu_indices(n, 1)
        return first.astype(np.int64), second.astype(np.int64)
    codes = [near_words(weigh_words(words))]
    codes += [] if vectors is None else [near_vectors(vectors)]
    both = np.unique(np.concatenate(codes))
    return both // n, both % n


def _align(
    tokens: TokenVectors,
    first: Labels,
    second: Labels,
    threads: int,
    progress: Callable[[int], None],
) -> tuple[Vectors, Vectors, Labels]:
    """Best cosines in both directions: see `Alignments`."""
    n = len(tokens.starts) - 1
    lengths = np.diff(tokens.starts)
    by_second = np.lexsort((first, second)).astype(np.int64)
    there_at = np.concatenate([[0], np.cumsum(lengths[first])])
    back_at = np.zeros(len(first) + 1, dtype=np.int64)
    back_at[1:] = np.cumsum(lengths[second[by_second]])
    back_from = np.empty(len(first), dtype=np.int64)
    back_from[by_second] = back_at[:-1]
    there = np.zeros(int(there_at[-1]), dtype=np.float32)
    back = np.zeros(int(back_at[-1]), dtype=np.float32)
    bounds = np.searchsorted(first, np.arange(n + 1))

    def fill(text: int) -> int:
        pairs = slice(int(bounds[text]), int(bounds[text + 1]))
        others = second[pairs]
        if len(others) and lengths[text]:
            own = slice(text, text + 1)
            rows = take_rows(tokens.vectors, tokens.starts[:-1][own], lengths[own])
            cosines = rows @ take_rows(tokens.vectors, tokens.starts[others], lengths[others]).T
            block = there[there_at[pairs.start] : there_at[pairs.stop]]
            block.reshape(len(others), -1)[:] = _best(cosines, lengths[others])
            back[runs_of(back_from[pairs], lengths[others])] = cosines.max(axis=0)
        return 1

    with ThreadPoolExecutor(threads if n >= _FEWEST_FOR_THREADS else 1) as pool:
        for done in pool.map(fill, range(n)):
            progress(done)
    return there, back, by_second


def _best(cosines: Vectors, lengths: npt.NDArray[np.int64]) -> Vectors:
    """Columns of each text -> their largest value, float32 (texts, rows); 0 for one without any."""
    best = np.zeros((len(lengths), len(cosines)), dtype=np.float32)
    filled = lengths > 0
    if filled.any():
        starts = (np.cumsum(lengths) - lengths)[filled]
        best[filled] = np.maximum.reduceat(cosines, starts, axis=1).T
    return best


def _emphasis(tokens: TokenVectors, parses: Sequence[Parse | PartsOfSpeech | None]) -> Matrix:
    """The weight of each word piece by the part of speech of the word in which it begins."""
    found = np.ones(len(tokens.pieces))
    for text, parse in enumerate(parses):
        if parse is None:
            continue
        rows = slice(int(tokens.starts[text]), int(tokens.starts[text + 1]))
        # The first is for pieces before any word, and for tokenizers that tell no place.
        weights = np.array([1.0, *(_EMPHASIS.get(pos, 1.0) for pos in parse.pos)])
        found[rows] = weights[np.searchsorted(parse.starts, tokens.spans[rows, 0], side="right")]
    return found
