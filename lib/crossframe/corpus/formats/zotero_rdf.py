"""Zotero RDF -> addresses of articles, with the snapshots that were exported beside them.

It is what Zotero offers first, and what brings files along. Each item is an element of its own:
`dc:title`, `dc:date`, `dcterms:isPartOf` (where it appeared), `bib:authors`, and its address as
`dc:identifier`; `link:link` names its attachments, elements `z:Attachment` with the file's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from crossframe.corpus.formats.feeds import xml_bytes
from crossframe.corpus.formats.wanted import Given
from crossframe.corpus.formats.zotero import iso_day, wanted_reference
from crossframe.errors import CorpusError

_NAMESPACE = "http://www.zotero.org/namespaces/export#"
_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": _NAMESPACE,
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
}
_ABOUT, _RESOURCE = (f"{{{_SPACES['rdf']}}}{name}" for name in ("about", "resource"))
_HEAD_BYTES = 65_536
# Items that are no references of their own.
_PARTS = frozenset({"attachment", "note", "annotation"})


def is_zotero_rdf(path: Path) -> bool:
    """Whether a file names Zotero's own vocabulary at its beginning, as no feed does."""
    with path.open("rb") as file:
        return _NAMESPACE.encode() in file.read(_HEAD_BYTES)


def read_zotero_rdf(path: Path) -> Iterator[Given]:
    """Reads the items of an export.

    Args:
        path: The file.

    Yields:
        The address of each item, or an exclusion; numbered from 1.

    Raises:
        CorpusError: If it is too large, declares entities, or is not XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml_bytes(path), parser)
    except etree.XMLSyntaxError as error:
        raise CorpusError(path, None, f"is not whole ({error}); export it again") from None
    by_name = {item.get(_ABOUT): item for item in root if item.get(_ABOUT)}
    items = (item for item in root if _first(item, "z:itemType") not in {None, *_PARTS})
    for number, item in enumerate(items, start=1):
        yield _reference(item, by_name, str(path), number)


def _reference(
    item: etree._Element, by_name: Mapping[str, etree._Element], path: str, number: int
) -> Given:
    names = (_name(person) for person in _found(item, "bib:authors//foaf:Person"))
    known = {
        "outlet": _appeared_in(item, by_name) or _first(item, "dc:publisher//foaf:name"),
        "title": _first(item, "dc:title"),
        "published_at": iso_day(_first(item, "dc:date")),
        "language": _first(item, "z:language"),
        "authors": [name for name in names if name],
        "section": _first(item, "prism:section"),
    }
    about = item.get(_ABOUT)
    url = _first(item, "dc:identifier/dcterms:URI/rdf:value") or about
    named = (link.get(_RESOURCE) for link in _found(item, "link:link"))
    attachments = [by_name[name] for name in named if name in by_name]
    files = [one.get(_RESOURCE) or "" for at in attachments for one in _found(at, "rdf:resource")]
    return wanted_reference(known, url, files, path, number)


def _appeared_in(item: etree._Element, by_name: Mapping[str, etree._Element]) -> str | None:
    """The title of what an item is part of, which stands in it or by itself."""
    for part in _found(item, "dcterms:isPartOf"):
        whole = by_name.get(part.get(_RESOURCE) or "")
        title = _first(part, "*/dc:title") if whole is None else _first(whole, "dc:title")
        if title:
            return title
    return None


def _name(person: etree._Element) -> str:
    given = _first(person, "foaf:givenName") or _first(person, "foaf:givenname")
    return " ".join(filter(None, (given, _first(person, "foaf:surname"))))


def _found(item: etree._Element, query: str) -> list[etree._Element]:
    return list(item.iterfind(f"./{query}", _SPACES))


def _first(item: etree._Element, query: str) -> str | None:
    text = next((" ".join((one.text or "").split()) for one in _found(item, query)), "")
    return text or None
