"""Old runs go by an explicit rule; nothing else goes with them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from crossframe.cli import main
from crossframe.errors import ParameterError, StoreError
from crossframe.suite.history import seal
from crossframe.suite.locking import only_run
from crossframe.suite.pruning import Rule, plan_pruning, remove_runs
from crossframe.suite.store import Run, latest_run, list_runs, publish, write_run

NOW = datetime(2024, 6, 10, tzinfo=UTC)


def put(reports: Path, day: str, status: str = "complete", event: str = "flood") -> Path:
    run_id = f"{day.replace('-', '')}T060000Z-00000000"
    run = Run(event, run_id, f"{day}T06:00:00+00:00", status, "0", {}, {}, {})
    aside = reports / event / f".{run_id}.partial"
    (aside / "tables").mkdir(parents=True)
    (aside / "tables/claims.parquet").write_bytes(b"x" * 1000)
    write_run(run, aside)
    seal(aside)
    return publish(aside, run, reports)


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    there = tmp_path / "reports"
    for day in ("2024-04-01", "2024-04-20", "2024-05-05", "2024-05-30", "2024-06-08"):
        put(there, day)
    put(there, "2024-05-06", "failed")
    put(there, "2024-06-09", "failed")
    put(there, "2023-01-01", event="quake")
    return there


def kept(reports: Path, rule: Rule, event: str = "flood") -> list[str]:
    verdicts = plan_pruning(reports, rule, NOW, event)
    return [one.run.created_at[:10] for one in verdicts if not one.goes]


def test_each_rule_keeps_what_it_says_and_always_the_latest(reports: Path):
    newest = ["2024-06-09", "2024-06-08"]
    assert kept(reports, Rule(last=0)) == newest
    assert kept(reports, Rule(last=3)) == [*newest, "2024-05-30", "2024-05-05"]
    assert kept(reports, Rule(days=12)) == [*newest, "2024-05-30"]
    assert kept(reports, Rule(monthly=True)) == [*newest, "2024-05-30", "2024-04-20"]
    assert kept(reports, Rule(last=3, monthly=True)) == [
        *newest,
        "2024-05-30",
        "2024-05-05",
        "2024-04-20",
    ]
    assert kept(reports, Rule(days=0), "quake") == ["2023-01-01"]


@pytest.mark.parametrize("rule", [Rule(), Rule(last=-1), Rule(days=-3)])
def test_without_a_rule_nothing_is_even_planned(reports: Path, rule: Rule) -> None:
    with pytest.raises(ParameterError, match="--keep-"):
        plan_pruning(reports, rule, NOW)


def test_what_no_run_wrote_stays(reports: Path):
    first = reports / "flood/20240401T060000Z-00000000"
    (first / "notes").mkdir()
    (first / "notes/mine.txt").write_text("read this", encoding="utf-8")
    outside = reports.parent / "corrections/flood.jsonl"
    outside.parent.mkdir()
    outside.write_text("{}\n", encoding="utf-8")
    strange = reports / "flood/not-a-run"
    strange.mkdir()
    verdicts = plan_pruning(reports, Rule(last=1), NOW)
    told = {one.folder: one.why for one in verdicts}
    assert told[first] == "kept: holds notes/mine.txt, which no run wrote"
    removed = remove_runs(verdicts, reports)
    assert {one.run.created_at[:10] for one in removed} == {
        "2024-04-20",
        "2024-05-05",
        "2024-05-06",
        "2024-05-30",
    }
    assert (first / "notes/mine.txt").read_text(encoding="utf-8") == "read this"
    assert outside.exists()
    assert strange.is_dir()
    assert (reports / "flood/latest/run.json").exists()
    assert not list(reports.glob("*/.*.partial"))


def test_a_linked_folder_is_not_followed(reports: Path):
    target = reports.parent / "elsewhere"
    moved = reports / "flood/20240420T060000Z-00000000"
    moved.rename(target)
    moved.symlink_to(target)
    remove_runs(plan_pruning(reports, Rule(last=0), NOW), reports)
    assert (target / "run.json").exists()


def test_an_event_that_is_run_now_is_left_alone(reports: Path):
    verdicts = plan_pruning(reports, Rule(last=1), NOW)
    before = list_runs(reports)
    with only_run(reports, "flood"), pytest.raises(StoreError):
        remove_runs(verdicts, reports)
    assert list_runs(reports) == before


def test_a_run_that_became_the_latest_since_stays(reports: Path):
    verdicts = plan_pruning(reports, Rule(last=1), NOW)
    for day in ("20240608", "20240530"):
        path = reports / f"flood/{day}T060000Z-00000000"
        if day == "20240608":
            path.rename(reports.parent / day)
    remove_runs(verdicts, reports)
    latest = latest_run(reports, "flood")
    assert latest is not None
    assert latest.created_at.startswith("2024-05-30")


def test_the_command_lists_first_and_removes_when_told(reports: Path):
    before = list_runs(reports)
    none = CliRunner().invoke(main, ["prune"])
    assert none.exit_code == 2
    assert "prune needs a rule" in none.output
    dry = CliRunner().invoke(main, ["prune", "--keep-last", "1", "--dry-run"])
    assert "would remove 5 of 8 runs" in dry.output
    assert "flood/20240608T060000Z-00000000  kept: the latest complete run" in dry.output
    assert list_runs(reports) == before
    done = CliRunner().invoke(main, ["prune", "flood", "--keep-last", "1"])
    assert done.exit_code == 0, done.output
    assert "removed 5 of 7 runs" in done.output
    assert len(list_runs(reports)) == 3
    assert "20240401" not in (reports / "index.html").read_text(encoding="utf-8")


def test_old_work_in_the_cache_goes_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "cache"))
    for name in (
        "claim_maps/old",
        "claim_maps/new",
        "workings/old",
        "vectors/old",
        "workings/.x.1",
    ):
        (tmp_path / "cache" / name / "draft").mkdir(parents=True)
        (tmp_path / "cache" / name / "draft/file").write_bytes(bytes(1_000_000))
        if name.endswith("old"):
            os.utime(tmp_path / "cache" / name, (0, 0))

    def left() -> set[str]:
        cache = tmp_path / "cache"
        return {str(path.relative_to(cache)) for path in cache.glob("*/*")}

    before = left()
    dry = CliRunner().invoke(main, ["prune", "--cache-days", "30", "--dry-run"])
    assert dry.exit_code == 0, dry.output
    told = "would remove 2 claim maps and workings of the cache, 2.0 MB; nothing was removed"
    assert told in dry.output
    assert left() == before
    done = CliRunner().invoke(main, ["prune", "--cache-days", "30"])
    assert "removed 2 claim maps and workings of the cache, 2.0 MB" in done.output
    assert left() == before - {"claim_maps/old", "workings/old"}
    wrong = CliRunner().invoke(main, ["prune", "--cache-days", "-1"])
    assert wrong.exit_code == 2
    assert "--cache-days is -1; allowed: a number from 0" in wrong.output
