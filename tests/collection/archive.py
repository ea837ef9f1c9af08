"""Real web archives, written by warcio."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

Answer = tuple[str, str, list[tuple[str, str]], bytes]
HTML = [("Content-Type", "text/html; charset=utf-8")]


def ok(url: str, html: str, headers: Sequence[tuple[str, str]] = ()) -> Answer:
    """A page that the server gave."""
    return url, "200 OK", [*HTML, *headers], html.encode()


def write_warc(path: Path, answers: Sequence[Answer]) -> Path:
    """Writes a WARC file; compressed if its name says so."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.name.endswith(".gz"))
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for url, status, headers, body in answers:
            http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=http,
                warc_headers_dict={"WARC-Date": "2024-03-12T10:00:00Z"},
            )
            writer.write_record(record)
            record.raw_stream.close()
    return path


def write_wacz(path: Path, warc: Path, *members: tuple[str, bytes]) -> Path:
    """Writes a WACZ file with a WARC in it, and whatever else."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", json.dumps({"profile": "data-package"}))
        archive.write(warc, f"archive/{warc.name}")
        for name, data in members:
            archive.writestr(name, data)
    return path
