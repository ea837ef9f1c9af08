"""The eight-bit form: near the model, of each text alone, kept, refused where it is not near."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from crossframe.config import Parameters
from crossframe.embedding import Encoder, SentenceEncoder, load_encoder
from crossframe.embedding import encoder as encoder_module
from crossframe.embedding import int8 as int8_module
from crossframe.embedding.int8 import require_agreement
from crossframe.embedding.probes import CALIBRATION, VERIFICATION
from crossframe.errors import MissingExtraError, ModelError
from crossframe.models import encoder_key
from crossframe.suite.about import models_of

NAME = "all-MiniLM-L6-v2:int8"
TEXTS = ["Four died.", "", "word " * 300, *VERIFICATION]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def small(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SentenceEncoder:
    monkeypatch.setenv("CROSSFRAME_CACHE", str(folder))
    return load_encoder(NAME, threads=2)


def test_probes_are_different_sentences() -> None:
    assert len({*CALIBRATION, *VERIFICATION}) == len(CALIBRATION) + len(VERIFICATION) > 30


@pytest.mark.model
def test_it_is_near_the_model_and_another(small: SentenceEncoder, encoder: Encoder) -> None:
    vectors, exact = small.encode(TEXTS), encoder.encode(TEXTS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert 0.98 < (vectors * exact).sum(axis=1).mean() < 0.9999
    tokens, theirs = small.encode_tokens(TEXTS), encoder.encode_tokens(TEXTS)
    assert np.array_equal(tokens.starts, theirs.starts)
    assert (tokens.vectors * theirs.vectors).sum(axis=1).mean() > 0.98
    assert small.fingerprint != encoder.fingerprint
    assert small.languages == encoder.languages
    assert small.name == NAME


@pytest.mark.model
def test_a_vector_depends_on_its_text_alone(small: SentenceEncoder) -> None:
    together = small.encode(TEXTS)
    assert np.array_equal(small.encode(TEXTS[::-1])[::-1], together)
    for index in (0, 1, 2, 7):
        assert np.array_equal(small.encode([TEXTS[index]])[0], together[index])
    alone = small.encode_tokens(TEXTS[3:4]).vectors
    starts = small.encode_tokens(TEXTS).starts
    assert np.array_equal(small.encode_tokens(TEXTS).vectors[starts[3] : starts[4]], alone)


@pytest.mark.model
def test_it_is_kept_and_a_damaged_one_is_made_anew(
    small: SentenceEncoder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted((folder / "int8" / small.fingerprint).iterdir())
    assert [file.name for file in files] == ["3.onnx", "6.onnx"]
    made: list[int] = []
    real = int8_module.build_graph
    monkeypatch.setattr(
        int8_module, "build_graph", lambda *given: (made.append(given[2]), real(*given))[1]
    )
    expected = small.encode(TEXTS[:3])
    assert np.array_equal(load_encoder(NAME, threads=1).encode(TEXTS[:3]), expected)
    assert made == []
    content = bytearray(files[1].read_bytes())
    content[len(content) // 2] ^= 1
    files[1].write_bytes(content)
    assert np.array_equal(load_encoder(NAME, threads=1).encode(TEXTS[:3]), expected)
    assert made == [6, 3]
    assert files[1].read_bytes() != bytes(content)


@pytest.mark.model
def test_where_the_two_disagree_it_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSFRAME_CACHE", str(folder / "spoilt"))
    monkeypatch.setattr(int8_module, "measure_ranges", lambda *_: _Narrow())
    with pytest.raises(ModelError, match=r"int8': on 18 probes .* use 'all-MiniLM-L6-v2'"):
        load_encoder(NAME)


class _Narrow(dict[tuple[int, int], tuple[float, float]]):
    """Ranges that cut nearly everything off."""

    def __missing__(self, key: tuple[int, int]) -> tuple[float, float]:
        return -0.01, 0.01


def test_the_bars_are_those_of_the_mean_and_of_the_least() -> None:
    exact = np.eye(8, dtype=np.float32)
    require_agreement("m:int8", exact, exact)
    one = exact.copy()
    one[0] = exact[1]
    with pytest.raises(ModelError, match=r"0\.875 to the float model's in the mean and 0\.000"):
        require_agreement("m:int8", one, exact)
    with pytest.raises(ModelError, match="nan"):
        require_agreement("m:int8", exact * np.nan, exact)


@pytest.mark.model
def test_a_model_that_is_not_bert_s_kind_has_no_such_form(
    encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder_module, "is_packable", lambda *_: False)
    with pytest.raises(ModelError, match="only a BERT model with mean or first-token pooling"):
        encoder.int8(NAME)


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingExtraError, match=r"onnxruntime; pip install 'crossframe\[onnx\]'"):
        load_encoder(NAME)


def test_it_is_chosen_by_name_and_told_apart_everywhere() -> None:
    parameters = Parameters(event="flood", encoder=NAME)
    assert parameters.determining["encoder"] == NAME
    assert encoder_key(NAME) != encoder_key()
    assert models_of({"encoder": {"name": NAME}})["encoder"]["licence"] == "Apache-2.0"
