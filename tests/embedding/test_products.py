"""Products of a layer: the same numbers whichever library makes them."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from crossframe.embedding import load_encoder, products
from crossframe.embedding.batching import ENDING, PACK
from torch.nn import Linear
from torch.nn.functional import gelu

TEXTS = [
    "The ferry struck the pier at noon.",
    *(f"Divers searched the {n}th dock of the port until dusk, the mayor said." for n in range(90)),
]


@pytest.mark.parametrize("preferred", [True, False])
def test_what_a_layer_is_fed_is_as_exact_as_float32(
    monkeypatch: pytest.MonkeyPatch, *, preferred: bool
) -> None:
    monkeypatch.setattr(products, "has_tiles", lambda: False)
    monkeypatch.setattr(products, "is_slow_by_mkl", lambda: preferred)
    draw = torch.Generator().manual_seed(0)
    torch.manual_seed(0)
    wide, narrow = Linear(48, 192), Linear(192, 48)
    rows = torch.randn(PACK, 48, generator=draw)
    with torch.inference_mode():
        found = products.fed_product(wide, narrow)(rows.clone())
        exact = rows.double() + narrow.double()(gelu(wide.double()(rows.double())))
    assert (found - exact).abs().max() < 1e-5


def test_so_many_rows_as_are_made_wide_at_a_time_fill_every_pack() -> None:
    assert all(size % products._FED == 0 for size in (PACK, *ENDING))


@pytest.mark.model
def test_vectors_hardly_depend_on_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "has_tiles", lambda: False)
    found = []
    for preferred in (True, False):
        monkeypatch.setattr(products, "is_slow_by_mkl", lambda preferred=preferred: preferred)
        found.append(load_encoder(threads=1).encode(TEXTS))
    assert np.abs(found[0] - found[1]).max() < 1e-6


@pytest.mark.parametrize(
    ("name", "wide_vectors", "expected"),
    [
        ("x86_64 AMD EPYC 9554", True, True),
        ("x86_64 AMD EPYC 7601", False, False),
        ("x86_64 Intel(R) Xeon(R) 8375C", True, False),
    ],
)
def test_mkl_is_slow_where_it_was_measured(
    monkeypatch: pytest.MonkeyPatch, name: str, *, wide_vectors: bool, expected: bool
) -> None:
    monkeypatch.setattr(products, "processor", lambda: name)
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_f": wide_vectors})
    assert products.is_slow_by_mkl.__wrapped__() is expected
