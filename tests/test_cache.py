"""The cache: what it gives back, and what it does when it cannot."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from crossframe import cache as cache_module
from crossframe.cache import FILE, Cache

MAKER = "ab" * 32
VALUES = {f"text {number}": bytes([number % 256]) * 1500 for number in range(200)}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "vectors", MAKER)


def test_values_come_back(cache: Cache) -> None:
    cache.write({"one": b"1", "two": b""})
    assert cache.read(["two", "one", "three"]) == {"one": b"1", "two": b""}
    assert cache.troubles == []


def test_what_was_never_written_is_no_trouble(cache: Cache) -> None:
    assert cache.read(["one"]) == {}
    assert cache.troubles == []


def test_values_come_in_parts_by_the_places_of_their_texts(cache: Cache, tmp_path: Path) -> None:
    many = {f"text {number}": str(number).encode() for number in range(1000)}
    cache.write(many)
    change_entry(tmp_path / "vectors", b"no checksum")
    texts = ["unknown", *reversed(many)]
    parts = list(cache.read_parts(texts))
    found = {texts[place]: value for part in parts for place, value in part.items()}
    assert len(parts) > 2
    assert sum(map(len, parts)) == len(found) == 999
    assert found.items() < many.items()
    assert list(cache.read(texts)) == [text for text in texts if text in found]
    assert len(cache.unsound(texts)) == 1
    assert cache.troubles[0].startswith("cache vectors: 1 of 1,000 entries failed")


def questions(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Filled with the number of keys of each question by key."""
    asked: list[int] = []

    def counting(store: sqlite3.Connection, keys: Sequence[bytes], lost: list) -> dict:
        asked.append(len(keys))
        return readable(store, keys, lost)

    readable = cache_module._readable
    monkeypatch.setattr(cache_module, "_readable", counting)
    return asked


