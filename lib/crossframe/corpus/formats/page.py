"""A page as it was saved or fetched -> the raw record of its article, with what the page proves.

The text is taken by trafilatura (Barbaresi, "Trafilatura: a web scraping library and command-line
tool for text discovery and extraction", ACL 2021).
"""

from __future__ import annotations

import hashlib
import logging
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree

from crossframe.corpus.addresses import host_of, is_web
from crossframe.corpus.detection import detect_language
from crossframe.corpus.fields import MAX_NAME
from crossframe.corpus.formats.evidence import page_evidence
from crossframe.corpus.formats.filling import fill
from crossframe.corpus.formats.markup import check_page_size, decode_page, parse_page
from crossframe.corpus.formats.page_facts import PageFacts, is_alike, page_facts
from crossframe.corpus.formats.passages import words_of
from crossframe.corpus.raw import Found, Raw, RecordError
from crossframe.records import Exclusion

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
# SingleFile writes the address on a line of its own in a comment at the top.
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+[|*•·–—-]+\s+")
_UNNAMED = re.compile(r"[<>\\]")
# The day of the first page of the web: an earlier date in a text is one that it tells of.
_FIRST_PAGE = "1991-08-06"


@dataclass(frozen=True, slots=True)
class Page:
    """A page still unread: its bytes, where it was, and what is known of it beforehand.

    `charset` is what the server declared; `known` are fields of the input contract that somebody
    else gave, such as a list of references: they go before what the page says. `origin` goes into
    the provenance.
    """

    data: bytes
    url: str | None = None
    charset: str | None = None
    known: Mapping[str, Any] = field(default_factory=dict)
    origin: Mapping[str, Any] = field(default_factory=dict)


def read_page(page: Page, path: str, line: int | None = None) -> Found:
    """Takes the article out of a page.

    Args:
        page: The page.
        path: Where it was read.
        line: Its number there, if there are several.

    Returns:
        The raw record, with `health.page` as `page_evidence` gives it; or an exclusion.
    """
    try:
        return Raw(path, line, _fields(page))
    except RecordError as error:
        outlet = page.known.get("outlet") or host_of(page.url)
        return Exclusion(path, line, str(error), None, None, outlet)


def _of_the_web(day: str | None) -> str | None:
    """A date that was looked for in the page's text; none where it is older than all pages.

    >>> _of_the_web("2013-05-02"), _of_the_web("1972-10-10")
    ('2013-05-02', None)
    """
    return day if day and day >= _FIRST_PAGE else None


def saved_address(page: Page) -> str | None:
    """The address of a page, as it or whoever saved it says; cheap, for an index of many.

    Args:
        page: The page.

    Returns:
        The address, or None.

    Raises:
        RecordError: If the page cannot be read.
    """
    source = decode_page(page.data, page.charset)
    facts = page_facts(parse_page(source))
    return _address(page.url or _saved_from(source), facts.canonical)


def _fields(page: Page) -> dict[str, Any]:
    check_page_size(len(page.data))
    source = decode_page(page.data, page.charset)
    root = parse_page(source)
    facts = page_facts(root)
    url = _address(page.url or _saved_from(source), facts.canonical)
    document = _extract(source, url)
    lines = (" ".join(line.split()) for line in (document.text or "").split("\n"))
    text = "\n".join(line for line in lines if line)
    shown = _title(root, facts, document.title)
    title = page.known.get("title") or shown
    text = _without_title(_without_title(text, title), shown)
    if not text:
        raise RecordError(
            "no text of an article was found on the page; it may need a browser to show it: save "
            "the page from one"
        )
    filled = fill(root, text, facts, shown)
    put_back, text = len(words_of(filled)) - len(words_of(text)), filled
    found = {
        "outlet": _outlet(facts.outlet, url),
        "published_at": facts.published_at or _of_the_web(document.date),
        "url": url,
        "language": facts.language or detect_language(text),
        "authors": list(facts.authors) or _authors(document.author),
        "section": facts.section,
    }
    known = {
        name: value
        for name, value in page.known.items()
        if name not in {"url", "health"} and value not in (None, "", [])
    }
    if "outlet" in known and known["outlet"] == host_of(url):
        del known["outlet"]  # the page may tell the name of the site
    return {
        **found,
        **known,
        "title": title,
        "text": text,
        "provenance": {
            **page.origin,
            "page_sha256": hashlib.sha256(page.data).hexdigest(),
            "extractor": f"trafilatura {version('trafilatura')}",
        },
        "health": {"page": {**page_evidence(root, text, facts, shown), "words_put_back": put_back}},
    }


def _extract(source: str, url: str | None) -> Any:
    """Trafilatura's document, whose fields are text or None."""
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):  # what they complain of, the exclusion says
        logging.getLogger(name).addHandler(logging.NullHandler())
    try:
        with warnings.catch_warnings():  # of dates that the page does not write as it should
            warnings.simplefilter("ignore")
            document = bare_extraction(
                parse_page(source),
                url=url,
                include_comments=False,
                with_metadata=True,
                date_extraction_params={"original_date": True, "extensive_search": False},
            )
    except (
        AttributeError,
        AssertionError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
        etree.LxmlError,
    ) as error:
        kind = type(error).__name__
        raise RecordError(f"no text could be taken from the page ({kind}: {error})") from None
    if document is None:
        raise RecordError(
            "no text of an article was found on the page; it may need a browser to show it: save "
            "the page from one"
        )
    return document


def _saved_from(source: str) -> str | None:
    """The address that a browser noted in a page when it saved it."""
    found = _SAVED_FROM.search(source[:5_000]) or _SINGLE_FILE.search(source[:5_000])
    return found[1] if found and is_web(found[1]) else None


def _address(url: str | None, canonical: str | None) -> str | None:
    """The canonical address, if it is on the page's own site."""
    if not canonical:
        return url
    joined = urljoin(url or "", canonical)
    if not is_web(joined):
        return url
    at_root = urlsplit(joined).path in {"", "/"} and url and urlsplit(url).path not in {"", "/"}
    return url if url and (host_of(joined) != host_of(url) or at_root) else joined


def _outlet(name: str | None, url: str | None) -> str | None:
    if name and "://" in name:
        name = host_of(name)
    if name and len(name) <= MAX_NAME and not _UNNAMED.search(name) and not name.startswith("/"):
        return name
    return host_of(url)


def _title(root: lxml.html.HtmlElement, facts: PageFacts, extracted: str | None) -> str:
    """The headline that the page shows; without one, what it declares, less the site's name."""
    headings = [" ".join(h.text_content().split()) for h in root.iter("h1")]
    headings = [heading for heading in headings if heading]
    declared = [title for title in (facts.title, extracted) if title]
    for heading in headings:
        if any(is_alike(heading, title) for title in declared):
            return heading
    if declared:
        return _without_site(declared[0], facts.outlet)
    return headings[0] if headings else ""


def _without_site(title: str, outlet: str | None) -> str:
    """Leaves out what follows a bar or dash if it is the name of the site.

    >>> _without_site("Span falls | Harbour Post", "Harbour Post")
    'Span falls'
    """
    parts = _SUFFIX.split(title)
    while len(parts) > 1 and outlet and outlet.casefold() in parts[-1].casefold():
        title = title[: title.rindex(parts.pop())]
        title = re.sub(r"\s+[|*•·–—-]+\s+$", "", title)
    return title


def _without_title(text: str, title: str) -> str:
    first, _, rest = text.partition("\n")
    return rest.strip() if rest and first.strip() == title.strip() else text


def _authors(names: str | None) -> list[str]:
    return [name.strip() for name in (names or "").split(";") if name.strip()]
