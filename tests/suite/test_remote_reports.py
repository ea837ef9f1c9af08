"""Runs in an object store: whole or no runs, compared with those that other machines made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import fsspec
import pyarrow.parquet as pq
import pytest
from crossframe.cli import main
from crossframe.errors import RemoteError
from crossframe.suite.remote_reports import RemoteReports
from crossframe.suite.store import Run, latest_run, list_runs, read_run
from history_world import make_run
from small_world import small_articles
from web_world import serving, storing

ADDRESS = "memory://bucket/reports"
SIGNED = "hunter2-of-somebody"


@pytest.fixture
def store() -> Iterator[fsspec.AbstractFileSystem]:
    with storing() as memory:
        yield memory


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RemoteReports:
    monkeypatch.chdir(tmp_path)
    return machine("home", tmp_path, monkeypatch)


def machine(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> RemoteReports:
    """The folder of runs as another machine sees it."""
    monkeypatch.setenv("CROSSFRAME_CACHE", str(folder / name))
    return RemoteReports.at(ADDRESS)


def run_of_day(day: int, at: RemoteReports, status: str = "complete", n: int = 6) -> Run:
    at.mirror.mkdir(parents=True, exist_ok=True)
    run = read_run(make_run(at.mirror.parent, small_articles()[:n], day, status=status))
    assert run
    return run


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_run_is_uploaded_as_it_is_and_named_when_it_is_whole(
    at_home: RemoteReports, store: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_of_day(1, at_home)
    order: list[str] = []
    put, pipe = type(store).put_file, type(store).pipe_file

    def put_noted(self: object, here: str, there: str, **given: object) -> None:
        order.append(there)
        put(self, here, there, **given)

    def pipe_noted(self: object, there: str, value: bytes, **given: object) -> None:
        order.append(there)
        pipe(self, there, value, **given)

    monkeypatch.setattr(type(store), "put_file", put_noted)
    monkeypatch.setattr(type(store), "pipe_file", pipe_noted)
    assert at_home.upload(run) == f"{ADDRESS}/small/{run.run_id}"
    lead = f"/bucket/reports/small/{run.run_id}/"
    there = {name.removeprefix(lead): store.cat_file(name) for name in store.find(lead)}
    assert there == content(at_home.mirror / "small" / run.run_id)
    assert order[-2:] == [f"{lead}run.json", "/bucket/reports/small/latest"]
    assert store.cat_file("/bucket/reports/small/latest") == f"{run.run_id}\n".encode()


def test_another_machine_goes_on_from_the_latest_run(
    at_home: RemoteReports,
    store: fsspec.AbstractFileSystem,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = run_of_day(1, at_home, n=5)
    at_home.upload(first)
    failed = run_of_day(2, at_home, status="failed")
    at_home.upload(failed)
    at_home.upload_index()
    away = machine("away", tmp_path, monkeypatch)
    away.bring_latest("small")
    latest = latest_run(away.mirror, "small")
    assert latest == first
    assert content(away.mirror / "small" / first.run_id) == content(
        at_home.mirror / "small" / first.run_id
    )
    third = run_of_day(3, away)
    away.upload(third)
    away.upload_index()
    index = store.cat_file("/bucket/reports/index.html").decode()
    for run in (first, failed, third):
        assert f'href="small/{run.run_id}/report.html"' in index
    assert "1 article added" in index  # since the run that was brought
    assert [run.run_id for run in list_runs(away.mirror)] == [third.run_id, first.run_id]
    at_home.bring_latest("small")
    assert latest_run(at_home.mirror, "small") == third


def test_an_upload_that_broke_off_is_no_run_and_is_made_good(
    at_home: RemoteReports,
    store: fsspec.AbstractFileSystem,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = run_of_day(1, at_home)
    put = type(store).put_file

    def broken(self: object, here: str, there: str, **given: object) -> None:
        if there.endswith("report.html"):
            raise ConnectionResetError("by peer")
        put(self, here, there, **given)

    with monkeypatch.context() as patch:
        patch.setattr(type(store), "put_file", broken)
        with pytest.raises(RemoteError, match=r"report.html: ConnectionResetError: by peer"):
            at_home.upload(run)
    away = machine("away", tmp_path, monkeypatch)
    away.bring_latest("small")
    assert list_runs(away.mirror) == []
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "home"))
    at_home.upload(run)
    assert store.cat_file("/bucket/reports/small/latest").decode().strip() == run.run_id


def test_an_older_run_takes_no_name_from_a_newer_one(
    at_home: RemoteReports, store: fsspec.AbstractFileSystem
) -> None:
    older, newer = run_of_day(1, at_home), run_of_day(2, at_home)
    at_home.upload(newer)
    at_home.upload(older)
    assert store.cat_file("/bucket/reports/small/latest").decode().strip() == newer.run_id


def test_a_pointer_that_was_tampered_with_leads_nowhere(
    at_home: RemoteReports, store: fsspec.AbstractFileSystem
) -> None:
    for pointer in (b"../../etc", b".hidden", b"", b"\xff\xfe", b"20240101T060000Z-00000001"):
        store.pipe_file("/bucket/reports/small/latest", pointer)
        at_home.bring_latest("small")
        assert list_runs(at_home.mirror) == []


@pytest.mark.soak
@pytest.mark.notebook
@pytest.mark.model
def test_a_whole_run_comes_from_the_web_and_goes_to_a_store_without_its_secrets(
    store: fsspec.AbstractFileSystem,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "cache"))
    (tmp_path / "web").mkdir()
    lines = "".join(json.dumps(article) + "\n" for article in small_articles())
    (tmp_path / "web/small.jsonl").write_text(lines, encoding="utf-8")
    with serving(tmp_path / "web") as web:
        arguments = ["run", f"{web}/small.jsonl?sig={SIGNED}", "--out", ADDRESS]
        main(arguments, standalone_mode=False)
        told = capsys.readouterr().out
        main(arguments, standalone_mode=False)
    assert "unchanged since run" in capsys.readouterr().out
    run_id = store.cat_file("/bucket/reports/small/latest").decode().strip()
    assert f"run {run_id} is in {ADDRESS}/small/{run_id}" in told
    assert f"index of all runs: {ADDRESS}/index.html" in told
    lead = f"/bucket/reports/small/{run_id}"
    run = json.loads(store.cat_file(f"{lead}/run.json"))
    assert run["status"] == "complete"
    assert run["parameters"]["source"] == f"{web}/small.jsonl"
    names = [name.removeprefix("/bucket/reports/") for name in store.find("/bucket/reports")]
    assert {"index.html", "feed.xml", "small/latest", f"small/{run_id}/report.html"} <= set(names)
    for name in store.find("/bucket/reports"):
        content = store.cat_file(name)
        text = str(pq.read_table(BytesIO(content)).to_pylist()) if "parquet" in name else ""
        assert SIGNED not in content.decode("utf-8", "replace") + text
        assert str(tmp_path) not in content.decode("utf-8", "replace") + text
    assert SIGNED not in told
