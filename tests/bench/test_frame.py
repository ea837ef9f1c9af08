"""The frame of the benchmarks: turns, rows, bars, tables, JSON, exit status."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from crossframe.bench import (
    BENCHMARKS,
    Ask,
    Bar,
    Benchmark,
    Row,
    machine_facts,
    row_of,
    run_benchmark,
)
from crossframe.bench.rounds import ratio, time_in_turns
from crossframe.cli import main
from crossframe.errors import MissingExtraError


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A benchmark by the name of `slow`, whose second bar is not reached; it writes a file."""

    def run(ask: Ask) -> Sequence[Row]:
        (ask.work / "file").write_text("kept nowhere")
        ask.tell("measuring")
        return [
            row_of("ours", [1.0, 3.0, 2.0], "s", "peer / ours", 2.0, Bar("at least", 1.8)),
            row_of("memory", [4.0], "GB", bar=Bar("at most", 3.0)),
            row_of("peer", [float(ask.rounds)], "rounds"),
        ]

    monkeypatch.setitem(BENCHMARKS, "slow", Benchmark("slow", "a slow thing", run))


def bench(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["bench", *arguments], env={"COLUMNS": "200"})


def test_contestants_take_turns_and_every_other_round_goes_backwards() -> None:
    called: list[str] = []
    told: list[str] = []
    contestants = {name: (lambda name=name: called.append(name)) for name in "ab"}
    found = time_in_turns(contestants, 3, told.append)
    assert "".join(called) == "ab" + "ab" + "ba" + "ab"
    assert told == ["round 1 of 3", "round 2 of 3", "round 3 of 3"]
    assert all(len(seconds) == 3 and min(seconds) >= 0 for seconds in found.values())
    assert ratio([2, 4, 90], [1, 2, 0]) == 4


def test_each_settles_down_before_it_is_timed_if_that_is_asked() -> None:
    called: list[str] = []
    contestants = {name: (lambda name=name: called.append(name)) for name in "ab"}
    found = time_in_turns(contestants, 2, lambda _: None, settle=True)
    assert "".join(called) == "ab" + "aabb" + "bbaa"
    assert [len(seconds) for seconds in found.values()] == [2, 2]


@pytest.mark.parametrize(
    ("value", "ratio", "bar", "verdict"),
    [
        (1.0, 1.8, Bar("at least", 1.8), "reached"),
        (9.0, 1.79, Bar("at least", 1.8), "not reached"),
        (3.0, None, Bar("at most", 3.0), "reached"),
        (3.1, None, Bar("at most", 3.0), "not reached"),
        (3.1, 7.0, None, "no bar"),
    ],
)
def test_a_bar_judges_the_ratio_or_else_the_value(
    value: float, ratio: float | None, bar: Bar | None, verdict: str
) -> None:
    row = row_of("x", [value], "s", "y", ratio, bar)
    words = {True: "reached", False: "not reached", None: "no bar"}
    assert words[row.reached] == verdict
    assert row.values()["reached"] is row.reached


def test_a_table_shows_medians_ratios_and_what_is_not_reached(slow: None) -> None:
    done = bench("slow")
    assert done.exit_code == 0
    text = " ".join(done.stdout.split())
    assert "slow: a slow thing" in text
    assert "≤ 3: NO" in text
    assert done.stderr == "slow: measuring\n"


def test_json_holds_every_row_and_the_machine(slow: None) -> None:
    found = json.loads(bench("slow", "--json", "--rounds", "7").stdout)
    rows = found["benchmarks"]["slow"]["rows"]
    assert [row["value"] for row in rows] == [2.0, 4.0, 7.0]
    assert rows[0] | {"value": 0} == {
        "name": "ours",
        "value": 0,
        "unit": "s",
        "least": 1.0,
        "most": 3.0,
        "peer": "peer / ours",
        "ratio": 2.0,
        "bar": {"kind": "at least", "value": 1.8},
        "reached": True,
    }
    assert found["reached"] is False
    assert found["machine"]["processors"] >= 1


def test_only_check_turns_a_bar_that_is_not_reached_into_a_status(slow: None) -> None:
    assert bench("slow", "--quick").exit_code == 0
    assert bench("slow", "--quick", "--check").exit_code == 1


def test_without_a_name_all_are_run_but_those_that_take_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, one in list(BENCHMARKS.items()):
        monkeypatch.setitem(BENCHMARKS, name, one._replace(run=lambda _: []))
    assert list(json.loads(bench("--json").stdout)["benchmarks"]) == [
        "embed",
        "suite",
        "claims",
        "events",
        "dask",
    ]
    slow = [name for name, one in BENCHMARKS.items() if one.takes_hours]
    assert list(json.loads(bench(*slow, "--json").stdout)["benchmarks"]) == slow
    said = " ".join(bench("--help").stdout.split())
    assert f"without any, all but {' and '.join(slow)}, which take hours" in said


def test_no_benchmark_measures_in_the_environment_that_another_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CROSSFRAME_WAS", "as it was")
    monkeypatch.setenv("CROSSFRAME_STAYS", "there")
    monkeypatch.delenv("MALLOC_TRIM_THRESHOLD_", raising=False)

    def run(_: Ask) -> Sequence[Row]:  # as a cluster does that starts its workers
        os.environ |= {"MALLOC_TRIM_THRESHOLD_": "65536", "CROSSFRAME_WAS": "another"}
        del os.environ["CROSSFRAME_STAYS"]
        raise MissingExtraError("not there")

    monkeypatch.setitem(BENCHMARKS, "slow", Benchmark("slow", "a slow thing", run))
    before = dict(os.environ)
    run_benchmark("slow", Ask(1, quick=True, gold=None, work=tmp_path, tell=print))
    assert dict(os.environ) == before


def test_what_is_not_installed_is_left_out_with_a_word(
    slow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_: Ask) -> Sequence[Row]:
        raise MissingExtraError("no such package: pip install crossframe[such]")

    monkeypatch.setitem(BENCHMARKS, "other", Benchmark("other", "another thing", run))
    done = bench("other", "slow", "--json")
    found = json.loads(done.stdout)["benchmarks"]
    (row,) = found["other"]["rows"]
    assert (row["value"], row["reached"]) == (None, None)
    assert len(found["slow"]["rows"]) == 3
    text = " ".join(bench("other").stdout.split())
    assert "pip install crossframe[such]" in text
    assert "None" not in text


def test_an_unknown_benchmark_is_named_beside_the_known_ones() -> None:
    done = bench("embd")
    assert done.exit_code == 2
    assert "no benchmark is called 'embd'; there are: embed" in done.stderr


def test_no_host_and_no_path_is_told_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    # The names of many a machine are innocent words, such as "linux" or "x".
    monkeypatch.setattr("platform.node", lambda: "harbour-desk")
    monkeypatch.setattr("socket.gethostname", lambda: "harbour-desk")
    monkeypatch.setenv("HOME", "/home/harbour-clerk")
    text = json.dumps(machine_facts())
    assert platform.node() not in text
    assert str(Path.home()) not in text
    assert "torch" in text


def test_without_seeds_the_embedding_benchmark_says_where_to_start_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSFRAME_HOME", raising=False)
    done = bench("embed", "--quick")
    assert done.exit_code == 2
    assert "crossframe: no seeds/events here" in done.stderr
