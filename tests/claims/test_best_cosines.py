"""Best cosines that are kept are, to the last bit, those that would be found anew."""

import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from crossframe.claims import best_cosines
from crossframe.claims.best_cosines import BestCosines, Kept, find_best_cosines
from crossframe.embedding import FiledRows, TokenVectors, no_progress

D = 384


def vectors_of(text: str) -> np.ndarray:
    """Unit rows that depend on the text alone; as many as the number that it ends with."""
    rng = np.random.default_rng(list(text.encode()))
    rows = rng.standard_normal((int(text.rpartition(" ")[2]), D)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def tokens_of(texts: Sequence[str]) -> TokenVectors:
    rows = [vectors_of(text) for text in texts]
    starts = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    n = int(starts[-1])
    return TokenVectors(
        np.zeros(n, dtype=np.int64),
        np.concatenate([np.zeros((0, D), dtype=np.float32), *rows]),
        np.zeros((n, 2), dtype=np.int64),
        starts,
    )


def found_of(
    texts: Sequence[str], share: float = 1.0, before: BestCosines | None = None, seed: int = 0
) -> BestCosines:
    first, second = np.triu_indices(len(texts), 1)
    chosen = np.random.default_rng(seed).random(len(first)) < share
    pairs = first[chosen].astype(np.int64), second[chosen].astype(np.int64)
    return find_best_cosines(texts, tokens_of(texts), pairs, 1, no_progress, before)


def same(one: BestCosines, other: BestCosines) -> bool:
    return one.texts == other.texts and all(
        np.array_equal(a, b) for a, b in zip(one[1:], other[1:], strict=True)
    )


def made_up(n: int, seed: int) -> list[str]:
    lengths = np.random.default_rng(seed).choice((0, 1, 2, 7, 15, 16, 17, 33, 70), n)
    return sorted({f"text {seed} {at:03} {length}" for at, length in enumerate(lengths)})


def test_an_event_that_changes_has_the_same_bits_as_one_that_is_new() -> None:
    known, added = made_up(40, 1), made_up(12, 2)
    lost = known[::5]
    stages = [
        known,
        sorted({*known, *added}),  # gains articles
        sorted({*known, *added} - set(lost)),  # loses some
        sorted({f"text reworded {text}" if text in lost else text for text in known}),
        [*sorted(known), *added, known[3], known[30]],  # headlines in the words of sentences
        [*added, *sorted(known)],  # other ones come first
    ]
    kept = Kept()
    memory = kept.of("event", "encoder")
    for number, texts in enumerate(stages):
        for share in (0.3, 1.0):
            fresh = found_of(texts, share, seed=number)
            again = found_of(texts, share, memory.read(), seed=number)
            assert same(fresh, again)
            memory.write(again)


def test_what_is_known_of_a_pair_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for text in made_up(30, 4) if not text.endswith(" 0")]
    before = found_of(texts)
    computed: list[int] = []
    cosines = best_cosines._cosines

    def counting(
        tokens: TokenVectors, text: int, others: np.ndarray, run: Callable[[int, int], np.ndarray]
    ) -> np.ndarray:
        computed.append(len(others))
        return cosines(tokens, text, others, run)

    monkeypatch.setattr(best_cosines, "_cosines", counting)
    found_of(texts, before=before)
    assert sum(computed) == 0
    found_of(sorted([*texts, "text 0 new 5"]), before=before)
    assert sum(computed) == len(texts)


def test_a_pair_has_the_same_bits_in_any_company() -> None:
    texts = made_up(60, 5)
    whole = found_of(texts)
    at = {(a, b): k for k, (a, b) in enumerate(zip(whole.first, whole.second, strict=True))}
    there, back = whole.places()
    for a, b in sorted(at)[::23]:
        alone = found_of([texts[a], texts[b]])
        begin, other = int(there[at[a, b]]), int(back[at[a, b]])
        assert np.array_equal(alone.there, whole.there[begin : begin + len(alone.there)])
        assert np.array_equal(alone.back, whole.back[other : other + len(alone.back)])


def test_threads_that_share_out_texts_find_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, told = made_up(40, 6), []
    tokens, pairs = tokens_of(texts), np.triu_indices(len(texts), 1)
    expected = find_best_cosines(texts, tokens, pairs, 1, no_progress)
    monkeypatch.setattr(best_cosines, "_FEWEST_FOR_THREADS", 0)
    monkeypatch.setattr(best_cosines, "_TEXTS_AT_A_TIME", 3)
    assert same(expected, find_best_cosines(texts, tokens, pairs, 3, told.append))
    assert sum(told) == len(texts)


def test_of_a_file_one_text_is_held_at_a_time(tmp_path: Path) -> None:
    texts = [f"text {number:03} 70" for number in range(40)]
    tokens, pairs = tokens_of(texts), np.triu_indices(len(texts), 1)
    with (tmp_path / "rows").open("w+b", buffering=0) as file:
        rows = FiledRows(file)  # type: ignore[arg-type]
        rows.add(tokens.vectors)
        tracemalloc.start()
        try:
            found = find_best_cosines(texts, tokens._replace(vectors=rows), pairs, 1, no_progress)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert same(found, find_best_cosines(texts, tokens, pairs, 1, no_progress))
    assert peak < tokens.vectors.nbytes  # what all others of the first text alone would take


def test_the_best_cosine_is_the_largest_product() -> None:
    texts = made_up(12, 7)
    found = found_of(texts)
    there, back = found.places()
    for pair, (a, b) in enumerate(zip(found.first.tolist(), found.second.tolist(), strict=True)):
        one, other = vectors_of(texts[a]).astype(float), vectors_of(texts[b]).astype(float)
        products = one @ other.T
        best = products.max(axis=1, initial=-2) if len(other) else np.zeros(len(one))
        best_back = products.max(axis=0, initial=-2) if len(one) else np.zeros(len(other))
        own = found.there[there[pair] : there[pair] + len(one)]
        assert own == pytest.approx(best, abs=1e-6)
        assert found.back[back[pair] : back[pair] + len(other)] == pytest.approx(
            best_back, abs=1e-6
        )


def test_what_is_kept_is_bounded_and_the_longest_unused_give_way() -> None:
    found = found_of(made_up(20, 8))
    kept = Kept(limit=2 * found.n_bytes)
    memories = [kept.of(f"event {number}", "encoder") for number in range(3)]

    def is_kept() -> list[bool]:
        return [memory.read() is not None for memory in memories]

    for number in (0, 1, 0):
        memories[number].write(found)
    assert is_kept() == [True, True, False]
    memories[2].write(found)
    assert is_kept() == [True, False, True]
    memories[0].write(found_of(made_up(60, 11)))  # too large: what it was before is gone as well
    assert is_kept() == [False, False, True]


def test_what_another_encoder_found_is_not_taken_over() -> None:
    kept = Kept()
    kept.of("event", "one encoder").write(found_of(made_up(5, 12)))
    assert kept.of("event", "another").read() is None
    assert kept.of("other event", "one encoder").read() is None
