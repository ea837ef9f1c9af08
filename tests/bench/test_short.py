"""The benchmarks in their short form: all of it runs; no time is asserted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = "from crossframe.cli import main; main()"


def quick(name: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "bench", name, "--quick", "--json"],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)["benchmarks"][name]["rows"]
    measured = [row for row in found if row["value"] is not None]
    assert all(row["least"] <= row["value"] <= row["most"] for row in measured)
    return found


@pytest.mark.model
def test_embedding_is_compared_with_the_same_vectors() -> None:
    rows = {f"{row['name']} {row['unit']} {row['peer']}": row for row in quick("embed")}
    (difference,) = (row for name, row in rows.items() if "largest difference" in name)
    assert difference["reached"] is True
    bars = [row["bar"] for row in rows.values() if row["bar"]]
    assert {"kind": "at least", "value": 1.8} in bars
    assert {"kind": "at least", "value": 0.65} in bars


@pytest.mark.soak
def test_claims_are_compared_with_the_peers_that_are_there_and_their_growth_is_told() -> None:
    rows = {row["name"]: row for row in quick("claims")}
    assert any("exponent of processor time" in name for name in rows)
    (peer,) = (row for name, row in rows.items() if name.startswith("UMAP + HDBSCAN: 600"))
    assert peer["value"] > 0
    assert rows["F1 of crossframe and its peers"]["peer"].endswith("--gold DIR")


@pytest.mark.soak
def test_the_suite_is_run_cold_unchanged_warm_and_with_a_new_article() -> None:
    cold, warm, unchanged, new, watched, watched_cold, first, *others = quick("suite")
    assert cold["value"] > 0
    assert unchanged["ratio"] < warm["ratio"]
    assert new["bar"] is None
    assert watched["bar"] == {"kind": "at most", "value": 0.25}
    assert watched["ratio"] < new["ratio"]
    assert watched["value"] < watched_cold["value"]
    told = {(row["name"], row["unit"]): row["value"] for row in others}
    core = "core s"
    assert first["name"].endswith("the very first run: nothing compiled either")
    assert told["first, all processes", core] > told["cold, all processes", core]
    assert told["cold, all processes", core] > told["unchanged, all processes", core] > 0
    assert 0 < told["watched new, all processes", core] < told["new, all processes", core]
    assert 0 < told["warm, largest kernel", "MB"] < 4_000
    assert 0 < told["watched new, what made its tables", "MB"] < 4_000
    for notebook in ("00_corpus", "91_quality", "report"):
        assert told[f"warm, {notebook}", "s"] > 0
        assert 0 < told[f"warm, {notebook}", core] < told["warm, all processes", core]
        assert 0 < told[f"warm, {notebook}", "MB"] <= told["warm, largest kernel", "MB"]


@pytest.mark.soak
def test_a_stream_is_taken_from_an_export_to_its_claims() -> None:
    rows = quick("stream")
    named = {(row["name"].partition(": ")[2], row["unit"]): row for row in rows}
    assert all(row["name"].startswith("60 articles, 4 invented days: ") for row in rows)
    for stage in ("ingest", "events", "claims of the events of the last 7 days"):
        assert named[f"{stage}, all processes", "core s"]["value"] > 0
        peak = named[f"{stage}, peak of memory of its largest process", "GB"]
        assert 0 < peak["value"] < 3
        assert peak["bar"] == {"kind": "at most", "value": 3.0}
    assert named["ingest wrote", "articles"]["value"] == 60
    assert named["events placed", "articles"]["ratio"] == 1
    # 60 events of one article would have 0.18, one event of 60 would have 0.33.
    assert named["B-cubed of the events found, beside those told", "F1"]["value"] > 0.5
    thick = named["events with enough articles to compare", "events"]["value"]
    assert named["claims were looked for in", "events"]["value"] == thick
    n = named["claims were looked for in", "sentences"]["value"]
    assert 0 < named["of these carry a claim", "sentences"]["value"] < n
