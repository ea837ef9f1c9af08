"""The lower half of a model gives what the whole gives in the middle, to the last bit."""

import copy

import pytest
import torch
from crossframe.embedding.halves import lower_half, middle_layer
from transformers import BertConfig, BertModel, DistilBertConfig, DistilBertModel, PreTrainedModel

SIZES = {"vocab_size": 50, "max_position_embeddings": 16}
BERT = BertConfig(
    hidden_size=16, num_hidden_layers=4, num_attention_heads=2, intermediate_size=32, **SIZES
)
DISTILBERT = DistilBertConfig(dim=16, n_layers=4, n_heads=2, hidden_dim=32, **SIZES)
TEXT = {"input_ids": torch.tensor([[3, 9, 4, 20, 31]]), "attention_mask": torch.ones(1, 5).long()}


@pytest.mark.parametrize("model", [BertModel(BERT), DistilBertModel(DISTILBERT)])
def test_its_last_state_is_the_middle_one_of_the_whole(model: PreTrainedModel) -> None:
    whole = model.eval()
    half = lower_half(whole)
    assert half is not None
    with torch.inference_mode():
        states = whole(**TEXT, output_hidden_states=True).hidden_states
        found = half(**TEXT).last_hidden_state
    assert torch.equal(found, states[middle_layer(whole)])
    assert not torch.equal(found, states[-1])
    assert len(states) == 1 + 4  # the whole kept its layers


def test_a_model_whose_middle_is_not_what_the_half_gives_has_none() -> None:
    class Scaled(BertModel):
        def forward(self, *args: object, **given: object) -> object:
            found = super().forward(*args, **given)
            found.last_hidden_state = found.last_hidden_state * 2
            return found

    assert lower_half(Scaled(BERT).eval()) is None


def test_a_model_without_known_layers_has_none() -> None:
    whole = copy.copy(BertModel(BERT).eval())
    vars(whole)["_modules"] = {"layers": whole.encoder.layer}
    assert lower_half(whole) is None
