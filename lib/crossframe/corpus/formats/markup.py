"""Bytes of a page -> its text as Unicode and its tree, within limits that no page needs to pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from crossframe.corpus.raw import RecordError

# The largest of the news pages that this was measured on has half a megabyte.
MAX_PAGE_BYTES = 10_000_000
MAX_ELEMENTS = 100_000

_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HEAD = 4096
_TAG = re.compile(r"<[a-zA-Z!]")
# XML allows tab, line feed and carriage return below the space; a text keeps no other.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Of these no page has many: NUL and escape belong to encodings (UTF-16, ISO-2022-JP), and every
# tenth byte of a picture, a PDF or what is compressed is one of the others.
_RAW = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_RAW = 20
_MOST_RAW_SHARE = 0.02
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object"})
INLINE = frozenset(
    """
    a abbr acronym b bdi bdo cite code data del dfn em font i img ins kbd label mark q s samp small
    span strike strong sub sup time tt u var wbr
    """.split()  # noqa: SIM905
)


def check_page_size(size: int) -> None:
    """Refuses a page that is too large to be one article.

    Args:
        size: Its bytes.

    Raises:
        RecordError: If there are more than `MAX_PAGE_BYTES`.
    """
    if size > MAX_PAGE_BYTES:
        raise RecordError(
            f"the page has more than {MAX_PAGE_BYTES:,} bytes ({size:,} seen); no article has; "
            "save the article alone"
        )


def decode_page(data: bytes, declared: str | None = None) -> str:
    r"""Reads the bytes of a page as text, whatever they are declared to be.

    What can be read as UTF-8 is UTF-8: other encodings do not look like it by chance, and servers
    and pages declare wrongly. Then the server's word counts, the page's own, and Windows-1252.

    Args:
        data: The bytes.
        declared: The charset that the server named.

    Returns:
        The text, with newlines as "\n", no control characters and no byte order mark.

    Raises:
        RecordError: If the bytes are those of a picture, a PDF or an archive.

    >>> decode_page("Brücke".encode(), "iso-8859-1"), decode_page(b"Br\xfccke", "utf-8")
    ('Brücke', 'Brücke')
    """
    own = _META_CHARSET.search(data[:_HEAD])
    named = own[1].decode("ascii") if own else None
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _clean(data[len(mark) :].decode(charset, "replace"))
    for choice in ("utf-8", declared, named, "windows-1252"):
        try:
            if choice:
                return _clean(data.decode(choice))
        except (UnicodeError, LookupError, ValueError):
            continue
    return _clean(data.decode("windows-1252", "replace"))


def parse_page(text: str) -> lxml.html.HtmlElement:
    """Parses a page; libxml2 lets no tree grow deeper than 256 levels and loads nothing.

    Args:
        text: The page.

    Returns:
        Its root.

    Raises:
        RecordError: If it has no element, is no HTML, or has more than `MAX_ELEMENTS`.
    """
    if not _TAG.search(text):
        raise RecordError("is not HTML; save the page itself")
    parser = lxml.html.HTMLParser(
        collect_ids=False,
        encoding="utf-8",
        huge_tree=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise RecordError(f"the page cannot be read as HTML ({error}); save it again") from None
    count = sum(1 for _ in root.iter())
    if count > MAX_ELEMENTS:
        raise RecordError(
            f"the page has {count:,} elements; at most {MAX_ELEMENTS:,} are read; save the "
            "article alone"
        )
    return root


def plain_text(root: lxml.html.HtmlElement) -> str:
    r"""The visible text of a tree, a line a block; for the fragments that feeds carry.

    Args:
        root: The tree.

    Returns:
        Lines without white space around them, none of them empty.

    >>> plain_text(lxml.html.fromstring("<div><p>It <b>rained</b>.</p>Roads<br>flooded.</div>"))
    'It rained.\nRoads\nflooded.'
    """
    lines = (" ".join(line.split()) for line in "".join(_pieces(root)).split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(root: lxml.html.HtmlElement) -> Iterator[str]:
    """Texts in their order, a newline around each block; no recursion, however deep the tree."""
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        silent = tag in _SILENT
        if event == "start":
            hidden += silent
            if not hidden:
                yield "" if tag in INLINE else "\n"
                yield (element.text or "").replace("\n", " ")
            continue
        hidden -= silent
        if not hidden:
            yield "" if tag in INLINE else "\n"
            if element is not root:
                yield (element.tail or "").replace("\n", " ")


def _clean(text: str) -> str:
    if len(_RAW.findall(text)) > max(_MOST_RAW, _MOST_RAW_SHARE * len(text)):
        raise RecordError("is no text, and so no HTML; save the page itself")
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
