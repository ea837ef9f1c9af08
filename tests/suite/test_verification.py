"""`verify` finds what was changed in a run after it was made, wherever it was."""

from __future__ import annotations

import json
import random
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from crossframe.cache import FILE
from crossframe.claim_build import open_caches
from crossframe.claim_store import FORMAT, read_head, write_head
from crossframe.cli import main
from crossframe.config import Parameters, cache_folder
from crossframe.embedding import embed_texts
from crossframe.errors import StoreError
from crossframe.suite.checks import beside
from crossframe.suite.history import seal
from crossframe.suite.opened import open_run
from crossframe.suite.store import RUN_FILE
from crossframe.suite.verdict import Verification, verification_lines
from crossframe.suite.verification import verify_run
from history_world import make_run
from small_world import FakeEncoder, small_articles

Change = Callable[[Path, random.Random], object]


def load(parameters: Parameters) -> FakeEncoder:
    return FakeEncoder()


def verified(folder: Path, **options: Any) -> Verification:
    return verify_run(folder, load=load, with_notebooks=False, **options)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The second run of a small event, its vectors in a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "cache"))
    make_run(tmp_path, small_articles()[:5], 1)
    made = make_run(tmp_path, small_articles(), 2)
    encoder = FakeEncoder()
    texts = sorted({s.text for s in open_run(made).claim_map.sentences})
    embed_texts(texts, encoder, open_caches(cache_folder(), encoder).vectors)
    return made


def rewrite(path: Path, row: int, column: str, value: object) -> object:
    """Puts another value into a cell of a Parquet file; returns the old one."""
    table = pq.read_table(path)
    rows = table.to_pylist()
    old, rows[row][column] = rows[row][column], value
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), path)
    return old


