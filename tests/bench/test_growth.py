"""Retold articles share claims as the articles of seeds/ do; memory does not grow with a corpus."""

import json
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crossframe.bench.given import first_of, reading_material, write_given, write_part
from crossframe.bench.growth import exponent
from crossframe.bench.processes import Measured, measure_apart
from crossframe.bench.resampling import Library
from crossframe.claims import Material
from crossframe.embedding import Encoder, take_rows


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.of_seeds()


def shape(text: str) -> list[tuple[bool, bool]]:
    return [(word[:1].isupper(), word.isdigit()) for word in text.split()]


def test_a_retelling_keeps_claims_and_changes_words(library: Library) -> None:
    first, again = library.retold(0), library.retold(len(library.stories))
    assert [len(one.sentences) for one in first] == [len(one.sentences) for one in again]
    keys = [{key.split()[0] for own in one.claims for key in own} for one in first]
    assert keys == [{key.split()[0] for own in one.claims for key in own} for one in again]
    assert sum(map(len, keys)) > 50
    told = [[text for one in articles for text in one.sentences] for articles in (first, again)]
    pairs = list(zip(*told, strict=True))
    assert sum(a != b for a, b in pairs) > 0.9 * len(pairs)
    assert all(len(a.split()) == len(b.split()) for a, b in pairs)
    assert sum(shape(a) == shape(b) for a, b in pairs) > 0.8 * len(pairs)


def test_equal_words_stay_equal_in_a_retelling(library: Library) -> None:
    retelling = library.retelling(3)
    text = "Four people died when the bridge fell into the harbour in 2024."
    assert retelling.tell(text) == retelling.tell(text)
    assert retelling.tell(text) != library.retelling(4).tell(text)
    assert library.retelling(0).tell(text) == text
    assert len(set(retelling.words.values())) == len(retelling.words)


def test_a_corpus_has_events_of_fifty_sentences(library: Library) -> None:
    rows = list(library.rows(1_234))
    sizes = Counter[str]()
    for row in rows:
        sizes[row["event_id"]] += len(row["sentences"])
    assert sum(sizes.values()) == 1_234
    assert set(list(sizes.values())[:-1]) == {50}
    articles = [len(list(own)) for _, own in groupby(rows, key=lambda row: row["event_id"])]
    assert min(articles[:-1]) > 1
    assert json.dumps(rows) == json.dumps(list(library.rows(1_234)))


def test_an_exponent_is_that_of_a_power() -> None:
    assert exponent([10, 100, 1000], [3, 30 * 10**0.5, 300 * 10]) == pytest.approx(1.5)


@pytest.mark.model
def test_a_part_of_an_event_holds_what_was_told_first_with_its_vectors(
    library: Library, encoder: Encoder, tmp_path: Path
) -> None:
    n = 1 + sum(len(one.sentences) for one in library.retold(0))
    write_given(n, library, encoder, tmp_path)
    write_part(tmp_path, 20, tmp_path / "part")
    with reading_material(tmp_path) as whole, reading_material(tmp_path / "part") as part:
        assert len(whole.texts) == n
        assert len(part.texts) == 20
        assert {name.rsplit("-", 1)[1] for own in part.articles for name in own} == {"0"}
        for at, text in enumerate(part.texts):
            row = list(whole.texts).index(text)
            assert_same(part, at, whole, row)
        few = first_of(whole, 3)
        assert list(few.texts) == list(whole.texts)[:3]
        for at in range(3):
            assert_same(few, at, whole, at)


def assert_same(one: Material, at: int, other: Material, row: int) -> None:
    assert one.vectors is not None
    assert other.vectors is not None
    assert one.articles[at] == other.articles[row]
    assert one.parses[at] == other.parses[row]
    assert np.array_equal(one.vectors[at], other.vectors[row])
    words = [
        take_rows(some.tokens.vectors, starts[:1], np.diff(starts))
        for some, place in ((one, at), (other, row))
        for starts in [some.tokens.starts[place : place + 2]]
    ]
    assert len(words[0]) > 0
    assert np.array_equal(*words)


@pytest.mark.model
def test_a_small_corpus_is_measured_stage_by_stage(library: Library, tmp_path: Path) -> None:
    one = measured(library, 120, tmp_path)
    assert one.result == {"events": 3, "sentences": 120}
    assert {
        "reading ahead",
        "reading words",
        "parsing",
        "comparing",
        "writing",
    } <= one.stages.keys()
    assert sum(one.stages.values()) <= one.seconds + 1
    assert 100 < one.base_mb < one.peak_mb


@pytest.mark.soak
def test_memory_does_not_grow_with_a_corpus(library: Library, tmp_path: Path) -> None:
    small, large = (measured(library, n, tmp_path) for n in (2_000, 40_000))
    assert large.peak_mb < small.peak_mb + 250
    assert exponent([2_000, 40_000], [small.seconds, large.seconds]) < 1.15


@pytest.mark.soak
def test_an_event_of_five_thousand_sentences_needs_less_than_two_gigabytes(
    library: Library, tmp_path: Path
) -> None:
    rows = [row | {"event_id": "one"} for row in library.rows(5_000)]
    assert measured(rows, 5_000, tmp_path).peak_mb < 2_048


def measured(source: Library | list[dict[str, Any]], n: int, folder: Path) -> Measured:
    rows = source.rows(n) if isinstance(source, Library) else source
    path = folder / f"{n}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return measure_apart("claims", path, folder / f"{n}.out.jsonl")
