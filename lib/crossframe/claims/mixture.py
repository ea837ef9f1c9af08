"""Texts of several languages and their sentence vectors -> evidence where words can tell nothing.

Across languages two texts share hardly a word, so a pair is judged by how near its sentence
vectors are, and by how near either is to anything else that the other's article says: a text and
its translation stand out, two texts about the same matter do not (margin scoring after Artetxe &
Schwenk, "Margin-based Parallel Corpus Mining", ACL 2019).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from crossframe.claims.alignment import ALL_PAIRS
from crossframe.claims.vocabulary import (
    SharedWords,
    count_words,
    find_shared_words,
    leading_digits,
    numbers_conflict,
    words_of_any_script,
)
from crossframe.embedding import Readers, Scale
from crossframe.errors import AlignmentError
from crossframe.records import Labels, Matrix, Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# What each column of the evidence says of a pair:
# cosine         of its sentence vectors, on the encoder's scale: 0 unrelated, 1 a translation
# rival          mean over both directions of the best cosine, on that scale, with another text of
#                the other's article; 0 where there is none
# conflict       1 if both state numbers in digits and share none, else 0
# shared_words   cosine of their TF-IDF vectors, 0..1
# one_language   1 if both are in one language, else 0
VECTOR_FEATURES = ("cosine", "rival", "conflict", "shared_words", "one_language")

_NEAREST = 40
_ROWS_AT_A_TIME = 512
# Few enough for both their vectors to stay near the processor.
_PAIRS_AT_A_TIME = 256


class Mixture(NamedTuple):
    """n texts of one event in several languages.

    `languages` are codes, "" where unknown; `worded` bool (n,) marks the texts that are compared
    with each other word by word, and not here; `vectors` (n, d) float32 unit rows are sentence
    vectors of an encoder of this `scale`; `articles` those in which each text is a sentence, none
    for a headline.
    """

    texts: Sequence[str]
    languages: Sequence[str]
    worded: npt.NDArray[np.bool_]
    vectors: Vectors
    scale: Scale
    articles: Sequence[Collection[str]]


def mix(
    texts: Sequence[str],
    languages: Sequence[str],
    vectors: Vectors,
    articles: Sequence[Collection[str]],
    readers: Readers,
) -> Mixture:
    """Puts together what is known of the texts of an event in several languages.

    Args:
        texts: n texts.
        languages: Their languages, as `text_languages` gives them.
        vectors: Their vectors by the encoder that bridges, (n, d).
        articles: The articles in which each is a sentence, none for a headline.
        readers: Who reads which.

    Returns:
        The mixture.

    Raises:
        AlignmentError: If nothing bridges languages.
    """
    if readers.scale is None:
        raise AlignmentError("texts are to be bridged, but nothing says what a cosine means")
    worded = np.array([language == readers.worded for language in languages], dtype=np.bool_)
    return Mixture(texts, languages, worded, vectors, readers.scale, articles)


def text_languages(
    articles: Sequence[Collection[str]], spoken: Mapping[str, str], readers: Readers
) -> list[str]:
    """Says which language each text counts as.

    Args:
        articles: The articles that state each text, at least one.
        spoken: The language of each article.
        readers: Who reads which.

    Returns:
        For a text of several languages that which is read word by word, else the first by name.
    """
    found = [{spoken[name] for name in own} for own in articles]
    return [min({readers.worded} & own or own, key=str) or "" for own in found]


class Nearest(NamedTuple):
    """The text of each article (m of them) that is nearest to each text, and the one after it.

    `best` and `second` float32 (n, m) are cosines, -1 for none; `who` int64 (n, m) is the nearest.
    """

    place: dict[str, int]
    best: Vectors
    second: Vectors
    who: Labels


class VectorPairs(NamedTuple):
    """Pairs `first` < `second` (p,) int64, sorted, of a mixture, and what does not change in them.

    `words` are the counted words of its texts, `shared` those that pairs share; `cosine` (p,) is on
    the encoder's scale.
    """

    mixture: Mixture
    words: csr_matrix
    shared: SharedWords
    first: Labels
    second: Labels
    cosine: Matrix
    conflict: Matrix
    nearest: Nearest


def pair_vectors(mixture: Mixture) -> VectorPairs:
    """Chooses the pairs to be judged by sentence vectors, and compares them.

    Args:
        mixture: The texts.

    Returns:
        All pairs, up to 400 texts, but those compared word by word; above, each text with the 40
        nearest of its own language and the 40 nearest of others, ties included.

    Raises:
        AlignmentError: If vectors, languages or articles are not of these texts.
    """
    n = len(mixture.texts)
    for name in ("languages", "worded", "vectors", "articles"):
        if len(getattr(mixture, name)) != n:
            raise AlignmentError(f"{name} of {len(getattr(mixture, name))} texts beside {n} texts")
    first, second = _candidates(mixture)
    rows = mixture.vectors.astype(np.float64)
    products = np.zeros(len(first))
    for begin in range(0, len(first), _PAIRS_AT_A_TIME):
        part = slice(begin, begin + _PAIRS_AT_A_TIME)
        products[part] = np.einsum("ij,ij->i", rows[first[part]], rows[second[part]])
    words = count_words(mixture.texts, words_of_any_script)
    return VectorPairs(
        mixture,
        words,
        find_shared_words(words, first, second),
        first,
        second,
        mixture.scale.of(products),
        numbers_conflict(mixture.texts, first, second, leading_digits),
        _nearest(mixture),
    )


def _candidates(mixture: Mixture) -> tuple[Labels, Labels]:
    n, worded = len(mixture.texts), mixture.worded
    if n <= ALL_PAIRS:
        first, second = np.triu_indices(n, 1)
        kept = ~(worded[first] & worded[second])
        return first[kept].astype(np.int64), second[kept].astype(np.int64)
    codes = np.unique(np.array(mixture.languages, dtype=object).astype(str), return_inverse=True)[1]
    found: list[Labels] = []
    for begin in range(0, n, _ROWS_AT_A_TIME):
        rows = np.arange(begin, min(begin + _ROWS_AT_A_TIME, n))
        alike = np.round(mixture.vectors[rows] @ mixture.vectors.T, 5)
        alike[worded[rows][:, None] & worded[None, :]] = -2.0
        alike[rows - begin, rows] = -2.0
        one_language = codes[rows][:, None] == codes[None, :]
        for kind in (one_language, ~one_language):
            of_kind = np.where(kind, alike, -2.0)
            least = np.partition(of_kind, n - _NEAREST, axis=1)[:, n - _NEAREST]
            row, column = np.nonzero((of_kind >= least[:, None]) & (of_kind > -2.0))
            row += begin
            found.append(np.unique(np.minimum(row, column) * n + np.maximum(row, column)))
    both = np.unique(np.concatenate(found)).astype(np.int64)
    return both // n, both % n


def _nearest(mixture: Mixture) -> Nearest:
    n, names = len(mixture.texts), sorted(set().union(*map(set, mixture.articles)))
    texts: dict[str, list[int]] = {name: [] for name in names}
    for text, found in enumerate(mixture.articles):
        for name in found:
            texts[name].append(text)
    best = np.full((n, len(names)), -1.0, dtype=np.float32)
    second, who = best.copy(), np.full(best.shape, -1, dtype=np.int64)
    for begin in range(0, n, _ROWS_AT_A_TIME):
        rows = np.arange(begin, min(begin + _ROWS_AT_A_TIME, n))
        alike = np.round(mixture.vectors[rows] @ mixture.vectors.T, 5)
        alike[rows - begin, rows] = -1.0
        for at, name in enumerate(names):
            own = np.array(texts[name], dtype=np.int64)
            block = alike[:, own]
            top = block.argmax(axis=1)
            who[rows, at] = own[top]
            best[rows, at] = block[rows - begin, top]
            block[rows - begin, top] = -1.0
            second[rows, at] = block.max(axis=1)
    return Nearest({name: at for at, name in enumerate(names)}, best, second, who)
