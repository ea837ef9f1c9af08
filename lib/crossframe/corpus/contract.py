"""One raw record -> an `Article` that keeps the input contract, or an `Exclusion` that says why."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from crossframe.corpus.detection import settled_language
from crossframe.corpus.fields import (
    check_event,
    check_outlet,
    content_hash,
    optional_text,
    read_article_id,
    read_authors,
    read_body,
    read_instant,
    read_outlet,
    read_provenance,
    read_title,
    storable,
)
from crossframe.corpus.raw import Raw, RecordError
from crossframe.records import Article, Exclusion

CONTENT = frozenset(field.name for field in dataclasses.fields(Article)) - {
    "line",
    "path",
    "sha256",
}
_KNOWN = CONTENT - {"extra"}


def to_article(raw: Raw, default_event: str, *, any_name: bool = False) -> Article | Exclusion:
    """Checks one record against the input contract.

    Args:
        raw: The record.
        default_event: Event of a record that names none.
        any_name: True if an event may have an id by which no folder can be named.

    Returns:
        The article; or an exclusion with the first thing that is wrong, and with the event,
        the id and the outlet as far as they were found to be right.

    >>> to_article(Raw("x.jsonl", 1, {"outlet": "A", "title": "T", "text": 17}), "rain").reason
    'text is a number (17); write it as text'
    """
    event_id = article_id = outlet = None
    try:
        fields = _with_date(raw.fields)
        named = optional_text(fields, "event_id") or default_event
        event_id = named if any_name else check_event(named)
        article_id = read_article_id(fields)
        outlet = read_outlet(fields)
        content = _content(fields, event_id, article_id, outlet)
    except RecordError as error:
        return Exclusion(raw.path, raw.line, str(error), event_id, article_id, outlet)
    return Article(**content, sha256=_digest(content), path=raw.path, line=raw.line)


def article_digest(article: Article) -> str:
    """SHA-256 of an article as it is: equal to its `sha256` unless it was changed since."""
    return _digest({name: getattr(article, name) for name in CONTENT})


def _digest(content: Mapping[str, Any]) -> str:
    """Without what is absent, so that the hash survives the day an article gets another field."""
    return content_hash({name: v for name, v in content.items() if v not in (None, (), {})})


def _content(
    fields: Mapping[str, Any], event_id: str, article_id: str | None, outlet: str | None
) -> dict[str, Any]:
    text, sentences = read_body(fields)
    title = read_title(fields, is_split=sentences is not None)
    published_at = read_instant(fields)
    # The id rests on what makes the article, so that another url or label does not rename it.
    article_id = article_id or f"a-{content_hash([outlet, title, text, published_at])[:12]}"
    return {
        "article_id": article_id,
        "event_id": event_id,
        "outlet": outlet or check_outlet(article_id),
        "title": title,
        "text": text,
        "sentences": sentences,
        "published_at": published_at,
        "url": optional_text(fields, "url"),
        "language": optional_text(fields, "language") or settled_language(text),
        "authors": read_authors(fields),
        "section": optional_text(fields, "section"),
        "provenance": read_provenance(fields),
        "extra": storable({name: fields[name] for name in fields if name not in _KNOWN}),
    }


def _with_date(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Lets `date` stand for a `published_at` that is absent."""
    if "date" not in fields or fields.get("published_at") not in (None, ""):
        return fields
    others = {name: value for name, value in fields.items() if name != "date"}
    return others | {"published_at": fields["date"]}
