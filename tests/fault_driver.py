"""A run in a process of its own, to be killed: `python fault_driver.py JSON`.

The JSON object gives `source`, `reports`, and optionally `notebooks` (the suite, cut down to be
quick), `workers`, `wait`, `times` (how often to run), `drawn` (false: no map, on which no claim
depends and which takes half of the time), and `die`: where the process kills itself with SIGKILL,
in the middle of writing. What goes on is told as JSON lines; at the end, what the process holds.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

import crossframe.cache
import crossframe.claim_caches
import crossframe.claim_compare
import crossframe.suite.plan as planning
import psutil
from crossframe.claims import blank_layout
from crossframe.stopping import stopped_by_signals
from crossframe.suite import Happening, Limits, find_jobs, making, run_suite


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_inside_a_transaction(cache: str, row: int) -> None:
    """Kills this process when so many rows of one cache are packed, its transaction being open."""

    class Mortal(crossframe.cache.Cache):
        n_packed = 0

        def _pack(self, text: str, value: bytes) -> bytes:
            Mortal.n_packed += self._folder.name == cache
            if Mortal.n_packed > row:
                die()
            return super()._pack(text, value)

    crossframe.claim_caches.Cache = Mortal  # type: ignore[misc]


def die_at_file(module: Any, name: str, files: int) -> None:
    """Kills this process when `name` in `module` is called for the time `files`, half-way."""
    real: Callable[..., Any] = getattr(module, name)
    calls: list[int] = []

    def mortal(table: Any, where: Any, *rest: Any, **options: Any) -> Any:
        if "cache" in str(where) and len(calls) == files:
            with open(where, "wb") as half:  # noqa: PTH123
                half.write(b"PAR1half")
            die()
        calls.extend([1] if "cache" in str(where) else [])
        return real(table, where, *rest, **options)

    setattr(module, name, mortal)


def main() -> None:
    told = json.loads(sys.argv[1])
    if "notebooks" in told:
        making.SUITE = planning.SUITE = tuple(told["notebooks"])
    if "die" in told:
        where = told["die"]["where"]
        if where == "tables":
            import pyarrow.parquet

            die_at_file(pyarrow.parquet, "write_table", told["die"]["after"])
        else:
            die_inside_a_transaction(where, told["die"]["after"])

    if not told.get("drawn", True):
        drawn = lambda rows, _: blank_layout(len(rows))  # noqa: E731
        crossframe.claim_compare.lay_out = drawn  # type: ignore[attr-defined]

    def tell(happening: Happening) -> None:
        line = {"kind": happening.kind, "text": happening.text, **happening.details}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()

    failed = False
    with stopped_by_signals():
        for _ in range(told.get("times", 1)):
            results, _ = run_suite(
                find_jobs([told["source"]]),
                {"reports": told["reports"]},
                tell=tell,
                force=True,
                limits=Limits(told.get("workers"), wait=told.get("wait", 0)),
            )
            failed |= any(result.errors for result in results)
            gc.collect()
            tell(Happening("progress", "held", details=held()))
    sys.exit(failed)


def held() -> dict[str, object]:
    """What this process holds: processes, threads, open files, sockets, memory."""
    me = psutil.Process()
    return {
        "children": len(me.children(recursive=True)),
        "threads": threading.active_count(),
        "files": me.num_fds(),
        "sockets": len(me.net_connections("all")),
        "bytes": me.memory_info().rss,
    }


if __name__ == "__main__":
    main()
