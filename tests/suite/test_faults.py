"""Runs that are killed, stopped, starved and damaged, for real: nothing published ever changes.

The suite is cut down to two notebooks and the event is tiny, so that a run takes seconds; kernels,
papermill, model and disk are the real ones.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import psutil
import pytest
from crossframe.suite.store import read_run
from small_world import small_articles

pytestmark = [pytest.mark.notebook, pytest.mark.model]

DRIVER = Path(__file__).parents[1] / "fault_driver.py"
NOTEBOOKS = ["00_corpus", "report"]
# Where a run that kills itself is in the middle of writing: 18 parses, 15 vectors, and the Parquet
# files of workings and claim map.
WRITES = (
    *(("parses", row) for row in (0, 5, 11, 17)),
    *(("vectors", row) for row in (0, 3, 7, 11, 14)),
    *(("tables", file) for file in range(0, 22, 2)),
)
# Columns that say in which run a row was made, and when.
_OF_THE_RUN = ["run_id", "born_run", "born_at", "died_run", "died_at"]


class World:
    """A folder with articles, reports, and a cache and a folder for temporary files of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[str]] = []
        self.reports = folder / "reports"
        self.event = self.reports / "small"
        self.temporary = folder / "t"
        for path in (folder, self.temporary):
            path.mkdir(exist_ok=True)
        lines = "".join(json.dumps(row) + "\n" for row in small_articles())
        (folder / "small.jsonl").write_text(lines, encoding="utf-8")
        self.environment = {
            **os.environ,
            "CROSSFRAME_CACHE": str(folder / "cache"),
            "TMPDIR": str(self.temporary),
            "OMP_NUM_THREADS": "1",
        }

    def start(self, **told: Any) -> subprocess.Popen[str]:
        """Starts a run; whatever becomes of the test, its process ends with it."""
        told = {"source": "small.jsonl", "reports": "reports", "notebooks": NOTEBOOKS, **told}
        told.setdefault("drawn", False)
        self.processes.append(
            subprocess.Popen(
                [sys.executable, str(DRIVER), json.dumps(told)],
                cwd=self.folder,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return self.processes[-1]

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()
            for stream in (process.stdout, process.stderr):
                if stream:
                    stream.close()

    def run(self, **told: Any) -> subprocess.CompletedProcess[str]:
        process = self.start(**told)
        out, err = process.communicate(timeout=600)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def forget_cache(self) -> None:
        shutil.rmtree(self.folder / "cache", ignore_errors=True)

    def published(self) -> dict[str, str]:
        """Digests of all files of all published runs."""
        return {
            str(path.relative_to(self.event)): hashlib.sha256(path.read_bytes()).hexdigest()
            for run in self.event.glob("2*")
            for path in sorted(run.rglob("*"))
            if path.is_file()
        }

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table of the latest run, without what tells one run from another."""
        folder = (self.event / "latest").resolve()
        found = sorted(folder.rglob("*.parquet"))
        assert len(found) > 9
        return {
            str(path.relative_to(folder)): pd.read_parquet(path).drop(
                columns=_OF_THE_RUN, errors="ignore"
            )
            for path in found
        }

    def require_whole(self) -> None:
        """Everything that is published is whole, and nothing half lies beside it."""
        latest = read_run(self.event / "latest")
        assert latest
        assert latest.is_complete
        for run in self.event.glob("2*"):
            manifest = json.loads((run / "manifest.json").read_text("utf-8"))
            for name, digest in manifest["files"].items():
                assert hashlib.sha256((run / name).read_bytes()).hexdigest() == digest, name
        hidden = {path.name for path in self.event.glob(".*")}
        assert hidden <= {".lock"}, hidden
        assert self.left_behind() == []

    def left_behind(self) -> list[Path]:
        """Temporary files, but for the folder that PyTorch keeps for each user."""
        paths = self.temporary.iterdir()
        return [path for path in paths if not path.name.startswith("torchinductor_")]


@pytest.fixture
def world() -> Iterator[World]:
    # Not pytest's own temporary folder: a socket's path may have 107 characters.
    with tempfile.TemporaryDirectory(prefix="cf-") as folder:
        made = World(Path(folder))
        yield made
        made.end()


@pytest.fixture(scope="module")
def undisturbed() -> Iterator[tuple[dict[str, pd.DataFrame], float]]:
    """The tables of a run that nothing disturbs, from an empty cache, and its seconds."""
    with tempfile.TemporaryDirectory(prefix="cf-") as folder:
        world = World(Path(folder))
        begun = time.monotonic()
        done = world.run()
        assert done.returncode == 0, done.stderr
        world.require_whole()
        yield world.tables(), time.monotonic() - begun


def kernels_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def is_kernel(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):  # ended since, and perhaps not yet waited for
        return process.name() == "cf-kernel" or "ipykernel_launcher" in process.cmdline()
    return False


def require_gone(processes: list[psutil.Process], seconds: float = 60.0) -> None:
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    assert [one for one in alive if one.status() != psutil.STATUS_ZOMBIE] == []


def require_same(one: dict[str, pd.DataFrame], two: dict[str, pd.DataFrame]) -> None:
    assert one.keys() == two.keys()
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, two[name])


def kill_at_random(world: World, draw: random.Random, seconds: float) -> str:
    """Kills a run somewhere along its way; says what it had last told."""
    process = world.start()
    time.sleep(draw.uniform(0.1, seconds))
    kernels = kernels_of(process)
    process.kill()
    out, _ = process.communicate()
    require_gone(kernels)
    return out.splitlines()[-1] if out else ""


def kill_inside_a_write(world: World, where: str, after: int) -> None:
    done = world.run(die={"where": where, "after": after})
    assert done.returncode == -signal.SIGKILL, f"{where} {after}: {done.stdout}{done.stderr}"


def go_on(world: World, before: dict[str, str], reference: dict[str, pd.DataFrame]) -> None:
    """After a kill: nothing published has changed, and the next run is as if nothing was."""
    after = world.published()
    assert before.items() <= after.items()
    if before:
        latest = read_run(world.event / "latest")
        assert latest
        assert latest.is_complete
    done = world.run()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in done.stdout
    world.require_whole()
    require_same(world.tables(), reference)


def test_a_run_killed_at_any_moment_harms_nothing(
    world: World, undisturbed: tuple[dict[str, pd.DataFrame], float]
) -> None:
    reference, seconds = undisturbed
    draw = random.Random(6)  # noqa: S311
    for _ in range(3):
        before = world.published()
        kill_at_random(world, draw, seconds)
        go_on(world, before, reference)


def test_a_run_killed_inside_a_cache_write_harms_nothing(
    world: World, undisturbed: tuple[dict[str, pd.DataFrame], float]
) -> None:
    reference, _ = undisturbed
    for where, after in (("vectors", 7), ("tables", 3)):
        world.forget_cache()
        before = world.published()
        kill_inside_a_write(world, where, after)
        go_on(world, before, reference)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_five_of_fifty_kills_at_random_moments_harm_nothing(
    world: World, undisturbed: tuple[dict[str, pd.DataFrame], float], seed: int
) -> None:
    """The first falls into a first run, from an empty cache; the others find what it kept."""
    reference, seconds = undisturbed
    draw = random.Random(seed)  # noqa: S311
    for number in range(5):
        before = world.published()
        kill_at_random(world, draw, seconds / (1 if number == 0 else 2))
        go_on(world, before, reference)


@pytest.mark.soak
@pytest.mark.parametrize(("where", "after"), WRITES)
def test_each_of_twenty_kills_inside_cache_writes_harms_nothing(
    world: World, undisturbed: tuple[dict[str, pd.DataFrame], float], where: str, after: int
) -> None:
    kill_inside_a_write(world, where, after)
    go_on(world, {}, undisturbed[0])


def test_there_are_twenty_such_places() -> None:
    assert len(set(WRITES)) == 20


def wait_for_kernels(process: subprocess.Popen[str], n: int) -> list[psutil.Process]:
    for _ in range(3000):
        kernels = [one for one in kernels_of(process) if is_kernel(one)]
        if len(kernels) >= n:
            return kernels
        time.sleep(0.1)
        assert process.poll() is None, "the run ended before a kernel was seen"
    raise AssertionError("no kernel was started")


def test_sigterm_ends_a_run_tidily(world: World) -> None:
    process = world.start(workers=2)
    kernels: list[psutil.Process] = []
    while not kernels:
        with suppress(psutil.NoSuchProcess):
            kernels = wait_for_kernels(process, 1)
            kernels[0].suspend()  # so that it is not done before the run hears of its end
    process.terminate()
    told = "".join(process.communicate(timeout=300))
    assert process.returncode == 128 + signal.SIGTERM
    assert "its kernel was ended, because the run is being stopped" in told
    assert "SIGKILL" not in told
    require_gone(kernels)
    assert {path.name for path in world.event.iterdir()} == {".lock"}
    assert world.left_behind() == []


@pytest.fixture
def mounted() -> Iterator[Callable[..., None]]:
    """Mounts a small file system in memory, or makes it read-only; root alone may."""
    done: list[Path] = []

    def mount(folder: Path, options: str) -> None:
        arguments = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
        if folder in done:
            arguments = ["mount", "-o", f"remount,{options}", str(folder)]
        tried = subprocess.run(arguments, capture_output=True, text=True, check=False)
        if tried.returncode:
            pytest.skip(f"no file system can be mounted here: {tried.stderr.strip()}")
        done.append(folder)

    yield mount
    for folder in set(done):
        subprocess.run(["umount", "-l", str(folder)], check=True)


def warnings_of(world: World) -> tuple[str, ...]:
    run = read_run(world.event / "latest")
    assert run
    assert run.is_complete
    return run.warnings


def damage(path: Path) -> None:
    """Changes a few bytes in every thousand."""
    content = bytearray(path.read_bytes())
    for at in range(500, len(content), 1000):
        content[at : at + 16] = bytes(byte ^ 0x5A for byte in content[at : at + 16])
    path.write_bytes(content)


def test_a_damaged_cache_is_computed_anew_and_reported(
    world: World, undisturbed: tuple[dict[str, pd.DataFrame], float]
) -> None:
    assert world.run().returncode == 0
    cache = world.folder / "cache"
    for path in cache.glob("*/*.sqlite"):
        damage(path)
    for name in ("claim_maps", "workings"):
        damage(min((cache / name).rglob("sentences.parquet")))
    done = world.run()
    assert done.returncode == 0, done.stderr
    require_same(world.tables(), undisturbed[0])
    told = "\n".join(warnings_of(world))
    for name in ("vectors", "parses", "claim_maps", "workings"):
        assert f"cache {name}: " in told
        assert f"cache {name}: " in done.stdout
    assert str(world.folder) not in told
    assert world.run().returncode == 0
    assert warnings_of(world) == (), "what was damaged is mended"


def test_a_cache_that_is_full_or_cannot_be_written_is_done_without(
    world: World,
    undisturbed: tuple[dict[str, pd.DataFrame], float],
    mounted: Callable[..., None],
) -> None:
    cache = world.folder / "cache"
    cache.mkdir()
    mounted(cache, "size=40k")
    assert world.run().returncode == 0
    full = "\n".join(warnings_of(world))
    assert "cache vectors: not written: " in full
    assert re.search("cache claim_maps: not written: .*No space left on device", full)
    mounted(cache, "ro")
    assert world.run().returncode == 0
    assert "not written" in "\n".join(warnings_of(world))
    require_same(world.tables(), undisturbed[0])


def test_a_full_disk_publishes_nothing_and_the_next_run_goes_on(
    world: World,
    undisturbed: tuple[dict[str, pd.DataFrame], float],
    mounted: Callable[..., None],
) -> None:
    world.reports.mkdir()
    mounted(world.reports, "size=100k")
    done = world.run()
    assert done.returncode == 1
    assert "No space left on device" in done.stdout
    assert "NotJSONError" not in done.stdout, "half a notebook hides why there is no more"
    assert "Traceback" not in done.stderr
    assert {path.name for path in world.event.iterdir()} == {".lock"}
    mounted(world.reports, "size=50m")
    assert world.run().returncode == 0
    world.require_whole()
    require_same(world.tables(), undisturbed[0])


def test_run_after_run_in_one_process_leaks_nothing(world: World) -> None:
    done = world.run(times=4)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    held = [line for line in told if line["text"] == "held"]
    first, last = held[1], held[3]  # the first loads what is loaded but once
    assert [first[name] for name in ("children", "sockets")] == [0, 0]
    for name in ("children", "threads", "files", "sockets"):
        assert last[name] == first[name], name
    assert last["bytes"] - first["bytes"] < 20 << 20
    world.require_whole()


def test_a_second_run_waits_or_says_who_is_first(world: World) -> None:
    first = world.start()
    wait_for_kernels(first, 1)
    first.send_signal(signal.SIGSTOP)  # it holds the event as long as this takes
    refused = world.run()
    assert refused.returncode == 1
    assert f"process {first.pid} on " in refused.stdout
    second = world.start(wait=600)
    assert second.stdout
    assert f"process {first.pid} on " in second.stdout.readline()
    first.send_signal(signal.SIGCONT)
    _, errors = second.communicate(timeout=600)
    assert second.returncode == 0, errors
    first.communicate()
    assert first.returncode == 0
    assert len(list(world.event.glob("2*"))) == 2
    world.require_whole()
