"""Pairs of sentences that cannot both hold, with and without a model."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from crossframe.claims.nli import label_columns, load_nli
from crossframe.comparison.speech.contradiction import contradictions_table
from crossframe.errors import ModelError
from ledger_world import cells_are_verbatim, make_map

ARTICLES = {
    "post": ["The company was never warned.", "Exports rose in spring."],
    "tide": ["The company was warned in May.", "Exports rose in spring."],
    "wire": ["The firm was warned in May by its engineer.", "Exports fell in spring."],
    "faro": ["La empresa no fue advertida."],
}
CLAIMS = {"c-warned": ["post#0", "tide#0", "faro#0"], "c-exports": ["post#1", "tide#1"]}


@pytest.fixture
def claim_map():
    return make_map(ARTICLES, CLAIMS, foreign=["faro"])


def test_table(claim_map):
    table = contradictions_table(claim_map)
    rows = table.to_dict("records")
    pairs = [(r["kind"], r["own_sentence_id"], r["other_sentence_id"], r["within"]) for r in rows]
    assert pairs == [
        ("negation", "post#0", "tide#0", True),
        ("negation", "post#0", "wire#0", False),
        ("opposite", "post#1", "wire#1", False),
    ]
    assert rows[0]["why"] == "“never warned” stands against “warned”"
    assert table["model_probability"].isna().all()
    for side in ("own", "other"):
        own = [{k.removeprefix(f"{side}_"): v for k, v in r.items()} for r in rows]
        assert cells_are_verbatim(claim_map, own, "evidence")


def test_states_that_may_follow_each_other_count_within_a_day():
    articles = {"post": ["Police arrested the driver."], "tide": ["Police released the driver."]}
    made = make_map(articles, {"c-driver": ["post#0", "tide#0"]})
    assert contradictions_table(made).empty  # told on two days
    day = made.articles[0].published_at
    same = replace(made, articles=tuple(replace(a, published_at=day) for a in made.articles))
    assert contradictions_table(same)["kind"].tolist() == ["opposite"]
    undated = replace(made, articles=tuple(replace(a, published_at=None) for a in made.articles))
    assert contradictions_table(undated).empty


def test_without_claims_or_grammar():
    assert contradictions_table(make_map(ARTICLES, {})).empty
    assert contradictions_table(make_map(ARTICLES, CLAIMS, foreign=list(ARTICLES))).empty


@pytest.fixture(scope="session")
def tiny_nli(tmp_path_factory):
    """A BERT of a few numbers, made at random, with the three labels of inference."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("nli")
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = [*special, "the", "company", "was", "never", "warned", "in", "may", "exports", "rose"]
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    torch.manual_seed(0)
    labels = {0: "contradiction", 1: "entailment", 2: "neutral"}
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        id2label=labels,
        label2id={label: number for number, label in labels.items()},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    return str(folder)


def test_a_named_model_adds_its_probability(claim_map, tiny_nli):
    table = contradictions_table(claim_map, nli=tiny_nli)
    assert table["model_probability"].between(0, 1).all()
    assert table["model_probability"].notna().all()
    assert set(table["kind"]) >= {"negation"}


def test_inference_is_of_both_orders(tiny_nli):
    model = load_nli(tiny_nli)
    pair = ("The company was warned.", "Exports rose in May.")
    there, back = model.infer([pair, pair[::-1]])
    assert there == back
    assert sum(there) == pytest.approx(1, abs=0.002)
    assert model.infer([]) == []


def test_what_the_model_alone_calls_a_contradiction_is_named_so(claim_map, tiny_nli, monkeypatch):
    monkeypatch.setattr("crossframe.comparison.speech.contradiction._SURE", 0.0)
    table = contradictions_table(claim_map, nli=tiny_nli)
    alone = table[table["kind"] == "model"]
    assert len(alone) > 0
    assert alone["why"].isna().all()
    assert alone["own_evidence"].isna().all()
    assert pd.notna(alone["own_start"]).all()


def test_models_that_do_not_fit_are_refused(tmp_path):
    with pytest.raises(ModelError, match=r"nli model 'm' has the labels same, other; they must be"):
        label_columns("m", {0: "same", 1: "other"})
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_nli(str(tmp_path / "nothing"))
