"""What an encoder is: the one seam through which models come in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from crossframe.records import Vectors

if TYPE_CHECKING:
    from crossframe.embedding.filed import FiledRows

Pieces = npt.NDArray[np.int64]
Progress = Callable[[int], None]


class TokenVectors(NamedTuple):
    """Vectors of the word pieces of n texts, end to end.

    `pieces` (t,) int64 are vocabulary numbers, `vectors` (t, d) float32 unit rows, which lie in a
    file where they are many (`take_rows` reads both), `spans` (t, 2) int64 the characters of each
    piece within its text, -1 if the tokenizer cannot tell. The pieces of text i are rows
    `starts[i]` to `starts[i + 1]`, with `starts` (n + 1,) int64. Special tokens are left out, so a
    text may have no row at all.
    """

    pieces: Pieces
    vectors: Vectors | FiledRows
    spans: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]


class Encoder(Protocol):
    """What turns texts into vectors: the one seam through which models come in."""

    @property
    def name(self) -> str:
        """What the user calls the model."""
        ...

    @property
    def fingerprint(self) -> str:
        """SHA-256 that changes whenever the vectors may."""
        ...

    @property
    def languages(self) -> frozenset[str] | None:
        """ISO 639-1 codes of the languages that it was made for; None where that is not known."""
        ...

    @property
    def reads_words(self) -> bool:
        """True if `encode_tokens` gives words a vector; else there are those of sentences alone."""
        ...

    def encode(self, texts: Sequence[str], progress: Progress = ...) -> Vectors:
        """Sentence vectors (n, d), float32 unit rows, row for row beside `texts`."""
        ...

    def encode_tokens(self, texts: Sequence[str], progress: Progress = ...) -> TokenVectors:
        """Token vectors of the middle layer, text for text beside `texts`."""
        ...


def no_progress(done: int) -> None:
    """Takes note of `done` further texts and says nothing."""


class Batch(NamedTuple):
    """Texts `indices` that are computed together, in `rows` x `width` places for word pieces."""

    width: int
    rows: int
    indices: tuple[int, ...]


class Engine(Protocol):
    """What computes the batches of one model, each by one thread.

    What it finds of a text must not depend on the other texts of its batch.
    """

    @property
    def size(self) -> int:
        """Numbers of a sentence vector."""
        ...

    @property
    def token_size(self) -> int:
        """Numbers of a token vector."""
        ...

    def plan(self, lengths: Sequence[int]) -> list[Batch]:
        """Batches that hold each text once, the longest texts first, by their numbers of pieces."""
        ...

    def sentences(self, batch: Batch, pieces: Sequence[Pieces]) -> Vectors:
        """Sentence vectors of a batch, text for text beside its indices."""
        ...

    def tokens(self, batch: Batch, pieces: Sequence[Pieces]) -> list[Vectors]:
        """Vectors of every piece at the middle layer, text for text beside its indices."""
        ...
