"""Token vectors from a cache: the same bytes, and only what is new is read by the model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from crossframe.claim_build import build_claim_map, open_caches
from crossframe.claims import blank_layout
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import (
    Encoder,
    Progress,
    TokenVectors,
    embed_tokens,
    no_progress,
    open_token_cache,
)
from crossframe.embedding.token_cache import VARIABLE
from crossframe.errors import ParameterError
from small_world import NEW_ARTICLE, FakeEncoder, small_articles

TEXTS = ["The bridge fell.", "", "Four died.", "The port stays closed, said the mayor."]


class CountingEncoder(FakeEncoder):
    """Notes the texts that it is asked to read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode_tokens(self, texts: Sequence[str], progress: Progress = no_progress) -> TokenVectors:
        self.read += texts
        return super().encode_tokens(texts, progress)


def same(found: TokenVectors, expected: TokenVectors) -> bool:
    pairs = zip(found, expected, strict=True)
    return all(np.array_equal(one, two) and one.dtype == two.dtype for one, two in pairs)


def test_what_comes_from_the_cache_has_the_same_bytes(tmp_path: Path) -> None:
    encoder, done = CountingEncoder(), list[int]()
    cache = open_token_cache(tmp_path, encoder)
    expected = FakeEncoder().encode_tokens(TEXTS)
    assert same(embed_tokens(TEXTS[:2], encoder, cache), FakeEncoder().encode_tokens(TEXTS[:2]))
    assert same(embed_tokens(TEXTS, encoder, cache, done.append), expected)
    assert same(embed_tokens(TEXTS, encoder, cache), expected)
    twice = [*TEXTS, TEXTS[0]]
    assert same(embed_tokens(twice, encoder, cache), FakeEncoder().encode_tokens(twice))
    assert encoder.read == TEXTS
    assert done[0] == 2


def test_no_texts_have_no_vectors(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    found = embed_tokens([], encoder, open_token_cache(tmp_path, encoder))
    assert same(found, encoder.encode_tokens([]))


@pytest.mark.model
def test_the_model_s_own_come_back_to_the_last_bit(encoder: Encoder, tmp_path: Path) -> None:
    cache = open_token_cache(tmp_path, encoder)
    embed_tokens(TEXTS[1:3], encoder, cache)
    for _ in range(2):
        assert same(embed_tokens(TEXTS, encoder, cache), encoder.encode_tokens(TEXTS))


def test_of_a_new_article_its_own_sentences_alone_are_read(
    write_articles: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossframe.claim_compare.lay_out", lambda rows, _: blank_layout(len(rows)))
    encoder = CountingEncoder()

    def build(articles: Sequence[object]) -> list[str]:
        caches = open_caches(tmp_path / "cache", encoder, tokens=True)
        corpus = read_corpora(write_articles(articles))["small"]
        build_claim_map(corpus, Parameters(event="small"), encoder, caches)
        assert caches.troubles == ()
        read, encoder.read = encoder.read, []
        return read

    assert len(build(small_articles())) > 10
    assert build(small_articles()) == []
    fresh = build([*small_articles(), NEW_ARTICLE])
    assert sorted(fresh) == ["A crane was brought from the north at dawn.", "A new voice"]


def test_the_cache_can_be_switched_off_and_its_size_must_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "0")
    assert open_token_cache(tmp_path, FakeEncoder()) is None
    monkeypatch.setenv(VARIABLE, "0.5")
    cache = open_token_cache(tmp_path, FakeEncoder())
    assert cache is not None
    assert cache._limit == 500_000_000
    for wrong in ("much", "-1", "nan", "inf"):
        monkeypatch.setenv(VARIABLE, wrong)
        with pytest.raises(ParameterError, match=f"{VARIABLE} is '{wrong}'"):
            open_token_cache(tmp_path, FakeEncoder())
