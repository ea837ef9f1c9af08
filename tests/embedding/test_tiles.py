"""Products in tiles: as exact as float32 is asked to be, and each row by itself."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from crossframe.embedding import Encoder, SentenceEncoder, load_encoder, packed, products
from crossframe.embedding.batching import GRAIN
from crossframe.embedding.packed import PackedEngine
from crossframe.embedding.tiles import TiledProduct, has_tiles

needs_tiles = pytest.mark.skipif(not has_tiles(), reason="this processor has no tiles of bfloat16")
PLACES, NARROW, WIDE = 1024, 384, 1536


def _numbers(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@needs_tiles
@pytest.mark.parametrize(("inputs", "outputs"), [(NARROW, WIDE), (WIDE, NARROW), (NARROW, NARROW)])
def test_a_product_errs_by_less_than_one_in_ten_thousand(inputs: int, outputs: int) -> None:
    rows, weight = _numbers(PLACES, inputs), _numbers(outputs, inputs, seed=1)
    bias = _numbers(outputs, seed=2)
    exact = rows.double() @ weight.double().T + bias.double()
    found = TiledProduct(weight, bias)(rows)
    size = (rows.double().abs() @ weight.double().abs().T).max()
    assert (found - exact).abs().max() / size < 2**-17
    # Halves of eight bits alone would err a hundred times more.
    rough = rows.bfloat16().double() @ weight.bfloat16().double().T + bias.double()
    assert (rough - exact).abs().max() > 100 * (found - exact).abs().max()


@needs_tiles
def test_a_row_is_the_same_wherever_it_stands() -> None:
    rows = _numbers(PLACES, NARROW)
    product = TiledProduct(_numbers(WIDE, NARROW, seed=1), _numbers(WIDE, seed=2))
    order = torch.randperm(PLACES, generator=torch.Generator().manual_seed(3))
    assert torch.equal(product(rows)[order], product(rows[order]))


@needs_tiles
@pytest.mark.parametrize(("inputs", "outputs"), [(NARROW, WIDE), (WIDE, NARROW), (NARROW, NARROW)])
def test_a_row_is_the_same_among_fewer(inputs: int, outputs: int) -> None:
    rows = _numbers(PLACES, inputs)
    product = TiledProduct(_numbers(outputs, inputs, seed=1), _numbers(outputs, seed=2))
    whole = product(rows)
    for n in range(GRAIN, PLACES, GRAIN):
        assert torch.equal(product(rows[:n].clone()), whole[:n])


@needs_tiles
@pytest.mark.model
def test_vectors_do_not_depend_on_the_size_of_a_pack(encoder: SentenceEncoder) -> None:
    engine = encoder._engine
    assert isinstance(engine, PackedEngine)
    for n in (1, 3, 6, 11, 23):
        pieces = [np.arange(1000 + n, 1007 + n + 2 * k) for k in range(n)]
        (small,) = engine.plan([len(row) for row in pieces])
        assert small.width % GRAIN == 0
        assert small.width < PLACES
        whole = small._replace(width=PLACES)
        assert np.array_equal(engine.sentences(small, pieces), engine.sentences(whole, pieces))
        found, same = engine.tokens(small, pieces), engine.tokens(whole, pieces)
        assert all(map(np.array_equal, found, same))


@needs_tiles
def test_what_comes_first_is_done_to_all_rows() -> None:
    rows = _numbers(PLACES + 5, NARROW)
    product = TiledProduct(_numbers(WIDE, NARROW, seed=1), _numbers(WIDE, seed=2))
    assert torch.equal(product(rows.relu()), product(rows.clone(), torch.relu_))


@needs_tiles
@pytest.mark.model
def test_vectors_are_those_of_a_processor_without_tiles(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (packed, products):
        monkeypatch.setattr(module, "has_tiles", lambda: False)
    without = load_encoder()
    texts = ["Four died.", "", "Ferries left the harbour before the bridge fell.", "word " * 400]
    assert np.abs(encoder.encode(texts) - without.encode(texts)).max() < 1e-5
    words, exact = (np.asarray(one.encode_tokens(texts).vectors) for one in (encoder, without))
    assert np.abs(words - exact).max() < 1e-5
