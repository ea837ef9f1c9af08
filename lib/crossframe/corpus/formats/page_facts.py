"""Tree of a page -> what the page says of its article: JSON-LD, Open Graph and other meta elements.

The vocabulary is that of schema.org's NewsArticle, of the Open Graph protocol and of HTML itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import lxml.html

from crossframe.corpus.raw import RecordError, parse_json
from crossframe.records import instant

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting)$")
_MAX_SCRIPT = 2_000_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_DATE_NAMES = (
    "article:published_time",
    "datePublished",
    "og:article:published_time",
    "parsely-pub-date",
    "dc.date.issued",
    "date",
)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its article; None or empty where it says nothing.

    `is_free` is schema.org's isAccessibleForFree; `body` its articleBody.
    """

    title: str | None = None
    outlet: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None
    canonical: str | None = None
    is_free: bool | None = None
    body: str | None = None


def page_facts(root: lxml.html.HtmlElement) -> PageFacts:
    """Reads what a page declares.

    Args:
        root: The page.

    Returns:
        The facts; JSON-LD before meta elements, except for the name of the site.
    """
    meta = _meta(root)
    article = _own_article(root, meta)
    canonical = root.xpath("string(//link[translate(@rel,'CANOIL','canoil')='canonical'][1]/@href)")
    publisher = article.get("publisher")
    named = publisher.get("name") if isinstance(publisher, Mapping) else None
    return PageFacts(
        title=_line(article.get("headline")) or _line(meta.get("og:title")),
        outlet=_line(meta.get("og:site_name"))
        or _line(meta.get("application-name"))
        or _line(named),
        published_at=_date(article.get("datePublished"), *(meta.get(n) for n in _DATE_NAMES)),
        modified_at=_date(article.get("dateModified"), meta.get("article:modified_time")),
        authors=_names(article.get("author")) or _names(meta.get("author")),
        section=_line(_first(article.get("articleSection"))) or _line(meta.get("article:section")),
        language=_language(
            root.get("lang"), article.get("inLanguage"), meta.get("content-language")
        ),
        canonical=_line(canonical) or _line(meta.get("og:url")),
        is_free=_truth(article.get("isAccessibleForFree")),
        body=article.get("articleBody") if isinstance(article.get("articleBody"), str) else None,
    )


def is_alike(heading: str, title: str) -> bool:
    """Whether most words of the shorter of two headlines stand in the other.

    >>> is_alike("Span falls into the harbour", "Span falls into harbour | Harbour Post")
    True
    """
    ours, theirs = (set(re.findall(r"\w+", text.casefold())) for text in (heading, title))
    return len(ours & theirs) > 0.5 * min(len(ours), len(theirs)) > 0


def _meta(root: lxml.html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = name or element.get("http-equiv")
        if name and element.get("content"):
            found.setdefault(name.strip(), element.get("content"))
            found.setdefault(name.strip().lower(), element.get("content"))
    return found


def _own_article(root: lxml.html.HtmlElement, meta: Mapping[str, str]) -> Mapping[str, Any]:
    """The first article that JSON-LD describes; the first with the page's headline, if one has it.

    Some pages describe the stories that they lead to as well.
    """
    described = list(_articles(root))
    if len(described) < 2:
        return described[0] if described else {}
    shown = [_line(meta.get("og:title")), *(_line(one.text_content()) for one in root.iter("h1"))]
    for one in described:
        headline = _line(one.get("headline"))
        if headline and any(is_alike(headline, title) for title in shown if title):
            return one
    return described[0]


def _articles(root: lxml.html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Objects of JSON-LD that describe an article, also those of a graph and of a web page."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > _MAX_SCRIPT:
            continue
        try:
            value = parse_json(text.strip(), "JSON-LD")
        except RecordError:  # a page's own fault; its text is there all the same
            continue
        for part in value if isinstance(value, list) else [value]:
            graph = part.get("@graph") if isinstance(part, Mapping) else None
            for whole in graph if isinstance(graph, list) else [part]:
                inner = whole.get("mainEntity") if isinstance(whole, Mapping) else None
                one = inner if isinstance(inner, Mapping) else whole
                if isinstance(one, Mapping) and _ARTICLE.search(str(_first(one.get("@type")))):
                    yield one


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _line(value: Any) -> str | None:
    text = " ".join(unescape(value).split()) if isinstance(value, str) else ""
    return text or None


def _date(*values: Any) -> str | None:
    for value in values:
        text = _line(value)
        try:
            if text:
                instant(text)
                return text.replace(" ", "T", 1).replace(" ", "")
        except (ValueError, OverflowError):
            continue
    return None


def _names(value: Any) -> tuple[str, ...]:
    """Names of authors: a text, an object with a name, or a list of either."""
    names = []
    for one in value if isinstance(value, list) else [value]:
        name = _line(one.get("name") if isinstance(one, Mapping) else one)
        if name and "://" not in name and name not in names:
            names.append(name)
    return tuple(names)


def _language(*values: Any) -> str | None:
    for value in values:
        text = _line(value)
        if text and _LANGUAGE.fullmatch(text):
            return text.replace("_", "-")
    return None


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.lower()) if isinstance(value, str) else None
