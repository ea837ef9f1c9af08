"""Word pieces in a file are the word pieces in memory."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from crossframe.claim_build import build_claim_map
from crossframe.claims import best_cosines
from crossframe.claims.alignment import align_pairs
from crossframe.config import Parameters
from crossframe.embedding import FiledRows, one_run_at_a_time, reading_words, spilled
from crossframe.records import Corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import FakeEncoder

TEXTS = ["a span fell", "", "the span fell", "divers searched the water", "four died", "a span"]


@pytest.fixture
def in_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def make() -> None:
        monkeypatch.setattr(spilled, "_IN_MEMORY", 0)
        monkeypatch.setattr(spilled, "_TEXTS_AT_A_TIME", 4)

    return make


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6)), max_size=8))
def test_runs_are_read_as_they_were_added(tmp_path_factory: object, runs: list) -> None:
    rows = np.arange(48, dtype=np.float32).reshape(16, 3)
    path = Path(tmp_path_factory.mktemp("rows")) / "rows"  # type: ignore[attr-defined]
    starts, lengths = np.array(runs, dtype=np.int64).reshape(-1, 2).T
    with path.open("w+b", buffering=0) as file:
        found = FiledRows(file)  # type: ignore[arg-type]
        found.add(rows[:5])
        found.add(rows[5:])
        assert found.shape == (16, 3)
        expected = [rows[start : start + length] for start, length in runs]
        assert np.array_equal(found.take(starts, lengths), np.concatenate([rows[:0], *expected]))
        for source in (found, rows):
            run = one_run_at_a_time(source)
            read = [run(start, length).copy() for start, length in runs]
            assert all(map(np.array_equal, read, expected))


def test_pairs_are_aligned_as_in_memory(
    in_file: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(best_cosines, "_FEWEST_FOR_THREADS", 0)
    monkeypatch.setattr(best_cosines, "_TEXTS_AT_A_TIME", 2)
    encoder = FakeEncoder()
    with reading_words(TEXTS, encoder) as words:
        expected = align_pairs(TEXTS, words, [None] * len(TEXTS))
    in_file()
    with reading_words(TEXTS, encoder) as words:
        assert isinstance(words.vectors, FiledRows)
        found = align_pairs(TEXTS, words, [None] * len(TEXTS), threads=2)
    assert np.array_equal(found.there, expected.there)
    assert np.array_equal(found.back, expected.back)
    assert np.array_equal(found.kinds, expected.kinds)
    assert np.array_equal(found.standing, expected.standing)
    assert np.array_equal(found.starts, expected.starts)


def test_claims_do_not_depend_on_where_word_pieces_lie(
    in_file: Callable[[], None], small_corpus: Corpus
) -> None:
    parameters = Parameters(event="small")
    before = build_claim_map(small_corpus, parameters, FakeEncoder())
    in_file()
    assert build_claim_map(small_corpus, parameters, FakeEncoder()) == before
