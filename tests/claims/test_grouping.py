import numpy as np
import pytest
from crossframe.claims import candidate_blocks, group_texts, lay_out, similarity_matrix
from crossframe.claims import layout as layout_module
from crossframe.claims.similarity import maxsim_matrix, tfidf_matrix
from crossframe.embedding import TokenVectors
from crossframe.errors import AlignmentError
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import FakeEncoder

TEXTS = ["Four people died.", "Four died, police said.", "The port is closed.", "", "!?"]


def unit_rows(n: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, 16)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_similarity_is_symmetric_and_bounded(fake_encoder: FakeEncoder) -> None:
    found = similarity_matrix(TEXTS, fake_encoder.encode_tokens(TEXTS))
    assert np.array_equal(found, found.T)
    assert found.min() >= 0
    assert found.max() <= 1
    assert np.array_equal(np.diag(found), np.ones(len(TEXTS)))
    assert found[0, 1] > found[0, 2]


def test_maxsim_is_the_harmonic_mean_of_both_directions() -> None:
    vectors = np.array([[1, 0], [0, 1], [1, 0]], dtype=np.float32)
    tokens = TokenVectors(np.array([1, 2, 1]), vectors, np.array([0, 2, 3]))
    idf = {1: np.log(3 / 3) + 1, 2: np.log(3 / 2) + 1}  # piece 1 is in both texts, 2 in one
    there = idf[1] / (idf[1] + idf[2])  # of two pieces, the first is found
    assert maxsim_matrix(tokens)[0, 1] == pytest.approx(2 * there * 1 / (there + 1), abs=1e-6)


def test_similarity_does_not_depend_on_threads(fake_encoder: FakeEncoder) -> None:
    texts = sorted({f"{a} met {b} at the {c}" for a in "abcdef" for b in "ghijkl" for c in "mnop"})
    tokens = fake_encoder.encode_tokens(texts)
    assert np.array_equal(maxsim_matrix(tokens, threads=1), maxsim_matrix(tokens, threads=3))


def test_texts_without_words_are_like_nothing() -> None:
    assert tfidf_matrix(["!", "?"]).tolist() == [[0, 0], [0, 0]]
    assert tfidf_matrix([]).shape == (0, 0)


def test_token_vectors_of_other_texts_are_refused(fake_encoder: FakeEncoder) -> None:
    with pytest.raises(AlignmentError, match="of 2 texts beside 3 texts"):
        similarity_matrix(["a", "b", "c"], fake_encoder.encode_tokens(["a", "b"]))


@given(st.integers(0, 8), st.integers(0, 2**16), st.floats(0, 1))
@settings(max_examples=60)
def test_groups_do_not_depend_on_the_order_of_rows(n: int, seed: int, stop: float) -> None:
    draw = np.random.default_rng(seed)
    similarity = np.round(draw.random((n, n)), 4)
    similarity = (similarity + similarity.T) / 2
    groups = group_texts(similarity, stop)
    order = draw.permutation(n)
    shuffled = group_texts(similarity[np.ix_(order, order)], stop)
    together = groups[:, None] == groups[None, :]
    assert np.array_equal(together[np.ix_(order, order)], shuffled[:, None] == shuffled[None, :])
    assert sorted(set(groups.tolist())) == list(range(len(set(groups.tolist()))))


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 11])
def test_few_texts_get_a_plain_map(n: int) -> None:
    found = lay_out(unit_rows(n), seed=0)
    assert found.points.shape == (n, 2)
    assert found.regions.tolist() == [-1] * n


@pytest.mark.parametrize("n", [12, 20, 60])
def test_a_map_lies_in_the_unit_square_and_repeats(n: int) -> None:
    first, second = lay_out(unit_rows(n), seed=3), lay_out(unit_rows(n), seed=3)
    assert np.array_equal(first.points, second.points)
    assert np.array_equal(first.regions, second.regions)
    assert first.points.min() >= 0
    assert first.points.max() <= 1


def test_equal_vectors_do_not_break_the_map() -> None:
    rows = np.repeat(unit_rows(2), 20, axis=0)
    assert np.isfinite(lay_out(rows, seed=0).points).all()


def test_large_events_are_cut_into_blocks_that_hold_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(layout_module, "EXACT_LIMIT", 20)
    vectors = unit_rows(90)
    blocks = candidate_blocks(vectors, lay_out(vectors, seed=0))
    assert sorted(np.concatenate(blocks).tolist()) == list(range(90))
    assert len(blocks) > 1
