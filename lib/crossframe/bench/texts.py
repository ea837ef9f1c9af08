"""Seeds or a labelled folder -> as many news sentences as a benchmark asks for."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crossframe.config import home
from crossframe.corpus import read_corpora
from crossframe.errors import BenchError
from crossframe.records import Corpus
from crossframe.text import split_article

_SEED = 20260101


def seed_corpora() -> dict[str, Corpus]:
    """Reads the articles of `seeds/events`.

    Returns:
        Corpora by event.

    Raises:
        BenchError: If there are no seeds here.
    """
    return {
        file.stem: read_corpora(file, [file.stem], file.stem)[file.stem] for file in _seed_files()
    }


def _seed_files() -> list[Path]:
    files = sorted((home() / "seeds/events").glob("*.jsonl"))
    if not files:
        raise BenchError(
            "no seeds/events here, whose text is measured with; start it in a copy of the project"
        )
    return files


def seed_articles(n: int) -> list[dict[str, Any]]:
    """Takes articles of the seeds, as if all were about one event.

    Args:
        n: How many.

    Returns:
        The articles, as they stand in their files but for the event that they name.

    Raises:
        BenchError: If there are no seeds here, or too few.
    """
    rows: list[dict[str, Any]] = [
        {**json.loads(line), "event_id": "event"}
        for file in _seed_files()
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    if len(rows) < n:
        raise BenchError(f"seeds/events holds {len(rows)} articles, and {n} are needed")
    return random.Random(_SEED).sample(rows, n)  # noqa: S311 - no secret


def corpus_sentences(gold: Path | None = None) -> list[str]:
    """Takes the sentences of whole articles, one after another, repeats and all.

    Args:
        gold: A folder with `articles.jsonl`; None for the articles of `seeds/events`.

    Returns:
        The sentences.

    Raises:
        BenchError: If there are no seeds here.
        CorpusError: If the articles of the folder cannot be read.
    """
    corpora: Sequence[Corpus] = list(
        (read_corpora(gold / "articles.jsonl") if gold else seed_corpora()).values()
    )
    return [s.text for one in corpora for article in one.articles for s in split_article(article)]
