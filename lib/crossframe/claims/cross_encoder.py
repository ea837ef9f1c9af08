"""A CrossEncoder that the user names -> the probability that each pair asserts the same."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from crossframe.claims.evidence import Evidence
from crossframe.claims.pair_models import load_pair_model
from crossframe.errors import ModelError
from crossframe.records import Matrix

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

# The label that stands for "asserts the same" where a model has several, without case.
_SAME = ("entailment", "entail", "same", "equivalent", "paraphrase", "duplicate")
_BATCH = 32
_DECIMALS = 4


def load_cross_encoder(name: str) -> CrossEncoderJudge:
    """Loads a sentence-transformers CrossEncoder from this machine alone.

    A model with one output gives a logit, which goes through a sigmoid. Of a model with several
    labels, as those for natural language inference have, the softmax of the label called
    entailment, same, equivalent, paraphrase or duplicate is taken.

    Args:
        name: A folder, or the name of a model that was downloaded before.

    Returns:
        The judge.

    Raises:
        ModelError: If there is no such model here, or none of its labels says "the same".
    """
    return CrossEncoderJudge(name, load_pair_model(name, "pair judge"))


class CrossEncoderJudge:
    """Reads both texts together, in both orders, and takes the mean."""

    reads_event = False

    def __init__(self, name: str, model: CrossEncoder) -> None:
        self.name = name
        self._model = model.eval()
        self._label = _label(name, model)
        self.fingerprint = _fingerprint(model)

    def judge(self, pairs: Evidence) -> Matrix:
        """Judges pairs by their texts; the evidence beside them is not read.

        Args:
            pairs: p pairs.

        Returns:
            Float64 (p,) in 0..1, rounded to four decimals.
        """
        if not len(pairs.first):
            return np.zeros(0)
        told = [(pairs.texts[a], pairs.texts[b]) for a, b in zip(*pairs[1:3], strict=True)]
        there = self._probabilities(told)
        back = self._probabilities([(b, a) for a, b in told])
        probabilities: Matrix = np.round((there + back) / 2, _DECIMALS)
        return probabilities

    def _probabilities(self, told: list[tuple[str, str]]) -> npt.NDArray[np.float64]:
        from torch.nn import Identity

        found = self._model.predict(
            told, batch_size=_BATCH, show_progress_bar=False, activation_fn=Identity()
        )
        logits = np.asarray(found, dtype=np.float64).reshape(len(told), -1)
        if not np.isfinite(logits).all():
            raise ModelError(f"pair judge {self.name!r} returned a value that is no number")
        if self._label is None:
            single: npt.NDArray[np.float64] = 1 / (1 + np.exp(-logits[:, 0]))
            return single
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        chosen: npt.NDArray[np.float64] = shares[:, self._label] / shares.sum(axis=1)
        return chosen


def _label(name: str, model: CrossEncoder) -> int | None:
    """The number of the label that means "the same"; None for a model with one output."""
    if model.num_labels == 1:
        return None
    named = getattr(model.config, "id2label", None) or {}
    labels = {int(number): str(label) for number, label in named.items()}
    for wanted in _SAME:
        for number, label in labels.items():
            if label.casefold() == wanted:
                return number
    raise ModelError(
        f"pair judge {name!r} has the labels {', '.join(labels.values()) or 'none'}; one must be "
        f"called {', '.join(_SAME[:-1])} or {_SAME[-1]}, or the model have a single output"
    )


def _fingerprint(model: CrossEncoder) -> str:
    """Hashes weights and vocabulary: all that decides a probability."""
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(f"{key}{tuple(tensor.shape)}{tensor.dtype}".encode())
        digest.update(tensor.contiguous().numpy().tobytes())
    vocabulary = sorted(model.tokenizer.get_vocab().items())
    digest.update(repr((vocabulary, model.max_seq_length)).encode())
    return digest.hexdigest()
