"""Different texts of one event and their token vectors -> candidate pairs, aligned piece by piece.

Late interaction: each word piece of a text looks for the piece of the other text that it is most
like. What is found does not depend on the other texts of the event; how much each piece weighs
does, and is left to `evidence.py`, so that an event with one article less is weighed again at
little cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.claims.best_cosines import Memory, find_best_cosines
from crossframe.claims.neighbours import near_vectors, near_words
from crossframe.claims.vocabulary import (
    SharedWords,
    count_words,
    find_shared_words,
    numbers_conflict,
    weigh_words,
)
from crossframe.embedding import TokenVectors, no_progress
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


class Alignments(NamedTuple):
    """What the texts of an event have to do with each other, whichever of them count.

    `texts` to `back` are those of `BestCosines`, which says what they are; `kinds` (t,) int64
    numbers the pieces of the token vectors, like ones alike, and `standing` int64 holds
    `kind * n + text` once for each kind in each text; `emphasis` (t,) float64 is the weight of each
    piece by its part of speech, 1 where no parse tells it. `words` (n, words) counts words,
    `shared` are those that pairs share; `conflict` (p,) is 1 where both texts state numbers and
    share none.
    """

    texts: tuple[str, ...]
    starts: npt.NDArray[np.int64]
    first: Labels
    second: Labels
    by_second: Labels
    there: Vectors
    back: Vectors
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
    memory: Memory | None = None,
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
        memory: What was found of this event before, which is taken over, and is renewed; None to
            find all anew. The result does not depend on it.

    Returns:
        The alignments.

    Raises:
        AlignmentError: If tokens, parses or vectors are not of these texts.

    Source:
        MaxSim after Khattab & Zaharia, "ColBERT", SIGIR 2020.
    """
    n = len(texts)
    _require_rows(n, tokens, parses, vectors)
    words = count_words(texts)
    first, second = candidate_pairs(words, vectors)
    before = memory.read() if memory else None
    cosines = find_best_cosines(texts, tokens, (first, second), threads, progress, before)
    if memory:
        memory.write(cosines)
    _, kinds = np.unique(tokens.pieces, return_inverse=True)
    text_of = np.repeat(np.arange(n), np.diff(tokens.starts))
    return Alignments(
        **cosines._asdict(),
        kinds=kinds,
        standing=np.unique(kinds * n + text_of),
        emphasis=_emphasis(tokens, parses),
        words=words,
        shared=find_shared_words(words, first, second),
        conflict=numbers_conflict(texts, first, second),
    )


def _require_rows(
    n: int,
    tokens: TokenVectors,
    parses: Sequence[Parse | PartsOfSpeech | None],
    vectors: Vectors | None,
) -> None:
    rows = {"token vectors": len(tokens.starts) - 1, "parses": len(parses)}
    rows |= {} if vectors is None else {"sentence vectors": len(vectors)}
    for name, found in rows.items():
        if found != n:
            raise AlignmentError(f"{name} of {found} texts beside {n} texts")


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
