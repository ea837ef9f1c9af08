"""Products of float32 matrices, each made of three of bfloat16, which some processors hasten.

A float32 number is the sum of a bfloat16 and of what that leaves, in bfloat16 too, but for 2**-17
of its size. Of the products of such halves the one of both remainders is no larger and is left out;
sums are of float32. Processors that multiply tiles of bfloat16 (AMX) take half the time for these
three that they take for one product of float32. (Henry, Tang, Heinecke: Leveraging the bfloat16
artificial intelligence datatype for higher-precision computations, 2019.)
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

    Multiply = Callable[[Tensor, Tensor, Tensor], None]
    InPlace = Callable[[Tensor], object]

# Rows that are halved at a time: they are read again before they leave the processor's cache.
_ROWS = 128
# What CBLAS calls row-major, not transposed and transposed.
_ROW_MAJOR, _AS_IS, _TURNED = 101, 111, 112


def has_tiles() -> bool:
    """Whether the processor multiplies tiles of bfloat16, by an MKL that PyTorch brings along."""
    return _multiply() is not None


class TiledProduct:
    """The product with a weight (outputs, inputs), and a bias (outputs,) that is added to it."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        self._upper, self._lower = _space.halves(weight.detach()).clone()
        self._bias = bias.detach()

    def __call__(self, rows: Tensor, first: InPlace | None = None) -> Tensor:
        """Multiplies.

        Args:
            rows: (n, inputs) float32.
            first: What is done to them before that, in place, some rows at a time.

        Returns:
            (n, outputs) float32.
        """
        multiply = _multiply()
        assert multiply is not None  # noqa: S101  # `has_tiles` is asked before
        found = self._bias.expand(len(rows), -1).contiguous()
        upper, lower = _space.halves(rows, first)
        multiply(upper, self._upper, found)
        multiply(upper, self._lower, found)
        multiply(lower, self._upper, found)
        return found


class _Space(threading.local):
    """Where a thread puts halves: memory that is new each time costs a fifth of a product."""

    def __init__(self) -> None:
        self._kept: dict[int, Tensor] = {}

    def halves(self, rows: Tensor, first: InPlace | None = None) -> Tensor:
        """Float32 (n, k) -> (2, n, k): the nearest bfloat16, and what it leaves, until asked again.

        One memory serves all matrices of k columns.
        """
        import torch

        with torch.inference_mode():  # what was made within can be written to within alone
            n, width = rows.shape
            kept = self._kept.get(width)
            if kept is None or kept.shape[1] < n:
                kept = self._kept[width] = torch.empty(2, n, width, dtype=torch.bfloat16)
            upper, lower = found = kept[:, :n]
            left = torch.empty(min(_ROWS, n), width)
            for begin in range(0, n, _ROWS):
                some = slice(begin, begin + _ROWS)
                part = rows[some]
                if first:
                    first(part)
                rest = left[: len(part)].copy_(upper[some].copy_(part))
                lower[some].copy_(torch.sub(part, rest, out=rest))
            return found


_space = _Space()


@cache
def _multiply() -> Multiply | None:
    """MKL's product of two bfloat16 matrices, added to a float32 one; None where there is none."""
    import torch

    if not torch.cpu.get_capabilities().get("amx_bf16"):
        return None
    try:
        mkl = ctypes.CDLL(str(Path(torch.__file__).parent / "lib" / "libtorch_cpu.so"))
        product = mkl.cblas_gemm_bf16bf16f32
    except (OSError, AttributeError):
        return None
    whole, real, matrix = ctypes.c_int, ctypes.c_float, (ctypes.c_void_p, ctypes.c_int)
    product.argtypes = [*(whole,) * 6, real, *matrix, *matrix, real, *matrix]
    product.restype = None

    def multiply(rows: Tensor, weight: Tensor, found: Tensor) -> None:
        sizes = (len(rows), len(weight), rows.shape[1])
        a, b, c = ((one.data_ptr(), one.stride(0)) for one in (rows, weight, found))
        product(_ROW_MAJOR, _AS_IS, _TURNED, *sizes, 1.0, *a, *b, 1.0, *c)

    return multiply
