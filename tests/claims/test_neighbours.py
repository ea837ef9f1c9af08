"""The ways for large events find what looking at every pair finds, or nearly all of it."""

from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import combinations

import numpy as np
import pytest
from crossframe.claims import duplicates, neighbours
from crossframe.claims.duplicates import collapse_texts, rare_word_pairs
from crossframe.claims.neighbours import near_vectors, near_words
from crossframe.claims.vocabulary import tfidf_rows
from crossframe.records import Labels
from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = ["bridge", "span", "fell", "water", "harbour", "police", "divers", "ferry", "mayor", "port"]


def clustered(n: int, seed: int = 0) -> np.ndarray:
    """Unit rows around forty centres."""
    draw = np.random.default_rng(seed)
    rows = draw.normal(size=(40, 24))[draw.integers(40, size=n)] + draw.normal(size=(n, 24)) * 0.4
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def sentences(n: int, seed: int = 0) -> list[str]:
    draw = np.random.default_rng(seed)
    rare = [f"name{k}" for k in range(n // 3)]
    return [" ".join([*draw.choice(WORDS, 6), *draw.choice(rare, 3)]) for _ in range(n)]


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes every event a large one."""

    def make() -> None:
        monkeypatch.setattr(neighbours, "ALL_ROWS", 0)
        monkeypatch.setattr(neighbours, "_ROWS_IN_CELL", 25)
        monkeypatch.setattr(neighbours, "_CELLS_LOOKED_AT", 12)
        monkeypatch.setattr(neighbours, "_FREQUENT", 60)

    return make


def share(found: Labels, expected: Labels) -> float:
    return len(np.intersect1d(found, expected)) / len(expected)


def test_cells_find_nearly_all_near_vectors(large: Callable[[], None]) -> None:
    rows = clustered(900)
    expected = near_vectors(rows)
    large()
    found = near_vectors(rows)
    assert share(found, expected) > 0.95
    assert len(found) < 1.2 * len(expected)
    assert (found // 900 < found % 900).all()


def test_rare_words_find_most_near_texts(large: Callable[[], None]) -> None:
    rows = tfidf_rows(sentences(300))
    expected = near_words(rows)
    large()
    found = near_words(rows)
    assert share(found, expected) > 0.5
    assert (found // 300 < found % 300).all()


@pytest.mark.parametrize("n", [1, 2, 30])
def test_looking_into_every_cell_misses_nothing(
    n: int, large: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, words = clustered(n), tfidf_rows(sentences(n + 3)[:n])
    expected = near_vectors(rows), near_words(words)
    large()
    monkeypatch.setattr(neighbours, "_CELLS_LOOKED_AT", n)
    found = near_vectors(rows), near_words(words)
    assert [codes.tolist() for codes in found] == [codes.tolist() for codes in expected]


def test_equal_vectors_are_all_neighbours(large: Callable[[], None]) -> None:
    large()
    assert len(near_vectors(np.repeat(clustered(1), 60, axis=0))) == 60 * 59 / 2


TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=9), max_size=12)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.floats(0.5, 1.0))
def test_the_rarest_words_find_every_light_edit(texts: list[list[str]], near: float) -> None:
    found = set(rare_word_pairs(texts, near))
    for a, b in combinations(range(len(texts)), 2):
        if texts[a] and texts[b]:
            matcher = SequenceMatcher(None, texts[a], texts[b], autojunk=False)
            assert matcher.ratio() < near or (a, b) in found


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from([0.8, 0.9, 0.95]))
def test_copies_are_those_that_trying_all_pairs_finds(texts: list[list[str]], near: float) -> None:
    joined = [" ".join(words) for words in texts]
    found = collapse_texts(joined, near)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(duplicates, "_SHARPLY", 2.0)
        assert found.tolist() == collapse_texts(joined, near).tolist()
