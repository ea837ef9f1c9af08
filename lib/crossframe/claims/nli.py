"""A natural language inference model that the user names -> how probably two texts contradict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from crossframe.claims.pair_models import load_pair_model
from crossframe.errors import ModelError
from crossframe.records import Matrix

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_LABELS = ("entailment", "neutral", "contradiction")
_BATCH = 32
_DECIMALS = 3


class Inference(NamedTuple):
    """Shares of one pair, the mean of both orders, 0..1; they add up to 1."""

    entailment: float
    neutral: float
    contradiction: float


class NliModel:
    """A cross-encoder with three labels, whatever their order."""

    def __init__(self, name: str, model: CrossEncoder) -> None:
        self.name = name
        self._columns = label_columns(name, getattr(model.config, "id2label", None) or {})
        self._model = model.eval()

    def infer(self, pairs: Sequence[tuple[str, str]]) -> list[Inference]:
        """Judges pairs of texts, each in both orders.

        Args:
            pairs: The texts.

        Returns:
            One inference a pair, row for row.
        """
        if not pairs:
            return []
        turned = [(second, first) for first, second in pairs]
        shares = (self._shares(list(pairs)) + self._shares(turned)) / 2
        return [
            Inference(*(round(float(row[c]), _DECIMALS) for c in self._columns)) for row in shares
        ]

    def _shares(self, pairs: list[tuple[str, str]]) -> Matrix:
        from torch.nn import Identity

        found = self._model.predict(
            pairs, batch_size=_BATCH, show_progress_bar=False, activation_fn=Identity()
        )
        logits = np.asarray(found, dtype=np.float64)
        if not np.isfinite(logits).all():
            raise ModelError(f"nli model {self.name!r} returned a value that is no number")
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: Matrix = powers / powers.sum(axis=1, keepdims=True)
        return shares


def label_columns(name: str, labels: Mapping[int, str]) -> tuple[int, int, int]:
    """Finds which output of a model stands for what, by the names in its configuration.

    Args:
        name: The model, for the message.
        labels: Its labels by the number of the output.

    Returns:
        The outputs for entailment, neutral and contradiction.

    Raises:
        ModelError: If the labels do not name exactly these three.

    >>> label_columns("m", {0: "CONTRADICTION", 1: "ENTAILMENT", 2: "NEUTRAL"})
    (1, 2, 0)
    """
    by_label = {str(label).casefold(): int(number) for number, label in labels.items()}
    if sorted(by_label) != sorted(_LABELS):
        raise ModelError(
            f"nli model {name!r} has the labels {', '.join(map(str, labels.values())) or 'none'}; "
            "they must be entailment, neutral and contradiction"
        )
    return by_label["entailment"], by_label["neutral"], by_label["contradiction"]


def load_nli(name: str) -> NliModel:
    """Loads a sentence-transformers CrossEncoder from this machine alone.

    Args:
        name: A folder, or the name of a model that was downloaded before.

    Returns:
        The model.

    Raises:
        ModelError: If there is no such model here, or its labels are not those of inference.
    """
    return NliModel(name, load_pair_model(name, "nli model"))
