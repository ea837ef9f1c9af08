"""Packs and padded batches: the same vectors, each of its text alone, by any number of threads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from crossframe.embedding import Encoder, load_encoder, packaged_folder, packed, products
from crossframe.embedding import encoder as encoder_module
from crossframe.embedding import threads as threads_module
from crossframe.embedding.attention import runs_of
from crossframe.embedding.batching import ENDING, GRAIN, PACK, in_lanes, plan_packs
from crossframe.embedding.contract import Batch, no_progress
from crossframe.embedding.packed import PackedEngine
from crossframe.embedding.threads import FILE, run_batches
from hypothesis import given
from hypothesis import strategies as st

TEXTS = [
    "Four died.",
    "",
    "The bridge over the harbour fell on Monday, officials said, while ferries were at sea.",
    "word " * 400,
    *(f"Ferry number {n} left at {n}." for n in range(20)),
]


@given(st.lists(st.integers(1, PACK), max_size=200), st.sampled_from((GRAIN, *ENDING, PACK)))
def test_packs_hold_every_text_once_and_overflow_never(lengths: list[int], grain: int) -> None:
    packs = plan_packs(lengths, grain)
    assert sorted(index for pack in packs for index in pack.indices) == list(range(len(lengths)))
    for pack in packs:
        found = [lengths[index] for index in pack.indices]
        assert found == sorted(found, reverse=True)
        # The keys of each text are read to the end of a processor's vector, within the pack.
        filled = max(sum(found[:n]) + in_lanes(length) for n, length in enumerate(found))
        assert pack.width - grain < filled <= pack.width <= PACK
        assert pack.width % grain == 0
    # No text lies in a later pack than it must.
    for place, pack in enumerate(packs):
        room = PACK - sum(lengths[index] for index in pack.indices)
        later = [lengths[index] for other in packs[place + 1 :] for index in other.indices]
        assert all(in_lanes(length) > room for length in later)


@given(st.lists(st.integers(1, PACK), max_size=200))
def test_what_is_left_at_the_end_is_shared_out_in_smaller_packs(lengths: list[int]) -> None:
    packs = plan_packs(lengths, ENDING[-1], ENDING)
    assert sorted(index for pack in packs for index in pack.indices) == list(range(len(lengths)))
    left = sum(lengths)
    for pack in packs:
        found = [lengths[index] for index in pack.indices]
        filled = max(sum(found[:n]) + in_lanes(length) for n, length in enumerate(found))
        assert pack.width - ENDING[-1] < filled <= pack.width <= PACK
        for larger, size in zip((PACK, *ENDING), ENDING, strict=False):
            if left <= 2 * larger and in_lanes(found[0]) <= size:
                assert pack.width <= size
        left -= sum(found)


def pieces_of(n: int) -> list[np.ndarray]:
    return [np.arange(1000 + n, 1007 + n + 2 * k) for k in range(n)]


@pytest.mark.model
def test_a_part_of_a_pack_has_the_vectors_of_a_whole_one(encoder: Encoder) -> None:
    engine = encoder._engine
    assert isinstance(engine, PackedEngine)
    for n in (1, 6, 13, 17, 24):
        pieces = pieces_of(n)
        for planned in engine.plan([len(row) for row in pieces]):
            whole = planned._replace(width=PACK)
            found, same = (engine.sentences(pack, pieces) for pack in (planned, whole))
            assert np.array_equal(found, same)
            words, same_words = (engine.tokens(pack, pieces) for pack in (planned, whole))
            assert all(map(np.array_equal, words, same_words))


@pytest.mark.model
@pytest.mark.parametrize("fewer", [256, 512, 768])
def test_packs_are_whole_where_rows_round_otherwise_among_fewer(
    monkeypatch: pytest.MonkeyPatch, fewer: int
) -> None:
    for module in (packed, products):
        monkeypatch.setattr(module, "has_tiles", lambda: False)
    engine = load_encoder(threads=1)._engine
    assert isinstance(engine, PackedEngine)
    lengths = [30] * 8
    merged = engine._layers[0].merged

    def by_company(rows: torch.Tensor) -> torch.Tensor:
        return merged(rows) * (1 + 1e-7 * (len(rows) == fewer))

    engine._layers[0] = engine._layers[0]._replace(merged=by_company)
    assert [pack.width for pack in engine.plan([*lengths, *[30] * 62])] == [PACK, PACK, PACK]
    engine._layers[0] = engine._layers[0]._replace(merged=merged)
    assert [pack.width for pack in engine.plan(lengths)] == [PACK]  # it is tried out once
    engine = load_encoder(threads=1)._engine
    assert isinstance(engine, PackedEngine)
    if engine._stands_alone():
        assert [pack.width for pack in engine.plan(lengths)] == [ENDING[-1]]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_runs_lie_end_to_end(lengths: list[int]) -> None:
    runs = list(runs_of(lengths))
    assert [run.length for run in runs for _ in range(run.texts)] == lengths
    assert [run.places.start for run in runs] == [0, *(run.places.stop for run in runs[:-1])]


@pytest.mark.model
def test_both_engines_agree_and_padding_depends_on_no_company_either(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(encoder._engine, PackedEngine)
    monkeypatch.setattr(encoder_module, "is_packable", lambda *_: False)
    padded = load_encoder(threads=2)
    assert not isinstance(padded._engine, PackedEngine)
    vectors = padded.encode(TEXTS)
    assert np.abs(vectors - encoder.encode(TEXTS)).max() < 1e-5
    assert np.array_equal(padded.encode(TEXTS[:3]), vectors[:3])
    ours, theirs = encoder.encode_tokens(TEXTS), padded.encode_tokens(TEXTS)
    assert np.array_equal(ours.starts, theirs.starts)
    assert np.abs(ours.vectors - theirs.vectors).max() < 1e-5


@pytest.mark.model
def test_a_model_whose_packs_disagree_with_its_own_code_is_run_by_that_code(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    same = load_encoder(str(packaged_folder()), threads=1)
    assert isinstance(same._engine, PackedEngine)
    assert np.array_equal(same.encode(TEXTS[:3]), encoder.encode(TEXTS[:3]))
    right = PackedEngine.sentences
    monkeypatch.setattr(PackedEngine, "sentences", lambda *given: right(*given)[:, ::-1])
    assert not isinstance(load_encoder(str(packaged_folder()))._engine, PackedEngine)


@pytest.mark.model
def test_blocks_are_tokenised_ahead_and_change_nothing(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    vectors, tokens = encoder.encode(TEXTS), encoder.encode_tokens(TEXTS)
    monkeypatch.setattr("crossframe.embedding.tokenising.BLOCK", 7)
    assert np.array_equal(encoder.encode(TEXTS, done.append), vectors)
    assert sum(done) == len(TEXTS)
    found = encoder.encode_tokens(TEXTS)
    assert all(np.array_equal(a, b) for a, b in zip(found, tokens, strict=True))


@pytest.mark.model
def test_a_text_that_comes_again_is_computed_once(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    computed: list[int] = []
    expected = encoder.encode(TEXTS)
    right = PackedEngine.sentences

    def counted(engine: PackedEngine, batch: Batch, pieces: list[np.ndarray]) -> np.ndarray:
        computed.extend(batch.indices)
        return right(engine, batch, pieces)

    monkeypatch.setattr(PackedEngine, "sentences", counted)
    again = [*TEXTS, TEXTS[2], TEXTS[0], *TEXTS]
    found = encoder.encode(again, done.append)
    assert np.array_equal(found, np.concatenate([expected, expected[[2, 0]], expected]))
    assert sum(done) == len(again)
    assert sorted(computed) == list(range(len(TEXTS)))


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of four processors and an empty cache; a batch takes no time."""
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(threads_module, "n_processors", lambda: 4)
    return tmp_path / "cache" / FILE


