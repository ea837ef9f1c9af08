"""Packs of a BERT model: texts end to end, no place left empty, each attending to itself alone.

The products with weights, nine tenths of the work, are over all places of a pack and so always of
one shape; attention is computed for the texts of one length at a time, without a mask. Weights are
laid out once as the processor's library likes them best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from crossframe.embedding.batching import GRAIN, HALF, LANES, PACK, in_lanes, plan_packs
from crossframe.embedding.contract import Batch, Pieces
from crossframe.embedding.products import Step, fed_product, product
from crossframe.embedding.threads import in_one_thread
from crossframe.embedding.tiles import has_tiles
from crossframe.records import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor

    from crossframe.embedding.bare import BareModel

# Models whose layers are BERT's, and the number of the first position that they count from.
_FIRST_POSITION: dict[str, Callable[[Any], int]] = {
    "BertModel": lambda _: 0,
    "RobertaModel": lambda config: config.pad_token_id + 1,
    "XLMRobertaModel": lambda config: config.pad_token_id + 1,
}


class _Layer(NamedTuple):
    """The products and norms of one layer."""

    attended: Step
    merged: Step
    first_norm: Step
    fed: Step
    second_norm: Step


class Run(NamedTuple):
    """`texts` texts of `length` pieces that lie end to end from place `start`."""

    start: int
    texts: int
    length: int

    @property
    def places(self) -> slice:
        """Where they lie."""
        return slice(self.start, self.start + self.texts * self.length)


def is_packable(model: SentenceTransformer | BareModel, longest: int) -> bool:
    """Whether a model is BERT's kind all through, with a mean or a first token as its vector."""
    transformer = getattr(model[0], "model", None)
    config = getattr(transformer, "config", None)
    kinds = [type(module).__name__ for module in model]
    return (
        type(transformer).__name__ in _FIRST_POSITION
        and getattr(config, "hidden_act", "") == "gelu"
        and getattr(config, "position_embedding_type", "absolute") in ("absolute", None)
        and kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
        and getattr(model[1], "pooling_mode", "") in ("mean", "cls")
        and longest <= PACK
    )


def first_position(transformer: Any) -> int:
    """The number that a model gives to the first place of a text."""
    return _FIRST_POSITION[type(transformer).__name__](transformer.config)


