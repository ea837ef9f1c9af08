"""Sources in a folder of their own, and a way to collect them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from crossframe.collection import Asked, Collected, collect

Collect = Callable[..., tuple[list[dict[str, Any]], Collected]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "sources"
    path.mkdir()
    return path


@pytest.fixture
def collected(tmp_path: Path) -> Collect:
    """Collects sources, and gives the lines written, if any, and the summary."""

    def run(*sources: Path, **asked: Any) -> tuple[list[dict[str, Any]], Collected]:
        out = tmp_path / "out.jsonl"
        summary = collect(Asked(tuple(sources), **asked), out)
        text = out.read_text("utf-8") if out.exists() else ""
        return [json.loads(line) for line in text.splitlines()], summary

    return run
