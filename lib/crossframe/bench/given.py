"""Texts and all their vectors -> files in a folder, which every contestant is handed alike."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np

from crossframe.bench.resampling import Library
from crossframe.claims import Material, different_texts
from crossframe.config import Parameters
from crossframe.embedding import (
    Encoder,
    FiledRows,
    TokenVectors,
    reading_words,
    runs_of,
    take_rows,
)
from crossframe.records import Labels, PartsOfSpeech, Vectors
from crossframe.text import tag_texts

NEAR = Parameters(event="any").near_duplicate
_TEXTS_AT_A_TIME = 1000


class Told(NamedTuple):
    """n different texts of one event, sorted; of each its articles and its first retelling."""

    texts: list[str]
    articles: list[list[str]]
    retellings: list[int]


class Given(NamedTuple):
    """Texts with all that they are compared by, row for row."""

    told: Told
    tags: list[PartsOfSpeech]
    vectors: Vectors
    words: TokenVectors


def write_given(n: int, library: Library, encoder: Encoder, folder: Path) -> dict[str, float]:
    """Makes one event of so many different sentences, and writes them with their vectors.

    Args:
        n: How many.
        library: What to retell.
        encoder: What makes vectors.
        folder: Where to write.

    Returns:
        What making the vectors took, in seconds by kind.
    """
    told = _event(n, library)
    began = perf_counter()
    vectors = encoder.encode(told.texts)
    encoded = perf_counter()
    with reading_words(told.texts, encoder) as words:
        read = perf_counter()
        tags = tag_texts(told.texts)
        tagged = perf_counter()
        _write(Given(told, tags, vectors, words), np.arange(n, dtype=np.int64), folder)
    return {
        "sentence vectors": encoded - began,
        "word vectors": read - encoded,
        "parts of speech": tagged - read,
    }


def write_part(folder: Path, n: int, part: Path) -> None:
    """Writes the n texts that were told first, as `write_given` would have.

    Args:
        folder: What it wrote.
        n: How many.
        part: A folder that is not there yet.
    """
    part.mkdir()
    with _reading(folder) as given:
        rows = np.sort(np.argsort(given.told.retellings, kind="stable")[:n]).astype(np.int64)
        _write(given, rows, part)


def _write(given: Given, rows: Labels, folder: Path) -> None:
    """Writes these rows of texts, and all that is known of them."""
    words, lengths = given.words, np.diff(given.words.starts)
    kept = runs_of(words.starts[rows], lengths[rows])
    np.save(folder / "vectors.npy", given.vectors[rows])
    with (folder / "words.f32").open("w+b", buffering=0) as file:
        filed = FiledRows(file)
        for begin in range(0, len(rows), _TEXTS_AT_A_TIME):
            some = rows[begin : begin + _TEXTS_AT_A_TIME]
            filed.add(take_rows(words.vectors, words.starts[some], lengths[some]))
    np.savez(
        folder / "words.npz",
        pieces=words.pieces[kept],
        spans=words.spans[kept],
        starts=np.concatenate([[0], np.cumsum(lengths[rows])]).astype(np.int64),
        shape=np.array(filed.shape),
    )
    tags = [(one.starts, one.pos) for one in given.tags]
    columns: list[Sequence[object]] = [*given.told, tags]
    chosen = [[column[row] for row in rows.tolist()] for column in columns]
    (folder / "told.json").write_text(json.dumps(chosen), encoding="utf-8")


@contextmanager
def _reading(folder: Path) -> Iterator[Given]:
    *told, tags = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    table = np.load(folder / "words.npz")
    with (folder / "words.f32").open("rb", buffering=0) as file:
        words = FiledRows(file, tuple(table["shape"]))
        yield Given(
            Told(*told),
            [PartsOfSpeech(tuple(starts), tuple(pos)) for starts, pos in tags],
            np.load(folder / "vectors.npy"),
            TokenVectors(table["pieces"], words, table["spans"], table["starts"]),
        )


def read_texts(folder: Path) -> tuple[list[str], Vectors]:
    """Reads what every contestant is handed: texts, and vectors (n, d) float32 unit rows."""
    texts: list[str] = json.loads((folder / "told.json").read_text(encoding="utf-8"))[0]
    return texts, np.load(folder / "vectors.npy")


@contextmanager
def reading_material(folder: Path) -> Iterator[Material]:
    """Reads texts with all that crossframe compares them by; vectors of words stay in the file.

    Args:
        folder: Where they were written.

    Yields:
        The texts, for as long as the file is open.
    """
    with _reading(folder) as given:
        told = given.told
        yield Material(told.texts, given.words, given.tags, given.vectors, told.articles)


def first_of(material: Material, n: int) -> Material:
    """The first n texts, or all where there are no more."""
    texts, words, tags, vectors, articles, _ = material
    starts = words.starts[: n + 1]
    pieces = slice(int(starts[-1]))
    own = TokenVectors(words.pieces[pieces], words.vectors, words.spans[pieces], starts)
    return Material(
        texts[:n], own, tags[:n], None if vectors is None else vectors[:n], articles[:n]
    )


def _event(n: int, library: Library) -> Told:
    """Retellings in one event, until there are n different texts, light edits taken for one."""
    rows: list[tuple[str, str, int]] = []
    for number in count():
        told = library.retold(number)
        rows += [(text, one.article_id, number) for one in told for text in one.sentences]
        if len(rows) >= n + n // 10:  # looked at no sooner than it may do
            texts, number_of = different_texts([text for text, *_ in rows], NEAR)
            if len(texts) >= n:
                break
    kept = np.sort(np.random.default_rng(0).permutation(len(texts))[:n])
    articles: dict[int, set[str]] = {int(text): set() for text in kept}
    first: dict[int, int] = {}
    for (_, article, number), text in zip(rows, number_of.tolist(), strict=True):
        if text in articles:
            articles[text].add(article)
            first.setdefault(text, number)
    chosen = sorted(articles)
    return Told(
        [texts[text] for text in chosen],
        [sorted(articles[text]) for text in chosen],
        [first[text] for text in chosen],
    )
