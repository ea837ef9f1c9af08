"""Packs of a BERT model: texts end to end, no place left empty, each attending to itself alone.

The products with weights, nine tenths of the work, are over all places of a pack and so always of
one shape; attention is computed for the texts of one length at a time, without a mask. Weights are
laid out once as the processor's library likes them best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from crossframe.embedding.attention import Run, attend, runs_of
from crossframe.embedding.batching import ENDING, GRAIN, PACK, plan_packs
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
            closest = float(config.layer_norm_eps)
            self._norm = _norm(table.LayerNorm, closest)
            self._layers = [_layer(layer, closest) for layer in transformer.encoder.layer]

    def plan(self, lengths: Sequence[int]) -> list[Batch]:
        """Packs of one size, or of less for a rest, if a row of a product is the same among fewer.

        In tiles it is; elsewhere it is tried out when there is first a use for it.
        """
        if has_tiles():
            return plan_packs(lengths, GRAIN)
        packs = plan_packs(lengths, ENDING[-1], ENDING)
        if all(pack.width == PACK for pack in packs) or self._stands_alone():
            return packs
        return plan_packs(lengths)

    def _stands_alone(self) -> bool:
        """Whether fewer rows, as in smaller packs, have the same products to the last bit."""
        import torch

        grain = ENDING[-1]

        def same(step: Step, rows: Tensor) -> bool:
            among = step(rows.clone())
            return all(
                torch.equal(step(rows[:fewer].clone()), among[:fewer])
                for fewer in range(grain, PACK, grain)
            )

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
        attend(layer.attended(hidden), context, runs, self._heads)
        hidden = layer.first_norm(layer.merged(context).add_(hidden))
        return layer.second_norm(layer.fed(hidden))


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
