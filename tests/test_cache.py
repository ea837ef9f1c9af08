"""The cache: what it gives back, and what it does when it cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from crossframe.cache import Cache


def test_values_come_back(tmp_path: Path) -> None:
    Cache(tmp_path, "ab" * 32).write({"one": b"1", "two": b""})
    assert Cache(tmp_path, "ab" * 32).read(["two", "one", "three"]) == {"one": b"1", "two": b""}


def test_a_damaged_entry_is_as_good_as_absent(tmp_path: Path) -> None:
    import lmdb

    cache = Cache(tmp_path, "ab" * 32)
    cache.write({"one": b"12345678", "two": b"87654321"})
    with lmdb.open(str(tmp_path), map_size=1 << 20) as store, store.begin(write=True) as entries:
        key, value = next(iter(entries.cursor()))
        entries.put(key, bytes([value[0] ^ 1]) + value[1:])
    assert len(cache.read(["one", "two", "three"])) == 1


def test_values_of_one_maker_are_not_those_of_another(tmp_path: Path) -> None:
    Cache(tmp_path, "ab" * 32).write({"one": b"1"})
    assert Cache(tmp_path, "cd" * 32).read(["one"]) == {}


def test_an_unusable_cache_says_why_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file", "ab" * 32)
    cache.write({"one": b"1"})
    assert cache.read(["one"]) == {}
    assert cache.trouble
    assert "not written" in cache.trouble


def test_a_full_disk_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path, "ab" * 32)
    cache.write({"one": b"1"})
    full = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr("crossframe.cache.disk_usage", lambda _: full)
    cache.write({"two": b"2"})
    assert cache.trouble
    assert "not written" in cache.trouble
    assert "1,000 bytes free" in cache.trouble
    assert cache.read(["one"]) == {}
    assert "not read" in cache.trouble
