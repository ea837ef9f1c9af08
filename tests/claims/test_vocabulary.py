"""Words that pairs share are weighed the same, found once or each time anew."""

from __future__ import annotations

import numpy as np
import pytest
from crossframe.claims import vocabulary
from crossframe.claims.vocabulary import (
    count_words,
    find_shared_words,
    pair_products,
    weigh_words,
)


@pytest.mark.parametrize("at_a_time", [1, 7, 1000])
def test_shared_words_are_those_of_each_pair(
    at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "_PAIRS_AT_A_TIME", at_a_time)
    random = np.random.default_rng(1)
    words = ["the", "span", "of", "bridge", "fell", "into", "deep", "water", "on", "Tuesday"]
    texts = [" ".join(random.choice(words, random.integers(0, 9))) for _ in range(30)]
    counts = count_words(texts)
    first, second = np.triu_indices(len(texts), 1)
    shared = find_shared_words(counts, first, second)
    for without in (None, 3, 20):
        rows = weigh_words(counts, np.arange(len(texts)) != without)
        found = shared.products(rows)
        assert found.any()
        assert not found.all()
        assert (found == pair_products(rows, first, second)).all(), "to the last bit"


def test_nothing_is_shared_where_there_is_no_pair() -> None:
    counts = count_words(["one text"])
    none = np.zeros(0, dtype=np.int64)
    assert find_shared_words(counts, none, none).products(counts).tolist() == []
