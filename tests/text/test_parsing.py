"""Parses: exact offsets, each text parsed once, and the same whatever stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossframe.cache import Cache
from crossframe.text import parse_texts, parser_digest

TEXTS = ["Four people were killed by a drone in Averley.", "“It fell,” Ana Kos said.", "…"]


@pytest.mark.model
def test_tokens_stand_where_they_are_said_to() -> None:
    for text, parse in zip(TEXTS, parse_texts(TEXTS), strict=True):
        words = [text[a:b] for a, b in zip(parse.starts, parse.ends, strict=True)]
        assert "".join(words) == text.replace(" ", "")
        assert len(parse.heads) == len(words)
        assert all(0 <= head < len(words) for head in parse.heads)


@pytest.mark.model
def test_agent_and_speaker_are_found() -> None:
    killed, said, _ = parse_texts(TEXTS)
    assert "nsubjpass" in killed.deps
    assert "agent" in killed.deps
    assert said.lemmas[said.deps.index("nsubj", 3)] == "Kos"


@pytest.mark.model
def test_a_parse_depends_on_its_text_alone() -> None:
    assert parse_texts(TEXTS[::-1])[::-1] == parse_texts(TEXTS)
    assert parse_texts(TEXTS[:1]) == parse_texts(TEXTS)[:1]


@pytest.mark.model
def test_a_stored_parse_comes_back_equal(tmp_path: Path) -> None:
    stored = Cache(tmp_path, parser_digest())
    done: list[int] = []
    fresh = parse_texts(TEXTS[:2], stored)
    again = parse_texts(TEXTS, stored, done.append)
    assert again[:2] == fresh
    assert done == [2, 1]
    assert stored.troubles == []
