"""A cache of limited size: what was not used for longest gives way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from crossframe.bounded_cache import BoundedCache
from crossframe.cache import FILE

MAKER = "ab" * 32
HOUR = 3600


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The hour that it is, to be set."""
    now = [1]
    monkeypatch.setattr("crossframe.bounded_cache.time.time", lambda: now[0] * HOUR)
    return now


@pytest.fixture
def cache(tmp_path: Path) -> BoundedCache:
    return BoundedCache(tmp_path / "tokens", MAKER, limit=1000)


def test_values_come_back_and_the_longest_unused_give_way(
    cache: BoundedCache, hours: list[int]
) -> None:
    for hour, text in enumerate("abcd", 1):
        hours[0] = hour
        cache.write({text: text.encode() * 240})
    hours[0] = 5
    assert cache.read(["a"]) == {"a": b"a" * 240}
    hours[0] = 6
    cache.write({"e": b"e" * 240})
    # 1,200 bytes are too many: b and c, unused for longest, go until 900 are left.
    assert sorted(cache.read("abcde")) == ["a", "d", "e"]
    assert cache.troubles == []


def test_what_does_not_fit_at_all_is_not_kept_and_throws_nothing_out(cache: BoundedCache) -> None:
    cache.write({"small": b"1" * 500})
    cache.write({"large": b"2" * 1001})
    assert cache.read(["small", "large"]) == {"small": b"1" * 500}


def test_one_write_as_large_as_the_limit_leaves_itself(cache: BoundedCache) -> None:
    cache.write({"old": b"1" * 500})
    new = dict.fromkeys("wxyz", b"2" * 250)
    cache.write(new)
    assert cache.read(["old", *new]) == new


def test_the_file_stays_within_its_limit(tmp_path: Path) -> None:
    limit = 2_000_000
    cache = BoundedCache(tmp_path / "tokens", MAKER, limit)
    sizes = []
    for number in range(60):
        cache.write({f"{number} {row}": b"x" * 20_000 for row in range(10)})
        sizes.append((tmp_path / "tokens" / FILE).stat().st_size)
    assert sizes[-1] < 1.1 * sizes[20]
    assert max(sizes) < 1.3 * limit


def test_a_cache_that_cannot_be_written_is_read_all_the_same(
    cache: BoundedCache, tmp_path: Path, hours: list[int]
) -> None:
    cache.write({"a": b"1"})
    with closing(sqlite3.connect(tmp_path / "tokens" / FILE)) as store, store:
        store.execute("DROP TABLE uses")
    hours[0] = 9
    assert cache.read(["a"]) == {"a": b"1"}
    cache.write({"b": b"2"})
    assert cache.read(["a", "b"]) == {"a": b"1", "b": b"2"}
    assert cache.troubles == []


def test_a_damaged_file_of_which_nothing_is_sound_gives_way_to_a_new_one(
    cache: BoundedCache,
) -> None:
    cache.write({"a": b"a" * 240})
    file = cache._folder / FILE
    with closing(sqlite3.connect(file)) as store:
        store.execute("UPDATE entries SET entry = zeroblob(240)")
        store.commit()
    cache._damaged = True  # as a reader says that met a spoilt page
    cache.write({"b": b"b" * 240})
    assert cache.read(["a", "b"]) == {"b": b"b" * 240}
    assert cache.troubles == []
