from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from crossframe.corpus.parquet import read_parquet
from crossframe.corpus.raw import Raw
from crossframe.corpus.tables import read_csv
from crossframe.errors import CorpusError
from crossframe.records import Exclusion


def csv_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "flood.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def parquet_file(folder: Path, columns: dict[str, Any]) -> Path:
    path = folder / "flood.parquet"
    pq.write_table(pa.table({"outlet": ["A"], "title": ["T"], "text": ["X."]} | columns), path)
    return path


def fields(found: object) -> dict[str, Any]:
    assert isinstance(found, Raw), found
    return dict(found.fields)


def test_csv_cells_by_column(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "\ufeffoutlet, title,text,authors,sentences,provenance,desk\r\n"
        'A,T,"It rained,\r\n""hard"".",X; Y,"[""One.""]","{""kind"": ""demonstration""}",\r\n'
        "\r\n"
        ",,,,,,\r\n"
        "B,T,Z.,,,,city\r\n",
    )
    first, second = read_csv(path)
    assert fields(first) == {
        "outlet": "A",
        "title": "T",
        "text": 'It rained,\r\n"hard".',
        "authors": ["X", "Y"],
        "sentences": ["One."],
        "provenance": {"kind": "demonstration"},
        "desk": None,
    }
    assert (first.line, second.line) == (2, 6)
    assert fields(second)["desk"] == "city"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (b"A,T", "the row has 2 cells, the header 4"),
        (b"A,T,It rained, hard,", "the row has 5 cells, the header 4; quote cells that have comma"),
        (b"A,T,caf\xc3\xa9 \xff,", "byte 6 of 'text' (0xff) is not UTF-8; save it as UTF-8"),
        (b'A,T,"It "rained"",', "the row is not CSV: ',' expected after '\"'; quote its cells"),
        (b"A,T,,{", "sentences is not JSON: Expecting property name"),
    ],
)
def test_a_bad_csv_row_is_an_exclusion_of_its_own(
    tmp_path: Path, row: bytes, expected: str
) -> None:
    path = csv_file(tmp_path, b"outlet,title,text,sentences\nA,T,X.,\n" + row + b"\nB,T,Y.,\n")
    before, bad, after = read_csv(path)
    assert isinstance(bad, Exclusion)
    assert bad.reason.startswith(expected)
    assert bad.line == 3
    assert (fields(before)["text"], fields(after)["text"]) == ("X.", "Y.")


def test_a_quote_that_stays_open_does_not_swallow_the_end(tmp_path: Path) -> None:
    first, bad = read_csv(csv_file(tmp_path, 'outlet,title,text\nA,T,X.\nB,T,"Y.\nC,T,Z.\n'))
    assert isinstance(bad, Exclusion)
    assert (first.line, bad.line) == (2, 3)
    assert bad.reason.startswith("the row is not CSV: unexpected end of data")


def test_a_long_csv_cell_is_read(tmp_path: Path) -> None:
    (found,) = read_csv(csv_file(tmp_path, f"outlet,title,text\nA,T,{'x' * 1_000_001}\n"))
    assert len(fields(found)["text"]) == 1_000_001


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("title,text", "column 'outlet' is missing; found: 'title', 'text'"),
        ("outlet,text", "column 'title' is missing; found: 'outlet', 'text'"),
        ("Titel,outlet,text", "found: 'Titel', 'outlet', 'text'; rename 'Titel'"),
        ("outlet;title;text", "its cells are parted by ';'; save it as CSV, parted by commas"),
        ("outlet\ttitle\ttext", r"its cells are parted by '\\t'; save it as CSV"),
        ("Harbour Post,1,2", "found: 'Harbour Post', '1', '2'; name the columns in the first line"),
        ("outlet,title", r"column 'text' \(or 'sentences'\) is missing; found: 'outlet', 'title'"),
        ("outlet,title,text,text", "column 'text' stands twice; found: 'outlet'"),
        ('"outlet"x,title', ":1: the row is not CSV"),
    ],
)
def test_a_header_that_will_not_do(tmp_path: Path, header: str, expected: str) -> None:
    with pytest.raises(CorpusError, match=expected):
        list(read_csv(csv_file(tmp_path, f"{header}\nA,T,X.\n")))


