"""A watched folder: what is half written waits, what is bad is told once, what is done is known."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from crossframe.corpus import Batch, gather
from crossframe.errors import CorpusError, ParameterError
from crossframe.records import Corpus
from crossframe.stopping import pause, stopped_by_signals
from crossframe.suite import SUITE, Happening, list_runs, making, run_suite, watching
from crossframe.suite.jobs import Job
from crossframe.suite.runs import RunResult
from crossframe.suite.watching import FolderWatch, require_apart, watch_folder
from small_world import FakeEncoder, small_articles

COMMAND = str(Path(sys.executable).parent / "crossframe")


def line(event: str, name: str, text: str = "It fell on Tuesday.") -> str:
    fields = {"event_id": event, "article_id": name, "outlet": "A", "title": "T", "text": text}
    return json.dumps(fields) + "\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def watch(inbox: Path, told: list[str]) -> FolderWatch:
    return FolderWatch(inbox, lambda happening: told.append(happening.text))


def look(watch: FolderWatch) -> dict[str, list[str]]:
    """Looks once and does what is found: article ids by event."""
    found = watch.look()
    for corpus in found:
        watch.finish(corpus)
    return {one.event_id: [article.article_id for article in one.articles] for one in found}


def test_a_file_counts_when_it_looked_the_same_twice(inbox: Path, watch: FolderWatch) -> None:
    (inbox / "a.jsonl").write_text(line("flood", "a1") + line("fire", "b1"))
    assert look(watch) == {}
    assert look(watch) == {"fire": ["b1"], "flood": ["a1"]}
    assert look(watch) == {}


def test_only_the_events_of_a_new_file_are_run(inbox: Path, watch: FolderWatch) -> None:
    (inbox / "a.jsonl").write_text(line("flood", "a1") + line("fire", "b1"))
    assert [look(watch), look(watch)] == [{}, {"fire": ["b1"], "flood": ["a1"]}]
    (inbox / "b.csv").write_text("event_id,article_id,outlet,title,text\nfire,b2,B,T,It burns.\n")
    assert [look(watch), look(watch), look(watch)] == [{}, {"fire": ["b1", "b2"]}, {}]


def test_articles_are_gathered_when_a_file_was_read_or_went_and_not_at_each_look(
    inbox: Path, watch: FolderWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered: list[int] = []

    def counted(batches: Sequence[Batch], fallback: str) -> dict[str, Corpus]:
        gathered.append(len(batches))
        return gather(batches, fallback)

    monkeypatch.setattr(watching, "gather", counted)
    (inbox / "a.jsonl").write_text(line("flood", "a1"))
    (inbox / "b.jsonl").write_text(line("flood", "a2"))
    assert [look(watch) for _ in range(4)] == [{}, {"flood": ["a1", "a2"]}, {}, {}]
    assert gathered == [2]
    (inbox / "a.jsonl").write_text(line("flood", "a1", "It rose by noon, and fell at night."))
    assert [look(watch) for _ in range(3)] == [{}, {"flood": ["a1", "a2"]}, {}]
    assert gathered == [2, 2]
    (inbox / "a.jsonl").unlink()
    assert [look(watch) for _ in range(4)] == [{}, {"flood": ["a2"]}, {}, {}]
    assert gathered == [2, 2, 1]
    watch.retry("flood")
    assert [look(watch), look(watch)] == [{"flood": ["a2"]}, {}]
    assert gathered == [2, 2, 1]


def test_an_event_whose_file_is_being_written_waits_and_no_other(
    inbox: Path, watch: FolderWatch
) -> None:
    growing = inbox / "a.jsonl"
    growing.write_text(line("flood", "a1"))
    (inbox / "b.jsonl").write_text(line("flood", "a2") + line("fire", "b1"))
    look(watch)
    with growing.open("a") as stream:
        stream.write(line("flood", "a3")[:20])
        stream.flush()
        assert look(watch) == {"fire": ["b1"]}
        stream.write(line("flood", "a3")[20:])
    assert look(watch) == {}
    assert look(watch) == {"flood": ["a1", "a2", "a3"]}


def test_what_is_written_aside_counts_when_it_is_renamed(inbox: Path, watch: FolderWatch) -> None:
    aside = inbox / ".a.jsonl.part"
    aside.write_text(line("flood", "a1"))
    assert [look(watch), look(watch)] == [{}, {}]
    aside.rename(inbox / "a.jsonl")
    assert [look(watch), look(watch)] == [{}, {"flood": ["a1"]}]


def test_a_replaced_file_of_the_same_size_and_time_is_read_again(
    inbox: Path, watch: FolderWatch
) -> None:
    path = inbox / "a.jsonl"
    path.write_text(line("flood", "a1"))
    look(watch)
    look(watch)
    times = path.stat()
    (inbox / "new").write_text(line("flood", "a2"))
    os.utime(inbox / "new", ns=(times.st_atime_ns, times.st_mtime_ns))
    (inbox / "new").rename(path)
    assert [look(watch), look(watch)] == [{}, {"flood": ["a2"]}]


def test_a_withdrawn_file_changes_its_events(
    inbox: Path, watch: FolderWatch, told: list[str]
) -> None:
    (inbox / "a.jsonl").write_text(line("flood", "a1") + line("fire", "b1"))
    (inbox / "b.jsonl").write_text(line("flood", "a2"))
    look(watch)
    look(watch)
    (inbox / "a.jsonl").unlink()
    assert [look(watch), look(watch), look(watch)] == [{}, {"flood": ["a2"]}, {}]
    assert told == []


def test_a_bad_file_stops_no_other_and_is_told_once(
    inbox: Path, watch: FolderWatch, told: list[str]
) -> None:
    (inbox / "bad.csv").write_text("no,columns\n1,2\n")
    (inbox / "worse.parquet").write_bytes(b"PAR1 not at all")
    (inbox / "good.jsonl").write_text(line("flood", "a1"))
    assert [look(watch), look(watch), look(watch)] == [{}, {"flood": ["a1"]}, {}]
    assert len(told) == 2
    assert f"{inbox}/bad.csv: column 'outlet' is missing" in told[0]
    assert f"{inbox}/worse.parquet: is not a Parquet file" in told[1]
    (inbox / "bad.csv").write_text("outlet,title,text\nA,T,It fell.\n")
    assert len([look(watch), look(watch)][1]["bad"]) == 1


def test_a_page_that_has_to_be_ingested_first_is_told_once(
    inbox: Path, watch: FolderWatch, told: list[str]
) -> None:
    (inbox / "page.html").touch()
    assert [look(watch), look(watch)] == [{}, {}]
    assert told == [f"{inbox}: 1 file not read (.html); crossframe ingest reads such files"]


def test_an_event_of_which_nothing_can_be_used_is_told_once(
    inbox: Path, watch: FolderWatch, told: list[str]
) -> None:
    (inbox / "a.jsonl").write_text(line("flood", "a1", text=" "))
    assert [look(watch), look(watch), look(watch)] == [{}, {}, {}]
    assert told == ["flood: none of its articles can be used"]


def test_only_chosen_events_are_run(inbox: Path) -> None:
    (inbox / "a.jsonl").write_text(line("flood", "a1") + line("fire", "b1"))
    watch = FolderWatch(inbox, lambda _: None, frozenset({"fire"}))
    assert [look(watch), look(watch)] == [{}, {"fire": ["b1"]}]


def test_a_folder_that_goes_away_ends_the_watch(inbox: Path, watch: FolderWatch) -> None:
    inbox.rmdir()
    with pytest.raises(CorpusError, match="is no folder"):
        watch.look()


class Enough(Exception):  # noqa: N818 - no error: how a test ends a watch
    """Raised instead of waiting once more."""


def run_watch(watch: FolderWatch, steps: Sequence[Any], result: RunResult) -> list[list[str]]:
    """Watches for as many looks as there are steps, each taken after a look."""
    ran: list[list[str]] = []
    left = list(steps)

    def run(jobs: Sequence[Job]) -> list[RunResult]:
        ran.append([job.corpus.event_id for job in jobs])
        return [result for _ in jobs]

    def pause(seconds: float) -> None:
        assert seconds == 7
        if not left:
            raise Enough
        left.pop(0)()

    with pytest.raises(Enough):
        watch_folder(watch, run, 7, pause)
    return ran


def test_an_event_without_a_run_is_tried_again_later(
    inbox: Path, watch: FolderWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.jsonl").write_text(line("flood", "a1"))
    clock = [0.0]
    monkeypatch.setattr("crossframe.suite.watching.time.monotonic", lambda: clock[0])
    steps = [lambda: None, lambda: None, lambda: clock.append(clock.pop() + 601), lambda: None]
    ran = run_watch(watch, steps, RunResult("flood", errors=("held",)))
    assert ran == [["flood"], ["flood"]]


def test_what_a_run_leaves_is_looked_through_before_the_next_look(
    inbox: Path, watch: FolderWatch
) -> None:
    (inbox / "a.jsonl").write_text(line("flood", "a1"))
    begun: list[int] = []
    until_pause: list[int] = []

    def count(phase: str, info: dict[str, int]) -> None:
        begun.extend([info["generation"]] if phase == "start" else [])

    gc.disable()  # but for what is asked for
    gc.callbacks.append(count)
    try:
        steps = [lambda: until_pause.append(len(begun))] * 4
        ran = run_watch(watch, steps, RunResult("flood", errors=("held",)))
    finally:
        gc.callbacks.remove(count)
        gc.enable()
    assert ran == [["flood"]]
    assert begun == [1]
    assert until_pause == [0, 1, 1, 1]


def test_the_folder_of_runs_is_not_watched(tmp_path: Path) -> None:
    require_apart(tmp_path / "inbox", tmp_path / "reports")
    with pytest.raises(ParameterError, match="lies in it"):
        require_apart(tmp_path, tmp_path / "reports")


class Hook(BaseHTTPRequestHandler):
    """Keeps what is posted."""

    kept: list[dict[str, Any]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        self.kept.append(json.loads(self.rfile.read(size)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def wait_for(path: Path, text: str, seconds: float = 300) -> str:
    end = time.monotonic() + seconds
    while text not in path.read_text(encoding="utf-8"):
        assert time.monotonic() < end, path.read_text(encoding="utf-8")
        time.sleep(0.1)
    return path.read_text(encoding="utf-8")


@pytest.mark.notebook
@pytest.mark.model
def test_a_real_watch_runs_tells_and_stops(inbox: Path, tmp_path: Path) -> None:
    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hook = tmp_path / "hook it.py"
    hook.write_text("import sys; open(sys.argv[1], 'w').write(sys.stdin.read())")
    command = f"{sys.executable} '{hook}' 'told $HOME'"
    # No notebook ends in so short a time: a run that fails, made quickly.
    arguments = ["--interval", "0.3", "--timeout", "0.01", "--notify", command]
    arguments += ["--webhook", f"http://127.0.0.1:{server.server_port}/"]
    log = tmp_path / "log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [COMMAND, "run", "--watch", "inbox", *arguments],
            cwd=tmp_path,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            rows = "".join(json.dumps(row) + "\n" for row in small_articles())
            (inbox / "small.jsonl").write_text(rows, encoding="utf-8")
            wait_for(log, "told of it: failed")
            process.send_signal(signal.SIGTERM)
            assert process.wait(120) == 128 + signal.SIGTERM
        finally:
            process.kill()
            server.shutdown()
            server.server_close()
    assert log.read_text().endswith("stopped by SIGTERM; nothing half was published\n")
    [run] = list_runs(tmp_path / "reports")
    assert (run.event_id, run.status) == ("small", "failed")
    by_command = json.loads((tmp_path / "told $HOME").read_text(encoding="utf-8"))
    assert by_command == Hook.kept[0]
    assert by_command["reasons"] == ["failed"]
    assert by_command["run"]["run_id"] == run.run_id
    assert Path(by_command["folder"], "run.json").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_watch_though_what_it_raised_was_dropped(number: signal.Signals) -> None:
    class Deleted:
        def __del__(self) -> None:
            with suppress(SystemExit, KeyboardInterrupt):  # as Python itself drops it
                signal.raise_signal(number)

    with stopped_by_signals():
        pause(0)
        one = Deleted()
        del one
        with pytest.raises((SystemExit, KeyboardInterrupt)) as ended:
            pause(60)
    code = getattr(ended.value, "code", 128 + signal.SIGINT)
    assert code == 128 + number
    pause(0)


@pytest.mark.notebook
def test_a_watch_that_starts_again_runs_what_changed_meanwhile_and_no_more(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the digests in the runs that are there: nothing else is kept of the watch before."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(making, "SUITE", SUITE[-1:])
    monkeypatch.setattr(making, "load_encoder", lambda *_: FakeEncoder())

    def watched() -> dict[str, str]:
        """A new watch, until it has looked twice: what it did with each event."""
        told: list[Happening] = []
        watch = FolderWatch(inbox, told.append)

        def run(jobs: Sequence[Job]) -> list[RunResult]:
            return run_suite(jobs, {}, tell=told.append)[0]

        looks = [None, None]

        def pause(_: float) -> None:
            looks.pop()
            if not looks:
                raise Enough

        with pytest.raises(Enough):
            watch_folder(watch, run, 7, pause)
        kinds = {"published", "unchanged", "failed"}
        return {one.event: one.kind for one in told if one.kind in kinds}

    rows = small_articles()
    for event, count in (("flood", 5), ("fire", 6)):
        lines = (json.dumps({**row, "event_id": event}) + "\n" for row in rows[:count])
        (inbox / f"{event}.jsonl").write_text("".join(lines), encoding="utf-8")
    assert watched() == {"fire": "published", "flood": "published"}
    os.utime(inbox / "fire.jsonl")
    with (inbox / "flood.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({**rows[5], "event_id": "flood"}) + "\n")
    assert watched() == {"fire": "unchanged", "flood": "published"}
    assert watched() == {"fire": "unchanged", "flood": "unchanged"}


def test_corpora_are_those_of_a_run_of_the_folder(inbox: Path, watch: FolderWatch) -> None:
    from crossframe.corpus import corpus_digest, read_corpora

    (inbox / "a.jsonl").write_text(line("flood", "a1") + "{\n" + line("fire", "b1"))
    (inbox / "b.jsonl").write_text(line("flood", "a1") + line("flood", "a2"))
    watch.look()
    found: list[Corpus] = watch.look()
    expected = read_corpora(inbox)
    digests = {corpus.event_id: corpus_digest(corpus) for corpus in found}
    assert digests == {name: corpus_digest(corpus) for name, corpus in expected.items()}
