"""Answers -> a WARC file, whole after every record, that a study can be repeated from."""

from __future__ import annotations

import io
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossframe import __version__
from crossframe.collection.fetching.transport import Answer
from crossframe.corpus.formats.archives import KNOWN_TYPE, known_note

if TYPE_CHECKING:
    from warcio.warcwriter import WARCWriter


class Keeper:
    """Writes what was fetched: robots.txt, redirects and errors among it."""

    def __init__(self, writer: WARCWriter) -> None:
        self._writer = writer

    def keep(self, answer: Answer, asked: Mapping[str, Any] | None = None) -> None:
        """Keeps an answer.

        Args:
            answer: The answer.
            asked: What was asked for and known beforehand, if this is where it ended.
        """
        from warcio.statusandheaders import StatusAndHeaders

        identity = f"<urn:uuid:{uuid.uuid4()}>"
        if asked is not None:
            note = known_note(asked)
            record = self._writer.create_warc_record(
                answer.url,
                "metadata",
                payload=io.BytesIO(note),
                length=len(note),
                warc_content_type=KNOWN_TYPE,
                warc_headers_dict={"WARC-Concurrent-To": identity},
            )
            self._write(record)
        cut = {"WARC-Truncated": answer.cut} if answer.cut else {}
        headers = StatusAndHeaders(
            f"{answer.status} {answer.reason}".strip(), list(answer.headers), protocol="HTTP/1.1"
        )
        record = self._writer.create_warc_record(
            answer.url,
            "response",
            payload=io.BytesIO(answer.body),
            length=len(answer.body),
            http_headers=headers,
            warc_headers_dict={"WARC-Record-ID": identity, **cut},
        )
        self._write(record)

    def _write(self, record: Any) -> None:
        self._writer.write_record(record)
        record.raw_stream.close()


@contextmanager
def keeping(path: Path) -> Iterator[Keeper]:
    """Opens a WARC file to add to; what it held stays.

    It is written aside and put in its place at the end, also after Ctrl-C: what was fetched need
    not be fetched again.

    Args:
        path: The file, which ends with .warc.gz.

    Yields:
        What keeps answers in it.
    """
    from warcio.warcwriter import WARCWriter

    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.partial")
    if path.exists():
        shutil.copyfile(path, aside)
    else:
        aside.unlink(missing_ok=True)
    whole = 0
    try:
        with aside.open("ab") as file:
            writer = WARCWriter(file, gzip=True)
            if file.tell() == 0:
                about = {"software": f"crossframe {__version__}", "format": "WARC File Format 1.0"}
                writer.write_record(writer.create_warcinfo_record(path.name, about))
            keeper = Keeper(writer)
            yield keeper
    finally:
        whole = aside.stat().st_size if aside.exists() else 0
        if whole:
            aside.replace(path)


def kept_addresses(path: Path) -> frozenset[str]:
    """The addresses that a WARC file of crossframe's holds a lasting answer to.

    Args:
        path: The file; it may be missing.

    Returns:
        Addresses as they were asked for; none that was answered with "later" (429, 5xx).
    """
    import json

    from warcio.archiveiterator import ArchiveIterator

    if not path.exists():
        return frozenset()
    asked: dict[str, str] = {}
    found: set[str] = set()
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            headers = record.rec_headers
            if headers.get_header("Content-Type") == KNOWN_TYPE:
                note = json.loads(record.content_stream().read())
                asked[headers.get_header("WARC-Concurrent-To")] = str(note.get("requested"))
            elif record.rec_type == "response":
                address = asked.pop(headers.get_header("WARC-Record-ID"), None)
                status = record.http_headers.get_statuscode() if record.http_headers else ""
                if address and status != "429" and not status.startswith("5"):
                    found.add(address)
    return frozenset(found)
