"""Whoever is told of a run cannot fail it, hang it, or be lured off this machine."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from crossframe.errors import ParameterError
from crossframe.suite.changing import change_of
from crossframe.suite.lineage import Life, Lineage, Period, RunName, write_lineage
from crossframe.suite.notices import Notices, post, run_command
from crossframe.suite.runs import RunResult
from crossframe.suite.store import Run
from crossframe.suite.telling import Happening, Teller
from history_world import make_run
from small_world import small_articles

NOW, BEFORE = RunName("r2", "2026-01-02T00:00:00+00:00"), RunName("r1", "2026-01-01T00:00:00+00:00")


def made(**more: Any) -> RunResult:
    run = Run("flood", "r2", NOW.created_at, "complete", "00", {}, {}, {})
    return RunResult("flood", replace(run, **more), errors=more.get("errors", ()))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two claims live on, two were born, one died, one was merged: four of six changed."""
    lives = (
        *(Life(f"c{n}", (), (Period(BEFORE),)) for n in (1, 2)),
        *(
            Life(f"c{n}", (), (Period(NOW),), split_from=origin)
            for n, origin in ((3, None), (4, "c1"))
        ),
        Life("c5", (), (Period(BEFORE, NOW),)),
        Life("c6", (), (Period(BEFORE, NOW),), merged_into="c1"),
    )
    folder = tmp_path / "flood/r2"
    folder.mkdir(parents=True)
    write_lineage(Lineage("flood", NOW, "r1", lives), folder)
    return tmp_path


def tell(notices: Notices, result: RunResult, reports: Path) -> list[Happening]:
    said: list[Happening] = []
    notices(result, reports, Teller(said.append, "flood", "flood"))
    return said


def saving(path: Path) -> tuple[str, ...]:
    code = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read() + '\\n')"
    return (sys.executable, "-c", code, str(path))


def test_a_failure_is_told(reports: Path, tmp_path: Path) -> None:
    said = tell(Notices(saving(tmp_path / "told")), made(errors=("no room",)), reports)
    assert [(one.kind, one.details["reasons"]) for one in said] == [("notified", ["failed"])]
    told = json.loads((tmp_path / "told").read_text(encoding="utf-8"))
    assert told["errors"] == ["no room"]
    assert told["run"]["run_id"] == "r2"
    assert told["folder"] == str(reports / "flood/r2")


def test_an_event_without_a_run_is_told(reports: Path, tmp_path: Path) -> None:
    tell(Notices(saving(tmp_path / "told")), RunResult("flood", errors=("held",)), reports)
    told = json.loads((tmp_path / "told").read_text(encoding="utf-8"))
    assert (told["run"], told["folder"], told["errors"]) == (None, None, ["held"])


@pytest.fixture
def one_more_cell(reports: Path) -> Path:
    """A cell of a claim that lives on says another thing; others are of claims that came."""
    cells = [{"about": ["c1", "Post"]}, {"about": ["c1", "Tide"]}, {"about": ["c3", "Post"]}]
    told = {"changes": {"cells": cells}}
    (reports / "flood/r2/changes.json").write_text(json.dumps(told), encoding="utf-8")
    return reports


@pytest.mark.parametrize(("share", "is_told"), [(0.83, True), (0.84, False)])
def test_a_claim_with_another_cell_changed_and_no_claim_counts_twice(
    one_more_cell: Path, tmp_path: Path, share: float, *, is_told: bool
) -> None:
    tell(Notices(saving(tmp_path / "told"), share=share), made(), one_more_cell)
    assert (tmp_path / "told").exists() == is_told
    change = change_of(one_more_cell / "flood/r2")
    assert change
    assert (change["share"], change["cells"]) == (0.8333, 1)
    (one_more_cell / "flood/r2/changes.json").write_text("[]", encoding="utf-8")
    assert (change_of(one_more_cell / "flood/r2") or {})["cells"] == 0


@pytest.mark.parametrize(("share", "is_told"), [(None, False), (0.66, True), (0.67, False)])
def test_a_change_is_told_from_its_share_on(
    reports: Path, tmp_path: Path, share: float | None, *, is_told: bool
) -> None:
    tell(Notices(saving(tmp_path / "told"), share=share), made(), reports)
    assert (tmp_path / "told").exists() == is_told
    assert change_of(reports / "flood/r2") == {
        "since": "r1",
        "share": 0.6667,
        "n_claims": 6,
        "born": 1,
        "split": 1,
        "returned": 0,
        "died": 1,
        "merged": 1,
        "cells": 0,
    }


def test_a_first_run_or_a_damaged_lineage_is_no_change(reports: Path) -> None:
    write_lineage(Lineage("flood", NOW, None, ()), reports / "flood/r2")
    assert change_of(reports / "flood/r2") is None
    (reports / "flood/r2/lineage.json").write_text("{")
    assert change_of(reports / "flood/r2") is None
    (reports / "flood/r2/lineage.json").unlink()
    assert change_of(reports / "flood/r2") is None


