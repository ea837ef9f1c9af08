"""Texts -> vectors: any sentence-transformers model behind one seam, and a cache before it."""

from collections.abc import Sequence

import numpy as np

from crossframe.cache import Cache
from crossframe.embedding.ahead import having_read
from crossframe.embedding.choice import Readers, choose_readers, load_encoder
from crossframe.embedding.contract import Encoder, Progress, TokenVectors, no_progress
from crossframe.embedding.encoder import SentenceEncoder
from crossframe.embedding.filed import FiledRows, one_run_at_a_time, runs_of, take_rows
from crossframe.embedding.multilingual import load_multilingual
from crossframe.embedding.packaged import packaged_folder
from crossframe.embedding.spilled import reading_words
from crossframe.embedding.threads import fastest_threads
from crossframe.embedding.token_cache import embed_tokens, maker_of, open_token_cache
from crossframe.embedding.yardstick import Scale, measure_scale
from crossframe.records import Vectors

__all__ = [
    "Encoder",
    "FiledRows",
    "Progress",
    "Readers",
    "Scale",
    "SentenceEncoder",
    "TokenVectors",
    "choose_readers",
    "embed_texts",
    "embed_tokens",
    "fastest_threads",
    "having_read",
    "load_encoder",
    "load_multilingual",
    "maker_of",
    "measure_scale",
    "no_progress",
    "one_run_at_a_time",
    "open_token_cache",
    "packaged_folder",
    "reading_words",
    "runs_of",
    "take_rows",
]

# Texts whose vectors, 50 MB, are computed and written to the cache at once.
_AT_A_TIME = 32_768
# Texts that are looked for in the cache at once, whose keys take 50 MB: where they are nearly all
# that it holds, it reads them fastest.
_LOOKED_FOR_AT_A_TIME = 4 * _AT_A_TIME


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
    found = np.empty((len(texts), encoder.encode([]).shape[1]), dtype=np.float32)
    for at in range(0, len(texts), _LOOKED_FOR_AT_A_TIME):
        block = slice(at, at + _LOOKED_FOR_AT_A_TIME)
        _embed_block(texts[block], found[block], encoder, cache, progress)
    return found


def _embed_block(
    texts: Sequence[str],
    found: Vectors,
    encoder: Encoder,
    cache: Cache | None,
    progress: Progress,
) -> None:
    """Writes the vectors of texts to `found`, row for row."""
    missing = _read_block(texts, found, cache, progress) if cache else list(range(len(texts)))
    for at in range(0, len(missing), _AT_A_TIME):
        rows = missing[at : at + _AT_A_TIME]
        named = [texts[row] for row in rows]
        fresh = encoder.encode(named, progress)
        found[rows] = fresh
        if cache:
            pairs = zip(named, fresh, strict=True)
            cache.write({text: vector.astype("<f4").tobytes() for text, vector in pairs})


def _read_block(
    texts: Sequence[str], found: Vectors, cache: Cache, progress: Progress
) -> list[int]:
    """Writes the vectors that the cache has to `found`; returns the rows that it has not."""
    missing = np.ones(len(texts), dtype=np.bool_)
    for some in cache.read_parts(texts):
        if some:
            rows = np.array(list(some))
            values = np.frombuffer(b"".join(some.values()), dtype="<f4")
            found[rows] = values.reshape(len(rows), -1)
            missing[rows] = False
    still: list[int] = np.flatnonzero(missing).tolist()
    progress(len(texts) - len(still))
    return still
