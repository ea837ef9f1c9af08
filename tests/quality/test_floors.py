"""The quality gate: no figure under its floor, and no floor lowered without a word."""

import copy
import json
from typing import Any

import pytest
from crossframe.embedding import Encoder
from crossframe.evaluation import GoldPair
from quality.floors import (
    FLOORS,
    SAMPLE,
    by_language,
    earlier_floors,
    floor_of,
    measure_all,
    unsaid,
)

KEPT: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured(encoder: Encoder) -> dict[str, float]:
    return measure_all(encoder)


@pytest.mark.model
def test_everything_that_is_measured_has_a_floor(measured: dict[str, float]) -> None:
    assert sorted(measured) == sorted(KEPT["floors"])


@pytest.mark.model
@pytest.mark.parametrize("name", KEPT["floors"])
def test_no_figure_is_under_its_floor(measured: dict[str, float], name: str) -> None:
    assert measured[name] >= KEPT["floors"][name]


@pytest.mark.model
def test_settings_trade_recall_for_precision(measured: dict[str, float]) -> None:
    for name in ("frontline-drones", "harbour-bridge", SAMPLE):
        recall = [measured[f"{name} {at} recall"] for at in ("strict", "balanced", "wide")]
        assert recall == sorted(recall)


def test_no_floor_was_lowered_without_a_reason() -> None:
    history = list(earlier_floors())
    if not history:
        pytest.skip("no history of floors.json here: a shallow clone, or no repository")
    assert [unsaid(KEPT, earlier) for earlier in history] == [[]] * len(history)


def test_a_lowered_floor_is_noticed() -> None:
    before = {"floors": {"a": 0.8, "b": 0.5}, "lowered": []}
    now: dict[str, Any] = {"floors": {"a": 0.7, "b": 0.5}, "lowered": []}
    assert unsaid(now, before) == ["a"]
    gone = copy.deepcopy(before)
    del gone["floors"]["b"]
    assert unsaid(gone, before) == ["b"]
    now["lowered"] = [{"floor": "a", "from": 0.8, "to": 0.7, "reason": " "}]
    assert unsaid(now, before) == ["a"]
    now["lowered"][0]["reason"] = "labels were corrected"
    assert unsaid(now, before) == []
    before["floors"]["a"] = 0.9  # an older, higher floor that the record does not speak of
    assert unsaid(now, before) == ["a"]


def test_pairs_are_measured_by_language() -> None:
    spoken = {"one": "en", "two": "en", "eins": "de", "zwei": "de"}
    ends = (("one", "two"), ("two", "eins"), ("eins", "zwei"), ("zwei", "one"))
    pairs = [GoldPair("e", (a, 0), (b, 0), "same", None) for a, b in ends]
    assert by_language(pairs, spoken) == {"": [0], "across languages ": [1, 3]}


def test_a_floor_lies_under_what_was_measured() -> None:
    assert floor_of(0.7365) == 0.72
    assert floor_of(0.001) == 0.0
