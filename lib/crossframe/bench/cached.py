"""Many vectors in the cache -> how long they take to read, by one core."""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time

import numpy as np

from crossframe.bench.benchmark import Ask
from crossframe.bench.rows import Bar, Row, row_of
from crossframe.cache import Cache
from crossframe.embedding import Progress, TokenVectors, embed_texts, no_progress
from crossframe.errors import ModelError
from crossframe.records import Vectors

_N, _N_QUICK, _SIZE = 100_000, 2000, 384
_BLOCK = 20_000
_MAKER = "00" * 32


class _NoModel:
    """Stands where a model would be: everything is to be found in the cache."""

    name = fingerprint = "none"
    languages = None
    reads_words = False

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        progress(len(texts))
        return np.zeros((len(texts), _SIZE), dtype=np.float32)

    def encode_tokens(
        self,
        texts: Sequence[str],
        progress: Progress = no_progress,  # noqa: ARG002
    ) -> TokenVectors:
        raise ModelError(f"encoder {self.name!r} has no words, so {len(texts)} texts are not read")


def bench_cache(ask: Ask) -> list[Row]:
    """Reads vectors by their texts, from a cache that holds just those.

    Args:
        ask: How to measure.

    Returns:
        Seconds of one core, its checksums and the copying included.
    """
    n = _N_QUICK if ask.quick else _N
    texts = [
        f"The bridge over the harbour fell at {number}, officials said." for number in range(n)
    ]
    vectors = np.random.default_rng(0).random((_BLOCK, _SIZE), dtype=np.float32)
    cache = Cache(ask.work / "vectors", _MAKER)
    ask.tell(f"writing {n:,} vectors")
    for at in range(0, n, _BLOCK):
        rows = zip(texts[at : at + _BLOCK], vectors, strict=False)
        cache.write({text: vector.tobytes() for text, vector in rows})
    seconds = []
    for number in range(ask.rounds):
        ask.tell(f"reading them, round {number + 1} of {ask.rounds}")
        began = process_time()
        embed_texts(texts, _NoModel(), cache)
        seconds.append(process_time() - began)
    bar = None if ask.quick else Bar("at most", 1.0)
    return [row_of(f"read {n:,} vectors from the cache", seconds, "s of a core", bar=bar)]
