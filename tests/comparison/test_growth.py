"""What tables take grows with the event, not with its square: lines of code are counted."""

from __future__ import annotations

import functools
import gc
import sys
from collections import defaultdict
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from crossframe.bench.growth import exponent
from crossframe.bench.resampling import Library
from crossframe.comparison import TABLES, read_texts
from crossframe.records import ClaimMap
from written_claims import written_map

_Remembering = type(functools.lru_cache(lambda: None))
# Retellings of one story that an event is made of, and the lines below which nothing is told.
SIZES, FEWEST = (2, 5), 5_000
# Most tables come to 1. What goes through all claims for each quotation came to 1.4: the square is
# only a part of what is run.
MOST = 1.35


@pytest.fixture(scope="module")
def events() -> list[ClaimMap]:
    library = Library.of_seeds()
    shortest = min(range(len(library.stories)), key=lambda n: len(library.stories[n]))
    return [retold(library, shortest, n) for n in SIZES]


def retold(library: Library, story: int, times: int) -> ClaimMap:
    """So many retellings of one story, as of one event."""
    claims: dict[str, dict[str, str]] = defaultdict(dict)
    alone: dict[str, list[str]] = defaultdict(list)
    for number in range(times):
        for article in library.retold(story + number * len(library.stories)):
            for text, keys in zip(article.sentences, article.claims, strict=True):
                free = [key for key in sorted(keys) if article.article_id not in claims[key]]
                if free:
                    claims[free[0]][article.article_id] = text
                else:
                    alone[article.article_id].append(text)
    return written_map([own for own in claims.values() if len(own) > 1], alone=alone)


def lines_of(work: Callable[[], object]) -> int:
    """How many lines of crossframe are run."""
    n_lines = 0

    def counted(frame: FrameType, event: str, _: object) -> Any:
        nonlocal n_lines
        n_lines += event == "line"
        return counted

    def entered(frame: FrameType, event: str, _: object) -> Any:
        return counted if "crossframe" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        work()
    finally:
        sys.settrace(before)
    return n_lines


def forget() -> None:
    """Forgets what was read in sentences of other events."""
    for one in gc.get_objects():
        if type(one) is _Remembering and one.__module__.startswith("crossframe."):
            one.cache_clear()


def test_no_table_grows_with_the_square_of_the_event(events: list[ClaimMap]) -> None:
    taken: dict[str, list[int]] = defaultdict(list)
    for event in events:
        forget()
        taken["texts"].append(lines_of(lambda event=event: read_texts(event)))
        for name, table in TABLES.items():
            taken[name].append(lines_of(lambda event=event, table=table: table(event)))
    sizes = [len(event.sentences) for event in events]
    grows = {name: exponent(sizes, n) for name, n in taken.items() if n[-1] >= FEWEST}
    assert len(grows) > 20
    assert {name: power for name, power in grows.items() if power > MOST} == {}