def test_nearly_all_values_are_read_as_they_lie_and_others_by_their_keys(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {f"first {number}": str(number).encode() for number in range(1000)}
    second = {f"second {number}": str(number).encode() for number in range(500)}
    cache.write(first)
    cache.write(second)
    asked = questions(cache, monkeypatch)
    assert cache.read([*first, *second]) == first | second
    assert asked == []
    assert cache.read([*first, "unknown"]) == first
    assert asked == [1]
    assert cache.read(second) == second
    assert asked[1:] == [250, 250]
    few = dict(list(first.items())[::2]) | second
    assert cache.read(few) == few
    assert sum(asked[3:]) > 700
    assert cache.troubles == []


def test_a_value_whose_row_lost_its_key_is_found_by_the_index(cache: Cache, tmp_path: Path) -> None:
    cache.write(VALUES)
    path, key = tmp_path / "vectors" / FILE, cache._key("text 7")
    row = key + cache._pack("text 7", VALUES["text 7"])
    content = path.read_bytes()
    assert content.count(row) == 1
    path.write_bytes(content.replace(row, bytes(32) + row[32:]))
    assert cache.read(VALUES) == VALUES
    assert cache.troubles == []


PAGE = 8192


@pytest.fixture
def many(cache: Cache) -> dict[str, bytes]:
    """Values of two hundred pages, written."""
    values = {f"text {number}": bytes([number % 256]) * 1500 for number in range(1000)}
    cache.write(values)
    return values


def spoil(path: Path, *pages: int) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = b"\xff" * PAGE
    path.write_bytes(content)


@pytest.mark.parametrize("pages", [(100,), (50, 90, 140, 180), range(190, 205)])
def test_of_a_damaged_file_what_can_be_read_is_read_and_kept(
    cache: Cache, tmp_path: Path, many: dict[str, bytes], pages: tuple[int, ...]
) -> None:
    spoil(tmp_path / "vectors" / FILE, *pages)
    found = cache.read(many)
    assert 0 < len(found) < 1000
    assert "what is missing is computed anew" in cache.troubles[0]
    cache.write({"new": b"1"})
    kept = cache.read(many)  # and what no page of keys leads to any more
    assert found.items() <= kept.items() <= many.items()
    assert len(kept) >= 1000 - 5 * len(pages)
    assert cache.read(["new"]) == {"new": b"1"}
    (told,) = cache.troubles[1:]
    assert told == f"cache vectors: {len(kept)} entries of the damaged file are kept"
    assert [file.name for file in (tmp_path / "vectors").iterdir()] == [FILE]


def test_where_every_page_of_keys_is_spoilt_entries_are_kept_by_their_number(
    cache: Cache, tmp_path: Path, many: dict[str, bytes]
) -> None:
    path = tmp_path / "vectors" / FILE
    with closing(sqlite3.connect(path)) as store:
        query = "SELECT rootpage FROM sqlite_master WHERE type = 'index'"
        (root,) = store.execute(query).fetchone()
    spoil(path, root - 1)
    assert cache.read(list(many)[:500]) == {}  # of all, rows are read as they lie
    cache.write({"new": b"1"})
    assert cache.read([*many, "new"]) == {**many, "new": b"1"}


def test_of_two_that_mend_a_file_at_once_neither_loses_what_the_other_wrote(
    cache: Cache, tmp_path: Path, many: dict[str, bytes]
) -> None:
    other = Cache(tmp_path / "vectors", MAKER)
    spoil(tmp_path / "vectors" / FILE, 100)
    found = cache.read(many)
    assert other.read(many) == found
    cache.write({"one": b"1"})
    other.write({"other": b"2"})
    assert cache.read([*many, "one", "other"]) == {**found, "one": b"1", "other": b"2"}


def test_values_of_one_maker_are_not_those_of_another(cache: Cache, tmp_path: Path) -> None:
    cache.write({"one": b"1"})
    assert Cache(tmp_path / "vectors", "cd" * 32).read(["one"]) == {}


def change_entry(folder: Path, value: bytes) -> None:
    with closing(sqlite3.connect(folder / FILE)) as store, store:
        store.execute(
            "UPDATE entries SET entry = ? WHERE key = (SELECT key FROM entries)", (value,)
        )


@pytest.mark.parametrize("value", [b"", b"x", b"\x00" * 12])
def test_an_entry_that_fails_its_checksum_is_absent_and_said_so(
    cache: Cache, tmp_path: Path, value: bytes
) -> None:
    cache.write({"one": b"12345678", "two": b"87654321"})
    change_entry(tmp_path / "vectors", value)
    assert len(cache.read(["one", "two", "three"])) == 1
    assert cache.troubles[0].startswith("cache vectors: 1 of 2 entries failed their checksum")


def test_a_sound_value_under_another_key_fails_its_checksum(cache: Cache, tmp_path: Path) -> None:
    cache.write({"one": b"12345678", "two": b"87654321"})
    with closing(sqlite3.connect(tmp_path / "vectors" / FILE)) as store:
        entry = store.execute("SELECT entry FROM entries ORDER BY key DESC").fetchone()[0]
    change_entry(tmp_path / "vectors", entry)
    assert len(cache.read(["one", "two"])) == 1
    assert "failed their checksum" in cache.troubles[0]


@pytest.mark.parametrize("at", range(0, 300_000, 23_003))
def test_no_damage_to_the_file_gives_a_wrong_value(cache: Cache, tmp_path: Path, at: int) -> None:
    cache.write(VALUES)
    path = tmp_path / "vectors" / FILE
    content = bytearray(path.read_bytes())
    content[at % len(content) : at % len(content) + 64] = b"\xff" * 64
    path.write_bytes(content)
    assert cache.read(VALUES).items() <= VALUES.items()
    cache.write(VALUES)
    assert cache.read(VALUES) == VALUES


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_file_that_was_cut_off_is_said_and_begun_anew(
    cache: Cache, tmp_path: Path, share: float
) -> None:
    cache.write(VALUES)
    path = tmp_path / "vectors" / FILE
    os.truncate(path, int(share * path.stat().st_size))
    assert cache.read(VALUES).items() <= VALUES.items()
    cache.write(VALUES)
    assert cache.read(VALUES) == VALUES
    assert "what is missing is computed anew" in cache.troubles[0]


def test_what_is_no_cache_at_all_is_said_and_begun_anew(cache: Cache, tmp_path: Path) -> None:
    (tmp_path / "vectors").mkdir()
    (tmp_path / "vectors" / FILE).write_bytes(b"not a database, " * 1000)
    assert cache.read(["one"]) == {}
    cache.write({"one": b"1"})
    assert cache.read(["one"]) == {"one": b"1"}
    assert len(cache.troubles) == 1
    assert "file is not a database" in cache.troubles[0]
    (tmp_path / "unread").mkdir()
    (tmp_path / "unread" / FILE).write_bytes(b"not a database, " * 1000)
    unread = Cache(tmp_path / "unread", MAKER)
    unread.write({"one": b"1"})
    assert unread.read(["one"]) == {"one": b"1"}
    assert unread.troubles == ["cache unread: damaged, begun anew: file is not a database"]


def test_an_unusable_cache_says_why_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file", MAKER)
    cache.write({"one": b"1"})
    assert cache.read(["one"]) == {}
    assert "cache file: not written" in cache.troubles[0]


WRITER = """
import os, sys
from pathlib import Path
from crossframe.cache import Cache

class Interrupted(Cache):
    def _pack(self, text, value):
        if text == sys.argv[2]:
            os.kill(os.getpid(), 9)
        return super()._pack(text, value)

# Small pages of the cache, so that much of it is on the disk before the end.
Interrupted(Path(sys.argv[1]), "ab" * 32).write(
    {f"text {n}": bytes([n % 256]) * 50_000 for n in range(200)}
)
"""


@pytest.mark.parametrize("text", ["text 0", "text 17", "text 99"])
def test_a_process_killed_inside_a_write_leaves_all_or_nothing(
    cache: Cache, tmp_path: Path, text: str
) -> None:
    cache.write({"before": b"1"})
    done = subprocess.run(
        [sys.executable, "-c", WRITER, str(tmp_path / "vectors"), text], check=False
    )
    assert done.returncode == -9
    assert cache.read(["before", "text 0", "text 1", "text 199"]) == {"before": b"1"}
    cache.write({"after": b"2"})
    assert cache.read(["before", "after"]) == {"before": b"1", "after": b"2"}
    assert cache.troubles == []


def test_many_processes_write_and_read_at_once(cache: Cache, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from crossframe.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]), 'ab' * 32)\n"
        "for n in range(20):\n"
        "    cache.write({f'{sys.argv[2]} {n}': b'x' * 1500})\n"
        "    assert len(cache.read([f'{sys.argv[2]} {m}' for m in range(n + 1)])) == n + 1\n"
        "assert cache.troubles == [], cache.troubles\n"
    )
    folder = str(tmp_path / "vectors")
    others = [subprocess.Popen([sys.executable, "-c", code, folder, name]) for name in "abc"]
    assert [other.wait() for other in others] == [0, 0, 0]
    assert len(cache.read([f"{name} {n}" for name in "abc" for n in range(20)])) == 60
