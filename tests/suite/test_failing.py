"""An event that cannot be compared has a failed run all the same, and the run says why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from crossframe.errors import StoreError
from crossframe.suite import Happening, RunResult, find_jobs, making, run_suite
from crossframe.suite.history import digest_files, read_manifest
from crossframe.suite.opened import find_run, open_run
from crossframe.suite.store import Run, list_runs, read_run
from crossframe.suite.verification import verify_run
from history_world import make_run
from run_schema import require_valid
from small_world import FakeEncoder, small_articles

SECRET = "planted-s3cret-value"  # noqa: S105


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CF_API_TOKEN", SECRET)
    return tmp_path


def write(project: Path, rows: list[dict[str, Any]]) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (project / "articles.jsonl").write_text(lines, encoding="utf-8")


def run(project: Path, **settings: object) -> tuple[RunResult, list[Happening]]:
    told: list[Happening] = []
    (result, *_), _ = run_suite(find_jobs(["articles.jsonl"]), settings, tell=told.append)
    return result, told


def failed_run(project: Path, result: RunResult) -> tuple[Run, str]:
    """The record of a failed run, as it was published, and its page."""
    assert result.run
    folder = project / "reports/small" / result.run.run_id
    found = read_run(folder)
    assert found
    assert found.status == "failed"
    assert found.errors == result.errors
    require_valid(folder)
    assert read_manifest(folder) == digest_files(folder)
    return found, (folder / "report.html").read_text("utf-8")


def a_broken_model(project: Path) -> dict[str, object]:
    (project / "model").mkdir()
    (project / "model/config.json").write_text("{", encoding="utf-8")
    write(project, small_articles())
    return {"encoder": "model"}


def an_exclusion(project: Path) -> dict[str, object]:
    write(project, [*small_articles(), {"event_id": "small", "outlet": "A", "title": "T"}])
    return {"strict": True}


def no_such_labels(project: Path) -> dict[str, object]:
    write(project, small_articles())
    return {"labels": "nowhere.csv"}


def a_group_without_labels(project: Path) -> dict[str, object]:
    write(project, small_articles())
    return {"group": "country"}


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (a_broken_model, "model"),
        (an_exclusion, "articles.jsonl:7"),
        (no_such_labels, "nowhere.csv"),
        (a_group_without_labels, "country"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_stops_an_event_is_kept_in_a_run_of_its_own(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], dict[str, object]],
    reason: str,
) -> None:
    complete = make_run(project, small_articles()[:5], 1)
    settings = spoil(project)
    if "encoder" not in settings:
        monkeypatch.setattr(making, "load_encoder", lambda *_: FakeEncoder())
    result, told = run(project, **settings)
    found, page = failed_run(project, result)
    assert reason in found.errors[0]
    assert reason in page.partition("<main")[0]
    assert "../latest/report.html" in page
    assert find_run("small", project / "reports") == complete
    index = (project / "reports/index.html").read_text("utf-8")
    assert f'href="small/{found.run_id}/report.html"' in index
    assert reason in index
    assert found.counts["n_articles"] == 6
    assert {"failed", "published", "ended"} <= {one.kind for one in told}
    assert told[-1].details["failed"] == ["small"]
    published = [page, (project / "reports/small" / found.run_id / "run.json").read_text("utf-8")]
    assert not [text for text in published if str(project) in text or SECRET in text]
    assert not list((project / "reports/small").glob(".*.partial"))


def test_an_error_of_our_own_is_a_failed_run_too(
    project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write(project, small_articles())

    def broken(*_: object) -> None:
        raise ZeroDivisionError(f"{project} {SECRET}")

    monkeypatch.setattr(making, "ensure_claim_map", broken)
    result, _ = run(project)
    found, page = failed_run(project, result)
    assert found.errors == ("ZeroDivisionError: . <secret>",)
    assert "There is no complete report of this event yet" in page
    assert "an error of crossframe itself" in caplog.text


def test_a_run_without_claims_cannot_be_opened_and_says_why(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, _ = run(project, **a_broken_model(project))
    assert result.run
    folder = project / "reports/small" / result.run.run_id
    for use in (open_run, verify_run):
        with pytest.raises(StoreError, match=r"failed before it had claims: .*model"):
            use(folder)
    assert [one.run_id for one in list_runs(project / "reports")] == [result.run.run_id]


def test_what_is_there_already_is_no_reason_to_fail(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the record of a failure cannot be written either, the event fails with the first."""
    write(project, small_articles())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "run.json")

    monkeypatch.setattr("crossframe.suite.failing.write_run", full)
    result, _ = run(project, labels="nowhere.csv")
    assert result.run is None
    assert result.errors == ("run.json: No space left on device",)
    assert not list((project / "reports/small").glob(".*.partial"))
