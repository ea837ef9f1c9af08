import random
import re

import numpy as np
import pytest
from crossframe.claims import alignment, best_cosines, neighbours
from crossframe.claims.alignment import align_pairs
from crossframe.claims.evidence import FEATURES, Evidence, weigh_pairs
from crossframe.claims.vocabulary import count_words, tfidf_rows, weigh_words
from crossframe.embedding import TokenVectors
from crossframe.errors import AlignmentError
from crossframe.records import Parse
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import FakeEncoder

TEXTS = ["Four people died.", "Four died, police said.", "The port is closed.", "", "!?"]
WORDS = ["four", "five", "12", "people", "died", "bridge", "port", "closed", "said", "the"]


def aligned(texts: list[str], **more: object) -> alignment.Alignments:
    return align_pairs(texts, FakeEncoder().encode_tokens(texts), [None] * len(texts), **more)


def evidence_of(texts: list[str]) -> Evidence:
    return weigh_pairs(aligned(texts))


def by_hand(texts: list[str], a: int, b: int) -> float:
    """The alignment of two texts by loops."""
    tokens = FakeEncoder().encode_tokens(texts)
    rows = [range(tokens.starts[k], tokens.starts[k + 1]) for k in range(len(texts))]

    def weight(row: int) -> float:
        piece = tokens.pieces[row]
        holding = sum(any(tokens.pieces[r] == piece for r in rows[k]) for k in range(len(texts)))
        return max(float(np.log((1 + len(texts)) / (1 + holding))), 1e-6)

    def directed(a: int, b: int) -> float:
        best = [max(float(tokens.vectors[r] @ tokens.vectors[s]) for s in rows[b]) for r in rows[a]]
        weights = [weight(row) for row in rows[a]]
        return sum(w * x for w, x in zip(weights, best, strict=True)) / sum(weights)

    return (directed(a, b) + directed(b, a)) / 2


def test_the_evidence_is_what_loops_find() -> None:
    texts = sorted({f"{a} {b} the {c}" for a in WORDS[:4] for b in WORDS[4:7] for c in WORDS[7:]})
    found = evidence_of(texts)
    for row in range(0, len(found.first), 97):
        a, b = int(found.first[row]), int(found.second[row])
        assert found.features[row, 0] == pytest.approx(by_hand(texts, a, b), abs=1e-5)


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=7), st.randoms())
@settings(max_examples=40, deadline=None)
def test_evidence_is_bounded_and_does_not_depend_on_order(
    drawn: list[list[str]], shuffle: random.Random
) -> None:
    texts = sorted({" ".join(words) for words in drawn})
    found = evidence_of(texts)
    n = len(texts)
    assert len(found.first) == n * (n - 1) // 2
    assert (found.first < found.second).all()
    assert found.features.shape == (len(found.first), len(FEATURES))
    assert (found.features >= 0).all()
    assert (found.features <= [1, 1 + 1e-9, 1, 2 + 1e-9]).all()
    shuffled = list(texts)
    shuffle.shuffle(shuffled)
    again = evidence_of(shuffled)
    assert told(found) == pytest.approx(told(again), abs=1e-5)


