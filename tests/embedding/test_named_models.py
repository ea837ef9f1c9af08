"""Sentence-transformers models that a user names by folder, read by the code that reads any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from crossframe.claim_build import build_claim_map
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import load_encoder
from crossframe.embedding.encoder import SentenceEncoder
from crossframe.embedding.packed import PackedEngine
from crossframe.embedding.wordless import WordlessEncoder
from crossframe.embedding.yardstick import PARALLEL
from crossframe.errors import ModelError
from crossframe.records import ClaimMap
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, StaticEmbedding, Transformer
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import BertPreTokenizer
from transformers import BertConfig, BertModel, BertTokenizerFast

SIZE = 32
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
Words = Mapping[str, torch.Tensor]


@pytest.fixture(scope="module")
def words() -> Words:
    """A vector for each word of the fifteen languages: the mean of those of its sentences."""
    draw = torch.Generator().manual_seed(0)
    meanings = torch.randn(6, SIZE, generator=draw)
    sentences: dict[str, list[torch.Tensor]] = defaultdict(list)
    for texts in PARALLEL.values():
        for text, meaning in zip(texts, meanings, strict=True):
            for word, _ in BertPreTokenizer().pre_tokenize_str(text.lower()):
                sentences[word].append(meaning)
    return {word: torch.stack(sentences[word]).mean(dim=0) for word in sorted(sentences)}


def bert(folder: Path, words: Words, *, knows: bool) -> Path:
    """Saves a small BERT; one that knows no word has the weights that chance gave it."""
    torch.manual_seed(0)
    vocabulary = [*SPECIAL, *words]
    model = BertModel(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=SIZE,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=2 * SIZE,
            max_position_embeddings=128,
        )
    )
    if knows:
        with torch.no_grad():
            table = model.embeddings
            table.word_embeddings.weight[:] = 0
            table.word_embeddings.weight[len(SPECIAL) :] = torch.stack(list(words.values()))
            for layer in model.encoder.layer:  # each layer hands on what it is given
                layer.attention.output.dense.weight[:] = 0
                layer.output.dense.weight[:] = 0
    raw = folder / "raw"
    model.save_pretrained(raw)
    (raw / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    tokenizer = BertTokenizerFast(
        str(raw / "vocab.txt"), strip_accents=False, tokenize_chinese_chars=False
    )
    tokenizer.save_pretrained(raw)
    transformer = Transformer(str(raw), max_seq_length=128)
    named = folder / "named"
    SentenceTransformer(modules=[transformer, Pooling(SIZE)], device="cpu").save(str(named))
    return named


def static(folder: Path, words: Words) -> Path:
    """Saves a model of word vectors alone, as the small multilingual ones are."""
    vocabulary = {word: number for number, word in enumerate(["[UNK]", *words])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer, tokenizer.pre_tokenizer = Lowercase(), BertPreTokenizer()
    weights = torch.stack([torch.zeros(SIZE), *words.values()])
    module = StaticEmbedding(tokenizer, embedding_weights=weights.numpy())
    SentenceTransformer(modules=[module], device="cpu").save(str(folder))
    return folder


def claims(folder: Path, write_articles: Callable[..., Path]) -> ClaimMap:
    """The claims of an event of which two outlets tell in English and two in Spanish."""
    rows = [
        {
            "outlet": f"{code} {number}",
            "title": f"{code} {number}",
            "language": code,
            "sentences": [PARALLEL[code][k] for k in printed],
        }
        for code in ("en", "es")
        for number, printed in enumerate(((0, 1, 2), (1, 3, 4)))
    ]
    corpus = read_corpora(write_articles(rows, "harbour"))["harbour"]
    parameters = Parameters(event="harbour", encoder=str(folder))
    return build_claim_map(corpus, parameters, load_encoder(str(folder)))


def spoken(claim_map: ClaimMap) -> list[set[str]]:
    """The languages of each claim."""
    return [
        {str(claim_map.article_of(one).language) for one in claim.sentence_ids}
        for claim in claim_map.claims
    ]


def statuses(claim_map: ClaimMap, language: str) -> set[str]:
    return {
        placed.status
        for placed in claim_map.placements
        if claim_map.article_of(placed.sentence_id).language == language
    }


def test_a_model_that_brings_languages_together_bridges_them(
    tmp_path: Path, words: Words, write_articles: Callable[..., Path]
) -> None:
    folder = bert(tmp_path, words, knows=True)
    encoder = load_encoder(str(folder))
    assert isinstance(encoder, SentenceEncoder)
    assert isinstance(encoder._engine, PackedEngine)
    found = claims(folder, write_articles)
    assert {"en", "es"} in spoken(found)
    assert found.provenance["bridge"]["name"].endswith(folder.name)
    assert "not_compared" not in statuses(found, "es")


def test_a_model_that_does_not_leaves_the_other_language_uncompared(
    tmp_path: Path, words: Words, write_articles: Callable[..., Path]
) -> None:
    found = claims(bert(tmp_path, words, knows=False), write_articles)
    assert {"en", "es"} not in spoken(found)
    assert statuses(found, "es") == {"not_compared"}
    assert "not_compared" not in statuses(found, "en")


def test_a_model_of_word_vectors_alone_compares_by_sentence_vectors(
    tmp_path: Path, words: Words, write_articles: Callable[..., Path]
) -> None:
    folder = static(tmp_path / "static", words)
    encoder = load_encoder(str(folder))
    assert isinstance(encoder, WordlessEncoder)
    assert not encoder.reads_words
    texts = [*PARALLEL["en"], *PARALLEL["es"], ""]
    vectors = encoder.encode(texts)
    assert vectors.dtype == np.float32
    assert np.array_equal(encoder.encode(texts[::-1])[::-1], vectors)
    assert np.allclose(np.linalg.norm(vectors[:-1], axis=1), 1, atol=1e-6)
    with pytest.raises(ModelError, match="not their words"):
        encoder.encode_tokens(texts)
    found = claims(folder, write_articles)
    assert {"en", "es"} in spoken(found)
    assert "not_compared" not in statuses(found, "es")


def test_a_model_of_word_vectors_has_no_eight_bit_form(tmp_path: Path, words: Words) -> None:
    folder = static(tmp_path / "static", words)
    with pytest.raises(ModelError, match="only a BERT model"):
        load_encoder(f"{folder}:int8")
