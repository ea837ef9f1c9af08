"""A transformer -> the same one without its upper layers, for vectors from the middle."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import torch
    from torch.nn import Module
    from transformers import PreTrainedModel

Some = TypeVar("Some", bound="Module")

# Where architectures keep their layers: BERT and its kin, DistilBERT, MPNet.
_STACKS = (("encoder", "layer"), ("transformer", "layer"), ("encoder", "layers"))
_PROBE = ((0, 1, 2, 3, 4, 5, 6, 7), (7, 6, 5, 4, 3, 2, 0, 0))


def middle_layer(transformer: PreTrainedModel) -> int:
    """The number of the layer in the middle, 1 being the first."""
    count: int = transformer.config.num_hidden_layers
    return count // 2


def lower_half(transformer: PreTrainedModel) -> PreTrainedModel | None:
    """Leaves out the layers above the middle, which shares all weights and takes half the time.

    Args:
        transformer: The whole model; it stays as it is.

    Returns:
        A model whose last hidden state is the middle one of the whole, or None for an architecture
        of which that is not so: it is tried, on two short inputs, to the last bit.
    """
    for names in _STACKS:
        half = _without_upper(transformer, names)
        if half is not None and _gives_the_middle(half, transformer):
            return half
    return None


def _without_upper(transformer: PreTrainedModel, names: tuple[str, str]) -> PreTrainedModel | None:
    from torch.nn import ModuleList

    stack = getattr(transformer, names[0], None)
    layers = getattr(stack, names[1], None)
    if stack is None or not isinstance(layers, ModuleList):
        return None
    lower = ModuleList(list(layers)[: middle_layer(transformer)])
    half = _with(transformer, names[0], _with(stack, names[1], lower))
    return _with(half, "pooler", None) if hasattr(half, "pooler") else half


def _with(module: Some, name: str, part: Module | None) -> Some:
    """A module that shares everything with another but one of its parts."""
    found = copy(module)
    # A copy shares its table of parts with the original, and must not change that one.
    vars(found)["_modules"] = {**vars(module)["_modules"], name: part}
    return found


def _gives_the_middle(half: PreTrainedModel, whole: PreTrainedModel) -> bool:
    import torch

    ids = torch.tensor(_PROBE)
    given = {"input_ids": ids, "attention_mask": (ids > 0).long()}
    given["attention_mask"][0] = 1
    with torch.inference_mode():
        expected: torch.Tensor = whole(**given, output_hidden_states=True).hidden_states[
            middle_layer(whole)
        ]
        return bool(torch.equal(half(**given).last_hidden_state, expected))
