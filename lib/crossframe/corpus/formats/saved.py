"""Files of saved pages -> pages: HTML, compressed HTML, and MHTML."""

from __future__ import annotations

import email
import zlib
from collections.abc import Iterator, Mapping
from email import policy
from email.errors import MessageError
from pathlib import Path
from typing import Any

from crossframe.corpus.addresses import is_web
from crossframe.corpus.formats.markup import MAX_PAGE_BYTES, check_page_size
from crossframe.corpus.formats.page import Page, read_page
from crossframe.corpus.plaintext import read_sidecar
from crossframe.corpus.raw import Found, RecordError
from crossframe.records import Exclusion

SUFFIXES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".mhtml", ".mht")
# Pages as a browser saves them whole hold their pictures too.
MAX_SAVED_BYTES = 100_000_000
# What a page that was saved as the server packed it begins with, whatever its name.
_GZIP = b"\x1f\x8b\x08"


def read_saved(path: Path) -> Iterator[Found]:
    """Reads one saved page.

    Args:
        path: The file; a `.json` file of the same name beside it may say what the page does not.

    Yields:
        Its article or the exclusion.
    """
    try:
        page = load_saved(path, read_sidecar(path))
    except RecordError as error:
        yield Exclusion(str(path), None, str(error))
    else:
        yield read_page(page, str(path))


def load_saved(path: Path, known: Mapping[str, Any] | None = None) -> Page:
    """Loads a page without reading it.

    Args:
        path: The file.
        known: What was said of its article.

    Returns:
        The page, with the address that an MHTML file notes.

    Raises:
        RecordError: If it is too large, or not what its name says.
    """
    size = path.stat().st_size
    name = path.name.lower()
    known = known or {}
    address = known.get("url")
    url = address if isinstance(address, str) and is_web(address) else None
    origin = {"collected_from": "saved page"}
    if name.endswith((".mhtml", ".mht")):
        if size > MAX_SAVED_BYTES:
            raise RecordError(f"the file has {size:,} bytes; at most {MAX_SAVED_BYTES:,} are read")
        data, own, charset = _unpack(path.read_bytes())
        return Page(data, url or own, charset, known, origin)
    check_page_size(size)
    data = path.read_bytes()
    is_packed = name.endswith(".gz") or data.startswith(_GZIP)
    return Page(_gunzip(data) if is_packed else data, url, None, known, origin)


def _gunzip(data: bytes) -> bytes:
    """Unpacks no more than a page may have, whatever the file would grow to."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        page = unpacker.decompress(data, MAX_PAGE_BYTES + 1)
    except zlib.error as error:
        raise RecordError(f"the file is not gzip, or is damaged ({error})") from None
    check_page_size(len(page))
    if not unpacker.eof:
        raise RecordError("the compressed page is not complete; save it again")
    return page


def _unpack(data: bytes) -> tuple[bytes, str | None, str | None]:
    """The page in an MHTML file (RFC 2557): its bytes, address and charset."""
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        for part in message.walk():
            if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
                payload = part.get_payload(decode=True)
                address = str(
                    part["Content-Location"] or message["Snapshot-Content-Location"] or ""
                )
                if isinstance(payload, bytes):
                    check_page_size(len(payload))
                    own = address.strip() if is_web(address.strip()) else None
                    return payload, own, part.get_content_charset()
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError) as error:
        raise RecordError(f"the file cannot be read as MHTML ({error}); save it again") from None
    raise RecordError("the file has no page in it; save it again, as HTML")