class PackedEngine:
    """Computes packs from the weights of a BERT model."""

    def __init__(self, model: SentenceTransformer | BareModel) -> None:
        import torch

        transformer: Any = getattr(model[0], "model", None)
        pooling: Any = model[1]
        config = transformer.config
        self.size = self.token_size = int(config.hidden_size)
        self._heads = int(config.num_attention_heads)
        self._rows_stand_alone = True if has_tiles() else None  # None: not known yet
        self._mean = pooling.pooling_mode == "mean"
        self._first_position = first_position(transformer)
        with torch.inference_mode():
            table = transformer.embeddings
            self._words = table.word_embeddings.weight
            self._positions = (
                table.position_embeddings.weight + table.token_type_embeddings.weight[0]
            )
            # What is added to the scores of a text's own keys, and of those behind them.
            self._own = torch.cat([torch.zeros(1, PACK), torch.full((1, LANES), -torch.inf)], 1)
            closest = float(config.layer_norm_eps)
            self._norm = _norm(table.LayerNorm, closest)
            self._layers = [_layer(layer, closest) for layer in transformer.encoder.layer]

    def plan(self, lengths: Sequence[int]) -> list[Batch]:
        """Packs of one size, or of less for a rest, if a row of a product is the same among fewer.

        In tiles it is; elsewhere it is tried out when there is first a use for it.
        """
        if has_tiles():
            return plan_packs(lengths, GRAIN)
        packs = plan_packs(lengths, HALF, HALF)
        if all(pack.width == PACK for pack in packs) or self._stands_alone():
            return packs
        return plan_packs(lengths)

    def _stands_alone(self) -> bool:
        """Whether half as many rows have the same products, to the last bit."""
        import torch

        def same(step: Step, rows: Tensor) -> bool:
            return torch.equal(step(rows[:HALF].clone()), step(rows.clone())[:HALF])

        def find() -> bool:
            rows = torch.randn(PACK, self.size, generator=torch.Generator().manual_seed(0))
            layer = self._layers[0]
            with torch.inference_mode():
                return all(same(step, rows) for step in (layer.attended, layer.merged, layer.fed))

        if self._rows_stand_alone is None:
            self._rows_stand_alone = in_one_thread(find)
        return self._rows_stand_alone

    def sentences(self, batch: Batch, pieces: Sequence[Pieces]) -> Vectors:
        """Sentence vectors of a pack."""
        import torch

        hidden, runs = self._hidden(batch, pieces, len(self._layers))
        with torch.inference_mode():
            found = [
                texts.mean(1) if self._mean else texts[:, 0] for texts in self._texts(hidden, runs)
            ]
            vectors: Vectors = torch.cat(found).numpy()
        return vectors

    def tokens(self, batch: Batch, pieces: Sequence[Pieces]) -> list[Vectors]:
        """Vectors of every piece at the middle layer; those above it are not computed."""
        hidden, runs = self._hidden(batch, pieces, len(self._layers) // 2)
        return [text.numpy() for texts in self._texts(hidden, runs) for text in texts]

    def _texts(self, hidden: Tensor, runs: Sequence[Run]) -> Iterator[Tensor]:
        for run in runs:
            yield hidden[run.places].view(run.texts, run.length, -1)

    def _hidden(
        self, batch: Batch, pieces: Sequence[Pieces], depth: int
    ) -> tuple[Tensor, list[Run]]:
        """What `depth` layers make of a pack (places, d), and where its texts lie."""
        import torch

        runs = list(runs_of([len(pieces[index]) for index in batch.indices]))
        ids = np.zeros(batch.width, dtype=np.int64)
        positions = np.zeros(batch.width, dtype=np.int64)
        joined = np.concatenate([pieces[index] for index in batch.indices])
        ids[: len(joined)] = joined
        for run in runs:
            positions[run.places] = np.tile(np.arange(run.length), run.texts)
        with torch.inference_mode():
            places = torch.from_numpy(positions + self._first_position)
            hidden = self._words[torch.from_numpy(ids)] + self._positions[places]
            hidden = self._norm(hidden)
            context = torch.zeros_like(hidden)
            for layer in self._layers[:depth]:
                hidden = self._deeper(hidden, context, layer, runs)
        return hidden, runs

    def _deeper(
        self, hidden: Tensor, context: Tensor, layer: _Layer, runs: Sequence[Run]
    ) -> Tensor:
        """One layer; `context` is a place to write to, as large as `hidden`."""
        self._attend(layer.attended(hidden), context, runs)
        hidden = layer.first_norm(layer.merged(context).add_(hidden))
        return layer.second_norm(layer.fed(hidden).add_(hidden))

    def _attend(self, attended: Tensor, context: Tensor, runs: Sequence[Run]) -> None:
        """Lets the pieces of each text look at each other; writes what they see to `context`.

        Keys and values are read in whole vectors of the processor, which reach into the text behind
        them, and a mask leaves out what is not the text's own.
        """
        from torch.nn.functional import scaled_dot_product_attention

        for run in runs:
            reach = in_lanes(run.length)
            texts = attended[run.start :].unfold(0, reach, run.length)[: run.texts]
            parts = texts.view(run.texts, 3, self._heads, -1, reach).transpose(3, 4)
            asked, offered, told = parts.unbind(1)
            own = self._own[:, PACK - run.length :][:, :reach]
            seen = scaled_dot_product_attention(
                asked[:, :, : run.length], offered, told, attn_mask=own
            )
            context[run.places].view(run.texts, run.length, self._heads, -1).copy_(
                seen.transpose(1, 2)
            )


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


def _layer(layer: Any, closest: float) -> _Layer:
    import torch

    own = layer.attention.self
    three = (own.query, own.key, own.value)
    weight = torch.cat([one.weight for one in three])
    bias = torch.cat([one.bias for one in three])
    merge, narrow = layer.attention.output, layer.output
    wide = layer.intermediate.dense
    return _Layer(
        attended=product(weight, bias),
        merged=product(merge.dense.weight, merge.dense.bias),
        first_norm=_norm(merge.LayerNorm, closest),
        fed=fed_product(wide, narrow.dense),
        second_norm=_norm(narrow.LayerNorm, closest),
    )


def _norm(norm: Any, closest: float) -> Step:
    """The norm of rows; `closest` is what keeps it from dividing by nothing."""
    from torch.nn.functional import layer_norm

    weight, bias = norm.weight.detach(), norm.bias.detach()
    return lambda rows: layer_norm(rows, weight.shape, weight, bias, closest)
