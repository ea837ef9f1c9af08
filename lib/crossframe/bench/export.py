"""Retold articles -> one file as Event Registry (NewsAPI.ai) exports them, on invented days."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from crossframe.bench.resampling import Library, Told

_BEGINS = datetime(2022, 1, 3, tzinfo=UTC)
# An event is news for so long: judgement, as the window is over which events take in articles.
_HOURS_OF_AN_EVENT = 60
_MINUTES = 60


def write_export(library: Library, n: int, n_days: int, path: Path) -> list[int]:
    """Writes the articles of ever new events, mixed as their invented days have it.

    An event begins at a random minute of the days, and its articles appear at random within two and
    a half days. What an article is about is not written, nor is any text held in memory.

    Args:
        library: The stories that are retold, each time in part.
        n: How many articles.
        n_days: Over how many days events begin.
        path: Where to write, an article a line; a file beside it is there while it is written.

    Returns:
        For the article whose `uri` is its place here, the number of the event that it tells.
    """
    told: list[int] = []
    lines: list[tuple[str, int]] = []
    aside = path.with_suffix(".aside")
    with aside.open("w+b") as unsorted, path.open("wb") as file:
        for number, story in enumerate(library.parts()):
            draw = Random(f"days of {number}")  # noqa: S311 - no secret
            begins = _BEGINS + timedelta(minutes=draw.randrange(n_days * 24 * _MINUTES))
            for article in story[: n - len(told)]:
                moment = begins + timedelta(minutes=draw.randrange(_HOURS_OF_AN_EVENT * _MINUTES))
                row = _exported(article, len(told), moment)
                lines.append((row["dateTime"], unsorted.tell()))
                unsorted.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
                told.append(number)
            if len(told) == n:
                break
        for _, at in sorted(lines):
            unsorted.seek(at)
            file.write(unsorted.readline())
    aside.unlink()
    return told


def _exported(article: Told, number: int, moment: datetime) -> dict[str, Any]:
    """The article in the names of Event Registry's data model."""
    said = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    day, time = said.rstrip("Z").split("T")
    return {
        "uri": str(number),
        "lang": "eng",
        "isDuplicate": False,
        "date": day,
        "time": time,
        "dateTime": said,
        "dateTimePub": said,
        "dataType": "news",
        "url": f"https://stream.example/{number}",
        "title": article.title,
        "body": "\n".join(article.sentences),
        "source": {"dataType": "news", "title": article.outlet},
        "authors": [],
        "eventUri": None,
    }
