"""Texts -> vectors: any sentence-transformers model behind one seam, and a cache before it."""

from collections.abc import Sequence

import numpy as np

from crossframe.cache import Cache
from crossframe.embedding.choice import (
    Readers,
    bridge_key,
    choose_readers,
    encoder_key,
    load_encoder,
)
from crossframe.embedding.contract import Encoder, Progress, TokenVectors, no_progress
from crossframe.embedding.encoder import SentenceEncoder
from crossframe.embedding.multilingual import (
    HOW_TO_INSTALL,
    MULTILINGUAL,
    MULTILINGUAL_LANGUAGES,
    MULTILINGUAL_SHA256,
    has_multilingual,
    load_multilingual,
)
from crossframe.embedding.packaged import PACKAGED, SUFFIX, packaged_folder
from crossframe.embedding.token_cache import embed_tokens, maker_of, open_token_cache
from crossframe.embedding.yardstick import Scale, measure_scale
from crossframe.records import Vectors

__all__ = [
    "HOW_TO_INSTALL",
    "MULTILINGUAL",
    "MULTILINGUAL_LANGUAGES",
    "MULTILINGUAL_SHA256",
    "PACKAGED",
    "SUFFIX",
    "Encoder",
    "Progress",
    "Readers",
    "Scale",
    "SentenceEncoder",
    "TokenVectors",
    "bridge_key",
    "choose_readers",
    "embed_texts",
    "embed_tokens",
    "encoder_key",
    "has_multilingual",
    "load_encoder",
    "load_multilingual",
    "maker_of",
    "measure_scale",
    "no_progress",
    "open_token_cache",
    "packaged_folder",
]

_AT_A_TIME = 32_768


def embed_texts(
    texts: Sequence[str],
    encoder: Encoder,
    cache: Cache | None = None,
    progress: Progress = no_progress,
) -> Vectors:
    """Finds the vector of each text, in the cache where it is there.

    Args:
        texts: n texts, no two of them equal.
        encoder: What computes the vectors that are missing.
        cache: Where vectors are kept; None to keep none.
        progress: Called with the number of texts done since the last call.

    Returns:
        Float32 (n, d), unit rows, row for row beside `texts`.
    """
    # A vector takes 1.5 KB, so that this is 50 MB at a time beside those that were asked for.
    parts = [
        _embed_block(texts[at : at + _AT_A_TIME], encoder, cache, progress)
        for at in range(0, max(1, len(texts)), _AT_A_TIME)
    ]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _embed_block(
    texts: Sequence[str], encoder: Encoder, cache: Cache | None, progress: Progress
) -> Vectors:
    stored = cache.read(texts) if cache else {}
    progress(len(stored))
    missing = [text for text in texts if text not in stored]
    fresh = encoder.encode(missing, progress)
    if cache and missing:
        rows = zip(missing, fresh, strict=True)
        cache.write({text: vector.astype("<f4").tobytes() for text, vector in rows})
    if len(missing) == len(texts):
        return fresh
    found = np.empty((len(texts), fresh.shape[1]), dtype=np.float32)
    row_of = {text: row for row, text in enumerate(missing)}
    for row, text in enumerate(texts):
        value = stored.get(text)
        found[row] = fresh[row_of[text]] if value is None else np.frombuffer(value, dtype="<f4")
    return found
