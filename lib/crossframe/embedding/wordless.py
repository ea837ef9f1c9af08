"""Texts -> vectors, one text at a time, by a model that has no words in context."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from crossframe.embedding.contract import Progress, TokenVectors, no_progress
from crossframe.errors import ModelError
from crossframe.records import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class WordlessEncoder:
    """What gives a text a vector by itself, but none to its words."""

    reads_words = False

    def __init__(
        self,
        name: str,
        fingerprint: str,
        languages: frozenset[str] | None,
        size: int,
        vector_of: Callable[[str], Vectors],
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.languages = languages
        self._size = size
        self._vector_of = vector_of

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Encodes texts one at a time, so that a vector depends on its text alone.

        Args:
            texts: n texts.
            progress: Called with the number of texts done since the last call.

        Returns:
            Float32 (n, d), unit rows, row for row beside `texts`.
        """
        vectors = np.zeros((len(texts), self._size), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._vector_of(text)
            progress(1)
        return vectors

    def encode_tokens(
        self,
        texts: Sequence[str],  # noqa: ARG002
        progress: Progress = no_progress,  # noqa: ARG002
    ) -> TokenVectors:
        """Raises `ModelError`: there is no word in context."""
        raise ModelError(
            f"encoder {self.name!r} gives sentences a vector, but not their words; its texts are "
            "compared by sentence vectors"
        )


def wordless(name: str, model: SentenceTransformer, fingerprint: str) -> WordlessEncoder:
    """A model of word vectors alone, or of any other kind whose first part is no transformer."""

    def vector_of(text: str) -> Vectors:
        found = model.encode([text], normalize_embeddings=True, show_progress_bar=False)
        vector: Vectors = found[0]
        return vector

    return WordlessEncoder(name, fingerprint, None, model.get_embedding_dimension() or 0, vector_of)
