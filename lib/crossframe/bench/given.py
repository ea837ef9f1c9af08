"""Texts and all their vectors -> files in a folder, which every contestant is handed alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np

from crossframe.bench.resampling import Library, Told
from crossframe.claims import Material, different_texts
from crossframe.config import Parameters
from crossframe.embedding import Encoder, FiledRows, TokenVectors, reading_words, take_rows
from crossframe.records import Labels, PartsOfSpeech, Vectors
from crossframe.text import tag_texts

NEAR = Parameters(event="any").near_duplicate
_TEXTS_AT_A_TIME = 1000


class Given(NamedTuple):
    """n different texts of one event, sorted; the articles of each, and the claims that it makes.

    `seconds` says what making the vectors took, by kind.
    """

    texts: list[str]
    articles: list[list[str]]
    claims: list[list[str]]
    seconds: dict[str, float]


def write_given(n: int, library: Library, encoder: Encoder, folder: Path) -> Given:
    """Makes one event of so many different sentences, and writes them with their vectors.

    Args:
        n: How many.
        library: What to retell.
        encoder: What makes vectors.
        folder: Where to write.

    Returns:
        What was written, without the vectors.
    """
    texts, articles, claims = _event(n, library)
    began = perf_counter()
    np.save(folder / "vectors.npy", encoder.encode(texts))
    encoded = perf_counter()
    with (
        (folder / "words.f32").open("w+b", buffering=0) as file,
        reading_words(texts, encoder) as words,
    ):
        filed = FiledRows(file)
        for begin in range(0, n, _TEXTS_AT_A_TIME):
            runs = words.starts[begin : begin + _TEXTS_AT_A_TIME + 1]
            filed.add(take_rows(words.vectors, runs[:-1], np.diff(runs)))
        np.savez(
            folder / "words.npz",
            pieces=words.pieces,
            spans=words.spans,
            starts=words.starts,
            shape=np.array(filed.shape),
        )
    read = perf_counter()
    tags = [[list(one.starts), list(one.pos)] for one in tag_texts(texts)]
    seconds = {
        "sentence vectors": encoded - began,
        "word vectors": read - encoded,
        "parts of speech": perf_counter() - read,
    }
    given = Given(texts, articles, claims, seconds)
    (folder / "given.json").write_text(json.dumps([*given, tags]), encoding="utf-8")
    return given


def read_texts(folder: Path) -> tuple[list[str], Vectors]:
    """Reads what every contestant is handed: texts, and vectors (n, d) float32 unit rows."""
    texts: list[str] = json.loads((folder / "given.json").read_text(encoding="utf-8"))[0]
    return texts, np.load(folder / "vectors.npy")


def read_material(folder: Path) -> Material:
    """Reads texts with all that crossframe compares them by; vectors of words stay in the file."""
    texts, articles, _, _, tags = json.loads((folder / "given.json").read_text(encoding="utf-8"))
    table = np.load(folder / "words.npz")
    words = FiledRows((folder / "words.f32").open("rb", buffering=0), tuple(table["shape"]))
    return Material(
        texts,
        TokenVectors(table["pieces"], words, table["spans"], table["starts"]),
        [PartsOfSpeech(tuple(starts), tuple(pos)) for starts, pos in tags],
        np.load(folder / "vectors.npy"),
        articles,
    )


def pair_f1(groups: Sequence[Sequence[int]], given: Given) -> float:
    """F1 of the pairs of texts of different articles that share a group, by their known claims.

    Args:
        groups: Numbers of texts; a text may be in several.
        given: The texts, of which those that make a claim count.

    Returns:
        0..1.
    """
    n = len(given.texts)
    members: dict[str, list[int]] = {}
    for text, keys in enumerate(given.claims):
        for key in keys:
            members.setdefault(key, []).append(text)
    labelled = np.array([bool(keys) for keys in given.claims])
    article = np.unique([own[0] for own in given.articles], return_inverse=True)[1]

    def pairs(found: Sequence[Sequence[int]]) -> Labels:
        codes = [np.zeros(0, dtype=np.int64)]
        for group in found:
            rows = np.unique([text for text in group if labelled[text]]).astype(np.int64)
            a, b = (rows[at] for at in np.triu_indices(len(rows), 1))
            apart = article[a] != article[b]
            codes.append(a[apart] * n + b[apart])
        return np.unique(np.concatenate(codes))

    together, same = pairs(groups), pairs(list(members.values()))
    right = len(np.intersect1d(together, same))
    return 2 * right / max(1, len(together) + len(same))


def _event(n: int, library: Library) -> tuple[list[str], list[list[str]], list[list[str]]]:
    """Retellings in one event, until there are n different texts, light edits taken for one."""
    told: list[Told] = []
    texts: list[str] = []
    for number in count():
        told += library.retold(number)
        rows = [row for one in told for row in zip(one.sentences, one.claims, strict=True)]
        if len(rows) >= n + n // 10:  # looked at no sooner than it may do
            texts, number_of = different_texts([text for text, _ in rows], NEAR)
            if len(texts) >= n:
                break
    kept = np.sort(np.random.default_rng(0).permutation(len(texts))[:n])
    place = {int(text): at for at, text in enumerate(kept)}
    articles: list[set[str]] = [set() for _ in kept]
    claims: list[set[str]] = [set() for _ in kept]
    names = [one.article_id for one in told for _ in one.sentences]
    for (_, keys), article, text in zip(rows, names, number_of.tolist(), strict=True):
        if text in place:
            articles[place[text]].add(article)
            claims[place[text]] |= keys
    chosen = [texts[text] for text in kept]
    return chosen, [sorted(own) for own in articles], [sorted(own) for own in claims]
