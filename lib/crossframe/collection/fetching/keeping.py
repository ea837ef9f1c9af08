"""Answers -> a WARC file, whole after every record, that a study can be repeated from."""

from __future__ import annotations

import io
import json
import shutil
import uuid
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from filelock import FileLock, Timeout

from crossframe import __version__
from crossframe.collection.fetching.transport import Answer
from crossframe.corpus.formats.archives import KNOWN_TYPE, known_note
from crossframe.errors import StoreError

_PIECE = 65_536


class Keeper:
    """Writes what was fetched: robots.txt, redirects and errors among it.

    `held` are the addresses that need not be fetched, as `kept_addresses` has them.
    """

    def __init__(self, file: IO[bytes], name: str, held: frozenset[str]) -> None:
        from warcio.warcwriter import WARCWriter

        self.held = held
        self._file, self._name = file, name
        self._writer = WARCWriter(file, gzip=True)

    def keep(self, answer: Answer, asked: Mapping[str, Any] | None = None) -> None:
        """Keeps an answer.

        Args:
            answer: The answer.
            asked: What was asked for and known beforehand, if this is where it ended.
        """
        from warcio.statusandheaders import StatusAndHeaders

        self._introduce()
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

    def _introduce(self) -> None:
        """Says at the head of a new file who wrote it."""
        if self._file.tell() == 0:
            about = {"software": f"crossframe {__version__}", "format": "WARC File Format 1.0"}
            self._write(self._writer.create_warcinfo_record(self._name, about))

    def _write(self, record: Any) -> None:
        self._writer.write_record(record)
        self._file.flush()  # a process that is killed loses no record
        record.raw_stream.close()


@contextmanager
def keeping(path: Path) -> Iterator[Keeper]:
    """Opens a WARC file to add to; what it held stays.

    It is written aside, record by record, and put in its place at the end, also after Ctrl-C. What
    a process that was killed left aside is taken over: what was fetched need not be fetched again.

    Args:
        path: The file, which ends with .warc.gz.

    Yields:
        What keeps answers in it.

    Raises:
        StoreError: If another process adds to it now, or it is damaged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _held(path):
        aside = path.with_name(f".{path.name}.partial")
        _begin(path, aside)
        try:
            with aside.open("ab") as file:
                yield Keeper(file, path.name, kept_addresses(aside))
        finally:
            if aside.stat().st_size:
                aside.replace(path)
            else:  # nothing was fetched
                aside.unlink()


@contextmanager
def _held(path: Path) -> Iterator[None]:
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError(
            f"{path}: another process keeps what it fetches there now; wait for it, or name "
            "another --warc"
        ) from None
    try:
        yield
    finally:
        lock.release()


def _begin(path: Path, aside: Path) -> None:
    """Lets a file aside begin with what is kept: the archive, or more that a killed process had."""
    kept = path.stat().st_size if path.exists() else 0
    if kept and (whole := _whole_bytes(path)) < kept:
        raise StoreError(
            f"{path}: is damaged, or no .warc.gz, after its byte {whole:,}; name another --warc"
        )
    if aside.exists() and (left := _whole_bytes(aside)) > kept and _goes_on(aside, path, kept):
        with aside.open("r+b") as file:
            file.truncate(left)
    elif kept:
        shutil.copyfile(path, aside)
    else:
        aside.unlink(missing_ok=True)


def _goes_on(aside: Path, path: Path, kept: int) -> bool:
    """Whether a file aside begins with all bytes of the archive."""
    if not kept:
        return True
    with aside.open("rb") as ours, path.open("rb") as theirs:
        return all(
            ours.read(len(piece)) == piece for piece in iter(lambda: theirs.read(_PIECE), b"")
        )


def _whole_bytes(path: Path) -> int:
    """How many bytes a file begins with that are whole members of gzip, as records are."""
    read = end = 0
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with path.open("rb") as file, suppress(zlib.error):
        while piece := file.read(_PIECE):
            while piece:
                unpacker.decompress(piece)
                read += len(piece) - len(unpacker.unused_data)
                piece = unpacker.unused_data
                if unpacker.eof:
                    end = read
                    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return end


def kept_addresses(path: Path) -> frozenset[str]:
    """The addresses that a WARC file of crossframe's holds a lasting answer to.

    Args:
        path: The file; it may be missing.

    Returns:
        Addresses as they were asked for; none that was answered with "later" (429, 5xx).

    Raises:
        StoreError: If it is no archive.
    """
    from warcio.exceptions import ArchiveLoadFailed

    if not path.exists():
        return frozenset()
    try:
        return _kept_addresses(path)
    except (ArchiveLoadFailed, ValueError, AttributeError) as error:
        raise StoreError(
            f"{path}: is no web archive of crossframe's ({error}); name another --warc"
        ) from None


def _kept_addresses(path: Path) -> frozenset[str]:
    from warcio.archiveiterator import ArchiveIterator

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
