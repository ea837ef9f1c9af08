"""What a watch takes is counted with all processes below it, those that stay included."""

from __future__ import annotations

import subprocess
import sys

import pytest
from crossframe.bench.watched import _worked

BURN = "import time; began = time.process_time()\nwhile time.process_time() < began + 0.3: pass\n"
# One that worked, and stays, below one that waits for it.
BELOW = f"{BURN}print('done', flush=True); input()"
ABOVE = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BELOW!r}])"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells")
def test_what_goes_on_two_generations_below_counts() -> None:
    command = [sys.executable, "-c", ABOVE]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "done\n"
        worked = _worked(process.pid)
        process.communicate("\n")
    assert worked is not None
    assert worked >= 0.3
    assert _worked(process.pid) is None
