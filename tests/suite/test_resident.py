"""What stays between two runs changes nothing of them, is loaded once, and ends with the watch."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest
from crossframe.claim_store import read_claim_map
from crossframe.comparison import TABLES
from crossframe.suite import SUITE, Happening, Run, find_jobs, freshness, making, run_suite
from crossframe.suite.freshness import CodeChangedError, CodeWatch, code_stamp
from crossframe.suite.opened import open_run
from crossframe.suite.resident import residing
from crossframe.suite.tables import read_table
from small_world import FakeEncoder, small_articles

COMMAND = str(Path(sys.executable).parent / "crossframe")
# What a table says of when its run was made.
MOMENTS = {"run_id", "born_run", "born_at", "died_run", "died_at"}

on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="nothing is forked there"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with a cache of its own, and runs of three notebooks."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(making, "SUITE", (SUITE[0], SUITE[2], SUITE[-1]))
    return tmp_path


def morning(desk: Path, n: int, reports: str, told: list[Happening], **how: Any) -> Run:
    """Runs the first n articles."""
    rows = (json.dumps(row) + "\n" for row in small_articles()[:n])
    (desk / "small.jsonl").write_text("".join(rows), encoding="utf-8")
    jobs = find_jobs(["small.jsonl"])
    (result,), _ = run_suite(jobs, {"reports": reports}, tell=told.append, **how)
    assert result.run
    assert result.errors == ()
    return result.run


def forkers() -> list[int]:
    found = psutil.Process().children()
    alive = [one for one in found if one.status() != psutil.STATUS_ZOMBIE]
    return [one.pid for one in alive if one.name() == "cf-forker"]


@on_linux
@pytest.mark.notebook
@pytest.mark.model
def test_runs_that_share_what_is_loaded_say_what_runs_of_their_own_do(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Happening] = []
    with residing() as resident:
        there = []
        for n in (5, 6):
            morning(desk, n, "stays", told, resident=resident)
            there.append(forkers())
    assert there[0] == there[1]
    assert len(there[0]) == 1
    assert forkers() == []
    assert [one.kind for one in told].count("model") == 1
    monkeypatch.setenv("CROSSFRAME_CACHE", str(desk / "another cache"))
    for n in (5, 6):
        morning(desk, n, "own", told)
    assert [one.kind for one in told].count("model") == 3
    assert [one.text for one in told if one.kind == "warning"] == []
    stays, own = (open_run(desk / name / "small/latest") for name in ("stays", "own"))
    assert read_claim_map(stays.folder / "claim_map") == read_claim_map(own.folder / "claim_map")
    assert stays.run.digest == own.run.digest
    assert stays.run.inputs == own.run.inputs
    for name in (*TABLES, "lineage"):
        one, other = (read_table(found.folder, name) for found in (stays, own))
        assert one is not None
        assert other is not None
        kept = [column for column in one.columns if column not in MOMENTS]
        assert one[kept].equals(other[kept]), name
    recorded = [
        {name: state["results"] for name, state in one.run.notebooks.items()}
        for one in (stays, own)
    ]
    for results in recorded:
        results["report"].pop("n_bytes")  # it names the run
    assert recorded[0] == recorded[1]
    assert set(stays.run.memory) == {"own", "kernel", "tables"}
    assert all(stays.run.memory.values())


@on_linux
@pytest.mark.notebook
def test_a_forker_that_fails_is_told_once_and_kept_in_the_run(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of the libraries that it imports cannot be; the notebooks run, in other kernels."""
    (desk / "lib").mkdir()
    (desk / "lib/vaderSentiment.py").write_text("raise ImportError('no lexicon there')")
    monkeypatch.setenv("PYTHONPATH", str(desk / "lib"))
    monkeypatch.setattr(making, "SUITE", (SUITE[0], SUITE[6]))  # they do without that library
    monkeypatch.setattr(making, "load_encoder", lambda *_: FakeEncoder())
    told: list[Happening] = []
    run = morning(desk, 5, "reports", told)
    warned = [one.text.partition(": ")[2] for one in told if one.kind == "warning"]
    assert warned == list(run.warnings)
    assert len(warned) == 1
    assert warned[0].startswith("kernels cannot be forked as they should be, which takes longer: ")
    assert warned[0].endswith(": ImportError: no lexicon there")
    assert run.memory["tables"] is None, "they were made by the run itself"
    assert run.is_complete


@on_linux
def test_what_forks_kernels_ends_with_the_process_it_stays_for() -> None:
    """However that one ends."""
    code = (
        "import time; from crossframe.suite.resident import residing\n"
        "with residing() as held: held.forker.begin(); print('there', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"there\n"
        (forker,) = psutil.Process(process.pid).children()
        process.kill()
    psutil.wait_procs([forker], timeout=60)
    assert not forker.is_running()


def test_code_that_changed_counts_once_it_stands_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    record = tmp_path / "small-1.0.dist-info"
    record.mkdir()
    watch = CodeWatch(every=0)
    (tmp_path / "small.txt").touch()
    assert watch.is_current()
    record.rename(tmp_path / "small-1.1.dist-info")
    assert not watch.is_current()
    (tmp_path / "other-2.0.dist-info").mkdir()
    assert not watch.is_current()
    with pytest.raises(CodeChangedError, match="changed on disk since this process began"):
        watch.is_current()
    assert code_stamp() == code_stamp()


def test_code_that_is_being_compiled_has_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "_ROOT", tmp_path)
    (tmp_path / "part/__pycache__").mkdir(parents=True)
    (tmp_path / "part/one.py").write_text("one = 1")
    before = code_stamp()
    (tmp_path / "part/__pycache__/one.cpython-311.pyc.139839").touch()
    assert code_stamp() == before
    (tmp_path / "part/two.py").touch()
    assert code_stamp() != before


def test_a_watch_begins_anew_when_a_library_was_updated(tmp_path: Path) -> None:
    lib, log = tmp_path / "lib", tmp_path / "log"
    (lib / "small-1.0.dist-info").mkdir(parents=True)
    (tmp_path / "inbox").mkdir()
    with log.open("w") as stream:
        process = subprocess.Popen(
            [COMMAND, "run", "--watch", "inbox", "--interval", "0.2"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(lib)},
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(log, ["watching inbox"])
        (lib / "small-1.0.dist-info").rename(lib / "small-1.1.dist-info")
        wait_for(log, ["watching inbox", "the watch begins anew", "watching inbox"])
        process.send_signal(signal.SIGTERM)
        assert process.wait(120) == 128 + signal.SIGTERM
    finally:
        process.kill()


def wait_for(log: Path, words: Sequence[str]) -> None:
    """Waits until lines with these words are there, one after the other."""
    end = time.monotonic() + 300
    while True:
        rest = log.read_text(encoding="utf-8")
        for word in words:
            _, found, rest = rest.partition(word)
            if not found:
                break
        else:
            return
        assert time.monotonic() < end, log.read_text(encoding="utf-8")
        time.sleep(0.1)
