"""Claims of many events: a run that is killed is gone on with, one that fails stops no other."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from crossframe.cli import main
from crossframe.cli.pace import Pace, shown_events
from crossframe.config import Parameters
from crossframe.corpus import spool_corpora
from crossframe.errors import StoreError
from crossframe.evaluation import Prediction, predictions
from crossframe.evaluation.resuming import forget, unfinished
from crossframe.records import Corpus
from rich.console import Console
from small_world import FakeEncoder

PARAMETERS = Parameters(event="any")


@pytest.fixture
def many(write_articles: Callable[..., Path]) -> Path:
    """Six events of two articles each."""
    return write_articles(
        [
            {
                "event_id": f"event-{number}",
                "article_id": f"{outlet}-{number}",
                "outlet": outlet,
                "title": "A span fell",
                "text": f"A span of bridge {number} fell into the harbour. Four {outlet} men died.",
            }
            for number in range(6)
            for outlet in ("Post", "Tide")
        ],
        "many",
    )


def found_of(event_id: str) -> list[Prediction]:
    return [Prediction(event_id, "a", index, ("c-1",)) for index in range(3)]


def test_what_is_kept_is_not_found_again(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with spool_corpora(many) as corpora:
        with unfinished(out, PARAMETERS) as there:
            assert list(there.left(corpora)) == list(corpora)
            for event_id in ("event-1", "event-4"):
                there.keep(event_id, found_of(event_id))
        with unfinished(out, PARAMETERS) as there:
            left = there.left(corpora)
            assert list(left) == ["event-0", "event-2", "event-3", "event-5"]
            for event_id in left:
                there.keep(event_id, found_of(event_id))
            assert there.publish(corpora, out) == 18
    events = [json.loads(line)["event_id"] for line in out.read_text().splitlines()]
    assert events == sorted(events)
    forget(out)
    assert not list(tmp_path.glob(".out*"))


@pytest.mark.parametrize("name", ["lines.jsonl", "finished.jsonl"])
@pytest.mark.parametrize("left", [0, 5, 1.0, -3])
def test_whatever_a_kill_leaves_nothing_half_is_taken_for_finished(
    many: Path, tmp_path: Path, name: str, left: float
) -> None:
    out = tmp_path / "out.jsonl"
    with spool_corpora(many) as corpora:
        with unfinished(out, PARAMETERS) as there:
            there.left(corpora)
            for event_id in corpora:
                there.keep(event_id, found_of(event_id))
            there.publish(corpora, out)
        whole = out.read_bytes()
        file = tmp_path / ".out.jsonl.unfinished" / name
        size = file.stat().st_size
        keep = size if left == 1.0 else int(left) % (size + 1)
        with file.open("r+b") as stream:
            stream.truncate(keep)
            if left == 1.0:  # a write that got no further
                stream.seek(0, 2)
                stream.write(b'["event-9", "00')
        with unfinished(out, PARAMETERS) as there:
            for event_id in there.left(corpora):
                there.keep(event_id, found_of(event_id))
            there.publish(corpora, out)
    assert out.read_bytes() == whole


def test_other_parameters_and_other_articles_are_found_anew(
    many: Path, tmp_path: Path, write_articles: Callable[..., Path]
) -> None:
    out = tmp_path / "out.jsonl"
    with spool_corpora(many) as corpora, unfinished(out, PARAMETERS) as there:
        there.left(corpora)
        for event_id in corpora:
            there.keep(event_id, found_of(event_id))
    strict = Parameters(event="any", verification="strict")
    with spool_corpora(many) as corpora, unfinished(out, strict) as there:
        assert len(there.left(corpora)) == 6
    rows = [json.loads(line) for line in many.read_text().splitlines()]
    rows[0]["text"] += " The mayor wept."
    with spool_corpora(write_articles(rows, "many")) as corpora, unfinished(out, PARAMETERS) as t:
        assert list(t.left(corpora)) == ["event-0"]


def test_two_processes_do_not_write_one_file(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with (
        unfinished(out, PARAMETERS),
        pytest.raises(StoreError, match=r"^s3://b/out\.jsonl: another process is writing it"),
        unfinished(out, PARAMETERS, "s3://b/out.jsonl"),
    ):
        pass


def test_an_event_that_fails_stops_no_other(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(corpus: Corpus, *_: object, **__: object) -> list[Prediction]:
        if corpus.event_id == "event-3":
            raise MemoryError("no room")
        return found_of(corpus.event_id)

    monkeypatch.setattr(predictions, "predict_event", broken)
    monkeypatch.setattr("crossframe.embedding.load_encoder", lambda *_: FakeEncoder())
    out = tmp_path / "out.jsonl"
    result = CliRunner().invoke(main, ["claims", str(many), "--out", str(out)])
    assert result.exit_code == 1
    assert "failed: event-3: MemoryError: no room" in result.output
    assert len(out.read_text().splitlines()) == 15
    monkeypatch.setattr(predictions, "predict_event", lambda c, *_, **__: found_of(c.event_id))
    again = CliRunner().invoke(main, ["claims", str(many), "--out", str(out)])
    assert again.exit_code == 0
    assert "5 of 6 events are finished already" in again.output
    assert len(out.read_text().splitlines()) == 18
    assert not list(tmp_path.glob(".out*"))


@pytest.mark.model
def test_a_run_that_is_killed_goes_on_where_it_was(many: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    command = [Path(sys.executable).parent / "crossframe", "claims", str(many), "--out"]
    finished = out.with_name(".out.jsonl.unfinished") / "finished.jsonl"
    process = subprocess.Popen(
        [*command, str(out)], stderr=subprocess.DEVNULL, env=os.environ | {"OMP_NUM_THREADS": "1"}
    )
    while not (finished.exists() and finished.read_bytes().count(b"\n") >= 2):
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    n_done = finished.read_bytes().count(b"\n")
    assert not out.exists()
    found = CliRunner().invoke(main, ["claims", str(many), "--out", str(out)])
    assert found.exit_code == 0, found.output
    assert f"{n_done} of 6 events are finished already" in found.output or n_done == 6
    assert CliRunner().invoke(main, ["claims", str(many), "--out", str(whole)]).exit_code == 0
    assert out.read_bytes() == whole.read_bytes()


def test_the_time_left_follows_from_the_events_done() -> None:
    now = [0.0]
    pace = Pace(40, lambda: now[0])
    for _ in range(10):
        now[0] += 2
        pace.add(50)
    assert str(pace) == "500 sentences, 25 a second, 0:01:00 left"


def test_a_log_has_a_line_now_and_then_and_one_at_the_end() -> None:
    written = StringIO()
    with shown_events(500, Console(file=written, width=200)) as done:
        for number in range(500):
            done(f"event-{number}", 10)
    lines = written.getvalue().splitlines()
    assert [line.split(":")[0] for line in lines] == ["[1/500] event-0", "[500/500] event-499"]
