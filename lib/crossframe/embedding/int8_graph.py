"""A BERT model -> the same in eight-bit numbers, as an ONNX graph.

Weights have one scale a column, and what is multiplied with them one range that was measured
beforehand. The usual way measures it in each batch; then a vector would depend on the other texts
of its batch, which here it must not. Products of whole numbers are exact, so any number of texts of
one length gives the same bytes. What is no product with weights stays float32.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import onnx
    import torch
    from sentence_transformers import SentenceTransformer

# Least and largest number that reaches a product, by layer and product of it.
Ranges = Mapping[tuple[int, int], tuple[float, float]]
_CONTRIB = "com.microsoft"
_OPSET, _IR = 20, 10
# Ranges are kept to three digits, so that the last bits of the float model have no say in them.
_DIGITS = 3


def measure_ranges(model: SentenceTransformer, texts: Sequence[str]) -> Ranges:
    """Measures what reaches the products with weights, text by text.

    Args:
        model: A BERT model.
        texts: Texts of the usual kind.

    Returns:
        Ranges by layer and product.
    """
    found: dict[tuple[int, int], tuple[float, float]] = {}

    def noting(place: tuple[int, int]) -> Any:
        def note(_: object, given: tuple[torch.Tensor, ...]) -> None:
            least, most = found.get(place, (0.0, 0.0))
            found[place] = min(least, float(given[0].min())), max(most, float(given[0].max()))

        return note

    hooks = [
        product.register_forward_pre_hook(noting((number, place)))
        for number, layer in enumerate(_layers(model))
        for place, product in enumerate(_products(layer))
    ]
    try:
        for text in texts:
            model.encode([text], show_progress_bar=False)
    finally:
        for hook in hooks:
            hook.remove()
    return {place: (_rounded(least), _rounded(most)) for place, (least, most) in found.items()}


def build_graph(model: SentenceTransformer, ranges: Ranges, depth: int) -> onnx.ModelProto:
    """Writes the first layers of a BERT model as a graph of eight-bit products.

    Args:
        model: The model.
        ranges: What reaches each product.
        depth: How many layers.

    Returns:
        A graph from `ids` (texts, pieces) and `places` (pieces,), int64, to `hidden` (texts,
        pieces, d), float32; all texts have the same number of pieces.
    """
    return _Drawing(model, ranges).drawn(depth)


def _layers(model: SentenceTransformer) -> Sequence[Any]:
    transformer: Any = getattr(model[0], "model", None)
    layers: Sequence[Any] = transformer.encoder.layer
    return layers


def _products(layer: Any) -> tuple[Any, ...]:
    """The four products of a layer; the first stands for those of query, key and value."""
    return (
        layer.attention.self.query,
        layer.attention.output.dense,
        layer.intermediate.dense,
        layer.output.dense,
    )


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


class _Drawing:
    """A graph that is being drawn: each method adds nodes and returns the name of their output."""

    def __init__(self, model: SentenceTransformer, ranges: Ranges) -> None:
        self._transformer: Any = getattr(model[0], "model", None)
        self._ranges = ranges
        self._layers = _layers(model)
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def drawn(self, depth: int) -> onnx.ModelProto:
        from onnx import TensorProto, helper

        last = self._embedded()
        for number in range(depth):
            last = self._layer(number, last)
        self._node("Identity", [last], "hidden")
        graph = helper.make_graph(
            self._nodes,
            "crossframe",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "pieces"]),
                helper.make_tensor_value_info("places", TensorProto.INT64, ["pieces"]),
            ],
            [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, None)],
            self._constants,
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR)

    def _embedded(self) -> str:
        table = self._transformer.embeddings
        positions = table.position_embeddings.weight + table.token_type_embeddings.weight[0]
        words = self._constant("words", _array(table.word_embeddings.weight))
        self._node("Gather", [words, "ids"], "word")
        self._node("Gather", [self._constant("positions", _array(positions)), "places"], "place")
        self._node("Add", ["word", "place"], "sum")
        weight, bias = self._norm("embedding", table.LayerNorm)
        epsilon = float(table.LayerNorm.eps)
        given = ["sum", weight, bias]
        return self._node("LayerNormalization", given, "embedded", axis=-1, epsilon=epsilon)

    def _layer(self, number: int, given: str) -> str:
        layer = self._layers[number]
        own, after, last = layer.attention.self, layer.attention.output, layer.output
        three = (own.query, own.key, own.value)
        weight = np.concatenate([_array(one.weight) for one in three])
        bias = np.concatenate([_array(one.bias) for one in three])
        attended = self._product(number, 0, given, weight, bias)
        context = self._attention(number, attended)
        merged = self._dense(number, 1, context, after.dense)
        middle = self._added(f"middle{number}", merged, given, after.LayerNorm)
        widened = self._dense(number, 2, middle, layer.intermediate.dense)
        bent = self._node("Gelu", [widened], f"bent{number}", domain=_CONTRIB)
        narrowed = self._dense(number, 3, bent, last.dense)
        return self._added(f"layer{number}", narrowed, middle, last.LayerNorm)

    def _attention(self, number: int, attended: str) -> str:
        from onnx import helper

        size, heads = self._transformer.config.hidden_size, self._transformer.config
        sizes = self._constant(f"sizes{number}", np.array([size] * 3, dtype=np.int64))
        names = [f"{name}{number}" for name in ("asked", "offered", "told")]
        self._nodes.append(helper.make_node("Split", [attended, sizes], names, axis=-1))
        return self._node(
            "MultiHeadAttention",
            names,
            f"context{number}",
            domain=_CONTRIB,
            num_heads=int(heads.num_attention_heads),
        )

    def _dense(self, number: int, place: int, given: str, dense: Any) -> str:
        return self._product(number, place, given, _array(dense.weight), _array(dense.bias))

    def _product(
        self,
        number: int,
        place: int,
        given: str,
        weight: npt.NDArray[np.float32],
        bias: npt.NDArray[np.float32],
    ) -> str:
        """A product of eight-bit numbers: `weight` (out, in), `bias` (out,)."""
        name = f"product{number}.{place}"
        least, most = self._ranges[number, place]
        step = max(most - least, 1e-6) / 255
        scales = np.maximum(np.abs(weight).max(axis=1), 1e-12) / 127
        whole = np.clip(np.rint(weight / scales[:, None]), -127, 127).astype(np.int8).T
        parts = {
            "step": np.float32(step),
            "zero": np.uint8(round(-least / step)),
            "weight": np.ascontiguousarray(whole),
            "scales": scales.astype(np.float32),
            "none": np.zeros(len(scales), dtype=np.int8),
            "bias": bias,
        }
        at = {key: self._constant(f"{name}.{key}", value) for key, value in parts.items()}
        whole_given = self._node("QuantizeLinear", [given, at["step"], at["zero"]], f"{name}.given")
        inputs = [whole_given, *(at[k] for k in ("weight", "step", "scales", "zero", "none"))]
        return self._node("MatMulIntegerToFloat", [*inputs, at["bias"]], name, domain=_CONTRIB)

    def _added(self, name: str, one: str, other: str, norm: Any) -> str:
        given = [one, other, *self._norm(name, norm)]
        how = {"domain": _CONTRIB, "epsilon": float(norm.eps)}
        return self._node("SkipLayerNormalization", given, name, **how)

    def _norm(self, name: str, norm: Any) -> tuple[str, str]:
        weight = self._constant(f"{name}.weight", _array(norm.weight))
        return weight, self._constant(f"{name}.bias", _array(norm.bias))

    def _node(self, kind: str, given: Sequence[str], name: str, **how: Any) -> str:
        from onnx import helper

        self._nodes.append(helper.make_node(kind, list(given), [name], **how))
        return name

    def _constant(self, name: str, value: Any) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name


def _array(tensor: torch.Tensor) -> npt.NDArray[np.float32]:
    found: npt.NDArray[np.float32] = tensor.detach().numpy()
    return found
