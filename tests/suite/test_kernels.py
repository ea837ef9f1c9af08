"""Kernels of a run that is killed end with it, and the next run clears what they left."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from crossframe.suite.kernels import kernels_for

pytestmark = pytest.mark.notebook

# Starts one kernel as a run does, in a thread of a pool, and stays there until it is killed.
DRIVER = """
import asyncio, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
from crossframe.suite.kernels import kernels_for

def work(kernels):
    manager = kernels.open("00_corpus").manager_class()(kernel_name="python3")
    async def begin():
        await manager.start_kernel()
        if sys.argv[1] == "busy":
            client = manager.client()
            client.start_channels()
            await client.wait_for_ready()
            # One call into C that lets go of the interpreter only when it is done.
            client.execute("__import__('re').match('(a+)+$', 'a' * 60 + 'b')")
            await asyncio.sleep(1)
        print(manager.provisioner.process.pid, flush=True)
    asyncio.run(begin())
    time.sleep(600)

with kernels_for(1) as kernels, ThreadPoolExecutor() as pool:
    pool.submit(work, kernels).result()
"""


@pytest.fixture
def orphanage() -> Iterator[None]:
    """Makes this process the parent of orphans, as services and containers do.

    An orphan that looks whether process 1 is its parent would go on for ever there.
    """
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux has it")
    set_subreaper = 36
    ctypes.CDLL(None).prctl(set_subreaper, 1, 0, 0, 0)
    yield
    ctypes.CDLL(None).prctl(set_subreaper, 0, 0, 0, 0)


def ends_within(process: psutil.Process, seconds: float) -> bool:
    """Whether a process is dead by then, be it that nobody has asked yet how it ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.01)
                continue
        return True
    return False


def reap(orphans: list[psutil.Process]) -> None:
    """Asks of each how it ended, as their new parent must: other tests count its children."""
    for orphan in orphans:  # the children of one are ours once it has ended, and come after it
        assert ends_within(orphan, 60)
        with suppress(ChildProcessError):
            os.waitpid(orphan.pid, 0)


@pytest.mark.parametrize("state", ["starting", "busy"])
def test_a_kernel_ends_at_once_with_a_run_that_is_killed(
    orphanage: None, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    with tempfile.TemporaryDirectory(prefix="cf-", dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        run = subprocess.Popen(
            [sys.executable, "-c", DRIVER, state], stdout=subprocess.PIPE, text=True
        )
        with run:
            assert run.stdout
            kernel = psutil.Process(int(run.stdout.readline()))
            assert kernel.is_running()
            orphans = psutil.Process(run.pid).children(recursive=True)
            run.send_signal(signal.SIGKILL)
        try:
            assert ends_within(kernel, 60)  # it would work for hours
        finally:
            if kernel.is_running():
                os.kill(kernel.pid, signal.SIGKILL)
        reap(orphans)
        left = list(Path(folder).glob("crossframe-run-*"))
        assert len(left) == 1
        with kernels_for(1) as kernels:
            assert list(Path(folder).glob("crossframe-*")) == [kernels.folder]
        assert list(Path(folder).iterdir()) == []