def test_a_header_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes("outlet,title,text\nA,T,X.\n".encode("utf-16"))
    with pytest.raises(CorpusError, match="the file is not UTF-8; save it as UTF-8"):
        list(read_csv(path))


def test_parquet_values_become_json_values(tmp_path: Path) -> None:
    noon = dt.datetime(2024, 5, 3, 12, tzinfo=dt.UTC)
    path = parquet_file(
        tmp_path,
        {
            "published_at": pa.array([noon], pa.timestamp("us", "UTC")),
            "sentences": [["One.", "Two."]],
            "provenance": [{"kind": "demonstration", "note": None}],
            "authors": ["X; Y"],
            "day": [noon.date()],
            "score": [float("nan")],
            "price": [Decimal("1.50")],
            "moment": pa.array([1_714_737_600_123_456_789], pa.timestamp("ns")),
        },
    )
    (found,) = read_parquet(path)
    assert found.line == 1
    assert fields(found) == {
        "outlet": "A",
        "title": "T",
        "text": "X.",
        "published_at": "2024-05-03T12:00:00+00:00",
        "sentences": ["One.", "Two."],
        "provenance": {"kind": "demonstration", "note": None},
        "authors": ["X", "Y"],
        "day": "2024-05-03",
        "score": None,
        "price": "1.50",
        "moment": "2024-05-03T12:00:00.123456",
    }


def test_a_bad_parquet_row_is_an_exclusion_of_its_own(tmp_path: Path) -> None:
    not_utf8 = pa.array([b"X.", b"\xff", b"Z."]).cast(pa.string(), safe=False)
    columns = {"outlet": ["A"] * 3, "title": ["T"] * 3, "text": not_utf8}
    before, bad, after = read_parquet(parquet_file(tmp_path, columns))
    assert isinstance(bad, Exclusion)
    assert bad.reason == "byte 0 of 'text' (0xff) is not UTF-8; save it as UTF-8"
    assert (bad.line, after.line) == (2, 3)
    assert (fields(before)["text"], fields(after)["text"]) == ("X.", "Z.")


def test_a_time_beyond_pythons_calendar(tmp_path: Path) -> None:
    far = pa.array([2**60], pa.timestamp("ms"))
    (bad,) = read_parquet(parquet_file(tmp_path, {"published_at": far}))
    assert isinstance(bad, Exclusion)
    assert re.fullmatch(r"'published_at' cannot be read \(.+\); write it as text", bad.reason)


def test_json_text_in_parquet_is_checked(tmp_path: Path) -> None:
    (bad,) = read_parquet(parquet_file(tmp_path, {"sentences": ["["]}))
    assert isinstance(bad, Exclusion)
    assert bad.reason.startswith("sentences is not JSON")


def test_what_is_not_parquet(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(b"outlet,title,text\n")
    with pytest.raises(
        CorpusError, match=r"is not a Parquet file, or is damaged .*; write it again"
    ):
        list(read_parquet(path))


def test_a_damaged_parquet_file(tmp_path: Path) -> None:
    path = parquet_file(tmp_path, {})
    data = bytearray(path.read_bytes())
    data[4:60] = bytes(56)
    path.write_bytes(data)
    with pytest.raises(CorpusError, match="is not a Parquet file, or is damaged"):
        list(read_parquet(path))


def test_a_column_whose_name_is_no_text(tmp_path: Path) -> None:
    path = parquet_file(tmp_path, {"section": ["x"]})
    path.write_bytes(path.read_bytes().replace(b"section", b"\x80\xff\x80tion"))
    with pytest.raises(CorpusError, match="is not a Parquet file, or is damaged"):
        list(read_parquet(path))


def test_parquet_needs_the_same_columns(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"title": ["T"]}), path)
    with pytest.raises(CorpusError, match="column 'outlet' is missing; found: 'title'"):
        list(read_parquet(path))


def test_neither_pandas_nor_pyarrow_is_imported_for_jsonl() -> None:
    code = "import sys, crossframe.corpus; print({'pandas', 'pyarrow'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
