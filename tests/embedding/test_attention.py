"""Attention within a pack: as exact as float32, and of each text alone, whichever library helps."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from crossframe.embedding import attention
from crossframe.embedding.attention import Run, attend, runs_of
from crossframe.embedding.batching import PACK
from crossframe.records import Vectors

HEADS, SIZE = 3, 96  # rows and heads begin where vectors of the processor may, as in a model
LENGTHS = [70, 64, 40, 33, 17, 17, 17, 16, 16, 9, 3, 3, 1]


@pytest.fixture(params=[True, False], ids=["by NumPy", "by PyTorch"])
def by_numpy(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    preferred = bool(request.param)
    monkeypatch.setattr(attention, "_prefers_numpy", lambda: preferred)
    return preferred


def drawn(places: int = PACK) -> Vectors:
    return np.random.default_rng(0).standard_normal((places, 3 * SIZE)).astype(np.float32)


def seen(attended: Vectors, runs: list[Run]) -> Vectors:
    context = torch.zeros(len(attended), SIZE)
    with torch.inference_mode():
        attend(torch.from_numpy(attended), context, runs, HEADS)
    return context.numpy()


def exact(text: Vectors) -> Vectors:
    """The same by the formula, in float64: (length, 3 d) -> (length, d)."""
    parts = text.astype(np.float64).reshape(len(text), 3, HEADS, -1).transpose(1, 2, 0, 3)
    asked, offered, told = parts
    scores = asked @ offered.swapaxes(1, 2) / np.sqrt(asked.shape[-1])
    shares = np.exp(scores - scores.max(-1, keepdims=True))
    found = shares / shares.sum(-1, keepdims=True) @ told
    return found.swapaxes(0, 1).reshape(len(text), -1)


@pytest.mark.usefixtures("by_numpy")
def test_pieces_see_those_of_their_own_text_and_no_others() -> None:
    attended, runs = drawn(), list(runs_of(LENGTHS))
    found = seen(attended, runs)
    for run in runs:
        for start in range(run.places.start, run.places.stop, run.length):
            text = slice(start, start + run.length)
            assert np.abs(found[text] - exact(attended[text])).max() < 1e-5
    assert not found[sum(LENGTHS) :].any()


@pytest.mark.usefixtures("by_numpy")
@pytest.mark.parametrize("length", [1, 7, 16, 17, 40, 64, 65, 200])
def test_what_a_text_sees_is_the_same_anywhere_to_the_last_bit(length: int) -> None:
    text, others = drawn(length), drawn() * 3
    expected = None
    for start, texts, at in ((0, 1, 0), (0, 3, 2), (5, 2, 1), (301, 3, 0)):
        attended = others.copy()
        first = start + at * length
        attended[first : first + length] = text
        found = seen(attended, [Run(start, texts, length)])[first : first + length]
        assert expected is None or np.array_equal(found, expected)
        expected = found


def test_numpy_is_preferred_with_openblas_alone_where_mkl_is_slow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for library, slow, expected in (
        ("scipy-openblas", True, True),
        ("scipy-openblas", False, False),
        ("mkl-sdl", True, False),
    ):
        told = {"Build Dependencies": {"blas": {"name": library}}}
        monkeypatch.setattr(np, "show_config", lambda told=told, **_: told)
        monkeypatch.setattr(attention, "is_slow_by_mkl", lambda slow=slow: slow)
        assert attention._prefers_numpy.__wrapped__() is expected
