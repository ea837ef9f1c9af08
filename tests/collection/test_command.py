"""`crossframe ingest` as a stranger meets it: help, order, errors, nothing half written."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from collection.pages import STORY, article_page, meta_page
from crossframe.cli import main
from crossframe.collection import Asked, collect
from crossframe.corpus import read_corpora


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["ingest", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_ingest_then_read(folder: Path, tmp_path: Path) -> None:
    (folder / "a.html").write_text(article_page(), "utf-8")
    (folder / "b.html").write_text("no page at all", "utf-8")
    out = tmp_path / "span.jsonl"
    code, said, told = run(folder, "--out", out, "--event", "span")
    assert (code, said) == (0, f"{out}\n")
    assert "1 article of 1 outlet" in told
    assert "1 left out:" in told
    [article] = read_corpora(out)["span"].articles
    assert article.text == "\n".join(STORY)
    assert article.extra["health"]["signs"] == []


def test_order_of_sources_has_no_say(folder: Path, tmp_path: Path) -> None:
    for name, html in (("a.html", article_page()), ("b.html", meta_page())):
        (folder / name).write_text(html, "utf-8")
    one, two = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    collect(Asked((folder / "a.html", folder / "b.html")), one)
    collect(Asked((folder / "b.html", folder / "a.html", folder / "a.html")), two)
    assert one.read_bytes() == two.read_bytes()
    collect(Asked((one,)), tmp_path / "3.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "3.jsonl").read_text("utf-8").splitlines()]
    assert rows == [json.loads(line) for line in one.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "--out", "o.jsonl"], "does not exist"),
        ([".", "--out", "o.jsonl", "--event", "../x"], "cannot name a folder"),
        ([".", "--out", "o.jsonl", "--warc", "x.txt"], "ends with .warc.gz"),
        ([".", "--out", "o.jsonl"], "has no file to read"),
        ([".", "--out", "."], "a folder; name a file in it"),
        (["https://post.example/1", "--out", "o.jsonl"], "write it to a .txt file"),
    ],
)
def test_errors(
    arguments: list[str], words: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    code, _, told = run(*arguments)
    assert code == 2
    assert words in told
    assert list(folder.iterdir()) == []


def test_what_was_written_before_stays_when_it_fails(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.html").write_text(article_page(), "utf-8")
    out = tmp_path / "span.jsonl"
    out.write_text("before\n", "utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(collect.__globals__, "health_field", interrupted)
    with pytest.raises(KeyboardInterrupt):
        collect(Asked((folder,)), out)
    assert out.read_text("utf-8") == "before\n"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["span.jsonl"]


def test_what_was_written_before_stays_where_nothing_can_be_used(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "a.html").write_text("no page at all", "utf-8")
    out = tmp_path / "span.jsonl"
    out.write_text("before\n", "utf-8")
    code, said, told = run(folder, "--out", out)
    assert (code, said) == (2, "")
    assert "a.html: is not HTML" in told
    assert "no article could be used" in told
    assert out.read_text("utf-8") == "before\n"


def test_an_output_in_the_folder_that_is_read_is_no_source_of_its_own(folder: Path) -> None:
    (folder / "a.html").write_text(article_page(), "utf-8")
    out = folder / "span.jsonl"
    first = run(folder, "--out", out)
    before = out.read_bytes()
    assert run(folder, "--out", out) == first
    assert out.read_bytes() == before


@pytest.fixture
def heeded() -> Iterator[None]:
    """Ctrl-C as a terminal has it: whoever starts the tests in the background may ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize(("signal_name", "status"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_call_that_is_stopped_says_so(
    signal_name: str, status: int, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.html").write_text(article_page(), "utf-8")

    def stopped(*_: object) -> None:
        signal.raise_signal(getattr(signal, signal_name))

    monkeypatch.setitem(collect.__globals__, "health_field", stopped)
    code, said, told = run(folder, "--out", tmp_path / "span.jsonl")
    assert (code, said) == (status, "")
    assert "crossframe: stopped; " in told
    assert "was not written" in told
    assert [path for path in tmp_path.iterdir() if path != folder] == []
