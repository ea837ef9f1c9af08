"""What makes tables for run after run makes those of a new process, is bounded, and is replaced."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from crossframe.suite import SUITE, Happening, RunResult, find_jobs, making, run_suite, table_maker
from crossframe.suite.resident import Resident, residing
from crossframe.suite.tables import TABLE_NAMES, read_table
from small_world import FakeEncoder, small_articles

COMMAND = str(Path(sys.executable).parent / "crossframe")
SEEDS = Path(__file__).parents[2] / "seeds/events"
# What a table says of when its run was made.
MOMENTS = {"run_id", "born_run", "born_at", "died_run", "died_at"}

pytestmark = [
    pytest.mark.notebook,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks are for Linux alone"),
]

Tell = Callable[[Happening], None]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with a cache of its own, and runs of one notebook."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(making, "SUITE", SUITE[:1])
    monkeypatch.setattr(making, "load_encoder", lambda *_: FakeEncoder())
    return tmp_path


class Watch:
    """Runs of an event in a process that stays, one after the other."""

    def __init__(self, desk: Path, resident: Resident | None) -> None:
        self.resident = resident
        self.reports = desk / ("stays" if resident else "own")
        self.told: list[Happening] = []
        self._source = desk / "event.jsonl"

    def run(self, rows: list[dict[str, Any]], tell: Tell = lambda _: None) -> RunResult:
        """Runs the event on some articles."""
        lines = (json.dumps(row | {"event_id": "event"}) + "\n" for row in rows)
        self._source.write_text("".join(lines), encoding="utf-8")

        def both(happening: Happening) -> None:
            self.told.append(happening)
            tell(happening)

        jobs, where = find_jobs([str(self._source)]), {"reports": str(self.reports)}
        (result,), _ = run_suite(jobs, where, tell=both, resident=self.resident)
        return result

    def tables(self) -> dict[str, bytes]:
        """The tables of the latest run as they lie on disk, but for when it was made."""
        found = {}
        for name in TABLE_NAMES:
            table = read_table(self.reports / "event/latest", name)
            assert table is not None, name
            kept = table[[column for column in table.columns if column not in MOMENTS]]
            found[name] = kept.to_parquet(None, index=False)
        return found

    @property
    def warnings(self) -> list[str]:
        return [one.text for one in self.told if one.kind == "warning"]


@pytest.fixture
def watch(desk: Path) -> Iterator[Watch]:
    with residing() as resident:
        yield Watch(desk, resident)
    assert makers() == []


def makers(of: int | None = None) -> list[psutil.Process]:
    """The processes below another, this one if none is named, that make tables."""
    return [one for one in psutil.Process(of).children(recursive=True) if name_of(one)]


def name_of(process: psutil.Process) -> bool:
    try:
        return process.name() == "cf-tables" and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:  # it is gone
        return False


def seeds(n: int) -> list[dict[str, Any]]:
    """Articles of one event, whose tables have rows of nearly every kind."""
    largest = max(SEEDS.glob("*.jsonl"), key=lambda path: path.stat().st_size)
    lines = largest.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[:n]]


def test_tables_are_those_of_a_new_process_byte_for_byte(desk: Path, watch: Watch) -> None:
    """An article comes, two are withdrawn, and another comes that was there before."""
    mornings = seeds(7)[:6], seeds(7), seeds(7)[2:], seeds(7)[1:]
    found, pids = [], set()
    for rows in mornings:
        assert watch.run(rows).errors == ()
        found.append(watch.tables())
        (maker,) = makers()
        pids.add(maker.pid)
    assert len(pids) == 1
    assert watch.warnings == []
    own = Watch(desk, None)
    for rows, tables in zip(mornings, found, strict=True):
        assert own.run(rows).errors == ()
        for name, table in own.tables().items():
            assert tables[name] == table, name


def test_another_event_leaves_what_is_known_as_it_is(desk: Path, watch: Watch) -> None:
    watch.run(seeds(5))
    watch.run(small_articles())
    watch.run(seeds(6))
    own = Watch(desk, None)
    for rows in (seeds(5), small_articles(), seeds(6)):
        own.run(rows)
    assert watch.tables() == own.tables()


def test_one_that_grew_too_large_is_made_anew(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_maker, "_MOST_BYTES", 1 << 20)
    watch.run(small_articles()[:5])
    assert makers() == []
    assert watch.run(small_articles()).errors == ()
    assert watch.warnings == []


def test_one_that_died_at_rest_is_replaced_and_nobody_need_know(watch: Watch) -> None:
    watch.run(small_articles()[:5])
    (first,) = makers()
    first.kill()
    assert watch.run(small_articles()).errors == ()
    (second,) = makers()
    assert second.pid != first.pid
    assert watch.warnings == []
    assert len(watch.tables()) == len(TABLE_NAMES)


def test_tables_are_made_though_what_makes_them_dies_at_work(desk: Path, watch: Watch) -> None:
    watch.run(small_articles()[:5])
    (first,) = makers()

    def kill(happening: Happening) -> None:
        if happening.kind == "claim_map":
            first.kill()

    result = watch.run(small_articles(), kill)
    assert result.errors == ()
    assert [text.partition(": ")[2][:34] for text in watch.warnings] == [
        "kernels cannot be forked as they s"
    ]
    assert makers() == []
    made = watch.tables()
    watch.run(small_articles()[:5])
    (second,) = makers()
    assert second.pid != first.pid
    own = Watch(desk, None)
    for n in (5, 6):
        own.run(small_articles()[:n])
    assert made == own.tables()


def test_a_full_disk_is_told_and_the_next_run_is_whole(watch: Watch) -> None:
    """It may write no byte to any file, as on a disk that is full."""
    watch.run(small_articles()[:5])
    (first,) = makers()
    resource.prlimit(first.pid, resource.RLIMIT_FSIZE, (0, 0))
    result = watch.run(small_articles())
    assert any("tables: OSError: " in error and "too large" in error for error in result.errors)
    assert makers() == [], "one that failed does not rest"
    assert watch.run(small_articles()).errors == ()
    assert len(watch.tables()) == len(TABLE_NAMES)


@pytest.mark.model
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_it_ends_with_the_watch_however_that_ends(tmp_path: Path, number: int) -> None:
    (tmp_path / "inbox").mkdir()
    rows = "".join(json.dumps(row) + "\n" for row in small_articles())
    (tmp_path / "inbox/small.jsonl").write_text(rows, encoding="utf-8")
    # No notebook ends in so short a time: a run that fails, whose tables are there.
    command = [COMMAND, "run", "--watch", "inbox", "--interval", "0.2", "--timeout", "0.01"]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        end = time.monotonic() + 300
        while "index of all runs" not in (tmp_path / "log").read_text(encoding="utf-8"):
            assert time.monotonic() < end, (tmp_path / "log").read_text(encoding="utf-8")
            assert process.poll() is None
            time.sleep(0.1)
        (maker,) = makers(process.pid)
        time.sleep(1)  # an interrupt in what Python collects of a run is dropped
        os.kill(process.pid, number)
        process.wait(120)
        _, left = psutil.wait_procs([maker], timeout=60)
        assert left == []
    finally:
        process.kill()
        process.wait()
