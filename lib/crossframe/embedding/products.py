"""Weights of a layer -> their products with rows of a pack, by what is fastest on a processor.

Weights are laid out once as the processor's library likes them best.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from crossframe.embedding.batching import PACK
from crossframe.embedding.tiles import TiledProduct, has_tiles
from crossframe.machine import processor

if TYPE_CHECKING:
    from torch import Tensor

Step = Callable[["Tensor"], "Tensor"]

# Rows that are made wide at a time, where that is a gain: of 64, 128, 256 and 512 the fastest.
_FED = 256


def product(weight: Tensor, bias: Tensor) -> Step:
    """The product with a weight, in tiles where the processor has them, or by MKL if it is there.

    By itself it is up to a tenth faster there than by oneDNN (1,024 rows, AVX-512 of Intel), but
    MKL has no GELU to go with it.
    """
    import torch

    if has_tiles():
        return TiledProduct(weight, bias)
    lay_out = getattr(torch.ops.mkl, "_mkl_reorder_linear_weight", None)
    multiply = getattr(torch.ops.mkl, "_mkl_linear", None)
    there = torch.backends.mkl.is_available()  # type: ignore[no-untyped-call]
    if not (there and lay_out and multiply) or is_slow_by_mkl():
        return _product_then(weight, bias, "none")
    weight, bias = weight.detach(), bias.detach()
    laid_out = lay_out(weight.clone(), PACK)
    return lambda rows: multiply(rows, laid_out, weight, bias, PACK)


def fed_product(wide: Any, narrow: Any) -> Step:
    """The two products between which a layer is wide, with GELU in between, added to the rows."""
    if has_tiles():
        import torch

        widened, narrowed = (TiledProduct(one.weight, one.bias) for one in (wide, narrow))
        return lambda rows: rows.add_(narrowed(widened(rows), torch.ops.aten.gelu_))
    if is_slow_by_mkl():
        return _fed_by_parts(wide, narrow)
    active = _product_then(wide.weight, wide.bias, "gelu")
    last = product(narrow.weight, narrow.bias)
    return lambda rows: rows.add_(last(active(rows)))


def _fed_by_parts(wide: Any, narrow: Any) -> Step:
    """The same by oneDNN alone, for so many rows at a time that a core keeps what is in between."""
    import torch

    active = _product_then(wide.weight, wide.bias, "gelu", _FED)
    narrowed = _product_then(narrow.weight, narrow.bias, "none", _FED)

    def fed(rows: Tensor) -> Tensor:
        for some in torch.split(rows, _FED):
            some.add_(narrowed(active(some)))
        return rows

    return fed


@cache
def is_slow_by_mkl() -> bool:
    """Whether others multiply faster than MKL: oneDNN does on AMD with AVX-512, by a tenth."""
    import torch

    return "AMD" in processor() and bool(torch.cpu.get_capabilities().get("avx512_f"))


def _product_then(weight: Tensor, bias: Tensor, then: str, n_rows: int = PACK) -> Step:
    """The product of `n_rows` with a weight and what follows, by oneDNN where PyTorch has it."""
    import torch

    weight, bias = weight.detach(), bias.detach()
    lay_out = getattr(torch.ops.mkldnn, "_reorder_linear_weight", None)
    multiply = getattr(torch.ops.mkldnn, "_linear_pointwise", None)
    if lay_out and multiply and torch.backends.mkldnn.enabled:
        laid_out = lay_out(weight.clone(), n_rows)
        how = "none" if then == "gelu" else ""
        return lambda rows: multiply(rows, laid_out, bias, then, [], how)
    linear, gelu = torch.nn.functional.linear, torch.nn.functional.gelu
    if then == "gelu":
        return lambda rows: gelu(linear(rows, weight, bias))
    return lambda rows: linear(rows, weight, bias)
