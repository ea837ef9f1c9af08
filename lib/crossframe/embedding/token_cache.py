"""Texts -> token vectors, those of texts that were read before from a cache."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from crossframe.bounded_cache import BoundedCache
from crossframe.cache import Cache
from crossframe.embedding.contract import Encoder, Progress, TokenVectors, no_progress
from crossframe.embedding.encoder import ARITHMETIC
from crossframe.embedding.filed import take_rows
from crossframe.embedding.joined import joined_tokens
from crossframe.errors import ParameterError

VARIABLE = "CROSSFRAME_TOKEN_CACHE_GB"
_DEFAULT_GB = 2.0
# Texts of which vectors are written at once: a sentence of news takes 46 KB.
_AT_A_TIME = 256
_HEAD = 8


def open_token_cache(folder: Path, encoder: Encoder) -> BoundedCache | None:
    """Opens the cache of a model's token vectors.

    `CROSSFRAME_TOKEN_CACHE_GB` says how many GB it may take on disk (2 unless set); 0 keeps none.

    Args:
        folder: Where.
        encoder: The model.

    Returns:
        The cache, or None if none is wanted.

    Raises:
        ParameterError: If the variable is no number of GB.
    """
    given = os.environ.get(VARIABLE, "")
    try:
        size = float(given) if given else _DEFAULT_GB
    except ValueError:
        size = -1.0
    if not 0 <= size < 1e6:
        raise ParameterError(f"{VARIABLE} is {given!r}; set it to a number of GB, 0 to keep none")
    if size == 0:
        return None
    return BoundedCache(folder, maker_of(encoder, "tokens"), int(size * 1e9))


def maker_of(encoder: Encoder, what: str) -> str:
    """SHA-256 of all that decides the bytes of a model's vectors: the model and the arithmetic."""
    return hashlib.sha256(f"{encoder.fingerprint} {ARITHMETIC} {what}".encode()).hexdigest()


def embed_tokens(
    texts: Sequence[str],
    encoder: Encoder,
    cache: Cache | None = None,
    progress: Progress = no_progress,
) -> TokenVectors:
    """Finds the token vectors of each text, in the cache where they are there.

    Args:
        texts: n texts.
        encoder: What computes the vectors that are missing.
        cache: Where they are kept; None to keep none.
        progress: Called with the number of texts done since the last call.

    Returns:
        Token vectors, text for text beside `texts`; the same bytes with a cache as without.
    """
    if cache is None:
        return encoder.encode_tokens(texts, progress)
    stored = cache.read(dict.fromkeys(texts))
    missing = [text for text in dict.fromkeys(texts) if text not in stored]
    progress(len(texts) - len(missing))
    fresh = encoder.encode_tokens(missing, progress)
    for start in range(0, len(missing), _AT_A_TIME):
        some = range(start, min(start + _AT_A_TIME, len(missing)))
        cache.write({missing[row]: _packed(fresh, row) for row in some})
    if missing == list(texts):
        return fresh
    row_of = {text: row for row, text in enumerate(missing)}
    parts = [
        _unpacked(stored[text]) if text in stored else _one(fresh, row_of[text]) for text in texts
    ]
    return joined_tokens(parts or [fresh])


def _one(tokens: TokenVectors, row: int) -> TokenVectors:
    """The token vectors of one text."""
    places = slice(int(tokens.starts[row]), int(tokens.starts[row + 1]))
    length = places.stop - places.start
    return TokenVectors(
        tokens.pieces[places],
        take_rows(tokens.vectors, tokens.starts[row : row + 1], np.array([length])),
        tokens.spans[places],
        np.array([0, length], dtype=np.int64),
    )


def _packed(tokens: TokenVectors, row: int) -> bytes:
    """The width of a vector, then pieces, spans and vectors, little-endian."""
    one = _one(tokens, row)
    vectors = take_rows(one.vectors, one.starts[:-1], np.diff(one.starts))
    width = vectors.shape[1]
    return b"".join(
        (
            width.to_bytes(_HEAD, "little"),
            one.pieces.astype("<i8").tobytes(),
            one.spans.astype("<i8").tobytes(),
            vectors.astype("<f4").tobytes(),
        )
    )


def _unpacked(value: bytes) -> TokenVectors:
    width = int.from_bytes(value[:_HEAD], "little")
    n = (len(value) - _HEAD) // (24 + 4 * width)
    whole = np.frombuffer(value, dtype="<i8", offset=_HEAD, count=3 * n)
    vectors = np.frombuffer(value, dtype="<f4", offset=_HEAD + 24 * n)
    return TokenVectors(
        pieces=whole[:n],
        vectors=vectors.reshape(n, width),
        spans=whole[n:].reshape(n, 2),
        starts=np.array([0, n], dtype=np.int64),
    )
