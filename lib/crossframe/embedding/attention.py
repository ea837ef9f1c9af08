"""Queries, keys and values of a pack -> what each text sees of itself, without a mask of a pack.

Texts of one length are computed together. Their matrices are small, and a library that lays each
of them out anew before it multiplies takes twice the time for that.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from crossframe.embedding.batching import LANES, in_lanes
from crossframe.embedding.products import is_slow_by_mkl
from crossframe.records import Vectors

if TYPE_CHECKING:
    from torch import Tensor

# Pieces of the longest text whose products are left to NumPy where that is a gain. OpenBLAS takes
# matrices of 100**3 operations as they lie, and by the thread that asks.
_SHORT = 64


class Run(NamedTuple):
    """`texts` texts of `length` pieces that lie end to end from place `start`."""

    start: int
    texts: int
    length: int

    @property
    def places(self) -> slice:
        """Where they lie."""
        return slice(self.start, self.start + self.texts * self.length)


def runs_of(lengths: Sequence[int]) -> Iterator[Run]:
    """Finds texts of one length that follow each other.

    Args:
        lengths: Pieces of each text, in the order in which they lie.

    Yields:
        Runs, in that order.

    >>> [tuple(run) for run in runs_of([7, 7, 5])]
    [(0, 2, 7), (14, 1, 5)]
    """
    start = 0
    for length, same in groupby(lengths):
        count = len(list(same))
        yield Run(start, count, length)
        start += count * length


def attend(attended: Tensor, context: Tensor, runs: Sequence[Run], heads: int) -> None:
    """Lets the pieces of each text look at each other.

    Args:
        attended: Queries, keys and values of all places of a pack, float32 (places, 3 d).
        context: Where to write what each place sees, float32 (places, d).
        runs: Where the texts lie; for each one, `in_lanes` of its pieces are within the pack.
        heads: In how many parts of d they look.
    """
    for run in runs:
        if run.length <= _SHORT and _prefers_numpy():
            _attend_by_numpy(attended.numpy(), context.numpy(), run, heads)
        else:
            _attend_by_torch(attended, context, run, heads)


def _attend_by_torch(attended: Tensor, context: Tensor, run: Run, heads: int) -> None:
    """Attention by PyTorch.

    Keys and values are read in whole vectors of the processor, which reach into the text behind
    them, and a mask leaves out what is not the text's own.
    """
    from torch.nn.functional import scaled_dot_product_attention

    reach = in_lanes(run.length)
    texts = attended[run.start :].unfold(0, reach, run.length)[: run.texts]
    parts = texts.view(run.texts, 3, heads, -1, reach).transpose(3, 4)
    asked, offered, told = parts.unbind(1)
    seen = scaled_dot_product_attention(
        asked[:, :, : run.length], offered, told, attn_mask=_own(run.length)
    )
    places = context[run.places].view(run.texts, run.length, heads, -1)
    places.copy_(seen.transpose(1, 2))


def _attend_by_numpy(attended: Vectors, context: Vectors, run: Run, heads: int) -> None:
    """The same by NumPy's products, which read and write matrices where they lie.

    Exponentials are computed in whole vectors of the processor, those behind a text's own of
    nothing.
    """
    import torch

    texts = attended[run.places].reshape(run.texts, run.length, 3, heads, -1)
    asked, offered, told = texts.transpose(2, 0, 3, 1, 4)
    turned = offered.swapaxes(2, 3)
    if run.length > LANES:  # then laying them out pays
        turned = np.ascontiguousarray(turned)
    scores = _space.of((run.texts, heads, run.length, in_lanes(run.length)))
    scores[..., run.length :] = -np.inf
    own = scores[..., : run.length]
    np.matmul(asked, turned, out=own)
    shares = torch.from_numpy(scores).mul_(asked.shape[-1] ** -0.5)
    torch.softmax(shares, -1, out=shares)
    places = context[run.places].reshape(run.texts, run.length, heads, -1)
    np.matmul(own, told, out=places.swapaxes(1, 2))


class _Space(threading.local):
    """Where a thread puts scores: memory that is new each time has to be cleared first."""

    def __init__(self) -> None:
        self._kept: Vectors = np.empty(0, dtype=np.float32)

    def of(self, shape: tuple[int, ...]) -> Vectors:
        """Float32 of a shape, until asked again."""
        size = int(np.prod(shape))
        if len(self._kept) < size:
            self._kept = np.empty(size, dtype=np.float32)
        return self._kept[:size].reshape(shape)


_space = _Space()


@cache
def _own(length: int) -> Tensor:
    """What is added to the scores of a text's own keys, and of those behind them."""
    import torch

    own = torch.zeros(1, in_lanes(length))
    own[:, length:] = -torch.inf
    return own


@cache
def _prefers_numpy() -> bool:
    """Whether NumPy multiplies small matrices faster: with OpenBLAS, where MKL is slow."""
    told = np.show_config(mode="dicts") or {}
    library = told.get("Build Dependencies", {}).get("blas", {}).get("name", "")
    return "openblas" in str(library) and is_slow_by_mkl()
