"""Small files that would fill a machine are refused, each in little time and memory."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

MEGABYTE = b"a" * 1_000_000
N = 300
HEAD = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/1\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def packed(first: bytes, rest: Iterable[bytes] = (MEGABYTE,) * N) -> bytes:
    stream = io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=1) as file:
        file.writelines([first, *rest])
    return stream.getvalue()


def record(answer: bytes) -> bytes:
    length = len(answer) + N * len(MEGABYTE)
    return b"%sContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s" % (
        HEAD,
        length,
        answer,
    )


def encoded() -> bytes:
    answer = ANSWER + b"Content-Encoding: gzip\r\n\r\n" + packed(b"<p>")
    head = b"%sContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % (HEAD, len(answer))
    return packed(head, [answer])


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("archive/x.warc", "w", force_zip64=True) as file:
            file.write(b"WARC/1.0\r\nX: ")
            for _ in range(N):
                file.write(MEGABYTE)
        archive.writestr("../../../out.warc", b"x")
    return stream.getvalue()


def table(texts: pa.Array, **options: object) -> bytes:
    stream = io.BytesIO()
    columns = {"outlet": ["A"] * len(texts), "title": ["T"] * len(texts), "text": texts}
    pq.write_table(pa.table(columns), stream, compression="zstd", **options)
    return stream.getvalue()


def shared(size: int, rows: int) -> bytes:
    """Many rows of one long text, which the file holds once."""
    number = pa.array([0] * rows, type=pa.int32())
    return table(pa.DictionaryArray.from_arrays(number, pa.array(["a" * size])))


def lists_of_one() -> bytes:
    """A row whose list has a long text a million times over."""
    values = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_000, pa.int32()), ["a" * 100_000])
    return table(pa.ListArray.from_arrays(pa.array([0, 1_000_000], pa.int32()), values))


def laughs(encoding: str) -> bytes:
    names = "abcdefghijkl"
    grow = "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in pairwise(names)
    )
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE r [<!ENTITY a "ha">{grow}]>'
        '<rss version="2.0"><channel><title>&l;</title><item><title>&l;</title>'
        "<description>&l;</description></item></channel></rss>"
    )
    return text.encode(encoding)


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "line.warc.gz": (lambda: packed(b"WARC/1.0\r\nX: "), "header has more than 1,000,000 bytes"),
    "lines.warc.gz": (
        lambda: packed(b"WARC/1.0\r\n", (b"a: b\r\n" * 100_000,) * N),
        "header has more than 1,000,000 bytes",
    ),
    "http.warc.gz": (lambda: packed(record(b"HTTP/1.1 200 OK\r\nX: ")), "header has more than"),
    "body.warc.gz": (lambda: packed(record(ANSWER + b"\r\n<p>")), "page has more than 10,000,000"),
    "encoded.warc.gz": (encoded, "page has more than 10,000,000"),
    "zip.wacz": (zipped, "header has more than 1,000,000 bytes"),
    "page.html.gz": (lambda: packed(b"<p>"), "page has more than 10,000,000"),
    "grown.parquet": (
        lambda: table(
            pa.array(["a" * 50_000_000 + str(n) for n in range(6)]), use_dictionary=False
        ),
        "which no articles do",
    ),
    "shared.parquet": (lambda: shared(50_000_000, 2_000), "text' has 50,000,000 bytes"),
    "list.parquet": (lists_of_one, "text' has 100,000,000,000 bytes"),
    "deep.json": (lambda: b"[" * 200_000 + b"]" * 200_000, "nested deeper than 100"),
    "deep.jsonl": (lambda: b"[" * 200_000 + b"]" * 200_000, "nested deeper than 100"),
    "digits.jsonl": (lambda: b'{"x": ' + b"9" * 1_000_000 + b"}", "a number that is too long"),
    "deep.html": (lambda: b"<div>" * 200_000 + b"x", "no text"),
    "utf-8.rss": (lambda: laughs("utf-8"), "declares entities"),
    "utf-16.rss": (lambda: laughs("utf-16"), "declares entities"),
    "utf-7.rss": (lambda: laughs("utf-7"), "declares entities"),
    "cp037.rss": (lambda: laughs("cp037"), "'text': '&l'"),
    "utf-32.rss": (lambda: laughs("utf-32"), "'text': '&l'"),
}
READ = """
import resource, sys
from pathlib import Path
from crossframe.corpus.formats import read_sources
from crossframe.errors import CorpusError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    found = [str(given)[:600] for _, parts in read_sources([Path(sys.argv[1])]) for given in parts]
    print(found[0])
except CorpusError as error:
    print(error)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1000)
"""


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """A folder above, into which no member of an archive may fall."""
    folder = tmp_path / "a/b/c"
    folder.mkdir(parents=True)
    yield folder
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [
        path.name for path in folder.iterdir()
    ]


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name: str, outside: Path) -> None:
    make, reason = BOMBS[name]
    path = outside / name
    path.write_bytes(make())
    assert path.stat().st_size < 3_000_000
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    said, megabytes = done.stdout.rsplit("\n", 2)[0], int(done.stdout.split()[-1])
    assert reason in said
    assert megabytes < 400
    assert done.stderr == ""
