"""Figures that were measured once come back equal, and only as what they are the figures of."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from crossframe.claim_build import NO_CACHES
from crossframe.config import Parameters, cache_folder
from crossframe.embedding import Encoder
from crossframe.evaluation import event_quality as event_quality_module
from crossframe.evaluation.event_quality import EventQuality, keep_quality, measure_event
from crossframe.evaluation.kept import quality_key, read_quality
from crossframe.evaluation.peers import PEERS
from crossframe.evaluation.tables import (
    calibration_table,
    errors_table,
    parts_table,
    standings_table,
)
from crossframe.records import ClaimMap

LABELS = """\
article_a,sentence_a,article_b,sentence_b,label
post-1,0,tide-1,0,same
post-1,0,voice-1,0,same
post-1,1,tide-1,1,same
post-2,2,voice-2,0,partial
post-1,2,tide-1,2,not
post-1,0,tide-1,1,not
"""
Measure = Callable[..., EventQuality]


@pytest.fixture
def loads() -> list[str]:
    return []


@pytest.fixture
def measure(
    small_map: ClaimMap,
    fake_encoder: Encoder,
    tmp_path: Path,
    loads: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Measure:
    """Measures the small event in a folder and a cache of its own; `loads` counts the loadings."""
    (tmp_path / "mine.csv").write_text(LABELS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "cache"))

    cheap = tuple(peer for peer in PEERS if "UMAP" not in peer.name and not peer.missing)
    monkeypatch.setattr("crossframe.evaluation.quality.PEERS", cheap)
    monkeypatch.setattr("crossframe.evaluation.measures.DRAWS", 50)

    def load(name: str, _: int) -> Encoder:
        loads.append(name)
        return fake_encoder

    monkeypatch.setattr(event_quality_module, "load_encoder", load)
    monkeypatch.setattr(event_quality_module, "open_caches", lambda *_: NO_CACHES)

    def measured(claim_map: ClaimMap = small_map, **options: object) -> EventQuality:
        parameters = Parameters(event="small", out="run")
        return measure_event(claim_map, parameters, "mine.csv", **options)  # type: ignore[arg-type]

    return measured


def test_kept_figures_come_back_equal(measure: Measure, loads: list[str]) -> None:
    fresh, kept = measure(), measure()
    assert len(loads) == 1
    assert fresh.quality
    assert kept.quality
    assert kept.parts == fresh.parts
    assert replace(kept.quality, outcomes=fresh.quality.outcomes) == fresh.quality
    for name in ("together", "probability", "bcubed", "absorbed"):
        one, two = (getattr(event.quality.outcomes, name) for event in (fresh, kept))
        np.testing.assert_array_equal(one, two)
        assert one.dtype == two.dtype
    assert kept.quality.outcomes.gold.pairs == fresh.quality.outcomes.gold.pairs
    for table in (standings_table, errors_table):
        pd.testing.assert_frame_equal(table(kept), table(fresh))
    for with_recorded in (calibration_table, parts_table):
        pd.testing.assert_frame_equal(with_recorded(kept, {}), with_recorded(fresh, {}))


def test_the_folder_of_a_run_serves_where_there_is_no_cache(
    measure: Measure, loads: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_quality(measure(), tmp_path / "run")
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "elsewhere"))
    assert measure().quality
    assert len(loads) == 1


def test_other_labels_or_another_claim_map_are_measured_anew(
    measure: Measure, small_map: ClaimMap, loads: list[str], tmp_path: Path
) -> None:
    measure()
    provenance = {**small_map.provenance, "corpus": "of other articles"}
    measure(replace(small_map, provenance=provenance))
    assert len(loads) == 2
    measure(replace(small_map, provenance={**small_map.provenance, "group": "country"}))
    assert len(loads) == 2, "grouping outlets changes no claim"
    (tmp_path / "mine.csv").write_text(LABELS.replace("partial", "same"))
    measure()
    assert len(loads) == 3


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("quality.json", "flip"),
        ("quality.json", "cut"),
        ("quality.json", "absent"),
        ("pairs.parquet", "flip"),
        ("pairs.parquet", "empty"),
        ("pairs.parquet", "absent"),
    ],
)
def test_damaged_figures_are_measured_anew_and_said_so(
    measure: Measure, loads: list[str], name: str, damage: str
) -> None:
    measure()
    (path,) = (cache_folder() / "quality").glob(f"*/{name}")
    content = path.read_bytes()
    at = content.index(b'"f1"') + 1 if name.endswith("json") else len(content) // 2
    flipped = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
    path.write_bytes({"flip": flipped, "cut": content[:at]}.get(damage, b""))
    if damage == "absent":
        path.unlink()
    said: list[str] = []
    assert measure(warn=said.append).quality
    assert len(loads) == 2
    if (name, damage) != ("quality.json", "absent"):
        assert "measured anew: figures are kept, but they" in said[0]
    said.clear()
    assert measure(warn=said.append).quality
    assert said == []
    assert len(loads) == 2


def test_figures_of_something_else_are_not_taken(
    measure: Measure, small_map: ClaimMap, tmp_path: Path
) -> None:
    keep_quality(measure(), tmp_path / "run")
    key = quality_key(small_map, tmp_path / "mine.csv")
    assert read_quality(tmp_path / "run/quality", key)
    assert read_quality(tmp_path / "run/quality", "0" * 64) is None
    assert read_quality(tmp_path / "nothing", key) is None
