"""A cache file that was damaged at random gives sound values or none, and never ends a process."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from crossframe.cache import FILE, Cache

TEXTS = [f"text {number}" for number in range(200)]
VALUES = {text: text.encode() * 300 for text in TEXTS}


def damaged(sound: bytes, luck: random.Random) -> bytes:
    spoilt = bytearray(sound)
    if luck.random() < 0.5:
        for _ in range(luck.choice([1, 10, 300])):
            spoilt[luck.randrange(len(spoilt))] = luck.randrange(256)
    else:
        at, length = luck.randrange(len(spoilt)), luck.randrange(1, 20_000)
        spoilt[at : at + length] = luck.randbytes(length)
    return bytes(spoilt[: luck.randrange(len(spoilt))] if luck.random() < 0.3 else spoilt)


@pytest.mark.parametrize("n", [60, pytest.param(3_000, marks=pytest.mark.soak)])
def test_random_damage(n: int, tmp_path: Path) -> None:
    Cache(tmp_path, "00" * 32).write(VALUES)
    sound = (tmp_path / FILE).read_bytes()
    lost = 0
    for seed in range(n):
        (tmp_path / FILE).write_bytes(damaged(sound, random.Random(seed)))  # noqa: S311
        cache = Cache(tmp_path, "00" * 32)
        found = cache.read(TEXTS)
        assert all(VALUES[text] == value for text, value in found.items())
        lost += len(found) < len(VALUES)
        cache.write(VALUES)
        assert Cache(tmp_path, "00" * 32).read(TEXTS).items() <= VALUES.items()
    assert lost > n / 10


def test_a_cache_of_somebody_else_runs_nothing(tmp_path: Path) -> None:
    import sqlite3

    cache = Cache(tmp_path, "00" * 32)
    cache.write(VALUES)
    with sqlite3.connect(tmp_path / FILE) as store:
        store.execute("ALTER TABLE entries RENAME TO kept")
        store.execute(
            "CREATE VIEW entries AS SELECT key, load_extension('evil') AS entry FROM kept"
        )
    store.close()
    assert cache.read(TEXTS) == {}
    assert "not read" in cache.troubles[-1]
