"""A stream is told by nothing but its articles; what a command needs is counted with all below."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from crossframe.bench import between
from crossframe.bench.commands import run_command
from crossframe.bench.export import write_export
from crossframe.bench.resampling import Library
from crossframe.collection import Asked, collect
from crossframe.errors import BenchError

GOLD = [
    ("span", "en", ["A span fell into the Brask.", "Nine boats were out at once."]),
    ("span", "en", ["The old span over the Brask is down.", "Nobody was hurt."]),
    ("mill", "en", ["Fire took the mill at Orrey.", "It had stood for 140 years."]),
    ("kade", "nl", ["De kade is verzakt."]),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("gold")
    rows = [
        {
            "event_id": event,
            "outlet": None,
            "title": texts[0],
            "language": language,
            "sentences": texts,
        }
        for event, language, texts in GOLD
    ]
    rows = [{**row, "article_id": f"{at}"} for at, row in enumerate(rows)]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "articles.jsonl").write_text(text, encoding="utf-8")
    return Library.of_gold(folder)


def export(library: Library, path: Path, n: int = 50) -> tuple[list[int], list[dict[str, Any]]]:
    told = write_export(library, n, 10, path)
    return told, [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_labelled_folder_gives_its_english_stories(library: Library, tmp_path: Path) -> None:
    mill, span = library.stories
    assert [one.sentences for one in mill] == [tuple(GOLD[2][2])]
    assert [one.sentences for one in span] == [tuple(GOLD[0][2]), tuple(GOLD[1][2])]
    line = {"event_id": "x", "outlet": "Kust", "title": "Kade", "text": "x", "language": "nl"}
    (tmp_path / "articles.jsonl").write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(BenchError, match="no English article; stories need some"):
        Library.of_gold(tmp_path)


def test_an_export_has_as_many_articles_by_their_days_and_no_word_of_their_events(
    library: Library, tmp_path: Path
) -> None:
    told, rows = export(library, tmp_path / "export.jsonl")
    assert len(told) == len(rows) == 50
    moments = [row["dateTime"] for row in rows]
    assert moments == sorted(moments)
    assert moments[0] < "2022-01-05"
    assert moments[-1] > "2022-01-10"
    assert {row["eventUri"] for row in rows} == {None}
    assert sorted(int(row["uri"]) for row in rows) == list(range(50))
    first = {text for story in library.stories for one in story for text in one.sentences}
    by_event: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        by_event.setdefault(told[int(row["uri"])], []).append(row)
    assert {len(own) for own in by_event.values()} == {1, 2}
    for number, own in by_event.items():
        days = [row["date"] for row in own]
        assert int(max(days)[-2:]) - int(min(days)[-2:]) <= 3
        if number < 2:  # told as it was
            assert {line for row in own for line in row["body"].splitlines()} <= first
    assert [path.name for path in tmp_path.iterdir()] == ["export.jsonl"]
    assert export(library, tmp_path / "again.jsonl") == (told, rows)


def test_ingest_reads_all_of_an_export_as_whole_text(library: Library, tmp_path: Path) -> None:
    told, rows = export(library, tmp_path / "export.jsonl")
    found = collect(Asked((tmp_path / "export.jsonl",)), tmp_path / "articles.jsonl")
    assert (found.n_articles, list(found.exclusions)) == (len(told), [])
    lines = (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    by_uri = {row["uri"]: row for row in rows}
    for article in map(json.loads, lines):
        row = by_uri[article["provenance"]["uri"]]
        assert article["text"] == row["body"]
        assert not {"event_id", "sentences"} & set(article)
        assert article["published_at"].startswith(row["date"])


def test_a_command_is_measured_with_what_it_starts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    below = "import time\nheld = bytes(90_000_000)\nwhile time.process_time() < 0.3: pass"
    above = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {below!r}]); sys.exit(3)"
    )
    with pytest.raises(SystemExit) as ended:
        between.main([sys.executable, "-c", above])
    assert ended.value.code == 3
    needed = json.loads(capsys.readouterr().out)
    assert needed["processor_seconds"] >= 0.3
    assert needed["seconds"] > 0


def test_a_command_has_the_memory_of_its_largest_process_alone(tmp_path: Path) -> None:
    held = bytes(400_000_000)  # of ours, which is no part of it
    needed = run_command(tmp_path, "--version")
    assert len(held) / 2**20 > needed.peak_mb > 5
    assert needed.seconds > 0
    assert needed.processor_seconds > 0


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"crossframe ingest failed: .*none\.jsonl"):
        run_command(tmp_path, "ingest", "none.jsonl", "--out", "out.jsonl")
