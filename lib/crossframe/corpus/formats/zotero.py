"""Exports of Zotero -> addresses of articles, with the snapshots that lie beside them.

Zotero's CSV has a column a field, named as Zotero shows it ("Item Type", "Publication Title",
"Url", "File Attachments"); its "CSL JSON" follows citeproc's schema (citationstyles.org: `type`,
`title`, `container-title`, `URL`, `issued`); RIS is parted by tags (`TY`, `TI`, `T2`, `UR`, `DA`);
for "Zotero RDF" see `zotero_rdf`.
None of them holds an article's text: it is in the snapshots, if they were exported too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crossframe.corpus.addresses import host_of, is_web
from crossframe.corpus.formats.wanted import Given, Wanted
from crossframe.corpus.raw import RecordError, read_text
from crossframe.records import Exclusion

_TAG = re.compile(r"^([A-Z][A-Z0-9])  - ?(.*)$")
_DAY = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?!\d)")


def is_zotero_table(columns: Mapping[str, Any]) -> bool:
    """Whether a table has the columns of Zotero's CSV.

    >>> is_zotero_table({"Key": 1, "Item Type": 1, "Title": 1, "Url": 1})
    True
    """
    return {"Item Type", "Title", "Url"} <= set(columns)


def is_csl(item: Mapping[str, Any]) -> bool:
    """Whether an object is an item of CSL JSON.

    >>> is_csl({"type": "article-newspaper", "title": "Span falls", "URL": "https://post.example"})
    True
    """
    return "type" in item and "title" in item and bool({"URL", "container-title"} & set(item))


def read_zotero_row(row: Mapping[str, Any], path: str, line: int) -> Given:
    """Reads a row of Zotero's CSV.

    Args:
        row: Cells by column.
        path: The file.
        line: The line of the row.

    Returns:
        The article's address, or an exclusion.
    """
    names = [_turned(name) for name in (row.get("Author") or "").split(";") if name.strip()]
    attached = (row.get("File Attachments") or "").split(";")
    known = {
        "outlet": row.get("Publication Title") or row.get("Publisher"),
        "title": row.get("Title"),
        "published_at": iso_day(row.get("Date")),
        "language": row.get("Language"),
        "authors": names,
        "section": row.get("Section"),
    }
    return wanted_reference(known, row.get("Url"), attached, path, line)


def read_csl(item: Mapping[str, Any], path: str, number: int) -> Given:
    """Reads an item of CSL JSON.

    Args:
        item: The item.
        path: The file.
        number: Its place there, from 1.

    Returns:
        The article's address, or an exclusion.
    """
    authors = item.get("author")
    names = [_csl_name(one) for one in authors if isinstance(one, Mapping)] if authors else []
    known = {
        "outlet": _text(item.get("container-title")) or _text(item.get("publisher")),
        "title": _text(item.get("title")),
        "published_at": _csl_day(item.get("issued")),
        "language": _text(item.get("language")),
        "authors": [name for name in names if name],
        "section": _text(item.get("section")),
    }
    return wanted_reference(known, _text(item.get("URL")), [], path, number)


def read_ris(path: Path) -> Iterator[Given]:
    """Reads references in RIS.

    Args:
        path: The file.

    Yields:
        The address of each reference, or an exclusion; under the line of its first tag.
    """
    try:
        text = read_text(path)
    except RecordError as error:
        yield Exclusion(str(path), None, str(error))
        return
    fields: dict[str, list[str]] = {}
    start = 0
    for number, row in enumerate(text.splitlines(), start=1):
        tag = _TAG.match(row.strip("\ufeff"))
        if not tag:
            continue
        if tag[1] == "TY":
            fields, start = {}, number
        fields.setdefault(tag[1], []).append(tag[2].strip())
        if tag[1] == "ER" and "TY" in fields:
            yield _ris(fields, str(path), start)
            fields = {}


def _ris(fields: Mapping[str, list[str]], path: str, line: int) -> Given:
    def first(*tags: str) -> str | None:
        return next((fields[tag][0] for tag in tags if tag in fields and fields[tag][0]), None)

    known = {
        "outlet": first("T2", "JO", "JF", "PB"),
        "title": first("TI", "T1"),
        "published_at": iso_day(first("DA")) or iso_day(first("Y1", "PY")),
        "language": first("LA"),
        "authors": [_turned(name) for tag in ("AU", "A1") for name in fields.get(tag, ())],
    }
    attached = [name for tag in ("L1", "L2", "L4") for name in fields.get(tag, ())]
    return wanted_reference(known, first("UR"), attached, path, line)


def wanted_reference(
    known: dict[str, Any], url: str | None, attached: list[str], path: str, line: int
) -> Given:
    """What a reference asks for: the article at its address, or in a snapshot.

    Args:
        known: Fields of the input contract; the host stands in for an outlet that is not there.
        url: The address, if it is one.
        attached: Names of files that go with it.
        path: The file.
        line: The place of the reference there.

    Returns:
        The wanted article, or an exclusion if there is neither.
    """
    address = url if url and is_web(url) else None
    snapshots = tuple(
        name.strip() for name in attached if name.strip() and not is_web(name.strip())
    )
    if not address and not snapshots:
        outlet = known["outlet"]
        return Exclusion(
            path, line, "the reference has neither address nor snapshot", outlet=outlet
        )
    known["outlet"] = known["outlet"] or host_of(address)
    provenance = {"provenance": {"listed_in": "Zotero"}}
    return Wanted(path, line, address, {**known, **provenance, "url": address}, snapshots)


def _turned(name: str) -> str:
    """Puts the given name first: "Ray, Ada" becomes "Ada Ray"."""
    family, _, given = (part.strip() for part in name.strip().partition(","))
    return f"{given} {family}" if given else family


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _csl_name(name: Mapping[str, Any]) -> str | None:
    parts = [_text(name.get("given")), _text(name.get("family"))]
    return _text(name.get("literal")) or " ".join(part for part in parts if part) or None


def _csl_day(issued: Any) -> str | None:
    if not isinstance(issued, Mapping):
        return None
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return iso_day("-".join(str(part) for part in parts[0]))
    return iso_day(_text(issued.get("raw")) or _text(issued.get("literal")))


def iso_day(value: str | None) -> str | None:
    """A date as ISO 8601; one without a day says nothing that could be ordered by.

    >>> iso_day("2024/3/12/"), iso_day("2024-03"), iso_day("2024-03-12 08:30")
    ('2024-03-12', None, '2024-03-12T08:30')
    """
    if value and re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*", value.strip()):
        return value.strip().replace(" ", "T", 1)
    found = _DAY.match(value.strip()) if value else None
    if not found or not found[3]:
        return None
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
