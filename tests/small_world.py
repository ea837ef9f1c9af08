"""A small world for tests: three outlets, two articles each, and an encoder that needs no model."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from crossframe.claim_build import build_claim_map
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder, Progress, TokenVectors, load_encoder, no_progress
from crossframe.records import ClaimMap, Corpus, Vectors

SMALL_WORLD = {
    ("Harbour Post", "post-1", "2024-03-12T08:00:00+02:00"): (
        "A span of the bridge fell into the harbour on Tuesday. "
        "Four people were killed, police said. The mayor wept at the quay."
    ),
    ("Harbour Post", "post-2", "2024-03-13T08:00:00+02:00"): (
        "Photo: Harbour Post / M. Ode\n\n"
        "Divers searched the water for a second day. The port stays closed."
    ),
    ("Daily Tide", "tide-1", "2024-03-12T09:30:00+00:00"): (
        "A span of the bridge fell into the harbour on Tuesday morning. "
        "Four people were killed, the police said. Ferries were full."
    ),
    ("Daily Tide", "tide-2", "2024-03-14"): (
        "Divers searched the water for the third day. A contractor denied any warning."
    ),
    ("Union Voice", "voice-1", None): (
        "A span of the bridge fell into the harbour. The union had asked for repairs for years."
    ),
    ("Union Voice", "voice-2", "2024-03-13"): (
        "The port stays closed. What do you think about the closure?"
    ),
}


def small_articles() -> list[dict[str, object]]:
    return [
        {
            "event_id": "small",
            "article_id": article_id,
            "outlet": outlet,
            "title": f"Title of {article_id}",
            "text": text,
            "published_at": published_at,
            "url": f"https://{article_id}.example/story",
            "language": "en",
        }
        for (outlet, article_id, published_at), text in SMALL_WORLD.items()
    ]


# One more: a sentence that stands in the small world, and one that is new.
NEW_ARTICLE = {
    **small_articles()[0],
    "article_id": "new",
    "outlet": "Quay Gazette",
    "title": "A new voice",
    "text": "The port stays closed. A crane was brought from the north at dawn.",
}


@pytest.fixture
def write_articles(tmp_path: Path) -> Callable[..., Path]:
    """Writes articles as JSONL and returns the file; without any, those of the small world."""

    def write(articles: Sequence[Mapping[str, object]] | None = None, name: str = "small") -> Path:
        path = tmp_path / f"{name}.jsonl"
        rows = small_articles() if articles is None else articles
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write


@pytest.fixture
def small_corpus(write_articles: Callable[..., Path]) -> Corpus:
    return read_corpora(write_articles())["small"]


class FakeEncoder:
    """Gives every word a direction of its own, by hash; a text is the mean of its words."""

    name = "fake"
    fingerprint = "00" * 32
    languages: frozenset[str] | None = frozenset({"en"})
    reads_words = True

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        progress(len(texts))
        rows = [self._words(text).mean(axis=0) for text in texts]
        found = np.stack(rows) if rows else np.zeros((0, 64))
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return (found / np.maximum(lengths, 1e-12)).astype(np.float32)

    def encode_tokens(self, texts: Sequence[str], progress: Progress = no_progress) -> TokenVectors:
        progress(len(texts))
        words = [self._words(text) for text in texts]
        pieces = [zlib.crc32(word.encode()) for text in texts for word in self._split(text)]
        starts = np.concatenate([[0], np.cumsum([len(rows) for rows in words])])
        joined = np.concatenate(words) if words else np.zeros((0, 64))
        spans = [found.span() for text in texts for found in self._found(text)]
        return TokenVectors(
            np.array(pieces, dtype=np.int64),
            joined.astype(np.float32),
            np.array(spans, dtype=np.int64).reshape(-1, 2),
            starts.astype(np.int64),
        )

    def _words(self, text: str) -> np.ndarray:
        rows = []
        for word in self._split(text):
            row = np.random.default_rng(zlib.crc32(word.encode())).normal(size=64)
            rows.append(row / np.linalg.norm(row))
        return np.array(rows)

    def _split(self, text: str) -> list[str]:
        return [found.group().lower() for found in self._found(text)]

    def _found(self, text: str) -> list[re.Match[str]]:
        return list(re.finditer(r"\w+", text)) or list(re.finditer(r"^.?", text))


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The real model, loaded once a session."""
    return load_encoder()


@pytest.fixture
def build(fake_encoder: FakeEncoder) -> Callable[..., ClaimMap]:
    """Builds a claim map with the fake encoder."""

    def built(corpus: Corpus, **values: object) -> ClaimMap:
        parameters = Parameters.from_values({"event": corpus.event_id, **values})
        return build_claim_map(corpus, parameters, fake_encoder)

    return built


@pytest.fixture
def small_map(small_corpus: Corpus, build: Callable[..., ClaimMap]) -> ClaimMap:
    return build(small_corpus)
