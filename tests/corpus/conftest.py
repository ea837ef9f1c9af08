"""Small hand-written articles, and files made of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from crossframe.corpus import read_corpora
from crossframe.records import Corpus

Write = Callable[..., Path]


@pytest.fixture
def record() -> dict[str, Any]:
    """A record that keeps the contract; tests change what they are about."""
    return {
        "event_id": "flood",
        "article_id": "post-1",
        "outlet": "The Post",
        "title": "River floods the town",
        "text": "The river rose by two metres. Forty people were moved.",
        "published_at": "2024-05-03T10:00:00+02:00",
        "url": "https://post.example/flood",
        "language": "en",
        "authors": ["A. Ray", "B. Lo"],
        "section": "local",
        "provenance": {"kind": "demonstration"},
        "desk": "city",
    }


@pytest.fixture
def write_jsonl(tmp_path: Path) -> Write:
    """Writes records (as JSON) and bytes (as they are) to a file, one a line."""

    def write(*lines: Mapping[str, Any] | bytes, name: str = "flood.jsonl") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        encoded = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        path.write_bytes(b"".join(line + b"\n" for line in encoded))
        return path

    return write


@pytest.fixture
def read_one(write_jsonl: Write) -> Callable[..., Corpus]:
    """Reads lines that all belong to one event."""

    def read(*lines: Mapping[str, Any] | bytes) -> Corpus:
        corpora: Sequence[Corpus] = list(read_corpora(write_jsonl(*lines)).values())
        assert len(corpora) == 1
        return corpora[0]

    return read