def told(found: Evidence) -> dict[str, float]:
    rows = zip(found.first, found.second, found.features, strict=True)
    return {
        f"{sorted((found.texts[a], found.texts[b]))} {name}": float(value)
        for a, b, features in rows
        for name, value in zip(FEATURES, features, strict=True)
    }


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_few_texts_are_no_special_case(n: int) -> None:
    found = evidence_of(TEXTS[:n])
    assert found.features.shape == (n * (n - 1) // 2, len(FEATURES))
    assert np.isfinite(found.features).all()


def test_evidence_does_not_depend_on_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(best_cosines, "_FEWEST_FOR_THREADS", 0)
    texts = sorted({f"{a} met {b} at the {c}" for a in "abcdef" for b in "ghijkl" for c in "mnop"})
    one, three = aligned(texts), aligned(texts, threads=3)
    assert np.array_equal(one.there, three.there)
    assert np.array_equal(one.back, three.back)


def test_progress_counts_every_text() -> None:
    done: list[int] = []
    aligned(TEXTS, progress=done.append)
    assert sum(done) == len(TEXTS)


def test_candidates_are_weighed_as_all_pairs_are(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = sorted({f"{a} {b} {c}" for a in WORDS for b in WORDS for c in WORDS[:2]})[:60]
    every = evidence_of(texts)
    monkeypatch.setattr(alignment, "ALL_PAIRS", 20)
    monkeypatch.setattr(neighbours, "_NEAREST", 5)
    some = weigh_pairs(aligned(texts, vectors=FakeEncoder().encode(texts)))
    assert 0 < len(some.first) < len(every.first)
    assert (np.lexsort((some.second, some.first)) == np.arange(len(some.first))).all()
    n = len(texts)
    at = np.searchsorted(every.first * n + every.second, some.first * n + some.second)
    assert np.allclose(every.features[at], some.features, atol=1e-6)


def test_the_nearest_by_words_are_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "ALL_PAIRS", 2)
    monkeypatch.setattr(neighbours, "_NEAREST", 1)
    texts = ["four people died", "four persons died", "port closed", "port was closed", "!"]
    first, second = alignment.candidate_pairs(count_words(texts), None)
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == [(0, 1), (2, 3)]


def test_texts_that_do_not_count_have_no_say() -> None:
    texts = ["four people died", "four died there", "port closed", "the port was closed"]
    counted = np.array([True, True, True, False])
    beside = weigh_pairs(aligned(texts), counted)
    alone = evidence_of(texts[:3])
    inside = beside.second < 3
    assert np.allclose(beside.features[inside], alone.features, atol=1e-6)
    assert beside.features[~inside, 1].max() > 0.4


def test_numbers_conflict_only_where_both_state_some() -> None:
    texts = ["2 died", "five died", "it rained", "two died in 5 towns"]
    found = evidence_of(texts)
    pairs = zip(found.first.tolist(), found.second.tolist(), strict=True)
    conflict = dict(zip(pairs, found.features[:, 2], strict=True))
    assert conflict == {(0, 1): 1, (0, 2): 0, (0, 3): 0, (1, 2): 0, (1, 3): 0, (2, 3): 0}


def test_verbs_weigh_more_and_names_less() -> None:
    texts = ["mira fell", "mira sang", "odo fell", "it rained there"]
    tokens = FakeEncoder().encode_tokens(texts)
    spans = [(s.start(), s.end()) for text in texts for s in words_of(text)]
    tokens = tokens._replace(spans=np.array(spans, dtype=np.int64))
    parses = [parse(text, {"mira": "PROPN", "odo": "PROPN"}) for text in texts]
    plain = weigh_pairs(align_pairs(texts, tokens, [None] * 4)).features[:, 0]
    heavy = weigh_pairs(align_pairs(texts, tokens, parses)).features[:, 0]
    assert heavy[0] < plain[0]  # only the name is shared
    assert heavy[1] > plain[1]  # only the verb is shared
    placeless = tokens._replace(spans=np.full_like(tokens.spans, -1))
    assert np.array_equal(weigh_pairs(align_pairs(texts, placeless, parses)).features[:, 0], plain)


def words_of(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"\w+", text))


def parse(text: str, pos: dict[str, str]) -> Parse:
    words = words_of(text)
    n = len(words)
    return Parse(
        starts=tuple(word.start() for word in words),
        ends=tuple(word.end() for word in words),
        lemmas=tuple(word.group() for word in words),
        tags=("",) * n,
        pos=tuple(pos.get(word.group(), "VERB") for word in words),
        deps=("",) * n,
        heads=tuple(range(n)),
        entities=("",) * n,
        begins=(False,) * n,
    )


def test_texts_without_pieces_find_nothing() -> None:
    vectors = np.array([[1, 0], [1, 0]], dtype=np.float32)
    spans = np.array([[0, 1], [0, 1]])
    tokens = TokenVectors(
        pieces=np.array([1, 1]), spans=spans, vectors=vectors, starts=np.array([0, 1, 1, 2])
    )
    found = weigh_pairs(align_pairs(["a", "", "a"], tokens, [None] * 3))
    assert found.features[:, 0].tolist() == [0, 1, 0]


def test_words_of_no_text_and_texts_of_no_word() -> None:
    assert tfidf_rows(["!", "?"]).toarray().tolist() == [[0], [0]]
    assert tfidf_rows([]).shape == (0, 1)
    rows = weigh_words(count_words(["aa bb", "aa cc", "d"]))
    assert np.sqrt(rows.multiply(rows).sum(axis=1)).A1.tolist() == pytest.approx([1, 1, 0])


def test_tokens_and_parses_of_other_texts_are_refused() -> None:
    tokens = FakeEncoder().encode_tokens(["a", "b"])
    with pytest.raises(AlignmentError, match="token vectors of 2 texts beside 3 texts"):
        align_pairs(["a", "b", "c"], tokens, [None] * 3)
    with pytest.raises(AlignmentError, match="parses of 1 texts beside 2 texts"):
        align_pairs(["a", "b"], tokens, [None])
    with pytest.raises(AlignmentError, match="mask of 1 texts beside 2"):
        weigh_pairs(align_pairs(["a", "b"], tokens, [None] * 2), np.array([True]))