def batches(n: int) -> list[Batch]:
    return [Batch(1, 1, (index,)) for index in range(n)]


def test_the_number_of_threads_is_measured_on_the_work_and_remembered(machine: Path) -> None:
    done: list[int] = []
    run_batches(lambda batch: done.append(batch.indices[0]), batches(100), 0, "m", no_progress)
    assert sorted(done) == list(range(100))
    (found,) = json.loads(machine.read_text()).values()
    assert found in (4, 2, 1)
    run_batches(lambda _: None, batches(100), 0, "another model", no_progress)
    assert len(json.loads(machine.read_text())) == 2


def test_the_number_that_is_remembered_is_used(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[int] = []
    real = threads_module._run
    monkeypatch.setattr(
        threads_module,
        "_run",
        lambda run, some, n, told: (used.append(n), real(run, some, n, told)),
    )
    threads_module._remember("m", 2)
    assert [threads_module.fastest_threads(model) for model in ("m", "unknown")] == [2, 4]
    run_batches(lambda _: None, batches(100), 0, "m", no_progress)
    run_batches(lambda _: None, batches(100), 3, "m", no_progress)
    run_batches(lambda _: None, batches(3), 0, "too little to measure", no_progress)
    assert used == [2, 3, 4]
    used.clear()
    run_batches(lambda _: None, batches(100), 0, "new", no_progress)
    assert used[:4] == [4, 4, 2, 1]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"x": "many"}'])
def test_a_damaged_note_is_measured_anew(machine: Path, text: str) -> None:
    machine.parent.mkdir()
    machine.write_text(text)
    run_batches(lambda _: None, batches(100), 0, "m", no_progress)
    assert len(json.loads(machine.read_text())) >= 1
    machine.write_text(json.dumps({threads_module._key("m"): 99}))
    assert threads_module._remembered("m") == 0
