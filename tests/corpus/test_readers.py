from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from crossframe.corpus.readers import Batch, event_of, read_batches
from crossframe.errors import CorpusError

TEXT = "---\noutlet: The Post\n---\nRain\n\nIt rained.\n"


def batches(source: Path, default_event: str | None = None) -> list[Batch]:
    return list(read_batches(source, default_event))


def reasons(source: Path) -> dict[str, str]:
    return {
        Path(left.path).name: left.reason for batch in batches(source) for left in batch.exclusions
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "flood 2024"
    path.mkdir()
    return path


@pytest.mark.parametrize(
    ("name", "event"),
    [("a b.csv", "a-b"), ("…", "event"), ("_x_.txt", "x"), ("Überfall.md", "Überfall")],
)
def test_event_ids_of_names(name: str, event: str) -> None:
    assert event_of(Path(name)) == event


def test_a_folder_is_read_in_the_order_of_names(write_jsonl: Any, record: dict[str, Any]) -> None:
    for name in ("c/2.jsonl", "c/a/1.JSONL", "c/.hidden.jsonl", "c/.git/x.jsonl", "c/readme.txt"):
        path = write_jsonl(record, name=name)
    (path.parent / "notes.pdf").write_text("not read")
    read = [article.path for batch in batches(path.parent) for article in batch.articles]
    assert read == [str(path.parent / "2.jsonl"), str(path.parent / "a/1.JSONL")]


def test_events_by_default(folder: Path, write_jsonl: Any, record: dict[str, Any]) -> None:
    (folder / "post.txt").write_text(TEXT)
    path = write_jsonl(record | {"event_id": None}, name="flood 2024/my rain.jsonl")
    assert [batch.events for batch in batches(folder)] == [{"my-rain"}, {"flood-2024"}]
    assert [batch.events for batch in batches(folder, "x")] == [{"x"}, {"x"}]
    assert batches(path)[0].events == {"my-rain"}
    assert batches(folder / "post.txt")[0].events == {"post"}


def test_in_a_folder_a_bad_file_is_an_exclusion(folder: Path) -> None:
    (folder / "a.csv").write_text("outlet,title\n")
    (folder / "b.jsonl").write_text("")
    (folder / "c.parquet").write_text("x")
    (folder / "d.txt").write_text(TEXT)
    os.mkfifo(folder / "e.jsonl")
    found = reasons(folder)
    assert list(found) == ["a.csv", "b.jsonl", "c.parquet", "e.jsonl"]
    assert found["b.jsonl"] == "is empty; write at least one article to it"
    assert found["e.jsonl"] == "is not a regular file; write the articles to one"
    assert sum(len(batch.articles) for batch in batches(folder)) == 1


def test_links_that_lead_out_are_exclusions(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/secret.txt").write_text(TEXT)
    (folder / "a.txt").symlink_to(tmp_path / "out/secret.txt")
    (folder / "b").symlink_to(tmp_path / "out")
    (folder / "c.jsonl").symlink_to(folder / "c.jsonl")
    (folder / "d.txt").write_text(TEXT)
    (folder / "sub").mkdir()
    (folder / "sub/e").symlink_to(folder)
    out = "is a link that leads out of the folder; copy what it names"
    assert reasons(folder) == {
        "a.txt": out,
        "b": out,
        "c.jsonl": "is not a regular file; write the articles to one",
    }


@pytest.mark.skipif(os.name == "nt", reason="names of files are always text there")
def test_names_that_no_report_can_hold(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(TEXT)
    assert reasons(folder) == {"caf?.txt": "its name is not UTF-8; rename it"}


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".txt", ".md"])
def test_an_empty_file_by_itself_is_an_error(folder: Path, suffix: str, content: bytes) -> None:
    path = (folder / "x").with_suffix(suffix)
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=f"x{suffix}: is empty; write at least one article to it"):
        batches(path)


def test_a_file_that_is_not_there(folder: Path) -> None:
    (folder / "flood.jsonl").write_text("{}")
    with pytest.raises(
        CorpusError, match=r"flod.jsonl: does not exist; did you mean 'flood.jsonl'"
    ):
        batches(folder / "flod.jsonl")
    with pytest.raises(CorpusError, match=r"zzz: does not exist; allowed: .jsonl, .csv, .parquet"):
        batches(folder / "zzz")
    with pytest.raises(CorpusError, match=r"nor does the folder '.*nowhere'"):
        batches(folder / "nowhere/flood.jsonl")
    (folder / "news").mkdir()
    with pytest.raises(CorpusError, match=r"nor does the folder '.*new'; did you mean 'news'\?$"):
        batches(folder / "new/flood.jsonl")


@pytest.mark.parametrize("name", ["x.docx", "x"])
def test_a_suffix_that_is_not_read(folder: Path, name: str) -> None:
    (folder / name).write_text("x")
    with pytest.raises(
        CorpusError, match=r"is not read; allowed: .jsonl, .csv, .parquet, .txt, .md"
    ):
        batches(folder / name)


def test_a_folder_with_nothing_to_read(folder: Path) -> None:
    with pytest.raises(CorpusError, match=r"has no file to read; allowed: .jsonl"):
        batches(folder)


def test_what_the_system_complains_of_is_said_with_the_file(folder: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read: File name too long"):
        batches(folder / ("x" * 300 + ".jsonl"))
