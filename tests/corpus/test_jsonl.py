from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from crossframe.corpus import raw
from crossframe.corpus.jsonl import read_jsonl
from crossframe.corpus.raw import Raw
from crossframe.records import Exclusion


def reason(found: object) -> str:
    assert isinstance(found, Exclusion)
    return found.reason


def test_blank_lines_are_passed_over_and_lines_counted(write_jsonl: Any) -> None:
    path = write_jsonl(b"", {"a": 1}, b"  \r", b'\t{"a": 2}\r')
    assert [(found.line, found.fields) for found in read_jsonl(path)] == [
        (2, {"a": 1}),
        (4, {"a": 2}),
    ]


def test_a_byte_order_mark_is_allowed(write_jsonl: Any) -> None:
    (found,) = read_jsonl(write_jsonl(b'\xef\xbb\xbf{"a": 1}'))
    assert found.fields == {"a": 1}


def test_a_last_line_without_newline_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"a": 1}')
    assert [type(found) for found in read_jsonl(path)] == [Raw]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"a": "\xff"}', "byte 7 of the line (0xff) is not UTF-8; save it as UTF-8"),
        (b"{'a': 1}", "the line is not JSON: Expecting property name enclosed in double quotes"),
        (b'["a"]', "the line is JSON but not an object (['a']); write {…}"),
        (b"null", "the line is JSON but not an object (None)"),
        (b'{"a": NaN}', "the line has NaN, which is not JSON; write null"),
        (b'{"a": -Infinity}', "the line has -Infinity, which is not JSON"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "the line has a number that is too long"),
        (b'{"a": ' + b"[" * 100_000 + b"}", "the line is nested deeper than 100 levels"),
        (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", "the line is nested deeper than 100 levels"),
    ],
)
def test_a_bad_line_is_an_exclusion_of_its_own(
    write_jsonl: Any, line: bytes, expected: str
) -> None:
    before, bad, after = read_jsonl(write_jsonl({"a": 1}, line, {"a": 2}))
    assert reason(bad).startswith(expected)
    assert bad.line == 2
    assert (before.fields, after.fields) == ({"a": 1}, {"a": 2})


def test_nesting_up_to_the_limit_is_read(write_jsonl: Any) -> None:
    (found,) = read_jsonl(write_jsonl(b'{"a": ' + b"[" * 99 + b"]" * 99 + b"}"))
    assert isinstance(found, Raw)


def test_a_bad_line_reads_the_same_with_and_without_its_end(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"[\r\n[\n[")
    assert {reason(bad) for bad in read_jsonl(path)} == {
        "the line is not JSON: Expecting value at character 1"
    }


@pytest.mark.parametrize("over", [1, 5_000_000])
def test_of_a_giant_line_only_the_size_is_read(
    write_jsonl: Any, monkeypatch: pytest.MonkeyPatch, over: int
) -> None:
    monkeypatch.setattr(raw, "MAX_RECORD_BYTES", 1_000)
    monkeypatch.setattr("crossframe.corpus.jsonl.MAX_RECORD_BYTES", 1_000)
    giant = json.dumps({"a": "x" * (1_000 + over - 10)}).encode()
    bad, after = read_jsonl(write_jsonl(giant, {"a": 2}))
    # The newline counts as a byte of the line.
    assert reason(bad) == (
        f"the line has {len(giant) + 1:,} bytes; at most 1,000 are read; cut or split it"
    )
    assert (after.line, after.fields) == (2, {"a": 2})
