"""Seeds or a labelled folder -> as many news sentences as a benchmark asks for."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

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
    files = sorted((home() / "seeds/events").glob("*.jsonl"))
    if not files:
        raise BenchError(
            "no seeds/events here, whose text is measured with; start it in a copy of the project"
        )
    return {file.stem: read_corpora(file, [file.stem], file.stem)[file.stem] for file in files}


def news_sentences(n: int, gold: Path | None = None) -> list[str]:
    """Draws sentences at random, each as often as chance has it, always the same ones.

    Args:
        n: How many.
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
    known = sorted(
        {s.text for one in corpora for article in one.articles for s in split_article(article)}
    )
    return random.Random(_SEED).choices(known, k=n)  # noqa: S311 - no secret