def other_character(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    new = rng.choice([c for c in "abcdefgh.XYZ" if c != text[at]])
    return text[:at] + new + text[at + 1 :]


def change_article(folder: Path, rng: random.Random) -> None:
    path = folder / "claim_map/articles.parquet"
    rows = pq.read_table(path).to_pylist()
    row, column = rng.randrange(len(rows)), rng.choice(["text", "title", "outlet", "article_id"])
    rewrite(path, row, column, other_character(rows[row][column], rng))


def change_input(folder: Path, rng: random.Random) -> None:
    path = folder.parents[2] / "articles.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = rng.randrange(len(lines))
    row = json.loads(lines[at])
    column = rng.choice(["text", "title"])
    lines[at] = json.dumps({**row, column: other_character(row[column], rng)})
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def change_vector(folder: Path, rng: random.Random) -> None:
    """Flips a bit of a stored vector; every other time with a checksum that fits."""
    with closing(sqlite3.connect(cache_folder() / "vectors" / FILE)) as store, store:
        rows = store.execute("SELECT key, entry FROM entries ORDER BY key").fetchall()
        key, entry = rng.choice(rows)
        changed = bytearray(entry)
        changed[rng.randrange(4, len(changed))] ^= 1 << rng.randrange(8)
        if rng.random() < 0.5:
            changed[:4] = zlib.crc32(key + bytes(changed[4:])).to_bytes(4, "little")
        store.execute("UPDATE entries SET entry = ? WHERE key = ?", (bytes(changed), key))


def change_cell(folder: Path, rng: random.Random) -> None:
    paths = sorted((folder / "tables").glob("*.parquet"))
    path = rng.choice([path for path in paths if pq.read_metadata(path).num_rows])
    table = pq.read_table(path)
    row, column = rng.randrange(table.num_rows), rng.choice(table.column_names)
    kind = table.schema.field(column).type
    old = table.column(column)[row].as_py()
    new: object = None
    if old is None:
        new = True if pa.types.is_boolean(kind) else 1 if not _is_text(kind) else "x"
        if pa.types.is_date(kind):
            new = date(2020, 1, 1)
    elif isinstance(old, bool):
        new = not old
    elif isinstance(old, str):
        new = other_character(old, rng) if old else "x"
    elif isinstance(old, int | float):
        new = old + 1
    rewrite(path, row, column, new)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def change_csv(folder: Path, rng: random.Random) -> None:
    paths = sorted((folder / "tables").glob("*.csv"))
    path = rng.choice([p for p in paths if p.with_suffix(".parquet").exists()])
    text = path.read_text("utf-8")
    path.write_text(other_character(text, rng), encoding="utf-8", newline="")


def change_parameter(folder: Path, rng: random.Random) -> None:
    path = folder / RUN_FILE
    run = json.loads(path.read_text(encoding="utf-8"))
    name = rng.choice(sorted(set(run["parameters"]) - {"event"}))
    old = run["parameters"][name]
    new: object = (
        not old if isinstance(old, bool) else old + 1 if not isinstance(old, str) else None
    )
    if new is None:
        new = other_character(old, rng) if old else "x"
    run["parameters"][name] = new
    path.write_text(json.dumps(run), encoding="utf-8")


def change_claim(folder: Path, rng: random.Random) -> None:
    path = folder / "claim_map/claims.parquet"
    rows = pq.read_table(path).to_pylist()
    row = rng.randrange(len(rows))
    rewrite(path, row, "cohesion", rows[row]["cohesion"] - 0.001)


def change_head(folder: Path, rng: random.Random) -> None:
    """Changes one thing that the head of the claim map says; its own checksum is made to fit."""
    path = folder / "claim_map/claim_map.json"
    head = read_head(path, FORMAT)
    table = rng.choice([head["files"], head["provenance"], head["provenance"]["parameters"]])
    texts = sorted(name for name, value in table.items() if isinstance(value, str) and value)
    name = rng.choice(texts)
    table[name] = other_character(table[name], rng)
    write_head(head, path)


def change_id(folder: Path, rng: random.Random) -> None:
    path = folder / "lineage.json"
    ids = [life["claim_id"] for life in json.loads(path.read_text("utf-8"))["lives"]]
    text = path.read_text("utf-8").replace(rng.choice(ids), "c-0123456789")
    path.write_text(text, encoding="utf-8")


def change_report(folder: Path, rng: random.Random) -> None:
    path = folder / "report.html"
    path.write_text(other_character(path.read_text("utf-8"), rng), encoding="utf-8", newline="")


def flip_byte(folder: Path, rng: random.Random) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    path = rng.choice([p for p in paths if p.stat().st_size and p.name != "manifest.json"])
    content = bytearray(path.read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(bytes(content))


CHANGES: dict[Change, set[str]] = {
    change_article: {"article"},
    change_input: {"input"},
    change_vector: {"vector"},
    change_cell: {"cell"},
    change_csv: {"cell"},
    change_parameter: {"parameter", "file"},
    change_claim: {"claim"},
    change_head: {"parameter", "file"},
    change_id: {"lineage"},
    change_report: {"figure"},
    flip_byte: {"file", "parameter", "article", "sentence", "claim", "lineage", "cell", "figure"},
}


def test_an_untouched_run_is_sound(folder: Path):
    found = verified(folder)
    assert found.first is None
    assert found.is_sound
    assert found.elsewhere == found.agreements == ()
    right = " / ".join(found.checked)
    for part in ("6 articles", "15 sentences", "vectors", "claims", "cells of 4", "the report"):
        assert part in right
    assert "sound: everything in it follows" in verification_lines(found)[0]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_is_found_and_named(folder: Path, change: Change) -> None:
    change(folder, random.Random(7))  # noqa: S311
    found = verified(folder)
    assert found.first is not None
    assert found.first.kind in CHANGES[change]
    assert found.first.stored != found.first.derived
    assert found.first.where in "\n".join(verification_lines(found))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_every_change_is_found(folder: Path, change: Change, seed: int) -> None:
    change(folder, random.Random(seed))  # noqa: S311
    found = verified(folder)
    assert found.first is not None
    assert found.first.kind in CHANGES[change]


def test_a_file_that_is_gone_or_too_much_is_said(folder: Path):
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    found = verified(folder)
    assert found.is_sound
    assert any("did not write: notes.txt" in note for note in found.notes)
    (folder / "changes.json").unlink()
    gone = verified(folder).first
    assert gone is not None
    assert gone[:3] == ("file", "changes.json", "nothing")


def test_an_input_that_went_on_is_no_fault_of_the_run(folder: Path):
    source = folder.parents[2] / "articles.jsonl"
    lines = source.read_text(encoding="utf-8").splitlines()
    new = {**json.loads(lines[0]), "article_id": "post-9", "text": "Another day."}
    source.write_text("\n".join([*lines[1:], json.dumps(new)]) + "\n", encoding="utf-8")
    found = verified(folder)
    assert found.is_sound
    assert any("no longer has 1: post-1" in note for note in found.notes)
    assert any("and the run has not, 1: post-9" in note for note in found.notes)
    source.unlink()
    assert any("were not compared with their file" in note for note in verified(folder).notes)
    change_input_back = verified(folder, with_input=False)
    assert change_input_back.is_sound
    assert not any("file of articles" in note for note in change_input_back.notes)


def test_a_run_of_another_version_is_none_that_can_be_verified(folder: Path):
    head = folder / "claim_map/claim_map.json"
    told = json.loads(head.read_text(encoding="utf-8"))
    head.write_text(json.dumps({**told, "format": 1}), encoding="utf-8")
    found = verified(folder)
    assert found.first is not None
    assert found.first.where == "claim_map/claim_map.json"
    seal(folder)
    with pytest.raises(StoreError, match="format 1, this version reads"):
        verified(folder)


def test_the_command_says_by_its_status_what_it_found(folder: Path):
    other = CliRunner().invoke(main, ["verify", "small", "--no-notebooks", "--json"])
    told = json.loads(other.stdout)
    assert other.exit_code == 1  # it was made with another model than its parameters name
    assert told["is_sound"] is False
    assert told["first"]["kind"] == "vector"
    assert "fingerprint of the encoder" in told["first"]["where"]
    none = CliRunner().invoke(main, ["verify", "smal"])
    assert none.exit_code == 2
    assert "'smal' is no run" in none.output


def test_elsewhere_the_agreement_is_stated(folder: Path):
    path = folder / RUN_FILE
    run = json.loads(path.read_text(encoding="utf-8"))
    run["versions"] = {**run["versions"], "processor": "another", "numpy": "1.0"}
    path.write_text(json.dumps(run), encoding="utf-8")
    claims = folder / "claim_map/claims.parquet"
    rewrite(claims, 0, "cohesion", 0.5)
    seal(folder)
    found = verified(folder)
    assert [line.split(":")[0] for line in found.elsewhere] == ["numpy", "processor"]
    told = {one.what: one for one in found.agreements}
    n = len(open_run_lenient(folder))
    assert (told["claims"].n_same, told["claims"].n) == (n, n)
    assert told["cells of tables"].n_same > 0
    # Tables are made of the stored claims alike everywhere: there a change is a fault still.
    assert found.first is not None
    assert found.first.kind == "cell"


def open_run_lenient(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(folder / "claim_map/claims.parquet").to_pylist()
    return rows


def test_texts_are_shown_from_where_they_differ():
    one, other = beside("a" * 500 + "b" + "c" * 500, "a" * 500 + "d" + "c" * 500)
    assert one.startswith("'…a")
    assert one.replace("b", "d") == other
    assert beside(np.float64(1).item(), None) == ("1.0", "nothing")
