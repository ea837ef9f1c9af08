"""The folder of a BERT model -> its weights and tokenizer, without the libraries that train such.

sentence-transformers and transformers take several seconds of a processor to import, more than the
sentences of an article take to read. What packs are computed from is in the model's own files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from torch import Tensor

# Positions by number: a table of no weights, which the library's own model does not keep either.
_NO_WEIGHTS = "embeddings.position_ids"


class BertModel(SimpleNamespace):
    """Weights by the names that transformers gives them: `encoder.layer[0].attention.self`."""


class Transformer(NamedTuple):
    """The first stage of a model of sentence-transformers: words in their context."""

    model: BertModel


class Pooling(NamedTuple):
    """The second stage: a sentence becomes one vector."""

    pooling_mode: str


class Tokenizer:
    """The model's tokenizer, called as that of transformers, which is made of the same."""

    is_fast = True

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer as Backend

        text = (folder / "tokenizer.json").read_text(encoding="utf-8")
        self._tokenizer = Backend.from_str(text)
        self._tokenizer.no_padding()
        added = self._tokenizer.get_added_tokens_decoder()
        self.all_special_ids = sorted(number for number, token in added.items() if token.special)

    def __call__(
        self,
        texts: Sequence[str],
        *,
        truncation: bool,
        max_length: int,
        return_offsets_mapping: bool,
        **_: object,
    ) -> dict[str, list[Any]]:
        """Word pieces and, if asked for, their characters, text for text; always cut off."""
        assert truncation  # noqa: S101  # nobody asks for another
        self._tokenizer.enable_truncation(max_length)
        if not return_offsets_mapping:
            fast = self._tokenizer.encode_batch_fast(list(texts))
            return {"input_ids": [one.ids for one in fast]}
        found = self._tokenizer.encode_batch(list(texts))
        return {
            "input_ids": [one.ids for one in found],
            "offset_mapping": [one.offsets for one in found],
        }

    def get_vocab(self) -> dict[str, int]:
        """Numbers of the pieces."""
        vocabulary: dict[str, int] = self._tokenizer.get_vocab(with_added_tokens=True)
        return vocabulary


class BareModel:
    """As much of a model of sentence-transformers as packs are made of; it computes nothing."""

    def __init__(self, folder: Path) -> None:
        from safetensors.torch import load_file

        weights = load_file(folder / "model.safetensors")
        weights.pop(_NO_WEIGHTS, None)
        config, told, pooling = (
            json.loads((folder / name).read_text(encoding="utf-8"))
            for name in ("config.json", "sentence_bert_config.json", "1_Pooling/config.json")
        )
        self.max_seq_length = int(told["max_seq_length"])
        self.tokenizer = Tokenizer(folder)
        self._weights = weights
        model = _nested(weights, BertModel)
        model.config = SimpleNamespace(**config)
        is_mean = bool(pooling["pooling_mode_mean_tokens"])
        self._stages = (Transformer(model), Pooling("mean" if is_mean else "another"))

    def __getitem__(self, number: int) -> Transformer | Pooling:
        return self._stages[number]

    def __iter__(self) -> Iterator[Transformer | Pooling]:
        return iter(self._stages)

    def state_dict(self) -> Mapping[str, Tensor]:
        """The weights, by the names that sentence-transformers gives them."""
        return {f"0.model.{name}": weight for name, weight in self._weights.items()}


def _nested(weights: Mapping[str, Tensor], kind: type[SimpleNamespace]) -> Any:
    """Weights named `a.0.b` -> objects with attributes, and lists where names are numbers."""
    found: dict[str, dict[str, Tensor]] = {}
    for name, weight in weights.items():
        first, _, rest = name.partition(".")
        found.setdefault(first, {})[rest] = weight
    parts = {
        first: inner[""] if "" in inner else _nested(inner, SimpleNamespace)
        for first, inner in found.items()
    }
    if all(first.isdigit() for first in parts):
        return [parts[first] for first in sorted(parts, key=int)]
    return kind(**parts)
