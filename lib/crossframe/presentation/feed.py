"""Runs of all events -> an Atom feed: an entry a run, what changed as its summary."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from crossframe.errors import ParameterError
from crossframe.presentation.index import IndexEntry, seconds_of
from crossframe.presentation.page import write_page
from crossframe.presentation.phrasing import event_title, listed
from crossframe.presentation.untrusted import neutralise, web_link
from crossframe.records import instant

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
# RFC 4151 wants a name that its minter owned on a day. Nobody owns `crossframe.invalid` (RFC 2606),
# and nobody ever will: the ids are the same wherever the runs are put, and claim no host.
_AUTHORITY = "tag:crossframe.invalid,2026"
# A reader that looks in now and then misses nothing; older runs are in the index.
N_ENTRIES = 100


def render_feed(entries: Sequence[IndexEntry], base: str = "") -> str:
    """Renders the feed of all runs.

    Args:
        entries: Runs in any order.
        base: Address that the folder of runs has on the web, for readers that cannot follow
            relative links; "" leaves links relative to the feed.

    Returns:
        An Atom document (RFC 4287), the newest run first. Ids are tag URIs of event and run, the
        same whenever and wherever it is rendered.
    """
    newest = sorted(entries, key=lambda entry: (-seconds_of(entry), entry.event_id, entry.run_id))
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    if base:
        feed.set("xml:base", base if base.endswith("/") else f"{base}/")
    _text(feed, "id", f"{_AUTHORITY}:reports")
    _text(feed, "title", "crossframe: runs of all events")
    _text(feed, "updated", _moment(newest[0].created_at) if newest else _NEVER)
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = "crossframe"
    _text(feed, "generator", "crossframe")
    ET.SubElement(feed, "link", {"rel": "self", "href": "feed.xml", "type": "application/atom+xml"})
    ET.SubElement(feed, "link", {"rel": "alternate", "href": "index.html", "type": "text/html"})
    for entry in newest[:N_ENTRIES]:
        _entry(feed, entry)
    ET.indent(feed, " ")
    body = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def base_of(path: Path) -> str:
    """The address that a feed was given; "" where there is no feed, or it has none."""
    with suppress(OSError, ET.ParseError):
        return ET.parse(path).getroot().get(f"{{{_XML}}}base", "")  # noqa: S314  # our own file
    return ""


def check_base(base: str) -> str:
    """Checks the address of the folder of runs.

    Args:
        base: An address with http or https; "" for none.

    Returns:
        The address.

    Raises:
        ParameterError: If it is none that links can start from.

    >>> check_base("https://news.example/reports/")
    'https://news.example/reports/'
    """
    if base and web_link(base) is None:
        raise ParameterError(
            f"--base-url {base!r} is no address; write one such as https://news.example/reports/"
        )
    return base


_NEVER = "1970-01-01T00:00:00Z"


def write_feed(entries: Sequence[IndexEntry], path: Path, base: str = "") -> Path:
    """Writes the feed to a file.

    Args:
        entries: Runs in any order.
        path: The file; its folders are made.
        base: As for `render_feed`.

    Returns:
        The path.
    """
    return write_page(render_feed(entries, base), path)


def _entry(feed: ET.Element, entry: IndexEntry) -> None:
    one = ET.SubElement(feed, "entry")
    name = "/".join(quote(part, safe="") for part in (entry.event_id, entry.run_id))
    _text(one, "id", f"{_AUTHORITY}:{name}")
    what = entry.changes if entry.status == "complete" else "failed"
    _text(one, "title", f"{event_title(entry.event_id)}: {what or 'first run'}")
    _text(one, "updated", _moment(entry.created_at))
    _text(one, "published", _moment(entry.created_at))
    pages = [entry.report, *(href for _, href in entry.pages)]
    href = next((page for page in pages if page), "index.html")
    ET.SubElement(one, "link", {"rel": "alternate", "href": quote(href), "type": "text/html"})
    changes = [("what changed", entry.changes_page)] if entry.changes_page else []
    for title, page in (*changes, *entry.pages):
        link = {"rel": "related", "href": quote(page), "type": "text/html", "title": title}
        ET.SubElement(one, "link", link)
    ET.SubElement(one, "category", {"term": entry.event_id})
    _text(one, "summary", _summary(entry))


def _summary(entry: IndexEntry) -> str:
    counts = f"{entry.n_articles} articles, {entry.n_outlets} outlets, {entry.n_claims} claims."
    parts = [f"Since the run before: {entry.changes}."] if entry.changes else ["The first run."]
    if entry.status == "failed":
        parts = [f"Failed: {'; '.join(entry.why) or listed(entry.failed) or 'not finished'}."]
    if entry.is_demonstration:
        parts.append("Demonstration text: no outlet published it.")
    return " ".join([*parts, counts])


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _legible(text)


def _legible(text: str) -> str:
    """Without the characters that no XML document may hold."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", neutralise(text))


def _moment(created_at: str) -> str:
    """RFC 3339, in UTC: the form that Atom asks for."""
    try:
        return instant(created_at).isoformat(timespec="seconds").replace("+00:00", "Z")
    except ValueError:
        return _NEVER
