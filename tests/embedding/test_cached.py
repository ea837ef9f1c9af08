"""Vectors that the cache has are read, the others computed, in blocks of either."""

from pathlib import Path

import numpy as np
import pytest
from crossframe import embedding
from crossframe.cache import Cache
from crossframe.embedding import embed_texts
from small_world import FakeEncoder

TEXTS = [f"the {word} fell at {hour}" for hour in range(10) for word in ("span", "tower", "wall")]


@pytest.mark.parametrize("known", [[], TEXTS[3:17:2], TEXTS[::-1]])
def test_blocks_change_no_vector(
    known: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "_AT_A_TIME", 4)
    monkeypatch.setattr(embedding, "_LOOKED_FOR_AT_A_TIME", 12)
    encoder, cache = FakeEncoder(), Cache(tmp_path, "00" * 32)
    embed_texts(known, encoder, cache)
    expected = encoder.encode(TEXTS)
    for _ in range(2):
        done: list[int] = []
        found = embed_texts(TEXTS, encoder, cache, done.append)
        assert found.dtype == np.float32
        assert np.array_equal(found, expected)
        assert sum(done) == len(TEXTS)
    assert np.array_equal(embed_texts(TEXTS, encoder), expected)
    assert cache.troubles == []
