"""WARC and WACZ files -> the articles of the pages in them.

WARC is ISO 28500; WACZ (specs.webrecorder.net/wacz/1.1.1) is a ZIP file with WARCs in `archive/`.
Nothing is unpacked to the disk: members are read as streams, so that their names lead nowhere.
"""

from __future__ import annotations

import io
import json
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crossframe.corpus.addresses import is_web
from crossframe.corpus.formats.markup import MAX_PAGE_BYTES
from crossframe.corpus.formats.page import Page, read_page
from crossframe.corpus.raw import Found, RecordError, check_size, decode, object_from, parse_json
from crossframe.corpus.wording import quote
from crossframe.errors import CorpusError
from crossframe.records import Exclusion

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

SUFFIXES = (".warc", ".warc.gz", ".wacz")
# A record of more is no page; nothing behind it in the archive is read.
MAX_RECORD_BYTES = 2_000_000_000
MAX_HEADER_BYTES = 1_000_000
# What crossframe knew of a page before it fetched it, beside the page itself.
KNOWN_TYPE = "application/vnd.crossframe.known+json"

_MEMBER = re.compile(r"archive/[^/\\]+\.warc(?:\.gz)?")
_HTML = re.compile(r"\s*(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
# What warcio and zipfile raise for what is no archive after all; fuzzing found the last three.
_DAMAGE = (
    *(EOFError, OSError, ValueError, zlib.error, zipfile.BadZipFile),
    *(AttributeError, LookupError, TypeError),
)
_WHOLE_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate", "br"})


def read_archive(path: Path) -> Iterator[Found]:
    """Reads the pages of a web archive that were answered with status 200.

    Args:
        path: A .warc, .warc.gz or .wacz file.

    Yields:
        An article or an exclusion a page, in the order of the archive, numbered by its records
        from 1 (in a WACZ, from 1 through all its WARCs). Pictures, scripts and redirects are passed
        over.

    Raises:
        CorpusError: If the file is no archive.
    """
    before = 0
    for name, stream in _streams(path):
        place = str(path) if name is None else f"{path}!{name}"
        number = before
        with stream:
            for number, found in _records(stream, place, before):  # noqa: B007
                if found is not None:
                    yield found
        before = number


def _streams(path: Path) -> Iterator[tuple[str | None, IO[bytes]]]:
    if path.name.lower().endswith(".wacz"):
        try:
            with zipfile.ZipFile(path) as archive:
                names = sorted(name for name in archive.namelist() if _MEMBER.fullmatch(name))
                if not names:
                    raise CorpusError(path, None, "has no WARC in its folder archive/")
                for name in names:
                    yield name, archive.open(name)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise CorpusError(path, None, f"is not a WACZ file, or is damaged ({error})") from None
    else:
        yield None, path.open("rb")


def _records(stream: IO[bytes], place: str, number: int) -> Iterator[tuple[int, Found | None]]:
    """Pairs the number of each record with what it gave, None for what is no page."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    known: dict[str, Mapping[str, Any]] = {}
    try:
        records = ArchiveIterator(stream)
        records.reader = _bounded(records.fh)
        for record in _quietly(records):
            number += 1
            length = int(record.rec_headers.get_header("Content-Length") or 0)
            if length > MAX_RECORD_BYTES:
                reason = f"the record has {length:,} bytes; nothing behind it is read"
                yield number, Exclusion(place, number, reason)
                return
            yield number, _found(record, known, place, number)
    except (*_DAMAGE, ArchiveLoadFailed) as error:
        reason = f"the archive is damaged after this record ({quote(str(error))}); get it again"
        yield number, Exclusion(place, number, reason)


def _bounded(stream: IO[bytes]) -> Any:
    """A reader for warcio that takes no header without an end into memory."""
    from warcio.bufferedreaders import DecompressingBufferedReader

    class Bounded(DecompressingBufferedReader):  # type: ignore[misc]
        in_lines = 0

        def read(self, length: int | None = None) -> bytes:
            self.in_lines = 0
            data: bytes = super().read(length)
            return data

        def readline(self, length: int | None = None) -> bytes:
            most = MAX_HEADER_BYTES + 1
            line: bytes = super().readline(most if length is None else min(length, most))
            self.in_lines += len(line)
            if self.in_lines > MAX_HEADER_BYTES:
                raise ValueError(f"its header has more than {MAX_HEADER_BYTES:,} bytes")
            return line

    return Bounded(stream)


def _quietly(records: Iterator[ArcWarcRecord]) -> Iterator[ArcWarcRecord]:
    """Takes one record after the other without a word: warcio prints what is odd as it stands."""
    logging.getLogger("warcio").addHandler(logging.NullHandler())
    while True:
        with redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _found(
    record: ArcWarcRecord, known: dict[str, Mapping[str, Any]], place: str, number: int
) -> Found | None:
    headers = record.rec_headers
    if record.rec_type == "metadata":
        if headers.get_header("Content-Type") == KNOWN_TYPE:
            target = headers.get_header("WARC-Concurrent-To") or ""
            known[target] = _known(record)
        return None
    url = headers.get_header("WARC-Target-URI") or ""
    about = known.pop(headers.get_header("WARC-Record-ID") or "", None)
    if record.rec_type not in {"response", "resource"} or not is_web(url):
        return None
    try:
        return _page(record, url, about, place, number)
    except RecordError as error:
        return Exclusion(place, number, f"{quote(url)}: {error}")


def _page(
    record: ArcWarcRecord, url: str, about: Mapping[str, Any] | None, place: str, number: int
) -> Found | None:
    if record.rec_type == "response" and not _is_answer(record, url, asked=about is not None):
        return None
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    kind = headers.get_header("Content-Type") or ""
    if not _HTML.match(kind):
        if about is not None:
            raise RecordError(f"is {quote(kind or 'of no stated type')}, not a page")
        return None
    parts = urlsplit(url)
    if parts.path in {"", "/"} and not parts.query and about is None:
        raise RecordError("is the front page of its site, not an article")
    charset = _CHARSET.search(kind)
    fetched_at = record.rec_headers.get_header("WARC-Date")
    origin = {"collected_from": "web archive", "fetched_at": fetched_at}
    data = _payload(record)
    page = Page(data, url, charset[1] if charset else None, about or {}, origin)
    found = read_page(page, place, number)
    if isinstance(found, Exclusion):
        return replace(found, reason=f"{quote(url)}: {found.reason}")
    return found


def _payload(record: ArcWarcRecord) -> bytes:
    """The page, unpacked, or the beginning of one that is too large."""
    data: bytes = record.content_stream().read(MAX_PAGE_BYTES + 1)
    left = getattr(record.raw_stream, "limit", 0)  # no limit where the record has no length
    if len(data) <= MAX_PAGE_BYTES and left and not record.raw_stream.read(1):
        raise RecordError("the archive ends in the middle of this page; get it again")
    if cut := record.rec_headers.get_header("WARC-Truncated"):
        raise RecordError(
            f"the page was cut when it was fetched ({quote(cut)}); save it from a browser"
        )
    return data


def _is_answer(record: ArcWarcRecord, url: str, *, asked: bool) -> bool:
    """Whether a response may hold a page; refuses one that was asked for and answered with none."""
    headers = record.http_headers
    if headers is None or urlsplit(url).path == "/robots.txt":
        return False
    status = headers.get_statuscode()
    encoding = (headers.get_header("Content-Encoding") or "").strip().lower()
    if status.startswith("3"):
        return False
    if status != "200":
        if not asked and not _HTML.match(headers.get_header("Content-Type") or ""):
            return False
        raise RecordError(f"the server answered with status {status or 'none'}")
    if encoding not in _WHOLE_ENCODINGS:
        raise RecordError(f"the page is packed as {quote(encoding)}, which is not read")
    return True


def _known(record: ArcWarcRecord) -> Mapping[str, Any]:
    """What was known of the page before it was fetched."""
    try:
        data = record.content_stream().read(MAX_PAGE_BYTES + 1)
        check_size(len(data), "the note")
        note = object_from(parse_json(decode(data, "the note"), "the note"), "the note")
        return object_from(note.get("known"), "the note")
    except RecordError:  # not crossframe's own after all
        return {}


def known_note(asked: Mapping[str, Any]) -> bytes:
    """The payload of the metadata record that says what was asked for and known of a page.

    >>> known_note({"requested": "https://post.example/1", "known": {"outlet": "Post"}})
    b'{"known": {"outlet": "Post"}, "requested": "https://post.example/1"}'
    """
    return json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()
