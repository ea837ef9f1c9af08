"""Batches of any sentence-transformers model, filled up to fixed shapes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from crossframe.embedding.batching import plan_batches
from crossframe.embedding.contract import Batch, Pieces
from crossframe.embedding.halves import lower_half, middle_layer
from crossframe.errors import ModelError
from crossframe.records import Vectors

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import PreTrainedModel


class PaddedEngine:
    """Calls the model's own code, with texts of like length filled up to one of a few shapes."""

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        self.size = model.get_embedding_dimension() or 0
        self._name = name
        self._model = model

    @property
    def token_size(self) -> int:
        """Numbers of a token vector."""
        return int(self._transformer().config.hidden_size)

    @cached_property
    def _half(self) -> PreTrainedModel | None:
        return lower_half(self._transformer())

    def plan(self, lengths: Sequence[int]) -> list[Batch]:
        """Batches of a few fixed shapes."""
        return plan_batches(lengths)

    def sentences(self, batch: Batch, pieces: Sequence[Pieces]) -> Vectors:
        """Sentence vectors of a batch."""
        import torch

        with torch.inference_mode():
            found = self._model.forward(self._inputs(batch, pieces))["sentence_embedding"]
        vectors: Vectors = found[: len(batch.indices)].numpy()
        return vectors

    def tokens(self, batch: Batch, pieces: Sequence[Pieces]) -> list[Vectors]:
        """Vectors of every piece at the middle layer."""
        import torch

        inputs, half = self._inputs(batch, pieces), self._half
        with torch.inference_mode():
            if half is not None:
                hidden = half(**inputs).last_hidden_state.numpy()
            else:
                whole = self._transformer()
                states = whole(**inputs, output_hidden_states=True).hidden_states
                hidden = states[middle_layer(whole)].numpy()
        return [hidden[row, : len(pieces[at])] for row, at in enumerate(batch.indices)]

    def _inputs(self, batch: Batch, pieces: Sequence[Pieces]) -> dict[str, torch.Tensor]:
        import torch

        padding = self._model.tokenizer.pad_token_id or 0
        ids = np.full((batch.rows, batch.width), padding, dtype=np.int64)
        mask = np.zeros_like(ids)
        mask[:, 0] = 1  # a row of nothing but padding would attend to nothing
        for row, index in enumerate(batch.indices):
            ids[row, : len(pieces[index])] = pieces[index]
            mask[row, : len(pieces[index])] = 1
        found = {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask)}
        if "token_type_ids" in self._model.tokenizer.model_input_names:
            found["token_type_ids"] = torch.zeros_like(found["input_ids"])
        return found

    def _transformer(self) -> PreTrainedModel:
        found: PreTrainedModel | None = getattr(self._model[0], "model", None)
        if found is None:
            raise ModelError(
                f"encoder {self._name!r} has no transformer, so its words have no vectors in "
                "context; name a transformer model, such as all-MiniLM-L6-v2"
            )
        return found
