"""Texts of a large event -> the vectors of their word pieces in a file, so that memory stays small.

A sentence has some 27 word pieces, and their vectors take 40 KB.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile

import numpy as np

from crossframe.cache import Cache
from crossframe.embedding.contract import Encoder, Progress, TokenVectors, no_progress
from crossframe.embedding.filed import FiledRows, take_rows
from crossframe.embedding.token_cache import embed_tokens

# Up to so many texts their word pieces stay in memory: 160 MB.
_IN_MEMORY = 4000
_TEXTS_AT_A_TIME = 1000


@contextmanager
def reading_words(
    texts: Sequence[str],
    encoder: Encoder,
    cache: Cache | None = None,
    progress: Progress = no_progress,
) -> Iterator[TokenVectors]:
    """Encodes texts as vectors of their word pieces, which lie in a file where they are many.

    Args:
        texts: n texts.
        encoder: What computes the vectors that are missing.
        cache: Where they are kept; None to keep none.
        progress: Called with the number of texts done since the last call.

    Yields:
        What `embed_tokens` gives; above 4,000 texts `vectors` are rows of a file that is gone
        afterwards.
    """
    if len(texts) <= _IN_MEMORY:
        yield embed_tokens(texts, encoder, cache, progress)
        return
    with TemporaryFile(prefix="crossframe-words-", buffering=0) as file:
        yield _filed(texts, encoder, cache, progress, FiledRows(file))


def _filed(
    texts: Sequence[str],
    encoder: Encoder,
    cache: Cache | None,
    progress: Progress,
    rows: FiledRows,
) -> TokenVectors:
    parts: list[TokenVectors] = []
    for begin in range(0, len(texts), _TEXTS_AT_A_TIME):
        found = embed_tokens(texts[begin : begin + _TEXTS_AT_A_TIME], encoder, cache, progress)
        rows.add(take_rows(found.vectors, found.starts[:-1], np.diff(found.starts)))
        parts.append(found._replace(vectors=rows))
    counts = np.concatenate([np.diff(part.starts) for part in parts])
    return TokenVectors(
        pieces=np.concatenate([part.pieces for part in parts]),
        vectors=rows,
        spans=np.concatenate([part.spans for part in parts]),
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
    )
