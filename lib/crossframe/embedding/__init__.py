"""Texts -> vectors: any sentence-transformers model behind one seam, and a cache before it."""

from collections.abc import Sequence

import numpy as np

from crossframe.cache import Cache
from crossframe.embedding.contract import Encoder, Progress, TokenVectors, no_progress
from crossframe.embedding.encoder import ARITHMETIC, SentenceEncoder, load_encoder
from crossframe.embedding.packaged import PACKAGED, encoder_key, packaged_folder
from crossframe.records import Vectors

__all__ = [
    "ARITHMETIC",
    "PACKAGED",
    "Encoder",
    "Progress",
    "SentenceEncoder",
    "TokenVectors",
    "embed_texts",
    "encoder_key",
    "load_encoder",
    "no_progress",
    "packaged_folder",
]


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
    stored = cache.read(texts) if cache else {}
    known = {text: np.frombuffer(value, dtype="<f4") for text, value in stored.items()}
    progress(len(known))
    missing = [text for text in texts if text not in known]
    fresh = encoder.encode(missing, progress)
    computed = dict(zip(missing, fresh, strict=True))
    if cache and computed:
        cache.write({text: vector.astype("<f4").tobytes() for text, vector in computed.items()})
    found = known | computed
    return np.stack([found[text] for text in texts]) if texts else fresh
