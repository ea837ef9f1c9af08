"""RSS and Atom files -> one record an entry, or the address where its whole text is."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import lxml.html

from crossframe.corpus.addresses import host_of, is_web
from crossframe.corpus.formats.markup import decode_page, parse_page, plain_text
from crossframe.corpus.formats.wanted import Given, Wanted
from crossframe.corpus.raw import Raw, RecordError
from crossframe.corpus.wording import quote
from crossframe.errors import CorpusError
from crossframe.records import Exclusion

SUFFIXES = (".xml", ".rss", ".atom", ".rdf")
MAX_FEED_BYTES = 50_000_000
# An entity that a feed declares can stand for more text than any machine holds ("billion laughs").
_ENTITY = re.compile(rb"<!ENTITY\b|<\0!\0E\0N\0T|\0<\0!\0E\0N\0T", re.IGNORECASE)


def read_feed(path: Path) -> Iterator[Given]:
    """Reads a feed: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, as feedparser knows them.

    The text of an entry is its `content:encoded` (RSS) or `content` (Atom). An entry that has a
    summary alone gives its address, and the summary in case there is no page.

    Args:
        path: The file.

    Yields:
        An entry's record, its address, or an exclusion; numbered from 1.

    Raises:
        CorpusError: If the file is too large, declares entities, or is no feed.
    """
    import feedparser

    data = xml_bytes(path)
    # A stream: given a text, feedparser would take it for an address and open that.
    feed = feedparser.parse(io.BytesIO(data))
    if not feed.get("version"):
        reason = str(feed.get("bozo_exception") or "it has no feed in it")
        raise CorpusError(path, None, f"is not RSS or Atom ({quote(reason)}); save the feed again")
    head = feed.get("feed", {})
    for number, entry in enumerate(feed.get("entries", ()), start=1):
        try:
            yield _entry(entry, head, str(path), number)
        except RecordError as error:
            yield Exclusion(str(path), number, str(error), None, None, head.get("title") or None)


def xml_bytes(path: Path) -> bytes:
    """Reads a file of XML that unpacks to no more than it is.

    Args:
        path: The file.

    Returns:
        Its bytes.

    Raises:
        CorpusError: If it is too large, or declares entities.
    """
    size = path.stat().st_size
    if size > MAX_FEED_BYTES:
        raise CorpusError(
            path, None, f"has {size:,} bytes; a feed of at most {MAX_FEED_BYTES:,} is read"
        )
    data = path.read_bytes()
    if _ENTITY.search(data):
        raise CorpusError(path, None, "declares entities, which no feed needs; not read")
    return data


def _entry(entry: Mapping[str, Any], head: Mapping[str, Any], path: str, number: int) -> Given:
    url = entry.get("link") or None
    whole = _text(max((c.get("value", "") for c in entry.get("content", ())), key=len, default=""))
    summary = _text(entry.get("summary", ""))
    source = entry.get("source", {})
    known = {
        "outlet": _line(source.get("title")) or _line(head.get("title")) or host_of(url),
        "title": _line(_text(entry.get("title", ""))),
        "published_at": _moment(entry, "published") or _moment(entry, "updated"),
        "authors": [a["name"] for a in entry.get("authors", ()) if _line(a.get("name"))],
        "language": _line(entry.get("language")) or _line(head.get("language")),
        "url": url if is_web(url) else None,
    }
    fields = {**known, "provenance": {"collected_from": "feed"}}
    if whole and len(whole) >= len(summary):
        return Raw(path, number, {**fields, "text": whole})
    health = {"page": {"is_summary": True}}
    instead = Raw(path, number, {**fields, "text": summary, "health": health}) if summary else None
    if not known["url"]:
        return instead or Exclusion(path, number, "the entry has neither text nor address")
    return Wanted(path, number, url, known, instead=instead)


def _text(markup: str) -> str:
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        return plain_text(parse_page(f"<div>{decode_page(markup.encode())}</div>"))
    except (RecordError, lxml.html.etree.LxmlError):
        return ""


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _moment(entry: Mapping[str, Any], name: str) -> str | None:
    """A time as feedparser parses it, which is in UTC; at the feed's own offset if it has one."""
    try:
        when = datetime.fromtimestamp(calendar.timegm(entry[f"{name}_parsed"]), UTC)
    except (LookupError, TypeError, ValueError, OverflowError):
        return None
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        with suppress(LookupError, TypeError, ValueError, OverflowError):
            stated = read(entry[name])
            if stated.utcoffset() and stated == when:
                return stated.isoformat()
    return when.isoformat().replace("+00:00", "Z")
