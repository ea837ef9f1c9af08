import dataclasses
from pathlib import Path

import numpy as np
import pytest
from crossframe.claims.cross_encoder import load_cross_encoder
from crossframe.claims.evidence import FEATURES, Evidence
from crossframe.claims.judge import PACKAGED_JUDGE, Judgements, PairJudge, judge_pairs
from crossframe.errors import AlignmentError, ModelError
from hypothesis import given
from hypothesis import strategies as st

TEXTS = ("four people died", "four died", "the port is closed")


def evidence(features: list[list[float]], event_size: int = 150) -> Evidence:
    first, second = np.triu_indices(len(TEXTS), 1)
    rows = np.array(features, dtype=float).reshape(-1, len(FEATURES))
    return Evidence(TEXTS, first[: len(rows)], second[: len(rows)], rows, event_size)


@given(
    st.lists(st.lists(st.floats(0, 1), min_size=len(FEATURES), max_size=len(FEATURES)), max_size=3)
)
def test_probabilities_are_bounded_and_rounded(features: list[list[float]]) -> None:
    found = PACKAGED_JUDGE.judge(evidence(features))
    assert found.shape == (len(features),)
    assert ((found >= 0) & (found <= 1)).all()
    assert np.array_equal(found, np.round(found, 4))


@pytest.mark.parametrize(
    ("name", "more"), [("alignment", True), ("shared_words", True), ("conflict", False)]
)
def test_each_part_speaks_for_or_against(name: str, *, more: bool) -> None:
    plain = [0.5] * len(FEATURES)
    raised = [1.0 if feature == name else 0.5 for feature in FEATURES]
    without, with_ = PACKAGED_JUDGE.judge(evidence([plain, raised]))
    assert bool(with_ > without) is more


def test_the_larger_the_event_the_surer_a_pair_must_be() -> None:
    pair = [[0.6] * len(FEATURES)]
    found = [float(PACKAGED_JUDGE.judge(evidence(pair, n))[0]) for n in (2, 15, 60, 5000)]
    assert found[0] == found[1] > found[2] > found[3]


def test_the_fingerprint_is_of_every_number() -> None:
    for field in dataclasses.fields(PACKAGED_JUDGE):
        moved = {field.name: getattr(PACKAGED_JUDGE, field.name) + 0.25}
        other = dataclasses.replace(PACKAGED_JUDGE, **moved)
        assert other.fingerprint != PACKAGED_JUDGE.fingerprint


def test_judgements_of_a_group_and_of_what_is_kept() -> None:
    pairs = np.array([0, 0, 2]), np.array([1, 2, 3]), np.array([0.9, 0.4, 0.7])
    judged = Judgements(4, *pairs)
    assert judged.among(np.array([0, 1, 2]), unjudged=0.1).tolist() == [
        [1.0, 0.9, 0.4],
        [0.9, 1.0, 0.1],
        [0.4, 0.1, 1.0],
    ]
    assert judged.among(np.array([3])).tolist() == [[1.0]]
    assert Judgements(2, *(row[:0] for row in pairs)).among(np.array([0, 1])).tolist() == [
        [1.0, 0.0],
        [0.0, 1.0],
    ]
    kept = judged.within(np.array([True, False, True, True]))
    assert kept.first.tolist() == [0, 2]
    assert kept.probability.tolist() == [0.4, 0.7]


def test_a_judge_that_loses_pairs_is_refused() -> None:
    class Forgetful:
        name = "forgetful"
        fingerprint = "0"
        reads_event = False

        def judge(self, pairs: Evidence) -> np.ndarray:
            return np.zeros(len(pairs.first) - 2)

    with pytest.raises(AlignmentError, match="'forgetful' returned 1 probabilities of 3 pairs"):
        judge_pairs(Forgetful(), evidence([[0.5] * len(FEATURES)] * 3))


def tiny_model(folder: Path, labels: list[str]) -> str:
    """A cross-encoder of random weights, saved as any other is."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(0)
    words = sorted({word for text in TEXTS for word in text.split()})
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]
    (folder / "plain").mkdir(parents=True)
    (folder / "plain/vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab={word: k for k, word in enumerate(vocabulary)})
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=8, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=64, initializer_range=1.0,
        id2label=dict(enumerate(labels)), label2id={label: k for k, label in enumerate(labels)},
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder / "plain")
    tokenizer.save_pretrained(folder / "plain")
    CrossEncoder(str(folder / "plain"), device="cpu").save_pretrained(str(folder / "model"))
    return str(folder / "model")


@pytest.mark.parametrize("labels", [["same"], ["contradiction", "Entailment", "neutral"]])
def test_a_cross_encoder_takes_the_place_of_the_judge(tmp_path: Path, labels: list[str]) -> None:
    judge: PairJudge = load_cross_encoder(tiny_model(tmp_path, labels))
    pairs = evidence([[0.0] * len(FEATURES)] * 3)
    found = judge_pairs(judge, pairs).probability
    assert ((found > 0) & (found < 1)).all()
    assert len(set(found.tolist())) == 3
    turned = pairs._replace(texts=TEXTS[::-1])
    assert judge.judge(turned).tolist() == pytest.approx(found[::-1].tolist(), abs=2e-4)
    assert judge.judge(evidence([])).tolist() == []
    assert not judge.reads_event
    assert len(judge.fingerprint) == 64


def test_several_labels_share_the_probability(tmp_path: Path) -> None:
    pairs = evidence([[0.0] * len(FEATURES)] * 3)
    total = np.zeros(3)
    for number, labels in enumerate((["same", "x", "y"], ["x", "same", "y"], ["x", "y", "same"])):
        total += load_cross_encoder(tiny_model(tmp_path / str(number), labels)).judge(pairs)
    assert total == pytest.approx(np.ones(3), abs=2e-4)


def test_models_that_cannot_judge_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="pair judge 'no/such-model' cannot be loaded"):
        load_cross_encoder("no/such-model")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_cross_encoder(str(tmp_path))
    with pytest.raises(ModelError, match="has the labels good, bad; one must be called entail"):
        load_cross_encoder(tiny_model(tmp_path, ["good", "bad"]))