def test_what_was_left_as_it_is_is_not_told(reports: Path, tmp_path: Path) -> None:
    result = made()._replace(reused=True)
    assert tell(Notices(saving(tmp_path / "told"), share=0), result, reports) == []
    assert tell(Notices(), made(errors=("x",)), reports) == []


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("no-such-program", "$HOME"), "no-such-program cannot be started: No such file"),
        ((sys.executable, "-c", "raise SystemExit('no `letter` today')"), "status 1: no `letter`"),
        ((sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"), "failed with status -9"),
    ],
)
def test_a_command_that_fails_is_a_line_in_the_log(
    reports: Path, command: tuple[str, ...], message: str
) -> None:
    [said] = tell(Notices(command), made(errors=("x",)), reports)
    assert said.kind == "warning"
    assert message in said.text


def test_a_command_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    child = f"import time, pathlib; time.sleep(3); pathlib.Path({str(tmp_path / 'late')!r}).touch()"
    code = (
        "import subprocess, sys, time; "
        f"subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    )
    begun = time.monotonic()
    trouble = run_command((sys.executable, "-c", code), b"{}", 1)
    assert trouble == f"--notify: {sys.executable} was ended after 1 s"
    assert time.monotonic() - begun < 50
    time.sleep(3)
    assert not (tmp_path / "late").exists()


def test_a_command_need_not_read_what_it_is_told() -> None:
    assert run_command((sys.executable, "-c", "pass"), b"x" * 10_000_000, 30) is None


class Odd(BaseHTTPRequestHandler):
    """Answers as its path says."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/slow":
            with suppress(ConnectionError):  # whoever asked has hung up
                for _ in range(600):
                    self.wfile.write(b"H")
                    time.sleep(0.1)
        elif self.path == "/away":
            self.send_response(307)
            self.send_header("Location", f"http://localhost:{self.server.server_address[1]}/ok")
            self.end_headers()
        else:
            kept.append(body)
            self.send_response(204 if self.path == "/ok" else 500)
            self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


kept: list[bytes] = []


@pytest.fixture
def server() -> Iterator[str]:
    kept.clear()
    running = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


def test_a_webhook_is_told_past_any_proxy(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    for variable in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(variable)
    assert post(f"{server}/ok", b"{}", 60) is None
    assert kept == [b"{}"]


def test_a_webhook_that_refuses_hangs_or_leads_away_is_a_line_in_the_log(server: str) -> None:
    assert "HTTP Error 500" in str(post(f"{server}/no", b"{}", 60))
    kept.clear()
    assert "HTTP Error 307" in str(post(f"{server}/away", b"{}", 60))
    assert kept == []
    begun = time.monotonic()
    assert post(f"{server}/slow", b"{}", 1) == f"--webhook: {server}/slow did not answer in 1 s"
    assert time.monotonic() - begun < 30
    assert "refused" in str(post("http://127.0.0.1:9/", b"{}", 60))


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://post.example/hook", "leads off this machine"),
        ("http://localhost.evil.example/", "leads off this machine"),
        ("http://10.0.0.1/", "leads off this machine"),
        ("http://127.0.0.1@evil.example/", "is no address"),
        ("file:///etc/passwd", "is no address"),
        ("127.0.0.1:8000", "is no address"),
        ("http://127.0.0.1:port/", "port"),
        ("http://[::1/", "IPv6"),
    ],
)
def test_a_webhook_stays_on_this_machine(address: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        Notices.from_values("", address, None)


def test_what_may_be_told() -> None:
    for address in ("http://127.0.0.1:8000/x", "http://localhost/", "http://[::1]:8000/"):
        assert Notices.from_values("", address, 0.5).webhook == address
    away = "https://post.example/hook"
    assert Notices.from_values("", away, None, anywhere=True).webhook == away
    assert Notices.from_values("a 'b c' $D", "", None).command == ("a", "b c", "$D")
    with pytest.raises(ParameterError, match="close the quotes"):
        Notices.from_values("a 'b", "", None)
    with pytest.raises(ParameterError, match="tells nobody"):
        Notices.from_values("", "", 0.5)


def test_what_was_told_of_cells_is_what_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = small_articles()
    assert change_of(make_run(tmp_path, rows[:3], 1)) is None
    folder = make_run(tmp_path, rows, 2)
    told = json.loads((folder / "changes.json").read_text(encoding="utf-8"))["changes"]
    touched = {one["about"][0] for one in told["cells"]}
    touched |= {one["claim_id"] for one in told["claims"] if one["fate"] != "changed"}
    found = change_of(folder)
    assert found
    assert len(touched) == round(found["share"] * found["n_claims"]) > 0
    same = change_of(make_run(tmp_path, rows, 3))
    assert same
    assert (same["share"], same["n_claims"]) == (0.0, found["n_claims"])
